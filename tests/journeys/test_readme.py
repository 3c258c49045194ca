"""The README's first steps and the session of the operations page, typed into a real shell with real nodes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.cli.shell import ROOT, free_ports
from tests.journeys.transcript import differences, matches, normal, read

DOCUMENTS = ("README.md", "docs/operations.md", "docs/instruments.md")
PAGES = ("README.md", "docs/life-of-an-act.md", "docs/adding-an-area.md", "docs/operations.md", "docs/instruments.md", "docs/security.md")
NAMED = re.compile(r"(?<![\w/])((?:src|tests|docs|benchmarks)/[\w./-]*\w/?)")


def test_the_documents_show_what_happens(tmp_path: Path) -> None:
    steps = read(*DOCUMENTS)
    first = free_ports(2)
    found = differences(steps, tmp_path, {"8081": str(first), "8082": str(first + 1)})
    assert not found, "\n\n".join(found)
    assert len(steps) > 40


@pytest.mark.parametrize("page", PAGES)
def test_every_file_a_page_names_exists(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    links = [str((ROOT / page).parent.joinpath(link).resolve().relative_to(ROOT)) for link in re.findall(r"\]\(([^)#:]+)\)", text)]
    named = [*NAMED.findall(text), *links]
    assert named
    assert not [name for name in named if not (ROOT / name).exists()]


@pytest.mark.parametrize(
    ("expected", "actual", "same"),
    [
        (["a", "…", "d"], ["a", "b", "c", "d"], True),
        (["a", "…"], ["a"], True),
        (["a", "…", "d"], ["a", "b"], False),
        ([], ["something"], False),
        (["a"], ["b"], False),
    ],
)
def test_elided_lines_match_and_others_do_not(expected: list[str], actual: list[str], same: bool) -> None:
    assert matches(expected, actual) == same


def test_ids_times_and_ports_are_not_compared() -> None:
    assert normal("act 41d0c7f5a9be at 10:00 on 9001  .", {"8081": "9001"}) == "act <id> at <time> on 8081 ."
    assert normal("GBR-M-2018-006", {}) == "GBR-M-2018-006"

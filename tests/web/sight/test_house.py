"""What is said at home: for whom it may be read, to whom work can be given, and names of files made harmless."""

from __future__ import annotations

import pytest
from tests.web.sample import Stage
from tests.web.test_gate import sight_of

from entente.web import gate
from entente.web.sight import house as sight_house


def test_what_is_said_at_home_is_for_those_cleared_for_the_nodes_own_marking(shown: Stage) -> None:
    assert {name: sight_house.reads_home(sight_of(shown, name)) for name in ("drafter", "release", "reader")} == {
        "drafter": True, "release": True, "reader": False,
    }  # fmt: skip


def test_work_goes_to_posts_that_may_read_what_it_is_about(shown: Stage) -> None:
    sight = sight_of(shown, "drafter")
    codes = {post.code for post in sight_house.posts_for(sight, gate.record(sight, shown.records["acsa"]))}
    assert {"GBR:FCDO:desk", "GBR:FCDO:release"} <= codes and "GBR:FCDO:reader" not in codes
    assert not any("admin" in code for code in codes)


@pytest.mark.parametrize(
    ("given", "kept"),
    [("note.txt", "note.txt"), ("../../etc/passwd", "_.._etc_passwd"), ("a\u202egpj.exe", "agpj.exe"), ("...", "file"),
     ("C:\\x.doc", "C__x.doc"), ("議事録.pdf", "議事録.pdf"), ("x" * 400 + ".pdf", "x" * 146 + ".pdf")],
)  # fmt: skip
def test_a_files_name_leads_nowhere(given: str, kept: str) -> None:
    assert sight_house.safe_name(given) == kept

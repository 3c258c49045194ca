"""The page: every table holds together, and says what was not run and why."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

from benchmarks.measure import MS, RECORDS_PER_S, Measurement, Outcome, Target, judge_all
from benchmarks.report import Run, merged, number, parse_kept, render_json, render_kept, render_markdown, render_table
from hypothesis import given
from hypothesis import strategies as st

TARGETS = (
    Target("ours against theirs", "ours", RECORDS_PER_S, "at least", 60, reference="theirs"),
    Target("a proof", "proof", MS, "at most", 2, subject_n=1_000_000),
)
OURS, THEIRS = Measurement("ours", 9_000, RECORDS_PER_S, 20_000), Measurement("theirs", 116, RECORDS_PER_S, 2_000, "memory | only")


def page(*outcomes: Outcome, quick: bool = False) -> Run:
    return Run(datetime(2026, 11, 22, 21, 5, tzinfo=UTC), {"memory": "24 GiB"}, quick, outcomes, judge_all(TARGETS, outcomes))


def row(text: str, first: str) -> list[str]:
    line = next(line for line in text.splitlines() if line.startswith(f"| {first}"))
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


@given(rows=st.lists(st.tuples(st.text(max_size=20), st.text(max_size=20)), max_size=5))
def test_no_cell_breaks_its_table(rows: list[tuple[str, str]]) -> None:
    lines = render_table(("a", "b"), rows).removesuffix("\n").split("\n")
    assert len(lines) == 2 + len(rows)
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in lines} == {3}
    assert len({len(line) for line in lines}) == 1


def test_a_target_with_both_figures_shows_the_ratio() -> None:
    text = render_markdown(page(Outcome("ours", (OURS,), 1.0), Outcome("theirs", (THEIRS,), 1.0)))
    assert row(text, "ours against theirs")[1:] == [
        "9,000 records/s (n 20,000)",
        "116 records/s (n 2,000)",
        "77.6x",
        "at least 60x",
        "met",
    ]
    assert row(text, "theirs")[4] == "memory \\| only"
    assert "Measured 2026-11-22 21:05 UTC" in text
    assert row(text, "memory") == ["memory", "24 GiB"]


def test_an_absent_peer_is_said_in_one_sentence_and_its_target_is_not_met() -> None:
    text = render_markdown(page(Outcome("ours", (OURS,), 1.0), Outcome("theirs", (), 0.0, "the program theirs is not installed")))
    assert row(text, "ours against theirs")[2:] == ["-", "-", "at least 60x", "not run"]
    assert "- theirs: not run because the program theirs is not installed.\n" in text
    assert "- not run: ours against theirs (theirs: no figure in this run).\n" in text


def test_a_figure_of_a_broken_benchmark_is_shown_as_not_counting() -> None:
    text = render_markdown(page(Outcome("theirs", (THEIRS,), 1.0, "it broke: OSError: disk\n full.", broke=True)))
    assert row(text, "theirs")[4].startswith("does not count")
    assert "met |" not in text
    assert "- theirs: not run because it broke: OSError: disk full.\n" in text


def test_a_quick_run_never_says_plainly_met() -> None:
    text = render_markdown(page(Outcome("both", (OURS, THEIRS), 1.0), quick=True))
    assert row(text, "ours against theirs")[5] == "met, at quick size"
    assert row(text, "a proof")[5] == "not run"
    assert "an indication, not a result" in text


def test_growth_is_a_table_relative_to_the_smallest_size() -> None:
    points = tuple(Measurement("proof", value, MS, n) for n, value in ((1_000_000, 3.0), (1_000, 0.5)))
    text = render_markdown(page(Outcome("proof", points, 1.0)))
    curve = text.partition("## Growth: proof")[2]
    assert row(curve, "1,000 ") == ["1,000", "0.5", "1.00x"]
    assert row(curve, "1,000,000") == ["1,000,000", "3.00", "6.00x"]
    assert row(text, "a proof")[5] == "not met"


def test_json_holds_the_same_verdicts() -> None:
    run = page(Outcome("both", (OURS, THEIRS), 1.0))
    found = json.loads(render_json(run))
    assert [c["verdict"] for c in found["comparisons"]] == ["met", "not run"]
    assert found["outcomes"][0]["measurements"][1]["value"] == 116


def test_numbers_keep_three_digits() -> None:
    assert [number(v) for v in (0.0691, 0.69, 2.0, 77.59, 116.4, 24_400)] == ["0.0691", "0.69", "2.00", "77.6", "116", "24,400"]


def test_parts_of_earlier_runs_stay_each_with_its_time() -> None:
    before = Outcome("theirs", (THEIRS,), 1.0, measured_at="2026-11-20 08:00")
    now = Outcome("ours", (OURS,), 1.0, measured_at="2026-11-22 21:05")
    absent = Outcome("theirs", (), 0.0, "it was not asked for", measured_at="2026-11-22 21:05")
    kept = merged(parse_kept(render_kept([before])), [now, absent], ["ours", "theirs", "third"])
    assert kept == (now, before)
    text = render_markdown(page(*kept))
    assert row(text, "ours against theirs")[5] == "met, of two runs"
    assert row(text, "theirs")[4].endswith("; measured 2026-11-20 08:00") and "measured" not in row(text, "ours  ")[4]
    assert "in one run" in text and "every figure" not in text


def test_a_newer_figure_replaces_an_older_and_a_failure_replaces_none() -> None:
    older, newer = (Outcome("ours", (Measurement("ours", value, MS, 1),), 1.0, measured_at=f"{value}") for value in (1, 2))
    assert merged([older], [newer], ["ours"]) == (newer,)
    assert merged([older], [Outcome("ours", (), 0.0, "it broke", broke=True)], ["ours"]) == (older,)
    assert merged([], [Outcome("ours", (), 0.0, "it is absent")], ["ours"])[0].not_run_because == "it is absent"

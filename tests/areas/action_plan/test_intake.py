"""A dry run of an import: what was exported is the same again, one cell is one change, what would undo an agreement is refused."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.areas.action_plan.histories import measures

from entente.areas.action_plan import sample
from entente.areas.action_plan.intake import Held, Verdict, judge, render_sheets
from entente.areas.action_plan.records import Measure
from entente.areas.action_plan.table import Cell, columns, read_rows, recognise
from entente.kernel.bilingual import Title

SIDES = ("GBR", "JPN")
CLAUSES = {f"jp-gb-2017#{n}" for n in ("S6", "S7", "S13", "A2", "A11", "I1")}
PLAN = {m.code: Held(f"record-{m.code}", f"act-{m.code}", m) for m in (sample.ACSA, sample.FRAMEWORK, sample.CYBER)}


def dry_run(sheets: dict[str, list[list[Cell]]], held: dict[str, Held]) -> list[Verdict]:
    first, second = sheets.values()
    sides = sorted({*SIDES, *(party for one in held.values() for party in one.text.leads)})
    return judge(read_rows(first[1:], recognise(first[0], columns(sides)), sides, second), held, CLAUSES, SIDES)


@given(st.lists(measures(), min_size=1, max_size=3), st.sampled_from(["en", "ja"]))
def test_exported_and_imported_again_nothing_changes(found: list[Measure], language: str) -> None:
    held = {f"M-{n}": Held(f"r{n}", f"a{n}", msgspec.structs.replace(m, code=f"M-{n}")) for n, m in enumerate(found)}
    assert {v.outcome for v in dry_run(render_sheets(held.values(), SIDES, language), held)} == {"same"}


def changed(key: str, cell: Cell) -> Verdict:
    sheets = render_sheets(PLAN.values(), SIDES, "en")
    first = sheets["Measures"]
    row = next(row for row in first if row[0] == "GBR-M-2018-006")
    row[next(p for p, k in recognise(first[0], columns(SIDES)).items() if k == key)] = cell
    return next(v for v in dry_run(sheets, PLAN) if v.outcome != "same")


def test_one_cell_is_one_change() -> None:
    verdict = changed("title.en", "Another title")
    assert verdict.outcome == "changed" and verdict.record == "record-GBR-M-2018-006" and verdict.findings == ()
    assert msgspec.convert(verdict.line.text, Measure) == msgspec.structs.replace(
        sample.ACSA, title=Title("Another title", sample.ACSA.title.ja)
    )


@pytest.mark.parametrize(
    ("key", "cell", "outcome", "said"),
    [
        ("clauses", "xx-yy-2030#S99", "refused", "No instrument here has the clause xx-yy-2030#S99"),
        ("revision", "an-older-act", "same", ""),
        ("baseline_finish", None, "changed", "Finish: A finish date is needed; “ongoing” is not one."),
        ("baseline_finish", "ongoing", "refused", "Finish: “ongoing” is not a day"),
        ("code", "GBR-M-2018-999", "refused", "none of that number is in effect now"),
    ],
)
def test_verdicts(key: str, cell: Cell, outcome: str, said: str) -> None:
    if outcome == "same":  # an old export of what is unchanged does no harm
        sheets = render_sheets(PLAN.values(), SIDES, "en")
        assert {v.outcome for v in dry_run(sheets, {k: Held(h.record, "later", h.text) for k, h in PLAN.items()})} == {"same"}
        return
    verdict = changed(key, cell)
    assert verdict.outcome == outcome
    assert said in " ".join(words["en"] for words in (*verdict.reasons, *verdict.findings))
    assert all(words["ja"] for words in (*verdict.reasons, *verdict.findings))


def test_what_was_agreed_since_the_export_is_not_undone() -> None:
    sheets = render_sheets(PLAN.values(), SIDES, "ja")
    since = msgspec.structs.replace(sample.ACSA, baseline_finish=date(2019, 2, 28))
    verdicts = dry_run(sheets, PLAN | {since.code: Held("record", "later", since)})
    assert [v.outcome for v in verdicts].count("refused") == 1
    assert "changed by agreement after this table was exported" in verdicts[0].reasons[0]["en"]

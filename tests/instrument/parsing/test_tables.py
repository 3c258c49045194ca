"""Tables of things to be done, as Word, a page and a reader of PDF files give them."""

from __future__ import annotations

from typing import Any

import pytest

from entente.instrument import Item, parse
from entente.instrument.parsing.tables import is_head

TABBED = """Road Map for Cyber Cooperation

The two sides have decided as follows:

Strategic objectives

No.\tAction\tLead\tTimeline
1.1\tHold an annual cyber dialogue\tMOFA / MFA\tAnnually
1.2\tExchange threat
information\tNISC / NCSC\tBy March 2021

Capacity building

No.\tAction\tLead\tTimeline
2.1\tConvene quarterly dialogues\tMOFA / MFA\tQuarterly

Tokyo, 5 May 2020
"""
PRINTED = """日・ノーランド防衛協力ロードマップ

両国は、以下の措置を実施する。

番号　　措置　　　　　　　　　　　　担当　　　　　期限
１　　　防衛相会合を毎年開催する。　防衛省　　　　毎年
２　　　サイバー演習を隔年で実施　　防衛省・　　　２０２３年３月
　　　　する。　　　　　　　　　　　外務省

２０２１年３月１日　東京
"""
STACKED = """Action Plan 2021-2025

The Ministers have agreed on the following action plan:

Action
Lead
Timeline

Hold an annual cyber dialogue
MOFA / MFA
Annually

Explore joint training of operators
MOD / MoD
2022

Oslo, 5 May 2021
"""
COUNTED = """Implementation Plan

1. The two sides will carry out the following actions:

No.
Action
Responsible
Deadline
1
Set up a hotline
MOD
31 March 2021
2
Hold quarterly dialogues
MFA
Quarterly

2. The two sides will review this plan.

Oslo, 5 May 2021
"""


def _cells(items: tuple[Item, ...]) -> dict[str, str]:
    return {item.number: item.text for item in items}


def test_rows_parted_by_tabs_are_clauses_and_their_cells_items(check_coverage: Any) -> None:
    found = parse(TABBED)
    check_coverage(TABBED, found)
    assert [(c.number, c.text) for c in found.clauses] == [
        ("1.1", "Hold an annual cyber dialogue"), ("1.2", "Exchange threat information"), ("2.1", "Convene quarterly dialogues"),
    ]  # fmt: skip
    assert _cells(found.clauses[1].items) == {"Lead": "NISC / NCSC", "Timeline": "By March 2021"}
    assert [s.heading for s in found.sections] == ["Strategic objectives", "Capacity building"]
    assert found.sections[0].chapeau[0].text == "No. / Action / Lead / Timeline" and found.done_on == "2020-05-05"


def test_a_line_alone_between_rows_heads_those_below_and_empty_cells_stay_empty(check_coverage: Any) -> None:
    text = "Road Map\n\nThe two sides decided as follows:\n\n"
    text += "Action\tLead\tDeadline\nTraining\nHold a course\tMOD\t2022\nPlan a visit\nof officers\t"
    text += "MOD\t2022\nExchange officers\tMOD\nSecurity\nShare indicators\tNISC\t2023\n\tMFA\t2024\n\nTokyo, 1 March 2022\n"
    found = parse(text)
    check_coverage(text, found)
    assert [s.heading for s in found.sections if s.heading] == ["Training", "Security"]
    assert [c.text for c in found.clauses] == ["Hold a course", "Plan a visit of officers", "Exchange officers", "Share indicators"]
    assert _cells(found.clauses[2].items) == {"Lead": "MOD"}
    assert _cells(found.clauses[3].items) == {"Lead": "NISC MFA", "Deadline": "2023 2024"}, "a cell that a merged one stands above"


def test_cells_below_their_headings_on_a_page(check_coverage: Any) -> None:
    found = parse(PRINTED)
    check_coverage(PRINTED, found)
    assert [c.text for c in found.clauses] == ["防衛相会合を毎年開催する。", "サイバー演習を隔年で実施する。"]
    assert _cells(found.clauses[1].items) == {"担当": "防衛省・外務省", "期限": "２０２３年３月"}
    assert found.done_on == "2021-03-01", "the date below is no row"


def test_cells_one_below_another(check_coverage: Any) -> None:
    found = parse(STACKED)
    check_coverage(STACKED, found)
    assert [(c.text, _cells(c.items)) for c in found.clauses] == [
        ("Hold an annual cyber dialogue", {"Lead": "MOFA / MFA", "Timeline": "Annually"}),
        ("Explore joint training of operators", {"Lead": "MOD / MoD", "Timeline": "2022"}),
    ]
    assert found.done_on == "2021-05-05", "a year in a cell is no page number"


def test_a_table_inside_a_clause_is_its_items(check_coverage: Any) -> None:
    found = parse(COUNTED)
    check_coverage(COUNTED, found)
    first, second = found.clauses
    assert first.text.endswith("actions:") and second.text.startswith("The two sides will review")
    assert [item.text for item in first.items] == ["No. / Action / Responsible / Deadline", "Set up a hotline", "Hold quarterly dialogues"]
    assert _cells(first.items[1].items) == {"Responsible": "MOD", "Deadline": "31 March 2021"}
    assert not found.furniture, "the numbers of rows are no page numbers"


@pytest.mark.parametrize(
    "cells",
    [
        ["For Japan", "For the UK"],
        ["Prime Minister of Japan", "Prime Minister of the UK"],
        ["1.", "Japan will act."],
        ["Action"],
        ["日本国首相", "英国首相"],
    ],
)
def test_other_columns_are_no_table(cells: list[str]) -> None:
    assert not is_head(cells)

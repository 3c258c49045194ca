"""Governments and authorities by name where fields hold their codes; what somebody wrote stays as it was written."""

from __future__ import annotations

from entente.areas.consultations.records import Participant
from entente.implementation.fields import Item, Line, Table, Value
from entente.implementation.papers.phrases import both, same
from entente.implementation.sheets.called import Called

NAMES = Called(
    {"GBR": both("United Kingdom", "英国"), "JPN": both("Japan", "日本")},
    {("JPN", "MOD"): both("Ministry of Defense", "防衛省"), ("GBR", "MOD"): both("Ministry of Defence", "国防省")},
)


def said(value: Value, title: str = "x") -> tuple[dict[str, str], dict[str, str]]:
    (one,) = NAMES.lines([Line("x", same(title), value)])
    assert one.value is not None
    return dict(one.titles), dict(one.value.words)


def test_an_authority_stands_by_name_under_its_party() -> None:
    assert said(Value(same("MOD"), party="JPN"), "Lead, JPN") == (
        both("Lead, Japan", "Lead, 日本"),
        both("Ministry of Defense (MOD)", "防衛省"),
    )
    assert said(Value(same("MOD, XYZ"), party="GBR"))[1] == both("Ministry of Defence (MOD), XYZ", "国防省、XYZ")


def test_parties_and_owners_stand_by_name_and_prose_stays() -> None:
    assert said(Value(same("GBR, JPN"), parties=("GBR", "JPN")))[1] == both("United Kingdom, Japan", "英国、日本")
    assert said(Value(same("JPN MOD Director"), parties=("JPN",)))[1] == both("Japan MOD Director", "防衛省（日本） Director")
    assert said(Value(same("GBR")))[1] == same("GBR")


def test_what_no_charter_names_is_called_by_its_code() -> None:
    assert NAMES.party("FRA") == same("FRA") and NAMES.own("GBR", "HO") == same("HO")
    assert NAMES.participants([Participant("JPN", "MOD"), Participant("FRA", "MAE", "Directeur")]) == both(
        "Japan MOD; FRA MAE Directeur", "防衛省（日本）、FRA MAE Directeur"
    )
    assert Called().participants([]) == {}


def test_tables_and_lists_are_read_too() -> None:
    row = (Value(same("JPN"), parties=("JPN",)), Value(same("MOD")), Value(same("MOD is late")), None)
    (table, listed) = NAMES.lines(
        [
            Line("t", same("t"), Value({}, table=Table((same("a"), same("b"), same("c"), same("d")), (row,)))),
            Line("l", same("l"), Value({}, items=(Item("1", (Line("p", same("p"), Value(same("GBR"), parties=("GBR",))),)),))),
        ]
    )
    assert table.value is not None and table.value.table is not None and listed.value is not None
    cells = [cell.words["ja"] if cell else None for cell in table.value.table.rows[0]]
    assert cells == ["日本", "防衛省", "MOD is late", None]
    inner = listed.value.items[0].lines[0].value
    assert inner is not None and inner.words["ja"] == "英国"

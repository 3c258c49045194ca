"""A text's lines: their titles, tables and values in both languages."""

from __future__ import annotations

import msgspec
import pytest

from entente.areas import AREAS
from entente.areas.logistics import sample as logistics
from entente.implementation import fields

KIND = next(kind for area in AREAS for kind in area.kinds if kind.type == "measure")


DECISION = {"no": 1, "en": "London writes.", "ja": "英国が起案する。", "owner": {"party": "GBR", "authority": "FCDO"}, "due": "2019-06-28"}
MINUTES = {
    "series": "s" * 64,
    "meeting": "m" * 64,
    "paragraphs": [
        {"no": 1, "item": 1, "en": "They met.", "ja": "会合した。"},
        {"no": 3, "en": "They agreed.", "ja": "一致した。", "decisions": [DECISION]},
    ],
}


def test_entries_that_fit_no_table_are_numbered_with_both_languages_and_their_own_lists() -> None:
    kind = next(kind for area in AREAS for kind in area.kinds if kind.type == "minutes")
    line = next(one for one in fields.lines(kind, 2, MINUTES) if one.path == "paragraphs")
    assert line.value is not None
    first, second = line.value.items
    assert (first.no, second.no) == ("1", "3")
    assert [(one.value.language, one.value.plain) for one in first.lines if one.value and one.value.language] == [
        ("en", "They met."), ("ja", "会合した。"),
    ]  # fmt: skip
    (decisions,) = [one for one in second.lines if one.value and one.value.items]
    assert decisions.titles["en"] == "Decisions"
    told = {one.titles["en"]: one.value for one in decisions.value.items[0].lines if one.value and not one.value.language}  # type: ignore[union-attr]
    assert told["Owner"].words["en"] == "GBR FCDO" and told["Due"].day is not None


def test_a_table_with_words_in_two_languages_is_written_out_where_all_must_be_seen() -> None:
    kind = next(kind for area in AREAS for kind in area.kinds if kind.type == "agenda")
    text = {"series": "s" * 64, "meeting": "m" * 64, "items": [{"no": 1, "title": {"en": "Cyber", "ja": "サイバー"}, "ground": "PROPOSED"}]}
    brief, whole = (next(one.value for one in fields.lines(kind, 1, text, whole=whole) if one.path == "items") for whole in (False, True))
    assert brief is not None and brief.table is not None
    assert whole is not None and len(whole.items) == 1


def test_every_choice_is_called_by_its_words_also_one_with_a_comma_of_its_own() -> None:
    (kind,) = (kind for area in AREAS for kind in area.kinds if kind.type == "support-order")
    lines = fields.lines(kind, kind.latest, msgspec.to_builtins(logistics.WAITING))
    (ordered,) = (line.value for line in lines if line.path == "lines")
    assert ordered is not None
    (value,) = (line.value for line in ordered.items[0].lines if line.path.endswith("category"))
    assert value is not None and value.words == {"en": "Petroleum, oils and lubricants", "ja": "燃料・油脂・潤滑油"}


@pytest.mark.parametrize(
    ("units", "currency", "expected"),
    [
        ("1234567", "GBP", "GBP 12,345.67"), ("1200000", "JPY", "JPY 1,200,000"), ("-5", "GBP", "GBP -0.05"),
        ("0", "JPY", "JPY 0"), ("1234567", "KWD", "KWD 1,234.567"), ("12,5", "GBP", "GBP 12,5"),
    ],
)  # fmt: skip
def test_money_is_written_with_its_currency_and_thousands(units: str, currency: str, expected: str) -> None:
    assert fields.money(units, currency) == expected


def test_a_budget_is_one_line_at_home() -> None:
    (line,) = fields.national_lines(KIND, {"budget": {"currency": "GBP", "minor_units": "25000000"}})
    assert line.titles["en"] == "Budget (national)" and line.value is not None and line.value.plain == "GBP 250,000.00"

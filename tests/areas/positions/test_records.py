"""What may be said as a statement of position, and what stands against issuing it."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest

from entente.areas import positions
from entente.areas.positions.records import Statement, Title, Words, by_language, check_statement

KIND = positions.AREA.kinds[0]
TEXT: dict[str, Any] = {
    "title": {"en": "On freedom of navigation", "ja": "航行の自由について"},
    "clauses": ["jp-gb-2017#P4", "jp-gb-2017#S0.2"],
    "said_on": "2018-09-12",
    "text": {"en": "Invented for the test."},
    "public": True,
}


def _read(**changed: Any) -> Statement:
    return msgspec.convert(TEXT | changed, Statement)


def test_nothing_stands_against_a_plain_statement_and_its_facets_are_read() -> None:
    text = _read(topic="navigation", venue={"en": "Tokyo"}, source="Document 12", in_answer_to="a" * 64)
    assert list(check_statement(text, ("GBR", "JPN"))) == []
    facets = KIND.facets(text)
    assert (facets.code, facets.start, facets.end) == ("2018-09-12", date(2018, 9, 12), None)
    assert facets.clauses == ("jp-gb-2017#P4", "jp-gb-2017#S0.2") and facets.titles == TEXT["title"]
    assert KIND.group("own", text) == "own" and not KIND.joint


@pytest.mark.parametrize(
    ("changed", "rule", "path"),
    [
        ({"said_on": "1945-10-23"}, "PO1", "said_on"),
        ({"said_on": "2200-01-01"}, "PO1", "said_on"),
        ({"title": {}}, "PO2", "title"),
        ({"text": {}}, "PO2", "text"),
        ({"occasion": {}}, "PO2", "occasion"),
        ({"venue": {}}, "PO2", "venue"),
        ({"clauses": ["jp-gb-2017#S1"] * 2}, "PO3", "clauses"),
    ],
)
def test_what_stands_against_issuing_a_statement(changed: dict[str, Any], rule: str, path: str) -> None:
    assert [(p.rule, p.path) for p in check_statement(_read(**changed), ("GBR", "JPN"))] == [(rule, path)]


def test_the_bounds_of_a_day_belong_to_what_is_possible() -> None:
    for day in ("1945-10-24", "2199-12-31"):
        assert list(check_statement(_read(said_on=day), ())) == []


@pytest.mark.parametrize(
    "changed",
    [
        {"clauses": []},
        {"clauses": ["S1"]},
        {"clauses": ["jp-gb-2017#S1\n"]},
        {"text": {"en": "x" * 20_001}},
        {"text": {"fr": "x"}},
        {"title": {"en": ""}},
        {"public": "yes"},
        {"topic": "Cyber Space"},
        {"unknown": 1},
    ],
)
def test_the_schema_refuses(changed: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        _read(**changed)


def test_twenty_thousand_characters_fit_in_each_language() -> None:
    long = "文" * 20_000
    assert _read(text={"en": "x" * 20_000, "ja": long}).text.ja == long


def test_by_language_leaves_out_what_is_lacking() -> None:
    assert by_language(Title("a", "甲")) == {"en": "a", "ja": "甲"}
    assert (by_language(Title(en="a")), by_language(Words(ja="甲"))) == ({"en": "a"}, {"ja": "甲"})
    assert by_language(Title()) == by_language(None) == {}

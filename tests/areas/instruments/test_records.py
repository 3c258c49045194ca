"""Instruments as joint records."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from entente.areas.instruments import AREA, Instrument, declaration_of_2017, known_clauses
from entente.areas.instruments.check import check_instrument
from entente.areas.instruments.records import clause_ids
from entente.instrument import published
from entente.kernel import canonical
from entente.kernel.act import MAX_BODY
from entente.kernel.reading import check_text, parse_text

TEXT: dict[str, Any] = {
    "id": "jp-gb-2017",
    "title": "Japan-UK Joint Declaration on Security Cooperation",
    "preamble": [{"id": "P1", "text": "Recognising that ..."}],
    "sections": [{"id": "S", "heading": "Strengthening Cooperation", "chapeau": [{"id": "S0.1", "text": "Building on ..."}]}],
    "clauses": [{"id": "jp-gb-2017#S6", "section": "S", "number": "6", "text": "Japan and the UK will enhance cooperation ..."}],
    "done_at": "Tokyo",
    "done_on": "2017-08-31",
    "source": {"sha256": "0" * 64},
    "commitments": [
        {
            "code": "jp-gb-2017#S6a", "clause": "S6", "kind": "do", "strength": "will enhance", "text": "will enhance cooperation",
            "parties": ["JPN", "GBR"], "title": {"en": "Logistic support", "ja": "後方支援"},
        }
    ],
}  # fmt: skip


def _read(**changed: Any) -> Instrument:
    return msgspec.convert(TEXT | changed, Instrument)


def test_clauses_recitals_and_chapeaux_may_be_cited_in_whole_form() -> None:
    assert known_clauses(_read()) == {"jp-gb-2017#S6", "jp-gb-2017#P1", "jp-gb-2017#S0.1"}


def test_facets_and_round_trip() -> None:
    text = _read()
    assert msgspec.json.decode(msgspec.json.encode(text), type=Instrument) == text
    facets = AREA.kinds[0].facets(text)
    assert facets.clauses == ("jp-gb-2017#P1", "jp-gb-2017#S0.1", "jp-gb-2017#S6") and str(facets.start) == "2017-08-31"


def test_problems_are_named() -> None:
    assert check_instrument(_read(), ("GBR", "JPN")) == []
    twice = _read(clauses=TEXT["clauses"] * 2, commitments=TEXT["commitments"] * 2)
    assert [p.path for p in check_instrument(twice, ())] == ["clauses", "commitments"]
    astray = _read(titles=[{"clause": "S99", "en": "x", "ja": "某"}])
    assert "S99" in check_instrument(astray, ())[0].words["en"]


def test_an_instrument_without_clauses_or_source_is_refused() -> None:
    for changed in ({"clauses": []}, {"source": {"sha256": "ABC"}}, {"id": "JP GB"}):
        with pytest.raises(msgspec.ValidationError):
            _read(**changed)


def test_a_clause_under_no_section_may_be_cited_too_and_an_id_used_twice_is_named() -> None:
    assert clause_ids(_read(sections=[])) == ("jp-gb-2017#P1", "jp-gb-2017#S6")
    recital = [{"id": "S6", "text": "Recalling ..."}]
    assert [p.rule for p in check_instrument(_read(preamble=recital), ())] == ["IN1"]


def test_the_shipped_declaration_is_a_text_of_version_1_as_it_is_published() -> None:
    kind = AREA.kinds[0]
    raw = canonical.encode({"texts": [declaration_of_2017()]})
    assert len(raw) < MAX_BODY
    text = parse_text(kind, 1, canonical.encode(declaration_of_2017()))
    check_text(kind, text, ("GBR", "JPN"), None)
    numbered = [*(f"S{n}" for n in range(1, 18)), *(f"A{n}" for n in range(1, 17)), *(f"I{n}" for n in range(1, 6))]
    others = ["S0.1", "S0.2", "S0.3", "A0", *(f"P{n}" for n in range(1, 8))]
    assert known_clauses(text) == {f"jp-gb-2017#{name}" for name in [*numbered, *others]}
    assert kind.facets(text).clauses == published.clause_ids(published.load())


def test_the_declaration_handed_out_is_the_callers_own() -> None:
    declaration_of_2017()["clauses"].clear()
    assert len(declaration_of_2017()["clauses"]) == 38

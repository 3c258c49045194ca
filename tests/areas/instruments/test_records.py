"""Instruments as joint records."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import msgspec
import pytest

from entente.areas.instruments import AREA, Instrument, known_clauses
from entente.areas.instruments.records import check_instrument

TEXT: dict[str, Any] = {
    "id": "jp-gb-2017",
    "title": {"id": "title", "text": "Japan-UK Joint Declaration on Security Cooperation"},
    "preamble": [{"id": "P1", "text": "Recognising that ..."}],
    "sections": [{"id": "S", "heading": "Strengthening Cooperation", "chapeau": [{"id": "S0.1", "text": "Building on ..."}]}],
    "clauses": [{"id": "jp-gb-2017#S6", "section": "S", "number": "6", "text": "Japan and the UK will enhance cooperation ..."}],
    "done_at": "Tokyo",
    "done_on": "2017-08-31",
    "source": {"sha256": "0" * 64},
    "commitments": [
        {
            "code": "jp-gb-2017#S6a", "clause": "S6", "kind": "do", "strength": "will enhance", "text": "will enhance cooperation",
            "parties": ["JPN", "GBR"], "title_en": "Logistic support", "title_ja": "後方支援",
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
    assert asdict(facets)["clauses"] == ("jp-gb-2017#S6",) and str(facets.start) == "2017-08-31"


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

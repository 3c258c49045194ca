"""The sample against the declaration: seven series, each under the clause whose words promise it."""

from __future__ import annotations

from entente.areas.consultations import sample
from entente.instrument import published

WORDS = {
    "2+2": ("jp-gb-2017#I2", "Foreign and Defence Ministers"),
    "fm-sd": ("jp-gb-2017#I2", "Foreign Ministers’ Strategic Dialogue"),
    "dmm": ("jp-gb-2017#I2", "Defence Ministers’ meeting"),
    "dg": ("jp-gb-2017#I2", "Director-General level consultation"),
    "nsa": ("jp-gb-2017#I3", "quarterly dialogues"),
    "cb-wg": ("jp-gb-2017#I4", "working level meetings"),
    "south-asia": ("jp-gb-2017#I5", "South Asia"),
}


def test_each_series_is_promised_in_the_words_of_its_clause() -> None:
    said = {f"jp-gb-2017#{clause.id.rpartition('#')[2]}": clause.text for clause in published.load().clauses}
    assert [promise.name for promise in sample.PROMISES] == list(WORDS)
    for promise in sample.PROMISES:
        clause, words = WORDS[promise.name]
        assert promise.clause == clause and words in said[clause]
    assert {p.months for p in sample.PROMISES if p.clause == "jp-gb-2017#I2"} == {12}


def test_every_parent_is_a_series_and_every_public_meeting_names_what_shows_it() -> None:
    names = {promise.name for promise in sample.PROMISES}
    assert {promise.parent for promise in sample.PROMISES} - {None} <= names
    assert all(str(public.on.year) in public.source and public.series in names for public in sample.PUBLIC_RECORD)

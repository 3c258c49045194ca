"""Promises read from words: kinds, verbs, whose, how surely; measured against the shipped reading of the 2017 declaration."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.instrument import load
from entente.instrument.model import Commitment
from entente.instrument.promises.draft import Draft, draft_of
from entente.instrument.promises.parties import named
from entente.instrument.promises.reading import Promise, governs, read_commitments, read_recital, sentences
from entente.instrument.sources import read_source

THREE = named(["GBR", "ITA", "JPN"])
ALL = ("GBR", "ITA", "JPN")

KNOWN = {
    "Japan, the UK and Italy will strengthen training.": [("do", "will strengthen", ALL, "clear")],
    "The Participants have decided to establish a joint committee.": [("do", "have decided to establish", ALL, "clear")],
    "Japan, the UK and Italy agree to share costs.": [("do", "agree to share", ALL, "clear")],
    "Italy shall not transfer technology without consent.": [("do", "shall not transfer", ("ITA",), "clear")],
    "We intend to explore joint development.": [("consider", "intend to explore", ALL, "likely")],
    "Hold an annual cyber dialogue": [("do", "Hold", ALL, "likely")],
    "Explore joint training": [("consider", "Explore", ALL, "likely")],
    "Exchange of information": [],
    "Support for peace": [],
    "Japan will consider sending ships to the UK.": [("consider", "will consider", ("JPN",), "clear")],
    "The UK will continue to support the Treaty.": [("continue", "will continue", ("GBR",), "clear")],
    "Italy continues to provide training.": [("continue", "continues to provide", ("ITA",), "clear")],
    "The two Ministers reaffirmed the importance of trust and welcomed the progress made.": [
        ("position", "reaffirmed", ALL, "clear"),
        ("position", "welcomed", ALL, "likely"),
    ],
    "Japan welcomes Italy’s accession.": [("position", "welcomes", ("JPN",), "clear")],
    "The parties will promote visits and explore new courses.": [
        ("do", "will promote", ALL, "clear"),
        ("consider", "explore", ALL, "likely"),
    ],
    "They will continue to promote visits, and strengthen training.": [
        ("continue", "will continue", ALL, "unsure"),
        ("continue", "strengthen", ALL, "unsure"),
    ],
    "Japan and Italy plan to launch a dialogue; the UK will consider joining.": [
        ("do", "plan to launch", ("ITA", "JPN"), "likely"),
        ("consider", "will consider", ("GBR",), "clear"),
    ],
    "Consultations will be held annually.": [("do", "will be held", ALL, "unsure")],
    "The political will to act is strong.": [],
    "Their support and respect remain.": [],
    "Everyone has the right to life.": [],
    "日本国と英国は、毎年、外務・防衛閣僚会合を開催する。": [("do", "開催する", ("GBR", "JPN"), "clear")],
    "日本は英国の取組を歓迎する。": [("position", "歓迎する", ("JPN",), "clear")],
}


@pytest.mark.parametrize(("text", "read"), KNOWN.items())
def test_promises_of_a_sentence(text: str, read: list[tuple[str, str, tuple[str, ...], str]]) -> None:
    assert [(p.kind, p.strength, p.parties, p.confidence) for p in read_commitments(text, THREE)] == read


def test_each_promise_rests_on_its_own_words_and_says_why() -> None:
    text = "Japan and Italy will build on the agreement and, as a priority, work on a framework. The UK welcomes this."
    found = read_commitments(text, THREE)
    assert [text[slice(*p.span)] for p in found] == [
        "Japan and Italy will build on the agreement",
        "work on a framework.",
        "The UK welcomes this.",
    ]
    assert all(p.because for p in found)


def test_a_list_is_governed_by_the_words_above_it() -> None:
    above = "The scope of cooperation between Japan and Italy will include the following:"
    (first,) = read_commitments(above, THREE)
    governing = governs(above, (first,), THREE)
    assert governing is not None
    (item,) = read_commitments("Joint exercises", THREE, governing)
    assert (item.kind, item.strength, item.parties, item.confidence) == ("do", "will include", ("ITA", "JPN"), "likely")
    left_open = governs("Both sides will:", (), THREE)
    assert left_open is not None and left_open.strength == "will"
    assert read_commitments("(a) exchange experts; and", THREE, left_open)[0].kind == "do"
    assert read_commitments("explore common standards.", THREE, left_open)[0].kind == "consider"
    assert governs("Japan will act.", (first,), THREE) is None


def test_what_a_person_has_to_decide_is_asked() -> None:
    (passive,) = read_commitments("Meetings will be convened in Rome.", THREE)
    assert passive.confidence == "unsure" and "Who promises this?" in passive.questions[0]
    (several,) = read_commitments("Japan will promote trade, visits and training.", THREE)
    assert any("several things" in question for question in several.questions)


@pytest.mark.parametrize(("text", "kinds"), [("Affirming that the seas are free;", 1), ("Recalling the ties;", 0), ("", 0)])
def test_recitals_that_take_a_position(text: str, kinds: int) -> None:
    found = read_recital(text, THREE)
    assert len(found) == kinds and all(p.confidence == "unsure" for p in found)


@given(st.text(max_size=400) | st.text(alphabet="will shall and continue to welcome; .:日本は検討する。 ", max_size=400))
@settings(max_examples=150)
def test_any_text_is_read_and_spans_lie_in_it(text: str) -> None:
    for start, end in sentences(text):
        assert text[start:end].strip()
    for promise in read_commitments(text, THREE, Promise("do", "will", (0, 1), ALL, "clear", "above")):
        assert 0 <= promise.span[0] < promise.span[1] <= len(text) and promise.parties


@pytest.mark.parametrize("text", ["will " * 5_000, "to and, " * 5_000, "Japan welcomes " * 1_000, "さ" * 20_000 + "する。"])
def test_long_text_is_read_in_good_time(text: str) -> None:
    read_commitments(text, THREE)


# How well it reads: the 2017 declaration, whose promises were split by hand and ship with the product.


@pytest.fixture(scope="module")
def reading(data: Path) -> Draft:
    text = read_source((data / "instruments" / "japan-uk-2017.txt").read_bytes())
    return draft_of(text, "jp-gb-2017", named(["JPN", "GBR"]))


def _fits(read: Commitment, hand: Commitment) -> bool:
    """Same clause, same kind, and words in common: the first fragment of the one stands in the other."""
    fragments, words = hand.text.split(" ... "), _flat(read.text)
    return read.clause == hand.clause and read.kind == hand.kind and any(_flat(f) in words or words in _flat(f) for f in fragments)


def _flat(words: str) -> str:
    return " ".join(words.split()).rstrip(".;, ").casefold()


def measured(reading: Draft) -> dict[str, float]:
    """Precision and recall of promises (clause, kind, words), how many of the hand's are told apart, right parties, and rhythms."""
    hand, read = load().commitments, reading.instrument.commitments
    found = [h for h in hand if any(_fits(r, h) for r in read)]
    right = [r for r in read if any(_fits(r, h) for h in hand)]
    parties = [h for h in found if any(_fits(r, h) and set(r.parties) == set(h.parties) for r in read)]
    rhythms = {(r.clause, r.every) for r in reading.instrument.rhythms}
    known = {("I2", 12), ("I3", 3)}
    return {
        "recall": len(found) / len(hand),
        "told apart": len(right) / len(hand),
        "precision": len(right) / len(read),
        "parties": len(parties) / len(found),
        "rhythm recall": len(rhythms & known) / len(known),
        "rhythm precision": len(rhythms & known) / len(rhythms),
    }


def test_the_reading_of_2017_keeps_its_floor(reading: Draft) -> None:
    found = measured(reading)
    floor = {"recall": 0.95, "told apart": 0.83, "precision": 0.97, "parties": 0.95, "rhythm recall": 1.0, "rhythm precision": 1.0}
    assert all(found[name] >= least for name, least in floor.items()), found


def test_a_clear_reading_is_right_more_often_than_an_unsure_one(reading: Draft) -> None:
    hand = load().commitments
    sure = {r.code: r.confidence for r in reading.readings}
    right: dict[str, list[bool]] = {}
    for promise in reading.instrument.commitments:
        right.setdefault(sure[promise.code], []).append(any(_fits(promise, h) for h in hand))
    share = {name: sum(found) / len(found) for name, found in right.items()}
    assert share["clear"] >= 0.97 and share["clear"] > share["unsure"], share

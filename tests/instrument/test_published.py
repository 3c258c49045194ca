"""The shipped declaration: its text is the parse of its source, its promises are quoted from its clauses."""

from __future__ import annotations

import hashlib
import re

import pytest

from entente.instrument import cite, clause_ids, clause_text, commitments, from_json, load, parse_bytes, to_json

SHIPPED = load()
PARTIES = {("GBR", "JPN"), ("JPN",), ("GBR",)}


def test_it_is_the_parse_of_its_source(data):
    raw = (data / "instruments" / "japan-uk-2017.txt").read_bytes()
    assert SHIPPED.source.sha256 == hashlib.sha256(raw).hexdigest()
    parsed = to_json(parse_bytes(raw))
    assert {key: value for key, value in to_json(SHIPPED).items() if key in parsed} == parsed


def test_it_is_cached_immutable_and_round_trips():
    assert load() is SHIPPED
    assert from_json(to_json(SHIPPED)) == SHIPPED
    with pytest.raises(AttributeError):
        SHIPPED.id = "x"
    assert (SHIPPED.id, SHIPPED.source.place, SHIPPED.source.date) == ("jp-gb-2017", "Tokyo", "2017-08-31")


def test_ids():
    ids = clause_ids(SHIPPED)
    numbered = [i for i in ids if re.fullmatch(r"jp-gb-2017#(?:S|A|I)[1-9]\d*", i)]
    assert len(numbered) == 38 and len(ids) == len(set(ids)) == 38 + 4 + 7
    assert ids[:8] == (*(f"jp-gb-2017#P{n}" for n in range(1, 8)), "jp-gb-2017#S0.1")
    assert cite(SHIPPED, "S6") == "jp-gb-2017#S6" in ids
    assert clause_text(SHIPPED, "jp-gb-2017#A12") == clause_text(SHIPPED, "A12") == "Space"
    assert clause_text(SHIPPED, "S99") is None


def test_every_clause_makes_a_promise():
    promised = {promise.clause for promise in commitments(SHIPPED)}
    silent = {cite(SHIPPED, clause) for clause in ("P1", "P2", "P3", "P6", "P7")}
    assert {cite(SHIPPED, clause) for clause in promised} == set(clause_ids(SHIPPED)) - silent
    order = [i.rpartition("#")[2] for i in clause_ids(SHIPPED)]
    assert [order.index(p.clause) for p in SHIPPED.commitments] == sorted(order.index(p.clause) for p in SHIPPED.commitments)


@pytest.mark.parametrize("promise", SHIPPED.commitments, ids=lambda promise: promise.code)
def test_each_promise_is_quoted(promise):
    words = clause_text(SHIPPED, promise.clause)
    at = 0
    for fragment in promise.text.split(" ... "):
        found = words.find(fragment, at)
        assert found >= 0, fragment
        at = found + len(fragment)
    governing = clause_text(SHIPPED, "A0") if promise.clause.startswith("A") else words
    assert promise.strength in governing
    assert promise.kind in {"do", "continue", "consider", "position"} and promise.parties in PARTIES
    assert (promise.kind == "continue") == (promise.strength == "will continue")
    siblings = commitments(SHIPPED, promise.clause)
    assert promise.code == f"{promise.clause}{'abcdefghij'[siblings.index(promise)]}"
    assert len({p.title_en for p in siblings}) == len({p.text for p in siblings}) == len(siblings)


def test_the_readings_that_matter():
    def of(clause: str) -> list[tuple[str, str, tuple[str, ...]]]:
        return [(p.kind, p.strength, p.parties) for p in commitments(SHIPPED, clause)]

    both = ("GBR", "JPN")
    assert of("S3") == [("position", "welcomes", ("JPN",)), ("position", "welcomes", ("GBR",)), ("consider", "will consider", ("JPN",))]
    assert of("S4") == [("do", "will strengthen", both), ("consider", "explore", both)]
    assert len(of("S9")) == 3 and of("S9")[2][0] == "continue"
    assert of("I2") == [("do", "will annually convene", both)] * 4
    assert [kind for kind, _, _ in of("I5")] == ["continue", "do", "continue"]
    assert of("S16")[-1] == ("position", "reiterates its strong support", ("GBR",))
    assert all(len(of(clause)) > 1 for clause in ("S11", "S12", "S13", "S16", "S17", "I3"))
    assert {kind for clause in ("P4", "P5") for kind, _, _ in of(clause)} == {"position"}
    assert commitments(SHIPPED, "jp-gb-2017#S9") == commitments(SHIPPED, "S9")


def test_titles_in_both_languages():
    assert SHIPPED.ja_status == "unofficial translation"
    assert [cite(SHIPPED, title.clause) for title in SHIPPED.titles] == list(clause_ids(SHIPPED))
    japanese = re.compile(r"[ぁ-んァ-ヶ一-龠]")
    for en, ja in [(t.en, t.ja) for t in SHIPPED.titles] + [(p.title_en, p.title_ja) for p in SHIPPED.commitments]:
        assert japanese.search(ja) and not japanese.search(en) and len(en) <= 80

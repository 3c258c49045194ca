"""A reading put right by a person: the words of the text stay, what is added is the clause's own words."""

from __future__ import annotations

import pytest

from entente.instrument import to_json
from entente.instrument.parsing.parse import parse
from entente.instrument.promises.correct import Added, Corrections, correct
from entente.instrument.promises.draft import draft_of
from entente.instrument.promises.parties import named
from entente.kernel.errors import Refusal

NAMES = named(["JPN", "GBR"])
TEXT = """Joint Statement on Sea Lanes

Japan and the UK,

Have decided as follows:

1. Japan and the UK will hold quarterly dialogues. A committee meets every six months.

2. The UK will consider sending ships to Japan.

Tokyo, 14 December 2023
"""
READ = to_json(draft_of(parse(TEXT), "jp-gb-2023", NAMES).instrument)


def codes(text: dict[str, object]) -> list[tuple[str, str]]:
    return [(one["code"], one["kind"]) for one in text["commitments"]]  # type: ignore[attr-defined]


def test_nothing_said_changes_nothing() -> None:
    assert correct(READ, Corrections(), NAMES) == READ


def test_kinds_titles_parties_and_rhythms() -> None:
    said = Corrections(
        "Sea Lanes", "2023-12-15",
        {"C1a": {"kind": "continue", "en": "Dialogues", "ja": "対話", "parties": ["jpn", "JPN"]}, "C2a": {"drop": True}},
        {0: {"every": 4, "unit": "month", "basis": "rolling"}, 1: {"drop": True}},
    )  # fmt: skip
    out = correct(READ, said, NAMES)
    assert (out["title"], out["done_on"], codes(out)) == ("Sea Lanes", "2023-12-15", [("C1a", "continue")])
    assert out["commitments"][0]["title"] == {"en": "Dialogues", "ja": "対話"} and out["commitments"][0]["parties"] == ["JPN"]
    assert [(r["every"], r["basis"]) for r in out["rhythms"]] == [(4, "rolling")] and out["clauses"] == READ["clauses"]
    assert correct(READ, Corrections(done_on=""), NAMES)["done_on"] is None


def test_a_rhythm_without_interval_and_one_whose_promise_was_dropped() -> None:
    out = correct(READ, Corrections(promises={"C1a": {"drop": True}}, rhythms={0: {"every": None}}), NAMES)
    assert "every" not in out["rhythms"][0] and "commitment" not in out["rhythms"][0]


def test_a_promise_that_was_not_found_is_added_in_its_own_words() -> None:
    bare = correct(READ, Corrections(rhythms={0: {"drop": True}, 1: {"drop": True}}), NAMES)
    out = correct(bare, Corrections(added=[Added("C1", "A committee meets every  six months.", "do")]), NAMES)
    assert codes(out) == [("C1a", "do"), ("C1b", "do"), ("C2a", "consider")]
    added = out["commitments"][1]
    clause = next(one["text"] for one in out["clauses"] if one["id"] == "C1")
    assert clause[added["evidence"]["start"] : added["evidence"]["end"]] == added["text"] == "A committee meets every six months."
    assert [(r["every"], r["commitment"]) for r in out["rhythms"]] == [(6, "C1b")]


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        (Corrections(added=[Added("C1", "no such words", "do")]), "IM7"),
        (Corrections(added=[Added("C9", "A committee", "do")]), "IM7"),
        (Corrections(added=[Added("C1", "A committee", "hope")]), "IM8"),
        (Corrections(promises={"C1a": {"kind": "hope"}}), "IM8"),
        (Corrections(rhythms={0: {"basis": "moon"}}), "IM8"),
    ],
)
def test_what_is_refused(said: Corrections, rule: str) -> None:
    with pytest.raises(Refusal) as refused:
        correct(READ, said, NAMES)
    assert refused.value.rule == rule

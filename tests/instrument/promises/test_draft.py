"""A draft of any declaration: codes, evidence, questions; what a record type accepts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from entente.areas.instruments import AREA, InstrumentV2
from entente.instrument import load, parse, to_json
from entente.instrument.model import Source
from entente.instrument.promises.draft import draft_of, series_of, suggested_id, when_words
from entente.instrument.promises.parties import named
from entente.instrument.sources import read_source
from entente.kernel.errors import Refusal

NAMES = named(["JPN", "GBR", "ITA"])
SOURCE = Source("", "", "", "0" * 64)
TEXT = """Joint Statement on Trilateral Cooperation

The Ministers of Japan, the United Kingdom and Italy,

Have decided as follows:

1. Japan, the UK and Italy will hold an annual ministerial meeting.

2. The Participants will:
(a) exchange experts; and
(b) explore common standards.

3. A steering committee will meet biannually.

4. This text is in English.
"""


def _as_record(made: Any) -> InstrumentV2:
    found = msgspec.convert(to_json(made.instrument), InstrumentV2)
    assert not list(AREA.kinds[0].check(found, NAMES.all))
    return found


def test_codes_evidence_and_questions() -> None:
    made = draft_of(parse(TEXT), "gb-it-jp-2023", NAMES, SOURCE)
    found = [(c.code, c.kind, c.strength) for c in made.instrument.commitments]
    assert found == [("C1a", "do", "will hold"), ("C2a", "do", "will"), ("C2b", "consider", "will"), ("C3a", "do", "will meet")]
    elements = {c.id: c.text for c in made.instrument.clauses} | {i.id: i.text for c in made.instrument.clauses for i in c.items}
    for promise in made.instrument.commitments:
        assert promise.evidence is not None
        assert elements[promise.evidence.element][promise.evidence.start : promise.evidence.end] == promise.text
    asked = dict(made.questions)
    assert "No promise" in asked["C4"] and "twice a year" in asked["C3"] and "no date" in asked[""]
    assert [(r.clause, r.every, r.commitment) for r in made.instrument.rhythms] == [("C1", 12, "C1a"), ("C3", None, "C3a")]
    assert [(s.name, when_words(s)) for s in made.series] == [("ministerial meeting", "every year"), ("steering committee", "not said")]
    _as_record(made)


def test_promises_that_a_file_brings_are_kept() -> None:
    made = draft_of(load(), "jp-gb-2017", NAMES)
    assert made.instrument.commitments == load().commitments and all(r.because == "stated in the file" for r in made.readings)
    assert len(series_of(made.instrument)) == 9


@pytest.mark.parametrize(("change", "rule"), [({"name": "JP 2017"}, "IM4"), ({"name": "x" * 41}, "IM4"), ({"title": ""}, "IM5")])
def test_what_cannot_be_named_is_refused(change: dict[str, str], rule: str) -> None:
    text = parse(TEXT)
    bare = replace(text, title=replace(text.title, text=""))
    with pytest.raises(Refusal, match=rule):
        draft_of(bare, change.get("name", "x-2024"), NAMES, SOURCE, change.get("title", "A title"))


def test_an_id_by_custom() -> None:
    assert suggested_id(load(), ("GBR", "JPN")) == "gb-jp-2017" and suggested_id(parse(TEXT), ("JPN",)) == "jp-undated"


def test_every_real_text_makes_a_draft_that_the_record_accepts(data: Path) -> None:
    files = [*sorted((data / "text-ja" / "ja-law").glob("*.txt")), *sorted((data / "treaty-text").glob("*.html"))]
    assert files
    for file in files:
        found = _as_record(draft_of(read_source(file.read_bytes()), "x-2024", NAMES, SOURCE, "A title"))
        assert found.language == ("en" if "eng" in file.name else "ja"), file.name


LISTS = """Joint Declaration on Security Cooperation

13 March 2007

The Prime Ministers of Japan and Italy,

Have decided as follows.

Areas of Cooperation

The scope of cooperation between Japan and Italy will include, but not be limited to the following:

(i) law enforcement;
(ii) border security;
(iii) contingency planning, including for pandemics.

As part of this, Japan and Italy will, as appropriate, strengthen cooperation between their defence forces, including through:

(i) joint exercises; and
(ii) personnel exchanges.

Implementation

1. Japan and Italy will further strengthen the strategic dialogue between their Foreign Ministers on an annual basis. They will report \
at the end of the fiscal year.
2. The Participants will meet annually, alternately in London and in Tokyo, to review the plan.
3. Japan and Italy will seek practical collaboration among the foreign affairs, defence and other related authorities.
"""
JAPANESE_LIST = """共同宣言

一　協力の分野

両国は、次の分野において協力を強化する。
（１）情報交換及び政策調整
（２）海上交通の安全に関する協議

二　会合

１　両国は、当局間の協議を定期的に行い、少なくとも年二回、次官級の会合を開催する。
"""


def test_a_list_counted_by_letters_stays_in_its_part_and_what_follows_it_stands_apart() -> None:
    found = draft_of(parse(LISTS), "it-jp-2007", NAMES, SOURCE)
    promises = {one.code: one for one in found.instrument.commitments}
    assert list(promises) == ["A0a", "A1a", "A2a", "A3a", "A4a", "A4b", "A4c", "I1a", "I1b", "I2a", "I3a"]
    assert promises["A1a"].clause == "A1" and "I2b" not in promises
    (last,) = [one for one in found.instrument.clauses if one.id == "A3"]
    assert last.text == "contingency planning, including for pandemics."
    assert next(one for one in found.readings if one.code == "A4a").because.startswith("“will, as appropriate, strengthen” promises")
    assert [one.name for one in found.series] == ["strategic dialogue between their Foreign Ministers", "Meeting of the Participants"]
    assert [(one.every, one.basis) for one in found.instrument.rhythms] == [(12, "not-fixed"), (12, "not-fixed")]


def test_japanese_items_are_promised_by_what_stands_above_them() -> None:
    found = draft_of(parse(JAPANESE_LIST), "it-jp-2008", NAMES, SOURCE)
    assert [(one.code, one.kind) for one in found.instrument.commitments][:3] == [("H1.0a", "do"), ("H1.1a", "do"), ("H1.2a", "do")]
    assert [(one.name, one.every) for one in found.series] == [("当局間の協議", None), ("次官級の会合", 6)]

"""What may be cited of an instrument, and what stands against proposing one, for every version of the record alike.

Pure. Clause ids may be written short ("S6") or whole ("jp-gb-2017#S6"); what others read is always the whole form. Rule IN1: ids told
apart, promises, titles, rhythms and versions of elements that the text has. Serves every clause: nothing can cite one that no accepted
instrument holds.
"""

from __future__ import annotations

from typing import TypeGuard

from entente.areas.instruments.records import Instrument, Item, clause_ids, known_clauses, whole
from entente.areas.instruments.second import InstrumentV2
from entente.kernel.area import Problem

AnyInstrument = Instrument | InstrumentV2


def is_instrument(text: object) -> TypeGuard[AnyInstrument]:
    """Whether a text is an instrument, of whatever version."""
    return isinstance(text, Instrument | InstrumentV2)


def check_instrument(text: AnyInstrument, parties: tuple[str, ...]) -> list[Problem]:
    """Problems of an instrument (IN1): ids told apart, commitments and titles of clauses that it has."""
    out: list[Problem] = []
    known = known_clauses(text)
    ids = clause_ids(text)
    for clause in sorted({i for i in ids if ids.count(i) > 1}):
        out.append(Problem("clauses", "IN1", {"en": f"Clause {clause} stands twice.", "ja": f"条項{clause}が重複しています。"}))
    codes = [c.code for c in text.commitments]
    for code in sorted({c for c in codes if codes.count(c) > 1}):
        out.append(Problem("commitments", "IN1", {"en": f"Commitment {code} stands twice.", "ja": f"約束事項{code}が重複しています。"}))
    named = [("commitments", c.clause) for c in text.commitments] + [("titles", t.clause) for t in text.titles]
    for path, clause in named:
        if whole(text, clause) not in known:
            out.append(Problem(path, "IN1", {"en": f"The instrument has no clause {clause}.", "ja": f"文書に条項{clause}がありません。"}))
    return out + (_later(text) if isinstance(text, InstrumentV2) else [])


def _later(text: InstrumentV2) -> list[Problem]:
    """Problems of what version 2 added."""
    out: list[Problem] = []
    lengths = _lengths(text)
    codes = {c.code for c in text.commitments}
    known = known_clauses(text)
    rests = [("commitments", c.evidence) for c in text.commitments if c.evidence] + [("rhythms", r.evidence) for r in text.rhythms]
    for path, evidence in rests:
        if not evidence.start < evidence.end <= lengths.get(whole(text, evidence.element), -1):
            words = {"en": f"The evidence names no words of {evidence.element}.", "ja": f"根拠が{evidence.element}の文言を指していません。"}
            out.append(Problem(path, "IN1", words))
    for rhythm in text.rhythms:
        if whole(text, rhythm.clause) not in known or (rhythm.commitment is not None and rhythm.commitment not in codes):
            words = {
                "en": f"“{rhythm.words}” belongs to no clause or commitment here.",
                "ja": f"「{rhythm.words}」の条項又は約束事項がありません。",
            }
            out.append(Problem("rhythms", "IN1", words))
    sections = {section.id for section in text.sections}
    for version in text.versions:
        strange = [t.id for t in version.texts if whole(text, t.id) not in lengths and t.id not in sections]
        if strange or len({t.id for t in version.texts}) != len(version.texts):
            name = strange[0] if strange else version.language
            words = {
                "en": f"The {version.language} text does not match at {name}.",
                "ja": f"{version.language}の文は{name}で対応しません。",
            }
            out.append(Problem("versions", "IN1", words))
    spoken = [text.language, *(v.language for v in text.versions)]
    if len(set(spoken)) != len(spoken):
        out.append(Problem("versions", "IN1", {"en": "A language stands twice.", "ja": "同じ言語が重複しています。"}))
    return out


def _lengths(text: AnyInstrument) -> dict[str, int]:
    """The length of every element's words, by its whole id: recitals, opening paragraphs, clauses, items."""
    out = {whole(text, p.id): len(p.text) for p in (*text.preamble, *(p for s in text.sections for p in s.chapeau))}
    for clause in text.clauses:
        out[whole(text, clause.id)] = len(clause.text)
        items: list[Item] = list(clause.items)
        while items:
            item = items.pop()
            out[whole(text, item.id)] = len(item.text)
            items += item.items
    return out

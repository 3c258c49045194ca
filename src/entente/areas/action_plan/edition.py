"""An edition of the action plan: which measures, in which words, both sides agreed together, and the meeting that endorsed them.

Pure. Joint text (pattern P3); a living document, so an edition that stands is to be looked at again by a clock of its own. Measures are
named by number and by the SHA-256 of their text's canonical JSON (RFC 8785), because those agreed in the same act have no record yet; so an
edition is printed again word for word, whatever was agreed since. Serves I1.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from entente.areas.action_plan import reasons
from entente.areas.action_plan.parameters import PARAMETERS, Parameters
from entente.areas.action_plan.records import ClauseId, Code, Digest, Measure, RecordId
from entente.kernel import canonical
from entente.kernel.area import Group, Interval, Problem, Revision
from entente.kernel.bilingual import Title
from entente.kernel.calendar.clock import cut, escalation, review
from entente.kernel.calendar.timeline import FOREVER, end_day, first_day

CODE = "edition.current"
REVIEW = "edition.review"


class EditionMeasure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A measure of an edition: its number, and the digest of its text."""

    code: Code
    digest: Digest


class Endorsement(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The meeting that endorses the edition: its name, its day, and its record where it has one."""

    meeting: Title
    held_on: date | None = None
    record: RecordId | None = None


class Edition(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """An edition, joint. `clauses` name the clause the plan rests on; `number` counts editions from 1.

    `dropped` are the measures that leave the plan with this edition, each with the text that says so.
    """

    code: Code
    number: Annotated[int, Meta(ge=1, le=999)]
    title: Title
    clauses: Annotated[tuple[ClauseId, ...], Meta(min_length=1, max_length=5)]
    measures: Annotated[tuple[EditionMeasure, ...], Meta(min_length=1, max_length=2000)]
    endorsed: Endorsement | None = None
    dropped: Annotated[tuple[EditionMeasure, ...], Meta(max_length=2000)] = ()


def text_digest(text: Measure | Mapping[str, Any]) -> str:
    """The SHA-256, in hexadecimal, of a measure's canonical JSON without fields at their defaults."""
    value = msgspec.convert(text, Measure, strict=False) if isinstance(text, Mapping) else text
    return hashlib.sha256(canonical.encode(msgspec.to_builtins(value, str_keys=True))).hexdigest()


def check_edition(text: Edition, parties: tuple[str, ...]) -> Iterator[Problem]:
    """What stands against proposing an edition. ED1: no measure stands in it twice; ED2: its measures are in order of their
    numbers; ED6: none is both in it and dropped.

    Whether the measures exist in those words is not checked here: this folder sees one record at a time.
    """
    codes = [measure.code for measure in text.measures]
    for code in sorted(set(codes) & {measure.code for measure in text.dropped}):
        words = {"en": f"{code} is in the edition and dropped from it.", "ja": f"{code}が、掲載と除外の双方に記載されています。"}
        yield Problem("dropped", "ED6", words)
    for code in sorted({code for code in codes if codes.count(code) > 1}) if len(set(codes)) < len(codes) else ():
        yield Problem("measures", "ED1", {"en": f"{code} stands in the edition twice.", "ja": f"{code}が重複しています。"})
    if codes != sorted(codes):
        words = {"en": "Measures stand in the order of their numbers.", "ja": "措置は番号順に並べなければなりません。"}
        yield Problem("measures", "ED2", words)


def edition_rules(group: Group, p: Parameters = PARAMETERS) -> list[Interval]:
    """An edition is current, a fact, from the day it has effect until one of a higher number has; while it is, its review falls due."""
    found = sorted(
        (revision.text.number, revision.effective_on, record.record, revision)
        for record in group.of("plan-edition")
        for revision in record.revisions[-1:]
        if isinstance(revision.text, Edition)
    )
    out = []
    for place, (number, starts, record, revision) in enumerate(found):
        later = [other[1] for other in found[place + 1 :]]
        ends = min(later) if later else None
        if ends is not None and ends <= starts:
            continue
        reason = {"en": f"Edition {number} of the action plan is current.", "ja": f"行動計画第{number}版が現行版である。"}
        out.append(Interval("fact", CODE, "current", starts, ends, record, reason, (revision.act,), revision.text.clauses))
        out += _reviews(record, revision, (starts, ends), group.parties, p)
    return out


def _reviews(
    record: str, revision: Revision, current: tuple[date, date | None], parties: tuple[str, ...], p: Parameters
) -> Iterator[Interval]:
    """Each side's obligation to look at a current edition again: a later edition ends it."""
    starts, ends = current[0].toordinal(), current[1].toordinal() if current[1] is not None else FOREVER
    reached = review(starts, p.review_months, p.due_days, p.lapse_halves)
    edition: Edition = revision.text
    for party in sorted(parties):
        for a, b, state in cut(min(reached.due_on, ends), ends, escalation(reached)):
            reason = reasons.review(state, edition.number, reached.deadline)
            yield Interval(
                "obligation", REVIEW, state, first_day(a), end_day(b), record, reason, (revision.act,), edition.clauses, move=party
            )

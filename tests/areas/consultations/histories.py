"""Groups of a series and what belongs to it, small by default, and what an officer would ask of their intervals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from entente.areas.consultations import sample
from entente.areas.consultations.records import AnsweringSeries, Deferral, Meeting, MeetingCount, MeetingSeries
from entente.kernel.area import Group, Interval, Linked, Revision
from entente.kernel.bilingual import Prose, Title

PARTIES = ("GBR", "JPN")
TWO_PLUS_TWO = sample.series(sample.PROMISES[0])
ENTERED = date(2026, 4, 1)
"""The day on which a history is typed in, long after it happened."""


def series(**changed: Any) -> MeetingSeries:
    """A yearly series promised on 31 August 2017, with what is changed."""
    fields: dict[str, Any] = {
        "code": "S-1", "title": Title("A dialogue"), "kind": "OTHER", "clauses": ("jp-gb-2017#I5",), "basis": "ROLLING",
        "reckoned_from": sample.DECLARED, "host_rule": "ROTATION", "host_order": ("GBR", "JPN"), "interval_months": 12,
    }  # fmt: skip
    return MeetingSeries(**(fields | changed))


def meeting(held_on: date | None = None, **changed: Any) -> Meeting:
    """A meeting that was held on a day, or is planned, with what is changed."""
    stage = "HELD" if held_on is not None else "PLANNED"
    fields: dict[str, Any] = {"series": "s", "title": Title("A meeting"), "stage": stage, "mode": "IN PERSON", "held_on": held_on}
    return Meeting(**(fields | changed))


def deferral(starts_on: date, until: date, agreed_on: date | None = None) -> Deferral:
    """A deferral of the series."""
    return Deferral("s", "meeting-series", Prose("Pandemic."), agreed_on or starts_on, starts_on, until)


_TYPES: dict[type, str] = {
    AnsweringSeries: "meeting-series",
    Deferral: "deferral",
    Meeting: "meeting",
    MeetingCount: "meeting-count",
    MeetingSeries: "meeting-series",
}


def joint(name: str, *texts: tuple[date, Any], withdrawn_on: date | None = None) -> Linked:
    """A joint record from (in effect on, text) each."""
    return own(_TYPES[type(texts[0][1])], name, None, *texts, withdrawn_on=withdrawn_on)


def own(type_: str, name: str, party: str | None, *texts: tuple[date, Any], withdrawn_on: date | None = None) -> Linked:
    """A record of any type from (in effect on, text) each."""
    kept = tuple(Revision(text, f"{name}.{i}", day) for i, (day, text) in enumerate(texts))
    return Linked(name, type_, party, kept, withdrawn_on)


def group(*records: Linked, key: str = "s", parties: tuple[str, ...] = PARTIES) -> Group:
    """The group of the series "s", or of another key."""
    return Group(key, records, parties)


def held(text: MeetingSeries, *days: date) -> Group:
    """A series with meetings on these days, all entered at once."""
    return group(joint("s", (ENTERED, text)), *(joint(f"m{n}", (ENTERED, meeting(day))) for n, day in enumerate(days)))


def public_record(*more: Linked, until: date = date.max) -> Group:
    """The 2+2 as the public record has it, up to a day, with more records."""
    told = [public for public in sample.PUBLIC_RECORD if public.on <= until]
    meetings = [joint(f"m{public.ordinal}", (ENTERED, sample.meeting(public, "s"))) for public in told]
    return group(joint("s", (ENTERED, TWO_PLUS_TWO)), *meetings, *more)


def on(intervals: Iterable[Interval], day: date, code: str, record: str | None = None, move: str | None = None) -> list[str]:
    """The states of one code on a day."""
    return [
        i.state
        for i in intervals
        if i.code == code and record in (None, i.record) and move in (None, i.move) and i.starts <= day and (i.ends is None or day < i.ends)
    ]


def state(intervals: Iterable[Interval], day: date, code: str, record: str | None = None, move: str | None = None) -> str | None:
    """The one state of a code on a day, None where nothing holds; refuses two at once."""
    found = on(intervals, day, code, record, move)
    assert len(found) < 2, found
    return found[0] if found else None


def figures(intervals: Iterable[Interval], code: str) -> list[tuple[date, int | None, int | None]]:
    """(from, numerator, denominator) of an indicator, in order."""
    return [(i.starts, i.numerator, i.denominator) for i in intervals if i.code == code]

"""Which meetings of a series took place, each counted once; and which two records may be the same meeting, entered twice.

Pure. Of a record the newest text that can be read says what happened: a correction replaces what it corrects, on every day (what was known
before stands in the other dimension). Two secretariats may enter one meeting ("London", "Greenwich"): the natural key is
series and ordinal, else series and day within a parameter; such records count once and are offered for merging. Serves I2, I3, I4 and I5.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from entente.areas.consultations.parameters import PARAMETERS, Parameters
from entente.areas.consultations.records import HELD_STAGES, AnyCount, Meeting
from entente.areas.consultations.says import Words, duplicate
from entente.kernel.area import Group, Linked, Revision
from entente.kernel.bilingual import words
from entente.kernel.calendar.timeline import FOREVER


class Entry(NamedTuple):
    """A record's newest readable text: the day it took effect, until when it stands, and its act."""

    record: Linked
    revision: Revision
    until: int

    @property
    def since(self) -> int:
        """The day on which this text took effect."""
        return self.revision.effective_on.toordinal()


class Held(NamedTuple):
    """A meeting that took place: its day, until when anybody says so, the acts that say it, and who was host."""

    day: int
    until: int
    acts: tuple[str, ...]
    host: str | None
    ordinal: int | None


class Duplicate(NamedTuple):
    """Two records that may be one meeting, and why; `state` is "same-number" or "near-date"."""

    first: Entry
    second: Entry
    state: str
    reason: Words


def newest(record: Linked) -> Entry | None:
    """The newest text of a record that can be read here, with the day on which the record was withdrawn."""
    until = record.withdrawn_on.toordinal() if record.withdrawn_on is not None else FOREVER
    for revision in reversed(record.revisions):
        if revision.text is not None and revision.effective_on.toordinal() < until:
            return Entry(record, revision, until)
    return None


def entries(group: Group, type_: str) -> list[Entry]:
    """The newest readable text of each record of a type, in order of record id, of those filed under this group's series."""
    found = [newest(record) for record in group.of(type_)]
    return sorted((e for e in found if e is not None and e.revision.text.series == group.key), key=lambda e: e.record.record)


def held(group: Group, p: Parameters = PARAMETERS) -> list[Held]:
    """The meetings of the group's series that took place, its own and those counted for it, in order of day, each once."""
    claims = [(e, e.revision.text) for e in entries(group, "meeting") if _day(e.revision.text) is not None]
    counted = [(e, e.revision.text) for e in entries(group, "meeting-count")]
    found: list[list[tuple[int, Entry, Meeting | AnyCount]]] = []
    for day, _, entry, text in sorted((_day(text) or 0, e.record.record, e, text) for e, text in claims + counted):
        same = next((c for c in found if any(_same(one, day, text, p) for one in c)), None)
        if same is None:
            found.append([(day, entry, text)])
        else:
            same.append((day, entry, text))
    return [_merged(cluster) for cluster in found]


def _merged(cluster: Sequence[tuple[int, Entry, Meeting | AnyCount]]) -> Held:
    meetings = [text for _, _, text in cluster if isinstance(text, Meeting)]
    return Held(
        cluster[0][0],
        max(entry.until for _, entry, _ in cluster),
        tuple(entry.revision.act for _, entry, _ in cluster),
        next((text.host for text in meetings if text.host is not None), None),
        next((text.ordinal for text in meetings if text.ordinal is not None), None),
    )


def _day(text: Meeting | AnyCount) -> int | None:
    """The day on which it was held; None for a meeting that was not."""
    if isinstance(text, Meeting) and text.stage not in HELD_STAGES:
        return None
    return text.held_on.toordinal() if text.held_on is not None else None


def _same(one: tuple[int, Entry, Meeting | AnyCount], day: int, text: Meeting | AnyCount, p: Parameters) -> bool:
    return likeness(one[2], one[0], text, day, p) is not None


def likeness(a: Meeting | AnyCount, a_day: int, b: Meeting | AnyCount, b_day: int, p: Parameters = PARAMETERS) -> str | None:
    """Why two texts of one series may be one meeting: "same-number", "near-date", or None. Different ordinals tell them apart."""
    numbers = [text.ordinal if isinstance(text, Meeting) else None for text in (a, b)]
    if None not in numbers:
        return "same-number" if numbers[0] == numbers[1] else None
    return "near-date" if abs(a_day - b_day) <= p.duplicate_days else None


def duplicates(meetings: Iterable[Entry], p: Parameters = PARAMETERS) -> list[Duplicate]:
    """Pairs of meeting records of one series that may be the same meeting, each pair once; cancelled ones are left out.

    A meeting without a day is compared by its number alone. The reason says what agrees and how the places are called.
    """
    found: list[Duplicate] = []
    live = [entry for entry in meetings if entry.until == FOREVER and entry.revision.text.stage != "CANCELLED"]
    for n, first in enumerate(live):
        for second in live[n + 1 :]:
            told = alike(first.revision.text, second.revision.text, p)
            if told is not None:
                found.append(Duplicate(first, second, *told))
    return found


def alike(a: Meeting, b: Meeting, p: Parameters = PARAMETERS) -> tuple[str, Words] | None:
    """Why two texts may be one meeting, as (state, reason); None where nothing says so, or neither day nor number can be compared."""
    days = [_known_day(text) for text in (a, b)]
    if a.series != b.series or (None in days and None in (a.ordinal, b.ordinal)):
        return None
    state = likeness(a, days[0] or 0, b, days[1] or 0, p)
    places = tuple(words(text.place).get("en") or words(text.place).get("ja") or "" for text in (a, b))
    return (state, duplicate(state, a.ordinal, (days[0], days[1]), places)) if state is not None else None


def _known_day(text: Meeting) -> int | None:
    """The day a meeting was held or is to begin."""
    on = text.held_on or (text.starts.on if text.starts is not None else text.window_from)
    return on.toordinal() if on is not None else None

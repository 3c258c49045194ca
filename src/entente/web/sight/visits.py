"""The gate's functions for visits: the programme, and one visit with all that is filed under it, of what a person may read.

Touches the database (reads), each record by its own label. Rules are run here over the records this person may read, so that no sentence
speaks of one that he may not. Serves S3, S5 and S8.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from entente.areas.visits import AREA
from entente.areas.visits.coverage import Coverage, coverage, known_of
from entente.areas.visits.programme import Told, about, the_visit, told
from entente.areas.visits.records import Visit
from entente.areas.visits.requests import Asked, asked
from entente.areas.visits.slip import Effect, slip
from entente.kernel.area import Group, Interval
from entente.node.national.matters import linked
from entente.store import records
from entente.web import gate, words
from entente.web.gate import Ordered, Row, Sight
from entente.web.sight import consultations as sight_consultations
from entente.web.sight.consultations import Entry

TYPE = "visit"
CLOSED = ("withdrawn", "lapsed")
STATES = tuple(state for state in words.RECORD_STATES if state not in CLOSED)


@dataclass(frozen=True, slots=True)
class Trip:
    """A visit with the readable records filed under it, what is known of it (None: not agreed yet), and what rules find."""

    entry: Entry
    group: Group
    filed: tuple[Entry, ...]
    told: Told | None
    found: tuple[Interval, ...]

    @property
    def text(self) -> Visit:
        """The visit's words: in effect, else last proposed."""
        text: Visit = self.entry.text
        return text

    def of(self, type_: str) -> list[Entry]:
        """What is filed under it of a type, the oldest first."""
        return [one for one in self.filed if one.row.type == type_]


def programme(sight: Sight, named: tuple[str, ...] = ()) -> list[tuple[int, int, int]]:
    """(first day, last day, number) of every readable visit that stands or is proposed, in time; `named` narrows by filters."""
    return gate.in_time(sight, Ordered(TYPE, STATES, named))


def trips(sight: Sight, numbers: Sequence[int]) -> list[Trip]:
    """These visits, by their first day."""
    entries = [sight_consultations.entry(sight, row) for row in gate.by_numbers(sight, numbers)]
    found = [one for one in entries if isinstance(one.text, Visit)]
    groups: dict[str, list[Row]] = {}
    for channel in dict.fromkeys(one.row.channel for one in found):
        mine = [one.row.id for one in found if one.row.channel == channel]
        groups |= records.in_groups(sight.node.alias, channel, mine)
    made = [_trip(sight, one, groups) for one in found]
    return sorted(made, key=lambda one: (one.text.window_from, one.text.window_to, one.entry.row.id))


def trip(sight: Sight, record: str) -> Trip:
    """One visit; "not found" alike where there is none and where it may not be read."""
    entry = sight_consultations.named(sight, record, TYPE)
    return _trip(sight, entry, records.in_groups(sight.node.alias, entry.row.channel, [entry.row.id]))


def _trip(sight: Sight, entry: Entry, groups: Mapping[str, list[Row]]) -> Trip:
    rows = gate.readable(sight, groups.get(entry.row.id, []))
    group = Group(entry.row.id, tuple(linked(sight.node, row) for row in rows), sight.node.charter(entry.row.channel).codes)
    visit = the_visit(group)
    known = told(visit, [one for one in about(group, "visit-report") if one.record.party in group.parties]) if visit is not None else None
    found = tuple(interval for rule in AREA.rules for interval in rule(group))
    others = [sight_consultations.entry(sight, row) for row in rows if row.id != entry.row.id and row.state not in CLOSED]
    filed = sorted((one for one in others if one.text is not None), key=lambda one: one.row.number)
    return Trip(entry, group, tuple(filed), known, found)


def cover(sight: Sight, found: Trip) -> Coverage | None:
    """What covers a visit and what is missing, as known today; None where it is not agreed yet."""
    visit = the_visit(found.group)
    return coverage(found.group, visit, known_of(found.group, visit)[0], sight.today.toordinal()) if visit is not None else None


def slipped(sight: Sight, found: Trip, hours: int) -> list[Effect]:
    """What so many hours do to everything filed under a visit; nothing where it is not agreed yet."""
    return slip(found.group, found.text, found.told, (sight.today.toordinal(), hours)) if found.told is not None else []


def requests(found: Trip) -> list[Asked]:
    """The requests filed under a visit with their states."""
    return asked(found.group, found.text, found.told) if found.told is not None else []


def today(sight: Sight, found: Trip, record: str | None = None) -> list[Interval]:
    """What rules find today of a visit and what is filed under it, or of one record of them."""
    on = sight.today
    return [
        i for i in found.found if record in (None, i.record) and i.starts <= on and (i.ends is None or on < i.ends)
    ]  # fmt: skip

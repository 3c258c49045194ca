"""Whether all that moves is covered: each stretch of the movement against clearances, the legal basis and the host's berth, on any day.

Pure. R3.3: every planned stretch has a clearance of the state it is in, transit states too. R3.6: on each day at the host's exactly one
legal basis, in force then and there. Another clearance never uncovers a day; another basis may, since two at once are not one. Serves S3.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from entente.areas.visits.clearances import GRANTED, AircraftClearance, ClearanceDecision
from entente.areas.visits.parameters import BASIS_IN_FORCE, BASIS_WHERE, PARAMETERS, Parameters
from entente.areas.visits.programme import Entry, Told, about, told
from entente.areas.visits.records import LegalBasis, Segment, Visit
from entente.areas.visits.requests import Asked, asked, on_day, span
from entente.kernel.area import Group
from entente.kernel.calendar.timeline import FOREVER, gaps, union

Span = tuple[int, int]
"""Days from the first up to, and not including, the second, as ordinals."""

CLEARED = ("granted", "granted-with-conditions", "used")


@dataclass(frozen=True, slots=True)
class Gap:
    """Days that are not covered: what is missing ("no-clearance" ...), in which state, from which day up to which."""

    what: str
    state: str
    days: Span


@dataclass(frozen=True, slots=True)
class Coverage:
    """What there is and what is missing, as known on a day: movement by state, clearances by state, bases, berths, gaps."""

    movement: tuple[tuple[str, Span], ...]
    clearances: tuple[tuple[str, Span], ...]
    bases: tuple[tuple[str, Span], ...]
    berths: tuple[Span, ...]
    gaps: tuple[Gap, ...]


def movement(text: Visit) -> tuple[Segment, ...]:
    """The stretches of a visit: those it names, else one stay at the host's; none where it goes to the region and names none."""
    if text.segments or text.host is None:
        return text.segments
    return (Segment(text.host, text.held_from or text.window_from, text.held_to or text.window_to, text.place),)


def days_of(first: int, last: int) -> Span:
    """From the first to the last day, both included."""
    return first, min(max(last, first - 1) + 1, FOREVER)


def coverage(group: Group, visit: Entry, reports: Sequence[Entry], day: int, p: Parameters = PARAMETERS) -> Coverage:
    """The visit as known on a day."""
    text: Visit = visit.revision.text
    known = told(visit, reports)
    moves = [(one.state, days_of(one.from_day.toordinal(), one.to_day.toordinal())) for one in movement(text)]
    cleared = [*_granted(asked(group, text, known, p), text, day, p), *_recorded(group, text, day)]
    berths = [_berth(one) for one in about(group, "host-berth") if one.record.party == text.host and one.since <= day < one.until]
    bases = [(one.kind, _basis(one, moves)) for one in text.bases]
    found: list[Gap] = []
    for state, days in moves:
        if state == text.visitor:
            continue
        found += _missing("no-clearance", state, days, [one for where, one in cleared if where == state])
        if state == text.host:
            found += _bases(text.bases, state, days)
            if text.domain == "SEA":
                found += _missing("no-berth", state, days, berths)
    return Coverage(tuple(moves), tuple(cleared), tuple(bases), tuple(berths), tuple(found))


def _missing(what: str, state: str, days: Span, there: Iterable[Span]) -> list[Gap]:
    return [Gap(what, state, (a, b)) for a, b in gaps(*days, union(there))]


def _granted(requests: Iterable[Asked], text: Visit, day: int, p: Parameters) -> list[tuple[str, Span]]:
    """What the host has granted and still stands on the day: its window; of a flight without one 72 hours about its leg there."""
    out = []
    for one in requests:
        state = on_day(one.states, day)
        if state is None or state.name not in CLEARED or state.decision is None or text.host is None:
            continue
        request = next(revision.text for _, _, revision in one.texts if revision.act == state.act)
        out.append((text.host, _window(state.decision.revision.text, request, p)))
    return out


def _window(decision: ClearanceDecision, request: object, p: Parameters) -> Span:
    first, last = span(request)  # type: ignore[arg-type]
    if isinstance(request, AircraftClearance):
        about_days = timedelta(hours=p.flight_hours).days
        first, last = max(first - about_days, 1), min(last + about_days, FOREVER - 1)
    first = decision.valid_from.toordinal() if decision.valid_from is not None else first
    last = decision.valid_to.toordinal() if decision.valid_to is not None else last
    return days_of(first, last)


def _recorded(group: Group, text: Visit, day: int) -> list[tuple[str, Span]]:
    """Clearances of third states that the visitor has written down, with their days."""
    out = []
    for one in about(group, "clearance-decision"):
        said: ClearanceDecision = one.revision.text
        if one.record.party != text.visitor or said.verdict not in GRANTED or not one.since <= day < one.until:
            continue
        if said.recorded_for in (None, *group.parties) or said.valid_from is None or said.valid_to is None:
            continue
        out.append((said.recorded_for or "", days_of(said.valid_from.toordinal(), said.valid_to.toordinal())))
    return out


def _berth(one: Entry) -> Span:
    return days_of(one.revision.text.from_day.toordinal(), one.revision.text.to_day.toordinal())


def _basis(basis: LegalBasis, moves: Sequence[tuple[str, Span]]) -> Span:
    """The days of a basis, within the movement where it names none."""
    first = basis.from_day.toordinal() if basis.from_day is not None else min((a for _, (a, _b) in moves), default=1)
    last = basis.to_day.toordinal() if basis.to_day is not None else max((b for _, (_a, b) in moves), default=2) - 1
    return days_of(first, last)


def _bases(bases: Sequence[LegalBasis], state: str, days: Span) -> list[Gap]:
    """R3.6 on each day at the host's: no basis, several, or one that is not in force then or does not apply there."""
    spans = [(one, _basis(one, [(state, days)])) for one in bases]
    edges = sorted({*days, *(day for _, one in spans for day in one if days[0] < day < days[1]), *_starts(days)})
    out: list[Gap] = []
    for a, b in pairwise(edges):
        there = [one for one, (c, d) in spans if c <= a < d]
        what = (
            "no-basis"
            if not there
            else "several-bases"
            if len(there) > 1
            else ""
            if _in_force(there[0], state, a)
            else "basis-not-in-force"
        )
        if what and out and out[-1].what == what and out[-1].days[1] == a:
            out[-1] = Gap(what, state, (out[-1].days[0], b))
        elif what:
            out.append(Gap(what, state, (a, b)))
    return out


def _starts(days: Span) -> list[int]:
    """The days within on which a legal basis comes into force."""
    return [on.toordinal() for on in BASIS_IN_FORCE.values() if days[0] < on.toordinal() < days[1]]


def _in_force(basis: LegalBasis, state: str, day: int) -> bool:
    since, where = BASIS_IN_FORCE.get(basis.kind), BASIS_WHERE.get(basis.kind)
    return (since is None or since.toordinal() <= day) and (where is None or state in where)


def known_of(group: Group, visit: Entry) -> tuple[list[Entry], Told]:
    """The reports of the group's parties, and what is known of the visit by them."""
    reports = [one for one in about(group, "visit-report") if one.record.party in group.parties]
    return reports, told(visit, reports)

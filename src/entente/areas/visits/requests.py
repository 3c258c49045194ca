"""A request over time: submitted, decided, amended, used; and whether a decision still covers what was amended.

Pure. Only the host decides: another's decision counts for nothing. Only the visitor asks and amends: an amendment is another text of its
own request, which the log lets nobody else write. A grant stands for an amendment that changes times alone and stays within it: a ship's
within the window, a flight's within 72 hours (R3.1); anything else is decided again. Serves S3.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import msgspec

from entente.areas.visits.clearances import GRANTED, AircraftClearance, ClearanceDecision, Request, ShipClearance
from entente.areas.visits.parameters import PARAMETERS, REQUESTS, Parameters
from entente.areas.visits.programme import Entry, Told, about
from entente.areas.visits.records import Moment, Visit
from entente.kernel.area import Group
from entente.kernel.calendar import zones
from entente.kernel.calendar.timeline import FOREVER, Line, extend, revisions
from entente.kernel.errors import Refusal


class State(NamedTuple):
    """What a request is on a day: its state, the text asked, and the decision it rests on, where there is one."""

    name: str
    act: str
    decision: Entry | None


class Asked(NamedTuple):
    """A request with its texts over time and its states; `by_visitor` is whether the visitor asked."""

    entry: Entry
    type: str
    texts: Line
    states: Line
    by_visitor: bool


def instant(at: Moment) -> datetime | None:
    """The instant of a wall time; None for one that no clock shows."""
    try:
        return zones.instant(at.on, at.at, at.zone, at.later)
    except Refusal:
        return None


def span(text: Request) -> tuple[int, int]:
    """The first and the last day that a request is for, by the clocks it names."""
    if isinstance(text, ShipClearance):
        first, last = text.eta.on, text.etd.on
    elif isinstance(text, AircraftClearance):
        first, last = min(leg.enters.on for leg in text.legs), max(leg.exits.on for leg in text.legs)
    else:
        first, last = text.from_day, text.to_day
    return first.toordinal(), max(last, first).toordinal()


def covers(decision: ClearanceDecision, decided: Request, now: Request, p: Parameters = PARAMETERS) -> bool:
    """Whether a grant on one text of a request stands for a later one: the same but for its times, and those within the grant."""
    if decision.verdict not in GRANTED or type(decided) is not type(now) or _at_times_of(now, decided) != decided:
        return False
    if isinstance(now, AircraftClearance) and isinstance(decided, AircraftClearance):
        pairs = zip(now.legs, decided.legs, strict=True)
        return all(_within(a.enters, b.enters, p) and _within(a.exits, b.exits, p) for a, b in pairs)
    first, last = span(now)
    a, b = span(decided)
    a = decision.valid_from.toordinal() if decision.valid_from is not None else a
    b = decision.valid_to.toordinal() if decision.valid_to is not None else b
    return a <= first and last <= b


def _within(now: Moment, then: Moment, p: Parameters) -> bool:
    a, b = instant(now), instant(then)
    return a is not None and b is not None and abs(a - b) <= timedelta(hours=p.flight_hours)


def _at_times_of(now: Request, then: Request) -> Request | None:
    """The later text with the amendment number and the times of the earlier one; None where they cannot be put side by side."""
    replace = msgspec.structs.replace
    if isinstance(now, ShipClearance) and isinstance(then, ShipClearance):
        return replace(now, amendment=then.amendment, eta=then.eta, etd=then.etd)
    if isinstance(now, AircraftClearance) and isinstance(then, AircraftClearance):
        if len(now.legs) != len(then.legs):
            return None
        legs = tuple(replace(a, enters=b.enters, exits=b.exits) for a, b in zip(now.legs, then.legs, strict=True))
        return replace(now, amendment=then.amendment, legs=legs)
    return replace(now, amendment=then.amendment, from_day=then.from_day, to_day=then.to_day)  # type: ignore[union-attr]


def by_host(group: Group, visit: Visit) -> list[Entry]:
    """The host's own decisions, in the order in which they took effect."""
    found = [one for one in about(group, "clearance-decision") if one.record.party == visit.host and one.revision.text.recorded_for is None]
    return sorted(found, key=lambda one: (one.since, one.record.record))


def asked(group: Group, visit: Visit, known: Told, p: Parameters = PARAMETERS) -> list[Asked]:
    """Every request filed under the visit with its states over time, by type and record."""
    decisions = by_host(group, visit)
    out = []
    for type_ in REQUESTS:
        for entry in about(group, type_):
            texts: Line = [one for one in revisions(entry.record) if one[2].text is not None and one[2].text.visit == group.key]
            mine = [one for one in decisions if one.revision.text.request == entry.record.record]
            by_visitor = entry.record.party == visit.visitor
            states = _states(texts, mine, known, p) if by_visitor else []
            out.append(Asked(entry, type_, texts, states, by_visitor))
    return out


def _states(texts: Line, decisions: Sequence[Entry], known: Told, p: Parameters) -> Line:
    out: Line = []
    earlier: list[tuple[Entry, Request]] = []
    for a, b, revision in texts:
        text: Request = revision.text
        mine = [one for one in decisions if one.revision.text.amendment == text.amendment and a <= one.since < b]
        standing = next((one for one, decided in reversed(earlier) if one.until > a and covers(one.revision.text, decided, text, p)), None)
        marks = [(a, _name(standing) if standing else "amended" if earlier else "submitted", standing)]
        marks += [(one.since, _name(one), one) for one in mine]
        for n, (day, name, decision) in enumerate(marks):
            ends = marks[n + 1][0] if n + 1 < len(marks) else b
            if day < ends:
                for c, d, state in _over(day, ends, name, span(text)[1], known):
                    extend(out, c, d, State(state, revision.act, decision))
        earlier += [(one, text) for one in mine]
    if texts and texts[-1][1] < FOREVER:
        out.append((texts[-1][1], FOREVER, State("cancelled", texts[-1][2].act, None)))
    return out


def _over(a: int, b: int, name: str, last: int, known: Told) -> Iterable[tuple[int, int, str]]:
    """A stretch of a state, cut where its days are over: used where the visit took place, lapsed where it did not or was not granted."""
    granted = name in ("granted", "granted-with-conditions")
    after = name
    if not granted or (known.known is not None and not known.took_place):
        after = "lapsed"
    elif known.took_place:
        after = "used"
    edge = min(max(last + 1, a), b)
    return [(c, d, state) for c, d, state in ((a, edge, name), (edge, b, after)) if c < d]


def _name(decision: Entry) -> str:
    verdict: str = decision.revision.text.verdict
    return verdict.lower().replace(" ", "-")


def on_day(line: Line, day: int) -> Any:
    """The value of a line on a day, or None."""
    return next((value for a, b, value in line if a <= day < b), None)

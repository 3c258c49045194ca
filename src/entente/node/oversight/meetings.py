"""Consultations as matters of a paper: series with their clocks, meetings held and to come, open actions.

Touches the database (reads). Serves I2, I3, I4 and I5.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from entente.areas.consultations.records import AHEAD_STAGES, HELD_STAGES
from entente.areas.consultations.series.cadence import CLOCKS
from entente.implementation.charts.cadence import Strip
from entente.implementation.charts.svg import Mark, Span
from entente.implementation.matters import Action, Event, Series
from entente.implementation.papers.phrases import both, same
from entente.implementation.papers.phrases import day as day_words
from entente.kernel.area import STANDINGS, Words
from entente.kernel.bilingual import words
from entente.node.oversight.asking import Asking, Held, found, held
from entente.store.intervals import standing_of
from entente.store.intervals.standing_of import Stretch

LATE = ("overdue", "lapsed")
OPEN = ("open", "overdue", "escalated", "disputed", "claimed", "claim-unanswered")
ENDLESS = date.max
LINES = "lines"  # in the cache: of every series its standings and clocks


def series(asking: Asking, some: Sequence[Held] | None = None) -> tuple[Series, ...]:
    """Every series that runs, or some: promised interval, state, last held, next due, and its strip over all its days."""
    items = held(asking, "meeting-series") if some is None else some
    spans = lines(asking, items)
    meetings = held_meetings(asking)
    return tuple(told(asking, one, spans[one.row.id], meetings.get(one.row.id, ())) for one in items)


def pressing(asking: Asking, most: int) -> tuple[Held, ...]:
    """The series, as they come; where they are more than `most`, so many of them, those that stand worst on the day first."""
    items = held(asking, "meeting-series")
    if len(items) <= most:
        return items
    spans = found(asking, items, sorts=("standing",))
    worst = {
        one.row.id: max((STANDINGS.index(span.state) for span in spans[one.row.id] if span.state in STANDINGS), default=-1) for one in items
    }
    return tuple(sorted(items, key=lambda one: (-worst[one.row.id], one.row.code, one.row.number))[:most])


def lines(asking: Asking, items: Sequence[Held]) -> dict[str, list[Stretch]]:
    """By record how each of these series stood and how its clocks ran, at all times."""
    known: dict[str, list[Stretch]] = asking.cache.setdefault(LINES, {})
    new = {one.row.number: one.row.id for one in items if one.row.id not in known}
    stood = standing_of.stretches(asking.node.alias, new, asking.known_at, ("standing", "fact")) if new else {}
    known |= {name: stood.get(number, []) for number, name in new.items()}
    return known


def held_meetings(asking: Asking) -> dict[str, list[Held]]:
    """Meetings that had taken place by the day, by the series they count for, oldest first."""
    out: dict[str, list[Held]] = {}
    for one in held(asking, "meeting"):
        if one.text.stage in HELD_STAGES and one.text.held_on is not None and one.text.held_on <= asking.day:
            for name in dict.fromkeys((one.text.series, *one.text.counts_for)):
                out.setdefault(name, []).append(one)
    for found_ in out.values():
        found_.sort(key=lambda one: (one.text.held_on, one.row.number))
    return out


def told(asking: Asking, one: Held, spans: Sequence[Stretch], meetings: Sequence[Held]) -> Series:
    """A series as the paper tells of it."""
    stands = next((span for span in spans if span.sort == "standing" and span.on(asking.day)), None)
    marks = tuple(Mark(each.text.held_on, words(each.text.title)) for each in meetings)
    acts = tuple(dict.fromkeys((one.act, *(each.act for each in meetings[-1:]))))
    labels = tuple(dict.fromkeys((one.label, *(each.label for each in meetings))))
    return Series(
        titles=words(one.text.title),
        interval=interval(one.text.interval_months, one.text.basis),
        state=stands.state if stands is not None else "no-evidence",
        last_held=meetings[-1].text.held_on if meetings else None,
        next_due=next_due(spans, asking.day),
        strip=strip(words(one.text.title), spans, marks, asking.day),
        acts=acts,
        labels=labels,
    )


def interval(months: int | None, basis: str) -> Words:
    """The promised interval in words."""
    if months is None:
        return both("no interval promised", "間隔の定めなし")
    if months == 12:
        return both("once a year", "年1回")
    if months % 12 == 0:
        return both(f"every {months // 12} years", f"{months // 12}年に1回")
    if 12 % months == 0 and months < 12:
        return both(
            {6: "twice a year", 4: "three times a year", 3: "quarterly", 1: "every month"}.get(months, f"every {months} months"),
            f"年{12 // months}回",
        )
    return both(f"every {months} months", f"{months}か月に1回")


def next_due(spans: Sequence[Stretch], day: date) -> date | None:
    """The last day in time of the clock that runs on a day; of several clocks the earliest; None where no interval is promised."""
    found_ = []
    for code in CLOCKS.values():
        line = [span for span in spans if span.code == code]
        at = next((n for n, span in enumerate(line) if span.on(day)), None)
        if at is None:
            continue
        while at > 0 and line[at].state == "lapsed" and line[at - 1].ends == line[at].starts and line[at - 1].state in LATE:
            at -= 1
        due = next((span.starts for span in line[at:] if span.state in LATE), None)
        if due is not None:
            found_.append(due - timedelta(days=1))
    return min(found_, default=None)


def strip(titles: Words, spans: Sequence[Stretch], marks: tuple[Mark, ...], day: date) -> Strip:
    """States up to a day; what was deferred stands in its own row, over what the bare clock says meanwhile."""
    stands = [span for span in spans if span.sort == "standing" and span.starts <= day]
    bare = [span for span in spans if span.code in CLOCKS.values() and span.starts <= day]
    states, deferrals = [], []
    for span in stands:
        ends = min(span.ends or ENDLESS, day + timedelta(days=1))
        if span.state != "deferred":
            states.append(Span(span.starts, ends, span.state))
            continue
        deferrals.append(Span(span.starts, ends, span.state))
        under = [(max(one.starts, span.starts), min(one.ends or ENDLESS, ends), one.state, one.code) for one in bare]
        first = next((code for a, b, _, code in under if a < b), None)
        states += [Span(a, b, state) for a, b, state, code in under if a < b and code == first]
    return Strip(titles, tuple(states), marks, tuple(deferrals))


def event(asking: Asking, one: Held, day: date) -> Event:
    """A meeting as a dated line: its series, its title and its place, each but once, and the day not again."""
    names = {each.row.id: words(each.text.title) for each in held(asking, "meeting-series")}
    title, series_, place = words(one.text.title), names.get(one.text.series, {}), words(one.text.place)
    said = {}
    for language, comma in (("en", ", "), ("ja", "、")):
        first, name, where = (each.get(language) or each.get("en") or each.get("ja") or "" for each in (series_, title, place))
        on = day_words(day)[language]
        name = name.removesuffix(f"{comma}{on}").replace(f"{comma}{on}）", "）").replace(f"（{on}）", "")
        parts = ("" if first.casefold() in name.casefold() else first, name, "" if where.casefold() in name.casefold() else where)
        said[language] = comma.join(part for part in parts if part)
    return Event(day, said, (one.act,), one.labels)


def held_between(asking: Asking, first: date, last: date) -> tuple[Event, ...]:
    """Meetings held in a period, oldest first; one that counts for several series once."""
    distinct = {one.row.id: one for items in held_meetings(asking).values() for one in items if first <= one.text.held_on <= last}
    ordered = sorted(distinct.values(), key=lambda one: (one.text.held_on, one.row.number))
    return tuple(event(asking, one, one.text.held_on) for one in ordered)


def ahead(asking: Asking, items: Iterable[Held]) -> tuple[Event, ...]:
    """Meetings with a date that is still to come."""
    found_ = [one for one in items if one.text.stage in AHEAD_STAGES and one.text.starts is not None and one.text.starts.on >= asking.day]
    return tuple(event(asking, one, one.text.starts.on) for one in found_)


def actions(asking: Asking, items: Iterable[Held] | None = None) -> tuple[Action, ...]:
    """Actions that were open on the day; `claimed` where the owner says it is done."""
    known = tuple(held(asking, "action") if items is None else items)
    spans = found(asking, known, sorts=("obligation",))
    out = []
    for one in known:
        state = next((span for span in spans[one.row.id] if span.code == "action.open" and span.state in OPEN), None)
        if state is not None:
            lead = (one.text.owner.party, one.text.owner.authority)
            owner = asking.authorities.get(lead, same(" ".join(lead)))
            acts = tuple(dict.fromkeys((one.act, *state.acts)))
            claimed = state.state in ("claimed", "claim-unanswered")
            out.append(Action(one.text.code, words(one.text.title), owner, one.text.due, claimed, acts, one.labels))
    return tuple(out)


def considered(asking: Asking, clauses: Iterable[str]) -> dict[str, list[Held]]:
    """By clause, the meetings held whose agenda had an item on it: the recorded consideration that a promise to consider needs."""
    out: dict[str, list[Held]] = {}
    for clause in clauses:
        agendas = [one for one in _naming(asking, clause) if any(item.clause == clause for item in one.text.items)]
        taken_place = {one.row.id: one for items in held_meetings(asking).values() for one in items} if agendas else {}
        meetings = [taken_place[agenda.text.meeting] for agenda in agendas if agenda.text.meeting in taken_place]
        if meetings:
            out[clause] = meetings
    return out


def _naming(asking: Asking, clause: str) -> tuple[Held, ...]:
    """Agendas that may name a clause: those that do now, or all where another text than the present one may be asked about."""
    return held(asking, "agenda", clause if asking.known is None else None)

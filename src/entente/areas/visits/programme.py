"""The rules over one visit and the reports on it: where it is in its life, what it shows for its clauses, who owes a report.

Pure. What a record says is its newest readable text: a correction replaces what it corrects. A visit is evidence for its clauses while it
is planned and under way, and for a year once it took place; an agreed visit of which nobody tells is due, then overdue. Serves S3, S5, S8.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from entente.areas.visits import says
from entente.areas.visits.parameters import PARAMETERS, Parameters
from entente.areas.visits.records import Visit, VisitReport
from entente.kernel.area import Group, Interval, Linked, Revision, Sort
from entente.kernel.bilingual import words
from entente.kernel.calendar.clock import cut, owed
from entente.kernel.calendar.deferral import newest
from entente.kernel.calendar.timeline import FOREVER, end_day, first_day


class Entry(NamedTuple):
    """A record by its newest readable text: since when the record stands, until when, and the act of the text."""

    record: Linked
    revision: Revision
    since: int
    until: int


class Told(NamedTuple):
    """What is known of a visit: its first and last day, since when it is known whether it took place, and whether it did.

    Of a visit of which only the season is known the days are those of the season, and it is not `dated`.
    """

    first: int
    last: int
    known: int | None
    took_place: bool
    dated: bool


def entry(record: Linked) -> Entry | None:
    """A record with its newest readable text, from the day of its first; None where none can be read."""
    revision, until = newest(record)
    since = record.revisions[0].effective_on.toordinal() if record.revisions else FOREVER
    return Entry(record, revision, since, until) if revision is not None and since < until else None


def the_visit(group: Group) -> Entry | None:
    """The visit that a group is about."""
    return next((one for record in group.of("visit") if record.record == group.key and (one := entry(record))), None)


def about(group: Group, type_: str) -> list[Entry]:
    """The group's records of a type that name its visit, in order of record id."""
    found = (entry(record) for record in group.of(type_))
    return sorted((e for e in found if e is not None and e.revision.text.visit == group.key), key=lambda e: e.record.record)


def told(visit: Entry, reports: Iterable[Entry]) -> Told:
    """What the joint text and the reports say happened; that it took place, by whoever says so, before that it did not."""
    text: Visit = visit.revision.text
    first, last = text.held_from or text.window_from, text.held_to or text.window_to
    if text.stage == "HELD":
        return Told(
            first.toordinal(), max(last, first).toordinal(), visit.revision.effective_on.toordinal(), True, text.held_from is not None
        )
    happened = [one for one in reports if one.revision.text.outcome == "TOOK PLACE"]
    failed = [one for one in reports if one.revision.text.outcome == "DID NOT TAKE PLACE"]
    for one in happened[:1]:
        report: VisitReport = one.revision.text
        first, last = report.held_from or first, report.held_to or last
    since = min((one.since for one in happened or failed), default=None)
    return Told(first.toordinal(), max(last, first).toordinal(), since, bool(happened), bool(happened))


def visit_rules(group: Group, p: Parameters = PARAMETERS) -> list[Interval]:
    """Every interval on a visit and on its reports."""
    visit = the_visit(group)
    if visit is None:
        return []
    reports = [one for one in about(group, "visit-report") if one.record.party in group.parties]
    known = told(visit, reports)
    text: Visit = visit.revision.text
    out = [*_life(visit, known)]
    if text.stage != "CALLED OFF":
        out += _standing(visit, known, p)
        out += _reports_owed(group, visit, reports, known, p)
        out += _figures(visit, known, p)
    out += _differences(visit, reports)
    out += _firsts(visit, reports, known, p)
    return out


def on_visit(visit: Entry, what: tuple[Sort, str, str], span: tuple[int, int], reason: says.Words, move: str | None = None) -> Interval:
    """An interval on the visit itself; `what` is its sort, code and state."""
    acts, clauses = (visit.revision.act,), visit.revision.text.clauses
    return Interval(*what, first_day(span[0]), end_day(span[1]), visit.record.record, reason, acts, clauses, move)


def _life(visit: Entry, known: Told) -> Iterable[Interval]:
    text: Visit = visit.revision.text
    first, last = known.first, known.last
    if text.stage == "CALLED OFF":
        since = visit.revision.effective_on.toordinal()
        if since < visit.until:
            yield on_visit(visit, ("fact", "visit.life", "called-off"), (since, visit.until), says.life("called-off", first, last))
        return
    ahead = text.confidence.lower()
    marks = ((1, ahead), (first, "under-way"), (min(last + 1, FOREVER), "over"))
    for a, b, state in cut(visit.since, visit.until, marks):
        yield on_visit(visit, ("fact", "visit.life", state), (a, b), says.life(state, first, last))


def _standing(visit: Entry, known: Told, p: Parameters) -> Iterable[Interval]:
    first, last = known.first, known.last
    after = min(last + 1, FOREVER)
    late = min(after + p.report_days, FOREVER)
    ends = visit.until
    marks = [(1, "begun"), (first, "on-time"), (after, "due"), (late, "overdue")]
    if known.took_place:
        marks = [(1, "begun"), (first, "on-time"), (min(last, FOREVER), "fulfilled")]
        ends = min(ends, last + p.counts_days)
    elif known.known is not None:
        ends = min(ends, known.known)
    for a, b, state in cut(min(visit.since, last) if known.took_place else visit.since, ends, marks):
        said = "season" if state == "fulfilled" and not known.dated else state
        yield on_visit(visit, ("standing", "visit.standing", state), (a, b), says.standing(said, first, last))


def _reports_owed(group: Group, visit: Entry, reports: list[Entry], known: Told, p: Parameters) -> Iterable[Interval]:
    """Each side that took part reports; of a visit of the public record its source tells."""
    text: Visit = visit.revision.text
    if text.source is not None:
        return
    opens, by = max(min(known.last + 1, FOREVER), visit.since), min(known.last + p.report_days, FOREVER)
    for party in sorted({text.visitor, text.host or text.visitor} & set(group.parties)):
        given = min((one.since for one in reports if one.record.party == party), default=None)
        for a, b, state in owed(opens, by, given, visit.until):
            yield on_visit(visit, ("obligation", "visit.report", state), (a, b), says.report(state, party, by), party)


def _differences(visit: Entry, reports: list[Entry]) -> Iterable[Interval]:
    """Where two sides' reports cannot both be right, or judge differently; each side by its newest report."""
    last = {one.record.party: one for one in sorted(reports, key=lambda one: (one.since, one.record.record))}
    sides = list(last.values())
    for code, state in (("outcome", "outcome-differs"), ("objectives", "objectives-differ")):
        said = {getattr(one.revision.text, code) for one in sides} - {None}
        if len(said) > 1:
            a, b = max(one.since for one in sides), min(one.until for one in sides)
            a, b = max(a, visit.since), min(b, visit.until)
            if a < b:
                acts = (visit.revision.act, *(one.revision.act for one in sides))
                yield Interval(
                    "finding", "visit.reports", state, first_day(a), end_day(b), visit.record.record, says.reports_differ(state), acts,
                    visit.revision.text.clauses,
                )  # fmt: skip
            return


def _figures(visit: Entry, known: Told, p: Parameters) -> Iterable[Interval]:
    """Whether it took place, and for how many days it was there: figures of the year after its end."""
    text: Visit = visit.revision.text
    if known.known is None:
        return
    after = min(known.last + 1, FOREVER)
    a, b = (after, min(visit.until, after + p.counts_days, FOREVER))
    if a >= b:
        return
    state = "took-place" if known.took_place else "did-not"
    where = (first_day(a), end_day(b), visit.record.record)
    reason, acts = says.took_place(known.took_place, known.last), (visit.revision.act,)
    yield Interval("indicator", "visit.took-place", state, *where, reason, acts, text.clauses, None, int(known.took_place), 1)
    if known.dated:
        days = known.last - known.first + 1
        reason = says.days_there(days, known.first, known.last)
        yield Interval("indicator", "visit.days-there", "measured", *where, reason, acts, text.clauses, None, days, 1)


def _firsts(visit: Entry, reports: list[Entry], known: Told, p: Parameters) -> Iterable[Interval]:
    for one in reports:
        report: VisitReport = one.revision.text
        a, b = max(min(known.last + 1, FOREVER), 1), min(one.until, visit.until, known.last + 1 + p.counts_days, FOREVER)
        if report.first is not None and a < b:
            named = words(report.first)
            reason, clauses = says.first_time(named.get("en", ""), named.get("ja", "")), visit.revision.text.clauses
            acts = (one.revision.act,)
            yield Interval(
                "indicator", "visit.first", "first", first_day(a), end_day(b), one.record.record, reason, acts, clauses, None, 1, 1
            )

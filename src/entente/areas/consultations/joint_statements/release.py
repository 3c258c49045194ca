"""The rules over joint statements: who is ready, what the embargo holds back, and whether what was published is what was agreed.

Pure. A statement may be published when every party is ready for this very revision and its embargo has passed; the exact moment is asked
of `may_publish`, intervals count in UTC days. A published text whose SHA-256 is not that of the agreed one is a finding for every party,
with their spokespersons named, and something for each to do until the publication is corrected. Serves I2 and I3.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from entente.areas.consultations import says_after as says
from entente.areas.consultations.check import instant
from entente.areas.consultations.joint_statements.records import JointStatement, revision_digest, shows_agreed
from entente.areas.consultations.records import Moment
from entente.areas.consultations.series.occurrences import Entry, newest
from entente.kernel.area import Group, Interval, Problem, Revision
from entente.kernel.calendar.clock import cut, embargoed, utc_day
from entente.kernel.calendar.seats import seats_of, told
from entente.kernel.calendar.timeline import FOREVER, Line, end_day, extend, first_day, gaps, revisions, union, weave
from entente.kernel.errors import Refusal


def may_publish(text: JointStatement, ready: Mapping[str, str], parties: tuple[str, ...], at: datetime) -> list[Problem]:
    """What stands against publishing a statement at an instant; nothing means that it may be published.

    `ready` has the revision each party last said it is ready for. JS1: every party, for this revision. JS2: the embargo has passed. Refuses
    an instant without a zone (CL1).
    """
    found = []
    digest = revision_digest(text)
    for party in sorted(parties):
        if ready.get(party) != digest:
            found.append(Problem("ready", "JS1", says.ready(party, party in ready)))
    until = _moment(text.embargo)
    if embargoed(until, at) or (until is None and text.embargo is not None):
        found.append(Problem("embargo", "JS2", says.embargo(*_shown(text.embargo, parties))))
    return found


def _moment(moment: Moment | None) -> datetime | None:
    """The instant of a moment; None for none, and for one that no clock shows."""
    try:
        return instant(moment) if moment is not None else None
    except Refusal:
        return None


def _shown(moment: Moment | None, parties: Iterable[str]) -> tuple[str, str]:
    """A moment by the clocks of the parties, in English and in Japanese; as it is written where no clock shows it; empty for none."""
    at = _moment(moment)
    if at is not None:
        return told(at, seats_of(parties))
    return (f"{moment.on.isoformat()} {moment.at} {moment.zone}",) * 2 if moment is not None else ("", "")


def release_rules(group: Group) -> list[Interval]:
    """Every interval on a joint statement, its "ready" and its publications; nothing for a group without one that can be read."""
    record = next((r for r in group.of("joint-statement") if r.record == group.key), None)
    line = [(a, b, r) for a, b, r in revisions(record) if r.text is not None] if record is not None else []
    if record is None or not line:
        return []
    said = {party: _ready(group, party) for party in sorted(group.parties)}
    published = [e for r in group.of("publication") if (e := newest(r)) is not None and e.revision.text.statement == group.key]
    published.sort(key=lambda e: (e.since, e.record.record))
    out: list[Interval] = []
    states: Line = []
    for a, b, revision in line:
        digest = revision_digest(revision.text)
        spans = {party: [(c, d) for c, d, what in ready if what == digest] for party, ready in said.items()}
        for party, ready in said.items():
            out += _missing(record.record, (a, b, revision), party, union(spans[party]), [(c, d) for c, d, _ in ready])
        all_ready = weave([[(a, b, True)], *([(c, d, True) for c, d in union(s)] for s in spans.values())])
        for c, d, values in all_ready:
            if values[0]:
                _released(states, (c, d), revision, all(values))
    out += _states(group, states, published)
    for entry in published:
        out += _published(group, entry, line, said)
    out.sort(key=lambda i: (i.record, i.code, i.move or "", i.starts))
    return out


def _ready(group: Group, party: str) -> Line:
    """The revision a party says it is ready for, over time: on each day what it said last."""
    told = [(a, b, r.text.revision) for record in group.of("ready") if record.party == party for a, b, r in revisions(record) if r.text]
    line: Line = []
    for a, b, values in weave([[stretch] for stretch in sorted(told)]):
        last = next((value for value in reversed(values) if value is not None), None)
        if last is not None:
            extend(line, a, b, last)
    return line


def _missing(
    record: str, stretch: tuple[int, int, Revision], party: str, ready: list[tuple[int, int]], any_ready: list[tuple[int, int]]
) -> Iterable[Interval]:
    """That a party is waited for, while it is not ready for this revision."""
    a, b, revision = stretch
    text, act = revision.text, revision.act
    line: Line = []
    for c, d in gaps(a, b, ready):
        for e, f, (within, earlier) in weave([[(c, d, True)], [(g, h, True) for g, h in union(any_ready)]]):
            if within:
                extend(line, e, f, "outdated" if earlier else "not-ready")
    for c, d, state in line:
        reason, span = says.ready(party, state == "outdated"), (first_day(c), end_day(d))
        yield Interval("obligation", "statement.ready", state, *span, record, reason, (act,), text.clauses, party)


def _released(out: Line, over: tuple[int, int], revision: Revision, ready: bool) -> None:
    """Adds whether a revision may be published: waiting for somebody, held back by the embargo, or free from the embargo's day on."""
    text, act = revision.text, revision.act
    a, b = over
    if not ready:
        extend(out, a, b, ("waiting", act, text))
        return
    until = _moment(text.embargo)
    lifts = utc_day(until) if until is not None else a if text.embargo is None else FOREVER
    for c, d, state in cut(a, b, ((a, "embargoed"), (lifts, "free"))):
        extend(out, c, d, (state, act, text))


def _states(group: Group, states: Line, published: list[Entry]) -> Iterable[Interval]:
    """The state of release by day; published from the first publication on, whatever it was before."""
    first = min((entry.since for entry in published), default=FOREVER)
    acts = tuple(entry.revision.act for entry in published if entry.since == first)
    by = ", ".join(sorted({entry.record.party for entry in published if entry.since == first and entry.record.party}))
    line: Line = []
    for a, b, (state, act, text) in states:
        for c, d, shown in cut(a, b, ((a, state), (first, "published"))):
            extend(line, c, d, (shown, (act, *acts) if shown == "published" else (act,), text.clauses, _shown(text.embargo, group.parties)))
    for a, b, (state, rests, clauses, embargo) in line:
        span, reason = (first_day(a), end_day(b)), says.release(state, embargo, by)
        yield Interval("fact", "statement.release", state, *span, group.key, reason, rests, clauses)


def _published(group: Group, entry: Entry, line: Line, said: Mapping[str, Line]) -> Iterable[Interval]:
    """What is wrong with a publication: another text than the agreed one, or too soon."""
    agreed = next((r for a, b, r in line if a <= entry.since < b), line[0][2] if entry.since < line[0][0] else line[-1][2])
    text: JointStatement = agreed.text
    party, at = entry.record.party or "", _moment(entry.revision.text.at)
    acts, span = (entry.revision.act, agreed.act), (first_day(entry.since), end_day(entry.until))
    if entry.since >= entry.until:
        return
    alerted = ", ".join(f"{p.party} {p.post or p.authority}" for p in text.spokespersons) or ", ".join(sorted(group.parties))
    record = entry.record.record
    wrong = [page for page in entry.revision.text.pages if not shows_agreed(text, page)]
    for page in wrong:
        reason = says.mismatch(party, page.language, page.page, alerted)
        yield Interval("finding", "statement.mismatch", f"{page.language}-differs", *span, record, reason, acts, text.clauses)
    for move in sorted(group.parties) if wrong else ():
        reason = says.alert(move, party, tuple(dict.fromkeys(page.language for page in wrong)))
        yield Interval("obligation", "statement.alert", "differs", *span, record, reason, acts, text.clauses, move)
    digest, until = revision_digest(text), _moment(text.embargo)
    lacking = [p for p in said if not any(a <= entry.since < b and what == digest for a, b, what in said[p])]
    if at is not None and until is not None and at < until:
        held = _shown(text.embargo, group.parties)
        en, ja = f"the embargo held until {held[0]}", f"解禁日時（{held[1]}）の前である"
        yield Interval("finding", "statement.early", "embargoed", *span, record, says.early(party, en, ja), acts, text.clauses, party)
    if lacking:
        en, ja = f"{', '.join(lacking)} had not said ready", f"{'、'.join(lacking)}が公表準備完了を表明していない"
        yield Interval("finding", "statement.early", "not-ready", *span, record, says.early(party, en, ja), acts, text.clauses, party)

"""The agenda a node proposes for a meeting of a series: open matters of every channel gathered, ranked, and each asked whether it may go.

Touches the database (reads). implementation.agenda ranks; here is gathered what it ranks: what rules found, what waits for acceptance, the
agendas before, what rises from child series. A line whose record the partners may not be shown is kept for our eyes and named as the cause
(kernel.join, D12). Serves I2, I3, I4 and I5.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from entente.areas.consultations.papers import Agenda
from entente.areas.consultations.records import AnySeries, Deferral
from entente.areas.consultations.series.occurrences import entries
from entente.implementation.named import by_name
from entente.implementation.papers.agenda import RULED, About, Line, Past, Waiting, escalated_from, propose, stopped
from entente.kernel.area import Group, Interval, Words
from entente.kernel.errors import Refusal
from entente.kernel.labels.join import Joined, join, may_receive
from entente.kernel.labels.label import Label, parse_label
from entente.node.national.matters import linked
from entente.node.node import Node
from entente.node.oversight import contradictions
from entente.store import records, shown
from entente.store.intervals import spans, standing_of

Readable = Callable[[records.Row], bool]
EVERYTHING = frozenset({"NSA", "2+2", "DG CONSULTATION"})
"""Kinds of series whose agenda takes matters of every clause; others take those of their own clauses.

Where a channel has no series of such a kind, as one of three with a dialogue of its own, the series at the top take all matters of the
instruments that they serve.
"""
OWN = ("action.open", "slot-offer.answer")
"""Codes whose matters belong on the agenda of their own series alone."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A line as an officer is shown it: its record's row, why partners may not have it (empty: they may), the series it came from."""

    line: Line
    row: records.Row | None
    withheld: tuple[Words, ...] = ()
    child: Words | None = None


@dataclass(frozen=True, slots=True)
class Open:
    """What stands open on a day, whatever the series: intervals, consents awaited, and the records behind them by id."""

    found: tuple[Interval, ...]
    waiting: tuple[Waiting, ...]
    rows: Mapping[str, records.Row]
    at_home: frozenset[str] = frozenset()  # records of which something was found that is not cleared for partners


def open_matters(node: Node, readable: Readable, on: date) -> Open:
    """What is open in every channel on a day, of records that whoever asks may read."""
    open_now = spans.standing_open(node.alias, on, RULED)
    found = [
        Interval(
            item["sort"], item["code"], item["state"], item["starts"], item["ends"], item["record"], item["reason"], tuple(item["acts"]),
            tuple(item["clauses"]), item["move"] or None,
        )
        for item in open_now
    ]  # fmt: skip
    moving = [row for charter in node.channels() for row in records.with_moves(node.alias, charter.id) if readable(row)]
    waiting = [
        Waiting(row.id, datetime.fromtimestamp(row.changed_at / 1_000_000, UTC).date(), party, act)
        for row in moving
        for party, verb, act in row.move_list()
        if verb == "accept"
    ]
    differing = contradictions.on_agendas(node, readable, on)
    found += [interval for interval, _ in differing]
    behind = records.by_number(node.alias, {item["number"] for item in open_now})
    rows = {row.id: row for row in (*behind, *moving)} | records.get(node.alias, {interval.record for interval, _ in differing})
    at_home = frozenset(interval.record for interval, cleared in differing if not cleared)
    return Open(tuple(found), tuple(waiting), {id_: row for id_, row in rows.items() if readable(row)}, at_home)


def lines(node: Node, series: str, readable: Readable, on: date) -> list[Proposed]:
    """The lines proposed for the next agenda of a series, most pressing first; what rose from its child series stands among them.

    A matter that this series would take of its own accord is said to have risen all the same.
    """
    matters = open_matters(node, readable, on)
    row = records.get(node.alias, [series])[series]
    mine = _lines(node, row, matters, readable, on)
    children = [one for one in _all_series(node, row.channel, readable) if _text(node, one).parent == series and one.id != series]
    risen = escalated_from({one.id: _lines(node, one, matters, readable, on) for one in children})
    titles: dict[str, Words] = {one.id: json.loads(one.titles) for one in children}
    known = {line.source for line in mine if line.source is not None}
    below = {line.source: titles[child] for child, line in reversed(risen)}
    marked = [
        Proposed(line, matters.rows.get(line.source or ""), (), below.get(line.source) if line.source is not None else None)
        for line in mine
        if not _met_by_meeting(line, series)
    ]
    for child, line in risen:
        if line.source is None or line.source not in known:
            known |= {line.source} if line.source is not None else set()
            marked.append(Proposed(line, matters.rows.get(line.source or ""), (), titles[child]))
    names = names_of(node)
    return [Proposed(_worded(one.line, names), one.row, _kept(node, row.channel, one, matters), one.child) for one in marked]


def names_of(node: Node) -> dict[str, Words]:
    """What the governments of this node's channels are called, by code."""
    return {party.code: party.name for charter in node.channels() for party in charter.terms.parties}


def _worded(line: Line, names: Mapping[str, Words]) -> Line:
    """A line whose reason names governments as their charters do."""
    return replace(line, reason=by_name(line.reason, names))


def _met_by_meeting(line: Line, series: str) -> bool:
    """Whether a line only says that the series has not met in time: the meeting for which the agenda is written is the answer."""
    return line.ground == "LAPSED CADENCE" and line.source == series


NOT_CLEARED: Words = {
    "en": "It rests on a judgement made at home that is not cleared for the joint paper.",
    "ja": "共同報告への記載が承認されていない国内の判断に基づく。",
}


def _kept(node: Node, channel: str, one: Proposed, matters: Open) -> tuple[Words, ...]:
    """Why a line may not be shown to partners: its record's label, or what was found of it at home."""
    if one.row is None:
        return ()
    return (*withheld(node, channel, one.row), *((NOT_CLEARED,) if one.row.id in matters.at_home else ()))


def withheld(node: Node, channel: str, row: records.Row) -> tuple[Words, ...]:
    """Why a record may not be shown to the partners of a channel, one reason for each; empty where it may."""
    label, on = label_of(node, row), node.clock().date()
    found: list[Words] = []
    for party in node.charter(channel).codes:
        verdict = may_receive(label, party, node.samples.policies, node.samples.equivalences, on)
        if party != node.party and not verdict.allowed:
            found += [{"en": reason.en, "ja": reason.ja} for reason in verdict.reasons]
    return tuple(found)


def label_of(node: Node, row: records.Row) -> Label:
    """A record's label."""
    return parse_label(dict(records.label_text(node.alias, row.label)))


def compound(node: Node, rows: Iterable[records.Row]) -> Joined | None:
    """The label of a paper made of these records (D12), computed; None of no record."""
    labels = [label_of(node, row) for row in rows]
    return join(labels, node.samples.policies, node.samples.equivalences, node.clock().date()) if labels else None


def agenda_text(series: str, meeting: str, chosen: Sequence[tuple[Line, int | None]], own: Sequence[Words] = ()) -> dict[str, Any]:
    """An Agenda's JSON of the lines in the order given, each with its minutes, and then of lines of one's own."""
    items: list[dict[str, Any]] = []
    for no, (line, minutes) in enumerate(chosen, 1):
        item: dict[str, Any] = {"no": no, "title": _title(line.titles), "ground": line.ground}
        item |= {"source": line.source} if line.source is not None else {}
        item |= {"rests_on": list(line.rests_on[:40])} if line.rests_on else {}
        item |= {"clause": line.clause} if line.clause is not None else {}
        items.append(item | ({"minutes_allotted": minutes} if minutes is not None else {}))
    items += [{"no": len(items) + n, "title": _title(title), "ground": "PROPOSED"} for n, title in enumerate(own, 1)]
    return {"series": series, "meeting": meeting, "items": items}


def minutes_text(agenda: Agenda) -> dict[str, Any]:
    """A draft of minutes: a paragraph for each item of the agenda, begun in both languages with what was discussed."""
    paragraphs = [{"no": no, "item": item.no, **_discussed(_words(item.title))} for no, item in enumerate(agenda.items, 1)]
    return {"series": agenda.series, "meeting": agenda.meeting, "paragraphs": paragraphs}


def agreed(node: Node, channel: str, series: str, meeting: str) -> Agenda:
    """The agenda of a meeting that has effect. Refuses (N12) where there is none."""
    rows = records.in_groups(node.alias, channel, [series]).get(series, [])
    found = [text for row in rows if row.type == "agenda" and isinstance(text := _text(node, row), Agenda) and text.meeting == meeting]
    if not found:
        raise Refusal("no-agenda", "N12", "No agenda of this meeting is agreed.")
    return found[-1]


def _discussed(title: Words) -> dict[str, str]:
    """The sentence with which a paragraph begins; a title that stands in one language alone serves both."""
    en, ja = title.get("en") or title.get("ja", ""), title.get("ja") or title.get("en", "")
    return {"en": f"The participants discussed “{en}”.", "ja": f"参加国は、「{ja}」について協議した。"}


def _title(titles: Words) -> dict[str, str]:
    return {language: titles[language][:200] for language in ("en", "ja") if titles.get(language)} or {"en": "-"}


def _all_series(node: Node, channel: str, readable: Readable) -> list[records.Row]:
    found = shown.listed(node.alias, None, {"channel": channel, "type": "meeting-series", "state": "in-effect"}, 500)
    return [row for row in found if readable(row) and isinstance(_text(node, row), AnySeries)]


def _text(node: Node, row: records.Row) -> Any:
    revisions = linked(node, row).revisions
    return revisions[-1].text if revisions else None


def _lines(node: Node, row: records.Row, matters: Open, readable: Readable, on: date) -> list[Line]:
    """The lines of one series, without what rises from below."""
    text, serves = _text(node, row), _serves(node, row, readable)
    names = {id_: _about(one) for id_, one in matters.rows.items()}
    found = [interval for interval in matters.found if _concerns(text, serves, row, interval, matters.rows)]
    waiting = [one for one in matters.waiting if one.record in names and _awaited(serves, row, matters.rows[one.record])]
    open_now = {interval.record for interval in found} | {one.record for one in waiting}
    past = _past(node, row, readable, on, open_now)
    return stopped(propose(on, found, waiting, names, past), _deferred(node, row.channel, readable, on))


def _deferred(node: Node, channel: str, readable: Readable, on: date) -> dict[str, date]:
    """What is deferred on a day, by record, with the last day of its deferral."""
    rows = shown.listed(node.alias, None, {"channel": channel, "type": "deferral", "state": "in-effect"}, 500)
    texts = [text for row in rows if readable(row) and isinstance(text := _text(node, row), Deferral)]
    live = [text for text in texts if max(text.starts_on, text.agreed_on) <= on <= text.until]
    return {text.target: text.until for text in sorted(live, key=lambda one: one.until)}


def _serves(node: Node, row: records.Row, readable: Readable) -> frozenset[str] | None:
    """The instruments all of whose matters a series takes; None where it takes everything, and none where it takes its own clauses."""
    text = _text(node, row)
    if text.kind in EVERYTHING:
        return None
    others = [_text(node, one).kind for one in _all_series(node, row.channel, readable)]
    if text.parent is not None or EVERYTHING & set(others):
        return frozenset()
    return frozenset(clause.partition("#")[0] for clause in text.clauses)


def _awaited(serves: frozenset[str] | None, series: records.Row, row: records.Row) -> bool:
    """Whether a consent awaited belongs on a series' agenda: with what takes everything, or at the top of the record's own channel."""
    return serves is None or (bool(serves) and row.channel == series.channel)


def _about(row: records.Row) -> About:
    titles: Words = json.loads(row.titles)
    return About(row.code, {language: f"{row.code} {words}" if row.code else words for language, words in titles.items()})


def _concerns(text: Any, serves: frozenset[str] | None, series: records.Row, interval: Interval, rows: Mapping[str, records.Row]) -> bool:
    """Whether a matter belongs on this series' agenda."""
    row = rows.get(interval.record)
    if row is None:
        return False
    if interval.code in OWN or interval.code.startswith("meeting."):
        return (row.grp or row.id) == series.id
    if serves is None or row.id == series.id or set(interval.clauses) & set(text.clauses):
        return True
    return row.channel == series.channel and any(clause.partition("#")[0] in serves for clause in interval.clauses)


def _past(node: Node, series: records.Row, readable: Readable, on: date, still_open: set[str]) -> list[Past]:
    """The agendas of meetings of the series before a day, oldest first; a line whose record is no longer open was dealt with."""
    rows = [row for row in records.in_groups(node.alias, series.channel, [series.id]).get(series.id, []) if readable(row)]
    group = Group(series.id, tuple(linked(node, row) for row in rows), node.charter(series.channel).codes)
    days = {entry.record.record: entry.revision.text.held_on for entry in entries(group, "meeting")}
    before: list[tuple[date, Agenda]] = [
        (held, entry.revision.text)
        for entry in entries(group, "agenda")
        if (held := days.get(entry.revision.text.meeting)) is not None and held <= on
    ]
    named = {item.source for _, agenda in before for item in agenda.items if item.source is not None}
    live = still_open | _ruled(node, named - still_open, on)
    found = []
    for held, agenda in before:
        items = tuple((i.source, _words(i.title), i.clause) for i in agenda.items)
        closed = frozenset(i.source for i in agenda.items if i.source is not None and i.source not in live and i.ground != "PROPOSED")
        found.append(Past(held, items, closed))
    return sorted(found, key=lambda one: one.held_on)


def _ruled(node: Node, wanted: Iterable[str], on: date) -> set[str]:
    """Those of the records of which the rules behind agendas say anything on a day, be it that all is well."""
    codes, names = {code for code, _ in RULED}, {number: id_ for id_, number in records.numbers(node.alias, wanted).items()}
    found = standing_of.found(node.alias, names, None, on)
    return {names[number] for number, spans_ in found.items() if any(span.code in codes for span in spans_)}


def _words(title: Any) -> Words:
    return {language: words for language, words in (("en", title.en), ("ja", title.ja)) if words}

"""From acts to records and intervals: refolds what was touched, and the groups those records belong to.

Touches the database. Called inside the transaction that appended the acts, so that act, state and projection stand or fall together; the
same code tells the whole history again for `rebuild` and after a purge. Serves every clause.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

import msgspec

from entente.kernel import canonical
from entente.kernel.act import SALT, Act, parse_cite, parse_time
from entente.kernel.area import Facets, Group, Interval, Kind, Linked, Revision
from entente.kernel.fold import Record, fold
from entente.kernel.gate1.ruling import records as records_about
from entente.kernel.reading import Body, Reading, parse_text
from entente.node.node import Node
from entente.store import contents, logs, records
from entente.store.intervals import spans
from entente.store.layout import INDEX_BITS, SEQ_BITS, storable
from entente.store.ledger import BatchLedger
from entente.store.logs import Log

CODE_LENGTH = 80  # characters of a code that a list can show
_body = msgspec.json.Decoder(Body)
_dump = msgspec.json.Encoder().encode
NO_FACETS = Facets("", {})

FALLEN = ("overtaken", "closed")


@dataclass
class View:
    """One channel as it stands at a moment: what projecting reads. `upto` limits it to what was known then (history told again)."""

    node: Node
    channel: str
    parties: tuple[str, ...]
    logs: Mapping[int, Log]
    ledger: BatchLedger
    at: int
    upto: int | None = None
    acts: dict[int, Act] = field(default_factory=dict)
    texts: dict[int, tuple[bytes, ...]] = field(default_factory=dict)
    read: dict[int, Reading] = field(default_factory=dict)  # bodies as gate 2 has just read them
    parsed: dict[tuple[str, int, bytes], Any] = field(default_factory=dict)  # texts by type, schema version and JSON
    single: dict[str, int] = field(default_factory=dict)  # records that this batch creates by one statement, with its position
    labels: dict[int, tuple[Mapping[str, Any], str]] = field(default_factory=dict)  # labels as text; like headers share theirs

    def take(self, position: int, reading: Reading) -> None:
        """What gate 2 has just read of an act's body."""
        self.texts[position], self.read[position] = reading.raw, reading


def project(view: View, touched: Sequence[str]) -> list[records.Row]:
    """Refolds the records, writes their rows and clause links, and makes their groups' intervals true as of `view.at`."""
    if not touched:
        return []
    older = [record for record in touched if record not in view.single]
    folded = _fold_all(view, older)
    siblings = _siblings(view, folded)
    folded |= _fold_all(view, siblings)
    _load_texts(view, folded.values())
    stored = view.ledger.numbers([*older, *siblings])
    before = {row.id: row for row in records.by_number(view.node.alias, stored.values())}
    stated = [view.acts[view.single[record]] for record in touched if record in view.single]
    rows, linked, clauses = _rows(view, folded, stated)
    new = frozenset([row.id for row in rows if row.id not in before])
    records.put(view.node.alias, rows, clauses, new)
    records.remove(view.node.alias, [row.number for row in before.values() if row.id not in folded])
    groups = dict.fromkeys([row.grp for row in rows] + [row.grp for row in before.values()])
    regroup(view, list(groups), rows, new, linked)
    if "instrument" in [row.type for row in rows]:
        view.node.clauses.pop(view.channel, None)
    return rows


def regroup(
    view: View,
    groups: Sequence[str],
    written: Sequence[records.Row] = (),
    new: frozenset[str] = frozenset(),
    linked: Mapping[str, Linked] = MappingProxyType({}),
) -> None:
    """Runs the rules over these groups and stores what they find; `written` rows were just stored, `new` records never before.

    `linked` are those of the written rows, by record, that are at hand as rules see them.
    """
    at_hand = {row.id: row for row in written}
    numbers = {**view.ledger.numbers([g for g in groups if g not in at_hand]), **{row.id: row.number for row in written}}
    members = records.in_groups(view.node.alias, view.channel, groups, at_hand, numbers)
    rules_for = view.node.registry.rules_for
    found: dict[str, list[Interval]] = {}
    unknown = set()
    for key in groups:
        rows = members.get(key, ())
        if len(rows) == 1:  # as most are: nothing to be told apart
            row = rows[0]
            record = row.id
            fresh, asked = record in new, rules_for(row.type)
            if fresh and record == key and record in linked:  # and only just stated: its number is at hand
                unknown.add(key)
                if asked:
                    alone = Group(key, (linked[record],), view.parties)
                    found[key] = [interval for rule in asked for interval in rule(alone)]
                continue
            numbers[record] = row.number
        else:
            numbers |= {row.id: row.number for row in rows}
            fresh = bool(rows) and all(row.id in new for row in rows)
            asked = tuple(dict.fromkeys([rule for row in rows for rule in rules_for(row.type)]))
        if fresh:
            unknown.add(key)
        if asked or not fresh:
            group = Group(key, tuple([linked.get(row.id) or _linked(view, row) for row in rows]), view.parties)
            found[key] = [interval for rule in asked for interval in rule(group)]
    elsewhere = {one.record for intervals in found.values() for one in intervals if one.record not in numbers}
    numbers |= view.ledger.numbers(elsewhere)
    spans.replace(view.node.alias, view.channel, spans.Found(found, numbers), view.at, frozenset(unknown))


def _fold_all(view: View, touched: Sequence[str]) -> dict[str, Record]:
    """The folded state of each touched record that exists."""
    stored = records.acts_of(view.node.alias, view.ledger.numbers(touched), view.upto)
    folded = {}
    for record in touched:
        acts = [_act(view, position, entry) for position, entry in stored.get(record, [])]
        state = fold(record, acts, view.parties, _closed(view, acts))
        if state is not None:
            folded[record] = state
    return folded


def _closed(view: View, acts: Sequence[Act]) -> dict[str, str]:
    """Which of these acts were closed by another of them (what comes later is not known at an earlier moment), or fell with a record."""
    known = {act.id for act in acts}
    closed = {act: by for act, by in view.ledger.closed(list(acts)).items() if parse_cite(by).act in known}
    return {**view.ledger.fallen(acts), **closed}


def _siblings(view: View, folded: Mapping[str, Record]) -> list[str]:
    """Other records of proposals that a conclusion has overtaken: they stood together and fall together."""
    found: dict[str, None] = {}
    for state in folded.values():
        for proposal in state.proposals:
            act = view.acts.get(_position(view, proposal.cite.log, proposal.cite.seq)) if proposal.state in FALLEN else None
            if act is not None and act.header is not None and len(act.header.targets) > 1:
                found |= dict.fromkeys(records_about(act.id, act.header))
    return [record for record in found if record not in folded]


def _act(view: View, position: int, entry: bytes) -> Act:
    if position not in view.acts:
        view.acts[position] = logs.read_act(view.logs[position >> SEQ_BITS], position & (1 << SEQ_BITS) - 1, entry)
    return view.acts[position]


def _position(view: View, log: tuple[str, int], seq: int) -> int:
    return view.ledger.logs[log].position(seq)


def _sources(view: View, record: Record) -> list[tuple[int, int, str, str | None]]:
    """(position of the act with the text, index of the text, act id the revision is known by, time of effect or None) oldest first."""
    if record.party is not None:
        return [(_position(view, s.cite.log, s.cite.seq), 0, s.cite.act, s.signed_at) for s in record.statements]
    found: list[tuple[int, int, str, str | None]] = [
        (_position(view, a.proposal.log, a.proposal.seq), a.index, a.conclusion.act, a.in_effect_at) for a in record.agreed
    ]
    if not record.agreed and record.proposals:
        last = record.proposals[-1]
        found.append((_position(view, last.cite.log, last.cite.seq), last.index, last.cite.act, None))
    return found


def _load_texts(view: View, folded: Iterable[Record]) -> None:
    """Reads the bodies that the records' texts stand in and that this batch did not bring."""
    wanted = {source[0] for record in folded for source in _sources(view, record) if source[0] not in view.texts}
    for position, content in contents.get(view.node.alias, wanted, view.upto if view.upto is not None else view.at).items():
        view.texts[position] = tuple(bytes(raw) for raw in _body.decode(content[SALT:]).texts)


def _rows(
    view: View, folded: Mapping[str, Record], stated: Sequence[Act]
) -> tuple[list[records.Row], dict[str, Linked], dict[str, tuple[str, ...]]]:
    """The rows of folded records and of those that one statement of this batch makes, the latter also as rules see them, and what each is
    found by: clauses and filters."""
    labels = [_label(view, _shown_act(view, state)) for state in folded.values()] + [_label(view, act) for act in stated]
    known = records.label_ids(view.node.alias, labels)
    rows, linked, found_by = [], {}, {}
    for state, label in zip(folded.values(), labels, strict=False):
        row, facets = _row(view, state, known[label])
        rows.append(row)
        found_by[row.id] = _named(facets)
    for act, label in zip(stated, labels[len(folded) :], strict=True):
        row, linked[act.id], found_by[act.id] = stated_row(view, act, known[label])
        rows.append(row)
    return rows, linked, found_by


def _named(facets: Facets) -> tuple[str, ...]:
    """What a list can be narrowed to: the clauses a record names, the filters of its area, and each pair of the two."""
    if not facets.filters:
        return facets.clauses
    both = tuple(records.named(clause, one) for clause in facets.clauses for one in facets.filters)
    return (*facets.clauses, *facets.filters, *both)


def _shown_act(view: View, record: Record) -> Act:
    """The act whose text is shown: the newest in effect, else the newest proposal."""
    position = _sources(view, record)[-1][0]
    act = view.acts.get(position)
    if act is None:
        log = view.logs[position >> SEQ_BITS]
        entry = logs.entries(view.node.alias, log, position & (1 << SEQ_BITS) - 1, 1)[0]
        act = _act(view, position, entry)
    return act


def _label(view: View, act: Act) -> str:
    assert act.header is not None
    label = act.header.label
    known = view.labels.get(id(label))
    if known is None:
        known = view.labels[id(label)] = label, canonical.encode_again(label).decode()
    return known[1]


def stated_row(view: View, act: Act, label: int) -> tuple[records.Row, Linked, tuple[str, ...]]:
    """The record that one statement of this batch makes: its row, as `_row` gives it of its fold, without folding it; as rules see it;
    and the clauses it names."""
    header = act.header
    assert header is not None
    target, position = header.targets[0], view.single[act.id]
    kind, reading = view.node.registry.kinds.get(target.type), view.read.get(position)
    facets, group, raw, text = NO_FACETS, act.id, None, None
    if reading is not None and reading.raw:
        raw = reading.raw[0]
        if kind is not None and target.schema in kind.schemas:
            text, facets = reading.texts[0], reading.facets[0]
            group = kind.group(act.id, text)
    moment = parse_time(header.signed_at)
    revisions: tuple[records.Text, ...] = ()
    seen: tuple[Revision, ...] = ()
    if moment is not None:
        revisions = (records.Text(raw, target.schema, act.id, moment.toordinal()),)
        seen = (Revision(text, act.id, moment.date()),)
    code, titles, start, due, end = _shown(facets)
    party, number = act.log[0], position << INDEX_BITS  # what its first target creates (layout.record_number)
    # In the order of `records.COLUMNS`.
    what = (act.id, view.channel, target.type, target.schema, party, "issued", "", label)
    row = records.Row(*what, code, titles, start, due, end, group, revisions, None, view.at, number)
    return row, Linked(act.id, target.type, party, seen), _named(facets)


def _shown(facets: Facets) -> tuple[str, str, int | None, int | None, int | None]:
    """The columns every list shows: code, titles, start, due and end."""
    titles = facets.titles if type(facets.titles) is dict else dict(facets.titles)
    days = _ordinal(facets.start), _ordinal(facets.due), _ordinal(facets.end)
    return storable(facets.code[:CODE_LENGTH]), _dump(titles).decode(), *days


def _row(view: View, record: Record, label: int) -> tuple[records.Row, Facets]:
    kind = view.node.registry.kinds.get(record.type)
    sources = _sources(view, record)
    revisions, shown, since = [], None, -1
    for position, index, act, effective in sources:
        raw = None if _withheld(view, record, position) else _text_at(view, position, index)
        if raw is not None:
            shown, since = raw, position
        moment = parse_time(effective) if effective else None
        if moment is not None:
            revisions.append(records.Text(raw, record.schema, act, moment.date().toordinal()))
    newest = view.read.get(since) if since == sources[-1][0] else None
    if newest and newest.texts and kind is not None and shown is not None:
        view.parsed[kind.type, record.schema, shown] = newest.texts[sources[-1][1]]
    text = _typed(view, kind, record.schema, shown)
    facets = kind.facets(text) if kind is not None and text is not None else NO_FACETS
    group = kind.group(record.id, text) if kind is not None and text is not None else record.id
    withdrawn = parse_time(record.withdrawn_at)
    code, titles, start, due, end = _shown(facets)
    return records.Row(
        id=record.id,
        channel=view.channel,
        type=record.type,
        schema=record.schema,
        party=record.party or "",
        state=record.state,
        moves=" ".join(f"{m.party}:{m.verb}:{m.act}" for m in record.moves),
        label=label,
        code=code,
        titles=titles,
        start_on=start,
        due_on=due,
        end_on=end,
        grp=group,
        revisions=tuple(revisions),
        withdrawn_on=withdrawn.date().toordinal() if withdrawn else None,
        changed_at=view.at,
        number=view.ledger.numbers([record.id])[record.id],
    ), facets


def _withheld(view: View, record: Record, position: int) -> bool:
    act = view.acts.get(position)
    return act is not None and act.id in record.withheld


def _text_at(view: View, position: int, index: int) -> bytes | None:
    texts = view.texts.get(position)
    return texts[index] if texts is not None and index < len(texts) else None


def _typed(view: View, kind: Kind | None, schema: int, raw: bytes | None) -> Any:
    """A text as its type's Struct, read once in a view; None where this node does not read it."""
    if kind is None or raw is None or schema not in kind.schemas:
        return None
    key = (kind.type, schema, raw)
    if key not in view.parsed:
        view.parsed[key] = parse_text(kind, schema, raw)
    return view.parsed[key]


def _linked(view: View, row: records.Row) -> Linked:
    """A row as rules see it."""
    kind = view.node.registry.kinds.get(row.type)
    revisions = tuple(Revision(_typed(view, kind, t.schema, t.raw), t.act, date.fromordinal(t.day)) for t in row.revisions)
    return Linked(row.id, row.type, row.party or None, revisions, date.fromordinal(row.withdrawn_on) if row.withdrawn_on else None)


def _ordinal(day: date | None) -> int | None:
    return day.toordinal() if day is not None else None

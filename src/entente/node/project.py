"""From acts to records and intervals: refolds what was touched, and the groups those records belong to.

Touches the database. Called inside the transaction that appended the acts, so that act, state and projection stand or fall together; the
same code tells the whole history again for `rebuild` and after a purge (DESIGN sections 2, 7). Serves every clause.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import msgspec

from entente.kernel import canonical
from entente.kernel.act import SALT, Act, parse_cite, parse_time
from entente.kernel.area import Facets, Group, Interval, Kind, Linked, Revision
from entente.kernel.fold import Record, fold
from entente.kernel.reading import Body, Reading, parse_text
from entente.kernel.ruling import records as records_about
from entente.node.node import Node
from entente.store import contents, logs, records, spans
from entente.store.layout import SEQ_BITS, storable
from entente.store.ledger import BatchLedger
from entente.store.logs import Log

CODE_LENGTH = 80  # characters of a code that a list can show
_body = msgspec.json.Decoder(Body)
_dump = json.JSONEncoder(ensure_ascii=False).encode


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
    typed: dict[int, tuple[Any, ...]] = field(default_factory=dict)  # the texts as gate 2 has just read them
    parsed: dict[tuple[str, int, bytes], Any] = field(default_factory=dict)  # texts by type, schema version and JSON
    single: set[str] = field(default_factory=set)  # records that this batch creates by one statement: nothing else is stored of them yet

    def take(self, position: int, reading: Reading) -> None:
        """What gate 2 has just read of an act's body."""
        self.texts[position], self.typed[position] = reading.raw, reading.texts


def project(view: View, touched: Sequence[str]) -> list[records.Row]:
    """Refolds the records, writes their rows and clause links, and makes their groups' intervals true as of `view.at`."""
    if not touched:
        return []
    folded = _fold_all(view, touched)
    siblings = _siblings(view, folded)
    folded |= _fold_all(view, siblings)
    touched = [*touched, *siblings]
    _load_texts(view, folded.values())
    before = records.get(view.node.alias, [r for r in touched if r not in view.single])
    rows, clauses = _rows(view, folded)
    new = frozenset(row.id for row in rows if row.id not in before)
    records.put(view.node.alias, rows, clauses, new)
    records.remove(view.node.alias, [r for r in before if r not in folded])
    groups = dict.fromkeys([row.grp for row in rows] + [row.grp for row in before.values()])
    regroup(view, list(groups), rows, new)
    if any(row.type == "instrument" for row in rows):
        view.node.clauses.pop(view.channel, None)
    return rows


def regroup(view: View, groups: Sequence[str], written: Sequence[records.Row] = (), new: frozenset[str] = frozenset()) -> None:
    """Runs the rules over these groups and stores what they find; `written` rows were just stored, `new` records never before."""
    members = records.in_groups(view.node.alias, view.channel, groups, {row.id: row for row in written})
    rules = {row.type: view.node.registry.rules_for(row.type) for rows in members.values() for row in rows}
    found: dict[str, Iterable[Interval]] = {}
    unknown = set()
    for key in groups:
        rows = members.get(key, [])
        if rows and all(row.id in new for row in rows):
            unknown.add(key)
        asked = dict.fromkeys(rule for row in rows for rule in rules[row.type])
        if asked or key not in unknown:
            group = Group(key, tuple(_linked(view, row) for row in rows), view.parties)
            found[key] = [interval for rule in asked for interval in rule(group)]
    spans.replace(view.node.alias, view.channel, found, view.at, frozenset(unknown))


def _fold_all(view: View, touched: Sequence[str]) -> dict[str, Record]:
    """The folded state of each touched record that exists."""
    stored = records.acts_of(view.node.alias, [r for r in touched if r not in view.single], view.upto)
    by_id = {act.id: position for position, act in view.acts.items()}
    folded = {}
    for record in touched:
        if record in view.single:
            acts = [view.acts[by_id[record]]]
        else:
            acts = [_act(view, position, entry) for position, entry in stored.get(record, [])]
        state = fold(record, acts, view.parties, _closed(view, acts) if record not in view.single else {})
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


def _rows(view: View, folded: Mapping[str, Record]) -> tuple[list[records.Row], dict[str, tuple[str, ...]]]:
    labels = {record: _label(view, state) for record, state in folded.items()}
    numbers = records.label_ids(view.node.alias, labels.values())
    rows, clauses = [], {}
    for record, state in folded.items():
        row, facets = _row(view, state, numbers[labels[record]])
        rows.append(row)
        clauses[record] = facets.clauses
    return rows, clauses


def _label(view: View, record: Record) -> str:
    """The label of the act whose text is shown: the newest in effect, else the newest proposal."""
    position = _sources(view, record)[-1][0]
    act = view.acts.get(position)
    if act is None:
        log = view.logs[position >> SEQ_BITS]
        entry = logs.entries(view.node.alias, log, position & (1 << SEQ_BITS) - 1, 1)[0]
        act = _act(view, position, entry)
    assert act.header is not None
    return canonical.encode(act.header.label).decode()


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
    newest = view.typed.get(since) if since == sources[-1][0] else None
    if newest and kind is not None and shown is not None:
        view.parsed[kind.type, record.schema, shown] = newest[sources[-1][1]]
    text = _typed(view, kind, record.schema, shown)
    facets = kind.facets(text) if kind is not None and text is not None else Facets("", {})
    group = kind.group(record.id, text) if kind is not None and text is not None else record.id
    withdrawn = parse_time(record.withdrawn_at)
    return records.Row(
        id=record.id,
        channel=view.channel,
        type=record.type,
        schema=record.schema,
        party=record.party or "",
        state=record.state,
        moves=" ".join(f"{m.party}:{m.verb}:{m.act}" for m in record.moves),
        label=label,
        code=storable(facets.code[:CODE_LENGTH]),
        titles=_dump(dict(facets.titles)),
        start_on=_ordinal(facets.start),
        due_on=_ordinal(facets.due),
        end_on=_ordinal(facets.end),
        grp=group,
        revisions=tuple(revisions),
        withdrawn_on=withdrawn.date().toordinal() if withdrawn else None,
        changed_at=view.at,
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

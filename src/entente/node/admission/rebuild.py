"""Projections made again from the acts: all of them, or the history of a few records after a purge.

Touches the database. Time is told again as it was lived: each moment at which an act was decided or a body became readable, in order,
through the same code that ran then; so the rebuilt store equals the grown one, known-from and known-to included.
Serves every clause; I3 rests on it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import groupby

import msgspec

from entente.kernel.act import SALT
from entente.kernel.area import Kind
from entente.kernel.charter import Charter
from entente.kernel.errors import Refusal
from entente.kernel.gate1 import admit
from entente.kernel.gate1.ruling import records as ruled
from entente.kernel.reading import Body, parse_text
from entente.node.admission.project import View, project
from entente.node.node import Node
from entente.store import contents, counts, database, logs, records
from entente.store.intervals import spans
from entente.store.layout import READ, SEQ_BITS, STATUS, storable
from entente.store.ledger import BatchLedger

CHUNK = 2_000
Progress = Callable[[str, int, int], None]
OWN_GROUP = Kind.__dataclass_fields__["group"].default  # each record by itself
_body = msgspec.json.Decoder(Body)


def quiet(what: str, done: int, total: int) -> None:
    """No progress shown."""


def rebuild(node: Node, progress: Progress = quiet) -> dict[str, int]:
    """Drops every projection and makes it again, channel by channel, each in one transaction; gives counts of acts and records."""
    done = {"acts": 0, "records": 0}
    for charter in node.channels():
        node.clauses.pop(charter.id, None)
        with database.write(node.alias):
            logs.lock(node.alias, charter.id)
            _drop(node, charter)
            done["acts"] += _judge_again(node, charter, progress)
            _tell(node, charter, _moments(node, charter), progress)
            found = database.rows(node.alias, "SELECT COUNT(*) FROM record WHERE channel_id = %s", (charter.id,))
            done["records"] += int(found[0][0])
    return done


@dataclass(frozen=True, slots=True)
class Linked:
    """Records that have ever stood in one group with one another, and all those groups."""

    records: tuple[str, ...]
    groups: tuple[str, ...]


def linked_ever(node: Node, charter: Charter, touched: Sequence[str], fresh: Sequence[str] = ()) -> Linked:
    """These records and all that rules have ever read together with them, whatever group they are in now.

    `fresh` are records of this transaction that have no row yet. Asked before a purge destroys the texts that say so. Reads the bodies of
    every record whose type has a grouping of its own.
    """
    groups_of = _groups_ever(node, charter, fresh)
    members: dict[str, list[str]] = defaultdict(list)
    for record, groups in groups_of.items():
        for group in groups:
            members[group].append(record)
    found, todo = dict.fromkeys(touched), list(touched)
    keys: dict[str, None] = {}
    while todo:
        record = todo.pop()
        for group in (record, *groups_of.get(record, ())):
            keys[group] = None
            new = [other for other in (group, *members[group]) if other not in found]
            found |= dict.fromkeys(new)
            todo += new
    return Linked(tuple(found), tuple(keys))


def _groups_ever(node: Node, charter: Charter, fresh: Sequence[str]) -> dict[str, set[str]]:
    """The groups that the texts of each record name, for the types that group their records otherwise than each by itself."""
    kinds = {name: kind for name, kind in node.registry.kinds.items() if kind.group is not OWN_GROUP}
    sql = "SELECT id, number FROM record WHERE channel_id = %s AND type IN ({})"
    known = dict(database.select_in(node.alias, sql, kinds, (charter.id,))) | records.numbers(node.alias, fresh)
    by_number = {log.number: log for log in logs.load(node.alias, charter).values()}
    result: dict[str, set[str]] = defaultdict(set)
    for record, acts in records.acts_of(node.alias, known).items():
        held = contents.get(node.alias, [position for position, _ in acts])
        for position, entry in acts:
            act = logs.read_act(by_number[position >> SEQ_BITS], position & (1 << SEQ_BITS) - 1, entry)
            if act.header is None or position not in held or record not in (about := ruled(act.id, act.header)):
                continue
            target, text = act.header.targets[about.index(record)], _text(held[position], about.index(record))
            if target.type in kinds and target.schema in kinds[target.type].schemas and text is not None:
                with suppress(Refusal):
                    result[record].add(kinds[target.type].group(record, parse_text(kinds[target.type], target.schema, text)))
    return result


def _text(content: bytes, index: int) -> bytes | None:
    try:
        texts = _body.decode(content[SALT:]).texts
    except msgspec.DecodeError:
        return None
    return bytes(texts[index]) if index < len(texts) else None


def retell(node: Node, charter: Charter, linked: Linked) -> None:
    """Tells the history of linked records again; inside the caller's transaction."""
    numbers = records.numbers(node.alias, dict.fromkeys([*linked.records, *linked.groups]))
    known = {record: numbers[record] for record in linked.records if record in numbers}
    spans.forget(node.alias, charter.id, linked.groups, numbers)
    records.remove(node.alias, list(known.values()))
    acts = records.acts_of(node.alias, known)
    positions = sorted({position for found in acts.values() for position, _ in found})
    _tell(node, charter, _moments(node, charter, positions), quiet, frozenset(linked.records))


def _drop(node: Node, charter: Charter) -> None:
    alias, channel = node.alias, charter.id
    numbers = [log.number for log in logs.load(alias, charter).values()]
    for number in numbers:
        database.run(alias, "DELETE FROM record_act WHERE act >= %s AND act < %s", (number << SEQ_BITS, number + 1 << SEQ_BITS))
    database.run(alias, "DELETE FROM record_clause WHERE record IN (SELECT number FROM record WHERE channel_id = %s)", (channel,))
    database.run(alias, "DELETE FROM record WHERE channel_id = %s", (channel,))
    counts.drop(alias, channel)
    spans.forget_all(alias, channel)
    database.run_in(alias, "DELETE FROM mark WHERE log_id IN ({})", numbers)
    database.run_in(alias, "DELETE FROM tile WHERE log_id IN ({})", numbers)
    unread = "UPDATE log SET decided = 0, signed_at = '', seen = %s, frontier = %s WHERE id IN ({})"
    database.run_in(alias, unread, numbers, ("{}", b""))


def _judge_again(node: Node, charter: Charter, progress: Progress) -> int:
    """Tiles, verdicts, marks and links of every log of the channel; a log that waits for another is taken up again after it."""
    total = sum(log.head.size for log in logs.load(node.alias, charter).values())
    for log in logs.load(node.alias, charter).values():
        logs.regrow(node.alias, log)
    done = 0
    moved = True
    while moved:
        moved = False
        ledger = BatchLedger(node.alias, charter.codes, logs.load(node.alias, charter))
        for name in ledger.logs:
            count = _judge_chunk(node, ledger, name)
            done += count
            moved = moved or count > 0
        ledger.flush()
        for log in ledger.logs.values():
            name = log.name
            logs.save(node.alias, replace(log, decided=ledger.decided(name), signed_at=ledger.time(name), seen=ledger.seen(name)))
        progress("acts judged", done, total)
    return done


def _judge_chunk(node: Node, ledger: BatchLedger, name: tuple[str, int]) -> int:
    log = ledger.logs[name]
    first = ledger.decided(name)
    changed = []
    for offset, entry in enumerate(logs.entries(node.alias, log, first, CHUNK)):
        act = logs.read_act(log, first + offset, entry)
        verdict = admit.judge(act, ledger)
        if verdict.status == "waiting":
            break
        ledger.enter(act, verdict)
        changed.append((STATUS[verdict.status], verdict.rule, storable(verdict.words), log.position(act.seq)))
    database.many(node.alias, "UPDATE act SET status = %s, rule = %s, words = %s WHERE id = %s", changed)
    return len(changed)


def _moments(node: Node, charter: Charter, positions: Sequence[int] | None = None) -> list[tuple[int, int]]:
    """(moment, act position) for every decision and every reading, in order of time."""
    sql = (
        f"SELECT decided_at, id FROM act WHERE status = {STATUS['admitted']} AND {{0}}"
        f" UNION SELECT c.known_at, c.id FROM content c JOIN act a ON a.id = c.id"
        f" WHERE c.gate = {READ} AND c.known_at > a.decided_at AND a.status = {STATUS['admitted']} AND {{1}}"
    )
    if positions is None:
        numbers = [log.number for log in logs.load(node.alias, charter).values()]
        found: list[tuple[int, int]] = []
        for number in numbers:
            bounds = (number << SEQ_BITS, number + 1 << SEQ_BITS)
            query = sql.format("id >= %s AND id < %s", "c.id >= %s AND c.id < %s")
            found += [(row[0], row[1]) for row in database.rows(node.alias, query, (*bounds, *bounds))]
        return sorted(found)
    every = dict.fromkeys(positions, 1)
    decided = database.select_in(node.alias, f"SELECT decided_at, id FROM act WHERE status = {STATUS['admitted']} AND id IN ({{}})", every)
    read = database.select_in(node.alias, f"SELECT known_at, id FROM content WHERE gate = {READ} AND id IN ({{}})", every)
    since = {row[1]: row[0] for row in decided}
    return sorted({(row[0], row[1]) for row in decided} | {(row[0], row[1]) for row in read if row[0] > since.get(row[1], row[0])})


def _tell(node: Node, charter: Charter, moments: Iterable[tuple[int, int]], progress: Progress, only: frozenset[str] | None = None) -> None:
    """Projects, moment by moment, the records that each moment touched."""
    rows = logs.load(node.alias, charter)
    ordered = list(moments)
    touching = defaultdict(list, records.records_of(node.alias, [position for _, position in ordered]))
    done = 0
    for at, group in groupby(ordered, key=lambda item: item[0]):
        positions = [position for _, position in group]
        done += len(positions)
        touched = [r for position in positions for r in touching[position] if only is None or r in only]
        ledger = BatchLedger(node.alias, charter.codes, rows)
        view = View(node, charter.id, charter.codes, {log.number: log for log in rows.values()}, ledger, at, at)
        project(view, list(dict.fromkeys(touched)))
        progress("history told again", done, len(ordered))

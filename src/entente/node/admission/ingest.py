"""One write transaction in a channel: entries judged, bodies read, everything stored, records and intervals brought up to date.

Touches the database. Both directions go through here: what this node says (submit.py) and what others said (receive.py):
the one choke point. Serves every clause.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import count

from msgspec import structs

from entente.kernel import alike
from entente.kernel.act import Act, Header, LogName, format_time, parse_cite
from entente.kernel.charter import Charter
from entente.kernel.errors import Refusal
from entente.kernel.gate1 import admit
from entente.kernel.gate1.ruling import Verdict
from entente.kernel.log import Entry, Head
from entente.kernel.proofs import merkle
from entente.kernel.reading import RETRIED, Reading, Shelf, check_label, is_content_of, read, read_body
from entente.node.admission.project import View, project
from entente.node.node import Node, utc
from entente.store import contents, database, logs, partners, records
from entente.store.layout import SEQ_BITS
from entente.store.ledger import BatchLedger
from entente.store.search import documents

ATTACHED = b'"attachments"'  # stands in every body that commits to files


@dataclass
class Batch:
    """The transaction's state: the channel's logs as they stand in it, the ledger, what the acts say."""

    node: Node
    charter: Charter
    ledger: BatchLedger
    at: int
    view: View
    bodies: list[contents.Held] = field(default_factory=list)
    projected: list[records.Row] = field(default_factory=list)
    withheld: list[int] = field(default_factory=list)  # bodies that an admitted purge takes away
    hidden: bool = False  # a spill report takes a body out of sight
    changed: set[LogName] = field(default_factory=set)
    admitted: set[object] = field(default_factory=set)  # moulds of statements that this batch admitted
    legible: set[object] = field(default_factory=set)  # moulds with labels against which gate 2 has nothing
    before_commit: list[Callable[[], None]] = field(default_factory=list)  # each may raise: nothing is committed then
    shelf: Shelf = field(init=False)  # what gate 2 reads with until an instrument comes into effect
    moment: str = field(init=False)  # `at` as headers carry it

    def __post_init__(self) -> None:
        self.open_shelf()
        self.moment = format_time(utc(self.at))

    def open_shelf(self) -> None:
        """Takes what gate 2 reads with from the node anew; each label is judged once in a batch."""
        self.legible.clear()
        shelf = self.node.shelf(self.charter)
        self.shelf = replace(shelf, label_problem=cache(shelf.label_problem))

    def log(self, name: LogName) -> logs.Log:
        """A log as it stands now."""
        return self.ledger.logs[name]

    def set_log(self, log: logs.Log) -> None:
        """A log has changed."""
        self.ledger.logs[log.name] = log
        self.changed.add(log.name)
        self.view.logs = {**self.view.logs, log.number: log}


@contextmanager
def uncollected() -> Iterator[None]:
    """Cyclic garbage is left alone until all that one batch held was let go: looking through it takes a sixth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@contextmanager
def batch(node: Node, channel: str) -> Iterator[Batch]:
    """A transaction in a channel, its row locked; on leaving, records and intervals are brought up to date and all is committed."""
    charter = node.charter(channel)
    with uncollected(), database.write(node.alias):
        clock = logs.lock(node.alias, channel)
        at = max(clock, node.now_us())
        rows = logs.load(node.alias, charter)
        ledger = BatchLedger(node.alias, charter.codes, rows)
        view = View(node, channel, charter.codes, {log.number: log for log in rows.values()}, ledger, at)
        current = Batch(node, charter, ledger, at, view)
        yield current
        _finish(current)
        if at != clock:
            logs.set_clock(node.alias, channel, at)
        for check in current.before_commit:
            check()
        current.before_commit.clear()  # they may hold what holds the batch, which is let go of at once where nothing goes round in it
    if current.withheld or current.hidden:
        documents.scrub(node.alias)
    if current.withheld:
        database.scrub(node.alias)


def take(current: Batch, name: LogName, entries: Sequence[Entry], bodies: Sequence[bytes | None], head: Head) -> list[Verdict | None]:
    """Adds the next entries of a log with the bodies at hand; the verdict on each, None where it waits.

    Log rules were checked by the caller; a body that is not the one committed to is treated as not yet come (B2).
    """
    log = current.log(name)
    first = log.head.size
    waiting = log.decided < first
    rows: list[logs.Row] = []
    while len(rows) < len(entries):
        if not waiting and (run := _take_alike(current, entries, len(rows))):
            rows += run
            continue
        entry = entries[len(rows)]
        verdict = None if waiting else judge(current, entry)
        if verdict is None or verdict.status == "waiting":
            verdict, waiting = None, True
        else:
            enter(current, entry.act, verdict)
        rows.append(logs.Row(entry, merkle.leaf_hash(entry.entry), verdict))
    for position, row, body in zip(count(log.position(first)), rows, bodies, strict=False):
        _take_body(current, position, row, body)
    keep(current, name, rows, head)
    return [row.verdict for row in rows]


def _take_alike(current: Batch, entries: Sequence[Entry], start: int) -> list[logs.Row]:
    """The entries from `start` on that are statements like one admitted in this batch and signed at one moment, judged and entered.

    What judging them asks beyond their mould is the same for all (alike.judge), so it is asked once. None where there are none.
    """
    mould, act = entries[start].mould, entries[start].act
    if mould not in current.admitted or act.header is None or alike.judge(act, current.ledger) is None:
        return []
    moment = act.header.signed_at
    acts = []
    for at in range(start, len(entries)):
        act = entries[at].act
        if entries[at].mould is not mould or act.header is None or act.header.signed_at != moment:
            break
        acts.append(act)
    run = entries[start : start + len(acts)]
    enter_alike(current, acts)
    return [logs.Row(entry, merkle.leaf_hash(entry.entry), alike.admit_statement(entry.act)) for entry in run]


def enter_alike(current: Batch, acts: Sequence[Act]) -> None:
    """As `enter`, for like statements that follow one another in a log."""
    log = acts[0].log
    current.ledger.enter_statements(log, acts)
    positions = range(first := current.log(log).position(acts[0].seq), first + len(acts))
    current.view.acts.update(zip(positions, acts, strict=True))
    current.view.single.update(zip([act.id for act in acts], positions, strict=True))


def judge(current: Batch, entry: Entry) -> Verdict:
    """Gate 1's verdict on the next entry of its log; where one like it was admitted in this batch, by what is still open of it."""
    if entry.mould in current.admitted:
        verdict = alike.judge(entry.act, current.ledger)
        if verdict is not None:
            return verdict
    verdict = admit.judge(entry.act, current.ledger)
    if entry.mould is not None and verdict.status == "admitted":
        current.admitted.add(entry.mould)
    return verdict


def keep(current: Batch, name: LogName, rows: Sequence[logs.Row], head: Head) -> None:
    """Stores the next entries of a log, judged and entered before; the log ends at `head` afterwards."""
    after = logs.append(current.node.alias, current.log(name), rows, head, current.at)
    current.set_log(_with_times(current, after))


def _with_times(current: Batch, log: logs.Log) -> logs.Log:
    return replace(log, signed_at=current.ledger.time(log.name), seen=current.ledger.seen(log.name))


def enter(current: Batch, act: Act, verdict: Verdict) -> None:
    """Takes a verdict into account: marks, links, and what it does to bodies and generations."""
    position = current.ledger.enter(act, verdict)
    current.view.acts[position] = act
    if verdict.status != "admitted" or act.header is None:
        return
    if act.header.kind == "state":
        current.view.single[act.id] = position
        return
    if act.header.kind == "purge":
        purged = parse_cite(act.header.cites[0])
        current.withheld.append(current.log(purged.log).position(purged.seq))
    if act.header.kind == "spill":
        spilled = parse_cite(act.header.cites[0])
        documents.forget(current.node.alias, [current.log(spilled.log).position(spilled.seq)])
        current.hidden = True
    for record in verdict.records:
        current.view.single.pop(record, None)


def _take_body(current: Batch, position: int, row: logs.Row, content: bytes | None) -> None:
    """Reads a body that came with its entry and queues it for storing."""
    header = row.entry.act.header
    if header is None or header.body is None:
        return
    if content is None or not is_content_of(header, content):
        current.bodies.append(contents.Held(position, None, 0))
        return
    if row.verdict is not None and row.verdict.status in ("void", "kept"):
        current.bodies.append(contents.Held(position, content, 0))
        return
    held, reading = look(current, position, row.entry.act, content, row.entry.mould)
    current.bodies.append(held)
    if reading is not None:
        current.view.take(position, reading)


def take_reading(current: Batch, position: int, content: bytes, reading: Reading) -> None:
    """Queues a body that gate 2 has read for storing."""
    current.bodies.append(contents.Held(position, content, current.at))
    current.view.take(position, reading)


def read_like(current: Batch, header: Header, content: bytes, mould: object, written: bool = False) -> Reading:
    """Gate 2 on a body, as `reading.read`; the label of like headers is asked once in a batch."""
    if mould is None or mould not in current.legible:
        check_label(header, current.shelf)
        if mould is not None:
            current.legible.add(mould)
    return read_body(header, content, current.shelf, written)


def look(current: Batch, position: int, act: Act, content: bytes, mould: object = None) -> tuple[contents.Held, Reading | None]:
    """Gate 2 on a body: what is to be stored of it, and what it says where it could be read."""
    assert act.header is not None
    try:
        reading = read_like(current, act.header, content, mould)
    except Refusal as refusal:
        return contents.Held(position, content, 0, refusal.rule, refusal.words), None
    return contents.Held(position, content, current.at), reading


def _finish(current: Batch) -> None:
    """Stores what the batch brought, lets waiting logs go on, projects, and reads again what an instrument has made readable."""
    node = current.node
    _store_bodies(current)
    while _advance(current):
        _store_bodies(current)
    current.ledger.flush()
    for name in current.changed:
        logs.save(node.alias, _with_times(current, current.log(name)))
    touched = list(current.ledger.touched)
    if current.withheld:
        _purge(current, touched)
    else:
        current.projected = project(current.view, touched)
    if "in-effect" in [row.state for row in current.projected if row.type == "instrument"]:
        reread(current, [rule for rule, cause in RETRIED.items() if cause == "instrument"])


def _store_bodies(current: Batch) -> None:
    contents.put(current.node.alias, current.bodies, current.node.random)
    for held in current.bodies:
        if held.content is not None and ATTACHED in held.content:
            list_attachments(current, held)
    current.bodies = []


def list_attachments(current: Batch, held: contents.Held) -> None:
    """The files a readable body commits to are awaited from now on."""
    act = current.view.acts.get(held.position)
    if held.content is None or not held.known_at or act is None or act.header is None or ATTACHED not in held.content:
        return
    reading = read(act.header, held.content, current.shelf)
    rows = [(i, a.name, a.media_type, a.size, a.digest, None) for i, a in enumerate(reading.attachments, start=1)]
    contents.add_attachments(current.node.alias, held.position, rows, current.node.random)


def _advance(current: Batch) -> bool:
    """Judges acts that waited and need wait no longer; whether any was decided."""
    moved = False
    for name in list(current.ledger.logs):
        log = current.log(name)
        while log.decided < log.head.size:
            entry = logs.entries(current.node.alias, log, log.decided, 1)[0]
            act = logs.read_act(log, log.decided, entry)
            verdict = admit.judge(act, current.ledger)
            if verdict.status == "waiting":
                break
            enter(current, act, verdict)
            current.view.single.pop(act.id, None)  # its body came in an earlier batch
            logs.decide(current.node.alias, log.position(act.seq), verdict, current.at)
            if verdict.status in ("void", "kept"):  # its body was read while it waited, for nothing
                contents.set_reading(current.node.alias, contents.Held(log.position(act.seq), None, 0))
            log = replace(log, decided=log.decided + 1)
            current.set_log(log)
            moved = True
    return moved


def reread(current: Batch, rules: Sequence[str]) -> int:
    """Gate 2 looks again at this channel's bodies sealed by these rules; how many can be read now."""
    node = current.node
    current.open_shelf()
    numbers = {log.number: log for log in current.ledger.logs.values()}
    sealed = [item[0] for item in contents.sealed_by(node.alias, rules) if item[0] >> SEQ_BITS in numbers]
    held = contents.get(node.alias, sealed)
    opened = []
    for position, content in held.items():
        log = numbers[position >> SEQ_BITS]
        seq = position & (1 << SEQ_BITS) - 1
        act = logs.read_act(log, seq, logs.entries(node.alias, log, seq, 1)[0])
        result, reading = look(current, position, act, content)
        contents.set_reading(node.alias, result)
        if reading is not None:
            current.view.acts[position] = act
            current.view.take(position, reading)
            list_attachments(current, structs.replace(result, content=content))
            opened.append(position)
    current.view.single.clear()
    current.projected += project(current.view, _touched_by(node, opened))
    return len(opened)


def bring_up(current: Batch, positions: Sequence[int]) -> None:
    """Has the records of acts whose bodies have just become readable projected when the batch ends."""
    for record in _touched_by(current.node, positions):
        current.ledger.touched[record] = None


def _touched_by(node: Node, positions: Sequence[int]) -> list[str]:
    return list(dict.fromkeys(record for found in records.records_of(node.alias, positions).values() for record in found))


def _purge(current: Batch, touched: Sequence[str]) -> None:
    """Destroys bodies, and tells the history of all that rules have ever read together with them again without them."""
    from entente.node.admission.rebuild import linked_ever, retell

    purged = _touched_by(current.node, current.withheld)
    linked = linked_ever(current.node, current.charter, purged, touched)
    contents.purge(current.node.alias, current.withheld)
    for position in current.withheld:
        current.view.texts.pop(position, None)
        current.view.read.pop(position, None)
    current.projected = project(current.view, touched)
    retell(current.node, current.charter, linked)


def freeze(current: Batch, name: LogName, refusal: Refusal, evidence: partners.Proof | None = None) -> None:
    """Stops taking a log: what was concluded stays, what came after is not taken, the evidence is kept."""
    log = current.log(name)
    if log.frozen is None:
        note = {"rule": refusal.rule, "code": refusal.code, "words": refusal.words, "at": str(current.at)}
        current.set_log(replace(log, frozen=note))
    if evidence is not None:
        partners.add_evidence(current.node.alias, evidence)

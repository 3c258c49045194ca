"""The search index kept just behind the logs: what each record's readable acts say, under each act's own label.

Touches the database. Follows each log by position, so that no act is passed over; a body or file that comes later is noted in the store
and taken up again. Called from the serving loop, and for a little by a search. A body that is awaited, sealed, spilled or purged is not
read, and one taken away meanwhile is not written: the channel is locked while documents are.
Serves S2, every clause.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from entente.kernel import canonical
from entente.kernel.act import SALT, Act
from entente.kernel.charter import Charter
from entente.kernel.errors import Refusal
from entente.kernel.fold import Record, fold
from entente.kernel.gate1.ruling import records as records_about
from entente.kernel.reading import AttachmentRef, Body, parse_text
from entente.node.admission.rebuild import Progress, quiet
from entente.node.files import extract
from entente.node.node import Node
from entente.store import contents, database, logs, records
from entente.store.layout import HELD, READ, SEQ_BITS
from entente.store.ledger import BatchLedger
from entente.store.search import documents

AT_ONCE = 300  # acts in one transaction
LITTLE = 60  # acts that a search itself brings up
STREAM = 200  # entries in a turn from which many are coming
PATIENCE = 10
TextOf = Callable[[str, str, bytes], str]
"""The words of a file, from its name, media type and bytes; refuses (Refusal) what it cannot read."""

_body = msgspec.json.Decoder(Body)
_DIGITS = frozenset("0123456789abcdef")


def words_of_file(name: str, media_type: str, data: bytes) -> str:
    """The words of a file as `extract` reads it, in a process of its own."""
    return extract.text_of(name, media_type, data).text


def catch_up(node: Node, text_of: TextOf | None = words_of_file, most: int | None = None, progress: Progress = quiet) -> int:
    """Indexes what is behind, at most so many acts; gives how many it took up. Without `text_of` files stay due."""
    done, total = 0, documents.lag(node.alias)
    while total and (most is None or done < most):
        taken = (_late(node, text_of) if text_of is not None else 0) + _next(
            node, text_of, AT_ONCE if most is None else min(AT_ONCE, most - done)
        )
        done += taken
        progress("entries indexed", done, max(done, total))
        if not taken:
            break
    return done


def keep_up(node: Node, stop: threading.Event, text_of: TextOf = words_of_file, every_s: float = 1.0) -> None:
    """Indexes what is behind until told to stop. While many entries come in it stands back, up to `PATIENCE` turns, then does some."""
    held, waited = 0, 0
    while not stop.wait(every_s):
        try:
            lag = documents.lag(node.alias)
            waited = waited + 1 if lag - held > STREAM else 0
            if lag and (not waited or waited > PATIENCE):
                catch_up(node, text_of, AT_ONCE)
                waited = 0
            held = documents.lag(node.alias)
        except Refusal:  # the store is busy or away: the next turn finds all of it still to be done
            continue


def rebuild(node: Node, text_of: TextOf = words_of_file, progress: Progress = quiet) -> int:
    """Makes the whole index again; gives the number of acts."""
    with database.write(node.alias):
        documents.take(node.alias)
        documents.clear(node.alias)
    return catch_up(node, text_of, None, progress)


def documents_of(node: Node, charter: Charter, wanted: Sequence[str], text_of: TextOf = words_of_file) -> list[documents.Document]:
    """The documents of these records as the index should hold them now."""
    reading = _Reading.open(node, charter, text_of)
    return _still_true(reading, wanted, list(reading.gather(wanted)))


def _next(node: Node, text_of: TextOf | None, most: int) -> int:
    """The next acts of the first log that is behind."""
    for log, channel, upto, decided in documents.behind(node.alias):
        end = min(decided, upto + most)
        positions = [log << SEQ_BITS | seq for seq in range(upto, end)]
        _index(node, channel, positions, text_of, (log, end))
        return end - upto
    return 0


def _late(node: Node, text_of: TextOf | None) -> int:
    """Acts whose bodies or files came after they were indexed."""
    due = documents.due_acts(node.alias, AT_ONCE)
    owners = dict(database.rows(node.alias, "SELECT id, channel_id FROM log"))
    for channel in dict.fromkeys(owners[act >> SEQ_BITS] for act in due):
        _index(node, channel, [act for act in due if owners[act >> SEQ_BITS] == channel], text_of, None)
    return len(due)


def _index(node: Node, channel: str, positions: Sequence[int], text_of: TextOf | None, cursor: tuple[int, int] | None) -> None:
    """Indexes the records that these acts touch, and says so."""
    reading = _Reading.open(node, node.charter(channel), text_of)
    touched = _touched(reading, positions)
    found = list(reading.gather(touched))
    with database.write(node.alias):
        documents.take(node.alias)
        logs.lock(node.alias, channel)
        documents.put(node.alias, reading.numbers.values(), _still_true(reading, touched, found))
        documents.done(node.alias, positions)
        documents.due(node.alias, reading.put_off)
        if cursor is not None:
            documents.advance(node.alias, *cursor)


def _touched(reading: _Reading, positions: Sequence[int]) -> list[str]:
    """The records of these acts, and those that stand or fall with them."""
    alias = reading.node.alias
    found = dict.fromkeys(r for records_ in records.records_of(alias, positions).values() for r in records_)
    reading.load(found)
    for act in list(reading.acts.values()):
        if act.header is not None and len(act.header.targets) > 1:
            found |= dict.fromkeys(records_about(act.id, act.header))
    return list(found)


def _still_true(reading: _Reading, touched: Sequence[str], found: Sequence[documents.Document]) -> list[documents.Document]:
    """Documents of bodies that may still be read, of records on which nothing was said since: that is indexed in a later turn."""
    alias = reading.node.alias
    now = {record: sorted(position for position, _ in acts) for record, acts in records.acts_of(alias, reading.numbers).items()}
    same = {reading.numbers.get(record) for record in touched if sorted(reading.touching.get(record, ())) == now.get(record, [])}
    states = contents.states(alias, {doc.act for doc in found})
    held = {act for act, state in states.items() if state.state == HELD and state.gate == READ}
    return [doc for doc in found if doc.record in same and doc.act in held]


@dataclass
class _Reading:
    """One channel as it stands, for reading what records say."""

    node: Node
    charter: Charter
    logs: Mapping[int, logs.Log]
    ledger: BatchLedger
    text_of: TextOf | None
    acts: dict[int, Act]
    numbers: dict[str, int]  # of the records looked at
    touching: dict[str, list[int]]  # record to positions
    put_off: set[int]  # acts whose files were not read

    @classmethod
    def open(cls, node: Node, charter: Charter, text_of: TextOf | None) -> _Reading:
        rows = logs.load(node.alias, charter)
        ledger = BatchLedger(node.alias, charter.codes, rows)
        return cls(node, charter, {row.number: row for row in rows.values()}, ledger, text_of, {}, {}, {}, set())

    def load(self, wanted: Iterable[str]) -> None:
        """Reads the acts that touch these records."""
        missing = records.numbers(self.node.alias, [record for record in wanted if record not in self.numbers])
        self.numbers |= missing
        for record, found in records.acts_of(self.node.alias, missing).items():
            self.touching[record] = [position for position, _ in found]
            for position, entry in found:
                if position not in self.acts:
                    self.acts[position] = logs.read_act(self.logs[position >> SEQ_BITS], position & (1 << SEQ_BITS) - 1, entry)

    def gather(self, wanted: Sequence[str]) -> Iterator[documents.Document]:
        """The documents of these records."""
        self.load(wanted)
        rows = records.get(self.node.alias, wanted)
        clauses = records.clauses_of(self.node.alias, rows.values())
        positions = {p for record in rows for p in self.touching.get(record, ()) if _has_body(self.acts[p])}
        bodies = {p: _body.decode(content[SALT:]) for p, content in contents.get(self.node.alias, positions, 2**62).items()}
        texts = {p: canonical.encode(self.acts[p].header.label).decode() for p in bodies}  # type: ignore[union-attr]
        labels = records.label_ids(self.node.alias, texts.values())
        for record, row in rows.items():
            state = self.state(record)
            if state is None:
                continue
            for position in self.touching.get(record, ()):
                if position in bodies and self.acts[position].id not in state.withheld:
                    said = _Said(row, tuple(clauses.get(record, ())), position, labels[texts[position]])
                    yield from self.said(said, state, bodies[position])

    def state(self, record: str) -> Record | None:
        """The record's folded state."""
        acts = [self.acts[position] for position in self.touching.get(record, ())]
        if len(acts) == 1 and acts[0].header is not None and acts[0].header.kind == "state":
            return fold(record, acts, self.charter.codes, {})
        return fold(record, acts, self.charter.codes, {**self.ledger.fallen(acts), **self.ledger.closed(acts)})

    def said(self, said: _Said, state: Record, body: Body) -> Iterator[documents.Document]:
        """What one act says of a record: its text where that counts or is on the table, its remark, its files."""
        act = self.acts[said.position]
        place = _places(state).get(act.id)
        remark = " ".join((body.remark or {}).values())
        if place is not None and place[1] < len(body.texts):
            part, index = place
            raw = bytes(body.texts[index])
            title = self.title(said, state, raw, part)
            yield said.document(index, part, title, " ".join([*strings(msgspec.json.decode(raw)), remark, *said.short()]))
        elif remark:
            yield said.document(0, "remark", "", remark)
        for number, file in enumerate(body.attachments, start=1):
            yield said.document(number, "file", file.name, self.file(said.position, number, file))

    def title(self, said: _Said, state: Record, raw: bytes, part: documents.Part) -> str:
        """Code and titles of a text."""
        if part == "text":
            return " ".join([said.row.code, *msgspec.json.decode(said.row.titles).values()])
        kind = self.node.registry.kinds.get(state.type)
        if kind is None or state.schema not in kind.schemas:
            return ""
        facets = kind.facets(parse_text(kind, state.schema, raw))
        return " ".join([facets.code, *facets.titles.values()])

    def file(self, position: int, number: int, ref: AttachmentRef) -> str:
        """The words of an attached file, where it is held and they can be read."""
        if self.text_of is None:
            self.put_off.add(position)
            return ""
        content = contents.attachment(self.node.alias, position, number)
        try:
            return self.text_of(ref.name, ref.media_type, content[SALT:]) if content is not None else ""
        except Refusal:  # a file that is no text stays found by its name
            return ""


@dataclass(frozen=True, slots=True)
class _Said:
    """An act's share in a record."""

    row: records.Row
    clauses: tuple[str, ...]
    position: int
    label: int

    def short(self) -> list[str]:
        """The clauses as people say them."""
        return [clause.rpartition("#")[2] for clause in self.clauses]

    def document(self, number: int, part: documents.Part, title: str, body: str) -> documents.Document:
        """A document of it."""
        row = self.row
        labels = (self.label, row.label)
        return documents.Document(row.number, self.position, number, part, *labels, row.channel, row.type, title, body, self.clauses)


def _has_body(act: Act) -> bool:
    return act.header is not None and act.header.body is not None


def _places(state: Record) -> dict[str, tuple[documents.Part, int]]:
    """By act id, what an act's text is to the record, and which of its texts that is."""
    found: dict[str, tuple[documents.Part, int]] = {}
    for statement in state.statements:
        found[statement.cite.act] = ("earlier", 0)
    if state.statements:
        found[state.statements[-1].cite.act] = ("text", 0)
    for proposal in state.proposals:
        if proposal.state == "open":
            found[proposal.cite.act] = ("proposal", proposal.index)
    for agreed in state.agreed:
        found[agreed.proposal.act] = ("earlier", agreed.index)
    if state.agreed:
        found[state.agreed[-1].proposal.act] = ("text", state.agreed[-1].index)
    elif state.proposals:
        found[state.proposals[-1].cite.act] = ("text", state.proposals[-1].index)
    return found


def strings(value: Any) -> Iterator[str]:
    """Every string of a JSON value that is words: digests and record ids are left out."""
    if isinstance(value, str):
        if not (len(value) >= 64 and _DIGITS.issuperset(value[:64])):
            yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)

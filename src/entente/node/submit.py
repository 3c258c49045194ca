"""What this node says: drafts become acts, many at a time in one transaction, each once however often it is asked for.

Touches the database and the act key. Guards here are those of an honest node (do not accept what cannot be read, do not sign with a clock
that runs ahead); gate 1 and gate 2 are asked before anything is signed into the log, so that nothing refused is ever appended.
Serves every clause.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from msgspec import Struct

from entente.kernel import alike, log, reading
from entente.kernel.act import SALT, Act, BodyRef, Draft, LogName, Place, content_digest, render_content, render_header
from entente.kernel.alike import Mould, make_mould
from entente.kernel.errors import Refusal
from entente.kernel.gate1.ruling import Verdict
from entente.kernel.log import Entry, Head
from entente.kernel.proofs import merkle
from entente.kernel.signature import SigningKey
from entente.node.admission import checkpoints, ingest, returned
from entente.node.keeping import high_water
from entente.node.node import Node
from entente.store import contents, database, logs, partners
from entente.store.layout import SEQ_BITS

MAX_BATCH = 1000


class Submission(Struct, frozen=True, gc=False):
    """A draft and how it is to be said: `request` makes a repeated submission give the same act; `files` are the attachments' bytes."""

    draft: Draft
    request: str = ""
    files: tuple[tuple[reading.AttachmentRef, bytes], ...] = ()  # reference, salt and bytes
    key: SigningKey | None = None  # the root key, for rotations and openings


@dataclass
class _Ticket:
    submission: Submission
    done: threading.Event = field(default_factory=threading.Event)
    result: Act | Exception | None = None


@dataclass
class Queue:
    """Group commit for one channel: whoever comes first commits for all that wait meanwhile (docs/adr/0005-group-commit.md)."""

    _lock: threading.Lock = field(default_factory=threading.Lock)
    _waiting: list[_Ticket] = field(default_factory=list)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def say(self, node: Node, channel: str, submission: Submission) -> Act:
        """The act, durable; refuses with the rule. Blocks until the batch it went with is committed."""
        ticket = _Ticket(submission)
        with self._guard:
            self._waiting.append(ticket)
        with self._lock:
            if not ticket.done.is_set():
                with self._guard:
                    tickets, self._waiting = self._waiting[:MAX_BATCH], self._waiting[MAX_BATCH:]
                _commit(node, channel, tickets)
        ticket.done.wait()
        if isinstance(ticket.result, Exception):
            raise ticket.result
        assert ticket.result is not None
        return ticket.result


def _commit(node: Node, channel: str, tickets: Sequence[_Ticket]) -> None:
    try:
        results = say_all(node, channel, [ticket.submission for ticket in tickets])
        for ticket, result in zip(tickets, results, strict=True):
            ticket.result = result
    except Refusal as refusal:  # of them all: the store, the clock, a restore under way
        for ticket in tickets:
            ticket.result = Refusal(refusal.code, refusal.rule, refusal.words, refusal.ja)
    except Exception as error:  # one of them is at fault, and the others are not
        if len(tickets) == 1:
            tickets[0].result = error
        else:
            for ticket in tickets:
                _commit(node, channel, [ticket])
    finally:
        for ticket in tickets:
            ticket.done.set()


def say_one(node: Node, channel: str, submission: Submission) -> Act:
    """One act, durable when this returns, in one transaction with those that others of this process are saying in the channel meanwhile.

    Refuses with the rule that stands against it.
    """
    queue: Queue = node.queues.setdefault(channel, Queue())
    return queue.say(node, channel, submission)


def say(node: Node, channel: str, draft: Draft, request: str = "", key: SigningKey | None = None) -> Act:
    """As `say_one`, from a draft."""
    return say_one(node, channel, Submission(draft, request, key=key))


@ingest.uncollected()
def say_all(node: Node, channel: str, submissions: Sequence[Submission]) -> list[Act | Refusal]:
    """Several acts in one transaction: for each its act, or the refusal that keeps it out of the log."""
    check_may_sign(node, channel)
    with ingest.batch(node, channel) as current:
        writer = _Writer.open(current, submissions)
        results = [writer.write(submission) for submission in submissions]
        writer.store()
        if writer.rows:
            current.before_commit.append(lambda: high_water.intend(node, writer.head, writer.high))
    if writer.rows:
        high_water.keep(node, writer.head)
    return results


def check_may_sign(node: Node, channel: str) -> None:
    """Refuses to sign after a restore that was not compared with every partner, and with a clock ahead of all of them."""
    if node.before_signing is not None:
        node.before_signing(node, channel)
    known = partners.partners(node.alias, channel)
    missing = [p.party for p in known if not p.compared]
    if missing:
        words = f"This node was restored from a backup; before it says anything its log must be compared with {', '.join(missing)}'s copy."
        raise Refusal("not-compared", "N8", words)
    recent = [p for p in known if p.contact_at > node.now_us() - 86_400_000_000 and p.contact_at]
    limit = node.home.settings.ahead_limit_s
    if recent and all(p.ahead_s > limit for p in recent):
        ahead = timedelta(seconds=min(p.ahead_s for p in recent))
        raise Refusal("clock-ahead", "N9", f"This node's clock is {ahead} ahead of every partner heard today; set it right before signing.")


def own_log(current: ingest.Batch) -> LogName:
    """The latest generation of our log."""
    return max(name for name in current.ledger.logs if name[0] == current.node.party)


def _is_like(draft: Draft, other: Draft) -> bool:
    """Whether two drafts with a body differ in that alone."""
    return (
        draft.kind == other.kind
        and draft.post == other.post
        and draft.targets == other.targets
        and draft.cites == other.cites
        and draft.expires_at == other.expires_at
        and draft.keys == other.keys
        and (draft.label is other.label or draft.label == other.label)
    )


def _check_files(read: reading.Reading, submission: Submission) -> None:
    """Refuses files other than those the body commits to, one by one (B10)."""
    if not read.attachments and not submission.files:
        return
    given = [ref for ref, _ in submission.files]
    if list(read.attachments) != given or not all(reading.is_attachment(ref, data) for ref, data in submission.files):
        raise Refusal("attachment-other", "B10", "The files that come with the act are not those its body commits to.")


@dataclass
class _Writer:
    """Writes a batch's acts one after the other at the head of our log."""

    current: ingest.Batch
    name: LogName
    head: Head
    seen: Mapping[str, int]
    said: dict[str, Act | Refusal]  # what earlier submissions gave, by request
    high: high_water.Mark | None = None  # the high-water mark as it was found; None where none is kept
    rows: list[logs.Row] = field(default_factory=list)
    requests: list[tuple[str, int]] = field(default_factory=list)
    several: bool = False  # so that it is worth looking for what they have in common
    like: tuple[Draft, Mould] | None = None  # the draft before, and what headers like its have in common
    key: SigningKey | None = None
    first: int = 0  # the position at which our log begins
    files: list[tuple[int, Submission]] = field(default_factory=list)
    batch: int = 1  # how many are said at once
    salts: list[bytes] = field(default_factory=list)
    mould: object = None  # of the run of like statements that is being written, and when they are signed
    signed_at: str = ""
    alike: list[Act] = field(default_factory=list)  # that run, admitted and not yet entered

    @classmethod
    def open(cls, current: ingest.Batch, submissions: Sequence[Submission]) -> _Writer:
        name = own_log(current)
        row = current.log(name)
        if row.frozen is not None:
            raise Refusal("own-log-frozen", "N10", f"Our own log is frozen: {row.frozen['words']} A new generation must be opened.")
        mark = high_water.check(current.node, row)
        seen = {f"{p}/{g}": size for (p, g) in current.ledger.logs if (p, g) != name and (size := current.ledger.decided((p, g)))}
        asked = {s.request: s for s in submissions if s.request}
        said = _said(current, list(asked))
        said |= returned.meet(current.node.alias, row, [s for request, s in asked.items() if request not in said]) if asked else {}
        batch = len(submissions)
        return cls(current, name, row.head, seen, said, mark, several=batch > 1, first=row.position(0), batch=batch)

    def write(self, submission: Submission) -> Act | Refusal:
        """The act, signed and judged, taken into the batch so that the next one builds on it; or why not, with nothing changed."""
        earlier = self.said.get(submission.request) if submission.request else None
        if earlier is not None:
            return earlier
        draft = submission.draft
        try:
            content = None if draft.body is None else render_content(draft.body, self._salt())
            entry, head = self._sign(submission, content)
            verdict = self._judge(entry)
            if verdict.status != "admitted":
                raise Refusal("not-admitted", verdict.rule, verdict.words)
            if content is not None and entry.act.header is not None:
                read = ingest.read_like(self.current, entry.act.header, content, entry.mould, written=True)
                _check_files(read, submission)
                ingest.take_reading(self.current, self.first + self.head.size, content, read)
        except Refusal as refusal:
            return refusal
        self._keep(submission, logs.Row(entry, merkle.leaf_hash(entry.entry), verdict), verdict)
        self.head = head
        return entry.act

    def _sign(self, submission: Submission, content: bytes | None) -> tuple[Entry, Head]:
        """The entry at the head of our log; the header of a draft like the one before is written by what they have in common."""
        draft, head = submission.draft, self.head
        moment = max(self.current.moment, self.current.ledger.time(self.name))
        key = submission.key or self._act_key()
        if self.like is not None and content is not None and submission.key is None and _is_like(draft, self.like[0]):
            body = BodyRef(content_digest(content), len(content) - SALT)
            written = self.like[1].write(body, head.prev, head.size, moment)
            if written is not None:
                return alike.append(*written, self.like[1], key, head)
        payload = render_header(draft, Place(head.origin, head.size, head.prev, self.seen), moment, content)
        entry, after = log.append(payload, key, head)
        if self.several and submission.key is None and entry.act.header is not None:
            mould = make_mould(payload, entry.act.header)
            self.like = (draft, mould) if mould is not None else None
            entry = Entry(entry.act, entry.entry, entry.why, mould)
        return entry, after

    def _salt(self) -> bytes:
        """Random bytes for one body, drawn for many at a time."""
        if not self.salts:
            drawn = self.current.node.random(SALT * self.batch)
            self.salts = [drawn[start : start + SALT] for start in range(0, len(drawn), SALT)]
        return self.salts.pop()

    def _judge(self, entry: Entry) -> Verdict:
        """Gate 1; a statement like the one before, which was admitted at this very moment, breaks no rule that that one kept."""
        act = entry.act
        if self.alike and entry.mould is self.mould and act.header is not None and act.header.signed_at == self.signed_at:
            return alike.admit_statement(act)
        self._enter_alike()
        verdict = ingest.judge(self.current, entry)
        if entry.mould in self.current.admitted and act.header is not None and act.header.kind == "state" and not act.header.cites:
            self.mould, self.signed_at = entry.mould, act.header.signed_at
        return verdict

    def _enter_alike(self) -> None:
        """Takes the last run of like statements into account."""
        if self.alike:
            ingest.enter_alike(self.current, self.alike)
            self.alike = []

    def _act_key(self) -> SigningKey:
        """Our act key in force here."""
        if self.key is None or self.key.public != self.head.keys.act:
            self.key = self.current.node.key_of("act", self.head.keys.act)
        return self.key

    def _keep(self, submission: Submission, row: logs.Row, verdict: Verdict) -> None:
        act = row.entry.act
        if row.entry.mould is not None and row.entry.mould is self.mould:
            self.alike.append(act)
        else:
            ingest.enter(self.current, act, verdict)
        self.rows.append(row)
        if submission.request:
            self.said[submission.request] = act
            self.requests.append((submission.request, self.first + act.seq))
        if submission.files:
            self.files.append((act.seq, submission))

    def store(self) -> None:
        """Entries, attachments, requests, and our checkpoint over it all."""
        if not self.rows:
            return
        self._enter_alike()
        node = self.current.node
        ingest.keep(self.current, self.name, self.rows, self.head)
        database.insert(node.alias, "request", "id, act", self.requests)
        for seq, submission in self.files:
            rows = [(i, r.name, r.media_type, r.size, r.digest, data) for i, (r, data) in enumerate(submission.files, start=1)]
            contents.add_attachments(node.alias, self.current.log(self.name).position(seq), rows, node.random)
        checkpoints.sign(self.current, self.name)


def _said(current: ingest.Batch, requests: Sequence[str]) -> dict[str, Act | Refusal]:
    """The acts of submissions that were carried out before, by request; a refusal where that was in another channel."""
    alias = current.node.alias
    found: dict[str, Act | Refusal] = {}
    for request, position in database.select_in(alias, "SELECT id, act FROM request WHERE id IN ({})", requests):
        row = next((item for item in current.ledger.logs.values() if item.number == position >> SEQ_BITS), None)
        if row is None:
            found[request] = Refusal("request-elsewhere", "N13", f"The request “{request}” was carried out in another channel.")
            continue
        seq = position & (1 << SEQ_BITS) - 1
        found[request] = logs.read_act(row, seq, logs.entries(alias, row, seq, 1)[0])
    return found

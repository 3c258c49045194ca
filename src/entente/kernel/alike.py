"""Short ways for acts that are alike: of one log, and the same in all but their place, their time and their body's commitment.

Pure. It changes nothing that act.py, log.py and gate 1 say, and is faster: whoever has much to say says much that is alike. A mould is what
the bytes of such headers have in common: a header that fills it is read, or written, without being decoded or encoded. A mould is only made
of a header that was read in full (act.parse_header), and only where the encoder itself, given another place, time and body, gives the very
bytes that the mould gives (docs/protocol.md section 3). Serves every clause: acts come by the thousand after an absence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct, structs

from entente.kernel import log, signature
from entente.kernel.act import MAX_BODY, MAX_HEADER, PAYLOAD_TYPE, Act, BodyRef, Header, act_id, encode_header, parse_time
from entente.kernel.errors import Refusal
from entente.kernel.gate1.ruling import Ledger, Verdict
from entente.kernel.log import Entry, Head

MAX_MOULDS = 64  # in one reading; what is not alike is read in full
START = b'{"body":{"digest":"'
SIZE = b'","size":'
TIME = b',"signed_at":"'
_DIGEST = slice(len(START), len(START) + 64)
_SIZE_AT = _DIGEST.stop + len(SIZE)
_TIME_LENGTH = 20

_is_digest = re.compile(rb"[0-9a-f]{64}").fullmatch
_TIME_FORM = re.compile(rb"[0-9A-Z:+.-]{20}")
_SIZE_FORM = re.compile(rb"[1-9][0-9]{0,6}")
_ELSEWHERE = ("0" * 64, "f" * 64)


class Mould(Struct, frozen=True, eq=False, gc=False):
    """What like headers have in common: `header` is the first of them; between the bytes stand prev, seq and the time of signing."""

    header: Header
    before: bytes
    between: bytes
    after: bytes

    def fill(self, digest: bytes, size: bytes, prev: bytes, seq: bytes, signed_at: bytes) -> bytes:
        """The header's bytes with these in their places."""
        between = b"%b%b%b%b%b%b" % (self.before, prev, self.between, seq, TIME, signed_at)
        return b"%b%b%b%b%b%b" % (START, digest, SIZE, size, between, self.after)

    def at(self, body: BodyRef, prev: str, seq: int, signed_at: str) -> Header:
        """The header that those bytes say."""
        first = self.header
        return Header(
            v=first.v,
            log=first.log,
            seq=seq,
            prev=prev,
            kind=first.kind,
            post=first.post,
            signed_at=signed_at,
            label=first.label,
            seen=first.seen,
            cites=first.cites,
            targets=first.targets,
            body=body,
            expires_at=first.expires_at,
            keys=first.keys,
        )

    def write(self, body: BodyRef, prev: str, seq: int, signed_at: str) -> tuple[bytes, Header] | None:
        """The bytes of a header like the first, and what they say; None where it would be longer than any may be."""
        payload = self.fill(body.digest.encode(), b"%d" % body.size, prev.encode(), b"%d" % seq, signed_at.encode())
        return (payload, self.at(body, prev, seq, signed_at)) if len(payload) <= MAX_HEADER else None


def make_mould(payload: bytes, header: Header) -> Mould | None:
    """The mould of a header and its bytes; None where it has no body or its bytes do not let its places be told apart."""
    if header.body is None or not payload.startswith(START) or len(header.signed_at) != _TIME_LENGTH:
        return None
    prev, time = header.prev.encode(), b"%d%b%b" % (header.seq, TIME, header.signed_at.encode())
    before, found, rest = payload[payload.find(b"}", _SIZE_AT) :].partition(prev)
    between, known, after = rest.partition(time)
    mould = Mould(header, before, between, after)
    if not found or not known or encode_header(header) != payload:
        return None
    elsewhere = next(other for other in _ELSEWHERE if other != header.prev)
    other = mould.write(BodyRef(elsewhere, header.body.size + 1), elsewhere, header.seq + 1, "x" * _TIME_LENGTH)
    return mould if other is not None and encode_header(other[1]) == other[0] else None


class Moulds:
    """The moulds of one reading of a log, the likeliest first; not shared between threads."""

    def __init__(self) -> None:
        self._known: list[Mould] = []

    def add(self, payload: bytes, header: Header) -> Mould | None:
        """Keeps the mould of a header that was read in full and holds its place in the log; None where it has none."""
        mould = make_mould(payload, header) if len(self._known) < MAX_MOULDS else None
        if mould is not None:
            self._known.insert(0, mould)
        return mould

    def read_one(self, opened: log.Opened, head: Head) -> tuple[Entry, Head, log.Check]:
        """As `log.read_one`: at once where the header fills a mould, in full otherwise."""
        found = self.read(opened.payload, head.size, head.prev)
        if found is None or opened.key_id != signature.key_id(head.keys.act):
            entry, after, check = log.read_one(opened, head)
            header = entry.act.header
            mould = self.add(opened.payload, header) if header is not None and header.kind not in log.ROOT_KINDS else None
            return structs.replace(entry, mould=mould) if mould is not None else entry, after, check
        act = Act(act_id(opened.payload), head.log, head.size, found[0])
        check = (head.keys.act, signature.pae(PAYLOAD_TYPE, opened.payload), opened.signature)
        return Entry(act, opened.entry, "", found[1]), _after(act, head), check

    def read(self, payload: bytes, seq: int, prev: str) -> tuple[Header, Mould] | None:
        """The header these bytes say at this place of the log, and the mould they fill; None where they are to be read in full."""
        for rank, mould in enumerate(self._known):
            header = _read(mould, payload, seq, prev)
            if header is not None:
                if rank:
                    self._known.insert(0, self._known.pop(rank))
                return header, mould
        return None


def _read(mould: Mould, payload: bytes, seq: int, prev: str) -> Header | None:
    """The header, if these bytes are those that the mould gives for it."""
    end = len(payload) - len(mould.after)
    if payload[end:] != mould.after or len(payload) > MAX_HEADER:
        return None
    digest, size, time = payload[_DIGEST], payload[_SIZE_AT : payload.find(b"}", _SIZE_AT)], payload[end - _TIME_LENGTH : end]
    if payload != mould.fill(digest, size, prev.encode(), b"%d" % seq, time) or not _is_digest(digest):
        return None
    number, signed_at = _size(size), _time(time)
    if not number or not signed_at:
        return None
    return mould.at(BodyRef(digest.decode(), number), prev, seq, signed_at)


@lru_cache(maxsize=4096)
def _size(text: bytes) -> int:
    """A body's size as headers write it; 0 where it is none."""
    number = int(text) if _SIZE_FORM.fullmatch(text) else 0
    return number if 2 <= number <= MAX_BODY else 0


@lru_cache(maxsize=4096)
def _time(text: bytes) -> str:
    """What stands where a time of signing does, if it is text that JSON writes as it is; gate 1 judges whether it is a time (G3)."""
    return text.decode() if _TIME_FORM.fullmatch(text) else ""


def _after(act: Act, head: Head) -> Head:
    """The head after an act that changes no key."""
    return Head(head.origin, head.log, head.size + 1, act.id, head.keys)


def read_batch(
    entries: Sequence[bytes], head: Head, verify_many: log.VerifyMany = log.verify_each
) -> tuple[list[Entry], Head, Refusal | None]:
    """As `log.read_batch`, each entry with its mould where it has one."""
    return log.read_batch(entries, head, verify_many, Moulds().read_one)


def append(payload: bytes, header: Header, mould: Mould, key: signature.SigningKey, head: Head) -> tuple[Entry, Head]:
    """As `log.append`, for a header that a mould has just written for this head and act key."""
    act = Act(act_id(payload), head.log, head.size, header)
    return Entry(act, signature.seal(payload, PAYLOAD_TYPE, key), "", mould), _after(act, head)


def judge(act: Act, ledger: Ledger) -> Verdict | None:
    """The verdict of gate 1 on a statement like one that was just admitted in its log; None where it is to be judged in full.

    What a statement's rules ask of its header alone was answered then, and nobody is waited for who was not then: a ledger only grows.
    Its time and what its author had read are compared with those of the act before.
    """
    header, log = act.header, act.log
    if header is None or header.kind != "state" or header.cites or header.seen != ledger.seen(log):
        return None
    if header.signed_at < ledger.time(log) or parse_time(header.signed_at) is None:
        return None
    return admit_statement(act)


def admit_statement(act: Act) -> Verdict:
    """The verdict on a statement that no rule stands against: it creates its record and sets no mark."""
    return Verdict("admitted", "", "", (), (act.id,))

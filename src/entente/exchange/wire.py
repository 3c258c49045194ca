"""The messages of a synchronisation: what one node asks and another answers, as MessagePack within strict limits.

Pure. MessagePack maps with the field names below; a field left out has its default, a field not named here is skipped. Logs are written
"GBR/1" (party, generation); sizes and sequences count entries, first entry 0; limits are bytes unless they say otherwise.
The bytes are bare: HTTP adds compression and signature (auth.py, serve.py). Serves every clause: acts travel in these messages.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct

from entente.exchange.errors import refusal
from entente.kernel.act import MAX_ATTACHMENT, MAX_BODY, MAX_ENTRY, SALT, LogName
from entente.kernel.errors import Refusal
from entente.kernel.proofs.checkpoint import MAX_NOTE

VERSION = 1
MAX_REQUEST = 8 * 1024 * 1024
MAX_RESPONSE = 64 * 1024 * 1024
"""Decoded. One attachment of the largest size fits beside a full budget."""
MAX_BUDGET = 16 * 1024 * 1024
DEFAULT_BUDGET = 4 * 1024 * 1024
MAX_LOGS = 1_024
MAX_WANT = 4_096
MAX_ENTRIES = 65_536
MAX_REPORTS = 4_096

LogText = Annotated[str, Meta(pattern=r"^[A-Z]{3}/[1-9][0-9]{0,3}\Z", max_length=8)]
Count = Annotated[int, Meta(ge=0, le=2**53)]
Index = Annotated[int, Meta(ge=0, le=9_999)]
Heads = Annotated[dict[LogText, Count], Meta(max_length=MAX_LOGS)]
Note = Annotated[bytes, Meta(max_length=MAX_NOTE)]
Entry = Annotated[bytes, Meta(max_length=MAX_ENTRY)]
Body = Annotated[bytes, Meta(max_length=SALT + MAX_BODY)]
Datum = Annotated[bytes, Meta(max_length=SALT + MAX_ATTACHMENT)]
Language = Annotated[str, Meta(pattern=r"^[a-z]{2}\Z", max_length=2)]
Sentence = Annotated[str, Meta(max_length=2_000)]
Status = Literal["refused", "sealed", "waiting", "frozen", "clear"]


class Cosigned(Struct, frozen=True, gc=False):
    """The sender's cosignature on the checkpoint of the receiver's log at `size`: `lines` are C2SP signature lines, each with its newline,
    to be appended to that checkpoint. It says: this far we hold your log, verified."""

    log: LogText
    size: Count
    lines: Note


class Report(Struct, frozen=True, omit_defaults=True):
    """What became of acts of another party at the sender: sequences `first_seq` to `last_seq`, both included, of `log`.

    refused: not admitted, void by `rule`; sealed: kept, its body not read here; waiting: for an act it cites; frozen: the log is no longer
    read from `first_seq` on; clear: an earlier report on these sequences no longer holds. `words` are sentences by language ("en", "ja");
    `act` is the id of the act where the report is of one act, or "".
    """

    log: LogText
    first_seq: Count
    last_seq: Count
    status: Status
    rule: Annotated[str, Meta(max_length=40)] = ""
    words: Annotated[dict[Language, Sentence], Meta(max_length=8)] = {}
    act: Annotated[str, Meta(pattern=r"^([0-9a-f]{64})?\Z", max_length=64)] = ""


class Notes(Struct, frozen=True, omit_defaults=True):
    """What travels beside acts, and what of it is new since the last exchange: `checkpoints` are signed notes of any log of the channel
    with all signature lines held, so that forks meet."""

    cosignatures: Annotated[tuple[Cosigned, ...], Meta(max_length=MAX_LOGS)] = ()
    reports: Annotated[tuple[Report, ...], Meta(max_length=MAX_REPORTS)] = ()
    checkpoints: Annotated[tuple[Note, ...], Meta(max_length=MAX_LOGS)] = ()


NO_NOTES = Notes()


class Want(Struct, frozen=True, array_like=True, gc=False):
    """A content the asker lacks: of the act (log, seq) the body (index 0) or attachment number `index` (from 1)."""

    log: LogText
    seq: Count
    index: Index


class SyncRequest(Struct, frozen=True, omit_defaults=True):
    """What the asker holds of every log of the channel, its own included, in entries; what it lacks; its notes; and how many bytes of
    entries and contents it takes in one answer, before compression (one item is always given, however large)."""

    version: int
    heads: Heads
    want: Annotated[tuple[Want, ...], Meta(max_length=MAX_WANT)] = ()
    notes: Notes = NO_NOTES
    max_bytes: Annotated[int, Meta(ge=1, le=MAX_BUDGET)] = DEFAULT_BUDGET


class LogPart(Struct, frozen=True, omit_defaults=True):
    """Consecutive entries of a log, verbatim, from sequence `first`.

    `contents[i]` is salt and body of `entries[i]`, None where it has no body or the answerer does not hold it. `checkpoint` is the signed
    note of the log's owner with the cosignature lines held, covering at least the last entry here where the answerer holds one.
    """

    log: LogText
    first: Count
    entries: Annotated[tuple[Entry, ...], Meta(max_length=MAX_ENTRIES)]
    contents: Annotated[tuple[Body | None, ...], Meta(max_length=MAX_ENTRIES)]
    checkpoint: Note | None = None


class Content(Struct, frozen=True, omit_defaults=True, gc=False):
    """The answer to a Want: salt and body, or salt and attachment; None where the answerer does not hold it."""

    log: LogText
    seq: Count
    index: Index
    data: Datum | None = None


class SyncResponse(Struct, frozen=True, omit_defaults=True):
    """What the answerer holds of every log, in entries; what the asker lacked, as far as the budget went; its notes. `more`: something was
    left out for the budget, ask again."""

    version: int
    heads: Heads
    parts: Annotated[tuple[LogPart, ...], Meta(max_length=MAX_LOGS)] = ()
    contents: Annotated[tuple[Content, ...], Meta(max_length=MAX_WANT)] = ()
    notes: Notes = NO_NOTES
    more: bool = False


_Message = TypeVar("_Message", SyncRequest, SyncResponse)


class _Versioned(Struct):
    version: int


_encode = msgspec.msgpack.Encoder().encode
_request = msgspec.msgpack.Decoder(SyncRequest).decode
_response = msgspec.msgpack.Decoder(SyncResponse).decode
_version = msgspec.msgpack.Decoder(_Versioned).decode


def log_text(log: LogName) -> str:
    """How the wire names a log."""
    return f"{log[0]}/{log[1]}"


def log_name(text: str) -> LogName:
    """The log a decoded message names; for text that passed the limits of the messages."""
    party, _, generation = text.partition("/")
    return party, int(generation)


def render_request(request: SyncRequest) -> bytes:
    """The message. Does not check the limits: the receiver does."""
    return _encode(request)


def render_response(response: SyncResponse) -> bytes:
    """The message. Does not check the limits: the receiver does."""
    return _encode(response)


def parse_request(data: bytes) -> SyncRequest:
    """The request that the bytes say. Refuses over 8 MiB and whatever passes a limit (X1), and another version (X2).

    Whether the logs are the channel's is the handler's to check; notes and wants are the node's to judge.
    """
    return _parse(data, MAX_REQUEST, _request)


def parse_response(data: bytes) -> SyncResponse:
    """The answer that the bytes say. Refuses over 64 MiB, whatever passes a limit, a part whose entries and contents differ in number
    (X1), and another version (X2). Entries, contents and checkpoints are not verified: that is the log rules' (kernel/log.py)."""
    response = _parse(data, MAX_RESPONSE, _response)
    for part in response.parts:
        if len(part.entries) != len(part.contents):
            raise _malformed(f"{len(part.entries)} entries of {part.log} come with {len(part.contents)} contents")
    return response


def _parse(data: bytes, limit: int, decode: Callable[[bytes], _Message]) -> _Message:
    if len(data) > limit:
        raise _malformed(f"it has {len(data):,} bytes; {limit:,} are the most")
    try:
        message = decode(data)
    except (msgspec.MsgspecError, ValueError, RecursionError, MemoryError) as error:
        _check_version(data)
        raise _malformed(str(error)[:200]) from None
    if message.version != VERSION:
        raise _other_version(message.version)
    return message


def _check_version(data: bytes) -> None:
    """Refuses what says another version and may for that reason not read; anything else passes."""
    try:
        version = _version(data).version
    except (msgspec.MsgspecError, ValueError, RecursionError, MemoryError):
        return
    if version != VERSION:
        raise _other_version(version)


def _other_version(version: int) -> Refusal:
    return refusal("version-unknown", f"The message is of exchange version {version}; this node speaks {VERSION}.")


def _malformed(why: str) -> Refusal:
    return refusal("message-malformed", f"This is not a message of the exchange: {why}.")

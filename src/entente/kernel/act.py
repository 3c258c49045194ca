"""An act: its header (what is signed), its content (salt and body beside it), its place in a log. Exact bytes.

Pure. Header and body are canonical JSON (RFC 8785); the header's bytes are the DSSE payload and their SHA-256 is the act's id; the body
enters the header only as a salted commitment, so that it can be purged and the proof kept (docs/protocol.md sections 3 and 4).
Serves every clause: all that one government says to another is an act.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Annotated, Any, NamedTuple

import msgspec

from entente.kernel import canonical
from entente.kernel.errors import Refusal

PAYLOAD_TYPE = "application/vnd.entente.act.v1+json"
VERSION = 1
MAX_ENTRY = 65_535  # of the signed envelope around a header, as a log keeps it
MAX_HEADER = 32 * 1024
MAX_BODY = 1024 * 1024
MAX_ATTACHMENT = 32 * 1024 * 1024
SALT = 32
CONTENT_PREFIX = b"entente content v1\n"

WITH_TEXTS = ("propose", "state", "supersede")  # the kinds whose body carries the texts of records

HEX = r"[0-9a-f]{64}"
CITE = re.compile(r"([A-Z]{3})/([1-9][0-9]{0,3})/(0|[1-9][0-9]{0,14})/(" + HEX + r")\Z")
RECORD = re.compile(HEX + r"(\.[1-9][0-9]{0,2})?\Z")

Digest = Annotated[str, msgspec.Meta(pattern="^" + HEX + r"\Z", max_length=64)]
Count = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
Token = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9-]{0,63}\Z")]
CiteText = Annotated[str, msgspec.Meta(max_length=90)]


LogName = tuple[str, int]
"""A log within its channel: party and generation."""


class Cite(NamedTuple):
    """Another act by its place and its id: `JPN/1/12/<id>`."""

    party: str
    generation: int
    seq: int
    act: str

    @property
    def log(self) -> LogName:
        """The log it stands in."""
        return (self.party, self.generation)

    def __str__(self) -> str:
        return f"{self.party}/{self.generation}/{self.seq}/{self.act}"


class Target(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """What an act is about: record type and schema, and for an existing record its id and the revision it builds on."""

    type: Token
    schema: Annotated[int, msgspec.Meta(ge=1, le=10_000)]
    record: Annotated[str, msgspec.Meta(max_length=68)] | None = None
    base: CiteText | None = None


class BodyRef(msgspec.Struct, frozen=True, gc=False):
    """The commitment to a body: SHA-256 over prefix, salt and body; size of the body in bytes."""

    digest: Digest
    size: Annotated[int, msgspec.Meta(ge=2, le=MAX_BODY)]


class Header(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What a party signs. Fields not named here are kept and mean nothing in version 1."""

    v: int
    log: str
    seq: Count
    prev: Digest
    kind: Token
    post: Annotated[str, msgspec.Meta(max_length=120)]
    signed_at: str
    label: dict[str, Any]
    seen: dict[str, Count] = {}
    cites: tuple[CiteText, ...] = ()
    targets: tuple[Target, ...] = ()
    body: BodyRef | None = None
    expires_at: str | None = None
    keys: dict[str, str] | None = None


class Chain(msgspec.Struct, frozen=True, gc=False):
    """The fields that tie an entry to its log, read even where the rest of a header is nonsense."""

    v: int
    log: str
    seq: int
    prev: str
    kind: Any = ""  # which says by which key the entry is to be signed


class Act(msgspec.Struct, frozen=True, gc=False):
    """One entry of a log. `header` is None where only the fields of the chain read: gate 1 gives such an act no effect (G1)."""

    id: str
    log: LogName
    seq: int
    header: Header | None

    @property
    def party(self) -> str:
        """Who says it."""
        return self.log[0]

    @property
    def cite(self) -> Cite:
        """How others cite it."""
        return Cite(self.log[0], self.log[1], self.seq, self.id)


class Draft(msgspec.Struct, frozen=True, gc=False):
    """What a post wants to say, before it has a place in the log. `body` is a JSON value of the subset of canonical.py."""

    kind: str
    post: str
    label: Mapping[str, Any]
    targets: tuple[Target, ...] = ()
    cites: tuple[str, ...] = ()
    body: Mapping[str, Any] | None = None
    expires_at: str | None = None
    keys: Mapping[str, str] | None = None


class Place(NamedTuple):
    """Where in a log an act goes, and how far its author had read the other logs."""

    origin: str
    seq: int
    prev: str
    seen: Mapping[str, int]


_header = msgspec.json.Decoder(Header)
_chain = msgspec.json.Decoder(Chain)
encode_header: Callable[[Header], bytes] = msgspec.json.Encoder(order="sorted").encode


def parse_cite(text: str) -> Cite:
    """A citation from its text; refuses any other form (G1)."""
    match = CITE.match(text)
    if match is None:
        raise Refusal("cite-malformed", "G1", f"“{text[:90]}” does not name an act: PARTY/generation/sequence/id is expected.")
    return Cite(match[1], int(match[2]), int(match[3]), match[4])


def act_id(payload: bytes) -> str:
    """Lower-case hexadecimal SHA-256 of the header's bytes."""
    return hashlib.sha256(payload).hexdigest()


def parse_header(payload: bytes) -> tuple[Chain, Header | None, str]:
    """The fields of the chain, the whole header where it reads, and why it does not; refuses what no log may carry (L3).

    Bytes are canonical or refused: where the known header encodes to the same ASCII bytes they are, but for what a label may hold;
    otherwise the general check is asked.
    """
    if len(payload) > MAX_HEADER:
        raise Refusal("header-too-long", "L3", f"A header has at most {MAX_HEADER:,} bytes; this one has {len(payload):,}.")
    try:
        header = _header.decode(payload)
        if payload.isascii() and encode_header(header) == payload:
            _check_label(canonical.encode_again(header.label))
        else:
            canonical.decode(payload)
        return Chain(header.v, header.log, header.seq, header.prev, header.kind), header, ""
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:  # ValidationError too: well-formed JSON of another shape
        canonical.decode(payload)
        why = str(error)
    try:
        return _chain.decode(payload), None, why
    except msgspec.DecodeError as error:
        raise Refusal("header-malformed", "L3", f"The entry lacks the fields that place it in a log: {error}.") from error


@lru_cache(maxsize=4096)
def _check_label(data: bytes) -> None:
    """Refuses a label that canonical JSON cannot say. Looked up: few labels stand on many acts."""
    canonical.encode({"label": msgspec.json.decode(data)})


def render_header(draft: Draft, place: Place, signed_at: str, content: bytes | None) -> bytes:
    """The canonical header bytes of a draft at its place; `content` is salt and body, or None where the act has no body."""
    body = BodyRef(content_digest(content), len(content) - SALT) if content is not None else None
    header = Header(
        v=VERSION,
        log=place.origin,
        seq=place.seq,
        prev=place.prev,
        kind=draft.kind,
        post=draft.post,
        signed_at=signed_at,
        label=dict(draft.label),
        seen=dict(place.seen),
        cites=draft.cites,
        targets=draft.targets,
        body=body,
        expires_at=draft.expires_at,
        keys=dict(draft.keys) if draft.keys is not None else None,
    )
    payload = encode_header(header)
    if len(payload) > MAX_HEADER:
        raise Refusal("header-too-long", "L3", f"A header has at most {MAX_HEADER:,} bytes; this one would have {len(payload):,}.")
    return payload


def render_content(body: Mapping[str, Any], salt: bytes) -> bytes:
    """Salt followed by the canonical body; refuses bodies over 1 MiB and what canonical JSON cannot say (B1, B3)."""
    data = canonical.encode(body)
    if len(data) > MAX_BODY:
        raise Refusal("body-too-long", "B1", f"A body has at most {MAX_BODY:,} bytes; this one has {len(data):,}. Use an attachment.")
    return salt + data


def content_digest(content: bytes) -> str:
    """The commitment to salt and body (or salt and attachment): SHA-256("entente content v1\\n" + salt + bytes)."""
    return hashlib.sha256(CONTENT_PREFIX + content).hexdigest()


def format_time(moment: datetime) -> str:
    """A time as headers carry it: UTC, whole seconds, `2018-10-02T09:00:00Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def parse_time(text: object) -> datetime | None:
    """The time a header claims, or None where it is not one (an impossible date, another form)."""
    return _parse_time(text) if isinstance(text, str) and len(text) == 20 and text[19] == "Z" else None


@lru_cache(maxsize=4096)
def _parse_time(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text[:19])
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.isoformat() == text[:19] else None


def record_id(act: str, index: int) -> str:
    """The id of the record that a proposal's target number `index` (or a statement's only target) creates."""
    return act if index == 0 else f"{act}.{index}"

"""Gate 2: whether this node can read a body, and what it says. Rules B1-B10.

Pure. What fails is sealed at this node with its reason and read again when the reason may have gone (an upgrade, a new instrument, a new
policy); the act's header counts all the same (docs/protocol.md section 8). Serves every clause: a record says only what was read here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import msgspec

from entente.kernel import canonical
from entente.kernel.act import MAX_ATTACHMENT, SALT, WITH_TEXTS, Digest, Header, Target, content_digest
from entente.kernel.area import Facets, Kind, Registry
from entente.kernel.errors import Refusal
from entente.kernel.labels.label import Label, read_label
from entente.kernel.misfit import misfit

RETRIED = {"B5": "upgrade", "B6": "upgrade", "B7": "upgrade", "B8": "instrument", "B9": "policy"}
"""Which rules may hold later, and what it takes."""


class AttachmentRef(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file committed in a body: digest as of a body's, over salt and bytes."""

    name: Annotated[str, msgspec.Meta(max_length=255, pattern=r"^[^\x00-\x1f\x7f]+\Z")]
    media_type: Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,80}\Z")]
    size: Annotated[int, msgspec.Meta(ge=0, le=MAX_ATTACHMENT)]
    digest: Digest


class PurgeAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a holder did with a body it was told to purge; `to` names whom it had passed it on to; the reason stands in the remark."""

    outcome: Literal["destroyed", "kept", "passed-on"]
    to: Annotated[list[Annotated[str, msgspec.Meta(min_length=1, max_length=120)]], msgspec.Meta(max_length=50)] = []


class Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """A body: one text per target, in their order; files; a remark by language; in an `answer`, what was done."""

    texts: list[msgspec.Raw] = []
    attachments: list[AttachmentRef] = []
    remark: dict[str, str] | None = None
    answer: PurgeAnswer | None = None


class Reading(msgspec.Struct, frozen=True, gc=False):
    """What a body says: its texts as their types' Structs, with the JSON they were read from."""

    texts: tuple[Any, ...]
    raw: tuple[bytes, ...]
    attachments: tuple[AttachmentRef, ...]
    remark: Mapping[str, str] | None
    answer: PurgeAnswer | None = None
    facets: tuple[Facets, ...] = ()  # of each text


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a node reads with: its record types, the parties, the clauses its channel knows, and what it says of a label.

    `clauses` is None while the channel has concluded no instrument; `label_problem` gives the sentence against a label, or nothing.
    """

    registry: Registry
    parties: tuple[str, ...]
    clauses: frozenset[str] | None
    label_problem: Callable[[Label], str]


_body = msgspec.json.Decoder(Body)
_decoders: dict[type[msgspec.Struct], msgspec.json.Decoder[Any]] = {}


def is_content_of(header: Header, content: bytes) -> bool:
    """Whether these bytes are the salt and body a header commits to (B2)."""
    body = header.body
    return body is not None and len(content) == body.size + SALT and content_digest(content) == body.digest


def read(header: Header, content: bytes, shelf: Shelf, written: bool = False) -> Reading:
    """The body's texts; refuses by rules B3-B9. The content was checked against the commitment before (B2).

    A body `written` here just now is canonical (act.render_content); of others it is checked.
    """
    check_label(header, shelf)
    return read_body(header, content, shelf, written)


def check_label(header: Header, shelf: Shelf) -> None:
    """Refuses (B9) what is labelled as nothing may be that is read here."""
    problem = shelf.label_problem(read_label(header.label))
    if problem:
        raise Refusal("label-unreadable", "B9", problem)


def read_body(header: Header, content: bytes, shelf: Shelf, written: bool = False) -> Reading:
    """As `read`, where the label was looked at before (`check_label`)."""
    data = content[SALT:]
    try:
        body = _body.decode(data)
    except msgspec.DecodeError as error:
        raise Refusal("body-malformed", "B3", f"The body is not of the form texts, attachments, remark, answer: {error}.") from error
    if body.answer is not None and header.kind != "answer":
        raise Refusal("body-malformed", "B4", f"An act of kind “{header.kind}” does not say what became of a purged body.")
    if header.kind not in WITH_TEXTS:
        canonical.decode(data)
        if body.texts:
            raise Refusal("body-malformed", "B4", f"An act of kind “{header.kind}” carries no record text.")
        return Reading((), (), tuple(body.attachments), body.remark, body.answer)
    if len(body.texts) != len(header.targets):
        raise Refusal(
            "body-malformed", "B4", f"The act names {len(header.targets)} in its targets, and its body has texts for {len(body.texts)}."
        )
    found = [_read_text(target, raw, shelf) for target, raw in zip(header.targets, body.texts, strict=True)]
    if not written:
        canonical.decode(data)
    raws = tuple([bytes(raw) for raw in body.texts])
    return Reading(tuple([text for text, _ in found]), raws, tuple(body.attachments), body.remark, None, tuple([f for _, f in found]))


def is_attachment(ref: AttachmentRef, content: bytes) -> bool:
    """Whether these bytes are the salt and file that a body's attachment commits to (B10)."""
    return len(content) == ref.size + SALT and content_digest(content) == ref.digest


def find_kind(registry: Registry, type_: str, schema: int) -> Kind:
    """The record type, if this node knows it in that schema version (B5)."""
    kind = registry.kinds.get(type_)
    if kind is None:
        raise Refusal("type-unknown", "B5", f"This node does not know records of type “{type_}”; it reads them after an upgrade.")
    if schema not in kind.schemas:
        known = ", ".join(map(str, sorted(kind.schemas)))
        raise Refusal("schema-unknown", "B5", f"Version {schema} of “{type_}” is not known here (known: {known}); an upgrade will read it.")
    return kind


def parse_text(kind: Kind, schema: int, raw: bytes) -> Any:
    """One text as its Struct; refuses what the schema does not allow (B6), naming the field."""
    struct = kind.schemas[schema]
    decoder = _decoders.get(struct)
    if decoder is None:
        decoder = _decoders[struct] = msgspec.json.Decoder(struct)
    try:
        return decoder.decode(raw)
    except msgspec.DecodeError as error:
        place, words = misfit(str(error))
        field = place.lstrip(".") or "text"
        en, ja = kind.titles.get("en", kind.type), kind.titles.get("ja", kind.type)
        said = f"The text of the {en} does not fit its form. {field}: {words['en']}"
        raise Refusal("text-invalid", "B6", said, f"{ja}の本文が様式に合っていません。{field}：{words['ja']}") from error


def check_text(kind: Kind, text: Any, parties: tuple[str, ...], clauses: frozenset[str] | None) -> Facets:
    """The text's facets; refuses what the domain's rules hold against a text (B7) and clauses that no concluded instrument has (B8)."""
    for problem in kind.check(text, parties):
        words = problem.words.get("en") or next(iter(problem.words.values()))
        ja = problem.words.get("ja", "")
        said = f"{words} [{problem.rule}, {problem.path}]"
        raise Refusal("text-refused", "B7", said, f"{ja}［{problem.rule}、{problem.path}］" if ja else "")
    facets = kind.facets(text)
    if kind.type != "instrument" and not (clauses or frozenset()).issuperset(facets.clauses):
        unknown = [clause for clause in facets.clauses if clause not in (clauses or ())]
        raise Refusal("clause-unknown", "B8", f"No instrument concluded in this channel has the clause {', '.join(sorted(unknown))}.")
    return facets


def _read_text(target: Target, raw: msgspec.Raw, shelf: Shelf) -> tuple[Any, Facets]:
    kind = find_kind(shelf.registry, target.type, target.schema)
    text = parse_text(kind, target.schema, raw)
    return text, check_text(kind, text, shelf.parties, shelf.clauses)

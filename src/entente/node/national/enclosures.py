"""Files that go with a draft: kept with its act at home, carried along by every revision, and out with the act that it becomes.

Touches the database. A file is committed in a body by the digest over its salt and bytes, so the same salt goes along. Serves I2, S2.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from msgspec import structs

from entente.kernel.act import SALT, Draft, content_digest
from entente.kernel.errors import Refusal
from entente.kernel.labels.disclose import may_assign
from entente.kernel.labels.label import parse_label
from entente.kernel.reading import AttachmentRef
from entente.node import look, say
from entente.node.node import Node
from entente.node.officer import DRAFTER, Officer, context, reader_for, require
from entente.store import contents

Files = tuple[tuple[AttachmentRef, bytes], ...]
"""References, each with its salt and bytes."""


def fresh(node: Node, files: Sequence[tuple[str, str, bytes]]) -> Files:
    """Files (name, media type, bytes) with a salt of their own each."""
    salted = [(name, media, len(data), node.random(SALT) + data) for name, media, data in files]
    return tuple((AttachmentRef(name, media, size, content_digest(data)), data) for name, media, size, data in salted)


def listed(body: Mapping[str, Any] | None) -> list[AttachmentRef]:
    """The files that a body names, in order."""
    return [AttachmentRef(a["name"], a["media_type"], a["size"], a["digest"]) for a in (body or {}).get("attachments", ())]


def held(node: Node, act: str) -> Files:
    """The files of an act; refuses (DR5) where one of them is not held here any more."""
    found = look.find_act(node, act)
    out = []
    for number, ref in enumerate(listed(look.body_of(node, found)), start=1):
        data = contents.attachment(node.alias, found.position, number)
        if data is None:
            raise Refusal("file-missing", "DR5", f"The file {ref.name} is not held here; attach it again.")
        out.append((ref, data))
    return tuple(out)


def read(node: Node, found: look.Found, number: int) -> tuple[AttachmentRef, bytes] | None:
    """One file of an act, counted from one, as its reference and bytes; None where there is none or it has not come."""
    refs = listed(look.body_of(node, found))
    if not 1 <= number <= len(refs):
        return None
    data = contents.attachment(node.alias, found.position, number)
    return (refs[number - 1], data[SALT:]) if data is not None else None


def enclose(drafted: Draft, files: Files) -> Draft:
    """The act with its files named in the body."""
    if not files:
        return drafted
    named = [{"name": ref.name, "media_type": ref.media_type, "size": ref.size, "digest": ref.digest} for ref, _data in files]
    return structs.replace(drafted, body={**(drafted.body or {}), "attachments": named})


def keep_at_home(node: Node, officer: Officer, type_: str, text: Mapping[str, Any], manner: say.Manner) -> str:
    """The record of a statement with files in our own channel, for us alone.

    Refuses by role (DR1) and a marking that the officer may not assign (D2-D10).
    """
    require(officer, DRAFTER)
    label = parse_label(say.label_for(node, node.national(), manner))
    verdict = may_assign(reader_for(node, officer), label, context(node))
    if not verdict.allowed:
        said, ja = " ".join(reason.en for reason in verdict.reasons), "".join(reason.ja for reason in verdict.reasons)
        raise Refusal("label-not-assignable", verdict.reasons[0].rule, said, ja)
    return say.state(node, node.national(), type_, text, replace(manner, post=officer.post)).id

"""The gate's functions for what is said at home about a record, and for the files that come with an act.

Touches the database (reads). Each takes a Sight first. What is said at home stands under the node's own marking: whoever is not cleared
for it neither reads nor writes it, whether there is something or not. A file is read where its act's body is. Serves S2.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from entente.kernel.act import SALT
from entente.kernel.labels.disclose import ADMINISTRATOR, may_read
from entente.kernel.labels.label import Label, parse_label
from entente.node import look, say
from entente.store import contents, records
from entente.web import gate
from entente.web.gate import Row, Sight
from entente.web.models import Post
from entente.web.person.posts import reader_at

STANDARD = say.Manner()
LONGEST = 150


@dataclass(frozen=True, slots=True)
class File:
    """A file that an act names: its number there (from 1), its name for people, media type, size in bytes, whether it is here."""

    number: int
    name: str
    media_type: str
    size: int
    held: bool


def home_label(sight: Sight) -> Label:
    """The label under which this node says what stays at home."""
    return parse_label(say.label_for(sight.node, sight.node.national(), STANDARD))


def reads_home(sight: Sight) -> bool:
    """Whether the person may read what is said at home, and so write it."""
    return sight.may_read(home_label(sight))


def posts_for(sight: Sight, row: Row) -> list[Post]:
    """The posts to which work on a readable record can be given: those that may read the record and what is said at home."""
    labels = [home_label(sight), parse_label(dict(records.label_text(sight.node.alias, row.label)))]
    found = [(post, reader_at(post)) for post in Post.objects.order_by("code")]
    reading = [(post, reader) for post, reader in found if reader.roles - {ADMINISTRATOR}]
    return [post for post, reader in reading if all(may_read(reader, label, sight.context).allowed for label in labels)]


def files(sight: Sight, found: look.Found, body: Mapping[str, Any] | None) -> list[File]:
    """The files of an act whose body, as the gate gave it, is this; none where there is none to be read."""
    named = list(enumerate((body or {}).get("attachments", []), start=1))
    here = {n: contents.has_attachment(sight.node.alias, found.position, n) for n, _ in named}
    return [File(n, safe_name(ref["name"]), ref["media_type"], ref["size"], here[n]) for n, ref in named]


def file(sight: Sight, found: look.Found, number: int) -> tuple[File, bytes]:
    """A file and its bytes; "not found" alike where there is none, where it has not come, and where it may not be read."""
    about = next((one for one in files(sight, found, gate.body(sight, found)) if one.number == number), None)
    content = contents.attachment(sight.node.alias, found.position, number) if about is not None else None
    if about is None or content is None:
        raise Http404
    return about, content[SALT:]


def safe_name(name: str) -> str:
    """A file's name as another side gave it, without what leads out of a folder or turns the direction of writing; never empty."""
    kept = "".join("_" if c in '/\\:*?"<>|' else c for c in name if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp"))
    return kept.strip(". ")[-LONGEST:] or "file"

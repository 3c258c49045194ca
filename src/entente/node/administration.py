"""What administrators do, said in the national channel as they do it.

Touches the database and the act key through node.say. The entry comes before the change, so that none is made without one; what a crash
leaves between the two is an entry for a change that did not happen, and the next one says so. Serves S2.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from entente.areas.administration import TYPE
from entente.areas.administration.records import Entry
from entente.kernel.act import Act
from entente.kernel.errors import Refusal
from entente.node import say
from entente.node.node import Node

LONGEST = 1000


def enter(node: Node, post: str, what: str, names: tuple[str, str], changes: Mapping[str, tuple[str, str]] | None = None) -> Act:
    """Says what an administrator, speaking for `post`, does; `names` are his sign-in name and the subject's, `changes` before and after.

    Refuses what node.say refuses, and a kind of change that the area does not know (AD3).
    """
    by, subject = names
    listed = [{"field": field, "before": a[:LONGEST], "after": b[:LONGEST]} for field, (a, b) in (changes or {}).items()]
    text: dict[str, Any] = {"what": what, "by": by, "subject": subject} | ({"changes": listed} if listed else {})
    try:
        msgspec.convert(text, Entry)
    except msgspec.ValidationError as error:
        raise Refusal("entry-malformed", "AD3", f"What was done cannot be written down: {error}.") from error
    return say.state(node, node.national(), TYPE, text, say.Manner(post=post))


def read(text: Any) -> Entry:
    """An entry from the bytes of its text."""
    return msgspec.json.decode(text, type=Entry)

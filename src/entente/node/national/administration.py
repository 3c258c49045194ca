"""What administrators do, said in the national channel as they do it.

Touches the database and the act key through node.say. The entry comes before the change, so that none is made without one; what a crash
leaves between the two is an entry for a change that did not happen, and the next one says so. Serves S2.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from entente.areas.administration import TYPE
from entente.areas.administration.records import EntryWithSignOn
from entente.kernel.act import Act
from entente.kernel.errors import Refusal
from entente.node import say
from entente.node.national import drafting
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
        msgspec.convert(text, EntryWithSignOn)
    except msgspec.ValidationError as error:
        raise Refusal("entry-malformed", "AD3", f"What was done cannot be written down: {error}.") from error
    return say.state(node, node.national(), TYPE, text, say.Manner(post=post))


def set_waiting(node: Node, post: str, by: str, seconds: int) -> None:
    """Changes the time that a release waits, in seconds of the node's clock, with its entry; refuses (DR8) what may not be set."""
    drafting.check_waiting(node, seconds)
    before = drafting.waiting_s(node)
    if seconds != before:
        enter(node, post, "setting-changed", (by, drafting.WAITING), {"seconds": (str(before), str(seconds))})
        drafting.set_waiting(node, seconds)


def read(text: Any) -> EntryWithSignOn:
    """An entry from the bytes of its text."""
    return msgspec.json.decode(text, type=EntryWithSignOn)

"""One change that an administrator made: what, to whom, by whom, from what to what.

Pure. The published version is frozen. A person is named by his sign-in name at this node; such entries never leave the national channel.
Serves S2.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from entente.kernel.area import Problem

First = Literal[
    "post-made", "post-changed", "person-made", "person-moved", "person-disabled", "person-enabled", "password-given", "sessions-ended",
    "token-granted", "token-revoked",
]  # fmt: skip
Second = Literal[First, "setting-changed"]
What = Literal[Second, "sign-on-named"]
Name = Annotated[str, Meta(min_length=1, max_length=200)]
Value = Annotated[str, Meta(max_length=1000)]


class Change(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One field, before and after; empty where there was or is nothing."""

    field: Name
    before: Value
    after: Value


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The first version: it knew posts, people and tokens, and no settings."""

    what: First
    by: Name
    subject: Name
    changes: Annotated[tuple[Change, ...], Meta(max_length=40)] = ()


class EntryWithSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The second version: settings too."""

    what: Second
    by: Name
    subject: Name
    changes: Annotated[tuple[Change, ...], Meta(max_length=40)] = ()


class EntryWithSignOn(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What was done, by which administrator (his sign-in name), to what (a post, a sign-in name, a setting)."""

    what: What
    by: Name
    subject: Name
    changes: Annotated[tuple[Change, ...], Meta(max_length=40)] = ()


AnyEntry = Entry | EntryWithSettings | EntryWithSignOn


def check_entry(text: AnyEntry, parties: tuple[str, ...]) -> Iterator[Problem]:
    """What stands against an entry. AD1: it says what was changed where something was. AD2: it stands in the national channel."""
    if text.what in ("post-changed", "person-moved", "setting-changed", "sign-on-named") and not text.changes:
        yield Problem("changes", "AD1", {"en": "Nothing was changed.", "ja": "変更がありません。"})
    if len(parties) > 1:
        words = {"en": "What administrators do stays in the national channel.", "ja": "管理の記載は国内のチャネルに限ります。"}
        yield Problem("what", "AD2", words)

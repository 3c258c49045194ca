"""The joint decision to purge: which acts lose their bodies, and why.

Pure. Pattern P3, joint text. The proposal of such a decision cites the acts concerned in its header, where gate 1 reads them (rule G25,
`kernel/gate1/statement.py`); the text repeats their ids, so that what is accepted says what it destroys. Bodies alone are purged: acts
and their proofs remain. Serves S2: information shared in confidence can be taken back.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import msgspec
from msgspec import Meta

from entente.kernel.area import Problem

ActId = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}(?!\n)$")]
Long = Annotated[str, Meta(min_length=1, max_length=4000)]


class Reason(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Why, in English, Japanese or both; at most 4,000 characters each."""

    en: Long | None = None
    ja: Long | None = None


class Purge(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A decision of all parties to purge the bodies of `acts` (act ids, SHA-256); `basis` is the rule or arrangement it is taken under."""

    reason: Reason
    acts: Annotated[tuple[ActId, ...], Meta(min_length=1, max_length=1000)]
    basis: Annotated[str, Meta(min_length=1, max_length=500)] | None = None


def check_purge(text: Purge, parties: tuple[str, ...]) -> Iterator[Problem]:
    """What stands against proposing a purge, one problem each.

    PU1: a reason in at least one language. PU2: no act named twice. That the header cites the same acts is not checked here: a text does
    not know its header, and gate 1 goes by the header alone.
    """
    if text.reason.en is None and text.reason.ja is None:
        yield Problem("reason", "PU1", {"en": "At least one language is needed.", "ja": "少なくとも一つの言語による記載が必要です。"})
    if len(set(text.acts)) < len(text.acts):
        yield Problem("acts", "PU2", {"en": "An act is named twice.", "ja": "同じ記載が重複しています。"})

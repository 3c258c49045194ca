"""Invitations that were mailed and the answers that came back by calendar: the record types.

Pure. Pattern P1, statements in the channel a government has with itself: who was asked and who said that he comes is ours alone. A guest is
a post, with the address to which it went. Published schema versions are frozen. Serves I2.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from entente.kernel.area import Problem

RecordId = Annotated[str, Meta(pattern=r"^[!-~]{1,160}(?!\n)$")]
Post = Annotated[str, Meta(min_length=1, max_length=120)]
Person = Annotated[str, Meta(min_length=1, max_length=150)]
Address = Annotated[str, Meta(min_length=3, max_length=254)]
Digest = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}(?!\n)$")]
Sequence = Annotated[int, Meta(ge=0, le=99_999_999)]

Method = Literal["REQUEST", "CANCEL"]
Attendance = Literal["ACCEPTED", "DECLINED", "TENTATIVE"]


class Guest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A post that was asked, and the address to which it went."""

    post: Post
    address: Address


class Invitation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """That a meeting was sent to posts as it stood at a revision: asked for, or called off."""

    meeting: RecordId
    method: Method
    sequence: Sequence
    sent_on: date
    guests: Annotated[tuple[Guest, ...], Meta(min_length=1, max_length=120)]
    officer: Person
    post: Post


class InvitationReply(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a post answered to an invitation, by a calendar file that was read in; the latest of a post counts."""

    meeting: RecordId
    guest: Post
    attendance: Attendance
    sequence: Sequence
    received_on: date
    sha256: Digest
    officer: Person
    post: Post


def check_home(text: Invitation | InvitationReply, parties: tuple[str, ...]) -> Iterator[Problem]:
    """IV1: invitations and replies stay in the national channel."""
    if len(parties) > 1:
        words = {"en": "Invitations and replies stay in the national channel.", "ja": "招待及び出欠の記録は国内のチャネルに限ります。"}
        yield Problem("meeting", "IV1", words)

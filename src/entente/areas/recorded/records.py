"""Words of another party recorded by us with their source, and that party's own answer once it takes part.

Pure. Rules of this folder: RB1 at least one language; RB2 a source, and a day between 1945 and 2199; RB3 a correction says what is right.
Version 2 of an answer names the very text that it is about: a record that is replaced after an answer waits for another one.
That the party does not speak for itself in the channel is not refused: the record may be older than its joining. Serves I1, I3.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from entente.kernel.area import Problem

ClauseId = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,39}#[A-Z][0-9]{1,3}(\.[0-9]{1,2})?(?!\n)$")]
Party = Annotated[str, Meta(pattern=r"^[A-Z]{3}(?!\n)$")]
RecordId = Annotated[str, Meta(pattern=r"^[!-~]{1,160}(?!\n)$")]
ActId = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}(?!\n)$")]
Digest = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}(?!\n)$")]
Short = Annotated[str, Meta(min_length=1, max_length=200)]
Long = Annotated[str, Meta(min_length=1, max_length=20_000)]

Answer = Literal["confirmed", "corrected"]
EARLIEST, LATEST = date(1945, 10, 24), date(2199, 12, 31)


class Heading(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A short text in English, Japanese or both."""

    en: Short | None = None
    ja: Short | None = None


class Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Words in English, Japanese or both."""

    en: Long | None = None
    ja: Long | None = None


class Recorded(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a party told us (own record of whoever writes it down). `source_file` names an attached file by its SHA-256."""

    party: Party
    said_on: date
    title: Heading
    text: Said
    source: Annotated[str, Meta(min_length=1, max_length=500)]
    clauses: Annotated[tuple[ClauseId, ...], Meta(max_length=40)] = ()
    on_record: RecordId | None = None
    source_file: Digest | None = None


class Confirmation(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """That party's own word on what was recorded of it (own record of that party)."""

    recorded: RecordId
    answer: Answer
    words: Said | None = None


class ConfirmationOfText(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The same about one text of the record: `revision` is the act that stated it."""

    recorded: RecordId
    revision: ActId
    answer: Answer
    words: Said | None = None


AnyConfirmation = Confirmation | ConfirmationOfText


def check_recorded(text: Recorded, parties: tuple[str, ...]) -> Iterator[Problem]:
    """What stands against issuing a recorded statement: RB1, RB2."""
    for path, words in (("title", text.title), ("text", text.text)):
        if words.en is None and words.ja is None:
            yield Problem(path, "RB1", {"en": "At least one language is needed.", "ja": "少なくとも一つの言語による記載が必要です。"})
    if not EARLIEST <= text.said_on <= LATEST:
        day = text.said_on.isoformat()
        yield Problem("said_on", "RB2", {"en": f"{day} cannot be the day.", "ja": f"{day}は発言の日として記載することはできません。"})


def check_confirmation(text: AnyConfirmation, parties: tuple[str, ...]) -> Iterator[Problem]:
    """What stands against an answer to recorded words: RB3."""
    if text.answer == "corrected" and (text.words is None or (text.words.en is None and text.words.ja is None)):
        yield Problem("words", "RB3", {"en": "A correction says what is right.", "ja": "訂正には、正しい内容の記載が必要です。"})


def by_language(words: Heading) -> dict[str, str]:
    """A text by language, without the languages it lacks."""
    return {key: value for key, value in (("en", words.en), ("ja", words.ja)) if value is not None}

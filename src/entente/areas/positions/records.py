"""Statements of position: what a party has said on a clause, publicly or to its partner, word for word and dated.

Pure. Pattern P1, statement: only its author supersedes or withdraws it. The published version is frozen; keys are ASCII, dates ISO 8601,
languages BCP 47. What a Struct cannot say stands in `check_statement`. Serves every clause, above all those that only take positions:
S1, S11, S13, S16 and the preamble.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

from entente.kernel.area import Problem

ClauseId = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,39}#[A-Z][0-9]{1,3}(\.[0-9]{1,2})?(?!\n)$")]
RecordId = Annotated[str, Meta(pattern=r"^[!-~]{1,160}(?!\n)$")]
Topic = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9-]{1,39}(?!\n)$")]
Short = Annotated[str, Meta(min_length=1, max_length=200)]
Long = Annotated[str, Meta(min_length=1, max_length=20_000)]

EARLIEST = date(1945, 10, 24)
"""No statement on these clauses is older than the Charter of the United Nations, in force on this day; an earlier date is a slip."""

LATEST = date(2199, 12, 31)


class Title(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A short text in English, Japanese or both; at most 200 characters each."""

    en: Short | None = None
    ja: Short | None = None


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What was said, in English, Japanese or both; at most 20,000 characters each."""

    en: Long | None = None
    ja: Long | None = None


class Statement(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One party's words on one or more clauses (own record).

    `said_on` is the day of the event, where it was said; the act is dated by itself. `public` is False for what was said to the partner
    alone. `source` is a page or a document reference. `in_answer_to` is the record id of the statement it answers.
    """

    title: Title
    clauses: Annotated[tuple[ClauseId, ...], Meta(min_length=1, max_length=40)]
    said_on: date
    text: Words
    public: bool
    topic: Topic | None = None
    occasion: Title | None = None
    venue: Title | None = None
    source: Annotated[str, Meta(min_length=1, max_length=500)] | None = None
    in_answer_to: RecordId | None = None


def check_statement(text: Statement, parties: tuple[str, ...]) -> Iterator[Problem]:
    """What stands against issuing a statement, one problem each.

    PO1: its day lies between the founding of the United Nations and 2199. PO2: title and words have at least one language, and occasion
    and venue where given. PO3: no clause is named twice. Whether the record it answers exists is not checked: it may be another party's.
    """
    if not EARLIEST <= text.said_on <= LATEST:
        en = f"{text.said_on.isoformat()} cannot be the day of a statement."
        yield Problem("said_on", "PO1", {"en": en, "ja": f"{text.said_on.isoformat()}は発言の日として記載することはできません。"})
    for path, words in (("title", text.title), ("text", text.text), ("occasion", text.occasion), ("venue", text.venue)):
        if words is not None and words.en is None and words.ja is None:
            yield Problem(path, "PO2", {"en": "At least one language is needed.", "ja": "少なくとも一つの言語による記載が必要です。"})
    if len(set(text.clauses)) == len(text.clauses):
        return
    for clause in sorted({c for c in text.clauses if text.clauses.count(c) > 1}):
        yield Problem("clauses", "PO3", {"en": f"{clause} is named twice.", "ja": f"{clause}が重複しています。"})


def by_language(words: Title | Words | None) -> dict[str, str]:
    """A text by language, without the languages it lacks; empty for None."""
    if words is None:
        return {}
    if words.ja is None:
        return {} if words.en is None else {"en": words.en}
    return {"ja": words.ja} if words.en is None else {"en": words.en, "ja": words.ja}

"""Explanations, clearances of findings, issued papers: the record types of oversight.

Pure. Pattern P1, statement: only its author supersedes or withdraws it. Published schema versions are frozen. Keys are ASCII, dates ISO
8601, digests SHA-256 in hexadecimal, languages BCP 47. Serves I3.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from entente.kernel.area import Problem

ClauseId = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,39}#[A-Z][0-9]{1,3}(\.[0-9]{1,2})?(?!\n)$")]
RecordId = Annotated[str, Meta(pattern=r"^[!-~]{1,160}(?!\n)$")]
Digest = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}(?!\n)$")]
Code = Annotated[str, Meta(pattern=r"^[A-Z0-9][A-Z0-9+/.-]{1,59}(?!\n)$")]
RuleCode = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9.-]{1,59}(?!\n)$")]
Short = Annotated[str, Meta(min_length=1, max_length=200)]
Long = Annotated[str, Meta(min_length=1, max_length=4000)]
PaperKind = Literal["QUARTERLY", "ANNUAL", "BRIEF"]
Format = Literal["pdf", "docx", "html"]
PaperLanguage = Literal["en", "ja", "both"]


class Title(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A short text in English, Japanese or both; at most 200 characters each."""

    en: Short | None = None
    ja: Short | None = None


class Prose(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A text in English, Japanese or both; at most 4,000 characters each."""

    en: Long | None = None
    ja: Long | None = None


class Explanation(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One side's words on how a clause, a measure or a series stands (own record). It explains, and changes no standing."""

    said_on: date
    text: Prose
    clauses: Annotated[tuple[ClauseId, ...], Meta(max_length=40)] = ()
    records: Annotated[tuple[RecordId, ...], Meta(max_length=40)] = ()


class FindingClearance(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """That a finding may, or may no longer, stand on the joint paper (own record, national channel).

    `finding` is the code of the rule's product and `record` what it was found of; it holds for that finding while it lasts.
    """

    finding: RuleCode
    record: RecordId
    cleared: bool
    officer: Short
    post: Short


class PaperFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One attached file of an issued paper: its format, its language or both, its SHA-256; `number` counts the attachments from 1."""

    number: Annotated[int, Meta(ge=1, le=20)]
    format: Format
    language: PaperLanguage
    sha256: Digest


class IssuedPaper(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A paper as it was issued (own record), its files attached: what it was made from may change, the paper does not.

    `effective_on` and `known_on` are the two dates it was made as of; `subject` is the clause or record that a brief is about.
    """

    code: Code
    kind: PaperKind
    title: Title
    effective_on: date
    known_on: date
    files: Annotated[tuple[PaperFile, ...], Meta(min_length=1, max_length=20)]
    subject: RecordId | None = None
    clauses: Annotated[tuple[ClauseId, ...], Meta(max_length=40)] = ()


def check_explanation(text: Explanation, parties: tuple[str, ...]) -> Iterator[Problem]:
    """OV1: words in at least one language. OV2: it is about something."""
    if not words(text.text):
        yield Problem("text", "OV1", {"en": "At least one language is needed.", "ja": "少なくとも一つの言語による記載が必要です。"})
    if not text.clauses and not text.records:
        en, ja = "Say which clause, measure or series it explains.", "説明の対象となる条項、措置又は協議枠組みの記載が必要です。"
        yield Problem("clauses", "OV2", {"en": en, "ja": ja})


def check_paper(text: IssuedPaper, parties: tuple[str, ...]) -> Iterator[Problem]:
    """OV1: a title in at least one language. OV3: files are told apart by their number."""
    if not words(text.title):
        yield Problem("title", "OV1", {"en": "At least one language is needed.", "ja": "少なくとも一つの言語による記載が必要です。"})
    numbers = [one.number for one in text.files]
    if len(set(numbers)) < len(numbers):
        yield Problem("files", "OV3", {"en": "Two files have the same number.", "ja": "番号が重複しているファイルがあります。"})


def words(text: Title | Prose) -> dict[str, str]:
    """A text by language, without the languages it lacks."""
    return {key: value for key, value in (("en", text.en), ("ja", text.ja)) if value is not None}

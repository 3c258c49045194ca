"""What both sides agree about oversight: that something was considered, that a commitment is deferred, which paper they issue together.

Pure. Pattern P3, joint text. A promise to consider is kept by considering: the record names the outcome, which may be not to go on. A
commitment that no measure carries yet is deferred itself, for a time and with its reason (R1.1, R1.6). A joint paper names its files by
digest, so that both hold the same. Published versions are frozen. Serves I3 and every clause they name.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from entente.areas.oversight.records import ClauseId, Code, PaperFile, PaperKind, Prose, RecordId, Title, words
from entente.kernel.area import Group, Interval, Problem
from entente.kernel.bilingual import en_day, ja_day
from entente.kernel.calendar.deferral import days, newest
from entente.kernel.calendar.timeline import end_day, first_day

CommitmentCode = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,39}#[A-Z][0-9]{1,3}(\.[0-9]{1,2})?[a-z]{0,2}(?!\n)$")]
Clauses = Annotated[tuple[ClauseId, ...], Meta(min_length=1, max_length=40)]
ConsiderationOutcome = Literal["PURSUED", "NOT PURSUED", "TO BE CONSIDERED AGAIN"]
DEFERRED = "commitment.deferral"


class Consideration(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """That the parties considered what they promised to consider, when, and with what outcome (joint).

    `commitments` names the promises by code ("jp-gb-2017#S7a"); without any, all promises to consider of its clauses. `review_on` is when
    it is to be considered again.
    """

    clauses: Clauses
    considered_on: date
    outcome: ConsiderationOutcome
    text: Prose
    commitments: Annotated[tuple[CommitmentCode, ...], Meta(max_length=40)] = ()
    meeting: RecordId | None = None
    review_on: date | None = None


class CommitmentDeferral(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A joint decision that commitments need no measure for a time (R1.1): it explains, and repairs nothing.

    It holds from `starts_on`, or from the day on which it was agreed if that is later, to `until` inclusive.
    """

    commitments: Annotated[tuple[CommitmentCode, ...], Meta(min_length=1, max_length=40)]
    clauses: Clauses
    reason: Prose
    agreed_on: date
    starts_on: date
    until: date


class JointPaper(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A paper that the parties issue together (joint): its files are attached and named by digest.

    `effective_on` and `known_on` are the two dates it was made as of; `laid_before` is the meeting it was laid before.
    """

    code: Code
    kind: PaperKind
    title: Title
    effective_on: date
    known_on: date
    files: Annotated[tuple[PaperFile, ...], Meta(min_length=1, max_length=20)]
    clauses: Clauses
    subject: RecordId | None = None
    laid_before: RecordId | None = None


def check_consideration(text: Consideration, parties: tuple[str, ...]) -> Iterator[Problem]:
    """OV1: words in at least one language. OV6: it is considered again after it was considered, and only what stays open is."""
    if not words(text.text):
        yield Problem("text", "OV1", {"en": "At least one language is needed.", "ja": "少なくとも一つの言語による記載が必要です。"})
    if text.review_on is not None and text.review_on <= text.considered_on:
        en, ja = "The day of the next consideration comes after this one.", "再検討日は今回の検討日より後でなければなりません。"
        yield Problem("review_on", "OV6", {"en": en, "ja": ja})


def check_commitment_deferral(text: CommitmentDeferral, parties: tuple[str, ...]) -> Iterator[Problem]:
    """OV1: a reason in at least one language. OV7: it ends after it begins. OV8: each commitment is of a clause it names."""
    if not words(text.reason):
        yield Problem("reason", "OV1", {"en": "At least one language is needed.", "ja": "少なくとも一つの言語による記載が必要です。"})
    if days(text) is None:
        yield Problem("until", "OV7", {"en": "It would hold for no day at all.", "ja": "延期の期間が存在しません。"})
    strange = [code for code in text.commitments if code.rstrip("abcdefghijklmnopqrstuvwxyz") not in text.clauses]
    for code in strange:
        yield Problem("commitments", "OV8", {"en": f"{code} is of no clause named here.", "ja": f"{code}の条項が記載されていません。"})


def check_joint_paper(text: JointPaper, parties: tuple[str, ...]) -> Iterator[Problem]:
    """OV1: a title in at least one language. OV3: files are told apart by their number."""
    if not words(text.title):
        yield Problem("title", "OV1", {"en": "At least one language is needed.", "ja": "少なくとも一つの言語による記載が必要です。"})
    numbers = [one.number for one in text.files]
    if len(set(numbers)) < len(numbers):
        yield Problem("files", "OV3", {"en": "Two files have the same number.", "ja": "番号が重複しているファイルがあります。"})


def deferral_rules(group: Group) -> list[Interval]:
    """The days on which a deferral of commitments stands; what comes after it is uncovered again."""
    out = []
    for record in group.of("commitment-deferral"):
        revision, until = newest(record)
        span = days(revision.text, until) if revision is not None else None
        if revision is not None and span is not None:
            text: CommitmentDeferral = revision.text
            told = ", ".join(code.rpartition("#")[2] for code in text.commitments), text.until
            reason = {
                "en": f"All parties have agreed to defer {told[0]} until {en_day(told[1])}.",
                "ja": f"全ての参加国の同意により、{told[0]}は{ja_day(told[1])}まで延期されている。",
            }
            whole = first_day(span[0]), end_day(span[1])
            out.append(Interval("fact", DEFERRED, "deferred", *whole, record.record, reason, (revision.act,), text.clauses))
    return out

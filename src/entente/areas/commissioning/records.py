"""Commissioning rounds, the returns that leads give to them, and the chasers that were sent: the record types.

Pure. Pattern P1, statements in the channel a government has with itself: nothing of a round leaves the node but what officers release as
progress reports. Published schema versions are frozen. Days are ISO 8601, digests SHA-256 in hexadecimal, languages BCP 47. A return names
its measure by record and by number, as its form did. Serves I1, I3.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from entente.kernel.area import Problem
from entente.kernel.bilingual import Prose, Short, Title

ActId = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}(?!\n)$")]
RecordId = Annotated[str, Meta(pattern=r"^[!-~]{1,160}(?!\n)$")]
RoundCode = Annotated[str, Meta(pattern=r"^[A-Z0-9][A-Z0-9-]{2,39}(?!\n)$")]
Code = Annotated[str, Meta(pattern=r"^[A-Z0-9][A-Z0-9-]{2,39}(?!\n)$")]
Authority = Annotated[str, Meta(pattern=r"^[A-Z0-9][A-Z0-9-]{0,23}(?!\n)$")]
Digest = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}(?!\n)$")]
Person = Annotated[str, Meta(min_length=1, max_length=150)]
Post = Annotated[str, Meta(min_length=1, max_length=120)]

Rating = Literal["GREEN", "AMBER", "RED"]
Way = Literal["FORM", "DOCX", "XLSX", "MAIL"]
Chased = Literal["ACCOUNT", "ADDRESS"]


class Ask(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A measure that is asked about, and the authority of ours that led it when it was asked."""

    measure: RecordId
    code: Code
    authority: Authority


class Round(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One question to every lead: how do your measures of the channel's plan stand over a period, and by when to answer.

    `due` is the last day; `closed_on` ends the round, whatever is still missing.
    """

    code: RoundCode
    title: Title
    period_from: date
    period_to: date
    due: date
    channel: ActId
    asked: Annotated[tuple[Ask, ...], Meta(min_length=1, max_length=2000)]
    officer: Person
    post: Post
    note: Prose | None = None
    closed_on: date | None = None


class Return(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A lead's answer for one measure of a round, in the words of a progress report.

    `by` is who gave it as he calls himself, `officer` and `post` who recorded it, `way` how it came, `sha256` the file it was read from.
    """

    round: RecordId
    measure: RecordId
    code: Code
    authority: Authority
    rag: Rating
    narrative: Prose
    by: Short
    way: Way
    received_on: date
    officer: Person
    post: Post
    ask: Prose | None = None
    forecast_finish: date | None = None
    sha256: Digest | None = None


class ReturnedFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The very file that returns were read from, attached as it came: its name, SHA-256, how it came, and the measures it answers."""

    round: RecordId
    name: Annotated[str, Meta(min_length=1, max_length=120)]
    sha256: Digest
    way: Way
    codes: Annotated[tuple[Code, ...], Meta(min_length=1, max_length=2000)]
    received_on: date
    officer: Person
    post: Post


class Chaser(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """That an authority was reminded by mail of what it has not returned: by references alone, to its accounts or to its address."""

    round: RecordId
    authority: Authority
    sent_on: date
    codes: Annotated[tuple[Code, ...], Meta(min_length=1, max_length=2000)]
    manner: Chased
    officer: Person
    post: Post


def check_round(text: Round, parties: tuple[str, ...]) -> Iterator[Problem]:
    """CR1 days in order; CR2 each measure is asked about once; CR3 a round stays in the national channel."""
    if text.period_to < text.period_from:
        yield _problem("period_to", "CR1", "The period ends before it begins.", "対象期間の終わりが始まりより前です。")
    if text.due < text.period_from:
        yield _problem("due", "CR1", "The answer is due before the period begins.", "回答期限が対象期間の始まりより前です。")
    if len({one.measure for one in text.asked}) < len(text.asked):
        yield _problem("asked", "CR2", "A measure is asked about twice.", "重複している措置があります。")
    yield from check_home(text, parties)


def check_home(text: Round | Return | ReturnedFile | Chaser, parties: tuple[str, ...]) -> Iterator[Problem]:
    """CR3: rounds, returns and chasers stay in the national channel."""
    if len(parties) > 1:
        words = "A commissioning round stays in the national channel.", "照会の記録は国内のチャネルに限ります。"
        yield _problem("post", "CR3", *words)


def _problem(path: str, rule: str, en: str, ja: str) -> Problem:
    return Problem(path, rule, {"en": en, "ja": ja})

"""Version 2 of the instrument: any declaration, in one language or several, with the rhythms it promises and where each promise was read.

Pure. What version 1 holds is here as it was; new are the language of the text, its wording in others, rhythms, the evidence of a promise,
and titles in one language alone, as a text brought in from a file has them. Version 1 is frozen and read for ever (`records`). Serves
every clause; I2 and I3 by their rhythms.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from entente.areas.instruments.records import Clause, CommitmentKind, Local, Long, Paragraph, Section, Short, Source

Language = Annotated[str, Meta(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?(?!\n)$")]
Country = Annotated[str, Meta(pattern=r"^[A-Z]{3}(?!\n)$")]
Place = Annotated[int, Meta(ge=0, le=60_000)]
VersionStatus = Literal["authentic", "courtesy"]
RhythmUnit = Literal["day", "week", "month"]
RhythmBasis = Literal["calendar-year", "fiscal-year", "rolling", "not-fixed"]


class ShortTitle(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A short title given for display, in English, Japanese or both; no part of the instrument."""

    en: Short | None = None
    ja: Short | None = None

    def __post_init__(self) -> None:
        if self.en is None and self.ja is None:
            raise ValueError("at least one language is needed")


class TitleOfClause(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A short title of a clause, in either language; no part of the instrument."""

    clause: Local
    en: Short | None = None
    ja: Short | None = None


class TextEvidence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a reading rests: an element of the text, and its code points from `start` until `end`."""

    element: Local
    start: Place
    end: Place


class Promise(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One promise of a clause: who makes it, how firmly, the words that make it, and where they stand."""

    code: Local
    clause: Local
    kind: CommitmentKind
    strength: Short
    text: Long
    parties: Annotated[tuple[Country, ...], Meta(min_length=1, max_length=40)]
    title: ShortTitle
    evidence: TextEvidence | None = None


class Rhythm(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """How often something recurs by the text: `every` so many units, or None where the parties have still to say; whose promise it is."""

    clause: Local
    words: Short
    unit: RhythmUnit
    basis: RhythmBasis
    evidence: TextEvidence
    every: Annotated[int, Meta(ge=1, le=600)] | None = None
    commitment: Local | None = None


class TextVersion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The wording in another language, element by element; authentic, or a courtesy."""

    language: Language
    status: VersionStatus
    title: Annotated[str, Meta(max_length=500)]
    texts: tuple[Paragraph, ...]


class SignedBy(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Who signed and in what capacity, as printed; a text may name one without the other."""

    name: Annotated[str, Meta(max_length=500)] = ""
    capacity: Annotated[str, Meta(max_length=500)] = ""


class InstrumentV2(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A declaration in its accepted form. `ja_status` says whose Japanese it is, where the English alone is authentic."""

    id: Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,39}(?!\n)$")]
    title: Short
    clauses: Annotated[tuple[Clause, ...], Meta(min_length=1, max_length=2000)]
    source: Source
    language: Language = "en"
    done_at: Annotated[str, Meta(max_length=200)] | None = None
    done_on: date | None = None
    front: tuple[Paragraph, ...] = ()
    opening: Long | None = None
    preamble: tuple[Paragraph, ...] = ()
    enacting: Long | None = None
    sections: tuple[Section, ...] = ()
    closing: tuple[Paragraph, ...] = ()
    signatories: tuple[SignedBy, ...] = ()
    ja_status: Annotated[str, Meta(max_length=200)] = ""
    versions: Annotated[tuple[TextVersion, ...], Meta(max_length=20)] = ()
    titles: tuple[TitleOfClause, ...] = ()
    rhythms: tuple[Rhythm, ...] = ()
    commitments: tuple[Promise, ...] = ()

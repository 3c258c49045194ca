"""The instrument, version 1: the joint record of a declaration, agreement or arrangement as its clauses and commitments.

Pure. Version 2 stands in `second`, what both have to keep in `check`. Version 1 is the JSON that `entente.instrument.render.to_json`
gives for a published instrument, as it stands: the text is what the parties accept, the source file is named by its SHA-256. Clause ids
may be written short ("S6") or whole ("jp-gb-2017#S6"); what others read is always the whole form. Serves every clause: nothing can cite
one that no accepted instrument holds.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
from msgspec import Meta

if TYPE_CHECKING:
    from entente.areas.instruments.check import AnyInstrument

Local = Annotated[str, Meta(pattern=r"^([a-z0-9][a-z0-9-]{0,39}#)?[A-Za-z0-9][A-Za-z0-9._-]{0,79}(?!\n)$")]
Short = Annotated[str, Meta(min_length=1, max_length=500)]
Long = Annotated[str, Meta(min_length=1, max_length=60_000)]
CommitmentKind = Literal["do", "continue", "consider", "position"]


class Paragraph(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A paragraph that is no clause of its own: front matter, recital, chapeau, closing."""

    id: Local
    text: Long


class Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A subdivision of a clause, with its own; an empty number marks flush text after a list."""

    id: Local
    number: Annotated[str, Meta(max_length=40)]
    text: Annotated[str, Meta(max_length=60_000)]
    items: tuple[Item, ...] = ()


class Clause(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A numbered provision; `number` as printed."""

    id: Local
    section: Annotated[str, Meta(max_length=120)]
    number: Annotated[str, Meta(max_length=40)]
    text: Annotated[str, Meta(max_length=60_000)]
    heading: Annotated[str, Meta(max_length=500)] = ""
    items: tuple[Item, ...] = ()


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A heading and the unnumbered paragraphs before its first clause, which are clauses to whoever cites them (S0.1, A0)."""

    id: Local
    heading: Annotated[str, Meta(max_length=500)]
    chapeau: tuple[Paragraph, ...] = ()


class Signatory(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who signed and in what capacity, as printed."""

    name: Short
    capacity: Short


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The file the text was read from: where and when it was made, and its SHA-256."""

    sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}(?!\n)$")]
    title: Annotated[str, Meta(max_length=500)] = ""
    place: Annotated[str, Meta(max_length=200)] = ""
    date: Annotated[str, Meta(max_length=40)] = ""


class ClauseTitle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A short title given for display; no part of the instrument."""

    clause: Local
    en: Short
    ja: Short


class Title(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A short title in both languages, given for display; no part of the instrument."""

    en: Short
    ja: Short


class Commitment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One promise of a clause: who makes it, how firmly (`strength` is its operative verb), and the words that make it."""

    code: Local
    clause: Local
    kind: CommitmentKind
    strength: Short
    text: Long
    parties: Annotated[tuple[Annotated[str, Meta(pattern=r"^[A-Z]{3}(?!\n)$")], ...], Meta(min_length=1, max_length=40)]
    title: Title


class Instrument(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A declaration in its accepted form. `ja_status` says whose Japanese it is, where the English alone is authentic."""

    id: Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,39}(?!\n)$")]
    title: Short
    clauses: Annotated[tuple[Clause, ...], Meta(min_length=1, max_length=2000)]
    source: Source
    done_at: Annotated[str, Meta(max_length=200)] | None = None
    done_on: date | None = None
    front: tuple[Paragraph, ...] = ()
    opening: Long | None = None
    preamble: tuple[Paragraph, ...] = ()
    enacting: Long | None = None
    sections: tuple[Section, ...] = ()
    closing: tuple[Paragraph, ...] = ()
    signatories: tuple[Signatory, ...] = ()
    ja_status: Annotated[str, Meta(max_length=200)] = ""
    titles: tuple[ClauseTitle, ...] = ()
    commitments: tuple[Commitment, ...] = ()


def whole(text: AnyInstrument, local: str) -> str:
    """An id in its whole form: "S6" is "jp-gb-2017#S6"."""
    return local if "#" in local else f"{text.id}#{local}"


def clause_ids(text: AnyInstrument) -> tuple[str, ...]:
    """Every id that may be cited, whole, in the order of the text: recitals, a section's unnumbered paragraphs, then its clauses."""
    local = [paragraph.id for paragraph in text.preamble]
    sections = [section.id for section in text.sections]
    for section in text.sections:
        local += [paragraph.id for paragraph in section.chapeau]
        local += [clause.id for clause in text.clauses if clause.section == section.id]
    local += [clause.id for clause in text.clauses if clause.section not in sections]
    return tuple(whole(text, one) for one in local)


def known_clauses(text: AnyInstrument) -> frozenset[str]:
    """Every id that may be cited, whole: numbered clauses, recitals and the unnumbered paragraphs of a section."""
    return frozenset(clause_ids(text))

"""Joint statements and their release: the coordinated text, each side's "ready", and what was published.

Pure. Published schema versions are frozen. Both languages are authentic. What each side is ready for is named by the digest of the whole
statement, embargo and spokespersons included, so that a change of any of them asks again; what was published is named by the SHA-256 of
its words in each language (`published.reading_form`; in version 1 of a publication, of the very bytes). Serves I2 and I3.
"""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from entente.areas.consultations.joint_statements.published import words_digest
from entente.areas.consultations.records import ClauseId, Digest, Moment, Page, Participant, Party, RecordId
from entente.kernel import canonical
from entente.kernel.bilingual import Title

Language = Literal["en", "ja"]
Full = Annotated[str, Meta(min_length=1, max_length=100_000)]


class Outlet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a party will publish, and in which language."""

    party: Party
    language: Language
    page: Page


class JointStatement(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A coordinated text, joint. `embargo` is the moment from which it may be published; `spokespersons` are posts."""

    title: Title
    said_on: date
    text_en: Full
    text_ja: Full
    meeting: RecordId | None = None
    embargo: Moment | None = None
    spokespersons: Annotated[tuple[Participant, ...], Meta(max_length=20)] = ()
    outlets: Annotated[tuple[Outlet, ...], Meta(max_length=40)] = ()
    clauses: Annotated[tuple[ClauseId, ...], Meta(max_length=40)] = ()


class Ready(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One side's word that it is ready to publish this very revision (own record)."""

    statement: RecordId
    revision: Digest


class Published(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One page as published: its language and the SHA-256 of the text found there."""

    language: Language
    page: Page
    sha256: Digest


class Publication(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one side has published and when (own record)."""

    statement: RecordId
    at: Moment
    pages: Annotated[tuple[Published, ...], Meta(min_length=1, max_length=20)]


class ShownPage(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One page as published: its language, the SHA-256 of the words found there, and which attached file shows it, counted from one."""

    language: Language
    page: Page
    sha256: Digest
    file: Annotated[int, Meta(ge=1, le=20)] | None = None


class PublicationWithFiles(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Version 2 of `Publication`: what one side has published and when (own record), with the pages or files themselves."""

    statement: RecordId
    at: Moment
    pages: Annotated[tuple[ShownPage, ...], Meta(min_length=1, max_length=20)]


AnyPublication = Publication | PublicationWithFiles


def revision_digest(text: JointStatement) -> str:
    """What a "ready" names: SHA-256 over the statement's canonical bytes (RFC 8785), embargo and spokespersons included."""
    return hashlib.sha256(canonical.encode(msgspec.to_builtins(text))).hexdigest()


def text_digest(text: JointStatement, language: Language) -> str:
    """SHA-256 over the agreed text of one language as UTF-8, as it stands."""
    return hashlib.sha256(agreed(text, language).encode()).hexdigest()


def agreed(text: JointStatement, language: Language) -> str:
    """The agreed text of one language."""
    return text.text_en if language == "en" else text.text_ja


def shows_agreed(text: JointStatement, page: Published | ShownPage) -> bool:
    """Whether a page, by the digest that stands for it, shows the agreed text."""
    if isinstance(page, ShownPage):
        return page.sha256 == words_digest(agreed(text, page.language))
    return page.sha256 == text_digest(text, page.language)

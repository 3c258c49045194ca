"""Joint statements and their release: the coordinated text, each side's "ready", and what was published.

Pure. Published schema versions are frozen. Both languages are authentic. What each side is ready for is named by the digest of the whole
statement, embargo and spokespersons included, so that a change of any of them asks again; what was published is named by the SHA-256 of
its UTF-8 bytes in each language, never normalised. Serves I2 and I3.
"""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from entente.areas.consultations.records import ClauseId, Digest, Moment, Page, Participant, Party, RecordId, Title
from entente.kernel import canonical

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


def revision_digest(text: JointStatement) -> str:
    """What a "ready" names: SHA-256 over the statement's canonical bytes (RFC 8785), embargo and spokespersons included."""
    return hashlib.sha256(canonical.encode(msgspec.to_builtins(text))).hexdigest()


def text_digest(text: JointStatement, language: Language) -> str:
    """What a published page must show: SHA-256 over the agreed text of one language as UTF-8, as it stands."""
    return hashlib.sha256((text.text_en if language == "en" else text.text_ja).encode()).hexdigest()

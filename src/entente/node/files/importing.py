"""Bringing a declaration that nobody has prepared: the file read, whatever its kind, and made a draft that a person puts right.

Touches a process of its own for PDF and Word files (`extract`). Text, web pages and Akoma Ntoso are read here; whose promises they are is
known from the channel's charter. Serves every clause of any instrument.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from entente.instrument import Source, from_json
from entente.instrument.bilingual import parse_wordings, version_of
from entente.instrument.model import Instrument, Item
from entente.instrument.promises.draft import Draft, MeetingSeries, Reading, draft_of, series_of, suggested_id
from entente.instrument.promises.parties import Named, named
from entente.instrument.relabel import relabel
from entente.instrument.sources import read_source
from entente.kernel.charter import Charter
from entente.node.files import extract

File = tuple[str, str, bytes]
"""Name, media type, bytes."""


def names_of(charter: Charter) -> Named:
    """The channel's parties and the names they go by."""
    more = {party.code: [str(name) for name in party.name.values()] for party in charter.terms.parties}
    return named(more, more)


def read(file: File) -> Instrument:
    """The instrument in a file of any kind that is read here. Refuses what is none, in one sentence (TX, AK, N32)."""
    name, media, data = file
    kind = extract.kind_of(name, media, data)
    return parse_wordings(extract.paragraphs_of(name, media, data).text) if kind in extract.PARAGRAPHS else read_source(data)


def draft(file: File, names: Named, given: Mapping[str, str], others: Sequence[tuple[str, str, File]] = ()) -> Draft:
    """A draft from a file; `given` may hold an id and a title; `others` the same text in other languages, each (language, status, file)."""
    text = relabel(read(file))
    for language, status, other in others:
        text = replace(text, versions=(*text.versions, version_of(text, relabel(read(other)), language, status)))
    source = Source(text.title.text[:500], (text.done_at or "")[:200], text.done_on or "", hashlib.sha256(file[2]).hexdigest())
    name = given.get("id") or text.id or suggested_id(text, names.all)
    return draft_of(text, name, names, text.source or source, given.get("title", ""))


def readings(text: Mapping[str, Any], names: Named) -> dict[str, Reading]:
    """How surely the promises of a draft were read, by code: read once more from its words; none for what a person added."""
    held = from_json(dict(text))
    again = draft_of(replace(held, commitments=(), rhythms=()), held.id, names, held.source)
    by_place = {(c.evidence.element, c.evidence.start): c.code for c in again.instrument.commitments if c.evidence is not None}
    sure = {reading.code: reading for reading in again.readings}
    places = {c.code: by_place.get((c.evidence.element, c.evidence.start)) for c in held.commitments if c.evidence is not None}
    return {code: sure[found] for code, found in places.items() if found is not None}


def promised_series(text: Mapping[str, Any]) -> tuple[MeetingSeries, ...]:
    """The meeting series that a text promises."""
    return series_of(from_json(dict(text)))


def promised_otherwise(text: Mapping[str, Any]) -> tuple[MeetingSeries, ...]:
    """The series that the text promises as its version in another language names them; none where it has none."""
    own = from_json(dict(text))
    for version in own.versions:
        words = {one.id: one.text for one in version.texts}
        if version.language != own.language and words:
            laid = tuple(replace(one, text=words.get(one.id, ""), items=_laid(one.items, words)) for one in own.clauses)
            return series_of(replace(own, clauses=laid, commitments=(), language=version.language))
    return ()


def _laid(items: tuple[Item, ...], words: Mapping[str, str]) -> tuple[Item, ...]:
    return tuple(replace(one, text=words.get(one.id, ""), items=_laid(one.items, words)) for one in items)


def plain(raw: bytes | None) -> dict[str, Any]:
    """A text as JSON values; empty where its words are not here."""
    found: dict[str, Any] = json.loads(raw) if raw is not None else {}
    return found

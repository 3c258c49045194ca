"""The instruments that ship with Entente: the Japan-UK Joint Declaration of 31 August 2017, split into commitments.

Reads the package's own data files, once; otherwise pure. The data hold the text as `parse` reads it from the source file (whose SHA-256
they state), a short title of each clause in English and Japanese, and the promises of each clause. Japanese titles are an unofficial
translation and say so: the declaration was published in English. Splitting a clause into promises is a reading; each fragment is
quoted from the clause, so that the reading can be checked against the words.

Serves every clause: other rooms cite clauses as "jp-gb-2017#S6".
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from entente.instrument.model import (
    Clause,
    ClauseTitle,
    Commitment,
    Evidence,
    Instrument,
    Item,
    Rhythm,
    Section,
    Signatory,
    Source,
    Text,
    Version,
)


@cache
def load() -> Instrument:
    """The Japan-UK declaration of 2017 (id "jp-gb-2017"), always the same immutable value; its elements carry no spans."""
    return from_json(json.loads(resources.files(__package__).joinpath("data/japan_uk_2017.json").read_text("utf-8")))


@cache
def courtesies() -> Mapping[str, Any]:
    """Courtesy translations of titles and headings by instrument, as the data file has them (courtesy.py reads them)."""
    found: dict[str, Any] = json.loads(resources.files(__package__).joinpath("data/courtesy.json").read_text("utf-8"))
    return found


def clause_ids(instrument: Instrument) -> tuple[str, ...]:
    """Every element that can be cited, in the order of the text: recitals, chapeaux, clauses; "jp-gb-2017#S6" where it has an id."""
    out = [text.id for text in instrument.preamble]
    for section in instrument.sections:
        out.extend(text.id for text in section.chapeau)
        out.extend(clause.id for clause in instrument.clauses if clause.section == section.id)
    return tuple(cite(instrument, name) for name in out)


def cite(instrument: Instrument, clause: str) -> str:
    """A clause's id as acts and records cite it."""
    return f"{instrument.id}#{clause}" if instrument.id else clause


def commitments(instrument: Instrument, clause: str | None = None) -> tuple[Commitment, ...]:
    """The promises of an instrument, or of one clause ("S9" or "jp-gb-2017#S9"), in the order of the text."""
    if clause is None:
        return instrument.commitments
    wanted = clause.rpartition("#")[2]
    return tuple(promise for promise in instrument.commitments if promise.clause == wanted)


def clause_text(instrument: Instrument, clause: str) -> str | None:
    """The words of a clause, chapeau paragraph or recital by its id or citation; None where there is no such element."""
    wanted = clause.rpartition("#")[2]
    paragraphs = [*instrument.preamble, *(text for section in instrument.sections for text in section.chapeau)]
    words = {text.id: text.text for text in paragraphs} | {clause.id: clause.text for clause in instrument.clauses}
    return words.get(wanted)


def from_json(data: dict[str, Any]) -> Instrument:
    """The instrument in the shape `to_json` gives; raises KeyError where a named part is missing, for the data are our own."""
    source = data.get("source")
    return Instrument(
        title=Text("title", data["title"]),
        front=_texts(data.get("front", ())),
        opening=Text("opening", data["opening"]) if data.get("opening") else None,
        preamble=_texts(data.get("preamble", ())),
        enacting=Text("enacting", data["enacting"]) if data.get("enacting") else None,
        sections=tuple(Section(s["id"], s["heading"], _texts(s.get("chapeau", ()))) for s in data.get("sections", ())),
        clauses=tuple(
            Clause(c["id"], c["section"], c["number"], c.get("heading", ""), c["text"], _items(c.get("items", ()))) for c in data["clauses"]
        ),
        closing=_texts(data.get("closing", ())),
        done_at=data.get("done_at"),
        done_on=data.get("done_on"),
        signatories=tuple(Signatory(s.get("name", ""), s.get("capacity", "")) for s in data.get("signatories", ())),
        id=data.get("id", ""),
        source=Source(**{"title": "", "place": "", "date": "", **source}) if source else None,
        ja_status=data.get("ja_status", ""),
        language=data.get("language", "en"),
        versions=tuple(Version(v["language"], v["status"], v["title"], _texts(v["texts"])) for v in data.get("versions", ())),
        titles=tuple(ClauseTitle(t["clause"], t.get("en", ""), t.get("ja", "")) for t in data.get("titles", ())),
        rhythms=tuple(_rhythm(r) for r in data.get("rhythms", ())),
        commitments=tuple(_commitment(c) for c in data.get("commitments", ())),
    )


def _texts(data: Sequence[dict[str, str]]) -> tuple[Text, ...]:
    return tuple(Text(t["id"], t["text"]) for t in data)


def _items(data: Sequence[dict[str, Any]]) -> tuple[Item, ...]:
    return tuple(Item(i["id"], i["number"], i["text"], _items(i.get("items", ()))) for i in data)


def _rhythm(data: dict[str, Any]) -> Rhythm:
    return Rhythm(**{"every": None, **data, "evidence": Evidence(**data["evidence"])})


def _commitment(data: dict[str, Any]) -> Commitment:
    return Commitment(
        code=data["code"],
        clause=data["clause"],
        kind=data["kind"],
        strength=data["strength"],
        text=data["text"],
        parties=tuple(data["parties"]),
        title_en=data["title"].get("en", ""),
        title_ja=data["title"].get("ja", ""),
        evidence=Evidence(**data["evidence"]) if data.get("evidence") else None,
    )

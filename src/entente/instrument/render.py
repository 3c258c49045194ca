"""An instrument as JSON values and as an outline for the terminal. Pure.

The JSON names what a reader of the text would: title, opening, preamble, enacting, sections with chapeaux, clauses with items, closing,
place, date, signatories; a published instrument adds id, source, ja_status, titles and commitments, and where it has them its language,
versions in others, and rhythms. Spans are not in it.
"""

from __future__ import annotations

import textwrap
import unicodedata
from dataclasses import asdict
from typing import Any

from entente.instrument.model import Instrument, Item, Text


def to_json(instrument: Instrument) -> dict[str, Any]:
    """Plain values for `json.dumps`; dates in ISO 8601, absent parts as None or empty lists."""
    out: dict[str, Any] = {
        "title": instrument.title.text,
        "front": _texts(instrument.front),
        "opening": instrument.opening.text if instrument.opening else None,
        "preamble": _texts(instrument.preamble),
        "enacting": instrument.enacting.text if instrument.enacting else None,
        "sections": [{"id": s.id, "heading": s.heading, "chapeau": _texts(s.chapeau)} for s in instrument.sections],
        "clauses": [
            {"id": c.id, "section": c.section, "number": c.number, "heading": c.heading, "text": c.text, "items": _items(c.items)}
            for c in instrument.clauses
        ],
        "closing": _texts(instrument.closing),
        "done_at": instrument.done_at,
        "done_on": instrument.done_on,
        "signatories": [{"name": s.name, "capacity": s.capacity} for s in instrument.signatories],
    }
    return {**_published(instrument), **out, **_reading(instrument)} if instrument.id else out


def _published(instrument: Instrument) -> dict[str, Any]:
    return {"id": instrument.id, "source": asdict(instrument.source) if instrument.source else None}


def _reading(instrument: Instrument) -> dict[str, Any]:
    promises = [
        {
            "code": c.code,
            "clause": c.clause,
            "kind": c.kind,
            "strength": c.strength,
            "text": c.text,
            "parties": list(c.parties),
            "title": {name: words for name, words in (("en", c.title_en), ("ja", c.title_ja)) if words},
            **({"evidence": asdict(c.evidence)} if c.evidence else {}),
        }
        for c in instrument.commitments
    ]
    titles = [{"clause": t.clause, **({"en": t.en} if t.en else {}), **({"ja": t.ja} if t.ja else {})} for t in instrument.titles]
    return {"ja_status": instrument.ja_status, "titles": titles, "commitments": promises, **_later(instrument)}


def _later(instrument: Instrument) -> dict[str, Any]:
    """What texts in one language without rhythms lack, left out there, so that such a text reads as it always did."""
    out: dict[str, Any] = {"language": instrument.language} if instrument.language != "en" else {}
    if instrument.versions:
        out["versions"] = [
            {"language": v.language, "status": v.status, "title": v.title, "texts": _texts(v.texts)} for v in instrument.versions
        ]
    if instrument.rhythms:
        out["rhythms"] = [{key: value for key, value in asdict(r).items() if value != ""} for r in instrument.rhythms]
    return out


def _texts(texts: tuple[Text, ...]) -> list[dict[str, str]]:
    return [{"id": text.id, "text": text.text} for text in texts]


def _items(items: tuple[Item, ...]) -> list[dict[str, Any]]:
    return [{"id": i.id, "number": i.number, "text": i.text, "items": _items(i.items)} for i in items]


def outline(instrument: Instrument, width: int = 100) -> str:
    """The instrument's outline, at most `width` columns (60 at least): headings, and for each element its id, title and first words."""
    width = max(width, 60)
    titles = {title.clause: title.en for title in instrument.titles}
    lines = [*_wrapped(instrument.title.text or "(no title)", width), *_counts(instrument, width), ""]
    if instrument.opening:
        lines += [_line("", "", instrument.opening.text, width), ""]
    if instrument.preamble:
        lines += ["Preamble", *(_line(p.id, "", p.text, width) for p in instrument.preamble), ""]
    if instrument.enacting:
        lines += [_line("", "", instrument.enacting.text, width), ""]
    for section in instrument.sections:
        lines += _wrapped(section.heading or "(without a heading)", width)
        lines += [_line(text.id, titles.get(text.id, ""), text.text, width) for text in section.chapeau]
        for clause in instrument.clauses:
            if clause.section == section.id:
                lines.append(_line(clause.id, titles.get(clause.id, clause.heading), clause.text, width))
                lines += _item_lines(clause.items, width, 1)
        lines.append("")
    return "\n".join([*lines, *_foot(instrument, width)]).rstrip() + "\n"


def _counts(instrument: Instrument, width: int) -> list[str]:
    unnumbered = sum(len(section.chapeau) for section in instrument.sections)
    parts = [
        _plural(len(instrument.sections), "section"),
        _plural(len(instrument.clauses), "numbered clause"),
        _plural(unnumbered, "unnumbered paragraph"),
        _plural(len(instrument.preamble), "recital"),
    ]
    if instrument.commitments:
        parts.append(_plural(len(instrument.commitments), "commitment"))
    return _wrapped(", ".join(parts), width)


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _foot(instrument: Instrument, width: int) -> list[str]:
    place = ", ".join(part for part in (instrument.done_at, instrument.done_on) if part)
    lines = [f"Done at {place}" if instrument.done_at else f"Done on {place}"] if place else []
    for signatory in instrument.signatories:
        lines += _wrapped("  " + ", ".join(part for part in (signatory.name, signatory.capacity) if part), width)
    return lines


def _item_lines(items: tuple[Item, ...], width: int, depth: int) -> list[str]:
    out = []
    for item in items:
        out.append(_line(item.id, "", item.text, width, depth))
        out += _item_lines(item.items, width, depth + 1)
    return out


def _line(name: str, title: str, words: str, width: int, depth: int = 0) -> str:
    """One element on one line: "  S6     Logistic support under the ACSA: Japan and the UK will enhance ..."."""
    lead = "  " * (min(depth, 8) + 1) + (name.ljust(6) + " " if name else "")
    said = ": ".join(filter(None, (title, words))) if not words.casefold().startswith(title.casefold()) else words
    return lead + _cut(" ".join(said.split()), width - len(lead))


def _cut(text: str, columns: int) -> str:
    """The first words that fit, full-width characters counted as two columns (Unicode Standard Annex 11)."""
    if _columns(text[: columns + 1]) <= columns and len(text) <= columns:
        return text
    used, at = 0, 0
    while at < len(text) and used + _columns(text[at]) <= columns - 4:
        used += _columns(text[at])
        at += 1
    head = text[:at]
    space = head.rfind(" ")
    return (head[:space] if space > at - 20 and space > 0 else head) + " ..."


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, subsequent_indent="  ") or [text]

"""An instrument as Akoma Ntoso 3.0 (OASIS LegalDocML, akn-core v1.0), out; `akoma_ntoso.read` reads it back. Pure: value in, bytes out.

One language is a `doc`; several are a `documentCollection` with a component for each. Sections are `section`, clauses `paragraph` or
`article`, items `point`; recitals, formula and conclusions stand where the standard has them. `eId`s follow the naming convention and
depend on our ids alone, so that they stay when words change. Our ids, titles, promises and rhythms stand in attributes of our own
namespace and in `proprietary`, which other readers pass over: out and in again loses nothing. Serves every clause.
"""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any, TypeAlias

from lxml import etree

from entente.instrument.model import Clause, Instrument, Item, Section, Text, Version
from entente.kernel.errors import Refusal

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OWN = "urn:entente:instrument:1"
LANGUAGES = {"en": "eng", "ja": "jpn"}
"""BCP 47 to ISO 639-2, which FRBRlanguage wants; another language is written as it is."""

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_ID = re.compile(r"[^A-Za-z0-9_.-]")

Element: TypeAlias = Any
"""An element of lxml, which has no types."""


def render_akoma_ntoso(instrument: Instrument) -> bytes:
    """The instrument as an XML document in UTF-8; refuses AK1 "not-xml", text with characters that XML 1.0 cannot hold."""
    root = etree.Element(_akn("akomaNtoso"), nsmap={None: AKN, "entente": OWN})
    try:
        if instrument.versions:
            _collection(root, instrument)
        else:
            _document(root, instrument, None, "")
    except ValueError as error:
        raise Refusal("not-xml", "AK1", f"The text holds characters that XML cannot: {error}.") from error
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=False))


def _akn(name: str) -> str:
    return f"{{{AKN}}}{name}"


def own(name: str) -> str:
    """A name in our own namespace."""
    return f"{{{OWN}}}{name}"


def _add(parent: Element, tag: str, text: str | None = None, /, **attributes: str) -> Element:
    made = etree.SubElement(parent, _akn(tag))
    for key, value in attributes.items():
        _set(made, key, value)
    if text is not None:
        made.text = _legal(text)
    return made


def _set(element: Element, key: str, value: str) -> None:
    element.set(own(key.removeprefix("own_")) if key.startswith("own_") else key, _legal(value))


def _legal(text: str) -> str:
    found = _ILLEGAL.search(text)
    if found:
        raise ValueError(f"U+{ord(found[0]):04X}")
    return text


def _collection(root: Element, instrument: Instrument) -> None:
    made = _add(root, "documentCollection", name="declaration")
    _meta(made, instrument, instrument.language, "")
    body = _add(made, "collectionBody", eId="collectionBody")
    for number, version in enumerate((None, *instrument.versions), start=1):
        name = f"component_{number}"
        _document(_add(body, "component", eId=name), instrument, version, f"{name}__")


def _document(parent: Element, instrument: Instrument, version: Version | None, prefix: str) -> None:
    """One language: all of the instrument, or what a version has of it."""
    made = _add(parent, "doc", name="declaration", contains="singleVersion")
    texts = None if version is None else {text.id: text.text for text in version.texts}
    language = instrument.language if version is None else version.language
    meta = _meta(made, instrument, language, prefix)
    if version is None:
        _proprietary(meta, instrument)
    else:
        told = etree.SubElement(_add(meta, "proprietary", source="#entente"), own("version"))
        for key, value in (("language", version.language), ("status", version.status), ("title", version.title)):
            told.set(key, _legal(value))
    preface = _add(made, "preface", eId=f"{prefix}preface")
    _add(_add(preface, "p", eId=f"{prefix}preface__p_1"), "docTitle", instrument.title.text if version is None else version.title)
    if version is None:
        for n, text in enumerate(instrument.front, start=2):
            _add(preface, "p", text.text, eId=f"{prefix}preface__p_{n}", own_id=text.id, own_part="front")
    _preamble(made, instrument, texts, prefix)
    _main(made, instrument, texts, prefix)
    if version is None:
        _conclusions(made, instrument, prefix)


def _meta(parent: Element, instrument: Instrument, language: str, prefix: str) -> Element:
    meta = _add(parent, "meta")
    identification = _add(meta, "identification", source="#entente")
    day = instrument.done_on or "1000-01-01"
    work = f"/akn/xx/doc/{day}/{_NOT_ID.sub('-', instrument.id) or 'instrument'}"
    code = LANGUAGES.get(language, language)
    for level, uri in (("FRBRWork", work), ("FRBRExpression", f"{work}/{code}@"), ("FRBRManifestation", f"{work}/{code}@.xml")):
        part = _add(identification, level)
        _add(part, "FRBRthis", value=f"{uri}/!{prefix.removesuffix('__') or 'main'}")
        _add(part, "FRBRuri", value=uri)
        _add(part, "FRBRdate", date=day, name="done")
        _add(part, "FRBRauthor", href="#entente")
        if level == "FRBRWork":
            _add(part, "FRBRcountry", value="xx")
        if level == "FRBRExpression":
            _add(part, "FRBRlanguage", language=code)
    references = _add(meta, "references", source="#entente")
    _add(references, "TLCOrganization", eId=f"{prefix}entente", href="/ontology/organization/entente", showAs="Entente")
    return meta


def _proprietary(meta: Element, instrument: Instrument) -> None:
    """What the standard has no place for; each value an attribute, so that white space stays as it is."""
    told = _add(meta, "proprietary", source="#entente")
    facts: dict[str, object] = {"id": instrument.id, "language": instrument.language, "ja_status": instrument.ja_status}
    facts |= {"done_at": instrument.done_at, "done_on": instrument.done_on}
    _told(told, "instrument", facts)
    if instrument.source:
        _told(told, "source", asdict(instrument.source))
    for title in instrument.titles:
        _told(told, "title", asdict(title))
    for promise in instrument.commitments:
        plain = asdict(promise) | {"parties": " ".join(promise.parties)}
        evidence = plain.pop("evidence")
        made = _told(told, "commitment", plain)
        if evidence:
            _told(made, "evidence", evidence)
    for rhythm in instrument.rhythms:
        plain = asdict(rhythm)
        evidence = plain.pop("evidence")
        _told(_told(told, "rhythm", plain), "evidence", evidence)


def _told(parent: Element, name: str, facts: dict[str, object]) -> Element:
    made = etree.SubElement(parent, own(name))
    for key, value in facts.items():
        if value is not None:
            made.set(key, _legal(str(value)))
    return made


def _preamble(parent: Element, instrument: Instrument, texts: dict[str, str] | None, prefix: str) -> None:
    recitals = [(r.id, _words(r.id, r.text, texts)) for r in instrument.preamble]
    spoken = [(name, words) for name, words in recitals if words is not None]
    if not (spoken or (texts is None and (instrument.opening or instrument.enacting))):
        return
    made = _add(parent, "preamble", eId=f"{prefix}preamble")
    if texts is None and instrument.opening:
        _add(made, "p", instrument.opening.text, eId=f"{prefix}preamble__p_1", own_id=instrument.opening.id, own_part="opening")
    if spoken:
        inside = _add(made, "recitals", eId=f"{prefix}preamble__recitals")
        for name, words in spoken:
            recital = _add(inside, "recital", eId=f"{prefix}preamble__recitals__rec_{_id(name)}", own_id=name)
            _paragraphs(recital, words, f"{prefix}preamble__recitals__rec_{_id(name)}")
    if texts is None and instrument.enacting:
        formula = _add(made, "formula", name="enacting", eId=f"{prefix}preamble__formula_1", own_id=instrument.enacting.id)
        _paragraphs(formula, instrument.enacting.text, f"{prefix}preamble__formula_1")


def _main(parent: Element, instrument: Instrument, texts: dict[str, str] | None, prefix: str) -> None:
    body = _add(parent, "mainBody", eId=f"{prefix}mainBody")
    named = {section.id for section in instrument.sections}
    loose = Section("", "")
    order = [c.id for s in instrument.sections for c in instrument.clauses if c.section == s.id]
    order += [c.id for c in instrument.clauses if c.section not in named]
    sorted_already = order == [c.id for c in instrument.clauses]
    for section in (*instrument.sections, loose):
        inside = [c for c in instrument.clauses if (c.section == section.id if section.id else c.section not in named)]
        if section is loose and not inside:
            continue
        name = f"{prefix}sec_{_id(section.id) or 'none'}"
        made = _add(body, "section", eId=name, own_id=section.id, own_part="section" if section is not loose else "loose")
        if section.heading:
            _add(
                made,
                "heading",
                section.heading if texts is None else _words(section.id, section.heading, texts) or "",
                eId=f"{name}__heading",
            )
        _chapeau(made, section, texts, name, bool(inside))
        for clause in inside:
            _clause(made, clause, texts, name, None if sorted_already else instrument.clauses.index(clause))
    if not len(body):
        _add(body, "p", eId=f"{prefix}mainBody__p_1")


def _chapeau(made: Element, section: Section, texts: dict[str, str] | None, name: str, more: bool) -> None:
    spoken = [(t.id, words) for t in section.chapeau if (words := _words(t.id, t.text, texts)) is not None]
    if spoken or not more:
        holder = _add(made, "intro" if more else "content", eId=f"{name}__{'intro' if more else 'content'}")
        for local, words in spoken:
            _add(holder, "p", words, eId=f"{name}__p_{_id(local)}", own_id=local)
        if not len(holder):
            _add(holder, "p", eId=f"{name}__p_1")


def _clause(parent: Element, clause: Clause, texts: dict[str, str] | None, above: str, index: int | None) -> None:
    kind, short = ("article", "art") if re.match(r"(?:article|第)", clause.number, re.IGNORECASE) else ("paragraph", "para")
    name = f"{above}__{short}_{_id(clause.id)}"
    made = _add(parent, kind, eId=name, own_id=clause.id, own_section=clause.section, own_part="clause")
    if index is not None:
        _set(made, "own_index", str(index))
    _provision(made, clause.number, clause.heading, _words(clause.id, clause.text, texts), name)
    for item in clause.items:
        _item(made, item, texts, name)
    _close(made, name)


def _item(parent: Element, item: Item, texts: dict[str, str] | None, above: str) -> None:
    name = f"{above}__point_{_id(item.id)}"
    made = _add(parent, "point", eId=name, own_id=item.id, own_part="item")
    _provision(made, item.number, "", _words(item.id, item.text, texts), name)
    for inner in item.items:
        _item(made, inner, texts, name)
    _close(made, name)


def _provision(made: Element, number: str, heading: str, words: str | None, name: str) -> None:
    if number:
        _add(made, "num", number, eId=f"{name}__num")
    if heading:
        _add(made, "heading", heading, eId=f"{name}__heading")
    if words is not None:
        _paragraphs(_add(made, "intro", eId=f"{name}__content"), words, f"{name}__content")


def _close(made: Element, name: str) -> None:
    """A provision without items holds its words as content; one with items as the words before them."""
    holder = made.find(_akn("intro"))
    if made.find(_akn("point")) is None:
        if holder is None:
            _add(_add(made, "content", eId=f"{name}__content"), "p", eId=f"{name}__content__p_1", own_absent="true")
        else:
            holder.tag = _akn("content")


def _paragraphs(parent: Element, words: str, name: str) -> None:
    """A text as one p for each of its lines."""
    for n, line in enumerate(words.split("\n"), start=1):
        _add(parent, "p", line, eId=f"{name}__p_{n}")


def _words(name: str, words: str, texts: dict[str, str] | None) -> str | None:
    """The words of an element in the language being written; None where that version has none."""
    return words if texts is None else texts.get(name)


def _conclusions(parent: Element, instrument: Instrument, prefix: str) -> None:
    if not (instrument.closing or instrument.signatories):
        return
    made = _add(parent, "conclusions", eId=f"{prefix}conclusions")
    for n, text in enumerate(instrument.closing, start=1):
        _closing(made, text, f"{prefix}conclusions__p_{n}")
    references = parent.find(f"{_akn('meta')}/{_akn('references')}")
    for n, one in enumerate(instrument.signatories, start=1):
        person, role = f"{prefix}signatory_{n}", f"{prefix}capacity_{n}"
        _add(references, "TLCPerson", eId=person, href=f"/ontology/person/signatory_{n}", showAs=one.name or "-")
        _add(references, "TLCRole", eId=role, href=f"/ontology/role/capacity_{n}", showAs=one.capacity or "-")
        line = _add(_add(made, "p", eId=f"{prefix}conclusions__sign_{n}", own_part="signatory"), "signature", eId=f"{prefix}signature_{n}")
        _add(line, "person", one.name, refersTo=f"#{person}", eId=f"{prefix}signature_{n}__person")
        _add(line, "role", one.capacity, refersTo=f"#{role}", eId=f"{prefix}signature_{n}__role")


def _closing(parent: Element, text: Text, name: str) -> None:
    _add(parent, "p", text.text, eId=name, own_id=text.id, own_part="closing")


def _id(name: str) -> str:
    return _NOT_ID.sub("_", name)

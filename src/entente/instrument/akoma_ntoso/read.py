"""Akoma Ntoso 3.0 to an instrument: our own files without loss, anybody's by their structure. Pure: bytes in, value or refusal out.

No entity is expanded, no document type read, no network or file touched. A file that is ours names its ids; in another's, top-level
containers become sections, the provisions in them clauses, what stands below them items, and ids are made by the rules of `identifiers`.
Only the first document of a file from elsewhere is read; its annexes are not.

Refusals: AK2 "not-akoma-ntoso", AK3 "xml-refused" (malformed, entities, too deep), AK4 "too-long", AK5 "no-clauses".
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from entente.instrument.akoma_ntoso.write import AKN, OWN, Element, own
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
from entente.instrument.parsing.decode import LIMIT
from entente.instrument.parsing.identifiers import Ids, numbered
from entente.instrument.parsing.lines import collapse
from entente.kernel.errors import Refusal

MAX_BYTES = 4 * LIMIT
"""An instrument's text with its mark-up; mark-up is three times the text in the samples seen."""

_DOCUMENTS = ("doc", "statement", "act", "bill", "documentCollection", "judgment", "debateReport", "officialGazette")
_PROVISIONS = (
    "article",
    "paragraph",
    "clause",
    "rule",
    "point",
    "list",
    "item",
    "indent",
    "alinea",
    "subparagraph",
    "subclause",
    "proviso",
)
_CONTAINERS = ("part", "title", "book", "tome", "chapter", "section", "division", "subdivision", "subchapter", "subpart", "subtitle",
               "subsection",                "hcontainer", "level", "crossHeading", "transitional")  # fmt: skip
_HIERARCHY = frozenset((*_PROVISIONS, *_CONTAINERS))
MAX_DEPTH = 60


def is_akoma_ntoso(data: bytes) -> bool:
    """Whether bytes look like an Akoma Ntoso file, of whatever version."""
    return b"<akomaNtoso" in data[:4096] or b":akomaNtoso" in data[:4096]


def parse_akoma_ntoso(data: bytes) -> Instrument:
    """The instrument in an Akoma Ntoso 3.0 file; refuses AK2 to AK5. Elements carry no spans."""
    if len(data) > MAX_BYTES:
        raise Refusal("too-long", "AK4", f"The file holds {len(data)} bytes; an instrument in Akoma Ntoso may hold {MAX_BYTES}.")
    document = _document(_root(data))
    if document.tag == _akn("documentCollection"):
        parts = [d for d in document.iterfind(f"{_akn('collectionBody')}/{_akn('component')}/*") if _local(d) in _DOCUMENTS]
        if not parts:
            raise Refusal("no-clauses", "AK5", "The collection holds no document with a text.")
        first, versions = parts[0], tuple(v for d in parts[1:] if (v := _version(d)) is not None)
    else:
        first, versions = document, ()
    mine = first.find(f"{_akn('meta')}/{_akn('proprietary')}/{own('instrument')}")
    found = _foreign(first) if mine is None else _ours(first, versions)
    if not found.clauses and mine is None:
        raise Refusal("no-clauses", "AK5", "The file holds no numbered provision.")
    return found


def _akn(name: str) -> str:
    return f"{{{AKN}}}{name}"


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _root(data: bytes) -> Element:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or "<!DOCTYPE".encode("utf-16-le") in data or "<!DOCTYPE".encode("utf-16-be") in data:
        raise Refusal("xml-refused", "AK3", "The file declares a document type or entities; an instrument needs neither.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refusal("xml-refused", "AK3", f"The file is not well-formed XML: {error}.") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise Refusal("xml-refused", "AK3", "The file declares a document type or entities; an instrument needs neither.")
    return root


def _document(root: Element) -> Element:
    if _local(root) != "akomaNtoso":
        raise Refusal("not-akoma-ntoso", "AK2", f"The file is XML, but “{_local(root)[:60]}” is not Akoma Ntoso.")
    if root.tag != _akn("akomaNtoso"):
        space = root.tag.rpartition("}")[0].lstrip("{")[:100] or "none"
        raise Refusal("not-akoma-ntoso", "AK2", f"The file is Akoma Ntoso of another version (namespace {space}); 3.0 is read: {AKN}.")
    found = next((child for child in root if _local(child) in _DOCUMENTS), None)
    if found is None:
        raise Refusal("not-akoma-ntoso", "AK2", "The file is Akoma Ntoso, but holds no document of a kind that has clauses.")
    return found


def _said(element: Element | None) -> str:
    """The words of an element as they stand, notes left out."""
    return "" if element is None else "".join(element.itertext())


def _lines(element: Element | None) -> str:
    """The words of a block of paragraphs, one line for each."""
    return "" if element is None else "\n".join(_said(p) for p in element.iterfind(_akn("p")))


def _get(element: Element, name: str) -> str:
    return str(element.get(own(name)) or "")


def _ours(document: Element, versions: tuple[Version, ...]) -> Instrument:
    """A file that we wrote: everything is named."""
    told: Any = document.find(f"{_akn('meta')}/{_akn('proprietary')}")
    facts = dict(told.find(own("instrument")).attrib)
    source = told.find(own("source"))
    sections, clauses = _our_body(document)
    opening = next((p for p in document.iterfind(f"{_akn('preamble')}/{_akn('p')}")), None)
    formula = document.find(f"{_akn('preamble')}/{_akn('formula')}")
    signatures = document.iterfind(f"{_akn('conclusions')}/{_akn('p')}/{_akn('signature')}")
    try:
        return Instrument(
            title=Text("title", _said(document.find(f".//{_akn('docTitle')}"))),
            front=_marked(document.find(_akn("preface")), "front"),
            opening=Text(_get(opening, "id"), _said(opening)) if opening is not None else None,
            preamble=tuple(Text(_get(r, "id"), _lines(r)) for r in document.iterfind(f".//{_akn('recital')}")),
            enacting=Text(_get(formula, "id"), _lines(formula)) if formula is not None else None,
            sections=sections,
            clauses=clauses,
            closing=_marked(document.find(_akn("conclusions")), "closing"),
            done_at=facts.get("done_at"),
            done_on=facts.get("done_on"),
            signatories=tuple(Signatory(_said(s.find(_akn("person"))), _said(s.find(_akn("role")))) for s in signatures),
            id=facts.get("id", ""),
            source=Source(**dict(source.attrib)) if source is not None else None,
            ja_status=facts.get("ja_status", ""),
            language=facts.get("language", "en"),
            versions=versions,
            titles=tuple(ClauseTitle(**dict(t.attrib)) for t in told.iterfind(own("title"))),
            rhythms=tuple(_rhythm(r) for r in told.iterfind(own("rhythm"))),
            commitments=tuple(_commitment(c) for c in told.iterfind(own("commitment"))),
        )
    except (TypeError, KeyError, ValueError) as error:
        raise Refusal("xml-refused", "AK3", f"What the file says of itself in {OWN} does not read: {error}.") from None


def _marked(holder: Element | None, part: str) -> tuple[Text, ...]:
    found = [] if holder is None else [p for p in holder.iterfind(_akn("p")) if _get(p, "part") == part]
    return tuple(Text(_get(p, "id"), _said(p)) for p in found)


def _our_body(document: Element) -> tuple[tuple[Section, ...], tuple[Clause, ...]]:
    sections: list[Section] = []
    clauses: list[tuple[int, Clause]] = []
    for section in document.iterfind(f"{_akn('mainBody')}/{_akn('section')}"):
        if _get(section, "part") == "section":
            holder = next((h for name in ("intro", "content") if (h := section.find(_akn(name))) is not None), None)
            chapeau = [] if holder is None else [Text(_get(p, "id"), _said(p)) for p in holder if _get(p, "id")]
            sections.append(Section(_get(section, "id"), _said(section.find(_akn("heading"))), tuple(chapeau)))
        for made in section:
            if _get(made, "part") == "clause":
                index = int(_get(made, "index") or len(clauses))
                heading, number = _said(made.find(_akn("heading"))), _said(made.find(_akn("num")))
                clauses.append(
                    (index, Clause(_get(made, "id"), _get(made, "section"), number, heading, _own_words(made), _own_items(made)))
                )
    return tuple(sections), tuple(clause for _, clause in sorted(clauses, key=lambda pair: pair[0]))


def _own_words(made: Element) -> str:
    return next((_lines(h) for name in ("content", "intro") if (h := made.find(_akn(name))) is not None), "")


def _own_items(made: Element, depth: int = 0) -> tuple[Item, ...]:
    _check_depth(depth)
    points = made.iterfind(_akn("point"))
    return tuple(Item(_get(p, "id"), _said(p.find(_akn("num"))), _own_words(p), _own_items(p, depth + 1)) for p in points)


def _check_depth(depth: int) -> None:
    if depth > MAX_DEPTH:
        raise Refusal("xml-refused", "AK3", f"Provisions lie more than {MAX_DEPTH} deep within one another.")


def _evidence(made: Element) -> Evidence | None:
    found = made.find(own("evidence"))
    return None if found is None else Evidence(str(found.get("element", "")), int(found.get("start", "")), int(found.get("end", "")))


def _commitment(made: Element) -> Commitment:
    facts: Any = dict(made.attrib)
    return Commitment(**{**facts, "parties": tuple(facts["parties"].split()), "evidence": _evidence(made)})


def _rhythm(made: Element) -> Rhythm:
    facts: Any = dict(made.attrib)
    evidence = _evidence(made)
    if evidence is None:
        raise ValueError("a rhythm without evidence")
    return Rhythm(**{**facts, "every": int(facts["every"]) if "every" in facts else None, "evidence": evidence})


def _version(document: Element) -> Version | None:
    """Our own document of another language."""
    told = document.find(f"{_akn('meta')}/{_akn('proprietary')}/{own('version')}")
    if told is None:
        return None
    texts: list[Text] = []
    for made in document.iter():
        name, part = _get(made, "id"), _local(made)
        if not name:
            continue
        if part == "section" and (heading := made.find(_akn("heading"))) is not None and heading.text:
            texts.append(Text(name, _said(heading)))
        elif part == "p":
            texts.append(Text(name, _said(made)))
        elif part == "recital":
            texts.append(Text(name, _lines(made)))
        elif _get(made, "part") in ("clause", "item"):
            holder = next((h for n in ("content", "intro") if (h := made.find(_akn(n))) is not None), None)
            if holder is not None and not any(_get(p, "absent") for p in holder):
                texts.append(Text(name, _lines(holder)))
    return Version(str(told.get("language")), str(told.get("status")), str(told.get("title")), tuple(texts))


def _foreign(document: Element) -> Instrument:
    """A file from elsewhere, by its structure."""
    ids = Ids()
    title = next(
        (words for e in document.iter(_akn("docTitle"), _akn("longTitle"), _akn("shortTitle")) if (words := collapse(_said(e)))), ""
    )
    alias = document.find(f".//{_akn('FRBRalias')}")
    title = title or (str(alias.get("value") or "") if alias is not None else "")
    recitals = [r for name in ("recital", "citation") for r in document.iterfind(f"{_akn('preamble')}//{_akn(name)}")]
    formula = document.find(f"{_akn('preamble')}//{_akn('formula')}")
    body = next((b for name in ("mainBody", "body") if (b := document.find(_akn(name))) is not None), None)
    sections: list[Section] = []
    clauses: list[Clause] = []
    if body is not None:
        _container(body, "", ids, sections, clauses, 0)
    ordered = enumerate(recitals, 1)
    day = document.find(f"{_akn('meta')}/{_akn('identification')}/{_akn('FRBRWork')}/{_akn('FRBRdate')}")
    language = document.find(f".//{_akn('FRBRlanguage')}")
    code = str(language.get("language")) if language is not None else "eng"
    return Instrument(
        title=Text("title", title),
        preamble=tuple(Text(f"P{n}", words) for n, r in ordered if (words := collapse(_said(r)))),
        enacting=Text("enacting", collapse(_said(formula))) if formula is not None else None,
        sections=tuple(sections),
        clauses=tuple(clauses),
        done_on=_day(day),
        language={"eng": "en", "jpn": "ja"}.get(code, code),
    )


def _day(found: Element | None) -> str | None:
    words = str(found.get("date") or "") if found is not None else ""
    return words if re.fullmatch(r"[12]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])", words) else None


def _container(made: Element, heading: str, ids: Ids, sections: list[Section], clauses: list[Clause], depth: int) -> None:
    """A container becomes a section; the containers in it become sections of their own, behind it."""
    _check_depth(depth)
    inside = [child for child in made if _local(child) in _HIERARCHY]
    leaves = [c for c in inside if _is_clause(c)]
    chapeau = [words for c in made if _local(c) in ("intro", "p", "content", "blockList") for words in _blocks(c)]
    name = ""
    if leaves or chapeau or heading:
        name = ids.section(heading)
        several = len(chapeau) > 1
        texts = [Text(numbered(name, f"0.{n}" if several else "0"), words) for n, words in enumerate(chapeau, 1)]
        sections.append(Section(name, heading, tuple(texts)))
    for position, child in enumerate(inside, start=1):
        if _is_clause(child):
            clauses.append(_foreign_clause(child, name, position, ids))
        else:
            words = [collapse(_said(child.find(_akn(part)))) for part in ("num", "heading")]
            _container(child, " ".join(w for w in words if w) or _local(child).title(), ids, sections, clauses, depth + 1)


def _is_clause(made: Element) -> bool:
    """A provision, or a container that holds no provision of its own."""
    if _local(made) in _PROVISIONS:
        return True
    return _local(made) == "section" and not any(_local(c) in ("article", "paragraph", *_CONTAINERS) for c in made)


def _foreign_clause(made: Element, section: str, position: int, ids: Ids) -> Clause:
    number = collapse(_said(made.find(_akn("num")))).strip('"“().: ')
    plain = re.sub(r"^(?:article|section|clause|paragraph)\s+", "", number, flags=re.IGNORECASE)
    label = plain if re.fullmatch(r"[A-Za-z0-9]{1,6}(?:[.-][A-Za-z0-9]{1,4})?", plain) else str(position)
    name = ids.claim(f"Art{label}" if _local(made) == "article" else numbered(section, label))
    heading = collapse(_said(made.find(_akn("heading"))))
    return Clause(name, section, number, heading, _foreign_words(made), _foreign_items(made, name, ids, 0))


def _foreign_words(made: Element) -> str:
    """The words of a provision without those of its items."""
    out = [words for c in made if _local(c) in ("content", "intro", "p") for words in _blocks(c)]
    return "\n".join(out)


def _blocks(made: Element) -> list[str]:
    """The paragraphs of a block, lists left to the items."""
    if _local(made) == "p":
        return [words] if (words := collapse(_said(made))) else []
    if _local(made) == "blockList":
        return [words for c in made if _local(c) in ("listIntroduction", "listWrapUp") if (words := collapse(_said(c)))]
    return [words for c in made if _local(c) not in ("num", "heading", "subheading") for words in _blocks(c)] if _local(made) in (
        "intro", "content", "wrapUp", "listIntroduction", "blockContainer",
    ) else []  # fmt: skip


def _foreign_items(made: Element, above: str, ids: Ids, depth: int) -> tuple[Item, ...]:
    _check_depth(depth)
    found = [c for c in made if _local(c) in _HIERARCHY]
    for holder in [made, *(c for c in made if _local(c) in ("content", "intro", "list"))]:
        for block in holder.iterfind(_akn("blockList")):
            found += block.findall(_akn("item"))
    out = []
    for position, child in enumerate(found, start=1):
        number = collapse(_said(child.find(_akn("num")))).strip('"“().: ')
        label = number if re.fullmatch(r"[A-Za-z0-9]{1,6}", number) else str(position)
        name = ids.claim(f"{above}.{label}")
        out.append(Item(name, number, _foreign_words(child), _foreign_items(child, name, ids, depth + 1)))
    return tuple(out)

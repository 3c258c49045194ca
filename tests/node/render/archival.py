"""What a reader that knows nothing of who made a PDF finds against PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1), clause by clause.

Pure: bytes in, sentences out, by pypdf alone. Checked are fonts, colours, actions, notes, metadata, tags and alternatives.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from html import unescape
from itertools import pairwise
from typing import Any

import pypdf
from pypdf.generic import ContentStream

DRAWING = {"Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Do", "sh"}
FORBIDDEN_ACTIONS = {
    f"/{name}"
    for name in ("Launch", "Sound", "Movie", "ResetForm", "ImportData", "Hide", "SetOCGState", "Rendition", "Trans", "JavaScript")
}
BLENDS = {"/Normal", "/Compatible"}


def problems(data: bytes) -> list[str]:
    """Everything that stands against the file; nothing where it keeps what is checked here."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    root: Any = reader.trailer["/Root"]
    found = [*_file(data, reader), *_catalog(root), *_metadata(reader, root), *_structure(root)]
    for number, page in enumerate(reader.pages, start=1):
        found += [f"page {number}: {one}" for one in (*_page(page), *_content(page, reader))]
    return list(dict.fromkeys(found))


def _file(data: bytes, reader: pypdf.PdfReader) -> Iterator[str]:
    head = data[:64].split(b"\n")
    if not re.fullmatch(rb"%PDF-1\.[0-7]", head[0].strip()) or not re.match(rb"%[\x80-\xff]{4}", head[1]):
        yield "6.1.2: the header, or the four bytes after it, are not as they must be"
    if "/ID" not in reader.trailer or "/Encrypt" in reader.trailer:
        yield "6.1.3: the trailer has no identifier, or is encrypted"
    if not data.rstrip(b"\r\n").endswith(b"%%EOF"):
        yield "6.1.3: something follows the end of the file"
    for number in range(1, int(reader.trailer["/Size"])):
        held: Any = reader.get_object(number)
        if isinstance(held, dict) and ("LZW" in str(held.get("/Filter", "")) or (hasattr(held, "get_data") and "/F" in held)):
            yield f"6.1.7: object {number} is compressed by LZW, or lies outside the file"


def _catalog(root: Any) -> Iterator[str]:
    intents = [one.get_object() for one in root.get("/OutputIntents", [])]
    if [one.get("/S") for one in intents] != ["/GTS_PDFA1"] or intents[0]["/DestOutputProfile"].get_object().get("/N") != 3:
        yield "6.2.3: there is no one output intent with a profile of three colours"
    if "/AA" in root or "/JavaScript" in root.get("/Names", {}) or "/EmbeddedFiles" in root.get("/Names", {}):
        yield "6.5: the document acts by itself, or carries files"
    if not _true(root.get("/MarkInfo", {}).get("/Marked")) or not root.get("/Lang"):
        yield "6.7.2, 6.7.4: it is not marked as tagged, or says no language"
    if not _true(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle")):
        yield "UA 7.1: the title is not shown"


def _true(held: Any) -> bool:
    """Whether a value of the file is there and true; pypdf's false is an object, and objects count as true."""
    return bool(getattr(held, "value", held))


def _metadata(reader: pypdf.PdfReader, root: Any) -> Iterator[str]:
    xmp = root["/Metadata"].get_object().get_data().decode()
    for name, value in (("pdfaid:part", "2"), ("pdfaid:conformance", "A"), ("pdfuaid:part", "1")):
        if f"<{name}>{value}<" not in xmp:
            yield f"6.6.4: {name} is not {value}"
    info = reader.metadata
    if info is not None and info.title and f">{info.title}<" not in unescape(xmp):
        yield "6.6.3: the two titles differ"


def _fonts(resources: Any, seen: set[str]) -> Iterator[str]:
    for name, reference in resources.get("/Font", {}).items():
        font = reference.get_object()
        inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        described = inner.get("/FontDescriptor", {})
        described = described.get_object() if hasattr(described, "get_object") else described
        if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(described) and font.get("/Subtype") != "/Type3":
            yield f"6.2.11.4: the font {name} is not in the file"
        if "/ToUnicode" not in font:
            yield f"6.2.11.7: the font {name} does not say which characters it shows"
        if inner.get("/Subtype") == "/CIDFontType2" and "/CIDToGIDMap" not in inner:
            yield f"6.2.11.3: the font {name} has no map to its glyphs"
    for reference in resources.get("/XObject", {}).values():
        held = reference.get_object()
        if held.get("/Subtype") == "/Form" and str(reference) not in seen:
            seen.add(str(reference))
            yield from _fonts(held.get("/Resources", {}), seen)
        if "/Alternates" in held or "/OPI" in held or held.get("/Interpolate"):
            yield "6.2.8: a picture has alternates, OPI or is interpolated"


def _page(page: Any) -> Iterator[str]:
    resources = page.get("/Resources", {})
    resources = resources.get_object() if hasattr(resources, "get_object") else resources
    yield from _fonts(resources, set())
    clear = False
    for reference in resources.get("/ExtGState", {}).values():
        state = reference.get_object()
        clear = clear or float(state.get("/ca", 1)) < 1 or float(state.get("/CA", 1)) < 1 or state.get("/SMask", "/None") != "/None"
        if state.get("/BM", "/Normal") not in BLENDS or "/TR" in state or "/HTP" in state:
            yield "6.2.5, 6.2.10: a graphics state blends or transfers otherwise than it may"
    if clear and "/CS" not in (page.get("/Group") or {}):
        yield "6.2.10: it is transparent, and its group has no colour space"
    if page.get("/Tabs") != "/S" and page.get("/Annots"):
        yield "UA 7.18.3: one does not tab in the order of the tags"
    for reference in page.get("/Annots", []):
        note = reference.get_object()
        flags = int(note.get("/F", 0))
        if note["/Subtype"] != "/Link" or not flags & 4 or flags & (1 | 2 | 32):
            yield "6.3.2: a note is no link, is hidden, or is not printed"
        if note.get("/A", {}).get("/S") in FORBIDDEN_ACTIONS or "/AA" in note:
            yield "6.5.1: a link does more than lead somewhere"
        if "/StructParent" not in note or "/Contents" not in note:
            yield "UA 7.18.5: a link has no tag, or no words for those who do not see it"


def _content(page: Any, reader: pypdf.PdfReader) -> Iterator[str]:
    """Everything that is drawn lies in marked content, tagged or an artefact."""
    depth = 0
    content = page.get_contents()
    for _operands, operator in ContentStream(content, reader).operations if content is not None else ():
        name = operator.decode()
        depth += (name in ("BDC", "BMC")) - (name == "EMC")
        if name in DRAWING and depth == 0:
            yield f"UA 7.1: {name} draws outside marked content"
    if "/StructParents" not in page:
        yield "6.7.3: its content is not tied to the tags"


def _structure(root: Any) -> Iterator[str]:
    tree = root.get("/StructTreeRoot")
    if tree is None or "/ParentTree" not in tree.get_object():
        yield "6.7.3: there is no tree of tags"
        return
    heads: list[int] = []
    for tag, element in _elements(tree.get_object()):
        if tag == "/Figure" and not (element.get("/Alt") or element.get("/ActualText")):
            yield "UA 7.3: a figure has no words in its place"
        if tag == "/TH" and "/Scope" not in _attributes(element):
            yield "UA 7.5: a head of a table does not say what it is the head of"
        if re.fullmatch(r"/H[1-6]", tag):
            heads.append(int(tag[2]))
    if not heads or heads[0] != 1 or any(later - before > 1 for before, later in pairwise(heads)):
        yield f"UA 7.4.2: the headings leave out a level: {heads[:12]}"


def _attributes(element: Any) -> dict[str, Any]:
    held = element.get("/A", {})
    held = held.get_object() if hasattr(held, "get_object") else held
    every = [one.get_object() for one in held] if isinstance(held, list) else [held]
    return {key: value for one in every if isinstance(one, dict) for key, value in one.items()}


def _elements(node: Any) -> Iterator[tuple[str, Any]]:
    """Every element of the tree with its type, in the order of the document."""
    children = node.get("/K", [])
    children = children.get_object() if hasattr(children, "get_object") else children
    for child in children if isinstance(children, list) else [children]:
        held = child.get_object() if hasattr(child, "get_object") else child
        if isinstance(held, dict) and "/S" in held:
            yield str(held["/S"]), held
            yield from _elements(held)

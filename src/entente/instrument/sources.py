"""The files a declaration comes in: plain text, a web page, Akoma Ntoso. Pure: bytes in, instrument out.

A page (HTML) is read as its visible paragraphs, list items numbered as a browser shows them, a table of things
to be done as rows; scripts, styles, navigation and
a site's footer are left out.
No entity, network or file is touched. PDF and Word files are refused with what to do; nothing is guessed from them.

Refusals: those of `parse_wordings` and `akoma_ntoso.read`, and TX5 "not-this-kind" for a file of another kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from entente.instrument.akoma_ntoso.read import is_akoma_ntoso, parse_akoma_ntoso
from entente.instrument.bilingual import parse_wordings
from entente.instrument.model import Instrument
from entente.instrument.parsing.decode import LIMIT, decode
from entente.instrument.parsing.numerals import roman_text
from entente.instrument.parsing.tables import is_head
from entente.kernel.errors import Refusal

_PAGE = re.compile(rb"<(?:!doctype\s+html|html|body|article|p|h1)\b", re.IGNORECASE)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    ]
)
_LEFT_OUT = frozenset(["script", "style", "head", "nav", "noscript", "template", "svg", "iframe", "object", "button", "select", "textarea"])
MAX_DEPTH = 200
_KINDS = {b"%PDF": "a PDF", b"PK\x03\x04": "a Word or other packed file", b"{\\rtf": "an RTF file", b"\xd0\xcf\x11\xe0": "an old Word file"}


def read_source(data: bytes) -> Instrument:
    """The instrument in a file of any kind that is read here; refuses what is none, in one sentence."""
    for start, kind in _KINDS.items():
        if data.startswith(start):
            raise Refusal("not-this-kind", "TX5", f"The file is {kind}: save its text as a plain text file (UTF-8) and bring that.")
    if is_akoma_ntoso(data):
        return parse_akoma_ntoso(data)
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"<?xml") and not _PAGE.search(head):
        return parse_akoma_ntoso(data)
    if head.startswith(b"<") and _PAGE.search(head):
        return parse_wordings(page_text(data))
    return parse_wordings(decode(data))


def page_text(data: bytes) -> str:
    """The visible text of a web page, a blank line between its blocks; refuses TX2 and TX1."""
    if len(data) > LIMIT:
        raise Refusal("too-long", "TX2", f"The file holds {len(data)} bytes; an instrument may hold {LIMIT}.")
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding=_encoding(data))
    try:
        root = html.document_fromstring(data, parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise Refusal("not-text", "TX1", "The page does not read as HTML.") from None
    if root.find(".//main") is not None:  # what stands below the page's own matter is the site's
        for foot in root.xpath(".//footer[not(ancestor::main or ancestor::article)]"):
            foot.drop_tree()
    out: list[str] = []
    _walk(root, out, 0)
    return re.sub(r"\n{3,}", "\n\n", "".join(out)).strip() + "\n"


def _encoding(data: bytes) -> str | None:
    """UTF-8 where the bytes are; otherwise what the page says of itself."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _walk(element: etree._Element, out: list[str], depth: int, mark: str = "• ") -> None:
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag in _LEFT_OUT or not tag:
        return
    if depth > MAX_DEPTH:
        raise Refusal(
            "not-text", "TX1", f"The page's blocks lie more than {MAX_DEPTH} deep within one another, so it cannot be read as a document."
        )
    if tag == "table" and (rows := _rows(element)):
        out.append("\n\n" + "\n".join(rows) + "\n\n")
        return
    block = tag in _BLOCKS
    if block:
        out.append("\n\n")
    if tag == "br":
        out.append("\n")
    if tag == "li":
        out.append(mark)
    out.append(_flat(element.text))
    for child, number in _numbered(element):
        _walk(child, out, depth + 1, number)
        out.append(_flat(child.tail))
    if block:
        out.append("\n\n")


def _rows(table: etree._Element) -> list[str]:
    """The rows of a table of things to be done, cells parted by tabs; none for a table that only sets the page out."""
    rows = [[" ".join(cell.text_content().split()) for cell in row.iterchildren("td", "th")] for row in table.iter("tr")]
    return ["\t".join(row).rstrip() for row in rows if any(row)] if rows and is_head(rows[0]) else []


def _flat(text: str | None) -> str:
    return re.sub(r"\s+", " ", text) if text else ""


def _numbered(element: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """The children, each with what a browser shows before a list item: a number of the list's type (HTML, 4.4.5), or a bullet."""
    number = _whole(element.get("start"), 1) - 1
    for child in element:
        if element.tag == "ol" and child.tag == "li":
            number = _whole(child.get("value"), number + 1)
            yield child, f"{_shown(number, element.get('type') or '1')}. "
        else:
            yield child, "• "


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"[0-9]{1,4}", text) else otherwise


def _shown(number: int, kind: str) -> str:
    """A list number in its type: letters up to z, Roman numerals, digits for anything else."""
    if kind in ("a", "A") and 1 <= number <= 26:
        return chr(ord(kind) + number - 1)
    if kind in ("i", "I") and number:
        return roman_text(number) if kind == "I" else roman_text(number).lower()
    return str(number)

"""The process that reads one stranger's file: bytes on standard input, its text on standard output.

Runs by itself, under bounds on time and memory that it sets itself before it reads; it imports a format's library only when that format
comes. A zip is looked at before it is opened: how much it would unfold to, and in how many parts. Serves jp-gb-2017#I3.
"""

from __future__ import annotations

import io
import re
import resource
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from html.parser import HTMLParser

UNFOLDED = 256 * 1024 * 1024
PARTS = 5000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read(kind: str, data: bytes, most: int) -> str:
    """The text of a file of this kind, cut at so many characters. Raises what its library raises, ValueError where out of bounds."""
    return _collected(READERS[kind](data), most)


def _collected(pieces: Iterable[str], most: int) -> str:
    out, length = [], 0
    for piece in pieces:
        cleaned = _CONTROL.sub(" ", piece).rstrip()
        out.append(cleaned)
        length += len(cleaned) + 1
        if length > most:
            break
    return "\n".join(out)[:most]


def _pdf(data: bytes) -> Iterator[str]:
    import pypdf

    reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise ValueError("the file is locked with a password")
    for page in reader.pages:
        yield page.extract_text()


def _bounded_zip(data: bytes) -> zipfile.ZipFile:
    archive = zipfile.ZipFile(io.BytesIO(data))
    entries = archive.infolist()
    if len(entries) > PARTS or sum(entry.file_size for entry in entries) > UNFOLDED:
        raise ValueError("it would unfold to more than is read")
    return archive


def _docx(data: bytes) -> Iterator[str]:
    """Paragraphs of the body, notes, comments, headers and footers: one line each. Entities are never expanded."""
    from lxml import etree

    archive = _bounded_zip(data)
    wanted = re.compile(r"word/(document|footnotes|endnotes|comments|header\d*|footer\d*)\.xml")
    names = sorted((n for n in archive.namelist() if wanted.fullmatch(n)), key=lambda n: (n != "word/document.xml", n))
    if not names:
        raise ValueError("there is no document in it")
    for name in names:
        with archive.open(name) as part:
            for _, paragraph in etree.iterparse(part, tag=f"{W}p", resolve_entities=False, no_network=True, huge_tree=False):
                text = "".join(_run_text(paragraph))
                if text.strip():
                    yield text
                paragraph.clear()


def _run_text(paragraph: Iterable[object]) -> Iterator[str]:
    for node in paragraph.iter():  # type: ignore[attr-defined]
        if node.tag in (f"{W}t", f"{W}delText"):
            yield node.text or ""
        elif node.tag in (f"{W}tab", f"{W}br"):
            yield " "


def _xlsx(data: bytes) -> Iterator[str]:
    import python_calamine

    _bounded_zip(data)
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in book.sheet_names:
        yield name
        for row in book.get_sheet_by_name(name).iter_rows():
            cells = [str(cell) for cell in row if cell not in ("", None)]
            if cells:
                yield "\t".join(cells)


def _eml(data: bytes) -> Iterator[str]:
    """Subject, people, the text parts, and the messages within; attachments of other kinds by name."""
    from email import message_from_bytes, policy

    for part in message_from_bytes(data, policy=policy.default).walk():
        yield from (str(value) for header in ("subject", "from", "to", "cc", "date") if (value := part.get(header)))
        if part.is_multipart():
            continue
        name = part.get_filename()
        if name:
            yield str(name)
        content = part.get_content_type()
        body = part.get_payload(decode=True)
        if not isinstance(body, bytes):
            continue
        if content in ("text/plain", "text/html") and not name:
            words = decoded(body, part.get_content_charset())
            yield from html_text(words) if content == "text/html" else (words,)


def _msg(data: bytes) -> Iterator[str]:
    import oxmsg

    message = oxmsg.Message.load(io.BytesIO(data))
    for value in (message.subject, message.sender, *(person.name for person in message.recipients), message.body):
        if value:
            yield str(value)
    if not message.body and message.html_body:
        yield from html_text(message.html_body)
    for attachment in message.attachments:
        if attachment.file_name:
            yield str(attachment.file_name)


def _txt(data: bytes) -> Iterator[str]:
    yield decoded(data, None)


def _html(data: bytes) -> Iterator[str]:
    found = re.search(rb"""charset=["']?([\w-]+)""", data[:2048])
    yield from html_text(decoded(data, found[1].decode("ascii") if found else None))


def html_text(markup: str) -> list[str]:
    """What a page says, without its scripts and styles."""
    found: list[str] = []
    hidden: list[str] = []
    parser = HTMLParser()

    def starts(tag: str, attributes: object) -> None:
        if tag in ("script", "style"):
            hidden.append(tag)

    def ends(tag: str) -> None:
        if hidden and hidden[-1] == tag:
            hidden.pop()

    def said(text: str) -> None:
        if text.strip() and not hidden:
            found.append(text.strip())

    parser.handle_starttag, parser.handle_endtag, parser.handle_data = starts, ends, said  # type: ignore[method-assign,assignment]
    parser.feed(markup)
    parser.close()
    return found


def decoded(data: bytes, charset: str | None) -> str:
    """Text in the encoding it names; else UTF-16 and ISO-2022-JP by their marks, UTF-8, Shift_JIS: the first without error."""
    marked = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("iso2022_jp",) if b"\x1b$" in data else ()
    for encoding in (*((charset,) if charset else ()), *marked, "utf-8-sig", "cp932", "cp1252"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("latin-1")


def _docx_paragraphs(data: bytes) -> Iterator[str]:
    from entente.node.files import extract_paragraphs

    archive = _bounded_zip(data)
    if "word/document.xml" not in archive.namelist():
        raise ValueError("there is no document in it")
    yield from extract_paragraphs.docx(archive)


def _pdf_paragraphs(data: bytes) -> Iterator[str]:
    from entente.node.files import extract_paragraphs

    yield from extract_paragraphs.pdf(data)


READERS: Mapping[str, Callable[[bytes], Iterator[str]]] = {
    "pdf": _pdf,
    "pdf-paragraphs": _pdf_paragraphs,
    "docx": _docx,
    "docx-paragraphs": _docx_paragraphs,
    "xlsx": _xlsx,
    "eml": _eml,
    "msg": _msg,
    "html": _html,
    "txt": _txt,
}


def main() -> int:
    """Reads one file. The exit code is 1, with one line of words, where it cannot be read."""
    kind, most, seconds, memory = sys.argv[1], *(int(value) for value in sys.argv[2:5])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it writes no file
    try:
        text = read(kind, sys.stdin.buffer.read(), most)
    except Exception as problem:  # whatever a library raises on a stranger's bytes is a file that cannot be read
        print(f"{type(problem).__name__}: {problem}".replace("\n", " ")[:300], file=sys.stderr)
        return 1
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The process that reads one returned file: bytes on standard input, what stands in it for each measure as JSON on standard output.

Runs by itself, under bounds on time and memory that it sets itself. Reads our forms as DOCX and XLSX, also after other programs saved them
(runs split, controls or sheets renamed, rows and columns added), and mails (.eml, .msg): forms attached to them, else answers in the text.
Gives cells as they were typed; what they mean is areas/commissioning/form.py's. Serves I1.
"""

from __future__ import annotations

import io
import json
import re
import resource
import sys
import unicodedata
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from entente.areas.commissioning.form import TITLES
from entente.kernel.area import Words
from entente.kernel.errors import Refusal
from entente.node.returns.wording import TEXT

Found = tuple[Words, dict[str, str]]
"""Where, and cells by key."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
UNFOLDED, PARTS = 128 * 1024 * 1024, 5000
PLACEHOLDERS = {text for key in ("type-here", "choose") for text in TEXT[key].values()}
SKIPPED = {
    f"{W}del",
    f"{W}instrText",
    f"{W}rPr",
    f"{W}sdtPr",
    f"{W}pPr",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}


def plain_heading(text: str) -> str:
    """A heading as it is compared: its first line, any width, no blanks, no case."""
    first = text.strip().partition("\n")[0]
    return re.sub(r"\s|[:：]+$", "", unicodedata.normalize("NFKC", first)).casefold()


HEADINGS: Mapping[str, str] = {plain_heading(text): key for key, titles in TITLES.items() for text in titles.values()}


def read_docx(data: bytes) -> list[Found]:
    """The answers of a Word form, by its controls; where they are gone, by the headings of its tables. Refuses (F2) what is no form."""
    from lxml import etree

    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        raise Refusal("no-form", "F2", "form is empty, or no Word document.") from None
    entries = archive.infolist()
    if len(entries) > PARTS or sum(entry.file_size for entry in entries) > UNFOLDED:
        raise Refusal("file-too-large", "F1", "The file would unfold to more than is read.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    root = etree.fromstring(archive.read("word/document.xml"), parser)
    groups = _by_controls(root) or _by_tables(root)
    if not groups:
        raise Refusal("no-form", "F2", "There is no form of a round in this document.")
    by, marking = groups.pop(0, {}).get("by", ""), _marking(archive, parser)
    return [(_nth(n), {"by": by, "marking": marking, **cells}) for n, cells in sorted(groups.items())]


def _marking(archive: zipfile.ZipFile, parser: Any) -> str:
    """What stands at the head of the pages, every header of the document once."""
    from lxml import etree

    names = sorted(name for name in archive.namelist() if re.fullmatch(r"word/header[0-9]*\.xml", name))
    found = [_said(etree.fromstring(archive.read(name), parser)).strip() for name in names]
    return " / ".join(dict.fromkeys(text for text in found if text))


def _nth(number: int) -> Words:
    return {"en": f"measure {number} of the form", "ja": f"様式の{number}件目"}


def _by_controls(root: Any) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = {}
    for control in root.iter(f"{W}sdt"):
        tag = control.find(f"{W}sdtPr/{W}tag")
        parts = (tag.get(f"{W}val") or "").split(":") if tag is not None else []
        content = control.find(f"{W}sdtContent")
        if len(parts) == 3 and parts[0] == "entente" and parts[1].isdigit() and parts[2] in TITLES and content is not None:
            hint = control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
            found.setdefault(int(parts[1]), {})[parts[2]] = _answered("" if hint else _said(content))
    return found


def _by_tables(root: Any) -> dict[int, dict[str, str]]:
    """Rows of two cells or more whose first is a heading of ours; a reference begins the next measure."""
    found: dict[int, dict[str, str]] = {}
    number = 0
    for row in root.iter(f"{W}tr"):
        cells = [_said(cell) for cell in row.iter(f"{W}tc")]
        key = HEADINGS.get(plain_heading(cells[0])) if len(cells) > 1 else None
        if key is not None:
            number += key == "reference"
            found.setdefault(0 if key == "by" else number, {})[key] = _answered("\n".join(cell for cell in cells[1:] if cell))
    return found if number else {}


def _answered(text: str) -> str:
    return "" if text.strip() in PLACEHOLDERS else text


def _said(element: Any) -> str:
    """The text under an element: breaks and ends of paragraphs as line feeds, tabs as tabs; nothing that was deleted."""
    pieces: list[str] = []
    paragraphs = 0

    def walk(node: Any) -> None:
        nonlocal paragraphs
        if node.tag in SKIPPED:
            return
        if node.tag == f"{W}p":
            pieces.append("\n" if paragraphs else "")
            paragraphs += 1
        if node.tag == f"{W}t":
            pieces.append(node.text or "")
        elif node.tag in (f"{W}br", f"{W}cr"):
            pieces.append("\n")
        elif node.tag == f"{W}tab":
            pieces.append("\t")
        elif node.tag == f"{W}noBreakHyphen":
            pieces.append("\u2011")
        for child in node:
            walk(child)

    walk(element)
    return "".join(pieces)


def read_xlsx(data: bytes) -> list[Found]:
    """The answers of a spreadsheet form, row by row under its headings. Refuses (F1-F3) what is no form."""
    from entente.node.files import sheets

    out: list[Found] = []
    forms = 0
    for table in sheets.read_file("form", data):
        headings = next((at for at, row in enumerate(table.rows) if {"reference", "rag"} <= set(_keys(row).values())), None)
        if headings is None:
            continue
        forms += 1
        keys, by = _keys(table.rows[headings]), _by(table.rows[:headings])
        marking = next((text for row in table.rows[:headings] for cell in row if (text := _plain(cell).strip())), "")
        for at, row in enumerate(table.rows[headings + 1 :], headings + 2):
            cells = {key: _plain(row[place]) for place, key in keys.items()}
            if any(cells.values()):
                out.append(({"en": f"row {at}", "ja": f"{at}行目"}, {"by": by, "marking": marking, **cells}))
    if not forms:
        raise Refusal("no-form", "F2", "There is no form of a round in this spreadsheet.")
    return out


def _keys(row: Sequence[Any]) -> dict[int, str]:
    named = {at: HEADINGS.get(plain_heading(cell)) for at, cell in enumerate(row) if isinstance(cell, str)}
    return {at: key for at, key in named.items() if key is not None}


def _by(rows: Iterable[Sequence[Any]]) -> str:
    """What stands beside the heading of who answers."""
    for row in rows:
        for at, key in _keys(row).items():
            if key == "by":
                return next((_plain(cell) for cell in row[at + 1 :] if cell not in (None, "")), "")
    return ""


def _plain(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if hasattr(cell, "isoformat") else str(cell)


def read_eml(data: bytes) -> list[Found]:
    """The forms attached to a mail; where there are none, the answers in its text."""
    from email import message_from_bytes, policy
    from email.utils import getaddresses

    message = message_from_bytes(data, policy=policy.default)
    parts = [part for part in message.walk() if not part.is_multipart()]
    attached = [(str(part.get_filename()), part.get_payload(decode=True)) for part in parts if part.get_filename()]
    bodies = [(part.get_content_type(), part) for part in parts if not part.get_filename()]
    texts = [text for kind, part in bodies if kind == "text/plain" for text in (_body(part),)]
    markup = [text for kind, part in bodies if kind == "text/html" for text in (_body(part),)]
    sender = " ".join(f"{name} <{address}>".strip() for name, address in getaddresses([str(message.get("from", ""))]))
    return _of_mail(attached, "\n".join(texts), "\n".join(markup), sender)


def _body(part: Any) -> str:
    from entente.node.files.extract_reader import decoded

    data = part.get_payload(decode=True)
    return decoded(data, part.get_content_charset()) if isinstance(data, bytes) else ""


def read_msg(data: bytes) -> list[Found]:
    """The same of an Outlook message."""
    import oxmsg

    message = oxmsg.Message.load(io.BytesIO(data))
    attached = [(one.file_name or "", one.file_bytes) for one in message.attachments]
    return _of_mail(attached, message.body or "", message.html_body or "", message.sender or "")


def _of_mail(attached: Iterable[tuple[str, Any]], text: str, markup: str, sender: str) -> list[Found]:
    from entente.node.files.extract_reader import html_text

    out: list[Found] = []
    for name, data in attached:
        kind = name.rpartition(".")[2].lower()
        if kind in ("docx", "xlsx") and isinstance(data, bytes):
            shown = name[:60]
            for where, cells in READERS[kind](data):
                out.append(({"en": f"{shown}, {where['en']}", "ja": f"{shown}の{where['ja']}"}, cells | {"by": cells.get("by") or sender}))
    if out:
        return out
    from entente.node.returns.mail_text import read_text

    return [(where, {"by": sender} | cells) for where, cells in read_text(text if text.strip() else "\n".join(html_text(markup)))]


def read_txt(data: bytes) -> list[Found]:
    """Answers in plain text, as a mail's."""
    from entente.node.files.extract_reader import decoded
    from entente.node.returns.mail_text import read_text

    return list(read_text(decoded(data, None)))


READERS = {"docx": read_docx, "xlsx": read_xlsx, "eml": read_eml, "msg": read_msg, "txt": read_txt}


def main() -> int:
    """Reads one file. The exit code is 1, with one line of words, where it cannot be read."""
    kind, seconds, memory = sys.argv[1], *(int(value) for value in sys.argv[2:4])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it writes no file
    try:
        found = READERS[kind](sys.stdin.buffer.read())
    except Refusal as refusal:
        print(f"{refusal.rule}\t{refusal.words}".replace("\n", " "), file=sys.stderr)
        return 1
    except Exception as problem:  # whatever a library raises on a stranger's bytes is a file that cannot be read
        print(f"F2\t{type(problem).__name__}: {problem}".replace("\n", " ")[:300], file=sys.stderr)
        return 1
    sys.stdout.buffer.write(json.dumps(found, ensure_ascii=False).encode("utf-8", "replace"))
    return 0


if __name__ == "__main__":
    sys.exit(main())

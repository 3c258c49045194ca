"""The text of attached files, for search: PDF, DOCX, XLSX, .eml, .msg, HTML and plain text. Bytes in, text out.

Touches a process of its own: whatever reads a stranger's file runs apart, with bounds on time, memory and output, so that a file made to
hang, to swell or to crash its reader costs one refusal and nothing else. Text is all that comes back; nothing in a file is run, fetched or
followed. What could not be read is a `Refusal`, never another exception. Serves jp-gb-2017#I3, jp-gb-2017#I2.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from entente.kernel.errors import Refusal

MAX_BYTES = 64 * 1024 * 1024
MAX_CHARACTERS = 2_000_000
MAX_SECONDS = 20
MAX_MEMORY = 1536 * 1024 * 1024

KINDS: Mapping[str, str] = {
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "message/rfc822": "eml",
    "application/vnd.ms-outlook": "msg",
    "text/html": "html",
    "text/plain": "txt",
    "text/csv": "txt",
    "text/markdown": "txt",
}
SUFFIXES: Mapping[str, str] = {kind: kind for kind in KINDS.values()} | {"htm": "html", "csv": "txt", "md": "txt"}


PARAGRAPHS = ("pdf", "docx")
"""Kinds whose paragraphs are told apart."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one file: its bytes, the characters kept of its text, the seconds and the memory (bytes) its reader may take."""

    size: int = MAX_BYTES
    characters: int = MAX_CHARACTERS
    seconds: int = MAX_SECONDS
    memory: int = MAX_MEMORY


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Extract:
    """What was read: the text, of which kind of file, and whether more stood there than is kept."""

    text: str
    kind: str
    truncated: bool


def kind_of(name: str, media_type: str, data: bytes) -> str:
    """What kind of file these bytes are: by their first bytes where those tell, else by media type, else by name; "" where nothing tells.

    The first bytes decide since names and media types are the sender's word; a zip is what its name or type says.
    """
    named = KINDS.get(media_type.partition(";")[0].strip().lower()) or SUFFIXES.get(name.rpartition(".")[2].lower(), "")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):  # an OLE container; of those only messages are read
        return "msg" if named in ("", "msg") else ""
    if data.startswith(b"PK\x03\x04"):
        return named if named in ("docx", "xlsx") else ""
    return named if named in ("eml", "html", "txt") else ""


def text_of(name: str, media_type: str, data: bytes, limits: Limits = LIMITS) -> Extract:
    """The text of a file. Refuses `extract-unknown`, `extract-too-large`, `extract-failed`, `extract-too-long` (N32), each in words."""
    if len(data) > limits.size:
        raise Refusal("extract-too-large", "N32", f"“{name}” has {len(data):,} bytes; files up to {limits.size:,} are searched.")
    kind = kind_of(name, media_type, data)
    if not kind:
        raise Refusal("extract-unknown", "N32", f"“{name}” is not of a kind whose text can be searched.")
    found = _read_apart(name, kind, data, limits)
    truncated = len(found) > limits.characters
    return Extract(found[: limits.characters], kind, truncated)


def paragraphs_of(name: str, media_type: str, data: bytes, limits: Limits = LIMITS) -> Extract:
    """The text of a PDF or Word file with a blank line between its paragraphs and its numbers written out. Refuses as `text_of`."""
    if len(data) > limits.size:
        raise Refusal("extract-too-large", "N32", f"“{name}” has {len(data):,} bytes; files up to {limits.size:,} are read.")
    kind = kind_of(name, media_type, data)
    if kind not in PARAGRAPHS:
        raise Refusal("extract-unknown", "N32", f"“{name}” is neither a PDF nor a Word file (DOCX).")
    found = _read_apart(name, f"{kind}-paragraphs", data, limits)
    return Extract(found[: limits.characters], kind, len(found) > limits.characters)


def _read_apart(name: str, kind: str, data: bytes, limits: Limits) -> str:
    """The text as a process of its own reads it; its output is cut by itself a little above what is kept, so that it cannot swell ours."""
    bounds = [str(value) for value in (limits.characters + 1, limits.seconds, limits.memory)]
    command = [sys.executable, "-I", "-X", "utf8", "-m", "entente.node.files.extract_reader", kind, *bounds]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=limits.seconds, check=False)
    except subprocess.TimeoutExpired:
        raise Refusal("extract-too-long", "N32", f"“{name}” could not be read within {limits.seconds} seconds.") from None
    except OSError as problem:
        raise Refusal("extract-failed", "N32", f"“{name}” could not be read: {problem}") from None
    if done.returncode:
        last = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or ["its reader stopped"]
        raise Refusal("extract-failed", "N32", f"“{name}” could not be read: {last[0][:200]}")
    return done.stdout.decode("utf-8", "replace")

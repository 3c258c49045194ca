"""Which characters the papers' font can draw, and what stands where it cannot.

Touches the font file, once. PDF/A asks that every character have a glyph (ISO 19005-2, 6.2.11); what has none is printed as 〓, the
geta mark that Japanese printers set for a missing type, and the paper says so. Invisible controls, which could turn or hide what is
read, are left out. The coverage is read from the font's own table (OpenType, cmap formats 4 and 12). Serves I3.
"""

from __future__ import annotations

import struct
import unicodedata
from functools import cache, lru_cache
from typing import Any

import pylopdf_fonts_jp

GETA = "〓"
INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


@cache
def covered() -> frozenset[str]:
    """The characters that the font has glyphs for."""
    return frozenset(chr(code) for code in coverage(pylopdf_fonts_jp.sans_path().read_bytes()) if not 0xD800 <= code < 0xE000)


def coverage(font: bytes) -> set[int]:
    """The code points of an OpenType font's character map."""
    (count,) = struct.unpack_from(">H", font, 4)
    tables = {font[at : at + 4]: struct.unpack_from(">I", font, at + 8)[0] for at in range(12, 12 + 16 * count, 16)}
    start = tables[b"cmap"]
    (number,) = struct.unpack_from(">H", font, start + 2)
    found: set[int] = set()
    for at in {start + struct.unpack_from(">I", font, start + 8 + 8 * n)[0] for n in range(number)}:
        (form,) = struct.unpack_from(">H", font, at)
        if form == 12:
            (groups,) = struct.unpack_from(">I", font, at + 12)
            for n in range(groups):
                first, last, _ = struct.unpack_from(">III", font, at + 16 + 12 * n)
                found.update(range(first, last + 1))
        elif form == 4:
            found.update(_segments(font, at))
    return found


def _segments(font: bytes, at: int) -> set[int]:
    """Format 4: segments of code points, with glyph numbers by offset or by list; glyph 0 is none."""
    half = struct.unpack_from(">H", font, at + 6)[0] // 2
    ends = struct.unpack_from(f">{half}H", font, at + 14)
    starts = struct.unpack_from(f">{half}H", font, at + 16 + 2 * half)
    deltas = struct.unpack_from(f">{half}H", font, at + 16 + 4 * half)
    ranges = at + 16 + 6 * half
    found = set()
    for n, (first, last, delta) in enumerate(zip(starts, ends, deltas, strict=True)):
        (offset,) = struct.unpack_from(">H", font, ranges + 2 * n)
        for code in range(first, last + 1):
            glyph = code if not offset else struct.unpack_from(">H", font, ranges + 2 * n + offset + 2 * (code - first))[0]
            if (glyph + delta) % 65536 if glyph or not offset else 0:
                found.add(code)
    return found - {0xFFFF}


@lru_cache(maxsize=16_384)
def printable(text: str) -> str:
    """The text as the font can print it."""
    if text.isascii() and text.isprintable():
        return text
    return "".join([_drawn(character) for character in text])


@cache
def _drawn(character: str) -> str:
    if character == "\n":
        return character  # the sheet breaks the line there
    if character in "\r\t\u2028\u2029":
        return " "
    if unicodedata.category(character) in INVISIBLE:
        return ""
    return character if character in covered() else GETA


def all_printable(value: Any) -> Any:
    """The same data with every string in it printable; keys are left as they are."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: all_printable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [all_printable(item) for item in value]
    return value

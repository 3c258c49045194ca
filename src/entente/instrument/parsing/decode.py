"""A file's bytes to text. Pure.

UTF-8 (with or without byte order mark), UTF-16 (with byte order mark only), Windows code page 932, the Shift_JIS of Japanese
ministries' files, and 1252, in which older word processors wrote curly quotes and accents, are told apart in that order: each refuses
what is not its own, CP932 is believed only where the result reads as Japanese, CP1252 only where what is not ASCII is letters within
words and the punctuation of print. Standards: RFC 3629, RFC 2781, JIS X 0208; WHATWG Encoding (windows-1252).
"""

from __future__ import annotations

import codecs
import re

from entente.kernel.errors import Refusal

LIMIT = 2 * 1024 * 1024
"""Bytes of a file, and characters of a text, above which an instrument is refused; the longest treaties stay well below."""

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")
_ACCENTED = "À-ÖØ-öø-ÿŒœŠšŽžŸ"
_PRINTED = re.compile(rf"[‘’“”–—…•€£§©®°·«»½¼¾\u00a0]|(?<=[A-Za-z])[{_ACCENTED}]|[{_ACCENTED}](?=[A-Za-z])")
_HALFWIDTH = re.compile(r"[｡-ﾟ]")


def decode(data: bytes) -> str:
    """The text of a file, without its byte order mark; refuses "not-text" (TX1) and "too-long" (TX2, over 2 MiB)."""
    if len(data) > LIMIT:
        raise Refusal("too-long", "TX2", f"The file holds {len(data)} bytes; an instrument may hold {LIMIT}.")
    text = _decoded(data)
    if text is None or _CONTROL.search(text):
        raise Refusal("not-text", "TX1", "The file is not plain text in UTF-8, UTF-16 with a byte order mark, Shift_JIS or Windows-1252.")
    return text


def _decoded(data: bytes) -> str | None:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strict(data, "utf-16")
    text = _strict(data, "utf-8-sig")
    if text is not None:
        return text
    text = _strict(data, "cp932")
    # Almost any bytes decode as CP932, mostly to half-width kana: a Japanese text has kanji or full-width kana in plenty.
    if text is not None and len(_JAPANESE.findall(text)) > 4 * len(_HALFWIDTH.findall(text)):
        return text
    text = _strict(data, "cp1252")
    others = sum(not c.isascii() for c in text or "")
    if text is not None and len(_PRINTED.findall(text)) == others and others * 5 < len(text):
        return text
    return None


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None

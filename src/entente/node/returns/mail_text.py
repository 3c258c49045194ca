"""Answers in the text of a mail: "Status: Green" under "Reference: …", in English or Japanese, several measures in one mail.

Pure. Of lines that are quoted (">") only references count, so that a lead may answer below each one; what stands under a signature ("-- ")
or an earlier mail's heading is left alone. Serves I1.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from entente.areas.commissioning.form import TITLES
from entente.areas.commissioning.reference import parse_reference
from entente.kernel.area import Words

SHORT: Mapping[str, str] = {
    "reference": "reference", "ref": "reference", "照会番号": "reference", "status": "rag", "状況": "rag",
    "how it stands": "narrative", "narrative": "narrative", "進捗": "narrative", "ask": "ask", "ask of the partner": "ask",
    "相手側への要請": "ask", "要請": "ask", "expected finish": "forecast_finish", "完了見込み": "forecast_finish",
    "returned by": "by", "回答者": "by",
}  # fmt: skip
"""Headings as people shorten them; those without a language take that of their words."""

_LINE = re.compile(r"\s*([^:：]{1,60}?)\s*[:：]\s?(.*)", re.DOTALL)
_KANA_OR_KANJI = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f]")
_EARLIER = re.compile(
    r"-{3,} ?(Original Message|Forwarded message|元のメッセージ)|_{20,}|On .{5,200} wrote:|.{5,200}(のメール|書きました)[:：]"
)


def _heading(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip().casefold()


HEADINGS: Mapping[str, str] = {_heading(text): key for key, titles in TITLES.items() for text in titles.values()} | {
    _heading(text): key for text, key in SHORT.items()
}


def read_text(text: str) -> Iterator[tuple[Words, dict[str, str]]]:
    """What a text answers, reference by reference; a text without any yields nothing."""
    found: list[dict[str, list[str]]] = []
    current: list[str] | None = None
    by: list[str] = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        quoted = line.lstrip().startswith(">")
        if not quoted and (line.rstrip(" ") == "--" or _EARLIER.match(line.strip())):
            break
        key, rest = _read_line(line.lstrip(" >\t") if quoted else line)
        if key == "reference":
            current = [rest]
            found.append({"reference": current})
        elif quoted:
            continue
        elif key == "by":
            current = by
            by.append(rest)
        elif key is not None and found:
            current = found[-1].setdefault(key, [])
            current.append(rest)
        elif current is not None:
            current.append(line)
    for number, cells in enumerate(found, 1):
        said = {key: "\n".join(lines).strip() for key, lines in cells.items()}
        said["reference"] = said["reference"].split("\n")[0]
        where = {"en": f"answer {number} in the text", "ja": f"本文の{number}件目の回答"}
        yield where, dict(_named(said)) | ({"by": by[0].strip()} if by else {})


def _read_line(line: str) -> tuple[str | None, str]:
    """The key of a line that begins with a heading, and what follows it; a bare reference is one too."""
    match = _LINE.fullmatch(line)
    key = HEADINGS.get(_heading(match[1])) if match else None
    if match and key is not None:
        return key, match[2]
    return ("reference", line) if parse_reference(line) is not None else (None, line)


def _named(cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Cells with their languages: a heading without one takes that in which its words are written."""
    for key, text in cells.items():
        if key in ("narrative", "ask"):
            yield f"{key}.{'ja' if _KANA_OR_KANJI.search(text) else 'en'}", text
        else:
            yield key, text

"""Hyphens at line ends: those that a page's setting put there, told from those of the word. Pure.

"Repub-" above "lic" is one word, "long-" above "term" keeps its hyphen. The text itself is asked first, for it mostly writes the word
whole somewhere; then short lists of what English joins with a hyphen. What remains was broken by the printer.
"""

from __future__ import annotations

import re

SOFT = "\u00ad"
"""The soft hyphen (U+00AD): what a hyphen that only breaks a line is written as once it is known to."""
HYPHENS = ("-", "\u2010", SOFT)

_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_LAST = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]$")
_FIRST = re.compile(r"[^\W\d_]+")
_BEFORE = re.compile(
    r"self|counter|anti|non|co|post|vice|ex|cross|semi|mid|well|two|three|four|five|six|seven|eight|nine|ten|third|like|decision"
)
_BEHIND = re.compile(
    r"term|based|level|related|making|sharing|building|border|range|scale|sided|minded|ranking|oriented|driven|specific|quality|century"
    r"|awareness|free|party|wide|round|effective"
)
"""What English joins to the word behind it with a hyphen, and to that before it."""


def words_of(texts: list[str]) -> frozenset[str]:
    """The words that stand whole in the lines, those with a hyphen as they are, in small letters."""
    out: set[str] = set()
    broken = False
    for text in texts:
        found = [m[0].lower() for m in _WORD.finditer(_LAST.sub("", text))]
        out.update(found[1:] if broken else found)
        broken = _LAST.search(text) is not None
    return frozenset(out)


def softened(text: str, following: str, words: frozenset[str]) -> str:
    """The line with a soft hyphen at its end where its hyphen only breaks the word that goes on in the following line."""
    left, right = _LAST.search(text), _FIRST.match(following)
    if left is None or right is None or not following[0].islower():
        return text
    if text.endswith(SOFT):
        return text
    a, b = left[1].lower(), right[0].lower()
    if a + b in words:
        return text[:-1] + SOFT
    joined = f"{a}-{b}" in words or _BEFORE.fullmatch(a) or _BEHIND.fullmatch(b) or (a in words and b in words)
    return text if joined else text[:-1] + SOFT

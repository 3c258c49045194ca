"""One file, two wordings: an English and a Japanese text of one instrument told apart, one after the other or paragraph by paragraph. Pure.

Each line is of the language its letters are of; a line without letters goes with the next that has some. Where one cut parts the two, all
before it is of one wording, also a name in the other's letters. Each wording comes back in the length of the whole, blanks where the
other stands, so that a place in it is a place in the source.
"""

from __future__ import annotations

import re
from itertools import accumulate

_JA = re.compile(r"[぀-ヿ㐀-鿿]")
_KANA = re.compile(r"[぀-ゟ]")
_EN = re.compile(r"[A-Za-z]")
_TEXT = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
LEAST = 0.2
"""The share of the letters that a second wording has at least; a Japanese letter counts for two."""
STRAY = 0.03
"""The share of the letters that may stand beyond the cut: names, and terms in brackets."""


def divide(text: str) -> tuple[tuple[str, str], ...]:
    """(language, wording) of each, as they stand in the text; empty where it is in one language."""
    lines = text.splitlines(keepends=True)
    scores = [_score(line) for line in lines]
    japanese, english = (sum(abs(s) for s in scores if (s > 0) == yes) for yes in (True, False))
    total = japanese + english
    if not total or min(japanese, english) < LEAST * total:
        return ()
    owners = _cut(scores, STRAY * total) or _by_line(scores)
    first = "ja" if owners[next(n for n, score in enumerate(scores) if score)] else "en"
    second = "en" if first == "ja" else "ja"
    return tuple((language, _alone(lines, owners, language == "ja")) for language in (first, second))


def _score(line: str) -> int:
    """How far a line is Japanese (above nought) or English (below)."""
    japanese, english = 2 * len(_JA.findall(line)), len(_EN.findall(line))
    return japanese + english if _KANA.search(line) or japanese > english else -(japanese + english)


def _cut(scores: list[int], stray: float) -> list[bool] | None:
    """Whether each line is Japanese, where one cut parts the languages but for a few letters."""
    before = [0, *accumulate(max(score, 0) for score in scores)]
    below = [0, *accumulate(max(-score, 0) for score in scores)]
    for first, second, japanese_first in ((below, before, False), (before, below, True)):
        lost = [second[n] + first[-1] - first[n] for n in range(len(scores) + 1)]
        at = lost.index(min(lost))
        if lost[at] <= stray:
            return [(n < at) == japanese_first for n in range(len(scores))]
    return None


def _by_line(scores: list[int]) -> list[bool]:
    out: list[bool] = []
    following = False
    for score in reversed(scores):
        following = score > 0 if score else following
        out.append(following)
    return out[::-1]


def _alone(lines: list[str], owners: list[bool], japanese: bool) -> str:
    return "".join(line if owner == japanese else _TEXT.sub(" ", line) for line, owner in zip(lines, owners, strict=True))

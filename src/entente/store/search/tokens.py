"""Words as search counts them: Latin and other spaced scripts by word, Japanese, Chinese and Korean by pairs of characters.

Pure. Texts are folded for search alone (Unicode NFKC, case folding); what was signed stays as it is. Of a run of characters written without
spaces every pair is a token, and its last character once more, so that a query of one character finds it by prefix and a query of two or
more as a phrase, exactly: no dictionary, no stemming. Serves every clause.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

UNSPACED = "\u2e80-\u2fdf\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(rf"([{UNSPACED}]+)|([^\W_{UNSPACED}]+)")
_QUERY = re.compile(r'"([^"]*)"|(\S+)')
MOST_WORDS = 12  # of a query; more narrow nothing that a person means
LONGEST = 200  # characters of a query that are read
TITLE, MARK = "¶", "§"  # behind a title's words in the index, before what a document is narrowed by: no text makes them, no query can
SHORTEST_PREFIX = 3  # a Latin word of so many letters also finds the longer words that begin with it
WORD_LENGTH = 60  # a longer word is cut: numbers and digests


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens one behind the other. `prefix`: the last may go on. `stem`: how a longer word may begin instead of the last."""

    tokens: tuple[str, ...]
    prefix: bool = False
    stem: str = ""


def fold(text: str) -> str:
    """A text as search compares it."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", text).casefold()


def tokens(text: str) -> list[str]:
    """A text's tokens, in their order."""
    found: list[str] = []
    for unspaced, word in _RUN.findall(fold(text)):
        if unspaced:
            found += [unspaced[i : i + 2] for i in range(len(unspaced) - 1)]
            found.append(unspaced[-1])
        else:
            found.append(word[:WORD_LENGTH])
    return found


def spaced(token: str) -> bool:
    """Whether a token is a word of a spaced script, and not a pair of unspaced characters or a mark."""
    found = _RUN.fullmatch(token)
    return found is not None and bool(found.group(2))


def parse_query(text: str) -> list[Phrase]:
    """What was typed, as phrases that must all be found; words in double quotes are one phrase. Nothing where no word was typed."""
    found = []
    for quoted, plain in _QUERY.findall(fold(text)[:LONGEST]):
        phrase = _phrase(quoted or plain, bool(quoted))
        if phrase is not None and phrase not in found:
            found.append(phrase)
    return found[:MOST_WORDS]


def _phrase(words: str, quoted: bool) -> Phrase | None:
    runs = _RUN.findall(words)
    if not runs:
        return None
    made: list[str] = []
    for unspaced, word in runs:
        if unspaced:
            made += [unspaced[i : i + 2] for i in range(len(unspaced) - 1)]
            made.append(unspaced[-1])
        else:
            made.append(word[:WORD_LENGTH])
    last = runs[-1][0]
    if len(last) > 1:  # the text may go on behind it
        made.pop()
    stem = _stem(made[-1]) if not last and not quoted and len(made[-1]) >= SHORTEST_PREFIX else ""
    return Phrase(tuple(made), prefix=len(last) == 1, stem=stem)


def _stem(word: str) -> str:
    """A word without the s of the English plural: "logistics" also finds "logistic"."""
    return word[:-1] if len(word) > SHORTEST_PREFIX + 1 and word.endswith("s") and not word.endswith("ss") else word


def needles(text: str) -> list[str]:
    """What was typed as folded strings to mark in a text, the longest first."""
    found = {quoted.strip() or plain for quoted, plain in _QUERY.findall(fold(text)[:LONGEST])}
    pieces = {"".join(run) for words in found for run in _RUN.findall(words)}
    pieces |= {_stem(piece) for piece in pieces}
    return sorted({one for one in found | pieces if one}, key=lambda one: (-len(one), one))[: 2 * MOST_WORDS]


def spots(text: str, wanted: list[str]) -> list[tuple[int, int]]:
    """Where in the text, as written, the wanted strings stand: (from, to), in order, none overlapping.

    A Latin word counts from its beginning. Folding may change lengths, so each folded character remembers where it came from.
    """
    whole = fold(text)
    if not any(needle in whole for needle in wanted):
        return []
    line, origin = (whole, range(len(text))) if text.isascii() else _each(text)
    taken = bytearray(len(line))
    found = []
    for needle in wanted:
        at = line.find(needle)
        while at >= 0:
            end = at + len(needle)
            inside = at > 0 and _latin(line[at]) and _latin(line[at - 1])
            if not inside and not any(taken[at:end]):
                taken[at:end] = b"\1" * len(needle)
                found.append((origin[at], origin[end - 1] + 1))
            at = line.find(needle, end)
    return sorted(found)


def _each(text: str) -> tuple[str, Sequence[int]]:
    """A text folded character by character, and from which of its own each of those comes."""
    folded = [_folded(character) for character in text]
    line = "".join(folded)
    if len(line) == len(text):  # no character folds to nothing, so each stands where it stood
        return line, range(len(text))
    return line, [place for place, one in enumerate(folded) for _ in one]


@lru_cache(maxsize=16_384)
def _folded(character: str) -> str:
    return fold(character)


def _latin(character: str) -> bool:
    match = _RUN.match(character)
    return match is not None and bool(match.group(2))

"""The objects of one promise, told apart where the words leave no doubt that they are a list: what is promised of each is the same.

Pure. Three forms of English lists are split: items between semicolons; three items or more between commas with "and" before the last; what
stands before and after "as well as"; and what "including" names, at the end, as two short things. A list within a list is left whole: how
many promises it holds is for a person. Each item keeps the words that govern it as its head. Serves every clause alike.
"""

from __future__ import annotations

import re
from itertools import pairwise

from entente.instrument.model import Span

FEWEST, LONGEST = 3, 14
"""Items that make a series between commas, and words that an item of one may have."""

_LEADS = re.compile(
    r"\b(?:in areas such as|such as|consisting of|including through|including|ahead of|namely|in the fields? of|in the areas? of)\s+"
)
_CLAUSE = re.compile(r"\b(?:which|that|who|whose|where|will|shall|while|when|if|to|by)\b", re.IGNORECASE)
_ADJECTIVE = re.compile(r"(?:al|ary|ive|ed|ful|ic|ous|able|ible)$")
_AMONG = re.compile(r"\b(?:among|amongst|between)\b")
_ADVERBIAL = re.compile(
    r"(?:annually|alternately|alternating|regularly|periodically|quarterly|monthly|yearly|respectively)\b|(?:in|at) [A-Z]"
)
_PAIR = re.compile(r"\bincluding (?!through\b)([^,;:.]{3,60}?) and ([^,;:.]{3,60}?)[.;]?\s*$")
_WELL = re.compile(r",? as well as ")


def objects(words: str, after: int) -> tuple[Span, ...]:
    """The spans of the objects in a promise's words, of which the first begins at 0 with the words that govern all; fewer than two: none.

    `after` is where its verb ends.
    """
    for read in (_semicolons, _as_well, _series, _pair):
        found = read(words, after)
        if len(found) > 1:
            return ((0, found[0][1]), *found[1:])
    return ()


def head(words: str, first: Span, after: int) -> Span:
    """The words that govern every object: up to where the first one's own begin."""
    lead = [m.end() for m in _LEADS.finditer(words, after, first[1])]
    return (0, lead[-1] if lead else after)


def _trimmed(words: str, start: int, end: int) -> Span:
    """A span without the spaces, points and the "and" at its ends."""
    text = words[start:end]
    start += len(text) - len(re.sub(r"^(?:\s|and\b)+", "", text))
    return start, start + len(re.sub(r"(?:[\s.,;]|\band\s*$)+$", "", words[start:end]))


def _semicolons(words: str, after: int) -> list[Span]:
    """Items between semicolons, after words that lead to a list."""
    cuts = [m.start() for m in re.finditer(";", words[after:].rstrip(" ;.")) if m.start()]
    if not cuts or not _LEADS.search(words, after, after + cuts[0]):
        return []
    edges = [after, *(after + cut for cut in cuts), len(words)]
    return [_trimmed(words, a + (words[a] == ";"), b) for a, b in pairwise(edges)]


def _series(words: str, after: int) -> list[Span]:
    """Items between commas, with "and" before the last; what follows it after a comma belongs to them all."""
    leads = [m.end() for m in _LEADS.finditer(words, after)]
    for start in (*leads, after):
        found = _listed(words, start)
        if found:
            return found
    return []


def _listed(words: str, start: int) -> list[Span]:
    edges = [start, *(m.end() for m in re.finditer(r",\s", words) if m.end() > start), len(words)]
    parts = list(pairwise(edges))
    comma = next((n for n, (a, b) in enumerate(parts) if n and words[a:b].startswith("and ")), None)
    if comma is not None:
        items = parts[: comma + 1]
    else:
        last = next((n for n, (a, b) in enumerate(parts) if " and " in words[a:b]), None)
        if not last or words[slice(*parts[last])].count(" and ") > 1:
            return []  # a list within a list
        a, b = parts[last]
        at = words.index(" and ", a, b)
        items = [*parts[:last], (a, at), (at, b)]
    if any(_LEADS.match(words, x) for x, _ in items[1:]) or _AMONG.search(words[slice(*items[0])]):
        return []  # what leads to a list of its own, and whom an act is among, are no items of this one
    if any(_ADVERBIAL.match(words[slice(*_trimmed(words, x, y))]) for x, y in items):
        return []  # how often, by turns and where are said of one thing
    found = _joined(words, [_trimmed(words, x, y) for x, y in items])
    long = sum(len(words[x:y].split()) > 1 for x, y in found)
    whole = len(found) >= FEWEST and all(_short(words[x:y]) for x, y in found) and 2 * long >= len(found)
    return found if whole else []  # names one after another ("the UN, G7 and G20") are examples


def _joined(words: str, items: list[Span]) -> list[Span]:
    """Items with the adjectives before them that a comma parts from their noun ("voluntary, non-binding norms")."""
    out: list[Span] = []
    for start, end in items:
        last = words[out[-1][0] : out[-1][1]].split() if out else []
        if last and len(last) <= 2 and all(word.islower() for word in last) and _ADJECTIVE.search(last[-1]):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _short(item: str) -> bool:
    return 0 < len(item.split()) <= LONGEST and not _CLAUSE.search(item) and ";" not in item


def _pair(words: str, after: int) -> list[Span]:
    """Two short things that "including" names at the end."""
    found = _PAIR.search(words, max(0, after - 1))
    if found is None or not all(_short(part) and " and " not in part for part in found.groups()):
        return []
    return [_trimmed(words, *found.span(1)), _trimmed(words, *found.span(2))]


def _as_well(words: str, after: int) -> list[Span]:
    """What stands before and after "as well as", where both are things and not acts."""
    found = _WELL.search(words, after)
    if found is None or _CLAUSE.search(words[after : found.start()]):
        return []
    end = words.find(", while ", found.end())
    return [_trimmed(words, after, found.start()), _trimmed(words, found.end(), end if end > 0 else len(words))]

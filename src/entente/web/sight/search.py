"""Search as one person may see it: the index is asked for his labels alone, and clauses are those of instruments he may read.

Touches the database (reads, and brings the index up by a little). Serves S2 and every clause.
"""

from __future__ import annotations

from functools import lru_cache

from entente.node.search import searching
from entente.store.search.tokens import needles, spots
from entente.web.gate import Sight
from entente.web.listing import in_words

AT_ONCE = 20


def answer(sight: Sight, asked: searching.Asked) -> searching.Answer:
    """A page of what he may read; nothing where he may read nothing."""
    if not sight.labels:
        return searching.Answer([], "", 0)
    return searching.answer(sight.node, None if sight.all_labels else sight.labels, asked, AT_ONCE)


def channels(sight: Sight) -> list[tuple[str, str]]:
    """Every channel of this node, by its id: what it is called in the page's language."""
    return [(charter.id, in_words(charter.terms.title)) for charter in sight.node.channels()]


def words_stand_in(text: str, words: str) -> bool:
    """Whether every word typed stands in a text."""
    wanted = _wanted(words)
    return bool(wanted) and all(spots(text, one) for one in wanted)


@lru_cache(maxsize=256)
def _wanted(words: str) -> tuple[list[str], ...]:
    """What is looked for of each word: a page asks the same of every clause."""
    found = [needles(word) for word in words.split()]
    return tuple(one for one in found if one)

"""The search index asked: which documents hold all the words, under the labels that a reader may see, and in what order.

Touches the database (reads). A query names the labels that may be read, and nothing else leaves the database. The newest documents have the
highest numbers, so that a page reads no further than it shows. SQLite gathers by rank; PostgreSQL, whose index would gather all of a common
word first, is asked block by block. Serves S2 and every clause.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from entente.store import database
from entente.store.search import documents
from entente.store.search.documents import Part, hexed
from entente.store.search.tokens import MARK, TITLE, Phrase

RARE = 4_000  # PostgreSQL: no more documents than this are gathered at once
NEAR, NEAR_BLOCKS, SEVERAL = 400, 16, 20  # PostgreSQL: documents looked at one by one, where they are sought, for how many words
SEEN = 10_000  # PostgreSQL: documents that a reader may see, gathered whole rather than within many blocks
MOST_WORDS = 200  # that begin alike: where there are more, the database goes through all of them
WIDEST = 200  # filters of labels: more numbers than this are compared in the rows instead of the index


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: phrases that must all be found in one document, and what it is narrowed to."""

    phrases: tuple[Phrase, ...]
    type: str = ""
    clause: str = ""
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A document found. `rank`: 0 words in code or title, 1 anywhere, 2 words that begin so."""

    id: int
    rank: int
    record: int
    act: int
    number: int
    part: Part
    label: int
    record_label: int


Place = tuple[int, int]
"""Behind which hit a page begins: (rank, id)."""

_COLUMNS = "d.id, d.record, d.act, d.number, d.part, d.label, d.record_label"
_RANKS = (0, 1, 2)


def find(alias: str, allowed: frozenset[int] | None, question: Question, after: Place | None, limit: int) -> list[Hit]:
    """Documents in which all phrases stand, under labels that may be read: words in code or title first, then the newest.

    `allowed` holds numbers of labels, of which both the document's and its record's must be one; None is every label. `after` continues
    behind a hit. Words that only begin as typed are looked for where the words as typed do not fill the page.
    """
    found: list[Hit] = []
    if not question.phrases:
        return found
    end = 2**62 if database.is_sqlite(alias) else _end(alias)
    for rank in _RANKS if after is None else range(after[0], len(_RANKS)):
        if len(found) >= limit or (rank == 2 and not any(one.stem for one in question.phrases)):
            break
        before = after[1] if after is not None and rank == after[0] else end
        found += _rank(alias, allowed, question, rank, before, limit - len(found))
    return found


def _rank(alias: str, allowed: frozenset[int] | None, question: Question, rank: int, before: int, limit: int) -> list[Hit]:
    narrow = "" if allowed is None else _numbers("d.label", allowed) + _numbers("d.record_label", allowed)
    groups = _mark_groups(allowed, question)
    ways = [_ways(alias, phrase, rank == 2) for phrase in question.phrases]
    if not all(ways):
        return []
    if database.is_sqlite(alias):
        sql = (
            f"SELECT {_COLUMNS} FROM search_text t CROSS JOIN search_doc d ON d.id = t.rowid WHERE t.search_text MATCH %s"
            f" AND t.rowid < {int(before)}{narrow} ORDER BY t.rowid DESC LIMIT {int(limit)}"
        )
        found = database.rows(alias, sql, (_sqlite_match(question, rank, ways, groups),))
    else:
        match = _postgres_match(question, rank, ways, groups)
        whole = allowed is None or len(allowed) <= WIDEST
        looked = "" if whole else narrow
        many = any(len(each) > SEVERAL or each[0][1] for each in ways)
        near = _postgres_near(alias, (match, _postgres_marks(groups)), looked, before, limit) if many else []
        found = near if len(near) == limit else _postgres_rows(alias, match, looked, before, limit)
    return [Hit(row[0], rank, *row[1:]) for row in found]


Way = tuple[tuple[str, ...], bool]
"""Tokens one behind the other, and whether the last may go on."""


def _ways(alias: str, phrase: Phrase, longer: bool) -> list[Way]:
    """The ways in which a phrase may stand in a text: as typed, or with each of the words that begin as its last one does."""
    if not (longer and phrase.stem):
        return [(phrase.tokens, phrase.prefix)]
    sql = f"SELECT word FROM search_word WHERE word >= %s AND word < %s ORDER BY word LIMIT {MOST_WORDS + 1}"
    found = [row[0] for row in database.rows(alias, sql, (phrase.stem, phrase.stem + chr(0x10FFFF)))]
    if len(found) > MOST_WORDS:
        return [((*phrase.tokens[:-1], phrase.stem), True)]
    return [((*phrase.tokens[:-1], word), False) for word in found]


def _postgres_near(alias: str, match: tuple[str, list[str]], narrow: str, last: int, limit: int) -> list[tuple[Any, ...]]:
    """Those that match among the newest documents that may be read, looked at one by one: what PostgreSQL's index says of many words, or
    of a word's beginning, it says of all documents at once."""
    said, marks = match
    top = last - 1 >> documents.BLOCK_BITS
    found: list[tuple[Any, ...]] = []
    for width in (1, NEAR_BLOCKS) if marks else (1,):
        blocks = " | ".join(f"'{MARK}b{block}'" for block in range(max(top - width + 1, 0), top + 1))
        whole = width > 1 and _expected(alias, marks[0]) <= SEEN  # fewer than the blocks hold, which the index would all go through
        readable, params = ("words @@ %s::tsquery AND ", [" & ".join(marks if whole else [f"({blocks})", *marks])]) if marks else ("", [])
        newest = f"SELECT id FROM search_text WHERE {readable}id < {int(last)}"
        newest = f"WITH a AS MATERIALIZED ({newest})," if marks else f"WITH a AS ({newest}),"
        sql = (
            f"{newest} m AS MATERIALIZED (SELECT id FROM a ORDER BY id DESC LIMIT {NEAR}) SELECT {_COLUMNS} FROM m"
            " JOIN search_text t ON t.id = m.id JOIN search_doc d ON d.id = m.id"
            f" WHERE t.words @@ %s::tsquery{narrow} ORDER BY d.id DESC LIMIT {int(limit)}"
        )
        found = database.rows(alias, sql, (*params, said))
        if len(found) == limit:
            break
    return found


def _end(alias: str) -> int:
    """The number behind the last document."""
    return int(database.rows(alias, "SELECT COALESCE(MAX(id), 0) + 1 FROM search_text")[0][0])


def _postgres_rows(alias: str, match: str, narrow: str, last: int, limit: int) -> list[tuple[Any, ...]]:
    """The newest documents that match, block by block where there are many, since the index would gather all of a common word first."""
    found: list[tuple[Any, ...]] = []
    top, width, expected = last - 1 >> documents.BLOCK_BITS, 2, 0.0
    while top >= 0 and len(found) < limit:
        if width > 2 and not expected:
            expected = max(_expected(alias, match), 1.0)
        low = 0 if 0 < expected <= RARE else max(top - width + 1, 0)
        marks = " | ".join(f"'{MARK}b{block}'" for block in range(low, top + 1))
        bounded = match if low == 0 and expected else f"({match}) & ({marks})"
        found += _postgres_found(alias, bounded, narrow, last, limit - len(found))
        last, top, width = low << documents.BLOCK_BITS, low - 1, width * 8
    return found


def _postgres_found(alias: str, match: str, narrow: str, last: int, limit: int) -> list[tuple[Any, ...]]:
    """The newest documents before a number that match. Where labels are narrowed in the rows, all that match are looked at."""
    newest = "" if narrow else f" ORDER BY id DESC LIMIT {int(limit)}"
    inner = f"SELECT id FROM search_text WHERE words @@ %s::tsquery AND id < {int(last)}"
    inner = f"WITH a AS MATERIALIZED ({inner}), m AS MATERIALIZED (SELECT id FROM a{newest})"  # ordered at once it would walk all ids
    sql = f"{inner} SELECT {_COLUMNS} FROM m JOIN search_doc d ON d.id = m.id WHERE TRUE{narrow} ORDER BY d.id DESC LIMIT {int(limit)}"
    return database.rows(alias, sql, (match,))


def _expected(alias: str, match: str) -> float:
    """How many documents PostgreSQL expects to match, from its statistics."""
    plan = database.rows(alias, "EXPLAIN (FORMAT JSON) SELECT 1 FROM search_text WHERE words @@ %s::tsquery", (match,))[0][0]
    read = json.loads(plan) if isinstance(plan, str) else plan
    return float(read[0]["Plan"]["Plan Rows"])


def _numbers(column: str, allowed: frozenset[int]) -> str:
    """Numbers are written into the statement: they are our own, and may be more than a statement takes parameters."""
    return f" AND {column} IN ({', '.join(str(int(n)) for n in sorted(allowed)) or 'NULL'})"


def _mark_groups(allowed: frozenset[int] | None, question: Question) -> list[list[str]]:
    """What a document must carry one of, group by group."""
    groups = []
    if allowed is not None and len(allowed) <= WIDEST:
        groups += [[f"{letter}{number}" for number in sorted(allowed)] or ["none"] for letter in "dr"]
    groups += [[f"c{question.channel}"]] if question.channel else []
    groups += [[f"t{hexed(question.type)}"]] if question.type else []
    groups += [[f"k{hexed(question.clause)}"]] if question.clause else []
    return [[MARK + one for one in group] for group in groups]


def _sqlite_match(question: Question, rank: int, ways: Sequence[Sequence[Way]], groups: Sequence[Sequence[str]]) -> str:
    def said(way: Way, title: bool) -> str:
        made, star = way
        if title and star:  # a beginning is looked for among the titles themselves, where no word is marked
            return f'title : "{" ".join([*(token + TITLE for token in made[:-1]), made[-1]])}" *'
        mark = TITLE if title else ""
        return f'"{" ".join(token + mark for token in made)}"{" *" if star else ""}'

    def phrases(chosen: Sequence[Sequence[Way]], title: bool) -> str:
        return "(" + " AND ".join("(" + " OR ".join(said(way, title) for way in each) + ")" for each in chosen) + ")"

    typed = [[(one.tokens, one.prefix)] for one in question.phrases]
    marks = [f"({' OR '.join(group)})" for group in groups]
    lines = {
        0: phrases(typed, True),
        1: f"({phrases(typed, False)} NOT {phrases(typed, True)})",
        2: f"({phrases(ways, False)} NOT {phrases(typed, False)})",
    }
    return " AND ".join([lines[rank], *marks])


def _postgres_match(question: Question, rank: int, ways: Sequence[Sequence[Way]], groups: Sequence[Sequence[str]]) -> str:
    def said(way: Way, title: bool) -> str:
        made, star = way
        mark = TITLE if title else ""
        parts = [f"'{token}{mark}'" for token in made]
        parts[-1] = f"'{made[-1]}':*{'A' if title else ''}" if star else parts[-1]
        return "(" + " <-> ".join(parts) + ")"

    def phrases(chosen: Sequence[Sequence[Way]], title: bool) -> str:
        return "(" + " & ".join("(" + " | ".join(said(way, title) for way in each) + ")" for each in chosen) + ")"

    typed = [[(one.tokens, one.prefix)] for one in question.phrases]
    lines = {
        0: phrases(typed, True),
        1: f"({phrases(typed, False)} & !{phrases(typed, True)})",
        2: f"({phrases(ways, False)} & !{phrases(typed, False)})",
    }
    return " & ".join([lines[rank], *_postgres_marks(groups)])


def _postgres_marks(groups: Sequence[Sequence[str]]) -> list[str]:
    """What a document must carry, group by group."""
    return [f"({' | '.join(chr(39) + mark + chr(39) for mark in group)})" for group in groups]

"""The search index: one document for each readable text of a record, narrowed in SQL to the labels a reader may see.

Touches the database: SQLite FTS5, PostgreSQL tsvector and GIN, both over the tokens of `tokens`. A document carries the number of its own
act's label and of its record's; a query names those that may be read, and nothing else leaves the database. Documents are numbered as they
are indexed, so the newest have the highest numbers and a page reads no further than it shows. Words of titles stand twice, once marked, so
that a title is asked for without going through every text; Latin words are listed (search_word), so that a word's beginning becomes the
few words that there are. What is purged, spilled or sealed is
forgotten in the transaction that takes it away (`forget`). All rows here can be made again (node/index.py). Serves S2 and every clause.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from entente.store import database
from entente.store.tokens import MARK, SHORTEST_PREFIX, TITLE, Phrase, spaced, tokens

Part = Literal["text", "proposal", "earlier", "remark", "file"]
"""Where words stand: the text that counts, an open proposal, a text that counted before, a remark, an attached file."""

PIECE = 2_000  # tokens of one document; PostgreSQL keeps places of words up to 16,383, and 256 of each word
OVERLAP = 20  # tokens that a piece repeats of the one before, so that no phrase falls between them
BLOCK_BITS = 12  # PostgreSQL: documents by four thousand carry the same mark, so that its index need not gather all of a common word
RARE = 4_000  # PostgreSQL: no more documents than this are gathered at once
NEAR, NEAR_BLOCKS, SEVERAL = 400, 16, 20  # PostgreSQL: documents looked at one by one, where they are sought, for how many words
MOST_WORDS = 200  # that begin alike: where there are more, the database goes through all of them
WIDEST = 200  # filters of labels: more numbers than this are compared in the rows instead of the index


@dataclass(frozen=True, slots=True)
class Document:
    """A readable text of a record, which is given by its number.

    `number`: which of the act's texts it is (from 0) or of its attachments (from 1); `clauses` are the record's.
    """

    record: int
    act: int
    number: int
    part: Part
    label: int
    record_label: int
    channel: str
    type: str
    title: str
    body: str
    clauses: tuple[str, ...] = ()


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


def take(alias: str) -> None:
    """Locks the index for this transaction: documents are numbered by one at a time."""
    advance(alias, 0, 0)


def put(alias: str, records: Iterable[int], documents: Sequence[Document]) -> None:
    """Makes the documents of these records exactly those given; inside the caller's transaction."""
    gone = _take_out(alias, "SELECT id FROM search_doc WHERE record IN ({})", records)
    pieces = [(doc, title, body) for doc in documents for title, body in _pieces(doc)]
    words = listed(token for _, title, body in pieces for token in (*title, *body))
    if pieces:
        _insert(alias, pieces)
        _list(alias, words)
    _unlist(alias, gone - words)


def _insert(alias: str, pieces: Sequence[tuple[Document, list[str], list[str]]]) -> None:
    first = int(database.rows(alias, "SELECT COALESCE(MAX(id), 0) FROM search_doc")[0][0]) + 1
    rows = [(first + n, d.record, d.act, d.number, d.part, d.label, d.record_label) for n, (d, _, _) in enumerate(pieces)]
    database.insert(alias, "search_doc", "id, record, act, number, part, label, record_label", rows)
    if database.is_sqlite(alias):
        lines = [(first + n, *texts(title, body), " ".join(_marks(d))) for n, (d, title, body) in enumerate(pieces)]
        database.insert(alias, "search_text", "rowid, title, body, marks", lines)
    else:
        vectors = [(first + n, vector(first + n, *texts(title, body), _marks(d))) for n, (d, title, body) in enumerate(pieces)]
        database.many(alias, "INSERT INTO search_text (id, words) VALUES (%s, %s::tsvector)", vectors)


def forget(alias: str, acts: Iterable[int]) -> None:
    """Forgets whatever was read in these acts' bodies and attachments; part of the transaction that takes them away."""
    _unlist(alias, _take_out(alias, "SELECT id FROM search_doc WHERE act IN ({})", acts))


def _take_out(alias: str, sql: str, values: Iterable[Any]) -> frozenset[str]:
    """Takes documents out; gives the words to be listed that stood in them."""
    gone = [row[0] for row in database.select_in(alias, sql, values)]
    if not gone:
        return frozenset()
    key = "rowid" if database.is_sqlite(alias) else "id"
    columns = "title, body" if database.is_sqlite(alias) else "tsvector_to_array(words)"
    held = database.select_in(alias, f"SELECT {columns} FROM search_text WHERE {key} IN ({{}})", gone)
    database.run_in(alias, f"DELETE FROM search_text WHERE {key} IN ({{}})", gone)
    database.run_in(alias, "DELETE FROM search_doc WHERE id IN ({})", gone)
    return listed(token for row in held for part in row for token in (part.split() if isinstance(part, str) else part))


def listed(found: Iterable[str]) -> frozenset[str]:
    """Those of the tokens that are listed: words of spaced scripts that a beginning may stand for."""
    return frozenset(token for token in set(found) if len(token) >= SHORTEST_PREFIX and spaced(token))


def _list(alias: str, words: Iterable[str]) -> None:
    database.insert(alias, "search_word", "word", [(word,) for word in sorted(words)], "ON CONFLICT DO NOTHING")


def _unlist(alias: str, words: Iterable[str]) -> None:
    """Takes those words from the list that no document has any more."""
    if database.is_sqlite(alias):
        sql, marks = "SELECT 1 FROM search_text WHERE search_text MATCH %s LIMIT 1", '"'
    else:
        sql, marks = "SELECT 1 FROM search_text WHERE words @@ %s::tsquery LIMIT 1", "'"
    gone = [word for word in words if not database.rows(alias, sql, (f"{marks}{word}{marks}",))]
    database.run_in(alias, "DELETE FROM search_word WHERE word IN ({})", gone)


def clear(alias: str) -> None:
    """Forgets everything, and how far each log was indexed; all attachments held are due again. Inside the caller's transaction."""
    if database.is_sqlite(alias):  # which would take the words out of a virtual table row by row
        made = database.rows(alias, "SELECT sql FROM sqlite_master WHERE name = 'search_text'")[0][0]
        database.run(alias, "DROP TABLE search_text")
        database.run(alias, made)
    else:
        database.run(alias, "TRUNCATE search_text")
    for table in ("search_word", "search_doc", "search_cursor", "search_due"):
        database.run(alias, f"DELETE FROM {table}")
    database.run(alias, "INSERT INTO search_due (act) SELECT DISTINCT act FROM attachment WHERE state = 1")


def scrub(alias: str) -> None:
    """After a purge: the index is written anew without what was forgotten; until then its pages keep deleted words."""
    if database.is_sqlite(alias):
        database.run(alias, "INSERT INTO search_text (search_text) VALUES ('optimize')")
    else:
        database.run(alias, "VACUUM search_text")
        database.run(alias, "VACUUM search_doc")
        database.run(alias, "VACUUM search_word")


def due(alias: str, acts: Iterable[int]) -> None:
    """An act's body has become readable, or a file of it has come, after the act itself was indexed."""
    database.insert(alias, "search_due", "act", [(act,) for act in acts], "ON CONFLICT DO NOTHING")


def due_acts(alias: str, limit: int) -> list[int]:
    """Acts whose records are to be indexed again."""
    return [row[0] for row in database.rows(alias, f"SELECT act FROM search_due ORDER BY act LIMIT {int(limit)}")]


def done(alias: str, acts: Iterable[int]) -> None:
    """These are due no more."""
    database.run_in(alias, "DELETE FROM search_due WHERE act IN ({})", acts)


def behind(alias: str) -> list[tuple[int, str, int, int]]:
    """(log number, channel, how far indexed, how far decided) of every log that has acts not yet indexed."""
    sql = (
        "SELECT l.id, l.channel_id, COALESCE(c.upto, 0), l.decided FROM log l LEFT JOIN search_cursor c ON c.log_id = l.id"
        " WHERE COALESCE(c.upto, 0) < l.decided ORDER BY l.id"
    )
    return [(row[0], row[1], row[2], row[3]) for row in database.rows(alias, sql)]


def advance(alias: str, log: int, upto: int) -> None:
    """This log is indexed as far as here."""
    database.insert(alias, "search_cursor", "log_id, upto", [(log, upto)], "ON CONFLICT (log_id) DO UPDATE SET upto = excluded.upto")


def lag(alias: str) -> int:
    """How many entries are not yet indexed."""
    waiting = database.rows(alias, "SELECT COUNT(*) FROM search_due")[0][0]
    return int(waiting) + sum(decided - upto for _, _, upto, decided in behind(alias))


def find(alias: str, allowed: frozenset[int] | None, question: Question, after: Place | None, limit: int) -> list[Hit]:
    """Documents in which all phrases stand, under labels that may be read: words in code or title first, then the newest.

    `allowed` holds numbers of labels, of which both the document's and its record's must be one; None is every label. `after` continues
    behind a hit. Words that only begin as typed are looked for where the words as typed do not fill the page.
    """
    found: list[Hit] = []
    if not question.phrases:
        return found
    for rank in _RANKS if after is None else range(after[0], len(_RANKS)):
        if len(found) >= limit or (rank == 2 and not any(one.stem for one in question.phrases)):
            break
        before = after[1] if after is not None and rank == after[0] else None
        found += _rank(alias, allowed, question, rank, before, limit - len(found))
    return found


def _rank(alias: str, allowed: frozenset[int] | None, question: Question, rank: int, before: int | None, limit: int) -> list[Hit]:
    narrow = "" if allowed is None else _numbers("d.label", allowed) + _numbers("d.record_label", allowed)
    groups = _mark_groups(allowed, question)
    ways = [_ways(alias, phrase, rank == 2) for phrase in question.phrases]
    if not all(ways):
        return []
    if database.is_sqlite(alias):
        behind_ = "" if before is None else f" AND t.rowid < {int(before)}"
        sql = (
            f"SELECT {_COLUMNS} FROM search_text t CROSS JOIN search_doc d ON d.id = t.rowid WHERE t.search_text MATCH %s{behind_}{narrow}"
            f" ORDER BY t.rowid DESC LIMIT {int(limit)}"
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


def _postgres_near(alias: str, match: tuple[str, list[str]], narrow: str, before: int | None, limit: int) -> list[tuple[Any, ...]]:
    """Those that match among the newest documents that may be read, looked at one by one: what PostgreSQL's index says of many words, or
    of a word's beginning, it says of all documents at once."""
    said, marks = match
    last = _last(alias, before)
    top = last - 1 >> BLOCK_BITS
    found: list[tuple[Any, ...]] = []
    for width in (1, NEAR_BLOCKS) if marks else (1,):
        blocks = " | ".join(f"'{MARK}b{block}'" for block in range(max(top - width + 1, 0), top + 1))
        readable, params = ("words @@ %s::tsquery AND ", [" & ".join([f"({blocks})", *marks])]) if marks else ("", [])
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


def _last(alias: str, before: int | None) -> int:
    """The number behind the last document that is looked at."""
    return before if before is not None else int(database.rows(alias, "SELECT COALESCE(MAX(id), 0) + 1 FROM search_text")[0][0])


def _postgres_rows(alias: str, match: str, narrow: str, before: int | None, limit: int) -> list[tuple[Any, ...]]:
    """The newest documents that match, block by block where there are many, since the index would gather all of a common word first."""
    last = _last(alias, before)
    found: list[tuple[Any, ...]] = []
    top, width, expected = last - 1 >> BLOCK_BITS, 2, 0.0
    while top >= 0 and len(found) < limit:
        if width > 2 and not expected:
            expected = max(_expected(alias, match), 1.0)
        low = 0 if 0 < expected <= RARE else max(top - width + 1, 0)
        marks = " | ".join(f"'{MARK}b{block}'" for block in range(low, top + 1))
        bounded = match if low == 0 and expected else f"({match}) & ({marks})"
        found += _postgres_found(alias, bounded, narrow, last, limit - len(found))
        last, top, width = low << BLOCK_BITS, low - 1, width * 8
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


def _pieces(doc: Document) -> list[tuple[list[str], list[str]]]:
    """A document's tokens, title and body, in pieces that every database can hold; the title stands in the first alone."""
    title, body = tokens(doc.title)[:PIECE], tokens(doc.body)
    step = PIECE - OVERLAP
    cut = [body[at : at + PIECE] for at in range(0, max(len(body) - OVERLAP, 1), step)]
    return [(title if n == 0 else [], piece) for n, piece in enumerate(cut)]


def _marks(doc: Document) -> list[str]:
    """What a document is narrowed by, as tokens that no text can make: of the labels first, then channel, type, clauses."""
    said = [f"d{doc.label}", f"r{doc.record_label}", f"c{doc.channel}", f"t{_hex(doc.type)}"]
    return [MARK + one for one in (*said, *(f"k{_hex(clause)}" for clause in doc.clauses))]


def _hex(text: str) -> str:
    """Any text as one token."""
    return text.encode().hex()


def _mark_groups(allowed: frozenset[int] | None, question: Question) -> list[list[str]]:
    """What a document must carry one of, group by group."""
    groups = []
    if allowed is not None and len(allowed) <= WIDEST:
        groups += [[f"{letter}{number}" for number in sorted(allowed)] or ["none"] for letter in "dr"]
    groups += [[f"c{question.channel}"]] if question.channel else []
    groups += [[f"t{_hex(question.type)}"]] if question.type else []
    groups += [[f"k{_hex(question.clause)}"]] if question.clause else []
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


def texts(title: Sequence[str], body: Sequence[str]) -> tuple[str, str]:
    """A piece as it is held: its title's words, marked; all its words, those of the title apart from the others."""
    return " ".join(token + TITLE for token in title), " ".join([*title, TITLE, *body] if title else body)


def vector(number: int, title: str, body: str, marks: Iterable[str]) -> str:
    """The tsvector of a piece: places of words (those of the title weighted A), and its marks and its block's without a place."""
    places: Mapping[str, list[str]] = defaultdict(list)
    for place, token in enumerate(title.split(), start=1):
        places[token].append(f"{place}A")
    for place, token in enumerate(body.split(), start=len(title.split()) + 10):
        places[token].append(str(place))
    words = [f"'{token}':{','.join(found[:250])}" for token, found in places.items()]
    return " ".join([*words, *(f"'{mark}'" for mark in marks), f"'{MARK}b{number >> BLOCK_BITS}'"])

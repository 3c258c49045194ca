"""The search index: one document for each readable text of a record, put in and taken out; how it is asked stands in `finding`.

Touches the database: SQLite FTS5, PostgreSQL tsvector and GIN, both over the tokens of `tokens`. A document carries the number of its own
act's label and of its record's. Documents are numbered as they are indexed. Words of titles stand twice, once marked, so that a title is
asked for without going through every text; Latin words are listed (search_word), so that a word's beginning becomes the few words that
there are. What is purged, spilled or sealed is forgotten in the transaction that takes it away (`forget`). All rows here can be made again
(node/search/index.py). Serves S2 and every clause.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from entente.store import database
from entente.store.search.tokens import MARK, SHORTEST_PREFIX, TITLE, spaced, tokens

Part = Literal["text", "proposal", "earlier", "remark", "file"]
"""Where words stand: the text that counts, an open proposal, a text that counted before, a remark, an attached file."""

PIECE = 2_000  # tokens of one document; PostgreSQL keeps places of words up to 16,383, and 256 of each word
OVERLAP = 20  # tokens that a piece repeats of the one before, so that no phrase falls between them
BLOCK_BITS = 12  # PostgreSQL: documents by four thousand carry the same mark, so that its index need not gather all of a common word


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


def take(alias: str) -> None:
    """Locks the index for this transaction: documents are numbered by one at a time."""
    advance(alias, 0, 0)


def put(alias: str, records: Iterable[int], documents: Sequence[Document]) -> None:
    """Makes the documents of these records exactly those given; inside the caller's transaction."""
    gone = _take_out(alias, "SELECT id FROM search_doc WHERE record IN ({})", records)
    cut = [(doc, title, body) for doc in documents for title, body in pieces(doc)]
    words = listed(token for _, title, body in cut for token in (*title, *body))
    if cut:
        _insert(alias, cut)
        _list(alias, words)
    _unlist(alias, gone - words)


def _insert(alias: str, pieces: Sequence[tuple[Document, list[str], list[str]]]) -> None:
    first = int(database.rows(alias, "SELECT COALESCE(MAX(id), 0) FROM search_doc")[0][0]) + 1
    rows = [(first + n, d.record, d.act, d.number, d.part, d.label, d.record_label) for n, (d, _, _) in enumerate(pieces)]
    database.insert(alias, "search_doc", "id, record, act, number, part, label, record_label", rows)
    if database.is_sqlite(alias):
        lines = [(first + n, *texts(title, body), " ".join(marks_of(d))) for n, (d, title, body) in enumerate(pieces)]
        database.insert(alias, "search_text", "rowid, title, body, marks", lines)
    else:
        vectors = [(first + n, vector(first + n, *texts(title, body), marks_of(d))) for n, (d, title, body) in enumerate(pieces)]
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
    sql = (
        "SELECT (SELECT COUNT(*) FROM search_due) + COALESCE(SUM(l.decided - COALESCE(c.upto, 0)), 0)"
        " FROM log l LEFT JOIN search_cursor c ON c.log_id = l.id WHERE COALESCE(c.upto, 0) < l.decided"
    )
    return int(database.rows(alias, sql)[0][0])


def pieces(doc: Document) -> list[tuple[list[str], list[str]]]:
    """A document's tokens, title and body, in pieces that every database can hold; the title stands in the first alone."""
    title, body = tokens(doc.title)[:PIECE], tokens(doc.body)
    step = PIECE - OVERLAP
    cut = [body[at : at + PIECE] for at in range(0, max(len(body) - OVERLAP, 1), step)]
    return [(title if n == 0 else [], piece) for n, piece in enumerate(cut)]


def marks_of(doc: Document) -> list[str]:
    """What a document is narrowed by, as tokens that no text can make: of the labels first, then channel, type, clauses."""
    said = [f"d{doc.label}", f"r{doc.record_label}", f"c{doc.channel}", f"t{hexed(doc.type)}"]
    return [MARK + one for one in (*said, *(f"k{hexed(clause)}" for clause in doc.clauses))]


def hexed(text: str) -> str:
    """Any text as one token."""
    return text.encode().hex()


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

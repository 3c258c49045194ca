"""The search index as it is held against the documents that it should hold: for `entente verify`.

Touches the database; SQLite's own check of its index is a statement that writes nothing but wants to be allowed to. Serves every clause.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import DatabaseError

from entente.kernel.errors import Refusal
from entente.store import database
from entente.store.search.documents import Document, listed, marks_of, pieces, texts, vector
from entente.store.search.tokens import MARK, TITLE

_DOC = "d.record, d.act, d.number, d.part, d.label, d.record_label"
_BEYOND = "search_cursor c LEFT JOIN log l ON l.id = c.log_id WHERE c.upto > COALESCE(l.decided, 0)"
CHUNK = 500


def differing(alias: str, records: Iterable[int], wanted: Sequence[Document]) -> set[int]:
    """Which of these records are not indexed by exactly these documents."""
    held = Counter(_held(alias, records))
    should = Counter(_as_held(alias, wanted))
    return {row[0] for row in ((held - should) | (should - held))}


def _held(alias: str, records: Iterable[int]) -> list[tuple[Any, ...]]:
    if database.is_sqlite(alias):
        sql = f"SELECT {_DOC}, t.title, t.body, t.marks FROM search_doc d LEFT JOIN search_text t ON t.rowid = d.id"
    else:
        text = f"ts_delete(t.words, '{MARK}b' || (d.id >> 12)::text)::text"  # all but the mark of its block, which is its number's
        sql = f"SELECT {_DOC}, {text} FROM search_doc d LEFT JOIN search_text t ON t.id = d.id"
    return database.select_in(alias, f"{sql} WHERE d.record IN ({{}})", records)


def _as_held(alias: str, wanted: Sequence[Document]) -> Iterator[tuple[Any, ...]]:
    for doc in wanted:
        head = (doc.record, doc.act, doc.number, doc.part, doc.label, doc.record_label)
        for title, body in pieces(doc):
            if database.is_sqlite(alias):
                yield (*head, *texts(title, body), " ".join(marks_of(doc)))
            else:
                made = vector(0, *texts(title, body), marks_of(doc))
                yield (*head, database.rows(alias, f"SELECT ts_delete(%s::tsvector, '{MARK}b0')::text", (made,))[0][0])


def strays(alias: str) -> Iterator[str]:
    """What the index holds beyond its documents, each in a sentence: texts of none, documents of no record, words that stand nowhere."""
    key = "rowid" if database.is_sqlite(alias) else "id"
    for sql, words in (
        (f"SELECT COUNT(*) FROM search_text WHERE {key} NOT IN (SELECT id FROM search_doc)", "texts belong to no document."),
        ("SELECT COUNT(*) FROM search_doc WHERE record NOT IN (SELECT number FROM record)", "documents belong to no record."),
        (f"SELECT COUNT(*) FROM {_BEYOND}", "logs are noted as indexed beyond their end."),
        ("SELECT COUNT(*) FROM search_due WHERE act NOT IN (SELECT id FROM act)", "acts that are not there are noted as to be indexed."),
    ):  # fmt: skip
        count = database.rows(alias, sql)[0][0]
        if count:
            yield f"{count} {words}"
    said, kept = _said(alias), {row[0] for row in database.rows(alias, "SELECT word FROM search_word")}
    for word in sorted(said ^ kept)[:20]:
        yield f"The word “{word}” stands in a text and not in the list." if word in said else f"The word “{word}” stands in no text."


def _said(alias: str) -> set[str]:
    """The words to be listed that stand in the index's texts."""
    if database.is_sqlite(alias):
        last = int(database.rows(alias, "SELECT COALESCE(MAX(rowid), 0) FROM search_text")[0][0])
        found: set[str] = set()
        for start in range(0, last + 1, CHUNK):
            some = database.rows(alias, "SELECT body FROM search_text WHERE rowid >= %s AND rowid < %s", (start, start + CHUNK))
            found |= listed(token for (body,) in some for token in body.split())
    else:
        found = set(listed(row[0] for row in database.rows(alias, "SELECT DISTINCT unnest(tsvector_to_array(words)) FROM search_text")))
    return {word for word in found if TITLE not in word and MARK not in word}


def broken(alias: str) -> str:
    """What SQLite's own check says of the index of words; "" where it is sound, or may not be asked on a disk that may only be read."""
    if not database.is_sqlite(alias):
        return ""
    try:
        database.run(alias, "INSERT INTO search_text (search_text) VALUES ('integrity-check')")
    except (DatabaseError, Refusal) as error:
        return "" if "readonly" in str(error) else database.reason(error)
    return ""

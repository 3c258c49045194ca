"""The search index against what it is made from.

Touches the database (reads). Rule V7 of verify.py. What is still to be indexed is left out: a text that has just come is no damage.
Serves every clause.
"""

from __future__ import annotations

from collections.abc import Iterator

from entente.kernel.charter import Charter
from entente.node.node import Node
from entente.node.search import index
from entente.store import database, records
from entente.store.layout import SEQ_BITS
from entente.store.search import held

CHUNK = 300
Found = tuple[str, str, str]


def check(node: Node, charter: Charter) -> Iterator[Found]:
    """The records of a channel of which the index says something else than their acts."""
    upto = dict(database.rows(node.alias, "SELECT log_id, upto FROM search_cursor"))
    due = {row[0] for row in database.rows(node.alias, "SELECT act FROM search_due")}
    start = -1
    while True:
        sql = "SELECT number, id FROM record WHERE channel_id = %s AND number > %s ORDER BY number LIMIT %s"
        found = database.rows(node.alias, sql, (charter.id, start, CHUNK))
        if not found:
            return
        names, start = dict(found), found[-1][0]
        acts = records.acts_of(node.alias, {record: number for number, record in found})
        done = [
            record
            for record, touching in acts.items()
            if all(p not in due and p & (1 << SEQ_BITS) - 1 < upto.get(p >> SEQ_BITS, 0) for p, _ in touching)
        ]
        numbers = {number for number, record in found if record in set(done)}
        for number in sorted(held.differing(node.alias, numbers, index.documents_of(node, charter, done))):
            yield f"search_doc of record {names[number][:12]}", "V7", "The search index does not hold what the record's acts say."


def check_whole(node: Node) -> Iterator[Found]:
    """What the index holds beyond its documents, and what the database's own check says of it."""
    if words := held.broken(node.alias):
        yield "search_text", "V9", f"The search index does not read: {words}."
    for words in held.strays(node.alias):
        yield "search index", "V7", words

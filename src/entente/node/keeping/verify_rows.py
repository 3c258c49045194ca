"""Rows against the checksums that they carry, for what no signature, commitment or rebuild proves.

Touches the database (reads). Rule V10 of verify.py, and of V7 what is summed. A checksum tells that a row is not as it was written; it does
not tell who changed it. Serves every clause.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from entente.node.node import Node
from entente.store import database, noted
from entente.store.checksums import COVERED, checksum
from entente.store.intervals import tally
from entente.store.layout import SEQ_BITS

Found = tuple[str, str, str]


def check_sums(node: Node, table: str) -> Iterator[Found]:
    """The rows of a table that are not what their checksums say."""
    names = COVERED[table]
    shown = ", ".join(name for name in names if name != "id" or len(names) == 2)
    for chunk in noted.chunks(node.alias, table):
        for number, *values, stood in chunk:
            if stood is None:
                yield _where(node, table, number, values), "V10", "This row has no checksum: it was written past the store."
            elif stood != checksum(table, values):
                words = f"This row is not as it was written: its checksum does not fit {shown}."
                yield _where(node, table, number, values), "V10", words


def check_blocks(node: Node) -> Iterator[Found]:
    """The tally's blocks against its corners."""
    for level, day, known, *cell, there, wanted in tally.wrong_blocks(node.alias):
        where = f"tally_block {level} {day} {known} {' '.join(map(str, cell))}"
        yield where, "V7", f"The block is stored as {there}; its corners sum up to {wanted}."


def _where(node: Node, table: str, number: Any, values: Sequence[Any]) -> str:
    """The row, in words that an operator finds it by."""
    if table in ("act", "content") and isinstance(number, int):
        log = database.rows(node.alias, "SELECT party, generation FROM log WHERE id = %s", (number >> SEQ_BITS,))
        place = f"{log[0][0]}/{log[0][1]}/{number & (1 << SEQ_BITS) - 1}" if log else str(number)
        return f"{table} {place}"
    return f"{table} {number}"

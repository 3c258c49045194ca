"""Numbers that rows are written with: positions, statuses, the end of time.

Pure. An act's position is its log's number times 2^40 plus its sequence. A record's number is the position of the act that created it
times 2^8 plus the index of the target that did: what is new always goes to the right edge of an index. Serves every clause.
"""

from __future__ import annotations

SEQ_BITS = 40
INDEX_BITS = 8  # an act has at most 256 targets (G1)
FOREVER = 2**62  # "not closed": a microsecond or a day that never comes
STATUS = {"waiting": 0, "admitted": 1, "void": 2, "kept": 3}
STATUS_NAMES = {number: name for name, number in STATUS.items()}
AWAITED, HELD, PURGED = 0, 1, 2  # a body's state
UNREAD, READ, SEALED = 0, 1, 2  # what gate 2 said of it


def record_number(position: int, record: str) -> int:
    """The number of a record created by the act at this position; the record's id says which of the act's targets did."""
    return position << INDEX_BITS | int(record[65:] or 0)


def storable(words: str) -> str:
    """Words as they can be stored: PostgreSQL's text has no NUL, and what a partner wrote into a header may be quoted in them."""
    return words.replace("\0", "\N{REPLACEMENT CHARACTER}")

"""Numbers that rows are written with: positions, statuses, the end of time.

Pure. An act's position is its log's number times 2^40 plus its sequence. Serves every clause.
"""

from __future__ import annotations

SEQ_BITS = 40
FOREVER = 2**62  # "not closed": a microsecond or a day that never comes
STATUS = {"waiting": 0, "admitted": 1, "void": 2, "kept": 3}
STATUS_NAMES = {number: name for name, number in STATUS.items()}
AWAITED, HELD, PURGED = 0, 1, 2  # a body's state
UNREAD, READ, SEALED = 0, 1, 2  # what gate 2 said of it


def storable(words: str) -> str:
    """Words as they can be stored: PostgreSQL's text has no NUL, and what a partner wrote into a header may be quoted in them."""
    return words.replace("\0", "\N{REPLACEMENT CHARACTER}")

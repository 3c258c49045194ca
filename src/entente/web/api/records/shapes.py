"""The envelopes of what a search finds.

Pure. As in envelopes.py. Serves every clause.
"""

from __future__ import annotations

from ninja import Schema

from entente.web.api.envelopes import Record, Words


class Piece(Schema):
    """A piece of a passage, and whether it is one of the words asked for."""

    words: str
    marked: bool


class FoundRecord(Schema):
    """A record found: in which part the words stand (text, proposal, earlier, remark, file), and the passage."""

    record: Record
    part: str
    file: str | None
    passage: list[Piece]


class ClauseFound(Schema):
    """A clause in whose number, title or text every word stands."""

    clause: str
    titles: Words
    words: str


class Findings(Schema):
    """What was found; `behind` is how many entries are not yet indexed."""

    found: list[FoundRecord]
    clauses: list[ClauseFound]
    after: str | None
    behind: int

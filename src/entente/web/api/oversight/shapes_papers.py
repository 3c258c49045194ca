"""The envelopes of papers: what they say and on which acts it rests, and papers as they were issued.

Pure. As in envelopes.py. Serves I1 and I3.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from entente.web.api.envelopes import Label, Record, Short, Words


class PaperSentence(Schema):
    """A sentence of a paper, or a cell, with the acts it rests on."""

    words: Words
    acts: list[str]


class PaperPart(Schema):
    """A part of a paper in reading order: a heading, a paragraph, a list, a table, or a chart as its table."""

    sort: Literal["heading", "paragraph", "list", "table", "chart"]
    words: Words = Field(default_factory=dict)
    level: int | None = None
    sentences: list[PaperSentence] = Field(default_factory=list)
    columns: list[Words] = Field(default_factory=list)
    rows: list[list[PaperSentence]] = Field(default_factory=list)


class Source(Schema):
    """An act as the annex names it."""

    act: str
    words: Words
    day: date | None


class Cause(Schema):
    """A piece that keeps a paper from the partner as it is, and by which rules."""

    section: Words
    words: Words
    reasons: list[Words]


class Paper(Schema):
    """A paper, made from what the post may read."""

    title: Words
    subtitle: Words
    label: Label
    for_whom: Words
    effective_on: date
    known_on: date
    notices: list[Words]
    parts: list[PaperPart]
    sources: list[Source]
    kept_from_partner: list[Cause]


class Issued(Schema):
    """A paper as it was issued, with its files by number."""

    record: Record
    kind: str
    files: list[dict[str, Any]]


class IssueIn(Schema):
    """Which paper is to be kept as it is now."""

    kind: Literal["quarterly", "annual", "brief"]
    subject: Short = ""
    audience: Literal["national", "partner"] = "national"

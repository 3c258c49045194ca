"""A search answered: which records, where in them the words stand, and the passage as it was written with the words marked.

Touches the database. The index says where; the passage is read from the body itself, so that what is purged, sealed or spilled shows no
word even for the moment in which the index might. Serves S2 and every clause.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from entente.kernel.act import SALT
from entente.kernel.reading import Body
from entente.node.node import Node
from entente.node.search import index
from entente.store import contents, records
from entente.store.search import documents, finding
from entente.store.search.tokens import needles, parse_query, spots

BEFORE, AFTER = 50, 130  # characters of a passage on either side of the first word found
_body = msgspec.json.Decoder(Body)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed, and what it is narrowed to; `after` is where the page before ended ("rank.id")."""

    words: str
    type: str = ""
    clause: str = ""
    channel: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A record found. `passage` is its words in pieces, each with whether it is one of those asked for; `file` an attachment's name."""

    row: records.Row
    part: documents.Part
    passage: tuple[tuple[str, bool], ...]
    file: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A page of findings, where the next begins ("" where this was the last), and how many entries are not yet indexed."""

    found: list[Found]
    after: str
    behind: int


def answer(node: Node, allowed: frozenset[int] | None, asked: Asked, limit: int) -> Answer:
    """What is found under these labels (None: all). A record found in several places is shown once a page, where it was found first."""
    behind = documents.lag(node.alias)
    if behind:
        index.catch_up(node, None, index.LITTLE)  # files may take seconds to read: they wait for the serving loop
        behind = documents.lag(node.alias)
    phrases = tuple(parse_query(asked.words))
    if not phrases:
        return Answer([], "", behind)
    question = finding.Question(phrases, asked.type, asked.clause, asked.channel)
    hits = finding.find(node.alias, allowed, question, _place(asked.after), limit + 1)
    shown, more = hits[:limit], len(hits) > limit
    rows = {row.number: row for row in records.by_number(node.alias, {hit.record for hit in shown})}
    found = _found(node, shown, rows, allowed, needles(asked.words))
    return Answer(found, f"{shown[-1].rank}.{shown[-1].id}" if more else "", behind)


def _place(text: str) -> finding.Place | None:
    rank, _, number = text.partition(".")
    if rank in ("0", "1", "2") and number.isascii() and number.isdigit() and len(number) < 18:
        return int(rank), int(number)
    return None


def _found(
    node: Node, hits: Sequence[finding.Hit], rows: dict[int, records.Row], allowed: frozenset[int] | None, wanted: list[str]
) -> list[Found]:
    held = contents.get(node.alias, {hit.act for hit in hits}, 2**62)
    made: dict[int, Found] = {}
    for hit in hits:
        row = rows.get(hit.record)
        readable = row is not None and (allowed is None or row.label in allowed)  # its label may have risen since it was indexed
        if row is None or not readable or hit.act not in held or hit.record in made:
            continue
        body = _body.decode(held[hit.act][SALT:])
        made[hit.record] = Found(row, hit.part, passage(_lines(body, hit), wanted), _file(body, hit))
    return list(made.values())


def _file(body: Body, hit: finding.Hit) -> str:
    return body.attachments[hit.number - 1].name if hit.part == "file" and hit.number <= len(body.attachments) else ""


def _lines(body: Body, hit: finding.Hit) -> list[str]:
    """What a passage may be taken from."""
    remark = list((body.remark or {}).values())
    if hit.part in ("remark", "file") or hit.number >= len(body.texts):
        return remark if hit.part == "remark" else []
    return [*index.strings(msgspec.json.decode(body.texts[hit.number])), *remark]


def passage(lines: Sequence[str], wanted: list[str]) -> tuple[tuple[str, bool], ...]:
    """The line in which most of the words stand, the longest of several, cut to what a person reads at a glance, the words marked."""
    best, found = "", list[tuple[int, int]]()
    for line in lines:
        here = spots(line, wanted)
        kinds = len({line[a:b].casefold() for a, b in here})
        if (kinds, len(line)) > (len({best[a:b].casefold() for a, b in found}), len(best)):
            best, found = line, here
    start = max(found[0][0] - BEFORE, 0) if found else 0
    end = min(start + BEFORE + AFTER, len(best))
    pieces, at = [("…", False)] if start else [], start
    for first, last in found:
        if first < at or last > end:
            continue
        pieces += [(best[at:first], False)] if first > at else []
        pieces.append((best[first:last], True))
        at = last
    pieces += [(best[at:end], False)] if end > at else []
    return tuple(pieces + ([("…", False)] if end < len(best) else []))

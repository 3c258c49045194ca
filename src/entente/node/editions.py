"""Editions of the action plan: every measure that is to stand in it proposed together, redlined against the edition before.

Touches the database and the act key through say.py. One proposal has the edition and each new or changed measure as its targets: they are
accepted in one act and have effect together or not at all. Serves I1.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from entente.areas.action_plan.edition import Edition, text_digest
from entente.areas.action_plan.records import Measure
from entente.kernel.act import Act
from entente.kernel.charter import Charter
from entente.kernel.errors import Refusal
from entente.kernel.reading import parse_text
from entente.node import redline
from entente.node.node import Node
from entente.node.say import Manner, propose_together
from entente.store import records

MOST = 5000
STANDARD = Manner()


@dataclass(frozen=True, slots=True)
class Entry:
    """A measure of an edition: number, text (None where this node cannot read it), what changed since the edition before ("" same)."""

    code: str
    text: Mapping[str, Any] | None
    outcome: str  # "new", "changed", "same"
    changes: tuple[redline.Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """An edition beside the one before: its entries by number, and the numbers that it drops."""

    entries: tuple[Entry, ...]
    dropped: tuple[Entry, ...]


def measures_in_effect(node: Node, charter: Charter) -> dict[str, tuple[str, dict[str, Any]]]:
    """{number: (record, text)} of the channel's measures in effect that this node can read, those dropped by agreement left out."""
    found = {}
    for row in records.listed(node.alias, {"channel": charter.id, "type": "measure", "state": "in-effect"}, limit=MOST):
        text = _text(node, row.revisions[-1])
        if text is not None and text["stage"] != "DROPPED":
            found[text["code"]] = (row.id, text)
    return found


def propose_edition(
    node: Node, charter: Charter, edition: Mapping[str, Any], changes: Sequence[Mapping[str, Any]], manner: Manner = STANDARD
) -> Act:
    """Proposes an edition: all measures in effect, with these texts in place of those with their numbers, or added.

    `edition` is an Edition's JSON without `measures`. Refuses (ED3) a change to no measure's words, and a number twice among the changes.
    """
    held = measures_in_effect(node, charter)
    codes = [str(text.get("code", "")) for text in changes]
    if len(set(codes)) < len(codes):
        raise Refusal("edition-unclear", "ED3", "Two of the texts for this edition have the same number.")
    same = [code for code, text in zip(codes, changes, strict=True) if code in held and text_digest(text) == text_digest(held[code][1])]
    if same:
        raise Refusal("edition-unclear", "ED3", f"{', '.join(same)}: these words are in effect already; leave them out of the changes.")
    plan = {code: text for code, (_record, text) in held.items()} | dict(zip(codes, changes, strict=True))
    dropped = {code for code, text in zip(codes, changes, strict=True) if text.get("stage") == "DROPPED"}
    listed = [{"code": code, "digest": text_digest(text)} for code, text in sorted(plan.items()) if code not in dropped]
    together: list[tuple[str, Mapping[str, Any], str | None]] = [("plan-edition", {**edition, "measures": listed}, None)]
    together += [("measure", dict(text), held[code][0] if code in held else None) for code, text in zip(codes, changes, strict=True)]
    return propose_together(node, charter, together, manner)


def next_number(node: Node, charter: Charter) -> int:
    """The number of the next edition."""
    return max((text.number for _row, text in _editions(node, charter)), default=0) + 1


Readable = Callable[[records.Row], bool]


def compare(node: Node, record: str, proposed: Sequence[Mapping[str, Any]] = (), readable: Readable = lambda _row: True) -> Compared:
    """An edition's measures beside those of the edition before; `proposed` are texts without effect as yet, as proposed with it.

    Words of measures that are not `readable` to whoever asks are left out. Refuses an edition that this node cannot read (ED4).
    """
    row = records.get(node.alias, [record]).get(record)
    if row is None:
        raise Refusal("unknown-record", "N12", "This node knows no such edition.")
    charter = node.charter(row.channel)
    edition = _read(node, row) or next((msgspec.convert(t, Edition) for t in proposed if "measures" in t), None)
    if edition is None:
        raise Refusal("unreadable", "ED4", "This node cannot read this edition.")
    before = _before(node, charter, edition)
    texts = _texts(node, charter, readable) | {text_digest(t): dict(t) for t in proposed if "measures" not in t}
    old = {m.code: m.digest for m in before.measures} if before is not None else {}
    entries = tuple(_entry(m.code, texts.get(m.digest), old.get(m.code), m.digest, texts) for m in edition.measures)
    kept = {m.code for m in edition.measures}
    dropped = tuple(Entry(code, texts.get(digest), "dropped") for code, digest in old.items() if code not in kept)
    return Compared(entries, dropped)


def _entry(code: str, text: Mapping[str, Any] | None, old: str | None, digest: str, texts: Mapping[str, Mapping[str, Any]]) -> Entry:
    if old is None:
        return Entry(code, text, "new")
    if old == digest:
        return Entry(code, text, "same")
    return Entry(code, text, "changed", tuple(redline.compare(texts.get(old), text)))


def _editions(node: Node, charter: Charter) -> list[tuple[records.Row, Edition]]:
    rows = records.listed(node.alias, {"channel": charter.id, "type": "plan-edition"}, limit=MOST)
    found = [(row, _read(node, row)) for row in rows]
    return [(row, text) for row, text in found if text is not None]


def _before(node: Node, charter: Charter, edition: Edition) -> Edition | None:
    """The edition in effect with the greatest number below this one's, resting on the same clause."""
    older = [t for _row, t in _editions(node, charter) if t.number < edition.number and t.clauses[0] == edition.clauses[0]]
    return max(older, key=lambda text: text.number, default=None)


def _read(node: Node, row: records.Row) -> Edition | None:
    kind = node.registry.kinds.get("plan-edition")
    if kind is None or not row.revisions or row.revisions[-1].raw is None or row.revisions[-1].schema not in kind.schemas:
        return None
    text = parse_text(kind, row.revisions[-1].schema, row.revisions[-1].raw)
    return text if isinstance(text, Edition) else None


def _texts(node: Node, charter: Charter, readable: Readable) -> dict[str, dict[str, Any]]:
    """Every text that any readable measure of the channel ever had in effect, by digest."""
    found = {}
    for row in records.listed(node.alias, {"channel": charter.id, "type": "measure"}, limit=MOST):
        if not readable(row):
            continue
        for revision in row.revisions:
            text = _text(node, revision)
            if text is not None:
                found[text_digest(text)] = text
    return found


def _text(node: Node, revision: records.Text) -> dict[str, Any] | None:
    kind = node.registry.kinds.get("measure")
    if kind is None or revision.raw is None or revision.schema not in kind.schemas:
        return None
    text = parse_text(kind, revision.schema, revision.raw)
    result: dict[str, Any] | None = json.loads(msgspec.json.encode(text)) if isinstance(text, Measure) else None
    return result

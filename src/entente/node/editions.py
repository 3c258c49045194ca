"""Editions of the action plan: every measure that is to stand in it proposed together, redlined against the edition before.

Touches the database and the act key through say.py. One proposal has the edition and each new or changed measure as its targets: they are
accepted in one act and have effect together or not at all. Serves I1.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from entente.areas.action_plan.edition import Edition, text_digest
from entente.areas.action_plan.intake import Held
from entente.areas.action_plan.records import Measure
from entente.kernel import redline
from entente.kernel.act import Act, Target
from entente.kernel.charter import Charter
from entente.kernel.errors import Refusal
from entente.kernel.reading import parse_text
from entente.node.national.matters import live, matters
from entente.node.node import Node
from entente.node.say import Manner, propose_together, targets_together
from entente.store import records

MOST = 5000
STANDARD = Manner()
Together = tuple[str, Mapping[str, Any], str | None]


@dataclass(frozen=True, slots=True)
class Entry:
    """A measure of an edition: number, text (None where this node cannot read it), what changed since the edition before ("" same).

    `before` is its text in the edition before, where it changed; `acts` those of a text that has effect.
    """

    code: str
    text: Mapping[str, Any] | None
    outcome: str  # "new", "changed", "same"
    changes: tuple[redline.Change, ...] = ()
    before: Mapping[str, Any] | None = None
    acts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """An edition beside the one before: its entries by number, and the numbers that it drops."""

    entries: tuple[Entry, ...]
    dropped: tuple[Entry, ...]


def in_effect(node: Node, charter: Charter) -> list[tuple[records.Row, Measure]]:
    """The channel's measures in effect that this node can read, with their rows."""
    found = []
    for row in records.listed(node.alias, {"channel": charter.id, "type": "measure", "state": "in-effect"}, limit=MOST):
        measure = _measure(node, row.revisions[-1])
        if measure is not None:
            found.append((row, measure))
    return found


def by_number(found: Iterable[tuple[records.Row, Measure]]) -> dict[str, Held]:
    """The same by number, as a spreadsheet writes them and an import compares its rows with them."""
    return {measure.code: Held(row.id, row.revisions[-1].act, measure) for row, measure in found}


def measures_in_effect(node: Node, charter: Charter) -> dict[str, tuple[str, dict[str, Any]]]:
    """{number: (record, text)} of those that an edition takes up: the ones dropped by agreement are left out."""
    found = in_effect(node, charter)
    return {measure.code: (row.id, _plain(measure)) for row, measure in found if measure.stage != "DROPPED"}


def propose_edition(
    node: Node, charter: Charter, edition: Mapping[str, Any], changes: Sequence[Mapping[str, Any]], manner: Manner = STANDARD
) -> Act:
    """Proposes an edition: all measures in effect, with these texts in place of those with their numbers, or added (`edition_text`)."""
    text = edition_text(node, charter, edition, changes)
    held = measures_in_effect(node, charter)
    together: list[Together] = [("plan-edition", text, None)]
    together += [("measure", dict(change), held[change["code"]][0] if change["code"] in held else None) for change in changes]
    return propose_together(node, charter, together, manner)


def edition_text(node: Node, charter: Charter, head: Mapping[str, Any], changes: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """An Edition's JSON from one without `measures`: those in effect, with these in place of those with their numbers, or added.

    A measure that is DROPPED by its change stands in it no more. Refuses (ED3) a change to no measure's words, a number twice, a text that
    is no measure.
    """
    held = measures_in_effect(node, charter)
    codes = [str(text.get("code", "")) for text in changes]
    if len(set(codes)) < len(codes):
        raise Refusal("edition-unclear", "ED3", "Two of the texts for this edition have the same number.")
    try:
        digests = {code: text_digest(text) for code, text in zip(codes, changes, strict=True)}
    except msgspec.ValidationError as error:
        raise Refusal("edition-unclear", "ED3", f"One of the texts for this edition is not a measure: {error}.") from error
    same = [code for code in codes if code in held and digests[code] == text_digest(held[code][1])]
    if same:
        raise Refusal("edition-unclear", "ED3", f"{', '.join(same)}: these words are in effect already; leave them out of the changes.")
    dropped = {code for code, text in zip(codes, changes, strict=True) if text.get("stage") == "DROPPED"}
    plan = {code: text_digest(text) for code, (_record, text) in held.items()} | digests
    listed = [{"code": code, "digest": digest} for code, digest in sorted(plan.items()) if code not in dropped]
    dropping = [code for code in sorted(dropped) if code in held]
    return {**head, "measures": listed} | ({"dropped": [{"code": c, "digest": digests[c]} for c in dropping]} if dropping else {})


def companions(node: Node, charter: Charter, edition: Mapping[str, Any], missing_ok: bool = False) -> list[tuple[str, str, dict[str, Any]]]:
    """(draft, act of its revision, text) of the measures' drafts that an edition's text names and that are not in effect.

    Refuses (ED5), unless `missing_ok`, where words it names are neither in effect nor in a draft meant for this channel.
    """
    held = {text_digest(text) for _record, text in measures_in_effect(node, charter).values()}
    wanted = {m["digest"]: m["code"] for m in (*edition.get("measures", ()), *edition.get("dropped", ())) if m["digest"] not in held}
    found: dict[str, tuple[str, str, dict[str, Any]]] = {}
    for matter in matters(node, [row.id for row in live(node, MOST)]).values():
        text = matter.text
        if text is None or text.type != "measure" or text.channel != charter.id or matter.revision is None:
            continue
        with suppress(msgspec.ValidationError):
            found.setdefault(text_digest(text.text), (matter.record, matter.revision, dict(text.text)))
    missing = [code for digest, code in wanted.items() if digest not in found]
    if missing and not missing_ok:
        words = f"{', '.join(sorted(missing))}: the words this edition names are neither in effect nor in a draft here; make it again."
        raise Refusal("edition-overtaken", "ED5", words)
    return [found[digest] for digest in wanted if digest in found]


def compose_edition(node: Node, charter: Charter, edition: Mapping[str, Any]) -> tuple[tuple[Target, ...], list[dict[str, Any]]]:
    """(targets, texts) of the proposal of a drafted edition: the edition, then each measure whose words it changes or adds."""
    held = measures_in_effect(node, charter)
    texts = [text for _draft, _act, text in companions(node, charter, edition)]
    about = [("plan-edition", None), *(("measure", held[t["code"]][0] if t["code"] in held else None) for t in texts)]
    return tuple(targets_together(node, charter, about)), [dict(edition), *texts]


def next_number(node: Node, charter: Charter) -> int:
    """The number of the next edition."""
    return max((text.number for _row, text in _editions(node, charter)), default=0) + 1


Readable = Callable[[records.Row], bool]
Texts = dict[str, tuple[dict[str, Any], str]]
"""By digest: the words, and the act by which they had effect ("" where they have none as yet)."""


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
    return compare_text(node, charter, edition, proposed, readable)


def compare_text(
    node: Node, charter: Charter, edition: Edition, proposed: Sequence[Mapping[str, Any]] = (), readable: Readable = lambda _row: True
) -> Compared:
    """An edition's text, agreed or not, beside the edition before, as `compare`."""
    before = _before(node, charter, edition)
    texts = _texts(node, charter, readable) | {text_digest(t): (dict(t), "") for t in proposed if "measures" not in t}
    old = {m.code: m.digest for m in before.measures} if before is not None else {}
    entries = tuple(_entry(m.code, m.digest, old.get(m.code), texts) for m in edition.measures)
    kept = {m.code for m in edition.measures}
    dropped = tuple(replace(_entry(code, digest, None, texts), outcome="dropped") for code, digest in old.items() if code not in kept)
    return Compared(entries, dropped)


def _entry(code: str, digest: str, old: str | None, texts: Texts) -> Entry:
    text, act = texts.get(digest, (None, ""))
    found = Entry(code, text, "new", acts=(act,) if act else ())
    if old is None:
        return found
    if old == digest:
        return replace(found, outcome="same")
    before, earlier = texts.get(old, (None, ""))
    acts = tuple(one for one in (act, earlier) if one)
    return replace(found, outcome="changed", changes=tuple(redline.compare(before, text)), before=before, acts=acts)


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


def _texts(node: Node, charter: Charter, readable: Readable) -> Texts:
    """Every text that any readable measure of the channel ever had in effect."""
    found: Texts = {}
    for row in records.listed(node.alias, {"channel": charter.id, "type": "measure"}, limit=MOST):
        if not readable(row):
            continue
        for revision in row.revisions:
            text = _text(node, revision)
            if text is not None:
                found[text_digest(text)] = text, revision.act
    return found


def _text(node: Node, revision: records.Text) -> dict[str, Any] | None:
    measure = _measure(node, revision)
    return _plain(measure) if measure is not None else None


def _plain(measure: Measure) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(msgspec.json.encode(measure))
    return result


def _measure(node: Node, revision: records.Text) -> Measure | None:
    kind = node.registry.kinds.get("measure")
    if kind is None or revision.raw is None or revision.schema not in kind.schemas:
        return None
    text = parse_text(kind, revision.schema, revision.raw)
    return text if isinstance(text, Measure) else None

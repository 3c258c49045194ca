"""The files that returns were read from, kept as they came: each a statement at home with the file attached, once for each round.

Touches the database and the act key. A file answers for several measures, so it carries the highest of their markings and every restriction
that stands on one of them; a marking of another policy stands there in our own, and where no table leads to it, at our ceiling. To purge
the act destroys the file with it. Serves I1, S2.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from entente.areas.commissioning import RETURNED_FILE
from entente.areas.commissioning.records import Ask, ReturnedFile
from entente.kernel.act import Act, Draft, Target
from entente.kernel.errors import Refusal
from entente.kernel.labels.equivalence import governing, translate
from entente.kernel.labels.label import RESTRICTIVE, Category, Label, parse_label
from entente.kernel.labels.policy import level
from entente.node.national.at_home import label_at_home, say_one
from entente.node.national.enclosures import enclose, fresh
from entente.node.national.matters import linked
from entente.node.node import Node
from entente.node.officer import COORDINATOR, Officer, context, require
from entente.node.returns.reading import Delivery
from entente.node.submit import Submission
from entente.store import records

MEDIA: Mapping[str, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "eml": "message/rfc822",
    "msg": "application/vnd.ms-outlook",
    "txt": "text/plain",
}


def keep(node: Node, officer: Officer, round_: str, delivery: Delivery, came: tuple[bytes, Sequence[Ask]]) -> Act | None:
    """Keeps a file (its bytes, the measures it answers) with a round; None where it is kept there already. Refuses (DR1) who may not."""
    require(officer, COORDINATOR)
    data, asked = came
    if delivery.digest in of_round(node, round_):
        return None
    codes = tuple(dict.fromkeys(one.code for one in asked))
    day = node.clock().date()
    text = ReturnedFile(round_, delivery.name[-120:], delivery.digest, delivery.way, codes, day, officer.name, officer.post)
    rows = records.get(node.alias, [one.measure for one in asked])
    label = label_at_home(node, marking(node, [parse_label(records.label_text(node.alias, row.label)) for row in rows.values()]))
    files = fresh(node, [(delivery.name, MEDIA[delivery.name.rpartition(".")[2].lower()], data)])
    drafted = Draft("state", officer.post, label, (Target(RETURNED_FILE, 1),), (), {"texts": [msgspec.to_builtins(text)]})
    return say_one(node, Submission(enclose(drafted, files), f"original:{round_[:16]}:{delivery.digest[:40]}", files))


def of_round(node: Node, round_: str, allowed: frozenset[int] | None = None) -> dict[str, records.Row]:
    """The files kept with a round that may be seen, by SHA-256."""
    group = records.in_groups(node.alias, node.national().id, [round_]).get(round_, [])
    rows = [row for row in group if row.type == RETURNED_FILE and row.withdrawn_on is None and (allowed is None or row.label in allowed)]
    texts = [(row, linked(node, row).text) for row in rows]
    return {text.sha256: row for row, text in texts if isinstance(text, ReturnedFile)}


def marking(node: Node, labels: Iterable[Label]) -> dict[str, Any]:
    """Policy, classification and restrictions of a whole made of these parts, in the policy of our ceiling."""
    decided = context(node)
    ceiling, own = decided.ceiling, decided.policies[decided.ceiling.policy]
    names, kept = [own.classifications[0].name], set[Category]()
    for label in labels:
        kept |= {one for one in label.categories if one.type == RESTRICTIVE}
        table = governing(decided.equivalences, label.policy, ceiling.policy, decided.on)
        try:
            ours = label if label.policy == ceiling.policy else translate(label, own, table, decided.on) if table else None
        except Refusal:  # no row leads there: protected as the highest that this node may hold
            ours = None
        names.append(ours.classification if ours is not None else ceiling.classification)
    highest = max(names, key=lambda name: level(own, name) or 0)
    caveats = [
        {"tag": one.tag, "type": one.type, "values": list(one.values)} for one in sorted(kept, key=lambda one: (one.tag, one.values))
    ]
    return {"policy": ceiling.policy, "classification": highest, "categories": caveats}

"""What is said at home about something that is marked: under its marking and restrictions, released to nobody.

Touches the database and the act key. Roles are the caller's to ask. Serves I1, S2.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from entente.kernel.act import Act, Draft, Target
from entente.kernel.errors import Refusal
from entente.kernel.labels.label import RESTRICTIVE
from entente.node import look
from entente.node.channels import national_label
from entente.node.node import Node
from entente.node.officer import Officer
from entente.node.submit import Submission, say_all
from entente.store import records


def tell(
    node: Node, officer: Officer, type_: str, text: msgspec.Struct, source: Mapping[str, Any], how: tuple[records.Row | None, str]
) -> Act:
    """A statement at home, marked as its source is with every restriction that stands there, and released to nobody.

    `how` is the row that it takes the place of (None: a new record) and its request. Refuses what the gates refuse.
    """
    before, request = how
    target = Target(type_, 1)
    if before is not None:
        target = Target(type_, 1, before.id, str(look.find_act(node, before.revisions[-1].act).act.cite))
    kind = "state" if before is None else "supersede"
    drafted = Draft(kind, officer.post, label_at_home(node, source), (target,), (), {"texts": [msgspec.to_builtins(text)]})
    return say_one(node, Submission(drafted, request))


def label_at_home(node: Node, source: Mapping[str, Any]) -> dict[str, Any]:
    """The label of what is said at home about something: its marking and restrictions, for nobody else."""
    kept = [dict(one) for one in source.get("categories", ()) if one["type"] == RESTRICTIVE]
    label = national_label(node)
    label |= {"policy": source["policy"], "classification": source["classification"]}
    label["categories"] = sorted([*label["categories"], *kept], key=lambda one: (one["tag"], one["type"], one["values"]))
    return label


def say_one(node: Node, submission: Submission) -> Act:
    """Says one thing in our own channel; refuses what the gates refuse."""
    (result,) = say_all(node, node.national().id, [submission])
    if isinstance(result, Refusal):
        raise result
    return result

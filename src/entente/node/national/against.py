"""What stands against saying a text that is still a draft: its form, its type, its clauses, its marking, what was agreed meanwhile.

Touches the database (reads). Rules: B5-B9 of gate 2 as they would be there, DR5 no channel, DR6 another text was agreed meanwhile. Serves
I1.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from entente.areas.action_plan.unnamed import unnamed
from entente.areas.drafting.records import Draft
from entente.kernel import drafted
from entente.kernel.area import Problem
from entente.kernel.charter import Charter
from entente.kernel.labels.label import parse_label
from entente.node import look, say
from entente.node.meetings import together
from entente.node.node import Node


def base_of(node: Node, record: str) -> str | None:
    """The act whose text a revision of this record builds on now: the last conclusion, or the statement that stands."""
    state = look.record_state(node, record)
    if state is None:
        return None
    if state.party is not None:
        return state.statements[-1].cite.act
    return state.agreed[-1].conclusion.act if state.agreed else None


def problems(node: Node, text: Draft) -> list[Problem]:
    """What stands against saying a draft: its form, its type's check (B6, B7), unknown clauses (B8), what was agreed meanwhile (DR6)."""
    kind = node.registry.kinds.get(text.type)
    if kind is None:
        return [Problem("", "B5", {"en": f"There is no record type “{text.type}”.", "ja": f"記録の種類「{text.type}」は存在しません。"})]
    charter = node.charter(text.channel) if text.channel is not None else None
    parties = charter.codes if charter is not None else (node.party,)
    found = drafted.problems(kind, text.schema, text.text, parties)
    if charter is None:
        found.append(Problem("", "DR5", {"en": "Nobody has said yet where it is to go.", "ja": "発出先のチャネルが定められていません。"}))
    else:
        found += _unknown_clauses(node, charter, text) if text.type != "instrument" else []
        found += _above_ceiling(node, charter, text)
        found += together.problems(node, charter, (text.type, text.schema, text.text), (text.record, text.counters))
    if text.record is not None and base_of(node, text.record) != text.base:
        words = {
            "en": "Another text has been agreed or stated on this record since these words were written: look at it and save again.",
            "ja": "この案の作成後、同じ記録について別の本文が確定又は発出されました。内容を確認の上、改めて保存する必要があります。",
        }
        found.append(Problem("", "DR6", words))
    return found


def unnamed_authorities(charter: Charter, type_: str, text: Mapping[str, Any]) -> list[Problem]:
    """Authorities that a measure's text names and the charter does not (AP8): told whoever writes or proposes it, never refused."""
    if type_ != "measure":
        return []
    return [*unnamed(text, {party.code: [one.code for one in party.authorities] for party in charter.terms.parties})]


def _unknown_clauses(node: Node, charter: Charter, text: Draft) -> list[Problem]:
    named = text.text.get("clauses", ())
    known = node.known_clauses(charter) or frozenset()
    unknown = [c for c in named if isinstance(c, str) and c not in known] if isinstance(named, list | tuple) else []
    return [
        Problem(
            "clauses", "B8", {"en": f"No text in effect in this channel has {c}.", "ja": f"このチャネルで効力のある文書に{c}はありません。"}
        )
        for c in unknown
    ]


def _above_ceiling(node: Node, charter: Charter, text: Draft) -> list[Problem]:
    """A marking that the channel, or this node, may not hold (B9)."""
    given = (text.label.policy, text.label.classification) if text.label is not None else None
    words = node.label_problem(charter, parse_label(say.label_for(node, charter, say.Manner(label=given))))
    ja = "この区分は、チャネル又はこのノードの取扱上限を超えているか、登録されていません。"
    return [Problem("", "B9", {"en": f"This marking cannot be held in the channel: {words}", "ja": ja})] if words else []

"""What a node knows of its drafts: state, what stands against each, who moves next, who did what when.

Touches the database (reads). A draft's state is areas.drafting's function of its group; what stands against it is found here, since it
takes every area's types and what has been agreed meanwhile. Serves I1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from entente.areas.drafting.records import Comment, Draft
from entente.areas.drafting.state import Matter, matter_of
from entente.kernel.area import Group, Linked, Problem, Revision, Words
from entente.kernel.charter import Charter
from entente.kernel.errors import Refusal
from entente.kernel.reading import parse_text
from entente.node import look
from entente.node.meetings.doubles import Double, of_draft
from entente.node.national import against, putting
from entente.node.node import Node
from entente.store import records, shown


@dataclass(frozen=True, slots=True)
class Event:
    """One step of a draft's way: what ("saved", "asked", "cleared", "returned", "ordered", "recalled", "leaving", "sent", "refused")."""

    what: str
    act: str
    signed_at: str
    officer: str
    post: str
    revision: str = ""
    to_post: str = ""
    comments: tuple[Comment, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Draftview:
    """A draft as shells show it. `text` is the latest revision's; `next` says in words who does what next; times are in `history`."""

    record: str
    type: str
    state: str
    text: Mapping[str, Any]
    matter: Matter
    channel: Charter | None
    next: Words
    history: tuple[Event, ...]
    problems: tuple[Problem, ...]
    not_before_us: int | None  # of an order that waits
    doubles: tuple[Double, ...] = ()  # of a meeting: entries that it may be once more
    unnamed: tuple[Problem, ...] = ()  # of a measure: authorities that the charter does not name; they bar nothing

    @property
    def comments(self) -> dict[str, list[tuple[Event, str]]]:
        """Comments on the latest revision by field path, each with who made it."""
        found: dict[str, list[tuple[Event, str]]] = {}
        for event in self.history:
            for comment in event.comments if event.revision == self.matter.revision else ():
                found.setdefault(comment.path, []).append((event, comment.words))
        return found


def linked(node: Node, row: records.Row) -> Linked:
    """A record's row as rules see it."""
    kind = node.registry.kinds.get(row.type)

    def typed(text: records.Text) -> Any:
        readable = kind is not None and text.raw is not None and text.schema in kind.schemas
        return parse_text(kind, text.schema, text.raw) if readable and kind is not None and text.raw is not None else None

    revisions = tuple(Revision(typed(t), t.act, date.fromordinal(t.day)) for t in row.revisions)
    return Linked(row.id, row.type, row.party or None, revisions, date.fromordinal(row.withdrawn_on) if row.withdrawn_on else None)


def matters(node: Node, drafts: Iterable[str]) -> dict[str, Matter]:
    """Drafts by record id, those that there are, each with all that concerns it."""
    national = node.national()
    found = {}
    for key, rows in records.in_groups(node.alias, national.id, drafts).items():
        matter = matter_of(Group(key, tuple(linked(node, row) for row in rows), national.codes), key)
        if matter is not None:
            found[key] = matter
    return found


def matter(node: Node, draft: str) -> Matter:
    """A draft by its code or the first digits of its record id; refuses what is no draft of ours, and several."""
    rows = [row for row in records.find(node.alias, draft) if row.type == "draft"]
    if len(rows) > 1:
        several = ", ".join(row.id[:12] for row in rows[:5])
        raise Refusal("record-unclear", "N12", f"“{draft}” may be any of the drafts {several}.")
    found = matters(node, [rows[0].id]).get(rows[0].id) if rows else None
    if found is None:
        raise Refusal("no-draft", "N12", f"There is no draft “{draft[:80]}” here.")
    return found


def live(node: Node, limit: int = 500) -> list[records.Row]:
    """The rows of drafts that are neither sent nor discarded, the latest changed first."""
    return shown.listed(node.alias, None, {"channel": node.national().id, "type": "draft", "state": "issued"}, limit)


def live_on(node: Node, record: str) -> list[records.Row]:
    """The rows of drafts in hand in which a record is named, the latest changed first."""
    return records.naming(node.alias, {"channel": node.national().id, "type": "draft", "state": "issued"}, record)


def problems(node: Node, text: Draft) -> list[Problem]:
    """What stands against saying a draft; of a list of records put for confirmation, against each of them (`putting`)."""
    charter = node.charter(text.channel) if text.channel is not None else None
    if text.type == putting.TYPE and charter is not None:
        return putting.problems(node, charter, text)
    return against.problems(node, text)


def view(node: Node, draft: str) -> Draftview:
    """A draft with its history and what stands against it; refuses what is no draft, and one whose words cannot be read."""
    found = matter(node, draft)
    if found.text is None:
        raise Refusal("unread", "N18", "The words of this draft cannot be read here: purged, or of a form that this node does not know.")
    order = found.order
    return Draftview(
        record=found.record,
        type=found.text.type,
        state=found.state,
        text=found.text.text,
        matter=found,
        channel=node.charter(found.text.channel) if found.text.channel is not None else None,
        next=next_of(found),
        history=tuple(sorted(_history(node, found), key=lambda e: (e.signed_at, ORDER.index(e.what), e.act))),
        problems=tuple(problems(node, found.text)) if found.state not in ("sent", "discarded") else (),
        doubles=tuple(_doubles(node, found)),
        unnamed=tuple(_unnamed(node, found)),
        not_before_us=order.text.not_before_us if order is not None and order.outcome == "waiting" else None,
    )


def _doubles(node: Node, found: Matter) -> list[Double]:
    text = found.text
    if text is None or text.channel is None or found.state in ("sent", "discarded"):
        return []
    return of_draft(node, node.charter(text.channel), (text.type, text.text), text.record)


def _unnamed(node: Node, found: Matter) -> list[Problem]:
    text = found.text
    if text is None or text.channel is None or found.state in ("sent", "discarded"):
        return []
    return against.unnamed_authorities(node.charter(text.channel), text.type, text.text)


ORDER = ("saved", "asked", "returned", "cleared", "ordered", "recalled", "leaving", "sent", "refused")


def _history(node: Node, found: Matter) -> Iterable[Event]:
    def at(act: str) -> tuple[str, str, str]:
        header = look.find_act(node, act).act.header
        return (act, header.signed_at, header.post) if header is not None else (act, "", "")

    for revision in found.revisions:
        text = revision.text
        act, when, post = at(revision.act)
        yield Event("saved", act, when, text.officer if text is not None else "", post, revision.act)
    for one in found.asked:
        yield Event("asked", *at(one.act)[:2], one.text.officer, one.text.post, one.text.revision, one.text.to_post)
        if one.answer is not None:
            said = one.answer
            yield Event(said.decision, *at(one.answer_act)[:2], said.officer, said.post, said.revision, "", said.comments)
    for order in found.orders:
        yield Event("ordered", *at(order.act)[:2], order.text.officer, order.text.post, order.text.revision)
        if order.outcome != "waiting":
            ended = order.dispatched or order.recalled
            why, by = (ended.words or "" if ended is not None else ""), order.recalled.officer if order.recalled is not None else ""
            act, when, post = at(order.end_act)
            yield Event(order.outcome, act, when, by, post, order.text.revision, words=why)


NEXT: dict[str, Words] = {
    "drafting": {"en": "The drafter asks another post to clear it.", "ja": "起案者が他の職に決裁を依頼します。"},
    "returned": {"en": "The drafter changes it and asks again.", "ja": "起案者が修正し、改めて決裁を依頼します。"},
    "cleared": {"en": "A releasing officer who did not draft it orders its release.", "ja": "起案者以外の発出担当者が発出を指示します。"},
    "waiting": {
        "en": "It goes by itself when the waiting time is over; until then it can be recalled.",
        "ja": "待機時間の経過後に自動的に発出されます。それまでは取り消すことができます。",
    },
    "leaving": {"en": "It is being said; it can no longer be recalled.", "ja": "発出手続中であり、取り消すことはできません。"},
    "refused": {
        "en": "It could not be said; the drafter changes it and asks again.",
        "ja": "発出できませんでした。起案者が修正し、改めて決裁を依頼します。",
    },
    "sent": {"en": "It was said. What follows stands on the record.", "ja": "発出済みです。その後の経過は記録に示されます。"},
    "discarded": {"en": "It was discarded; nothing follows.", "ja": "破棄されました。以後の手続はありません。"},
    "unreadable": {"en": "Its words cannot be read here.", "ja": "本文をここで読むことはできません。"},
}


def next_of(found: Matter) -> Words:
    """Who does what next, in words."""
    if found.state == "asked":
        posts = ", ".join(dict.fromkeys(a.text.to_post for a in found.open_requests))
        return {"en": f"{posts} clears it or returns it with comments.", "ja": f"{posts}が決裁し、又は意見を付して差し戻します。"}
    return NEXT[found.state]


def drafters_of(node: Node, record: str) -> frozenset[tuple[str, str]]:
    """(officer, post) of all here who drafted what this side said, or is about to say, on a shared record: they do not accept on it."""
    state = look.record_state(node, record)
    said = [cite.act for cite in state.history if cite.party == node.party] if state is not None else []
    ids = [row.grp for act in said for row in records.listed(node.alias, {"code": act[:12]}) if row.type == "dispatched"]
    found = [m for m in matters(node, ids).values() if m.sent in said]
    for row in live(node, 10_000):
        texts = [revision.text for revision in linked(node, row).revisions if revision.text is not None]
        if any(text.record == record for text in texts):
            found += matters(node, [row.id]).values()
    return frozenset(pair for m in found for pair in m.drafters)

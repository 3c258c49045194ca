"""What waits on whom inside one government, and what was cleared, waited and went: dated intervals.

Pure. One line for each revision: written, asked, returned or cleared, ordered, gone. Days alone: what begins and ends on one day leaves no
interval; the state of the moment is `state.matter_of`. Serves I1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from entente.areas.drafting.records import Assignment
from entente.areas.drafting.state import Asked, Matter, Ordered, matter_of
from entente.kernel.area import Group, Interval, Words
from entente.kernel.bilingual import en_day, ja_day

STATES = {
    "draft.work": ("drafting", "returned", "refused"),
    "draft.clearance": ("asked",),
    "draft.release": ("cleared",),
    "draft.cleared": ("granted",),
    "draft.going": ("waiting", "leaving"),
    "draft.sent": ("sent",),
    "assignment.work": ("assigned", "late"),
}
"""Every code and its states."""


def draft_rules(group: Group) -> list[Interval]:
    """What each draft of the group waits on, and what became of it."""
    out: list[Interval] = []
    for record in group.of("draft"):
        matter = matter_of(group, record.record)
        if matter is not None:
            out += [i for i in _of_matter(matter, record.party or "") if i.ends is None or i.starts < i.ends]
    return out


def _of_matter(matter: Matter, party: str) -> Iterator[Interval]:
    ends = matter.withdrawn_on
    spans: list[tuple[str, date, date | None]] = []
    for revision in reversed(matter.revisions):
        spans.append((revision.act, revision.effective_on, ends))
        ends = revision.effective_on
    for act, starts, until in reversed(spans):
        asked = [a for a in matter.asked if a.text.revision == act]
        orders = [o for o in matter.orders if o.text.revision == act]
        yield from _of_revision(_Line(matter.record, act, party, starts, until), asked, orders)
    for order in matter.orders:
        if order.outcome == "sent" and order.ended_on is not None and order.dispatched is not None:
            yield Interval("fact", "draft.sent", "sent", order.ended_on, None, matter.record, SENT, (order.end_act,))


@dataclass(frozen=True, slots=True)
class _Line:
    """One revision: from when until when its words were the draft's."""

    record: str
    act: str
    party: str
    starts: date
    ends: date | None


def _of_revision(line: _Line, asked: list[Asked], orders: list[Ordered]) -> Iterator[Interval]:
    record, party = line.record, line.party
    written_until = _first([a.on for a in asked], line.ends)
    yield Interval("obligation", "draft.work", "drafting", line.starts, written_until, record, DRAFTING, (line.act,), (), party)
    for one in asked:
        until = _first([one.answered_on] if one.answered_on else [], line.ends)
        why = _asked_words(one)
        yield Interval("obligation", "draft.clearance", "asked", one.on, until, record, why, (one.act,), (), party)
    answers = [(a.answered_on, a) for a in asked if a.answered_on is not None and a.answer is not None]
    returned = [(day, a) for day, a in answers if a.answer is not None and a.answer.decision == "returned"]
    if returned:
        day, one = min(returned, key=lambda item: (item[0], item[1].record))
        yield Interval("obligation", "draft.work", "returned", day, line.ends, record, _returned_words(one), (one.answer_act,), (), party)
    elif answers and len(answers) == len(asked):
        day, one = max(answers, key=lambda item: (item[0], item[1].record))
        yield Interval("fact", "draft.cleared", "granted", day, line.ends, record, _cleared_words(one), (one.answer_act,))
        until = _first([o.on for o in orders if o.outcome != "recalled"], line.ends)
        yield Interval("obligation", "draft.release", "cleared", day, until, record, CLEARED, (one.answer_act,), (), party)
    yield from _of_orders(line, orders)


def _of_orders(line: _Line, orders: list[Ordered]) -> Iterator[Interval]:
    for order in orders:
        state = "leaving" if order.outcome == "leaving" else "waiting"
        acts = (order.act, order.end_act) if order.outcome == "leaving" else (order.act,)
        yield Interval("fact", "draft.going", state, order.on, order.ended_on, line.record, _waiting_words(order), acts)
        if order.outcome == "refused" and order.ended_on is not None and order.dispatched is not None:
            why = _refused_words(order.dispatched.words, order.dispatched.rule)
            yield Interval(
                "obligation", "draft.work", "refused", order.ended_on, line.ends, line.record, why, (order.end_act,), (), line.party
            )


def assignment_rules(group: Group) -> list[Interval]:
    """Work given to posts: open until its day, late after it, until it is done or taken back. It stands on the assignment."""
    out: list[Interval] = []
    for record in group.of("assignment"):
        if not record.revisions:
            continue
        last, text = record.revisions[-1], record.revisions[-1].text
        if not isinstance(text, Assignment):
            continue
        ends, starts = _first([d for d in (text.done_on, record.withdrawn_on) if d is not None], None), last.effective_on
        words = {
            "en": f"{text.to_post} is to do this by {en_day(text.due)}: {text.words}",
            "ja": f"{text.to_post}が{ja_day(text.due)}までに行う：{text.words}",
        }
        late = date.fromordinal(min(text.due.toordinal() + 1, date.max.toordinal()))
        acts = (last.act,)
        on, who = record.record, record.party
        on_time = Interval("obligation", "assignment.work", "assigned", starts, _first([late], ends), on, words, acts, (), who)
        after = Interval("obligation", "assignment.work", "late", max(starts, late), ends, on, words, acts, (), who)
        out += [i for i in (on_time, after) if i.ends is None or i.starts < i.ends]
    return out


def _first(days: list[date], until: date | None) -> date | None:
    """The earliest of some days and an end."""
    return min([*days, until] if until is not None else days, default=None)


DRAFTING: Words = {"en": "The draft is being written; nobody has been asked to clear it.", "ja": "起案中。決裁はまだ依頼されていない。"}
CLEARED: Words = {"en": "Cleared; a releasing officer may order its release.", "ja": "決裁済み。発出担当者が発出を指示できる。"}
SENT: Words = {"en": "Said to the partner.", "ja": "相手側に発出した。"}


def _asked_words(one: Asked) -> Words:
    text = one.text
    return {
        "en": f"{text.officer} ({text.post}) has asked {text.to_post} to clear it.",
        "ja": f"{text.officer}（{text.post}）が{text.to_post}に決裁を依頼した。",
    }


def _returned_words(one: Asked) -> Words:
    answer = one.answer
    assert answer is not None
    return {
        "en": f"{answer.officer} ({answer.post}) has returned it with {len(answer.comments)} comments.",
        "ja": f"{answer.officer}（{answer.post}）が意見{len(answer.comments)}件を付して差し戻した。",
    }


def _cleared_words(one: Asked) -> Words:
    answer = one.answer
    assert answer is not None
    return {"en": f"{answer.officer} ({answer.post}) has cleared it.", "ja": f"{answer.officer}（{answer.post}）が決裁した。"}


def _waiting_words(order: Ordered) -> Words:
    text = order.text
    return {
        "en": f"{text.officer} ({text.post}) has ordered its release; it can be recalled until its waiting time is over.",
        "ja": f"{text.officer}（{text.post}）が発出を指示した。待機時間が過ぎるまでは取り消すことができる。",
    }


def _refused_words(words: str, rule: str) -> Words:
    return {"en": f"It could not be said: {words} [{rule}]", "ja": f"発出できなかった（規則{rule}）：{words}"}

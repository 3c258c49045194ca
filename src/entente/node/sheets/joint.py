"""What a sheet for the partner tells of findings: those that stand on the joint paper, each with what the sides say of it.

Touches the database (reads). A finding that was not cleared, or that waits for the reply of the side it speaks of, is told to nobody
(`oversight.clearing`). Serves I3, S2.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from entente.implementation.named import by_name
from entente.implementation.papers.paper import Sentence
from entente.implementation.papers.phrases import both
from entente.implementation.sheets.parts import Base
from entente.kernel.area import Words
from entente.kernel.bilingual import words
from entente.kernel.labels.label import parse_label
from entente.node.instruments import in_effect
from entente.node.oversight import asking as questions
from entente.node.oversight import clearing, sayings
from entente.node.oversight.asking import Asking
from entente.node.oversight.reports import AGREED, no_reply
from entente.node.sheets.looking import Looking
from entente.store import shown
from entente.store.intervals.standing_of import Found


@dataclass(frozen=True, slots=True)
class Standing:
    """A finding that stands on the joint paper, and what the sides say of it."""

    found: Sentence
    said: tuple[Sentence, ...]


def standing(asked: Looking) -> tuple[Standing, ...]:
    """The findings of the record that stand on the joint paper; none of a channel without an instrument in effect."""
    told: dict[str, Standing] = {}
    every = shown.labels(asked.node.alias)
    allowed = frozenset(number for number, text in every.items() if asked.may(parse_label(msgspec.json.decode(text))))
    for one in (held for held in in_effect(asked.node, asked.charter) if held.row.label in allowed):
        question = clearing.for_partner(questions.ask(asked.node, asked.on, asked.known, allowed, one.text.id))
        told |= {code: each for code, each in _of_one(asked, question).items() if code not in told}
    return tuple(told.values())


def _of_one(asked: Looking, question: Asking) -> dict[str, Standing]:
    """By code of the finding: what rules found and we cleared, then what another side has put before us and we let stand."""
    base = asked.base(asked.row)
    notices = {each.name: each for each in clearing.notices(question) if each.one.text.record == asked.row.id}
    spans = [*_spans(question, asked), *sayings.contradictions(question).get(asked.row.id, ())]
    told: dict[str, Standing] = {}
    for span in spans:
        notice = notices.get((span.code, asked.row.id))
        held = asked.base(asked.row, *span.acts)
        told[span.code] = Standing(held.says(by_name(span.reason, asked.names), *base.labels), _said(asked, notice))
    for (code, _record), notice in notices.items():
        if code not in told and notice.state in clearing.MAY_STAND:
            own = Base((notice.one.act,), (*base.labels, *notice.one.labels))
            told[code] = Standing(own.says(words(notice.one.text.text)), _said(asked, notice))
    return told


def _spans(question: Asking, asked: Looking) -> list[Found]:
    one = questions.as_known(question, asked.row)
    return questions.found(question, [one], sorts=("finding",))[asked.row.id] if one is not None else []


def _said(asked: Looking, notice: clearing.Notice | None) -> tuple[Sentence, ...]:
    """What each side that a finding speaks of replied, or that it did not in its time."""
    if notice is None or notice.state not in clearing.MAY_STAND:
        return ()
    out = []
    for code in notice.one.text.parties:
        reply = notice.replies.get(code)
        said_in = reply or notice.one
        own = Base((said_in.act,), said_in.labels)
        text: Words = no_reply(notice.one.text.reply_by) if reply is None else {}
        if reply is not None:
            text = words(reply.text.text) if reply.text.text is not None else AGREED
        who = asked.called.party(code)
        either = {key: text.get(key) or next(iter(text.values()), "") for key in ("en", "ja")}
        out.append(own.says(both(f"{who['en']}: {either['en']}", f"{who['ja']}：{either['ja']}")))
    return tuple(out)

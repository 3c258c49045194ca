"""Which findings may stand on the joint paper: cleared at home, and, where one speaks of another side, put before that side first.

Touches the database and the act key through node.say. A finding is named by its code and the record it was found of. It is national until
an officer who clears says otherwise; the side it speaks of then has its right of reply (`areas.oversight.reply`), and its explanation
stands beside. What both cleared goes on the joint paper. Serves I3, S2.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from entente.areas.oversight.parameters import PARAMETERS, Parameters
from entente.areas.oversight.reply import STATE
from entente.implementation.papers.release import may_have
from entente.kernel.act import Act
from entente.kernel.calendar import workdays
from entente.kernel.calendar.public_holidays import known
from entente.kernel.errors import Refusal
from entente.node import say
from entente.node.node import Node
from entente.node.officer import CLEARING, Officer, require
from entente.node.oversight import sayings
from entente.node.oversight.asking import CLEARED, Asking, Held, cleared, counted, found, held, of_numbers
from entente.store import records
from entente.store.intervals import standing_of
from entente.store.intervals.standing_of import Found

FOUND_OF = ("measure", "meeting-series", "meeting", "action", "deferral", "progress-report", "statement", "visit")
"""Record types of which findings stand on papers."""
MAY_STAND = ("agreed", "silent")
OWN_WORDS = ("state", "supersede")

Name = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Notice:
    """A finding put before the side it speaks of: by whom, in which words, its state on the day, until when, the replies by party."""

    one: Held
    state: str
    span: Found | None
    replies: Mapping[str, Held]

    @property
    def name(self) -> Name:
        """The finding it is about."""
        return (self.one.text.finding, self.one.text.record)


@dataclass(frozen=True, slots=True)
class Noticed:
    """A finding on the day, the record it was found of, whether we cleared it, whom else it speaks of, and the notice to them."""

    one: Held
    span: Found
    cleared: bool
    speaks_of: tuple[str, ...]
    notice: Notice | None

    @property
    def name(self) -> Name:
        """Its code and its record."""
        return (self.span.code, self.one.row.id)

    @property
    def stands(self) -> bool:
        """Whether it stands on the joint paper."""
        return self.cleared and (not self.speaks_of or (self.notice is not None and self.notice.state in MAY_STAND))


def noticed(asking: Asking) -> tuple[Noticed, ...]:
    """Every finding on the day, by the record's number."""
    may, told = cleared(asking), notices(asking)
    differing = sayings.contradictions(asking)
    items = _found_of(asking, differing)
    spans = found(asking, items, sorts=("finding",))
    listed = [(one, span) for one in items for span in (*spans[one.row.id], *differing.get(one.row.id, ()))]
    authors = _authors(asking, (span for _, span in listed))
    mine = {each.name: each for each in reversed(told) if each.one.row.party == asking.node.party}
    return tuple(
        Noticed(one, span, (span.code, one.row.id) in may, speaks_of(asking, one, span, authors), mine.get((span.code, one.row.id)))
        for one, span in listed
    )


def _found_of(asking: Asking, differing: Iterable[str]) -> list[Held]:
    """The records of which something is found on the day, by type and code; where the store cannot say so, all of their types."""
    wanted = counted(asking, FOUND_OF)
    if wanted is None:
        return [one for type_ in FOUND_OF for one in held(asking, type_)]
    numbers = {*standing_of.with_findings(asking.node.alias, wanted, asking.day), *records.numbers(asking.node.alias, differing).values()}
    return sorted((one for one in of_numbers(asking, numbers) if one.row.type in FOUND_OF), key=lambda one: FOUND_OF.index(one.row.type))


def _authors(asking: Asking, spans: Iterable[Found]) -> dict[str, str]:
    """Who said in his own words what findings rest on, by act; joint acts are nobody's own."""
    headers = standing_of.headers(asking.node.alias, {act for span in spans for act in span.acts})
    return {act: header.log.split("/")[2] for act, header in headers.items() if header.kind in OWN_WORDS and header.log.count("/") >= 2}


def speaks_of(asking: Asking, one: Held, span: Found, authors: Mapping[str, str]) -> tuple[str, ...]:
    """The other parties of the channel that a finding speaks of: whose move it is, whose record it is, on whose own words it rests."""
    named = {span.move, one.row.party, *(authors.get(act, "") for act in span.acts)}
    return tuple(code for code in asking.partners if code in named)


def notices(asking: Asking) -> tuple[Notice, ...]:
    """The findings that either side means for the joint paper, the newest first, each with the replies to it."""
    items = sorted(held(asking, "finding-notice"), key=lambda one: -one.row.number)
    spans = found(asking, items)
    replies: dict[str, dict[str, Held]] = {}
    for one in sorted(held(asking, "finding-reply"), key=lambda one: one.row.number):
        replies.setdefault(one.text.notice, {})[one.row.party] = one
    out = []
    for one in items:
        span = next((each for each in spans[one.row.id] if each.code == STATE), None)
        out.append(Notice(one, span.state if span is not None else "", span, replies.get(one.row.id, {})))
    return tuple(out)


def clear(asking: Asking, officer: Officer, listed: Iterable[Name], chosen: Iterable[Name]) -> list[Act]:
    """Says of each finding listed whether it may stand on the joint paper, where that changes. Refuses (DR1) who does not clear."""
    require(officer, CLEARING)
    node: Node = asking.node
    wanted, before = set(chosen), cleared(asking)
    changed = [name for name in dict.fromkeys(listed) if (name in wanted) != (name in before)]
    texts = [
        {"finding": code, "record": record, "cleared": (code, record) in wanted, "officer": officer.name, "post": officer.post}
        for code, record in changed
    ]
    return [say.state(node, node.national(), CLEARED, text, say.Manner(post=officer.post)) for text in texts]


def notice_text(asking: Asking, name: Name, p: Parameters = PARAMETERS) -> dict[str, Any]:
    """The notice to the sides that a finding speaks of, as it would be drafted: its words, and until when they may reply.

    The term counts joint working days; where no calendar is kept, the same number of weekdays. Refuses (N38) what is not found on the day,
    or speaks of nobody else.
    """
    one = next((each for each in noticed(asking) if each.name == name), None)
    if one is None or not one.speaks_of:
        raise Refusal("no-such-finding", "N38", "That finding is not found on this day, or it speaks of no other side.")
    words = {key: f"{one.one.row.code}: {text}"[:4000] for key, text in one.span.reason.items() if key in ("en", "ja")}
    by = reply_by(asking, asking.context.on, p.reply_working_days)
    clauses = one.span.clauses[:40]
    text: dict[str, Any] = {
        "finding": name[0],
        "record": name[1],
        "text": words,
        "parties": list(one.speaks_of),
        "reply_by": by.isoformat(),
    }
    return text | ({"clauses": list(clauses)} if clauses else {})


def reply_by(asking: Asking, start: date, count: int) -> date:
    """The last day of a term of so many joint working days."""
    calendars = known(asking.charter.codes)
    if calendars is not None and calendars.covers(start):
        try:
            return workdays.add(calendars, start, count)
        except Refusal:  # the calendars end first
            pass
    day = start.toordinal()
    while count:
        day += 1
        count -= date.fromordinal(day).weekday() < 5
    return date.fromordinal(day)


def for_partner(asking: Asking) -> Asking:
    """The same question with what every other party may have, of that which the asker may see; and the findings that may stand."""
    parties = asking.partners
    allowed = frozenset(number for number, label in asking.labels.items() if may_have((label,), parties, asking.context))
    joint = frozenset(one.name for one in noticed(asking) if one.stands)
    return replace(asking, allowed=allowed, joint=joint, cache={sayings.JUDGED: sayings.judgements(asking)})

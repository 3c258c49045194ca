"""What a form for one authority may hold: each measure, its last report and the round's own words by their labels, and what was held back.

Touches the database (reads) and the clock. An authority without accounts holds what `[[authorities]]` of node.toml says with `holds`;
without that the lowest tier of a sample policy, and of any other nothing. Each piece is asked singly (D2-D9) and the whole once more (D12).
Rule CR9: nothing that was asked of the authority may be on its form. Serves I1, S2.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Literal

from entente.areas.action_plan.records import Measure, ProgressReport
from entente.areas.commissioning.form import RATINGS, Form, Question
from entente.areas.commissioning.records import Ask
from entente.areas.commissioning.reference import reference
from entente.implementation.papers.phrases import both, day
from entente.implementation.papers.release import marked
from entente.kernel.area import Words
from entente.kernel.bilingual import words as said
from entente.kernel.calendar import zones
from entente.kernel.calendar.seats import UTC
from entente.kernel.errors import Refusal
from entente.kernel.labels.disclose import READER, Reader, may_read, may_read_whole
from entente.kernel.labels.join import join
from entente.kernel.labels.label import Label, parse_label
from entente.kernel.labels.verdict import Verdict
from entente.node.national.matters import linked
from entente.node.node import Node
from entente.node.officer import context
from entente.node.returns.rounds import Standing
from entente.store import records

LAST_WORDS = 600
"""Characters of the last report that a form repeats."""


@dataclass(frozen=True, slots=True)
class HeldBack:
    """What is not on the form: of which measure ("" for the round's own words), what, and every reason with its rule."""

    code: str
    what: Words
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Made:
    """A form, and what of it was held back."""

    form: Form
    held: tuple[HeldBack, ...]


def authority(node: Node, code: str) -> Mapping[str, Any]:
    """What node.toml says of an authority; empty where it is not listed."""
    return next((one for one in node.home.settings.authorities if one["code"] == code), {})


def holder(node: Node, code: str) -> Reader:
    """An authority without accounts, as decisions see it."""
    policy = node.home.settings.ceiling.policy
    known = node.samples.policies.get(policy)
    lowest = min(known.classifications, key=lambda tier: tier.hierarchy).name if known is not None and known.sample else ""
    holds = str(authority(node, code).get("holds", lowest))
    clearances = {policy: holds} if holds else {}
    return Reader(node.party, f"{node.party}:{code}", node.party, clearances, frozenset(), frozenset({READER}))


def may_hold(node: Node, code: str, row: records.Row) -> Verdict:
    """Whether a form for an authority may hold a record, with every reason against."""
    return may_read(holder(node, code), _label(node, row), context(node))


def form(node: Node, found: Standing, code: str, language: Literal["en", "ja"], among: frozenset[str] | None = None) -> Made:
    """The form for what an authority has not yet returned, in a language; `among` narrows to measures that whoever makes it may read.

    Refuses (CR9) where nothing may or need be on it, and (D12) where the whole may go to nobody.
    """
    asked = [one for one in found.missing if one.authority == code and (among is None or one.measure in among)]
    rows = _rows(node, asked)
    held: list[HeldBack] = []
    labels: list[Label] = []
    questions = []
    for one in asked:
        question = _question(node, found, one, (rows.get(one.measure), held, labels))
        if question is not None:
            questions.append(question)
    if not questions:
        why = " ".join(reason.en for one in held for reason in one.verdict.reasons) or f"{code} has returned all that it was asked."
        raise Refusal("nothing-to-ask", "CR9", f"There is nothing for a form to {code} to hold: {why}")
    heading = may_hold(node, code, found.row)
    if heading.allowed:
        labels.append(_label(node, found.row))
    else:
        held.append(HeldBack("", {"en": "the round's title and note", "ja": "照会の件名及び注記"}, heading))
    return Made(_whole(node, found, (code, language), (tuple(questions), heading.allowed, labels)), tuple(held))


def due_times(node: Node, due: date) -> Words:
    """The end of the last day by our own clock, and by those of the governments with which we share a channel."""
    home = node.seat
    end = datetime.combine(due, time(23, 59), zones.zone(home.zone))
    local = [(seat, zones.local(end, seat.zone)) for seat in dict.fromkeys((home, *node.seats()))]
    english = "; ".join(f"{day(at.date())['en']}, {at:%H:%M} {seat.english}" for seat, at in local)
    japanese = "、".join(f"{day(at.date())['ja']}{at:%H:%M} {seat.japanese}{'' if seat == UTC else '時間'}" for seat, at in local)
    return both(english, japanese)


def _whole(
    node: Node, found: Standing, whom: tuple[str, Literal["en", "ja"]], what: tuple[tuple[Question, ...], bool, Sequence[Label]]
) -> Form:
    code, language = whom
    questions, heading, labels = what
    decided = context(node)
    joined = join(list(dict.fromkeys(labels)), decided.policies, decided.equivalences, decided.on)
    verdict = may_read_whole(holder(node, code), joined, decided)
    if not verdict.allowed:
        english, japanese = " ".join(one.en for one in verdict.reasons), "".join(one.ja for one in verdict.reasons)
        raise Refusal("form-withheld", "D12", english, japanese)
    text = found.text
    return Form(
        round=text.code,
        title=said(text.title) if heading else {},
        note=said(text.note) if heading else {},
        period_from=text.period_from,
        period_to=text.period_to,
        due=text.due,
        due_times=due_times(node, text.due),
        authority=code,
        answer_to=text.post,
        language=language,
        marking=marked(joined, decided)[language],
        questions=questions,
    )


def _question(node: Node, found: Standing, one: Ask, into: tuple[_Rows, list[HeldBack], list[Label]]) -> Question | None:
    """One measure as its authority may hold it; None where it may not."""
    rows, held, labels = into
    if rows is None:
        return None
    measure, report = rows
    verdict = may_hold(node, one.authority, measure)
    if not verdict.allowed:
        held.append(HeldBack(one.code, {"en": "the whole measure", "ja": "措置の全体"}, verdict))
        return None
    labels.append(_label(node, measure))
    text = linked(node, measure).text
    last: Words | None = None
    if report is not None:
        allowed = may_hold(node, one.authority, report)
        if allowed.allowed:
            labels.append(_label(node, report))
            last = _last(linked(node, report).text)
        else:
            held.append(HeldBack(one.code, {"en": "our last report", "ja": "前回の報告"}, allowed))
    title, finish = (said(text.title), text.baseline_finish) if isinstance(text, Measure) else ({}, None)
    return Question(str(reference(found.row.id, found.text.code, one)), one.code, title, finish, last)


def _last(text: Any) -> Words | None:
    """The last report in a few words, by language."""
    if not isinstance(text, ProgressReport):
        return None
    rated, until, told = RATINGS[text.rag], day(text.period_to), said(text.narrative)
    narrative = {language: _short(told.get(language) or next(iter(told.values()))) for language in ("en", "ja")}
    return {
        language: f"{rated[language]} ({until[language]}): {narrative[language]}"
        if language == "en"
        else f"{rated[language]}（{until[language]}）：{narrative[language]}"
        for language in ("en", "ja")
    }


def _short(text: str) -> str:
    return text if len(text) <= LAST_WORDS else f"{text[:LAST_WORDS]}…"


_Rows = tuple[records.Row, records.Row | None] | None
"""A measure's row and that of our last report on it."""


def _rows(node: Node, asked: Sequence[Ask]) -> dict[str, _Rows]:
    """The rows of measures and of our own last reports on them, by measure."""
    known = records.get(node.alias, [one.measure for one in asked])
    found: dict[str, _Rows] = {}
    for channel in {row.channel for row in known.values()}:
        groups = records.in_groups(node.alias, channel, [name for name, row in known.items() if row.channel == channel])
        for name, group in groups.items():
            own = [row for row in group if row.type == "progress-report" and row.party == node.party and row.withdrawn_on is None]
            found[name] = (known[name], max(own, key=lambda row: (row.end_on or 0, row.changed_at), default=None))
    return found


def _label(node: Node, row: records.Row) -> Label:
    return parse_label(records.label_text(node.alias, row.label))

"""The minister's question, filled from the store: one sheet on a clause, a measure, a meeting or a visit.

Touches the database (reads). Lines to take come from our own fields at home and carry their label, which keeps them off every version for
the partner. Serves I1, I2, I3, S3.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from entente.areas.instruments import whole
from entente.implementation.matters import Action, Audience, Event, Measure
from entente.implementation.papers.briefing import Question, briefing
from entente.implementation.papers.paper import Paper, Sentence
from entente.implementation.papers.phrases import both, day, party, series
from entente.implementation.papers.quarterly import LATE
from entente.kernel.area import Words
from entente.kernel.bilingual import words
from entente.kernel.errors import Refusal
from entente.node.oversight import clauses, meetings, plan, visits
from entente.node.oversight.asking import Asking, Held, as_known, clauses_of, found, held, standings
from entente.node.oversight.explained import explanations
from entente.node.oversight.open_matters import noticed, past_date
from entente.node.oversight.reports import notices, with_sources
from entente.store import records
from entente.store.intervals.standing_of import Found

DRAWN = ("measure", "meeting", "visit")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a brief is about: clause (its whole id), or a measure, meeting or visit (its record)."""

    about: str
    name: str
    one: Held | None = None


def subject(asking: Asking, text: str) -> Subject:
    """What a text names: a clause ("S7" or whole), or a measure, meeting or visit by its number or record id.

    Refuses `unknown-subject` (N34) what names nothing here that may be seen, or something that no brief is made on.
    """
    clause = whole(asking.instrument, text)
    known = {one.casefold(): one for one in clauses_of(asking.instrument)}
    if clause.casefold() in known:
        return Subject("clause", known[clause.casefold()])
    rows = [row for row in records.find(asking.node.alias, text) if row.type in DRAWN and row.channel == asking.charter.id]
    items = [one for row in rows if (one := as_known(asking, row)) is not None]
    if len(items) == 1:
        return Subject(items[0].row.type, items[0].row.id, items[0])
    several = "; ".join(f"{one.row.id[:12]} ({one.row.code})" for one in items[:5])
    if several:
        raise Refusal("unknown-subject", "N34", f"“{text}” may be any of: {several}. Give the record's number.")
    raise Refusal(
        "unknown-subject", "N34", f"“{text}” names no clause, and no measure, meeting or visit that is known here as of that day."
    )


def brief(asking: Asking, about: Subject, audience: Audience | None = None) -> Paper:
    """The sheet with its sources; for an audience, without what they may not be shown."""
    makers: Mapping[str, Callable[[Asking, Subject], Question]] = {
        "clause": _clause, "measure": _measure, "meeting": _meeting, "visit": _visit,
    }  # fmt: skip
    return with_sources(asking, briefing(makers[about.about](asking, about), audience), audience)


def _frame(asking: Asking) -> dict[str, Any]:
    """What every sheet has alike."""
    home = party(asking.node.party, asking.names)
    return {
        "label": asking.label, "for_whom": home, "effective_on": asking.day, "known_on": asking.known_day, "notices": notices(asking),
    }  # fmt: skip


def _clause(asking: Asking, about: Subject) -> Question:
    """A clause: its words, standing and why; meetings held and measures completed; what is due; what is noticed or owed."""
    carrying = clauses.carriers(asking).get(about.name, [])
    stands = next(one for one in standings(asking) if one.clause == about.name)
    items = [each.one for each in carrying]
    named = tuple(one for one in plan.measures(asking) if about.name in one.text.clauses)
    every = tuple({one.row.id: one for one in (*items, *named)}.values())
    convened = {one.row.id for one in items if one.row.type == "meeting-series"}
    mine = [one for one in held(asking, "meeting") if one.text.series in convened or about.name in one.text.clauses]
    of = found(asking, named)
    stated, calls = clauses.statements(asking).get(about.name, []), visits.naming(asking, about.name)
    done = (
        *_held(asking, mine),
        *(each for one in named for each in done_of(asking, one)),
        *clauses.events(asking, about.name),
        *visits.done(asking, calls),
    )
    late = [plan.told(asking, one, spans) for one in named if (spans := of.get(one.row.id))]
    coming = (*meetings.ahead(asking, mine), *(each for one in named for each in coming_of(asking, one)), *visits.coming(asking, calls))
    return Question(
        about="clause",
        code=about.name.rpartition("#")[2],
        titles=clauses.titles(asking, about.name),
        standing=stands.state,
        standing_labels=tuple(dict.fromkeys(one.label for one in every)),
        promise=promise(asking, about.name),
        reasons=clauses.reasons(asking, None if carrying or stated else stands.words, carrying, () if carrying else stated),
        done=done,
        coming=coming,
        open=(*_late(late), *_noticed(asking, [*every, *mine, *calls]), *_explained(asking, about.name)),
        lines=lines(asking, [one.row.id for one in (*every, *mine)]),
        **_frame(asking),
    )


def promise(asking: Asking, clause: str) -> tuple[Sentence, ...]:
    """The clause's own words in each language of the instrument; in Japanese, where it has none, the short titles of its commitments."""
    text, local = asking.instrument, clause.rpartition("#")[2]
    texts = clauses.wordings(text)
    said = dict(texts.get(local) or texts.get(clause, {}))
    titles = [one.title.ja for one in text.commitments if whole(text, one.clause) == clause and one.title.ja]
    if said and "ja" not in said and titles:
        said["ja"] = f"（要旨）{'、'.join(titles)}。"
    acts = tuple(one.act for one in asking.row.revisions[-1:])
    return (Sentence(said, acts, (asking.label,)),) if said else ()


def _held(asking: Asking, items: Iterable[Held]) -> tuple[Event, ...]:
    past = [one for one in items if one.text.held_on is not None and one.text.held_on <= asking.day]
    return tuple(meetings.event(asking, one, one.text.held_on) for one in past)


def done_of(asking: Asking, one: Held) -> tuple[Event, ...]:
    """What a measure's reports say was done: occurrences, milestones reached; and its completion."""
    title, steps = words(one.text.title), {each.code: words(each.name) for each in one.text.milestones}
    out: dict[tuple[date, str], Event] = {}
    for report in plan.reports_of(asking, [one]).get(one.row.id, ()):
        for on in report.text.held_on:
            out[on, "held"] = Event(on, _titled(one, title, both("held", "実施")), (report.act,), report.labels)
        for step in report.text.forecasts:
            if step.done_on is not None:
                said = _titled(one, steps.get(step.milestone, {}), both("done", "完了"))
                out[step.done_on, step.milestone] = Event(step.done_on, said, (report.act,), report.labels)
    if one.text.completed_on is not None:
        out[one.text.completed_on, "completed"] = Event(
            one.text.completed_on, _titled(one, title, both("completed", "完了")), (one.act,), one.labels
        )
    return tuple(each for each in out.values() if each.day <= asking.day)


def coming_of(asking: Asking, one: Held, about: str = "") -> tuple[Event, ...]:
    """The milestones of a measure that are still to come, and the day by which it is to be finished; named unless the sheet is about it."""
    if one.text.stage in plan.CLOSED_STAGES:
        return ()
    steps: list[tuple[date, Words]] = [(each.due, _milestone(words(each.name))) for each in one.text.milestones]
    if one.text.baseline_finish is not None:
        steps.append((one.text.baseline_finish, both("planned finish", "計画完了日")))
    own = about == one.row.id
    return tuple(Event(on, said if own else _of(one, said), (one.act,), one.labels) for on, said in steps if on > asking.day)


def _milestone(name: Words) -> Words:
    en, ja = name.get("en") or name.get("ja", ""), name.get("ja") or name.get("en", "")
    return both(f"milestone “{en}”", f"中間目標「{ja}」")


def _of(one: Held, said: Words) -> Words:
    """What of which record."""
    return both(f"{one.called['en']}: {said['en']}", f"{one.called['ja']}：{said['ja']}")


def _titled(one: Held, title: Words, after: Words) -> Words:
    out = {}
    for language, comma in (("en", ", "), ("ja", "、")):
        name = title.get(language) or title.get("en") or title.get("ja", "")
        out[language] = comma.join(part for part in (f"{one.row.code} {name}".strip(), after.get(language, "")) if part)
    return out


def _noticed(asking: Asking, items: Sequence[Held], about: str = "") -> tuple[Sentence, ...]:
    """What rules noticed of these, and what is owed and late; what reads the same of several is said once.

    `about` is the record that the sheet is about, which its own lines need not name.
    """
    spans = found(asking, items)
    alike: dict[object, list[tuple[Held, Found]]] = {}
    for one in items:
        for span in noticed(spans[one.row.id]):
            alike.setdefault((tuple(sorted(span.reason.items())), one.labels), []).append((one, span))
    out = []
    for group in alike.values():
        acts = tuple(dict.fromkeys(act for _, span in group for act in span.acts))
        said = {}
        for language, text in group[0][1].reason.items():
            names = list(dict.fromkeys(one.called[language] for one, _ in group if one.row.id != about))
            before = f"{series(names, language)}{'：' if language == 'ja' else ': '}" if names else ""
            said[language] = f"{before}{text}"
        out.append(Sentence(said, acts, group[0][0].labels))
    return tuple(out)


def _late(measures: Iterable[Measure]) -> tuple[Sentence, ...]:
    """What has to be decided on measures past their date, and by whom."""
    return tuple(
        Sentence(
            {
                key: f"{text}{'（判断する者：' if key == 'ja' else ' For decision by '}{one.decides[key]}{'）' if key == 'ja' else '.'}"
                for key, text in one.words.items()
            },
            one.acts,
            one.labels,
        )
        for one in past_date(each for each in measures if each.state in LATE)
    )


def _explained(asking: Asking, about: str) -> tuple[Sentence, ...]:
    out = []
    for one in explanations(asking).get(about, ()):
        name = party(one.party, asking.names)
        said = {
            language: f"{name.get(language) or name.get('en')}{'の説明：' if language == 'ja' else ' explains: '}{text}"
            for language, text in one.said.words.items()
        }
        out.append(Sentence(said, one.said.acts, one.said.labels))
    return tuple(out)


def _agreed(one: Held, told: Measure) -> Iterable[Words]:
    """What both agreed of a measure: when it counts as done, from when to when, who leads."""
    criterion = words(one.text.completion_criterion)
    en, ja = criterion.get("en") or criterion.get("ja", ""), criterion.get("ja") or criterion.get("en", "")
    first, last = day(one.text.baseline_start), day(one.text.baseline_finish)
    yield both(f"Completed when: {en}", f"完了の基準：{ja}")
    if one.text.baseline_finish is None:
        yield both(f"Planned from {first['en']}, without an end.", f"計画開始日：{first['ja']}（終期なし）。")
    else:
        yield both(f"Planned from {first['en']} to {last['en']}.", f"計画期間：{first['ja']}から{last['ja']}まで。")
    yield both(f"Lead authorities: {told.leads['en']}.", f"主管当局：{told.leads['ja']}。")


def _measure(asking: Asking, about: Subject) -> Question:
    """A measure: what both agreed, its schedule, what was reported, what is to come, what is noticed, and our own red lines."""
    assert about.one is not None
    one = about.one
    spans = found(asking, [one])[one.row.id]
    stands = plan.standing_of(spans)
    told = plan.told(asking, one, spans)
    reports = plan.reports_of(asking, [one]).get(one.row.id, [])
    latest = {plan.rated(each).party: plan.rated(each) for each in reports}
    said = []
    for each in latest.values():
        name = party(each.party, asking.names)
        text = {k: f"{name.get(k) or name.get('en')}{'：' if k == 'ja' else ': '}{v}" for k, v in each.said.words.items()}
        said.append(Sentence(text, each.said.acts, each.said.labels))
    reasons = (Sentence(stands.reason, stands.acts, one.labels),) if stands is not None else ()
    return Question(
        about="measure",
        code=one.row.code,
        titles=words(one.text.title),
        standing=told.state,
        standing_labels=one.labels,
        promise=tuple(Sentence(text, (one.act,), one.labels) for text in _agreed(one, told)),
        reasons=(*reasons, *said),
        done=done_of(asking, one),
        coming=coming_of(asking, one, one.row.id),
        open=(*_late([told]), *_noticed(asking, [one, *reports], one.row.id), *_explained(asking, one.row.id)),
        lines=lines(asking, [one.row.id]),
        **_frame(asking),
    )


def _meeting(asking: Asking, about: Subject) -> Question:
    """A meeting: what its series promises, the meetings before, what is on its agenda and open from earlier, our lines to take."""
    assert about.one is not None
    one = about.one
    parents = [each for each in held(asking, "meeting-series") if each.row.id == one.text.series]
    siblings = [each for each in held(asking, "meeting") if each.text.series == one.text.series]
    agendas = [each for each in held(asking, "agenda") if each.text.meeting == one.row.id]
    actions = meetings.actions(asking, [each for each in held(asking, "action") if each.text.series == one.text.series])
    items = [Sentence(_item(line), (each.act,), each.labels) for each in agendas for line in each.text.items]
    due = [Sentence(_action(each), each.acts, each.labels) for each in actions]
    return Question(
        about="meeting",
        code=one.row.code,
        titles=words(one.text.title),
        standing="",
        promise=tuple(_promised(each) for each in parents),
        done=_held(asking, siblings),
        coming=meetings.ahead(asking, siblings),
        open=(*items, *due, *_noticed(asking, [one, *parents], one.row.id)),
        lines=lines(asking, [one.row.id, *(each.row.id for each in agendas)]),
        **_frame(asking),
    )


def _visit(asking: Asking, about: Subject) -> Question:
    """A visit: what was agreed, where it stands, what each side reported, its dates to come, what is noticed or owed, our own lines."""
    assert about.one is not None
    one = about.one
    members = visits.members(asking, one)
    reasons, state = visits.standing(asking, one)
    return Question(
        about="visit",
        code=one.row.code,
        titles=words(one.text.title),
        standing=state,
        standing_labels=one.labels,
        promise=(*visits.agreed(asking, one), *visits.carried_out(asking, one)),
        reasons=reasons,
        done=visits.told(asking, one, members),
        coming=visits.coming(asking, [one]),
        open=(*_noticed(asking, [one, *members], one.row.id), *_explained(asking, one.row.id)),
        lines=lines(asking, [one.row.id]),
        **_frame(asking),
    )


def _action(one: Action) -> Words:
    en, ja = one.words.get("en") or one.words.get("ja", ""), one.words.get("ja") or one.words.get("en", "")
    owner, due = one.owner, day(one.due)
    return both(
        f"Action {one.code}, {en}: {owner.get('en', '')}, by {due['en']}.",
        f"フォローアップ事項{one.code}「{ja}」：{owner.get('ja') or owner.get('en', '')}、{due['ja']}まで。",
    )


def _item(line: Any) -> Words:
    said = words(line.title)
    return {
        language: f"{'議題' if language == 'ja' else 'Item '}{line.no}{'：' if language == 'ja' else ': '}{text}"
        for language, text in said.items()
    }


def _promised(series: Held) -> Sentence:
    every, titles = meetings.interval(series.text.interval_months, series.text.basis), words(series.text.title)
    said = {
        language: f"{text}{'：' if language == 'ja' else ': '}{every[language]}{'。' if language == 'ja' else '.'}"
        for language, text in titles.items()
    }
    return Sentence(said, (series.act,), series.labels)


def lines(asking: Asking, ids: Sequence[str]) -> tuple[Sentence, ...]:
    """Our own lines to take and red lines on these records, from the fields that never leave this node."""
    groups = records.in_groups(asking.node.alias, asking.node.national().id, ids) if ids else {}
    out = []
    for rows in groups.values():
        for row in rows:
            one = as_known(asking, row) if row.type == "overlay" else None
            for text in _lines_in(one.text.fields) if one is not None else ():
                assert one is not None
                out.append(Sentence(text, (one.act,), one.labels))
    return tuple(out)


def _lines_in(fields: Mapping[str, Any]) -> Iterable[Words]:
    """Lines to take of an agenda, item by item; red lines of a measure, lines on a visit. Read leniently: fields are drafts."""
    found_ = [line for item in fields.get("items", ()) if isinstance(item, dict) for line in item.get("lines_to_take", ())]
    for line in (*found_, *fields.get("red_lines", ()), *fields.get("lines_to_take", ())):
        if isinstance(line, dict):
            said = {key: str(line[key]) for key in ("en", "ja") if line.get(key)}
            if said:
                yield said

"""A history of nine years in ten thousand acts, really said, carried and agreed by two nodes. Touches files and databases.

Two series of consultations with their meetings, agendas, minutes and actions; twenty measures with amendments and both sides' reports;
statements; drafts, work and national fields at home. Ninety-nine records in a hundred stand under a marking that only some may read. Clocks
are those of the story, so that what rules find is spread over its years. `_copies` multiplies it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import msgspec

from benchmarks.ours import _nodes, _words
from entente.instrument.published import load
from entente.kernel.act import Act, Draft, Target
from entente.kernel.charter import Charter
from entente.kernel.errors import Refusal
from entente.node import look, submit
from entente.node.node import Node
from entente.node.search import index
from entente.store import database

FIRST, LAST = date(2017, 9, 4), date(2026, 11, 2)
STEP_DAYS = 14
HIGH = "OFFICIAL-SENSITIVE"
OPEN_EVERY = 100  # one record in so many is open to those who may read the lower marking alone
SERIES, MEASURES, STATEMENTS, DRAFTS, WORK = 2, 20, 5_590, 890, 10
MEETING_EVERY, REPORT_EVERY = 20, 7  # steps
RUNS_STEPS = (70, 130)
MARK = "C00000"
"""Stands in every title and number; a copy of the story has its own number in its place."""
CLAUSES = tuple(f"jp-gb-2017#{kind}{n}" for kind, count in (("S", 17), ("A", 16)) for n in range(1, count + 1))


@dataclass
class Story:
    """Two nodes while they tell it; `today` is the day of the step."""

    a: Node
    b: Node
    charter: Charter
    moment: list[datetime]
    random: Random = field(default_factory=lambda: Random(1))
    due: dict[int, list[Callable[[int], Iterable[tuple[Node, Draft, Callable[[Act], None] | None]]]]] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day of the step."""
        return self.moment[0].date()

    def label(self, codes: tuple[str, ...] = ("GBR", "JPN")) -> dict[str, Any]:
        """A marking, mostly the higher."""
        classification = "OFFICIAL" if self.random.randrange(OPEN_EVERY) == 0 else HIGH
        tag = {"tag": "releasable-to", "type": "permissive", "values": list(codes)}
        return {"policy": _nodes.POLICY, "classification": classification, "categories": [tag]}


Said = tuple[Node, Draft, "Callable[[Act], None] | None"]


def tell(folder: Path) -> tuple[Node, Node, Charter, dict[int, int]]:
    """The nodes and their channel after it all; and the size of each of the first node's logs, by its number, when the story began."""
    moment = [datetime(FIRST.year, FIRST.month, FIRST.day, 9, tzinfo=UTC)]
    a, b, charter = _nodes.make_pair(folder, HIGH, clock=_ticking(moment))
    story = Story(a, b, charter, moment)
    base = dict(database.rows(a.alias, "SELECT id, size FROM log"))
    plan(story)
    for step, day in enumerate(steps()):
        moment[0] = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        _step(story, step)
        index.catch_up(a)
    return a, b, charter, base


def steps() -> Iterator[date]:
    """The days on which something is said."""
    day = FIRST + timedelta(STEP_DAYS)
    while day < LAST:
        yield day
        day += timedelta(STEP_DAYS)


def _ticking(moment: list[datetime]) -> Callable[[], datetime]:
    def clock() -> datetime:
        moment[0] += timedelta(seconds=1)
        return moment[0]

    return clock


def _step(story: Story, step: int) -> None:
    """What is said on one day: first what each side says, then acceptances, then what follows by itself."""
    a, b, charter = story.a, story.b, story.charter
    said = [item for make in story.due.pop(step, ()) for item in make(step)]
    proposals = []
    for node, channel, codes in ((a, charter, "GBR"), (b, charter, "JPN"), (a, a.national(), "")):
        mine = [item for item in said if item[0] is node and (codes != "") == _joint(item[1])]
        acts = _say(node, channel, [draft for _, draft, _ in mine])
        for (_, draft, then), act in zip(mine, acts, strict=True):
            proposals += [(node, act, draft)] if draft.kind == "propose" else []
            if then is not None:
                then(act)
    _exchange(story)
    accepted = [(b if node is a else a, act, draft) for node, act, draft in proposals if draft.expires_at is None]
    for node in (a, b):
        mine_ = [(act, draft) for other, act, draft in accepted if other is node]
        _say(node, charter, [Draft("accept", f"{node.party}:FCDO:desk", draft.label, (), (str(act.cite),)) for act, draft in mine_])
    if accepted:
        for _ in range(2):
            _exchange(story)


def _joint(draft: Draft) -> bool:
    return bool(draft.label["categories"][0]["values"] != ["GBR"])


def _say(node: Node, channel: Charter, drafts: list[Draft]) -> list[Act]:
    results = submit.say_all(node, channel.id, [submit.Submission(draft) for draft in drafts]) if drafts else []
    for result in results:
        if isinstance(result, Refusal):
            raise RuntimeError(f"the story was refused: {result}")
    return [result for result in results if not isinstance(result, Refusal)]


def _exchange(story: Story) -> None:
    _nodes.exchange_once(story.b, story.a, story.charter)
    _nodes.exchange_once(story.a, story.b, story.charter)


def plan(story: Story) -> None:
    """Puts everything on its step."""
    last = len(list(steps()))
    for number in range(SERIES):
        _at(story, number, _series(story, number, last))
    for number in range(MEASURES):
        _at(story, 2 + number * max(last - 40, 1) // MEASURES, _measure(story, number, last))
    for number in range(STATEMENTS):
        _at(story, 1 + number * (last - 1) // STATEMENTS, lambda _step, n=number: [_statement(story, n)])  # type: ignore[misc]
    for number in range(DRAFTS):
        _at(story, 1 + number * (last - 5) // DRAFTS, _draft(story, number))


def _at(story: Story, step: int, make: Callable[[int], Iterable[Said]]) -> None:
    story.due.setdefault(step, []).append(make)


def _text(
    kind: str, type_: str, text: Mapping[str, Any], who: tuple[str, Mapping[str, Any]], target: tuple[str | None, str | None] = (None, None)
) -> Draft:
    party, label = who
    return Draft(kind, f"{party}:FCDO:desk", label, (Target(type_, 1, *target),), (), {"texts": [dict(text)]})


def _node(story: Story, party: str) -> Node:
    return story.a if party == "GBR" else story.b


def _statement(story: Story, number: int) -> Said:
    party = "GBR" if number % 5 < 3 else "JPN"
    text = {
        "clauses": [CLAUSES[number % len(CLAUSES)]],
        "public": number % 3 == 0,
        "said_on": story.today.isoformat(),
        "text": _words.prose(story.random, 60),
        "title": _words.title(story.random, MARK),
    }
    return _node(story, party), _text("state", "statement", text, (party, story.label())), None


def _again(story: Story, record: str, label: Mapping[str, Any], party: str, type_: str, text: Mapping[str, Any]) -> Said:
    """A new text of a joint record that is in effect."""
    state = look.record_state(_node(story, party), record)
    assert state is not None and state.agreed
    base = str(state.agreed[-1].conclusion)
    return _node(story, party), _text("propose", type_, text, (party, label), (record, base)), None


def _measure(story: Story, number: int, last: int) -> Callable[[int], Iterable[Said]]:
    """A measure, one amendment of it, reports of both sides, and an open proposal instead for the last two."""

    def make(step: int) -> Iterable[Said]:
        party, label = ("GBR", "JPN")[number % 2], story.label()
        text = _measure_text(story, number, story.today)
        draft = _text("propose", "measure", text, (party, label))
        if number >= MEASURES - 2:
            yield _node(story, party), msgspec.structs.replace(draft, expires_at="2036-01-01T00:00:00Z"), None
            return
        until = min(step + story.random.randrange(*RUNS_STEPS), last)

        def then(act: Act) -> None:
            for later in range(step + 3, until, REPORT_EVERY):
                _at(story, later, lambda at, act=act: _reports(story, act.id, label, at))  # type: ignore[misc]
            if step + 20 < last:
                finish = (story.today + timedelta(900)).isoformat()
                changed = text | ({"baseline_finish": finish} if text["type"] != "RECURRING" else {"priority": "HIGH"})
                _at(story, step + 20, lambda _at_: [_again(story, act.id, label, party, "measure", changed)])
            _at(story, step + 1, lambda _at_: _kept_home(story, act.id, number, last))

        yield _node(story, party), draft, then

    return make


def _measure_text(story: Story, number: int, start: date) -> dict[str, Any]:
    promises = [one for one in load().commitments if one.clause[0] in "SA" and one.kind != "position"]
    named = promises[number * 5 % len(promises)]
    steps_ = [start + timedelta(150 * n) for n in (1, 2, 3)]
    recurring = number % 2 == 1
    text: dict[str, Any] = {
        "code": f"GBR-M-{number:03}-{MARK}",
        "title": _words.title(story.random, MARK),
        "clauses": [f"jp-gb-2017#{named.clause}"],
        "commitments": [f"jp-gb-2017#{named.code}"],
        "type": "RECURRING" if recurring else "DELIVERABLE",
        "stage": "ACTIVE",
        "leads": {"GBR": ("FCDO", "MOD", "HO")[number % 3], "JPN": ("MOFA", "MOD", "NPA")[number % 3]},
        "baseline_start": start.isoformat(),
        "completion_criterion": _words.prose(story.random, 20),
        "milestones": [
            {"code": f"M{n}", "name": _words.title(story.random, MARK), "due": day.isoformat(), "evidence_type": "SELF"}
            for n, day in enumerate(steps_, 1)
        ],
    }
    return text | ({"cadence_months": 6} if recurring else {"baseline_finish": (start + timedelta(600)).isoformat()})


def _reports(story: Story, measure: str, label: Mapping[str, Any], step: int) -> Iterable[Said]:
    for party in ("GBR", "JPN"):
        day = story.today
        text: dict[str, Any] = {
            "measure": measure,
            "period_from": (day - timedelta(91)).isoformat(),
            "period_to": day.isoformat(),
            "rag": story.random.choice(("GREEN", "GREEN", "AMBER", "RED")),
            "narrative": _words.prose(story.random, 60),
        }
        if step % 3 == 0:
            text |= {"forecast_finish": (day + timedelta(300)).isoformat()}
        if step % 4 == 0:
            text |= {"held_on": [day.isoformat()]}
        yield _node(story, party), _text("state", "progress-report", text, (party, label)), None


def _kept_home(story: Story, record: str, number: int, last: int) -> Iterable[Said]:
    """National fields on a record, and work given on it."""
    who = {"officer": "gbr-desk", "post": "GBR:FCDO:desk"}
    fields = {"red_lines": [_words.prose(story.random, 12)]}
    yield _home(story, "state", "overlay", {"record": record, "type": "measure", "schema": 1, "fields": fields, **who})
    if number % 2 == 0:
        due = (story.today + timedelta(60)).isoformat()
        text = {"record": record, "to_post": "GBR:FCDO:desk", "due": due, "words": _words.english(story.random, 8), **who}

        def then(act: Act) -> None:
            if number:
                step = min(last - 1, 4 + _step_of(story.today))
                done = text | {"done_on": story.today.isoformat()}
                _at(story, step, lambda _at_: [_home(story, "supersede", "assignment", done, (act.id, str(act.cite)))])

        yield (*_home(story, "state", "assignment", text)[:2], then)


def _step_of(day: date) -> int:
    return (day - FIRST).days // STEP_DAYS - 1


def _home(story: Story, kind: str, type_: str, text: Mapping[str, Any], target: tuple[str | None, str | None] = (None, None)) -> Said:
    return story.a, _text(kind, type_, text, ("GBR", story.label(("GBR",))), target), None


def _draft(story: Story, number: int) -> Callable[[int], Iterable[Said]]:
    """A draft, its second version, and that it was thrown away; the last one is still in hand."""

    def make(step: int) -> Iterable[Said]:
        body = (
            _measure_text(story, number, story.today)
            if number % 10 == 0
            else {"title": _words.title(story.random, MARK), "text": _words.prose(story.random, 60)}
        )
        text = {
            "type": "measure" if number % 10 == 0 else "statement",
            "schema": 1,
            "text": body,
            "officer": "gbr-desk",
            "post": "GBR:FCDO:desk",
        }
        text |= {"channel": story.charter.id}
        label = story.label(("GBR",))

        def second(act: Act) -> None:
            again = _text("supersede", "draft", text | {"text": body | {"remark": "seen"}}, ("GBR", label), (act.id, str(act.cite)))
            _at(story, step + 1, lambda _at_: [(story.a, again, third)])

        def third(act: Act) -> None:
            gone = Draft("withdraw", "GBR:FCDO:desk", label, (), (str(act.cite),))
            if number != DRAFTS - 1:
                _at(story, step + 2, lambda _at_: [(story.a, gone, None)])

        yield story.a, _text("state", "draft", text, ("GBR", label)), second

    return make


def _series(story: Story, number: int, last: int) -> Callable[[int], Iterable[Said]]:
    """A series of consultations, and every meeting of it."""

    def make(step: int) -> Iterable[Said]:
        label = story.label()
        text = {
            "code": f"S{number}-{MARK}",
            "title": _words.title(story.random, MARK),
            "kind": ("NSA", "OTHER")[number % 2],
            "clauses": [f"jp-gb-2017#I{3 + number % 2}"],
            "basis": "ROLLING",
            "reckoned_from": "2017-08-31",
            "interval_months": 6 + 6 * (number % 2),
            "host_rule": "ROTATION",
            "host_order": ["GBR", "JPN"],
        }

        def then(act: Act) -> None:
            for count, at in enumerate(range(step + 4, last - 1, MEETING_EVERY)):
                _at(story, at, _meeting(story, act.id, label, (number, count, last)))

        yield story.a, _text("propose", "meeting-series", text, ("GBR", label)), then

    return make


def _meeting(story: Story, series: str, label: Mapping[str, Any], which: tuple[int, int, int]) -> Callable[[int], Iterable[Said]]:
    """A meeting agreed, its agenda, that it was held, minutes, actions, and what became of these."""
    _number, count, last = which

    def make(step: int) -> Iterable[Said]:
        on = story.today + timedelta(3 * STEP_DAYS - 4)
        host = ("GBR", "JPN")[count % 2]
        moments = {
            "starts": {"on": on.isoformat(), "at": "10:00", "zone": "Europe/London"},
            "ends": {"on": on.isoformat(), "at": "12:00", "zone": "Europe/London"},
        }
        text = {
            "series": series, "title": _words.title(story.random, MARK), "stage": "DATE AGREED", "mode": "IN PERSON", "ordinal": count + 1,
            "host": host, **moments,
        }  # fmt: skip
        held = text | {"stage": "HELD", "held_on": on.isoformat(), "outcome": "AGREED MINUTES"}

        def then(act: Act) -> None:
            later = (
                (1, lambda _s: [_paper(story, "agenda", _agenda(story, series, act.id), label)]),
                (3, lambda _s: [_again(story, act.id, label, "GBR", "meeting", held)]),
                (4, lambda _s: [_paper(story, "minutes", _minutes(story, series, act.id), label)]),
                (5, lambda s: _actions(story, series, act.id, label, (count, last, s))),
            )
            for after, what in later:
                if step + after < last:
                    _at(story, step + after, what)

        yield story.a, _text("propose", "meeting", text, ("GBR", label)), then

    return make


def _paper(story: Story, type_: str, text: Mapping[str, Any], label: Mapping[str, Any]) -> Said:
    return story.a, _text("propose", type_, text, ("GBR", label)), None


def _agenda(story: Story, series: str, meeting: str) -> dict[str, Any]:
    items = [{"no": no, "title": _words.title(story.random, MARK), "ground": "PROPOSED"} for no in range(1, 9)]
    return {"series": series, "meeting": meeting, "items": items}


def _minutes(story: Story, series: str, meeting: str) -> dict[str, Any]:
    paragraphs = [{"no": no, "item": no, **_words.prose(story.random, 50)} for no in range(1, 9)]
    return {"series": series, "meeting": meeting, "paragraphs": paragraphs}


def _actions(story: Story, series: str, meeting: str, label: Mapping[str, Any], which: tuple[int, int, int]) -> Iterable[Said]:
    count, last, step = which
    for number in range(3):
        owner = ("GBR", "JPN")[number % 2]
        text = {
            "series": series, "meeting": meeting, "code": f"A{count}-{number}-{MARK}", "title": _words.title(story.random, MARK),
            "owner": {"party": owner, "authority": "FCDO"}, "agreed_on": story.today.isoformat(),
            "due": (story.today + timedelta(90)).isoformat(), "clauses": ["jp-gb-2017#I3"],
        }  # fmt: skip

        def then(act: Act, owner: str = owner) -> None:
            claim = {"series": series, "action": act.id, "done_on": (story.today + timedelta(14)).isoformat()}

            def answered(said: Act) -> None:
                closing = {"series": series, "action": act.id, "claim": said.id, "verdict": "CLOSED"}
                other = "JPN" if owner == "GBR" else "GBR"
                if step + 4 < last:
                    _at(
                        story, step + 4, lambda _s: [(_node(story, other), _text("state", "action-closure", closing, (other, label)), None)]
                    )

            if step + 2 < last:
                _at(story, step + 2, lambda _s: [(_node(story, owner), _text("state", "action-claim", claim, (owner, label)), answered)])

        yield story.a, _text("propose", "action", text, ("GBR", label)), then

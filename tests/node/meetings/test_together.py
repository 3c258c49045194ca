"""One act for what belongs together: minutes with their actions, a meeting with its counts; one language alone is refused at both ends."""

from __future__ import annotations

from typing import Any

import pytest
from tests import nodes
from tests.said import instrument, plain

from entente.areas.consultations import sample
from entente.areas.consultations.meetings import decided
from entente.kernel.errors import Refusal
from entente.node import say
from entente.node.meetings import doubles, together
from entente.store import records

DECISION = {"no": 1, "en": "Send the annex.", "ja": "別添を送付する。", "owner": {"party": "GBR", "authority": "NSS"}, "due": "2018-12-31"}
PARAGRAPH = {"no": 1, "en": "They met.", "ja": "会談した。", "decisions": [DECISION]}


def proposed(world: nodes.World, party: str, type_: str, text: dict[str, Any], record: str | None = None) -> Any:
    act = together.propose(world[party], world.channel, type_, text, record)
    world.settle()
    return act


def agreed(world: nodes.World, act: Any) -> str:
    world.agree(act)
    return str(act.id)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Two series and a meeting held for both, agreed."""
    with nodes.build(tmp_path_factory.mktemp("together"), 2) as world:
        world.agree(world.propose("JPN", "instrument", instrument()))
        series = [agreed(world, proposed(world, "GBR", "meeting-series", plain(sample.series(one)))) for one in sample.PROMISES[3:5]]
        text = {"series": series[1], "title": {"en": "Meeting No. 1", "ja": "第1回会合"}, "mode": "VTC", "host": "GBR", "ordinal": 1}
        meeting = agreed(world, proposed(world, "GBR", "meeting", text | {"stage": "PLANNED", "counts_for": [series[0]]}))
        yield world, series, meeting, text


def test_a_meeting_held_for_two_series_is_counted_in_the_same_act(held: Any) -> None:
    world, series, meeting, text = held
    done = text | {"stage": "HELD", "held_on": "2018-09-20", "counts_for": [series[0]]}
    act = proposed(world, "GBR", "meeting", done, meeting)
    assert [target.type for target in act.header.targets] == ["meeting", "meeting-count"]
    world.agree(act)
    assert [row.state for row in records.listed(world["JPN"].alias, {"type": "meeting-count"}, 10)] == ["in-effect"]
    again = together.beside(world["GBR"], world.channel, ("meeting", 1, done), meeting)
    assert again == []  # it is counted already


def test_a_meeting_first_entered_as_held_is_counted_in_the_very_act_that_enters_it(held: Any) -> None:
    world, series, _meeting, text = held
    done = text | {"stage": "HELD", "ordinal": 9, "held_on": "2018-09-27", "counts_for": [series[0]]}
    act = proposed(world, "JPN", "meeting", done)
    assert [target.type for target in act.header.targets] == ["meeting", "meeting-count"]
    world.agree(act)
    node = world["GBR"]
    count = records.get(node.alias, [f"{act.id}.1"])[f"{act.id}.1"]
    assert (count.state, count.grp) == ("in-effect", series[0]), "the other series has it at once"
    assert decided.counted(count.id, together.newest_text(node, count)) == act.id
    assert together.beside(node, world.channel, ("meeting", 1, done), act.id) == []
    (moved,) = together.beside(node, world.channel, ("meeting", 1, done | {"held_on": "2018-09-28"}), act.id)
    assert moved == ("meeting-count", {"series": series[0], "held_on": "2018-09-28", "meeting": act.id}, count.id)


def test_minutes_bring_their_actions_and_one_language_alone_is_refused_at_both_ends(held: Any) -> None:
    world, series, meeting, _text = held
    text = {"series": series[1], "meeting": meeting, "paragraphs": [PARAGRAPH]}
    act = proposed(world, "GBR", "minutes", text)
    assert [target.type for target in act.header.targets] == ["minutes", "action"]
    record = agreed(world, act)
    assert [row.state for row in records.listed(world["JPN"].alias, {"type": "action"}, 10)] == ["in-effect"]
    one = text | {"paragraphs": [PARAGRAPH | {"ja": "会談し、再会を約した。"}]}
    said = ("minutes", 2, one)
    (problem,) = together.problems(world["GBR"], world.channel, said, (record, None))
    assert (
        problem.rule == "R1.9"
        and "Only the Japanese of paragraph 1 changed" in problem.words["en"]
        and "日本語のみが変更" in problem.words["ja"]
    )
    alone = proposed(world, "GBR", "minutes", one, record)  # by a node that does not look
    assert [target.type for target in alone.header.targets] == ["minutes"]
    with pytest.raises(Refusal, match="Only the Japanese of paragraph 1 changed"):
        say.accept(world["JPN"], alone.id)
    marked = text | {"paragraphs": [PARAGRAPH | {"ja": "会談し、再会を約した。", "unchanged": "en"}]}
    assert together.problems(world["GBR"], world.channel, ("minutes", 2, marked), (record, None)) == []
    agreed(world, proposed(world, "GBR", "minutes", marked, record))


def test_a_counter_proposal_of_minutes_takes_their_actions_along(held: Any) -> None:
    world, series, _meeting, text = held
    second = agreed(world, proposed(world, "GBR", "meeting", text | {"stage": "PLANNED", "ordinal": 7}))
    minutes = {"series": series[1], "meeting": second, "paragraphs": [PARAGRAPH]}
    first = proposed(world, "GBR", "minutes", minutes)
    later = PARAGRAPH | {"decisions": [DECISION | {"due": "2019-01-31"}, DECISION | {"no": 2, "en": "Meet again.", "ja": "再会する。"}]}
    counter = proposed(world, "JPN", "minutes", minutes | {"paragraphs": [later]}, first.id)
    assert [(target.type, target.record) for target in counter.header.targets] == [
        ("minutes", first.id), ("action", f"{first.id}.1"), ("action", None)
    ]  # fmt: skip
    third = proposed(
        world, "GBR", "minutes", minutes | {"paragraphs": [later | {"en": "They met at length.", "ja": "長く会談した。"}]}, first.id
    )
    assert [target.record for target in third.header.targets] == [first.id, f"{first.id}.1", f"{counter.id}.2"]
    world.agree(third)
    rows = records.get(world["JPN"].alias, [first.id, f"{first.id}.1", f"{counter.id}.2"])
    assert {row.state for row in rows.values()} == {"in-effect"} and len(rows) == 3
    assert together.newest_text(world["JPN"], rows[f"{first.id}.1"]).due.isoformat() == "2019-01-31"


def test_an_action_that_could_not_be_agreed_is_a_problem_of_its_decision(held: Any) -> None:
    world, series, meeting, _text = held
    stranger = DECISION | {"owner": {"party": "USA", "authority": "DOS"}}
    text = {"series": series[1], "meeting": meeting, "paragraphs": [PARAGRAPH | {"decisions": [stranger]}]}
    found = together.problems(world["GBR"], world.channel, ("minutes", 2, text), (None, None))
    assert [(one.path, one.rule) for one in found] == [("paragraphs.1.decisions.1", "CN3")]


def test_the_same_meeting_entered_by_the_other_side_is_known_before_it_is_sent(held: Any) -> None:
    world, _series, meeting, text = held
    second = text | {"stage": "PLANNED", "ordinal": 2, "window_from": "2018-12-03", "window_to": "2018-12-07"}
    theirs = proposed(world, "JPN", "meeting", second)
    ours = second | {"title": {"en": "The second meeting"}, "place": {"en": "Greenwich"}}
    (found,) = doubles.of_draft(world["GBR"], world.channel, ("meeting", ours), None)
    assert (found.record, found.by) == (theirs.id, "JPN") and "No. 2" in found.words["en"] and "第2回" in found.words["ja"]
    (agreed_one,) = doubles.of_draft(world["GBR"], world.channel, ("meeting", ours | {"ordinal": 1}), None)
    assert (agreed_one.record, agreed_one.by) == (meeting, None)
    assert doubles.of_draft(world["GBR"], world.channel, ("meeting", ours | {"ordinal": 3}), None) == []
    assert doubles.of_draft(world["GBR"], world.channel, ("measure", {}), None) == []

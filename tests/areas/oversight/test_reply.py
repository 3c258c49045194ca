"""The right of reply: who owes one, until when, and whether a finding may stand on the joint paper."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.areas.oversight.records import Prose
from entente.areas.oversight.reply import FindingNotice, FindingReply, check_notice, check_reply, reply_rules
from entente.kernel.area import Group, Interval, Linked, Revision

PARTIES = ("GBR", "ITA", "JPN")
ON, BY = date(2018, 10, 1), date(2018, 10, 15)
NOTICE = FindingNotice("measure.disagreement", "m", Prose("The ratings differ."), ("JPN", "ITA"), BY)


def reply(party: str, on: date, may_stand: bool) -> Linked:
    text = FindingReply("n", may_stand, Prose("So it was."))
    return Linked(f"r-{party}-{on}", "finding-reply", party, (Revision(text, f"a-{party}-{on}", on),))


def rules(*replies: Linked) -> list[Interval]:
    return reply_rules(Group("n", (Linked("n", "finding-notice", "GBR", (Revision(NOTICE, "a", ON),)), *replies), PARTIES))


def state(found: list[Interval], day: date) -> str | None:
    return next((i.state for i in found if i.code == "finding.joint" and i.starts <= day and (i.ends is None or day < i.ends)), None)


def owing(found: list[Interval], day: date) -> set[str | None]:
    return {i.move for i in found if i.code == "finding.reply" and i.starts <= day and (i.ends is None or day < i.ends)}


def test_all_reply_in_time() -> None:
    found = rules(reply("JPN", date(2018, 10, 3), True), reply("ITA", date(2018, 10, 5), True))
    assert [owing(found, date(2018, 10, day)) for day in (1, 4, 5)] == [{"JPN", "ITA"}, {"ITA"}, set()]
    assert [state(found, date(2018, 10, day)) for day in (1, 4, 5, 30)] == ["waiting", "waiting", "agreed", "agreed"]


def test_silence_is_named_and_holds_nothing_up() -> None:
    found = rules(reply("JPN", date(2018, 10, 3), True))
    assert state(found, BY) == "waiting" and owing(found, BY) == {"ITA"}
    assert state(found, BY + timedelta(1)) == "silent" and owing(found, BY + timedelta(1)) == set()
    (silent,) = [i for i in found if i.state == "silent"]
    assert "ITA" in silent.reason["en"] and "JPN" not in silent.reason["en"]


def test_one_that_says_no_keeps_it_off_even_late() -> None:
    found = rules(reply("JPN", date(2018, 10, 3), True), reply("ITA", date(2018, 11, 1), False))
    assert [state(found, day) for day in (BY, date(2018, 10, 20), date(2018, 11, 1))] == ["waiting", "silent", "objected"]


@given(st.lists(st.builds(reply, st.sampled_from(PARTIES), st.dates(ON, date(2019, 1, 1)), st.booleans()), max_size=5))
def test_one_state_holds_on_every_day_and_neighbours_differ(replies: list[Linked]) -> None:
    line = [i for i in rules(*replies) if i.code == "finding.joint"]
    assert line[0].starts == ON and line[-1].ends is None
    assert all(a.ends == b.starts and (a.state, a.acts, a.reason) != (b.state, b.acts, b.reason) for a, b in pairwise(line))


@pytest.mark.parametrize(
    ("notice", "rules"),
    [
        (NOTICE, []),
        (FindingNotice("x.y", "m", Prose(), ("JPN", "JPN"), BY), ["OV1", "OV4"]),
        (FindingNotice("x.y", "m", Prose("x"), ("FRA",), BY), ["OV4"]),
    ],
)
def test_what_stands_against_a_notice(notice: FindingNotice, rules: list[str]) -> None:
    assert [problem.rule for problem in check_notice(notice, PARTIES)] == rules


@pytest.mark.parametrize(
    ("text", "rules"), [(FindingReply("n", True), []), (FindingReply("n", False), ["OV5"]), (FindingReply("n", False, Prose()), ["OV1"])]
)
def test_what_stands_against_a_reply(text: FindingReply, rules: list[str]) -> None:
    assert [problem.rule for problem in check_reply(text, PARTIES)] == rules

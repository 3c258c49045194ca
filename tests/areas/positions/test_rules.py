"""Laws of the rule over statements of position, over any history, then what was said in public."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from entente.areas.positions.records import Statement, Title, Words
from entente.areas.positions.rules import CODE, STATES, statement_rules
from entente.kernel.area import Group, Interval, Linked, Revision

PARTIES = ("GBR", "JPN")
START = date(2018, 1, 1)
days = st.integers(0, 900).map(lambda n: START + timedelta(days=n))


def statement(said_on: date = START, **changed: Any) -> Statement:
    """A public statement on S1, with what is changed."""
    fields: dict[str, Any] = {"title": Title("On S1"), "clauses": ("jp-gb-2017#S1",), "text": Words("We oppose it."), "public": True}
    return Statement(said_on=said_on, **(fields | changed))


def group(*revisions: tuple[date, Statement | None], withdrawn_on: date | None = None, party: str | None = "GBR") -> Group:
    """One statement from (effective on, text) each."""
    kept = tuple(Revision(text, f"s.{n}", on) for n, (on, text) in enumerate(revisions))
    return Group("s", (Linked("s", "statement", party, kept, withdrawn_on),), PARTIES)


@st.composite
def groups(draw: st.DrawFn) -> Group:
    """One statement of up to four revisions, some unreadable, with any days at all."""
    on = sorted(draw(st.lists(days, min_size=1, max_size=4)))
    texts = st.builds(statement, days, public=st.booleans())
    made = [(day, draw(texts | texts | texts | st.none())) for day in on]
    return group(*made, withdrawn_on=draw(st.none() | days), party=draw(st.sampled_from(PARTIES)))


def _act_on(found: list[Interval], day: date) -> str | None:
    acts = [i.acts[0] for i in found if i.starts <= day and (i.ends is None or day < i.ends)]
    assert len(acts) < 2
    return acts[0] if acts else None


@given(groups())
def test_facts_are_in_order_never_overlap_and_end_with_the_withdrawal(group: Group) -> None:
    found = statement_rules(group)
    for before, after in pairwise(found):
        assert before.ends is not None and before.ends <= after.starts
    for one in found:
        assert (one.sort, one.code, one.record) == ("fact", CODE, "s") and one.state in STATES
        assert one.ends is None or one.starts < one.ends
        gone = group.records[0].withdrawn_on
        assert gone is None or (one.ends is not None and one.ends <= gone)
        assert set(one.reason) == {"en", "ja"} and one.move is None


@given(groups(), days)
def test_on_any_day_the_newest_revision_that_tells_of_it_speaks(group: Group, day: date) -> None:
    record = group.records[0]
    expected = None
    for revision in record.revisions:
        begins = revision.text.said_on if revision.text is not None else revision.effective_on
        if begins <= day:
            expected = revision.act if revision.text is not None else None
    if record.withdrawn_on is not None and day >= record.withdrawn_on:
        expected = None
    assert _act_on(statement_rules(group), day) == expected


@given(groups())
def test_what_one_side_says_is_untouched_by_what_the_other_says(one: Group) -> None:
    other = Linked("t", "statement", "JPN", (Revision(statement(), "t.0", START),))
    both = statement_rules(Group("s", (*one.records, other), PARTIES))
    assert [i for i in both if i.record == "s"] == statement_rules(one)


def test_the_statement_of_19_july_2021_stands_from_its_day_however_late_it_is_recorded() -> None:
    """Japan's press secretary on malicious cyber activities (public fact); the words here are invented."""
    text = statement(date(2021, 7, 19), clauses=("jp-gb-2017#S13",))
    (fact,) = statement_rules(group((date(2021, 9, 1), text), party="JPN"))
    assert (fact.starts, fact.ends, fact.acts, fact.clauses) == (date(2021, 7, 19), None, ("s.0",), ("jp-gb-2017#S13",))
    assert fact.reason == {"en": "JPN stated this publicly on 19 July 2021.", "ja": "JPNは、2021年7月19日にこれを公に表明した。"}


def test_words_to_the_partner_alone_say_so_and_an_updated_position_ends_the_old_one() -> None:
    first, second = statement(START, public=False), statement(date(2018, 6, 1))
    found = statement_rules(group((START, first), (date(2018, 6, 4), second)))
    assert [(i.starts, i.ends) for i in found] == [(START, date(2018, 6, 1)), (date(2018, 6, 1), None)]
    assert found[0].reason["en"] == "GBR stated this to its partner on 1 January 2018."


def test_a_joint_or_foreign_record_is_no_statement() -> None:
    assert statement_rules(group((START, statement()), party=None)) == []
    assert statement_rules(Group("x", (Linked("x", "measure", "GBR", (Revision(statement(), "x.0", START),)),), PARTIES)) == []

"""Intervals at rest against what was found and when: any history, asked as of any two dates, of one group or all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.store.test_counts import CHANNELS, row

from entente.kernel.area import Interval
from entente.store import database, records
from entente.store.intervals import spans
from entente.store.intervals.spans import NONE, Found
from entente.store.layout import FOREVER

FIRST = date(2018, 10, 1)
NUMBERS = {"r0": 0, "r1": 1, "r2": 2}
days = st.integers(0, 40).map(lambda n: FIRST + timedelta(days=n))


@dataclass(frozen=True)
class Told:
    """At a moment a group is known to hold these intervals; None: it was forgotten."""

    at: int
    group: str
    found: tuple[Interval, ...] | None
    channel: str = CHANNELS[0]


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    starts = draw(days)
    return Interval(
        sort=draw(st.sampled_from(["finding", "obligation", "standing", "fact", "indicator"])),
        code=draw(st.sampled_from(["a.b", "a.c"])),
        state=draw(st.sampled_from(["begun", "due"])),
        starts=starts,
        ends=draw(st.none() | st.integers(1, 30).map(lambda n: starts + timedelta(days=n))),
        record=draw(st.sampled_from(sorted(NUMBERS))),
        reason={"en": "So.", "ja": "そうである。"},
        acts=tuple(draw(st.lists(st.sampled_from(["a1", "b2"]), max_size=2))),
        clauses=("x#S6",),
        move=draw(st.none() | st.just("GBR")),
        numerator=draw(st.none() | st.integers(0, 9)),
        denominator=draw(st.none() | st.just(1)),
    )


histories = st.lists(
    st.builds(
        Told,
        st.integers(1, 6),
        st.sampled_from(["r0", "r1", "elsewhere"]),
        st.none() | st.lists(intervals(), max_size=4).map(tuple),
        st.sampled_from(CHANNELS),
    ),
    max_size=6,
).map(lambda told: sorted(told, key=lambda one: one.at))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def alias(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A store of either kind with three records."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('spans') / 'node.sqlite3'}"
    else:
        fresh: Callable[[], str] = request.getfixturevalue("postgres_databases")
        url = fresh()
    name = f"spans-{request.param}"
    database.connect(name, url)
    database.migrate(name)
    with database.write(name):
        database.insert(name, "channel", "id, charter, party, opened_at, clock", [(c, b"", "GBR", 0, 0) for c in CHANNELS])
        records.label_ids(name, ["{}"])
        rows = [row(f"r{n}") for n in range(3)]
        records.put(name, rows, {}, frozenset(one.id for one in rows))
    with pytest.MonkeyPatch.context() as patch:  # these records were made by no act
        patch.setattr(records, "numbers", lambda _, ids: {one: NUMBERS[one] for one in ids if one in NUMBERS})
        yield name
    database.close(name)


def tell(alias: str, history: list[Told]) -> None:
    for table in ("interval", "tally", "tally_block"):
        database.run(alias, f"DELETE FROM {table}")
    for one in history:
        with database.write(alias):
            if one.found is None:
                spans.forget(alias, one.channel, [one.group], NUMBERS)
            else:
                spans.replace(alias, one.channel, Found({one.group: one.found}, NUMBERS), one.at)


def known(history: list[Told], at: int) -> dict[tuple[str, str], set[tuple[Any, ...]]]:
    """What each (channel, group) was last said to hold by then; what was forgotten later was never known."""
    held: dict[tuple[str, str], set[tuple[Any, ...]]] = {}
    for place, one in enumerate(history):
        if any(later.found is None and (later.channel, later.group) == (one.channel, one.group) for later in history[place:]):
            continue
        if one.at <= at and one.found is not None:
            held[one.channel, one.group] = {_plain(i) for i in one.found}
    return held


def _plain(i: Interval) -> tuple[Any, ...]:
    own = (i.record, i.sort, i.code, i.state, i.starts, i.ends, i.move or "")
    return (*own, tuple(i.clauses), tuple(i.acts), tuple(i.reason.items()), i.numerator, i.denominator)


def _row(one: dict[str, Any]) -> tuple[Any, ...]:
    words = tuple(one["reason"].items())
    own = (one["record"], one["sort"], one["code"], one["state"], one["starts"], one["ends"], one["move"])
    return (*own, tuple(one["clauses"]), tuple(one["acts"]), words, one["numerator"], one["denominator"])


@settings(max_examples=25)
@given(history=histories, asked=st.lists(st.tuples(days, st.integers(0, 7)), min_size=1, max_size=5))
def test_any_two_dates_give_what_was_found_last_by_then(alias: str, history: list[Told], asked: list[tuple[date, int]]) -> None:
    tell(alias, history)
    for day, at in asked:
        shown = spans.on(alias, day, at)
        assert len(shown) == len({(one["channel"], one["grp"], _row(one)) for one in shown})
        for channel in CHANNELS:
            for group in ("r0", "r1", "elsewhere"):
                wanted = {i for i in known(history, at).get((channel, group), set()) if i[4] <= day and (i[5] is None or day < i[5])}
                assert {_row(one) for one in shown if (one["channel"], one["grp"]) == (channel, group)} == wanted
                narrowed = spans.on(alias, day, at, {"channel": channel, "grp": group})
                assert {_row(one) for one in narrowed} == wanted
        for record in NUMBERS:
            assert spans.on(alias, day, at, {"record": record}) == [one for one in shown if one["record"] == record]
    assert spans.on(alias, FIRST, where={"record": "nowhere"}) == [] == spans.on(alias, FIRST, where={"grp": "nowhere"})


@settings(max_examples=15)
@given(history=histories)
def test_what_is_told_again_word_for_word_writes_nothing_and_no_row_was_known_for_no_time(alias: str, history: list[Told]) -> None:
    tell(alias, history)
    sql = f"SELECT id, {spans.COLUMNS} FROM interval ORDER BY id"
    before = database.rows(alias, sql)
    assert all(known_from < known_to for *_, known_from, known_to in before)
    last = {(one.channel, one.group): one for one in history}
    for one in last.values():
        if one.found is not None:
            with database.write(alias):
                spans.replace(alias, one.channel, Found({one.group: one.found}, NUMBERS), 9)
    assert database.rows(alias, sql) == before


@settings(max_examples=15)
@given(history=histories, day=days)
def test_what_is_open_now_is_the_part_of_all_that_holds(alias: str, history: list[Told], day: date) -> None:
    tell(alias, history)
    wanted = {("a.b", "due"), ("a.c", "begun")}
    shown = [one for one in spans.on(alias, day) if one["sort"] in spans.OWED and (one["code"], one["state"]) in wanted]
    found = spans.standing_open(alias, day, wanted)
    assert sorted(map(_row, found), key=str) == sorted(map(_row, shown), key=str)
    assert all(one["number"] == NUMBERS[one["record"]] for one in found)
    assert spans.standing_open(alias, day, []) == []


@settings(max_examples=10)
@given(history=histories)
def test_a_channel_forgotten_leaves_the_other_as_it_was(alias: str, history: list[Told]) -> None:
    tell(alias, history)
    sql = f"SELECT {spans.COLUMNS} FROM interval WHERE channel_id = %s ORDER BY id"
    other = database.rows(alias, sql, (CHANNELS[1],))
    with database.write(alias):
        spans.forget_all(alias, CHANNELS[0])
    assert database.rows(alias, sql, (CHANNELS[0],)) == [] and database.rows(alias, sql, (CHANNELS[1],)) == other


@given(st.text(max_size=12))
def test_one_act_is_written_as_any_list_of_acts_is(act: str) -> None:
    one = Interval("fact", "a.b", "due", FIRST, None, "r0", {"en": "So."}, (act,))
    two = Interval("fact", "a.b", "due", FIRST, None, "r0", {"en": "So."}, (act, act))
    span, both = spans.to_span(CHANNELS[0], "r0", 0, one), spans.to_span(CHANNELS[0], "g", NONE, two)
    assert both.acts == f"[{span.acts[1:-1]},{span.acts[1:-1]}]"
    assert (span.grp, both.grp, span.ends) == ("", "g", FOREVER)

"""The tally against a count over the interval rows, on any two days; spans as they come, change, and are forgotten."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.kernel.area import STANDINGS, Interval
from entente.store import database
from entente.store.intervals import spans, tally
from entente.store.layout import FOREVER

CHANNEL, OTHER = "c" * 64, "d" * 64
FIRST = date(2016, 11, 1)
NUMBERS = {"r": 7 << 48, "g1": (7 << 48) + 256}
CLAUSES = ("x#S6", "x#A2", "x#I1")
days = st.integers(0, 1_300).map(lambda n: FIRST + timedelta(days=n))  # over several blocks of 256 days, and many of 32


@dataclass(frozen=True)
class Known:
    """From this day on a group is known to hold these intervals; None: it was forgotten altogether."""

    on: date
    group: str
    found: tuple[Interval, ...] | None
    channel: str = CHANNEL


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    starts = draw(days)
    ends = draw(st.none() | st.integers(1, 900).map(lambda n: starts + timedelta(days=n)))
    sort = draw(st.sampled_from(["standing", "standing", "standing", "fact"]))
    named = tuple(draw(st.sets(st.sampled_from(CLAUSES), min_size=1)))
    record, state = draw(st.sampled_from(["r", "g1"])), draw(st.sampled_from(STANDINGS))
    return Interval(sort, "measure.schedule", state, starts, ends, record, {"en": "So."}, (), named)


knowledge = st.builds(
    Known, days, st.sampled_from(["g1", "g2"]), st.none() | st.lists(intervals(), max_size=4).map(tuple), st.sampled_from([CHANNEL, OTHER])
)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def alias(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An empty store of either kind."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('tally') / 'node.sqlite3'}"
    else:
        fresh: Callable[[], str] = request.getfixturevalue("postgres_databases")
        url = fresh()
    name = f"tally-{request.param}"
    database.connect(name, url)
    database.migrate(name)
    columns = "id, charter, party, opened_at, clock"
    database.insert(name, "channel", columns, [(one, b"", "GBR", 0, 0) for one in (CHANNEL, OTHER)])
    yield name
    database.close(name)


def moment(day: date) -> int:
    return tally.end_of_day(day) - tally.DAY // 2


def tell(alias: str, history: list[Known]) -> None:
    """Empties the store and stores a history, in the order of knowledge."""
    for table in ("interval", "tally", "tally_block"):
        database.run(alias, f"DELETE FROM {table}")
    for step in sorted(history, key=lambda step: step.on):
        with database.write(alias):
            if step.found is None:
                spans.forget(alias, step.channel, [step.group], NUMBERS)
            else:
                spans.replace(alias, step.channel, spans.Found({step.group: step.found}, NUMBERS), moment(step.on))


def counted(alias: str, day: date, known: date | None, channel: str | None) -> dict[tuple[str, str], int]:
    """The same question put to the rows one by one."""
    at = FOREVER - 1 if known is None else tally.end_of_day(known)
    held = "starts <= %s AND ends > %s AND known_from <= %s AND known_to > %s"
    found: Counter[tuple[str, str]] = Counter()
    sql = f"SELECT clauses, state FROM interval WHERE sort = 'standing' AND {held}"
    sql += "" if channel is None else f" AND channel_id = '{channel}'"
    for clauses, state in database.rows(alias, sql, (day.toordinal(), day.toordinal(), at, at)):
        found.update((clause, state) for clause in json.loads(clauses))
    return dict(found)


@settings(max_examples=40)
@given(history=st.lists(knowledge, max_size=8), asked=st.lists(st.tuples(days, st.none() | days), min_size=1, max_size=6))
def test_the_tally_is_the_count_over_the_rows_on_any_two_days(
    alias: str, history: list[Known], asked: list[tuple[date, date | None]]
) -> None:
    tell(alias, history)
    edges = [(day, known) for step in history for day in _near(step.on) for known in (*_near(step.on), None)]
    for day, known in (*asked, *edges[:12]):
        for channel in (CHANNEL, OTHER, None):
            assert tally.counts(alias, day, known, channel) == counted(alias, day, known, channel)


def _near(day: date) -> tuple[date, date]:
    """The day, and the first of its block of 256 days, where a partial block is none."""
    return day, date.fromordinal(day.toordinal() >> 8 << 8)


@settings(max_examples=20)
@given(history=st.lists(knowledge, max_size=6))
def test_what_is_forgotten_leaves_no_trace(alias: str, history: list[Known]) -> None:
    tell(alias, history)
    with database.write(alias):
        for channel in (CHANNEL, OTHER):
            spans.forget(alias, channel, ["g1", "g2"], NUMBERS)
    for table in ("tally", "tally_block"):
        assert database.rows(alias, f"SELECT COUNT(*) FROM {table} WHERE n <> 0") == [(0,)]


def test_an_older_store_is_counted_anew_channel_by_channel(alias: str) -> None:
    spoken = [("g1", CHANNEL, None, "begun", "x#S6"), ("g2", CHANNEL, 900, "overdue", "x#A2"), ("g1", OTHER, 40, "begun", "x#S6")]
    history = []
    for group, channel, length, state, clause in spoken:
        ends = FIRST + timedelta(days=length) if length else None
        found = (Interval("standing", "measure.schedule", state, FIRST, ends, "r", {"en": "So."}, (), (clause,)),)
        history += [Known(FIRST, group, found, channel), Known(FIRST + timedelta(days=90), group, found[:0] if length else found, channel)]
    tell(alias, history)
    sql = "SELECT day, known, channel, clause, state, n FROM tally WHERE n <> 0 ORDER BY 1, 2, 3, 4, 5"
    blocks = "SELECT level, day, known, channel, clause, state, n FROM tally_block WHERE n <> 0 ORDER BY 1, 2, 3, 4, 5, 6"
    before = database.rows(alias, sql), database.rows(alias, blocks)
    assert len(before[0]) == 1 + 4 + 4, "an open interval has one corner, one that ended and was forgotten four"
    call_command("migrate", "store", "0002_search_counts", database=alias, verbosity=0, interactive=False)
    call_command("migrate", "store", database=alias, verbosity=0, interactive=False)
    assert (database.rows(alias, sql), database.rows(alias, blocks)) == before

"""The standing of all clauses as of two past dates, effective and known, over a million interval rows. Touches files and databases.

The rows are what the action plan's rules find in invented histories, stored through spans.replace as in use; at each size some answers are
checked against a count over the rows themselves.
"""

from __future__ import annotations

import json
import statistics
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from time import perf_counter

from benchmarks.measure import MILLION, MS, STANDING_PAST_DATE, Measurement
from benchmarks.ours import _histories, _nodes
from benchmarks.workplace import workplace
from entente.areas.action_plan.rules import measure_rules
from entente.implementation.standing import clause_standings
from entente.instrument.published import clause_ids, load
from entente.kernel.charter import Charter
from entente.node.node import Node
from entente.store import database
from entente.store.intervals import spans, tally

SIZES = (10_000, 100_000, MILLION)
QUICK_SIZES = (10_000,)
QUESTIONS, CHECKS = 15, 2
MEASURES_A_TIME = 50
SEED = 1


def run(quick: bool) -> Iterator[Measurement]:
    """Milliseconds for one question, median over pairs of past dates, at each number of rows."""
    random, clauses = Random(SEED), [clause for clause in clause_ids(load()) if clause.partition("#")[2][:1] in "SAI"]
    with workplace("standing") as place:
        node, _, charter = _nodes.make_pair(place.folder)
        rows, measures, started = 0, 0, perf_counter()
        for size in QUICK_SIZES if quick else SIZES:
            while rows < size:
                rows += _fill(node, charter, random, range(measures, measures + MEASURES_A_TIME), clauses)
                measures += MEASURES_A_TIME
            filled = perf_counter() - started
            yield _measure(node, random, clauses, size, f"{rows:,} rows of {measures:,} measures, stored in {filled:.0f} s in all")


def _fill(node: Node, charter: Charter, random: Random, numbers: range, clauses: list[str]) -> int:
    """Stores the histories of these measures; the number of rows they make."""
    before = _rows(node)
    with database.write(node.alias):
        for number in numbers:
            for known, group in _histories.history(random, number, clauses):
                at = (known.toordinal() - tally.EPOCH) * tally.DAY + tally.DAY // 2
                by_record = {record.record: (int(record.record[:32], 16) << 32) + int(record.record[32:], 16) for record in group.records}
                spans.replace(node.alias, charter.id, spans.Found({group.key: measure_rules(group)}, by_record), at)
    return _rows(node) - before


def _rows(node: Node) -> int:
    return int(database.rows(node.alias, "SELECT COUNT(*) FROM interval")[0][0])


def _measure(node: Node, random: Random, clauses: list[str], size: int, note: str) -> Measurement:
    times = []
    span = (_histories.LAST - _histories.FIRST).days
    for question in range(QUESTIONS):
        known = _histories.FIRST + timedelta(random.randrange(span))
        day = known - timedelta(random.randrange(400))
        started = perf_counter()
        found = tally.counts(node.alias, day, known)
        clause_standings(found, clauses)
        times.append((perf_counter() - started) * 1_000)
        if question < CHECKS and found != _counted(node, day, known):
            raise RuntimeError(f"the tally of {day} as known on {known} is not what the rows say")
    note += f"; median of {QUESTIONS}, the slowest {max(times):.0f} ms"
    return Measurement(STANDING_PAST_DATE, statistics.median(times), MS, size, note)


def _counted(node: Node, day: date, known: date) -> dict[tuple[str, str], int]:
    """The same question, answered from the rows one by one."""
    held = "starts <= %s AND ends > %s AND known_from <= %s AND known_to > %s"
    sql = f"SELECT clauses, state FROM interval WHERE sort = 'standing' AND {held}"
    at = tally.end_of_day(known)
    found: Counter[tuple[str, str]] = Counter()
    for clauses, state in database.rows(node.alias, sql, (day.toordinal(), day.toordinal(), at, at)):
        found.update((clause, state) for clause in json.loads(clauses))
    return dict(found)

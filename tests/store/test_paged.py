"""A list is the same however it is found: from the newest on, cell by cell, or clause by clause; narrowed and cut into pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest
from tests.store.test_counts import CHANNELS, CLAUSES, row

from entente.store import database, paged, records
from entente.store.paged import Wanted

LABELS = 4
LEADS = ["GBR:MOD", "JPN:MOFA"]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def held(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[Any]]]:
    """A store of either kind with three hundred records, many of the same moment."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('paged') / 'node.sqlite3'}"
    else:
        fresh: Callable[[], str] = request.getfixturevalue("postgres_databases")
        url = fresh()
    name, random = f"paged-{request.param}", Random(7)
    database.connect(name, url)
    database.migrate(name)
    rows, clauses = [], {}
    for number in range(300):
        moves = random.choice(["", "", "GBR:accept:a", "JPN:confirm:b GBR:accept:a"])
        one = row(
            f"r{number}",
            id=f"{random.randrange(16**6):06x}{number}",
            channel=random.choice(CHANNELS),
            type=random.choice(["measure", "report"]),
        )
        one = one._replace(state=random.choice(["proposed", "issued"]), label=random.choice([1, 1, 1, 2, 3]), moves=moves)
        rows.append(one._replace(changed_at=random.randrange(40)))
        named, leads = random.sample(CLAUSES, random.choice([0, 1, 2])), random.sample(LEADS, random.choice([0, 1]))
        clauses[one.id] = (
            *named,
            *(f"lead={lead}" for lead in leads),
            *(records.named(clause, f"lead={lead}") for clause in named for lead in leads),
        )
    with database.write(name):
        database.insert(name, "channel", "id, charter, party, opened_at, clock", [(c, b"", "GBR", 0, 0) for c in CHANNELS])
        records.label_ids(name, [f'"{n}"' for n in range(LABELS)])
        records.put(name, rows, clauses, frozenset(clauses))
    yield name, [(one, clauses[one.id]) for one in rows]
    database.close(name)


ASKED = [
    Wanted({}), Wanted({"type": "measure"}), Wanted({"type": "report", "state": "issued", "channel": CHANNELS[0]}),
    Wanted({}, clause=CLAUSES[0]), Wanted({"type": "measure"}, clause=CLAUSES[1], waits_on="JPN"), Wanted({}, waits_on="GBR"),
    Wanted({}, waits_on="%"), Wanted({"state": "none"}), Wanted({}, clause="x#NONE"),
    Wanted({}, without=frozenset({"measure"})), Wanted({}, clause=CLAUSES[0], without=frozenset({"measure", "none"})),
    Wanted({}, lead=LEADS[0]), Wanted({"type": "measure"}, clause=CLAUSES[0], lead=LEADS[1]), Wanted({}, clause=CLAUSES[1], lead="GBR:%"),
]  # fmt: skip


@pytest.mark.parametrize("passed", [10**9, 0], ids=["from the newest on", "cell by cell"])
@pytest.mark.parametrize("few", [10**9, 0], ids=["clause by clause", "otherwise"])
def test_however_it_is_found(held: tuple[str, list[Any]], passed: int, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paged, "PASSED", passed)
    monkeypatch.setattr(paged, "FEW", few)
    alias, rows = held
    for wanted in ASKED:
        for allowed in (None, frozenset({1}), frozenset({2, 3}), frozenset({4}), frozenset()):
            expected = sorted((one for one, named in rows if fits(one, named, wanted, allowed)), key=lambda one: (-one.changed_at, one.id))
            assert in_pages(alias, allowed, wanted) == [one.id for one in expected], (wanted, allowed)


def fits(one: Any, named: tuple[str, ...], wanted: Wanted, allowed: frozenset[int] | None) -> bool:
    waits = {party for party, _, _ in one.move_list()}
    return (
        (allowed is None or one.label in allowed)
        and one.type not in wanted.without
        and (wanted.clause is None or wanted.clause in named)
        and (wanted.lead is None or f"lead={wanted.lead}" in named)
        and (wanted.waits_on is None or wanted.waits_on in waits)
        and all(getattr(one, key) == value for key, value in wanted.where.items())
    )


def in_pages(alias: str, allowed: frozenset[int] | None, wanted: Wanted) -> list[str]:
    found: list[str] = []
    after = None
    while True:
        page, number = paged.page(alias, allowed, wanted, after, 17)
        found += [one.id for one in page]
        if not page:
            assert number == len(found)
            return found
        after = (page[-1].changed_at, page[-1].id)


def test_what_leads_is_no_clause(held: tuple[str, list[Any]]) -> None:
    alias, rows = held
    found = records.clauses_of(alias, [one for one, _ in rows])
    assert {one.id: set(found.get(one.id, ())) for one, _ in rows} == {one.id: set(named) & set(CLAUSES) for one, named in rows}


def test_who_has_waited_longest(held: tuple[str, list[Any]]) -> None:
    alias, rows = held
    for parties in ({"GBR"}, {"JPN"}, {"GBR", "JPN"}, {"USA"}, set()):
        for allowed in (None, frozenset({2, 3})):
            expected = [
                one for one, _ in rows if (allowed is None or one.label in allowed) and parties & {p for p, _, _ in one.move_list()}
            ]
            expected.sort(key=lambda one: (one.changed_at, one.id))
            found, number = paged.waiting(alias, allowed, frozenset(parties), 9)
            assert ([one.id for one in found], number) == ([one.id for one in expected[:9]], len(expected))


def test_what_changed_since(held: tuple[str, list[Any]]) -> None:
    alias, rows = held
    for moment, allowed in ((-1, None), (30, None), (30, frozenset({3})), (99, None), (0, frozenset())):
        expected = [one for one, _ in rows if one.changed_at > moment and (allowed is None or one.label in allowed)]
        expected.sort(key=lambda one: (-one.changed_at, one.id))
        found, number = paged.newer(alias, allowed, moment, (5, 40), Wanted({}))
        assert ([one.id for one in found], number) == ([one.id for one in expected[:5]], min(len(expected), 40))

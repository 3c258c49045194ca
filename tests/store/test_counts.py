"""Counts that are kept equal counts that are counted, whatever is written, written again and removed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.store import counts, database, records
from entente.store.counts import Cell
from entente.store.records import Row

CHANNELS = ("a" * 64, "b" * 64)
CLAUSES = ("x#S1", "x#S2")


def row(id_: str, **changed: object) -> Row:
    """A record's row."""
    plain = Row(id_, CHANNELS[0], "measure", 1, "", "proposed", "", 1, "", "{}", None, None, None, id_, (), None, 1, int(id_[1:] or 0))
    return plain._replace(**changed)  # type: ignore[arg-type]


made = st.builds(
    lambda number, channel, type_, state, moves, label, clauses: (
        row(f"r{number}", channel=channel, type=type_, state=state, moves=moves, label=label),
        tuple(clauses),
    ),
    st.integers(0, 9), st.sampled_from(CHANNELS), st.sampled_from(["measure", "statement"]), st.sampled_from(["proposed", "in-effect"]),
    st.sampled_from(["", "GBR:accept:a", "JPN:confirm:b GBR:accept:a", "GBR:accept:a JPN:confirm:b"]), st.integers(1, 2),
    st.sets(st.sampled_from(CLAUSES)),
)  # fmt: skip
batches = st.lists(st.tuples(st.lists(made, max_size=5), st.lists(st.integers(0, 9), max_size=3)), max_size=4)


@pytest.fixture(scope="module")
def alias(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A store with two channels and two labels."""
    name = "counts"
    database.connect(name, f"sqlite:///{tmp_path_factory.mktemp('counts') / 'node.sqlite3'}")
    database.migrate(name)
    with database.write(name):
        database.insert(name, "channel", "id, charter, party, opened_at, clock", [(c, b"", "GBR", 0, 0) for c in CHANNELS])
        assert sorted(records.label_ids(name, ["{}", "{ }"]).values()) == [1, 2]
    yield name
    database.close(name)


def counted(held: dict[str, tuple[Row, tuple[str, ...]]]) -> Counter[Cell]:
    found: Counter[Cell] = Counter()
    for one, clauses in held.values():
        for clause in ("", *clauses):
            found[Cell(clause, one.channel, one.type, one.state, one.label, counts.waits_of(one.moves))] += 1
    return found


@settings(max_examples=60)
@given(batches)
def test_kept_equals_counted(alias: str, told: list[tuple[list[tuple[Row, tuple[str, ...]]], list[int]]]) -> None:
    held: dict[str, tuple[Row, tuple[str, ...]]] = {}
    for written, removed in told:
        batch = {one.id: (one, clauses) for one, clauses in written}
        with database.write(alias):
            fresh = frozenset(batch) - frozenset(held)
            records.put(alias, [one for one, _ in batch.values()], {id_: clauses for id_, (_, clauses) in batch.items()}, fresh)
            held |= batch
            records.remove(alias, removed)
            held = {id_: pair for id_, pair in held.items() if id_ not in {f"r{number}" for number in removed}}
        assert counts.cells(alias) == counted(held)
    with database.write(alias):
        records.remove(alias, [one.number for one, _ in held.values()])
    assert counts.cells(alias) == {}


def test_a_transaction_that_fails_leaves_the_counts(alias: str) -> None:
    with pytest.raises(RuntimeError), database.write(alias):
        records.put(alias, [row("r1")], {"r1": CLAUSES}, frozenset({"r1"}))
        raise RuntimeError
    assert counts.cells(alias) == {}

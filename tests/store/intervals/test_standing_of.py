"""Intervals of given records as of two dates; headers of acts; whether hidden labels count."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

from tests import nodes

from entente.store import records, shown
from entente.store.intervals import standing_of


def test_intervals_headers_and_hidden_labels(tmp_path: Path) -> None:
    with nodes.build(tmp_path, 2) as world:
        world.adopt()
        act = world.propose("GBR", "measure", nodes.measure())
        world.agree(act)
        alias = world["GBR"].alias
        number = records.numbers(alias, [act.id])[act.id]
        every = standing_of.found(alias, [number], None)[number]
        assert every and all(one.starts <= two.starts for one, two in pairwise(every))
        for known_at in (None, 1, 2**61):
            told = standing_of.found(alias, [number], known_at, None, ("standing", "fact")).get(number, [])
            bare = standing_of.stretches(alias, [number], known_at, ("standing", "fact")).get(number, [])
            assert bare == [(one.sort, one.code, one.state, one.starts, one.ends) for one in told] and bool(bare) == (known_at != 1)
            assert all(one.on(day) == two.on(day) for one, two in zip(bare, told, strict=True) for day in (one.starts, date(2018, 11, 1)))
        (stands,) = [one for one in standing_of.found(alias, [number], None, date(2018, 11, 1))[number] if one.sort == "standing"]
        assert stands.code == "measure.schedule" and stands.on(date(2018, 11, 1)) and "jp-gb-2017#S6" in stands.clauses
        assert standing_of.found(alias, [number], 1) == {} == standing_of.found(alias, [], None)
        assert set(standing_of.headers(alias, [act.id, "0" * 64])) == {act.id}
        labels = frozenset(shown.labels(alias))
        assert standing_of.counts_for_standing(alias, labels) and not standing_of.counts_for_standing(alias, [])

"""A series and its meetings between two nodes: one group, whose standing counts for the clause, as of two dates."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
from tests.nodes import build

from entente.areas.consultations import sample
from entente.areas.instruments import declaration_of_2017
from entente.implementation.standing import clause_standings
from entente.store import records
from entente.store.intervals import tally

CLAUSE = "jp-gb-2017#I2"


def test_the_public_record_counts_for_its_clause_at_both_nodes(tmp_path: Path) -> None:
    with build(tmp_path) as world:
        world.agree(world.propose("GBR", "instrument", declaration_of_2017()))
        proposal = world.propose("GBR", "meeting-series", msgspec.to_builtins(sample.series(sample.PROMISES[0])), schema=2)
        world.agree(proposal)
        before = {day: _standing(world["JPN"].alias, day) for day in (date(2018, 12, 15), date(2019, 6, 15))}
        assert before == {date(2018, 12, 15): "overdue", date(2019, 6, 15): "lapsed"}
        series = proposal.id
        for public in sample.PUBLIC_RECORD[2:]:
            world.agree(world.propose("JPN", "meeting", msgspec.to_builtins(sample.meeting(public, series))))
        for code in world.codes:
            alias = world[code].alias
            assert {row.grp for row in records.get(alias, [series]).values()} == {series}
            said = [_standing(alias, date(*day)) for day in ((2018, 12, 14), (2018, 12, 15), (2019, 6, 15), (2021, 2, 3), (2023, 11, 7))]
            assert _standing(alias, date(2019, 6, 15), known=date(2018, 10, 1)) == "no-evidence"  # a day before anybody had said a word
            assert said == ["due", "overdue", "lapsed", "on-time", "on-time"]


def _standing(alias: str, day: date, known: date | None = None) -> str:
    return clause_standings(tally.counts(alias, day, known), [CLAUSE])[0].state

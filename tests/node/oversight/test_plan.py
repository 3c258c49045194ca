"""Measures as matters: what they answer for, how the sides differ."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests import nodes, overseen
from tests.overseen import Seen

from entente.node.oversight import asking, overview, plan

DAY = date(2018, 12, 31)


def test_a_measure_its_commitment_and_both_sides_words(seen: Seen) -> None:
    question = asking.ask(seen[0]["GBR"], DAY)
    items = plan.measures(question)
    spans = asking.found(question, items)
    told = plan.told(question, items[0], spans[items[0].row.id])
    assert (told.code, told.state, told.baseline) == ("GBR-M-2018-006", "overdue", date(2018, 12, 14))
    assert "MOD" in told.leads["en"] and told.why is not None
    covered = {one.code: dict(one.cells) for one in plan.commitments(question, items, spans)}
    assert covered["S6a"] == {"GBR-M-2018-006": "live"} and covered["S0.2a"] == {} and "S1a" not in covered
    (difference,) = plan.differences(question, items, spans)
    assert {each.party: each.said.words["ja"] for each in difference.explanations} == {"GBR": "緑。GBRの説明", "JPN": "黄。JPNの説明"}


def test_a_deferral_and_a_consideration_answer_for_commitments_for_a_time(tmp_path: Path) -> None:
    with nodes.build(tmp_path) as world:
        acts = overseen.play(world)
        away = {
            "commitments": ["jp-gb-2017#S8a"], "clauses": ["jp-gb-2017#S8"], "reason": {"en": "Staff are in Jakarta."},
            "agreed_on": "2018-10-01", "starts_on": "2018-10-01", "until": "2019-03-31",
        }  # fmt: skip
        weighed = {"clauses": ["jp-gb-2017#S4"], "considered_on": "2018-10-02", "outcome": "NOT PURSUED", "text": {"en": "Too dear."}}
        late = {
            "target": acts["acsa"].id, "target_type": "measure", "reason": {"en": "Typhoon."}, "agreed_on": "2018-10-01",
            "starts_on": "2018-10-01", "until": "2019-12-31",
        }  # fmt: skip
        for type_, text in (("commitment-deferral", away), ("consideration", weighed), ("deferral", late)):
            world.agree(world.propose("GBR", type_, text))
        world.settle()
        for side in ("GBR", "JPN"):
            asked = [asking.ask(world[side], day) for day in (date(2018, 9, 30), date(2018, 12, 31), date(2019, 4, 1), date(2020, 1, 1))]
            told = [{row.code: row for row in overview.overview(one).rows} for one in asked]
            assert [rows["S8a"].verdict for rows in told] == ["uncovered", "deferred", "uncovered", "uncovered"]
            assert [rows["S4b"].verdict for rows in told] == ["uncovered", "considered", "considered", "considered"]
            assert told[1]["S4b"].answers[0].how == "recorded" and told[1]["S4b"].kind == "consider"
            paper = {one.code: one.cells for one in plan.commitments(asked[1], (), {})}
            assert list(paper["S8a"].values()) == ["deferred"] and list(paper["S4b"].values()) == ["considered"] and paper["S4a"] == {}
            (acsa,) = [one for one in plan.measures(asked[2]) if one.row.id == acts["acsa"].id]
            states = {span.code: span.state for span in asking.found(asked[2], [acsa])[acsa.row.id]}
            assert states["measure.schedule"] == "deferred" and states["measure.undeferred"] in ("due", "overdue", "lapsed")
            after = {span.code: span.state for span in asking.found(asked[3], [acsa])[acsa.row.id]}
            assert after["measure.schedule"] in ("overdue", "lapsed")

"""The demonstration's rounds: one finished, one running, said once, quickly."""

from __future__ import annotations

import time
from pathlib import Path

from tests.node.returns.world import ANN, plan

from entente.cli.demonstration import rounds as demo_rounds
from entente.node.returns import rounds


def test_one_is_finished_and_one_runs_and_a_second_start_says_nothing_new(tmp_path: Path) -> None:
    with plan(tmp_path) as own:
        began = time.monotonic()
        demo_rounds.play(own.node, ANN)
        took = time.monotonic() - began
        found = {one.text.code: one for one in rounds.rounds(own.node)}
        assert {code: len(one.missing) for code, one in found.items()} == {"GBR-CR-2018-2": 0, "GBR-CR-2018-3": 2}
        demo_rounds.play(own.node, ANN)
        again = {one.text.code: one.row.changed_at for one in rounds.rounds(own.node)}
        assert again == {code: one.row.changed_at for code, one in found.items()} and took < 10

"""The short way for a record made by one statement against the general fold, over whatever nodes may say to one another."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from tests import nodes
from tests.node.histories import Story

from entente.kernel.act import Act
from entente.kernel.area import Linked
from entente.kernel.fold import fold
from entente.node.admission import project
from entente.store import records


@pytest.mark.parametrize("seed", (1, 2))
def test_a_single_statement_makes_the_row_that_its_fold_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    compared: list[str] = []
    short = project.stated_row

    def both(view: project.View, act: Act, label: int) -> tuple[records.Row, Linked, tuple[str, ...]]:
        found = short(view, act, label)
        state = fold(act.id, [act], view.parties, {})
        assert state is not None
        project._load_texts(view, [state])
        row, facets = project._row(view, state, label)
        assert found == (row, project._linked(view, row), project._named(facets))
        compared.append(found[0].type if found[0].revisions[0].raw else "unread")
        return found

    monkeypatch.setattr(project, "stated_row", both)
    with nodes.build(tmp_path, 2) as world:
        world.adopt()
        chance = Random(seed)
        for number in range(12):
            code = chance.choice(world.codes)
            world.state(code, "progress-report", nodes.report(f"{number % 3}" * 64, number % 12 + 1))
            if number % 3 == 2:
                world.pull(*chance.sample(world.codes, 2), bodies=number % 2 == 1)
        Story(world, seed).run(25)
        world.settle()
    assert {"progress-report", "unread"} <= set(compared), compared

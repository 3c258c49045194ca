"""Overlays: our fields on a shared record, one for each, replaced when kept again, never sent."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests import nodes
from tests.said import instrument, plain

from entente.areas.consultations import sample
from entente.kernel.errors import Refusal
from entente.node import say
from entente.node.national import overlays
from entente.node.officer import Officer
from entente.store import records

DESK = Officer("gbr-drafter", "GBR:FCDO:desk", frozenset({"drafter"}))


def test_kept_replaced_and_never_sent(tmp_path: Path) -> None:
    with nodes.build(tmp_path) as world:
        node = world["GBR"]
        world.agree(world.propose("JPN", "instrument", instrument()))
        series = say.propose(node, world.channel, "meeting-series", plain(sample.series(sample.PROMISES[4])))
        world.agree(series)
        text = {"series": series.id, "meeting": series.id, "items": [{"no": 1, "title": {"en": "One"}}]}
        agenda = say.propose(node, world.channel, "agenda", text)
        world.agree(agenda)
        assert overlays.find(node, agenda.id) is None
        for words in ("First.", "Second."):
            overlays.keep(node, DESK, agenda.id, {"items": [{"no": 1, "brief": {"en": words}}]})
        row = overlays.find(node, agenda.id)
        assert row is not None and overlays.fields_of(node, row)["items"][0]["brief"]["en"] == "Second."
        world.settle()
        assert records.listed(world["JPN"].alias, {"type": "overlay"}) == []
        with pytest.raises(Refusal, match="no national fields"):
            overlays.keep(node, DESK, series.id, {})
        with pytest.raises(Refusal, match="B6"):
            overlays.keep(node, DESK, agenda.id, {"items": "nonsense"})
        with pytest.raises(Refusal, match=r"The agenda has no item 9.*CN4"):
            overlays.keep(node, DESK, agenda.id, {"items": [{"no": 9}]})
        with pytest.raises(Refusal, match="role"):
            overlays.keep(node, Officer("r", "GBR:FCDO:reader", frozenset({"reader"})), agenda.id, {})

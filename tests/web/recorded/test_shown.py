"""A record at home and one in the channel as tables show them."""

from __future__ import annotations

from tests.web.recorded.conftest import Told
from tests.web.test_gate import sight_of

from entente.web.recorded.shown import item_line, told_line
from entente.web.sight import recorded as sights


def test_marking_there_and_at_home_and_what_stays(told: Told) -> None:
    sight = sight_of(told.stage, "drafter")
    lines = {line["titles"]["en"]: line for one in sights.at_home(sight, told.stage.world.channel, True) if (line := item_line(sight, one))}
    secret, visit = lines["Secret"], lines["Visit"]
    assert secret["lowered"] is not None and secret["lowered"] != secret["marking"] and not secret["against"]
    assert visit["lowered"] is None and visit["files"] == (("note.txt", 22),) and visit["stays"] == []
    (mine,) = [told_line(sight, one) for one in sights.told(sight, sights.gate.by_id(sight, [told.of_us]).values())]
    assert (mine["party"], mine["quoted"], mine["said"]) == ("JPN", "GBR", {"en": "Our reply: they agree."})

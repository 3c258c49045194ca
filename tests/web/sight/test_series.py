"""The list of series is read off what was found when acts came in: the same as rules run over what a person may read, for each person."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.web.consultations.sample import set_up_nsa
from tests.web.sample import Stage, stage
from tests.web.test_gate import sight_of

from entente.areas.consultations import sample
from entente.node import say
from entente.store import database, records
from entente.web.consultations.index import line, strip
from entente.web.consultations.keep import plain
from entente.web.sight import consultations as sights
from entente.web.sight import series as all_series


def agreed(shown: Stage, type_: str, text: Any) -> str:
    """A record that both sides agreed to."""
    act = say.propose(shown.node, shown.world.channel, type_, plain(text))
    shown.world.settle()
    say.accept(shown.world["JPN"], act.id)
    shown.world.settle()
    return act.id


def same(shown: Stage, who: str) -> dict[str, Any]:
    """The line of the only series as the list has it, which is the line and the strip of rules run afresh."""
    sight = sight_of(shown, who)
    since = sight.today - timedelta(days=1500)
    ((entry, quick),) = all_series.listed(sight, all_series.of_channel(sight, shown.world.channel.id), since)
    whole = sights.circle(sight, entry)
    found = line(sight, entry, quick)
    assert found == line(sight, entry, whole) and strip(sight, [(entry, quick)], "x") == strip(sight, [(entry, whole)], "x")
    return found


def test_the_list_says_what_rules_say_of_what_a_person_may_read(tmp_path: Path) -> None:
    with stage(tmp_path) as shown:
        series = set_up_nsa(shown)
        assert all_series.listed(sight_of(shown, "reader"), [], sight_of(shown, "reader").today) == []
        assert same(shown, "reader") == same(shown, "drafter")
        meeting = agreed(shown, "meeting", sample.meeting(sample.PUBLIC_RECORD[2], series))
        text = {
            "code": "A-1", "series": series, "meeting": meeting, "title": {"en": "Send the list"},
            "owner": {"party": "JPN", "authority": "MOFA"}, "due": "2018-11-01", "agreed_on": "2018-10-01",
        }  # fmt: skip
        agreed(shown, "action", text)
        assert "JPN" in same(shown, "reader")["moves"] and same(shown, "reader") == same(shown, "drafter")
        second = agreed(shown, "action", text | {"code": "A-2", "owner": {"party": "GBR", "authority": "MOD"}})
        assert "GBR" in same(shown, "reader")["moves"]
        secret = records.get(shown.node.alias, [shown.records["secret"]])[shown.records["secret"]]
        database.run(shown.node.alias, "UPDATE record SET label_id = %s WHERE id = %s", (secret.label, second))
        told = same(shown, "drafter")["moves"]
        assert "GBR" in told and "GBR" not in same(shown, "reader")["moves"]

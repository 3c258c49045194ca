"""The gate for consultations: a participant without clearance sees neither the record nor any sentence about it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.http import Http404
from tests.web.consultations.sample import set_up_nsa
from tests.web.sample import Stage, stage
from tests.web.test_gate import sight_of

from entente.node import say
from entente.web.sight import consultations as sights

HIGH = ("entente:sample:gbr:1", "OFFICIAL-SENSITIVE")


def test_without_clearance_nothing_is_told(tmp_path: Path) -> None:
    with stage(tmp_path) as shown:
        series = set_up_nsa(shown)
        _walk(shown, series)


def _walk(shown: Stage, series: str) -> None:
    low, high = sight_of(shown, "reader"), sight_of(shown, "drafter")
    text = {"series": series, "title": {"en": "Meeting No. 1"}, "stage": "PLANNED", "mode": "VTC", "host": "GBR", "ordinal": 1}
    meeting = say.propose(shown.node, shown.world.channel, "meeting", text).id
    entry, circle = sights.meeting(high, meeting)
    assert not entry.agreed and entry.text.host == "GBR" and [one.row.id for one in circle.of("meeting")] == [meeting]
    assert sights.agenda_of(circle, meeting) is None and sights.statements(high, meeting) == []
    paper = {"series": series, "meeting": meeting, "text": {"en": "A read-out that only some may see."}}
    kept = say.state(shown.node, shown.node.national(), "read-out", paper, say.Manner(label=HIGH)).id
    with pytest.raises(Http404):
        sights.named(sight_of(shown, "reader"), kept, "read-out")
    assert sights.named(sight_of(shown, "drafter"), kept, "read-out").agreed
    with pytest.raises(Http404):
        sights.named(high, meeting, "agenda")
    assert "only some" not in shown.client("reader").get(f"/consultations/meetings/{meeting}/").content.decode()
    assert sights.by_id(low, None) is None and sights.by_id(low, series) is not None
    secret = shown.records["secret"]
    row = sights.by_id(sight_of(shown, "drafter"), secret)
    assert row is not None and sights.by_id(sight_of(shown, "reader"), secret) is None
    assert sights.withheld(high, shown.world.channel.id, row) and sights.withheld(low, shown.world.channel.id, row) == ()
    assert sights.late(high, frozenset({"series.basis"})) and sights.work(low, shown.world.channel.id, frozenset({"meeting"})) == []

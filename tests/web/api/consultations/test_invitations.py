"""Invitations by the API: nothing to send before a time is agreed, told in words; the file is not found then."""

from __future__ import annotations

from tests.web.api.conftest import Send
from tests.web.sample import Stage


def test_before_a_time_is_agreed(played: Stage, send: Send) -> None:
    world = played.world
    series = {"code": "DIA", "title": {"en": "Dialogue"}, "kind": "NSA", "clauses": ["jp-gb-2017#I3"], "basis": "NOT FIXED",
              "reckoned_from": "2017-08-31", "host_rule": "ROTATION", "host_order": ["GBR", "JPN"]}  # fmt: skip
    held = world.propose("JPN", "meeting-series", series)
    world.agree(held)
    meeting = world.propose("JPN", "meeting", {"series": held.id, "title": {"en": "First"}, "stage": "PLANNED", "mode": "VTC"})
    world.agree(meeting)
    assert send("reader", "GET", f"/meetings/{meeting.id}/invitations")[0] == 403
    status, found = send("drafter", "GET", f"/meetings/{meeting.id}/invitations")
    assert status == 200 and found["sent"] == [] and found["problem"].startswith("No time is agreed")
    assert send("drafter", "GET", f"/meetings/{meeting.id}/invitation")[0] == 404
    assert send("drafter", "POST", f"/meetings/{meeting.id}/invitations")[1]["rule"] in ("W12", "CN9")

"""A meeting prepared at the command line: times over both calendars, one taken, the agenda from what is open, minutes begun."""

from __future__ import annotations

import json

from tests.cli.conftest import Desks
from tests.said import plain

from entente.areas.consultations import sample
from entente.cli import exits


def everywhere(desks: Desks, side: str, *arguments: str) -> str:
    """Says something at a side, and the other accepts it where it is joint; gives the record."""
    found = desks.json(side, *arguments)
    desks.carry()
    record = str(found["records"][0])
    if found["kind"] == "Proposed":
        desks("japan" if side == "uk" else "uk", "act", "accept", record)
        desks.carry()
    return record


def test_from_times_to_minutes(agreed: Desks) -> None:
    promise = next(one for one in sample.PROMISES if one.name == "nsa")
    series = everywhere(agreed, "uk", "act", "propose", "meeting-series", agreed.paper("s.json", plain(sample.series(promise))))
    text = {"series": series, "title": {"en": "Next", "ja": "次回"}, "stage": "PLANNED", "mode": "VTC"}
    meeting = everywhere(agreed, "uk", "act", "propose", "meeting", agreed.paper("m.json", text))
    days = ("--first", "2018-11-19", "--last", "2018-11-30")
    found = agreed.json("uk", "meeting", "times", meeting, *days, "--minutes", "60")
    assert len(found) == 3 and not any(one["starts"].startswith("2018-11-23") for one in found), "a holiday in Tokyo"
    shown = agreed("uk", "meeting", "times", meeting, *days).out
    assert "London" in shown and "Tokyo" in shown and "min" in shown
    assert agreed("uk", "meeting", "times", meeting, "--first", "2018-11-19").code == exits.USAGE
    assert "N17" in agreed("japan", "meeting", "take", meeting, "1").err
    everywhere(agreed, "uk", "meeting", "times", meeting, *days, "--offer")
    assert "has 3 times" in agreed("japan", "meeting", "take", meeting, "4").err
    agreed("japan", "meeting", "take", meeting, "2")
    agreed.carry()
    taken = agreed.json("uk", "records", "show", meeting, "--text")
    assert taken["stage"] == "DATE AGREED" and taken["starts"]["on"] == found[1]["starts"][:10]
    assert "N12" in agreed("uk", "meeting", "minutes", meeting).err and "N16" in agreed("uk", "meeting", "agenda", series).err
    everywhere(agreed, "japan", "meeting", "agenda", meeting, "--line", "Next exercise|次回訓練", "--propose")
    begun = json.loads(agreed("uk", "meeting", "minutes", meeting).out)
    assert begun["paragraphs"][-1]["ja"] == "参加国は、「次回訓練」について協議した。"
    agreed("uk", "meeting", "minutes", meeting, "-o", str(agreed.folder / "minutes.json"))
    assert json.loads((agreed.folder / "minutes.json").read_text()) == begun

"""The programme drawn: a bar for each visit on one axis, the day, and a key of the states there are."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

from entente.implementation.charts.programme import Bar, programme
from entente.implementation.charts.svg import Look

NAMES = {"possible": {"en": "Possible", "ja": "可能性あり"}, "fixed": {"en": "Fixed", "ja": "確定"}, "over": {"en": "Over", "ja": "終了"}}
BARS = (
    Bar("A-1", {"en": "A <first> visit", "ja": "最初の訪問"}, date(2018, 4, 1), date(2018, 5, 31), "over"),
    Bar("A-2", {"en": "A day"}, date(2018, 11, 26), date(2018, 11, 26), "fixed"),
)


def test_each_visit_has_its_bar_and_only_states_there_are_stand_in_the_key() -> None:
    drawn = programme(BARS, NAMES, date(2018, 10, 2), Look("en", {"en": "T"}, {"en": "D"}, "p"))
    root = ElementTree.fromstring(drawn)
    boxes = [e for e in root.iter() if e.tag.endswith("rect") and "app-chart__" in (e.get("class") or "")]
    assert [e.get("class") for e in boxes] == ["app-chart__over", "app-chart__fixed", "app-chart__fixed", "app-chart__over"]
    assert "A &lt;first&gt; visit" in drawn and "today, 2 Oct 2018" in drawn and "Possible" not in drawn
    assert float(boxes[0].get("width") or 0) > float(boxes[1].get("width") or 0) >= 2


def test_in_japanese() -> None:
    drawn = programme(BARS, NAMES, date(2018, 10, 2), Look("ja", {"ja": "T"}, {"ja": "D"}, "p"))
    assert "最初の訪問" in drawn and "本日（2018年10月2日）" in drawn and "確定" in drawn

"""Lanes over one axis: days where the stretch is short, months where it is long; only states there are stand in the key."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

from entente.implementation.charts.lanes import Lane, lanes
from entente.implementation.charts.svg import Look, Span

NAMES = {"fixed": {"en": "planned"}, "on-time": {"en": "covered"}, "gap": {"en": "missing"}}
LOOK = Look("en", {"en": "T"}, {"en": "D"}, "l")


def drawn(last: date) -> str:
    rows = [
        Lane({"en": "Movement"}, (Span(date(2018, 11, 26), last, "fixed"),)),
        Lane({"en": "<Berth>"}, (Span(date(2018, 11, 26), date(2018, 11, 29), "gap"),)),
    ]
    return lanes(rows, NAMES, date(2018, 11, 27), LOOK)


def test_a_short_stretch_counts_days() -> None:
    short = drawn(date(2018, 12, 1))
    ElementTree.fromstring(short)
    assert all(f"{day} Nov 2018" in short for day in (26, 27, 28)) and "&lt;Berth&gt;" in short
    assert "planned" in short and "missing" in short and "covered" not in short


def test_a_long_one_counts_months_and_none_is_drawn_as_well() -> None:
    assert "Dec 2018" in drawn(date(2019, 6, 1)) and "26 Nov 2018" not in drawn(date(2019, 6, 1))
    assert ElementTree.fromstring(lanes([], NAMES, date(2018, 11, 27), LOOK)) is not None

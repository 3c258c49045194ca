"""Promises against what happened: gaps with their days, whatever the language."""

from __future__ import annotations

from datetime import date

from tests.implementation.charts.drawing import HOSTILE, check_drawing, inside, texts
from tests.papers import HELD

from entente.implementation.charts.svg import NARROW, Look, Mark
from entente.implementation.charts.timeline import Promise, timeline

ON = date(2024, 2, 1)
ANNUAL = Promise(
    "I2",
    {"en": "Convene annually", "ja": "毎年開催"},
    (date(2018, 12, 14), date(2022, 2, 3)),
    tuple(Mark(day, {"en": ""}) for day in HELD[2:]),
    ((HELD[2], HELD[3]), (HELD[3], HELD[4])),
)
ACCESS = Promise("S7", {"en": "Reciprocal access", "ja": "円滑化協定"}, (), (), ((date(2017, 8, 31), date(2023, 10, 15)),))


def test_gaps_are_told_in_days_in_both_languages() -> None:
    for language, words in (("en", ("1,147 days", "1,007 days", "2,236 days")), ("ja", ("1,147日", "1,007日", "2,236日"))):
        root = check_drawing(timeline([ANNUAL, ACCESS], ON, Look(language, {"en": "t"}, {"en": "d"}, "t")))
        assert set(words) <= set(texts(root)) and inside(root)


def test_dates_far_apart_and_hostile_names_hold() -> None:
    far = Promise(HOSTILE, {"en": HOSTILE}, (date.max,), (Mark(date.min, {"en": ""}),), ((date.min, date.max),))
    check_drawing(timeline([far], ON, Look("en", {"en": "t"}, {"en": "d"}, "t")))


def test_it_begins_about_the_first_promise() -> None:
    held = tuple(Mark(day, {"en": ""}) for day in HELD)
    for width in (800, NARROW):
        said = texts(
            check_drawing(
                timeline([Promise("I2", {"en": "2+2"}, (date(2018, 12, 14),), held)], ON, Look("en", {"en": "t"}, {"en": "d"}, "t", width))
            )
        )
        assert "I2  2+2 (2 held before)" in said and not any("2015" in words for words in said)

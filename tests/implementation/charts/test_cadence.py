"""The public record of the 2+2: five meetings, gaps of 1,147 and 1,007 days, drawn as the strip that an official would recognise."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from tests.implementation.charts.drawing import HOSTILE, check_drawing, inside, texts
from tests.papers import HELD, MINISTERS, yearly

from entente.implementation.charts.cadence import Strip, cadence
from entente.implementation.charts.svg import Look, Mark, Span, in_both_widths

ON = date(2025, 12, 31)


def look(language: str) -> Look:
    return Look(language, {"en": "Cadence", "ja": "開催間隔"}, {"en": "Strips.", "ja": "帯。"}, "c")


def test_the_sample_is_the_public_record() -> None:
    assert [(b - a).days for a, b in pairwise(HELD[2:])] == [1147, 1007]
    spans = yearly(HELD, ON)
    on = {
        day: next(s.state for s in spans if s.starts <= day < s.ends) for day in (date(2018, 12, 14), date(2018, 12, 15), date(2019, 6, 15))
    }
    assert list(on.values()) == ["due", "overdue", "lapsed"]


@pytest.mark.parametrize(("language", "words"), [("en", "meeting held"), ("ja", "開催")])
def test_the_strip_shows_meetings_states_and_the_deferral(language: str, words: str) -> None:
    svg = cadence([MINISTERS.strip], ON, look(language))
    root = check_drawing(svg)
    assert words in texts(root) and inside(root)
    assert svg.count('class="app-chart__meeting"') == 2 * (len(HELD) + 1)  # a bar and a dot each, and one pair in the legend
    assert svg.count("app-chart__lapsed") == 5 and svg.count("app-chart__deferred") == 2  # the legend's box among them
    assert svg == cadence([MINISTERS.strip], ON, look(language))


def test_names_of_states_give_way_to_meetings() -> None:
    spans = (Span(date(2024, 1, 1), date(2026, 1, 1), "on-time"),)
    free = cadence([Strip({"en": "Series"}, spans, ())], ON, look("en"))
    crowd = tuple(Mark(date(year, month, 1), {"en": ""}) for year in (2024, 2025) for month in range(1, 13))
    busy = cadence([Strip({"en": "Series"}, spans, crowd)], ON, look("en"))
    assert texts(check_drawing(free)).count("on time") == 2 and texts(check_drawing(busy)).count("on time") == 1


def test_hostile_names_and_unknown_states() -> None:
    strip = Strip({"en": HOSTILE}, (Span(date(2020, 1, 1), date(2021, 1, 1), 'x" onload="'),), ())
    check_drawing(cadence([strip], ON, look("ja")))


def test_it_begins_with_the_first_state_and_counts_what_was_held_before() -> None:
    spans = (Span(date(2017, 8, 31), date(2025, 12, 31), "on-time"),)
    svg = cadence([Strip({"en": "2+2", "ja": "２＋２"}, spans, tuple(Mark(day, {"en": ""}) for day in HELD))], ON, look("en"))
    said = texts(check_drawing(svg))
    assert "2+2 (2 held before)" in said
    assert not any("2015" in words or "2016" in words for words in said) and svg.count('class="app-chart__meeting"') == 2 * (3 + 1)


def test_on_a_telephone_names_take_two_lines_and_nothing_leaves_it() -> None:
    long = {"en": "Foreign and Defence Director-General level consultation"}
    svg = in_both_widths(lambda one: cadence([Strip(long, MINISTERS.strip.spans, ())], ON, one), look("en"))
    wide, narrow = (f"<svg{part}" for part in svg.split("<svg")[1:])
    assert "app-chart--narrow" in narrow and 'display="none"' in narrow and "app-chart--narrow" not in wide
    root = check_drawing(narrow)
    assert inside(root) and "consultation" in texts(root) and long["en"] in texts(check_drawing(wide))
    assert not {element.get("id") for element in root.iter()} & {element.get("id") for element in check_drawing(wide).iter()} - {None}

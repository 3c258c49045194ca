"""Indicators added up: shares are sums over sums, days have a median and a longest, nothing is a dash."""

from __future__ import annotations

from entente.implementation.indicators import BY_CODE, INDICATORS, Figure, Often, often, total, totals


def counted(*figures: Figure) -> Often:
    return often(figures)


def figure(numerator: int, denominator: int = 1) -> Figure:
    return Figure("r", numerator, denominator, {"en": "why"}, ("a",))


def test_a_share_is_the_sum_over_the_sum() -> None:
    found = total(BY_CODE["series.held-on-time"], counted(figure(1, 3), figure(2, 2)))
    assert (found.numerator, found.denominator, found.value["en"], found.records) == (3, 5, "3 of 5 (60%)", 2)
    assert total(BY_CODE["series.held-on-time"], counted(figure(0, 0))).value["en"] == "0 of 0 (–)"


def test_days_have_a_median_and_a_longest() -> None:
    days = total(BY_CODE["series.gap"], counted(figure(1147), figure(1007), figure(-3)))
    assert days.value == {"en": "median 1,007, longest 1,147", "ja": "中央値1,007、最長1,147"}
    assert "573.5" in total(BY_CODE["series.median-gap"], counted(figure(1147, 2))).value["en"]


def test_what_is_counted_is_added_up() -> None:
    found = total(BY_CODE["visit.days-there"], counted(figure(5), figure(12)))
    assert (found.numerator, found.value, found.records) == (17, {"en": "17 in all", "ja": "計17"}, 2)


def test_every_indicator_is_told_and_none_is_zero_for_want_of_records() -> None:
    found = totals({"action.in-time": counted(figure(1))})
    assert [one.indicator for one in found] == list(INDICATORS)
    assert {one.value["en"] for one in found if not one.records} == {"–"}

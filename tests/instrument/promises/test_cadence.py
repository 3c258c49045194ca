"""Rhythms in English and Japanese; what is ambiguous or open asks; dates and deadlines are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.instrument.promises.cadence import find_cadences, interval_words

KNOWN = {
    "Japan and the UK will annually convene their meeting.": (12, "month", "not-fixed"),
    "an annual review in each fiscal year": (12, "month", "fiscal-year"),
    "once a year, by calendar year": (12, "month", "calendar-year"),
    "will hold quarterly dialogues": (3, "month", "not-fixed"),
    "They will meet every six months.": (6, "month", "rolling"),
    "every 18 months": (18, "month", "rolling"),
    "a semi-annual meeting": (6, "month", "not-fixed"),
    "twice a year": (6, "month", "not-fixed"),
    "biennial exercises": (24, "month", "not-fixed"),
    "once every two years": (24, "month", "rolling"),
    "every other year": (24, "month", "rolling"),
    "every second year": (24, "month", "rolling"),
    "three times a year": (4, "month", "not-fixed"),
    "meet monthly": (1, "month", "not-fixed"),
    "every two weeks": (2, "week", "rolling"),
    "every ten days": (10, "day", "rolling"),
    "毎年、外相会談を開催する。": (12, "month", "not-fixed"),
    "年次会合を開催する。": (12, "month", "not-fixed"),
    "毎年度、計画を作成する。": (12, "month", "fiscal-year"),
    "四半期ごとに対話を行う。": (3, "month", "not-fixed"),
    "半年ごとに協議する。": (6, "month", "not-fixed"),
    "年２回開催する。": (6, "month", "not-fixed"),
    "二年に一度開催する。": (24, "month", "rolling"),
    "2年ごとに見直す。": (24, "month", "rolling"),
    "三か月ごとに報告する。": (3, "month", "rolling"),
    "隔年で開催する。": (24, "month", "not-fixed"),
    "毎週": (1, "week", "rolling"),
    "年一回、外務大臣による協議を行う。": (12, "month", "not-fixed"),
    "年に少なくとも一回会合する。": (12, "month", "not-fixed"),
    "毎年二回会合を開く。": (6, "month", "not-fixed"),
    "年四回": (3, "month", "not-fixed"),
    "一年に二回": (6, "month", "not-fixed"),
    "年度ごとに協議する。": (12, "month", "fiscal-year"),
    "毎会計年度": (12, "month", "fiscal-year"),
    "各四半期に開催する。": (3, "month", "not-fixed"),
    "六ヵ月ごとに": (6, "month", "rolling"),
    "三月ごとに報告する。": (3, "month", "rolling"),
    "六か月に少なくとも一回": (6, "month", "rolling"),
    "百二十日ごとに": (120, "day", "rolling"),
    "偶数年に開催する。": (24, "month", "not-fixed"),
    "at six-monthly intervals": (6, "month", "rolling"),
    "twice in each year": (6, "month", "not-fixed"),
    "once in each calendar year": (12, "month", "calendar-year"),
    "once per fiscal year": (12, "month", "fiscal-year"),
    "not less than once a quarter": (3, "month", "not-fixed"),
    "every half-year": (6, "month", "not-fixed"),
    "hold two staff meetings per year": (6, "month", "not-fixed"),
    "in alternate years": (24, "month", "not-fixed"),
    "二週に一回": (2, "week", "rolling"),
}


@pytest.mark.parametrize(("text", "meant"), KNOWN.items())
def test_a_rhythm_is_found_with_its_place(text: str, meant: tuple[int, str, str]) -> None:
    (found,) = find_cadences(text)
    assert (found.every, found.unit, found.basis) == meant and not found.question
    assert text[slice(*found.span)] == found.words


@pytest.mark.parametrize("text", ["biannual talks", "a bi-annual review", "bimonthly", "biweekly calls", "一年おきに"])
def test_what_is_used_in_two_senses_is_asked(text: str) -> None:
    (found,) = find_cadences(text)
    assert (found.every is None and "which is meant" in found.question) or "what interval" in found.question


@pytest.mark.parametrize(
    "text",
    [
        "consult regularly",
        "regular defence dialogues",
        "on a regular basis",
        "定期的に協議する",
        "定期的協議",
        "数年ごとに",
        "年五回",
        "月に二回",
        "five times a year",
    ],
)
def test_what_gives_no_interval_is_asked(text: str) -> None:
    (found,) = find_cadences(text)
    assert found.every is None and found.question


@pytest.mark.parametrize(
    "text",
    [
        "within six months of signature",
        "for two years",
        "on 31 August 2017",
        "making them regular",
        "2017年",
        "年次有給休暇",
        "2017年1回会合を開いた。",
        "2017年に一回開催した。",
        "平成30年に一回開催した。",
        "同年一回、昨年二回",
        "10月一回",
        "六月に一回開催した。",
        "every effort",
    ],
)
def test_dates_deadlines_and_other_words_are_no_rhythm(text: str) -> None:
    assert find_cadences(text) == ()


def test_several_stand_in_order() -> None:
    found = find_cadences("Ministers meet annually, officials quarterly, and experts every month.")
    assert [c.every for c in found] == [12, 3, 1]


def test_intervals_in_words() -> None:
    assert [interval_words(n, "month") for n in (None, 1, 6, 12, 24)] == [
        "not said", "every month", "every 6 months", "every year", "every 2 years",
    ]  # fmt: skip


@given(st.text(max_size=300) | st.text(alphabet="every oncetwi 年毎回四半期に一度0二おき", max_size=300))
def test_any_text_is_read_and_every_span_is_its_words(text: str) -> None:
    for found in find_cadences(text):
        assert text[slice(*found.span)] == found.words and (found.every is None) == bool(found.question)

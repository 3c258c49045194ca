"""Days as typed: every way of writing one day gives it, and what is ambiguous gives none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.kernel.calendar.days import parse_day

DIGITS = "〇一二三四五六七八九"
DAYS = st.dates(date(1989, 1, 8), date(2019, 4, 30))


def kanji(number: int) -> str:
    """A number as Japanese documents count: 三十一."""
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else DIGITS[tens]) + ("十" if tens else "") + (DIGITS[ones] if ones else "")


def positions(number: int) -> str:
    """The same digit by digit: 三一."""
    return "".join(DIGITS[int(digit)] for digit in str(number))


@given(DAYS)
def test_every_way_gives_the_same_day(day: date) -> None:
    full = str.maketrans("0123456789", "０１２３４５６７８９")
    ways = [
        day.isoformat(), f"{day.year}年{day.month}月{day.day}日", f"平成{day.year - 1988}年{day.month}月{day.day}日",
        f"H{day.year - 1988}.{day.month}.{day.day}", f"{day.day} {day:%B} {day.year}", f"{day.day} {day:%b} {day.year}",
        day.isoformat().translate(full), f" {day.isoformat()} ", f"{day:%B} {day.day}, {day.year}",
        f"{day:%A} {day.day} {day:%B} {day.year}",
        f"{day:%a}, {day.day} {day:%b} {day.year}", f"{day.year}年{day.month}月{day.day}日（{'月火水木金土日'[day.weekday()]}）",
        f"平成{kanji(day.year - 1988)}年{kanji(day.month)}月{kanji(day.day)}日",
        f"{positions(day.year)}年{positions(day.month)}月{kanji(day.day)}日",
    ]  # fmt: skip
    assert {parse_day(way) for way in ways} == {day}


@given(st.text(max_size=30))
def test_anything_typed_is_read_or_not(text: str) -> None:
    assert parse_day(text) is None or isinstance(parse_day(text), date)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2/10/2018",
        "2018-13-01",
        "2018-02-30",
        "平成0年1月1日",
        "1 Ma 2018",
        "tomorrow",
        "0000-01-01",
        "2018年10月2日(水)",
        "Mon 2 Oct 2018",
        "十十年一月一日",
        "二百年一月一日",
        "may, 2018",
    ],
)
def test_no_day(text: str) -> None:
    assert parse_day(text) is None


def test_the_first_year_of_an_era() -> None:
    assert parse_day("令和元年5月1日") == date(2019, 5, 1) == parse_day("R1/5/1")

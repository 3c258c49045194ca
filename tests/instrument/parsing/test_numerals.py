"""Numerals: laws of round trip, and dates against the calendar."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.instrument.parsing.numerals import find_date, kanji_number, roman_number, roman_text

DIGITS = "〇一二三四五六七八九"


def _kanji(number: int) -> str:
    out = ""
    for unit, value in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, number = divmod(number, value)
        out += ("" if digit == 1 and unit else DIGITS[digit]) + unit if digit else ""
    return out


@given(st.integers(1, 9999))
def test_japanese_numerals(number):
    assert kanji_number(_kanji(number)) == number
    assert kanji_number("".join(DIGITS[int(d)] for d in str(number))) == number
    assert kanji_number(str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))) == number


@given(st.integers(1, 100))
def test_roman_numerals(number):
    assert roman_number(roman_text(number)) == roman_number(roman_text(number).lower()) == number


@pytest.mark.parametrize("text", ["", "IIII", "VX", "IC", "A", "VIVI", "iiiiiiiii"])
def test_what_is_no_roman_numeral(text):
    assert roman_number(text) is None


@given(st.dates(datetime.date(1990, 1, 1), datetime.date(2018, 12, 31)))
def test_every_date_in_every_form(date):
    month = date.strftime("%B")
    era = date.year - 1988
    for text in [
        f"{date.day} {month}, {date.year}",
        f"{month} {date.day}, {date.year}",
        f"the {date.day}th day of {month} {date.year}",
        date.isoformat(),
        f"{date.year}年{date.month}月{date.day}日",
        f"平成{era}年{date.month}月{date.day}日",
        f"平成{_kanji(era)}年{_kanji(date.month)}月{_kanji(date.day)}日",
    ]:
        found = find_date(f"Done, {text}, here")
        assert found is not None and found[0] == date.isoformat(), text


@pytest.mark.parametrize("text", ["", "31 February 2017", "2017-13-01", "平成29年13月1日", "August 2017", "2017"])
def test_no_date(text):
    assert find_date(text) is None


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("this twenty-first day of March, 2014", "2014-03-21"),
        ("the Seventeenth of December in the Year Two Thousand and Twenty-Three", "2023-12-17"),
        ("the first day of May, two thousand and nine", "2009-05-01"),
        ("the ninth of June in the year two thousand twelve", "2012-06-09"),
        ("the second of July, two thousand", "2000-07-02"),
    ],
)
def test_a_date_in_words(text, date):
    found = find_date(text)
    assert found is not None and found[0] == date

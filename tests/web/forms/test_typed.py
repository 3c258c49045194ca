"""What is typed as a day, a number or a code: read in every way people write it, refused in a sentence where it is none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.implementation.amounts import write_amount
from entente.web.forms import typed

DAY = date(2018, 10, 2)


@pytest.mark.parametrize(
    "text",
    [
        "2018-10-02", "2/10/2018", "02.10.2018", "2 10 2018", "2018 10 2", "2 October 2018", "2 oct 2018", "２０１８年１０月２日",
        "2018 年 10 月 2 日", "平成30年10月2日", "H30.10.2", "h30/10/2", "Ｈ３０．１０．２", " 2018/10/02 ",
    ],
)  # fmt: skip
def test_one_day_in_many_ways(text: str) -> None:
    assert typed.read_day(text) == DAY


def test_leap_days_and_the_edges_of_eras() -> None:
    assert typed.read_day("29 February 2020") == date(2020, 2, 29)
    assert typed.read_day("令和元年5月1日") == date(2019, 5, 1) and typed.read_day("平成元年1月8日") == date(1989, 1, 8)
    assert typed.read_day("平成35年3月31日") == date(2023, 3, 31)  # as papers of 2018 wrote the years to come


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("29 February 2019", "not a day of the calendar"), ("2018-02-30", "not a day"), ("31/4/2019", "not a day"),
        ("12/25/2018", "no such month"),
        ("02/10/18", "two centuries"), ("Ongoing", "not a date"), ("継続中", "not a date"), 
        ("平成元年1月7日", "before the first day"),
        ("R1.4.30", "before the first day"), ("令和元年", "not a date"), ("1 Ma 2018", "not a day"), ("", "not a date"),
    ],
)  # fmt: skip
def test_no_day_has_its_sentence(text: str, words: str) -> None:
    with pytest.raises(typed.Unread, match=words):
        typed.read_day(text)


@given(st.text(max_size=40))
def test_anything_is_read_or_refused(text: str) -> None:
    for read in (
        typed.read_day,
        typed.read_whole,
        typed.read_decimal,
        lambda t: typed.read_amount(t, "GBP"),
        lambda t: typed.read_code(t, "^[A-Z]{3}$"),
    ):
        try:
            read(text)
        except typed.Unread as why:
            assert str(why)


def test_numbers_and_codes() -> None:
    assert typed.read_whole("１，２３４") == 1234 and typed.read_whole("-5") == -5
    assert typed.read_decimal("１.５０") == "1.50" and typed.read_code("ｇｂｒ", r"^[A-Z]{3}(?!\n)$") == "GBR"
    assert typed.unkeepable("a\tb\r\nが\u202e") == "" and typed.unkeepable("a\0") == "U+0000" and typed.unkeepable("\udfff") == "U+DFFF"


@given(st.integers(-(10**17), 10**17).map(str), st.sampled_from(["GBP", "JPY", "KWD", "CLF"]))
def test_money_comes_back_to_the_last_unit(minor: str, currency: str) -> None:
    assert typed.read_amount(write_amount(minor, currency), currency) == minor


def test_a_fraction_of_a_yen_is_refused() -> None:
    assert typed.read_amount("1,200", "JPY") == "1200" and typed.read_amount("3.5", "GBP") == "350"
    with pytest.raises(typed.Unread, match="smallest unit"):
        typed.read_amount("1.5", "JPY")

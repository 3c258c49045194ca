"""Texts in two languages and days in words."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from entente.kernel.bilingual import Prose, Title, en_day, ja_day, on, words


def test_one_language_is_enough_and_none_is_refused() -> None:
    assert words(Title("A")) == {"en": "A"} and words(Prose(ja="甲")) == {"ja": "甲"} and words(None) == {}
    for kind in (Title, Prose):
        with pytest.raises(ValueError, match="at least one language"):
            kind()
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"en": "x" * 201}, Title)


def test_days_are_written_as_each_language_writes_them() -> None:
    assert en_day(date(2024, 2, 29)) == "29 February 2024" and ja_day(date(2024, 2, 29)) == "2024年2月29日"
    assert on(date(2017, 8, 31).toordinal()) == ("31 August 2017", "2017年8月31日")

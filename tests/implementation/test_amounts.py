"""Sums of money as people write them, by the digits that each currency has."""

from __future__ import annotations

import pytest

from entente.implementation.amounts import digits, money, write_amount


@pytest.mark.parametrize(
    ("minor", "currency", "said"),
    [
        ("1234567", "GBP", "GBP 12,345.67"),
        ("5", "GBP", "GBP 0.05"),
        ("-5", "GBP", "GBP -0.05"),
        ("1200000", "JPY", "JPY 1,200,000"),
        ("1", "KWD", "KWD 0.001"),
        ("soon", "GBP", "GBP soon"),
    ],
)
def test_minor_units_are_written_out(minor: str, currency: str, said: str) -> None:
    assert money(minor, currency) == said


def test_digits_after_the_point() -> None:
    assert [digits(code) for code in ("JPY", "GBP", "KWD", "CLF")] == [0, 2, 3, 4]
    assert write_amount("100", "JPY") == "100" and write_amount("100", "GBP") == "1.00"

"""Sums of money as people write them: whole minor units with the digits that the currency has (ISO 4217). Pure. Serves I1, S6."""

from __future__ import annotations

import re

MINOR = {0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF", 3: "BHD IQD JOD KWD LYD OMR TND", 4: "CLF UYW"}
"""ISO 4217: digits after the point, for the currencies that have other than two."""


def digits(currency: str) -> int:
    """How many digits a currency has after the point."""
    return next((count for count, codes in MINOR.items() if currency in codes.split()), 2)


def write_amount(minor_units: str, currency: str) -> str:
    """Whole minor units as an amount in pounds or yen."""
    places = digits(currency)
    if not places or not re.fullmatch(r"-?\d+", minor_units):
        return minor_units
    sign, figures = ("-", minor_units[1:]) if minor_units.startswith("-") else ("", minor_units)
    figures = figures.rjust(places + 1, "0")
    return f"{sign}{figures[:-places]}.{figures[-places:]}"


def money(minor_units: str, currency: str) -> str:
    """A sum as people write it: GBP 12,345.67; what is no whole number of minor units stays as it is."""
    amount = write_amount(minor_units, currency)
    sign, figures = ("-", amount[1:]) if amount.startswith("-") else ("", amount)
    whole, point, rest = figures.partition(".")
    return f"{currency} {sign}{int(whole):,}{point}{rest}" if whole.isascii() and whole.isdigit() else f"{currency} {amount}"

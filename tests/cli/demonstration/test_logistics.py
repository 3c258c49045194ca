"""The demonstration's orders are good texts that say they are invented, and their ledgers differ as they are meant to."""

from __future__ import annotations

import msgspec

from entente.areas.logistics import sample
from entente.areas.logistics.check import check_entry, check_order
from entente.areas.logistics.ledger import factor
from entente.cli.demonstration import logistics as demo_logistics

PARTIES = ("GBR", "JPN")


def test_nothing_stands_against_what_the_demonstration_says() -> None:
    assert [list(check_order(text, PARTIES)) for text in (sample.FUEL, sample.WAITING)] == [[], []]
    assert [list(check_entry(text, PARTIES)) for text in (sample.ALIKE, *sample.MISTAKEN)] == [[], [], []]
    assert all("invented" in (text.title.en or "") and "架空" in (text.title.ja or "") for text in (sample.FUEL, sample.WAITING))
    assert demo_logistics.play.__doc__ and msgspec.to_builtins(sample.FUEL)["lines"]


def test_the_ledgers_differ_by_a_mistaken_unit() -> None:
    assert factor(*sample.MISTAKEN) == ("GLL", "LTR")

"""The demonstration's orders are good texts that say they are invented, and their ledgers differ as they are meant to."""

from __future__ import annotations

from entente.areas.logistics import sample
from entente.areas.logistics.check import check_entry, check_order
from entente.areas.logistics.ledger import factor

PARTIES = ("GBR", "JPN")


def test_nothing_stands_against_what_the_demonstration_says() -> None:
    assert [list(check_order(text, PARTIES)) for text in (sample.FUEL, sample.WAITING)] == [[], []]
    assert [list(check_entry(text, PARTIES)) for text in (sample.ALIKE, *sample.MISTAKEN)] == [[], [], []]
    assert all("invented" in (text.title.en or "") and "架空" in (text.title.ja or "") for text in (sample.FUEL, sample.WAITING))


def test_the_ledgers_differ_by_a_mistaken_unit() -> None:
    assert factor(*sample.MISTAKEN) == ("GLL", "LTR")

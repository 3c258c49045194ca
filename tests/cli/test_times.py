"""A moment in the capitals of those who take part."""

from __future__ import annotations

import pytest

from entente.cli.times import of_header, of_seconds
from entente.kernel.calendar.seats import seats_of


@pytest.mark.parametrize(
    ("text", "parties", "words"),
    [
        ("2018-10-02T09:00:00Z", ("GBR", "JPN"), "2018-10-02 10:00 London / 18:00 Tokyo"),
        ("2018-12-02T18:30:00Z", ("GBR", "JPN"), "2018-12-02 18:30 London / 2018-12-03 03:30 Tokyo"),
        ("2018-10-02T09:00:00Z", ("GBR",), "2018-10-02 10:00 London"),
        ("2018-10-02T09:00:00Z", ("GBR", "ITA", "JPN"), "2018-10-02 10:00 London / 11:00 Rome / 18:00 Tokyo"),
        ("2018-10-02T09:00:00Z", ("CHL",), "2018-10-02 09:00 UTC"),
        ("2018-10-02T09:00:00Z", ("AUS", "CHL"), "2018-10-02 19:00 Canberra / 09:00 UTC"),
    ],
)
def test_each_side_reads_its_own_wall_clock(text: str, parties: tuple[str, ...], words: str) -> None:
    assert of_header(text, seats_of(parties)) == words


def test_a_date_is_not_said_twice() -> None:
    signed = "2018-10-02T09:00:00Z"
    assert of_seconds(1538470860, seats_of(("GBR", "JPN")), signed) == "10:01 London / 18:01 Tokyo"
    assert of_seconds(1538470860 + 86_400, seats_of(("GBR", "JPN")), signed) == "2018-10-03 10:01 London / 18:01 Tokyo"

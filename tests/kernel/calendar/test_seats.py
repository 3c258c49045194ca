"""Whose clocks stand beside a time: those of the governments that take part, and nobody else's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.kernel.calendar import seats, zones
from entente.kernel.calendar.seats import SEATS, Seat, seats_of, told

MORNING, EVENING = datetime(2018, 10, 2, 9, tzinfo=UTC), datetime(2018, 12, 2, 18, 30, tzinfo=UTC)
moments = st.datetimes(datetime(2010, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))
codes = st.frozensets(st.sampled_from([*sorted(SEATS), "CHL", "ZZZ"]))


@pytest.mark.parametrize(
    ("parties", "at", "english", "japanese"),
    [
        (("JPN", "GBR"), MORNING, "2 Oct 2018 10:00 London, 18:00 Tokyo", "2018年10月2日 10:00 ロンドン、18:00 東京"),
        (
            ("GBR", "JPN"),
            EVENING,
            "2 Dec 2018 18:30 London, 3 Dec 2018 03:30 Tokyo",
            "2018年12月2日 18:30 ロンドン、2018年12月3日 03:30 東京",
        ),
        (
            ("JPN", "ITA", "GBR"),
            MORNING,
            "2 Oct 2018 10:00 London, 11:00 Rome, 18:00 Tokyo",
            "2018年10月2日 10:00 ロンドン、11:00 ローマ、18:00 東京",
        ),
        (("FRA", "AUS"), MORNING, "2 Oct 2018 19:00 Canberra, 11:00 Paris", "2018年10月2日 19:00 キャンベラ、11:00 パリ"),
        (("FRA",), MORNING, "2 Oct 2018 11:00 Paris", "2018年10月2日 11:00 パリ"),
        (("AUS", "CHL"), MORNING, "2 Oct 2018 19:00 Canberra, 09:00 UTC", "2018年10月2日 19:00 キャンベラ、09:00 協定世界時"),
        ((), MORNING, "2 Oct 2018 09:00 UTC", "2018年10月2日 09:00 協定世界時"),
    ],
)
def test_a_time_by_the_clocks_of_those_who_take_part(parties: tuple[str, ...], at: datetime, english: str, japanese: str) -> None:
    assert told(at, seats_of(parties)) == (english, japanese)


@given(codes, moments)
def test_no_clock_stands_there_but_those_of_who_takes_part(parties: frozenset[str], at: datetime) -> None:
    """The law of the clocks: each seat once, in the order of the codes; London and Tokyo where their governments take part alone."""
    found = seats_of(parties)
    assert found == tuple(dict.fromkeys(SEATS.get(code, seats.UTC) for code in sorted(parties))) or (not parties and found == (seats.UTC,))
    english, japanese = told(at, found)
    for code, place, kanji in (("GBR", "London", "ロンドン"), ("JPN", "Tokyo", "東京")):
        assert (place in english) == (kanji in japanese) == (code in parties)
    assert ("UTC" in english) == (not parties or bool(parties - SEATS.keys()))


@pytest.mark.parametrize("party", sorted(SEATS))
def test_every_seat_has_its_place_in_both_languages_and_a_zone(party: str) -> None:
    seat = SEATS[party]
    assert seat.english.isascii() and not seat.japanese.isascii() and zones.zone(seat.zone)
    assert zones.local(datetime.combine(date(2018, 7, 1), datetime.min.time(), UTC), seat.zone)


def test_a_node_may_know_another_seat() -> None:
    known: Mapping[str, Seat] = {**SEATS, "CHL": Seat("Santiago", "サンティアゴ", "America/Santiago")}
    assert told(MORNING, seats_of(("CHL", "FRA"), known))[0] == "2 Oct 2018 06:00 Santiago, 11:00 Paris"

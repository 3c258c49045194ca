"""Whose clocks a node shows: of a channel's parties, of all partners, its own; seats that its settings name; what it says of partners."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests import met

from entente.areas.consultations.meetings.slots import candidates
from entente.kernel.calendar.seats import UTC, Seat, seat
from entente.kernel.errors import Refusal
from entente.node.home import open_home
from entente.node.meetings import dates
from entente.node.partners.status import status
from entente.node.returns import forms
from entente.store import records

SANTIAGO = '\n[seats.CHL]\nzone = "America/Santiago"\nplace = { en = "Santiago", ja = "サンティアゴ" }\n'


def test_a_channels_clocks_and_a_node_alone(tmp_path: Path) -> None:
    with met.world_of(tmp_path, "AUS", "CHL") as world:
        node = world["AUS"]
        assert node.seats(world.channel) == node.seats() == node.seats(node.national()) == (seat("AUS"), UTC)
        assert world["CHL"].seat == UTC
    with met.world_of(tmp_path / "alone", "FRA") as world:
        assert world["FRA"].seats() == (seat("FRA"),) == world["FRA"].seats(world.channel)


def test_settings_name_a_seat(tmp_path: Path) -> None:
    with met.world_of(tmp_path, "AUS", "CHL") as world:
        file = world["AUS"].home.path / "node.toml"
        file.write_text(file.read_text() + SANTIAGO)
        node = replace(world["AUS"], home=open_home(world["AUS"].home.path))
        assert node.seats(world.channel) == (seat("AUS"), Seat("Santiago", "サンティアゴ", "America/Santiago"))


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ('[seats.CHL]\nzone = "Europe/Atlantis"', "No time zone is called Europe/Atlantis"),
        ('[seats.chile]\nzone = "America/Santiago"', "names no government"),
        ('[seats.CHL]\nplace = { en = "Santiago" }', "zone"),
    ],
)
def test_a_seat_that_is_none_is_refused(tmp_path: Path, lines: str, words: str) -> None:
    with met.world_of(tmp_path, "AUS") as world:
        file = world["AUS"].home.path / "node.toml"
        file.write_text(f"{file.read_text()}\n{lines}\n")
        with pytest.raises(Refusal, match=words):
            open_home(file.parent)


def test_a_seat_without_its_place_is_called_by_its_zone(tmp_path: Path) -> None:
    with met.world_of(tmp_path, "AUS") as world:
        file = world["AUS"].home.path / "node.toml"
        file.write_text(file.read_text() + '\n[seats.ZZZ]\nzone = "America/Buenos_Aires"\n')
        assert open_home(file.parent).settings.seats["ZZZ"] == Seat("Buenos Aires", "Buenos Aires", "America/Buenos_Aires")


def test_what_is_said_of_partners_and_of_a_last_day(tmp_path: Path) -> None:
    with met.world_of(tmp_path, "AUS", "CHL") as world:
        world.adopt()
        node = world["AUS"]
        said = next(line for line in status(node)[0].partners[0].lines if "has signed for" in line.words)
        assert "Canberra, 09:" in said.words and "UTC" in said.words and "協定世界時" in said.ja and "London" not in said.words
        due = forms.due_times(node, date(2018, 7, 1))
        assert due == {
            "en": "1 July 2018, 23:59 Canberra; 1 July 2018, 13:59 UTC",
            "ja": "2018年7月1日23:59 キャンベラ時間、2018年7月1日13:59 協定世界時",
        }


def test_times_are_offered_by_our_own_clock(tmp_path: Path) -> None:
    with met.world_of(tmp_path, "AUS", "FRA") as world:
        acts = met.play(world)
        row = records.get(world["FRA"].alias, [acts["sought"].id])[acts["sought"].id]
        april, hour = (date(2019, 4, 1), date(2019, 4, 30)), timedelta(hours=1)
        found = candidates(("AUS", "ITA"), april, hour)
        assert {one.starts.zone for one in dates.offer_of(world["FRA"], row, found).slots} == {"Europe/Paris"}
        assert {str(one.local["ITA"][0].tzinfo) for one in found} == {"Europe/Rome"}
        moved = candidates(("AUS", "ITA"), april, hour, seats={"ITA": Seat("Turin", "トリノ", "Europe/Zurich")})
        assert {str(at.tzinfo) for one in moved for at, _ends in one.local.values()} == {"Europe/Zurich", "UTC"}

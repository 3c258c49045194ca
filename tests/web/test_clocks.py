"""On every page the clocks of the governments that take part, and of nobody else: at nodes whose parties are any two, any three, or one.

Touches temporary folders and databases.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client
from django.utils.translation import override
from tests import met, nodes
from tests.web.sample import Stage, every_table, put_on

from entente.kernel.calendar.seats import SEATS, seat
from entente.store import database, logs
from entente.web import clocks
from entente.web.person import posts
from entente.web.process import current
from entente.web.templatetags.entente import both_short

LISTS = ("/", "/records/", "/drafts/", "/consultations/", "/contacts/", "/exchange/", "/follow/", "/handover/", "/account/sessions/")
LISTS += ("/declaration/", "/plan/", "/plan/gantt/", "/oversight/", "/search/?q=talks", "/visits/", "/account/")
LISTS += ("/oversight/papers/?kind=brief&subject=S6",)
NEW = ("/drafts/new/meeting/", "/drafts/new/ship-clearance/", "/drafts/new/slot-offer/")
OF = {
    "/records/{}/": ("declaration", "measure", "series", "meeting", "sought", "offer", "agenda", "statement", "contact", "ping", "minutes"),
    "/records/{}/sheet/": ("measure", "meeting", "offer", "agenda", "minutes"),
    "/records/{}/sheet/?for=partner&language=both": ("meeting", "agenda"),
    "/records/{}/paper/?language=both": ("agenda", "minutes", "statement"),
    "/consultations/series/{}/": ("series",),
    "/consultations/meetings/{}/": ("meeting", "sought"),
    "/consultations/meetings/{}/dates/": ("sought",),
    "/consultations/statements/{}/": ("statement",),
}
"""Pages of one record each, and of which."""
CITIES = {code: (one.english, one.japanese) for code, one in SEATS.items()}


@contextmanager
def stage(folder: Path, *codes: str) -> Iterator[Stage]:
    """The first of these governments' pages, with what they have between them."""
    before = list(current._held)
    with met.world_of(folder, *codes, migrate=every_table) as world:
        acts = met.play(world) if len(codes) > 1 else {}
        node = put_on(world[codes[0]])
        posts.create_demonstration_posts(node)
        yield Stage(world, node, {}, {name: act.id for name, act in acts.items()})
        database.close(current.ALIAS)
    if before and before[0].home.path.exists():
        database.connect(current.ALIAS, before[0].home.settings.database)
        current.hold(before[0])


def read(shown: Stage, address: str, language: str) -> str:
    """A page's words, its labels for narrow windows among them, without the names of zones that lists offer."""
    posts.User.objects.update(seen_us=0)
    name = f"{shown.node.party.lower()}-drafter"
    client = Client(headers={"accept-language": language})
    client.force_login(posts.User.objects.get(username=name), "allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get(address, follow=True)
    assert answer.status_code == 200, (address, answer.status_code)
    text = re.sub(r"<option\b[^>]*>[^<]*|\b[A-Z][a-z]+/[A-Z][A-Za-z_]+", "", answer.content.decode())
    labels = " ".join(re.findall(r'data-label="([^"]*)"', text))
    return re.sub(r"\s+", " ", html.unescape(f"{re.sub(r'<[^>]+>', '', text)} {labels}"))


def addresses(shown: Stage) -> list[str]:
    """Every page of theirs."""
    return [*LISTS, *NEW, *(address.format(shown.records[name]) for address, names in OF.items() for name in names)]


@pytest.mark.parametrize("codes", [("AUS", "FRA"), ("AUS", "FRA", "ITA")])
def test_no_page_names_the_clock_of_a_government_that_does_not_take_part(tmp_path: Path, codes: tuple[str, ...]) -> None:
    """The law of the clocks on pages: neither London nor Tokyo, nor any other city, but where its government takes part."""
    with stage(tmp_path, *codes) as shown:
        for language in ("en", "ja"):
            of_others = [place for code, places in CITIES.items() if code not in codes for place in places]
            for address in addresses(shown):
                words = read(shown, address, language)
                assert not [place for place in of_others if place in words], (address, language)


def test_two_governments_by_their_own_clocks(tmp_path: Path) -> None:
    with stage(tmp_path, "AUS", "FRA") as shown:
        meeting, agenda, offer = (f"/records/{shown.records[name]}/" for name in ("meeting", "agenda", "offer"))
        assert "12 Dec 2018 09:00 Canberra, 11 Dec 2018 23:00 Paris" in read(shown, meeting, "en")
        assert "2018年12月12日 09:00 キャンベラ、2018年12月11日 23:00 パリ" in read(shown, meeting, "ja")
        assert "Changed (Canberra / Paris)" in read(shown, "/records/", "en") and "変更日時（キャンベラ／パリ）" in read(
            shown, "/records/", "ja"
        )
        paper = read(shown, f"{agenda}paper/", "en")
        assert (
            "Canberra / Paris" in paper
            and "10:00 / 00:00" in paper
            and "12 December 2018, 09:00–11:30 Canberra; 11 December 2018, 23:00" in paper
        )
        assert "3 Apr 2019 19:00 Canberra, 10:00 Paris" in read(shown, offer, "en")
        seen = read(shown, "/contacts/", "en")
        assert "09:00 – 18:00 Paris" in seen and "2 Oct 2018 19:00 Canberra, 11:00 Paris" in seen


def test_three_clocks_stand_in_the_order_of_the_codes(tmp_path: Path) -> None:
    with stage(tmp_path, "GBR", "ITA", "JPN") as shown:
        meeting = f"/records/{shown.records['meeting']}/"
        assert "12 Dec 2018 09:00 London, 10:00 Rome, 18:00 Tokyo" in read(shown, meeting, "en")
        assert "2018年12月12日 09:00 ロンドン、10:00 ローマ、18:00 東京" in read(shown, meeting, "ja")
        assert "Changed (London / Rome / Tokyo)" in read(shown, "/", "en") + read(shown, "/records/", "en")
        with clocks.page_of(shown.node), override("en"):
            assert re.sub("<[^>]+>", "", both_short(datetime(2018, 10, 2, 15, 30, tzinfo=UTC))) == "2 Oct 2018 16:30 / 17:30 / 3 Oct 00:30"


def test_a_node_alone_shows_its_own_clock(tmp_path: Path) -> None:
    with stage(tmp_path, "GBR") as shown:
        assert shown.node.seats() == (seat("GBR"),)
        words = read(shown, "/records/", "en") + read(shown, "/", "en")
        assert "London" in words and "Tokyo" not in words


def test_a_page_of_a_record_shows_its_channel_and_a_list_all_of_them(tmp_path: Path) -> None:
    """At a node in two channels: the clocks of the one where a record lies, and of both where records of both are listed."""
    with stage(tmp_path, "FRA", "JPN") as shown, met.world_of(tmp_path / "other", "AUS") as other:
        envelope = nodes.charter_for([other["AUS"], shown.world["FRA"]])
        with database.write(shown.node.alias):
            channel = logs.open_channel(shown.node.alias, envelope, "FRA", shown.node.now_us())
        assert "Changed (Canberra / Paris / Tokyo)" in read(shown, "/records/", "en")
        seen = read(shown, f"/records/{shown.records['meeting']}/", "en")
        assert "09:00 Paris, 17:00 Tokyo" in seen and "Canberra" not in seen
        assert [one.english for one in shown.node.seats(channel)] == ["Canberra", "Paris"]

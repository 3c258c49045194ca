"""A dialogue and an exercise of three, by the offices of three nodes: series, meeting, agenda, minutes, standing and papers at each.

Touches temporary folders and databases. Japan, the United Kingdom and the United States; all of it is invented.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests import nodes, three
from tests.cli.shell import entente
from tests.web.quarter import Offices
from tests.web.sample import Stage, every_table, put_on

from entente.instrument import to_json
from entente.node import say
from entente.node.files import importing
from entente.store import database
from entente.web.person import posts
from entente.web.process import current

AGREED = ("The three sides reviewed the exercise.", "三者は、訓練を検討した。")
BETTER = ("The three sides reviewed the exercise and its delays.", "三者は、訓練及びその遅延を検討した。")


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[Offices]:
    """Three nodes with what tests.three plays on them, and the pages of each."""
    before = list(current._held)
    with nodes.build(tmp_path, 3, migrate=every_table) as world:
        acts = three.play(world)
        node = put_on(world["GBR"])
        posts.create_demonstration_posts(node)
        yield Offices(Stage(world, node, {}, {name: act.id for name, act in acts.items()}))
        database.close(current.ALIAS)
    if before and before[0].home.path.exists():
        database.connect(current.ALIAS, before[0].home.settings.database)
        current.hold(before[0])


def test_three_sides_meet_agree_their_minutes_and_see_the_same(offices: Offices) -> None:
    series = offices.shown.records["series"]
    meeting = _convene(offices, series)
    _agenda(offices, meeting)
    _minutes(offices, meeting)
    _each_sees(offices, meeting)


def test_an_empty_list_of_series_offers_those_of_the_texts_in_effect_and_no_others(tmp_path: Path) -> None:
    before = list(current._held)
    with nodes.build(tmp_path, 3, migrate=every_table) as world:
        text = to_json(
            importing.draft(("three.txt", "", three.TEXT.encode()), importing.names_of(world.channel), {"id": "seas-2018"}).instrument
        )
        world.agree(say.propose(world["GBR"], world.channel, "instrument", text))
        node = put_on(world["GBR"])
        posts.create_demonstration_posts(node)
        page = Stage(world, node, {}, {}).client("drafter").get("/consultations/").content.decode()
        assert "/declaration/seas-2018/series/" in page and "Set up the seven series" not in page
        database.close(current.ALIAS)
    if before and before[0].home.path.exists():
        database.connect(current.ALIAS, before[0].home.settings.database)
        current.hold(before[0])


def _all_accept(offices: Offices, record: str, *sides: str) -> None:
    for side in sides:
        offices.accept(side, record)


def _convene(offices: Offices, series: str) -> str:
    """London plans; one acceptance is not enough; the date is agreed by three."""
    meeting = offices.send("GBR", offices.post("GBR", f"/consultations/series/{series}/plan/"))
    assert "の同意が必要です" in offices.accept("JPN", meeting), "one acceptance of two finalises nothing"
    assert "USA" in offices.page("JPN", f"/records/{meeting}/", "en") and "Proposed" in offices.page("JPN", f"/records/{meeting}/", "en")
    offices.accept("USA", meeting)
    seen = offices.page("GBR", f"/consultations/meetings/{meeting}/dates/?first=2019-03-25&last=2019-05-10&minutes=120")
    slots = re.findall(r'name="slot"[^>]*value="([^"]+)"', seen)
    assert len(slots) == 3 and all(zone in seen for zone in ("London", "Tokyo"))
    offer = offices.send("GBR", offices.post("GBR", f"/consultations/meetings/{meeting}/dates/offer/", slot=slots))
    assert f"/consultations/place/{offer}/" in offices.page("JPN", "/?all=ours")
    taken = offices.send("JPN", offices.post("JPN", f"/consultations/meetings/{meeting}/dates/answer/", offer=offer, chosen="2"))
    assert taken == meeting and "日程合意" not in offices.page("JPN", f"/consultations/meetings/{meeting}/"), "one of two others"
    third = offices.page("USA", f"/consultations/meetings/{meeting}/dates/")
    assert "See the proposal" in third and 'name="chosen"' not in third, "what is proposed is accepted, not answered once more"
    asked = offices.page("USA", f"/consultations/meetings/{meeting}/").split("What comes next")[1].split("</ul>")[0]
    assert "A time is proposed" in asked and "our move" in asked and "answer the times" not in asked
    offices.accept("USA", meeting)
    for side, words in (("GBR", "Date agreed"), ("JPN", "日程合意"), ("USA", "Date agreed")):
        assert words in offices.page(side, f"/consultations/meetings/{meeting}/")
    return meeting


def _agenda(offices: Offices, meeting: str) -> None:
    """Tokyo proposes from what is open, which is written for all three; both others agree."""
    offices.shown.world.moment[0] = datetime(2019, 3, 20, 9, tzinfo=UTC)
    asked = offices.page("JPN", f"/consultations/meetings/{meeting}/agenda/")
    lines = {name: html.unescape(value) for name, value in re.findall(r'name="(line-\d+)"[^>]*value="([^"]+)"', asked)}
    assert "USA-M-2018-001" in asked, "the exercise is overdue, and no other series would take it up"
    fields = lines | {"own-0-en": "Next exercise", "own-0-ja": "次回訓練", "minutes-0": "20"}
    agenda = offices.send("JPN", offices.post("JPN", f"/consultations/meetings/{meeting}/agenda/", **fields))
    _all_accept(offices, agenda, "GBR", "USA")


def _minutes(offices: Offices, meeting: str) -> None:
    """London's minutes; Washington's counter-proposal, redlined; agreed when both others have accepted it."""
    offices.shown.world.moment[0] = datetime(2019, 5, 20, 9, tzinfo=UTC)
    _all_accept(offices, offices.send("GBR", offices.post("GBR", f"/consultations/meetings/{meeting}/change/held/")), "JPN", "USA")
    draft, revision, numbers = _editor(offices, "GBR", meeting)
    words = {f"p-{n}-{language}": said for n in numbers for language, said in zip(("en", "ja"), AGREED, strict=True)}
    offices.post("GBR", f"/consultations/minutes/{draft}/", revision=revision, save="1", **words)
    minutes = offices.send("GBR", draft)
    offices.accept("JPN", minutes)
    counter, revision, _numbers = _editor(offices, "USA", meeting)
    better = words | {"p-1-en": BETTER[0], "p-1-ja": BETTER[1]}
    offices.post("USA", f"/consultations/minutes/{counter}/", revision=revision, save="1", **better)
    assert "<ins> and its delays</ins>" in offices.page("USA", f"/consultations/minutes/{counter}/")
    offices.send("USA", counter)
    offices.accept("GBR", minutes)
    offices.accept("JPN", minutes)


def _editor(offices: Offices, party: str, meeting: str) -> tuple[str, str, list[str]]:
    """The draft of minutes begun, its revision, and its paragraphs."""
    draft = offices.post(party, f"/consultations/meetings/{meeting}/minutes/")
    seen = offices.page(party, f"/consultations/minutes/{draft}/")
    numbers = sorted(set(re.findall(r'name="p-(\d+)-en"', seen)), key=int)
    return draft, re.findall(r'name="revision" value="([^"]+)"', seen)[0], numbers


def _each_sees(offices: Offices, meeting: str) -> None:
    """The minutes, the standing and the paper for the partners are there at each node, in its language."""
    for side in offices.shown.world.codes:
        page = offices.page(side, f"/consultations/meetings/{meeting}/")
        assert BETTER[0] in page and BETTER[1] in page, side
        for kind in ("quarterly", "brief"):
            address = f"/oversight/papers/?kind={kind}&on=2019-06-28&subject=seas-2018%23C2&for=partner"
            assert "USA-M-2018-001" in offices.page(side, address), (side, kind)
        home = offices.shown.world[side].home.path
        told = json.loads(entente("--home", home, "standing", "--clause", "C2", "--as-of", "2019-06-28", "--json").out)
        assert told["clauses"][0]["state"] == "lapsed", side

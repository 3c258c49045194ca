"""Following: what is new in it is on the Desk; it is one's own, opens nothing, and is left out once it may not be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from tests import nodes
from tests.web import sample
from tests.web.sample import Stage
from tests.web.test_gate import sight_of

from entente.web.models import Preference
from entente.web.person import follows, posts, saved
from entente.web.process import current


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory, shown: Stage) -> Iterator[Stage]:
    """A stage of this module's own, since things happen at it."""
    with sample.stage(tmp_path_factory.mktemp("follows")) as stage:
        yield stage
    sample.put_on(shown.world["GBR"])
    current.hold(shown.node)


@pytest.fixture(autouse=True)
def nothing_followed(play: Stage) -> Iterator[None]:
    yield
    Preference.objects.filter(name__startswith=follows.PREFIX).delete()


def user(name: str) -> posts.User:
    return posts.User.objects.get(username=f"gbr-{name}")


def send(client: Client, kind: str, name: str, do: str = "follow", back: str = "") -> Any:
    return client.post("/follow/", {"kind": kind, "name": name, "do": do, "next": back})


def test_a_record_is_followed_and_no_longer(play: Stage) -> None:
    client, address = play.client("reader"), f"/records/{play.records['acsa']}/"
    assert "You follow this." not in client.get(address).content.decode()
    answer = send(client, "record", play.records["acsa"], back=address)
    assert (answer.status_code, answer.headers["Location"]) == (302, address)
    assert "You follow this." in client.get(address).content.decode() and "GBR-M-2018-006" in client.get("/follow/").content.decode()
    assert "You follow nothing yet." in play.client("accept").get("/follow/").content.decode()
    send(client, "record", play.records["acsa"], "stop")
    assert not follows.any_followed(user("reader"))


def test_a_clause_is_followed(play: Stage) -> None:
    client = play.client("reader", "ja")
    assert "フォローする" in client.get("/declaration/jp-gb-2017/S6/").content.decode()
    send(client, "clause", "jp-gb-2017#S6")
    assert "フォロー中です。" in client.get("/declaration/jp-gb-2017/S6/").content.decode()
    assert [one.name for one in follows.followed(sight_of(play, "reader"), user("reader"))] == ["jp-gb-2017#S6"]


def test_what_is_new_in_it_is_told_once(play: Stage) -> None:
    sight, who = sight_of(play, "reader"), user("reader")
    send(play.client("reader"), "record", play.records["acsa"])
    send(play.client("reader"), "clause", "jp-gb-2017#S6")
    since = play.node.now_us()
    assert follows.news(sight, who, since) == []
    report = play.world.state("GBR", "progress-report", nodes.report(play.records["acsa"], 8))
    play.world.settle()
    found = follows.news(sight_of(play, "reader"), who, since)
    assert [row.id for row in found] == [report.id]
    posts.User.objects.filter(pk=who.pk).update(seen_us=since)
    table = play.client("reader").get("/").context["tables"][0]
    assert (table["name"], [line["id"] for line in table["lines"]]) == ("followed", [report.id])
    assert play.client("accept").get("/").context["tables"][0]["name"] == "ours"


def test_what_may_not_be_read_is_not_followed(play: Stage) -> None:
    secret = play.records["secret"]
    hidden, absent = (send(play.client("reader"), "record", name).status_code for name in (secret, "0123456789abcdef" * 4))
    assert hidden == absent == 404 and not follows.any_followed(user("reader"))
    assert send(play.client("drafter"), "record", secret).status_code == 302
    Preference.objects.create(user=user("reader"), name=f"{follows.PREFIX}record:{secret}", value={})  # followed in a post of before
    assert follows.followed(sight_of(play, "reader"), user("reader")) == [] == follows.news(sight_of(play, "reader"), user("reader"), 0)
    assert [row.id for row in follows.news(sight_of(play, "drafter"), user("drafter"), 0)] == [secret]


@pytest.mark.parametrize(("kind", "name"), [("record", "x"), ("clause", "S6"), ("clause", "jp-gb-2017#S6\n"), ("post", "GBR"), ("", "")])
def test_nonsense_is_not_kept(play: Stage, kind: str, name: str) -> None:
    assert send(play.client("reader"), kind, name, back="https://elsewhere.example/").headers["Location"] == "/follow/"
    assert not follows.any_followed(user("reader"))


def test_not_more_than_a_hundred(play: Stage) -> None:
    names = [f"{follows.PREFIX}clause:jp-gb-2017#S{n}" for n in range(100, 100 + follows.MANY)]
    Preference.objects.bulk_create(Preference(user=user("reader"), name=name, value={}) for name in names)
    answer = play.client("reader").post("/follow/", {"kind": "clause", "name": "jp-gb-2017#S6", "do": "follow"}, follow=True)
    assert "You follow 100 already" in answer.content.decode()
    assert Preference.objects.filter(user=user("reader"), name__startswith=follows.PREFIX).count() == follows.MANY


@pytest.mark.parametrize(("page", "query"), [("records", "type=measure&clause=jp-gb-2017%23S6"), ("action-plan", "clause=jp-gb-2017%23S6")])
def test_a_saved_view_is_followed_and_its_new_matches_are_told(play: Stage, page: str, query: str) -> None:
    client, mine = play.client("reader"), user("reader")
    saved.keep(mine, page, "Logistics", query, False)
    key = str(saved.listed(mine, [page])[0].key)
    address = "/records/" if page == "records" else "/plan/"
    assert ">follow<" in client.get(address).content.decode()
    send(client, "view", key, back=address)
    assert ">stop following<" in client.get(address).content.decode() and "Logistics" in client.get("/follow/").content.decode()
    sight = sight_of(play, "reader")
    assert {row.code for row in follows.news(sight, mine, 0)} == {"GBR-M-2018-006"}
    newest = max(row.changed_at for row in follows.news(sight, mine, 0))
    assert follows.news(sight, mine, newest) == []
    send(client, "view", key, "stop")
    assert not follows.any_followed(mine)
    saved.forget(mine, int(key))


def test_a_view_of_another_is_not_followed_and_one_that_is_gone_is_left_out(play: Stage) -> None:
    saved.keep(user("drafter"), "records", "Own", "type=measure", False)
    key = str(saved.listed(user("drafter"), ["records"])[0].key)
    assert send(play.client("reader"), "view", key).status_code == 404
    send(play.client("drafter"), "view", key)
    saved.forget(user("drafter"), int(key))
    assert follows.followed(sight_of(play, "drafter"), user("drafter")) == []
    assert "Own" not in play.client("drafter").get("/follow/").content.decode()

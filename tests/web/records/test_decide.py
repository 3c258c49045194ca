"""Accepting, declining and withdrawing on a page: shown exactly, said once, told in words when events were faster."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from tests.web import sample
from tests.web.sample import Stage

from entente.kernel.errors import Refusal
from entente.node import look, say
from entente.store import database, records

ROOT = "/records"
TOLD = 2
"""Entries of one decision: the one that the partner gets, and the one at home that names the officer."""


@pytest.fixture
def play(tmp_path: Path, shown: Stage) -> Iterator[Stage]:
    """A stage of this test's own, since it says things; the shared one is put back on afterwards."""
    with sample.stage(tmp_path) as made:
        yield made
    sample.put_on(shown.world["GBR"])


def token_in(page: str) -> str:
    found = re.search(r'name="request" value="([\w-]+)"', page)
    assert found is not None
    return found[1]


def said(stage: Stage) -> int:
    return int(database.rows(stage.node.alias, "SELECT COUNT(*) FROM act")[0][0])


def address(stage: Stage, name: str, verb: str, act: str = "") -> str:
    record = stage.records[name]
    return f"{ROOT}/{record}/{act or record[:64]}/{verb}/"


def state(stage: Stage, name: str) -> str:
    found = look.record_state(stage.node, stage.records[name])
    assert found is not None
    return found.state


def test_what_is_accepted_is_shown_said_once_and_followed(play: Stage) -> None:
    client, there = play.client("accept"), address(play, "framework", "accept")
    page = client.get(there).content.decode()
    assert "JPN-M-2018-007" in page and "Planned start" in page and "these very words" in page
    before, form = said(play), {"request": token_in(page)}
    assert client.post(there, form).status_code == 302 and said(play) == before + TOLD
    for _ in range(2):
        assert client.post(there, form).status_code == 302
    assert said(play) == before + TOLD
    play.world.settle()
    assert state(play, "framework") == "in-effect"
    assert client.post(there, form).status_code == 302


def test_the_record_tells_at_home_who_accepted_and_how_he_had_signed_in(play: Stage) -> None:
    there, record = address(play, "framework", "accept"), f"{ROOT}/{play.records['framework']}/"
    client = Client()
    client.post("/account/login/", {"login": "gbr-accept", "password": play.sign_ins["gbr-accept"].password})
    assert client.post(there, {"request": token_in(client.get(there).content.decode())}).status_code == 302
    (decided,) = client.get(record).context["decided"]
    assert (decided["officer"], [way["en"] for way in decided["proof"]]) == ("gbr-accept", ["password"])
    play.world.settle()
    (home,) = records.listed(play.node.alias, {"type": "officer-decision"})
    assert home.channel == play.node.national().id and records.listed(play.world["JPN"].alias, {"type": "officer-decision"}) == []


def test_the_act_names_the_post_that_accepted(play: Stage) -> None:
    there = address(play, "framework", "accept")
    client = play.client("accept")
    client.post(there, {"request": token_in(client.get(there).content.decode())})
    entry = client.get(f"{ROOT}/{play.records['framework']}/").context["history"][0]
    assert (entry["what"]["en"], entry["post"]) == ("Accepted", "GBR:FCDO:accept")


def test_a_stale_tab_is_told_in_words(play: Stage) -> None:
    client, there = play.client("accept"), address(play, "framework", "accept")
    form = {"request": token_in(client.get(there).content.decode())}
    proposal = look.find_act(play.world["JPN"], play.records["framework"][:64]).act
    play.world.say("JPN", "withdraw", proposal)
    play.world.settle()
    before = said(play)
    for answer in (client.post(there, form), client.get(there)):
        assert answer.status_code == 409 and "withdrawn or replaced by its author meanwhile" in answer.content.decode()
    assert said(play) == before
    in_japanese = play.client("accept", "ja").post(there, form)
    assert in_japanese.status_code == 409 and "この提案は既に終了しています（この間に" in in_japanese.content.decode()


def test_a_second_tab_is_told_that_it_is_accepted_already(play: Stage) -> None:
    client, there = play.client("accept"), address(play, "framework", "accept")
    first, second = ({"request": token_in(client.get(there).content.decode())} for _ in range(2))
    assert client.post(there, first).status_code == 302
    answer = client.post(there, second)
    assert answer.status_code == 409 and "has accepted this proposal already" in answer.content.decode()
    assert "当方はこの提案に既に同意しています。" in play.client("accept", "ja").post(there, second).content.decode()


def test_a_counter_proposal_is_compared_with_what_it_counters(play: Stage) -> None:
    proposal = look.find_act(play.node, play.records["cyber"][:64]).act
    text = sample.measure(sample.sample.CYBER, baseline_start="2019-01-15")
    counter = play.world.propose("JPN", "measure", text, record=play.records["cyber"], cites=(proposal,))
    play.world.settle()
    page = play.client("accept").get(f"{ROOT}/{play.records['cyber']}/")
    theirs = next(offer for offer in page.context["proposals"] if not offer["ours"])
    assert [line.path for line in theirs["changes"]] == ["baseline_start"] and theirs["act"] == counter.id
    assert "<del>" in page.content.decode() and "<ins>" in page.content.decode()
    client, there = play.client("accept"), address(play, "cyber", "accept", counter.id)
    assert client.post(there, {"request": token_in(client.get(there).content.decode())}).status_code == 302
    play.world.settle()
    assert state(play, "cyber") == "in-effect"


def test_declining_and_withdrawing(play: Stage) -> None:
    for post, name, verb in (("accept", "framework", "decline"), ("release", "cyber", "withdraw")):
        client, there, before = play.client(post), address(play, name, verb), said(play)
        form = {"request": token_in(client.get(there).content.decode())}
        assert [client.post(there, form).status_code for _ in range(2)] == [302, 302] and said(play) == before + TOLD
    assert state(play, "cyber") == "lapsed"
    assert play.client("accept").get(f"{ROOT}/{play.records['framework']}/").context["proposals"][0]["declined"] == ["GBR"]


def test_what_our_side_has_accepted_is_not_declined_any_more(play: Stage) -> None:
    """An acceptance cannot be taken back: the page offers no refusal after it, and neither an address kept nor the command says one."""
    client, there, late = play.client("accept"), address(play, "framework", "accept"), address(play, "framework", "decline")
    form = {"request": token_in(client.get(late).content.decode())}
    client.post(there, {"request": token_in(client.get(there).content.decode())})
    before = said(play)
    assert b"/decline/" not in client.get(f"{ROOT}/{play.records['framework']}/").content
    answer = client.post(late, form)
    assert answer.status_code == 409 and "has accepted this proposal already" in answer.content.decode() and said(play) == before
    folded = look.record_state(play.node, play.records["framework"])
    assert folded is not None
    with pytest.raises(Refusal) as refused:
        say.decline(play.node, str(folded.proposals[0].cite).rpartition("/")[0])
    assert refused.value.code == "accepted-already"


def test_roles_are_refused_in_words_and_nothing_is_said(shown: Stage) -> None:
    before = said(shown)
    for post, name, verb in (("drafter", "framework", "accept"), ("reader", "framework", "decline"), ("accept", "cyber", "withdraw")):
        client, there = shown.client(post), address(shown, name, verb)
        for answer in (client.get(there), client.post(there)):
            assert answer.status_code == 403 and re.search("your post (does not hold that|holds neither) role", answer.content.decode())
    assert shown.client("admin").post(address(shown, "framework", "accept")).status_code == 403
    own = shown.client("accept").post(address(shown, "cyber", "accept"))
    assert own.status_code == 409 and said(shown) == before


def test_what_is_not_there_and_what_is_hidden_are_alike(shown: Stage) -> None:
    client = shown.client("accept")
    record = shown.records["framework"]
    for there in (f"{ROOT}/{record}/{'0' * 64}/accept/", f"{ROOT}/{record}/{record[:64]}/swallow/", f"{ROOT}/none/{record[:64]}/accept/"):
        assert client.get(there).status_code == 404 == client.post(there).status_code
    assert client.put(address(shown, "framework", "accept")).status_code == 405


def test_without_its_token_a_form_does_nothing(shown: Stage) -> None:
    from django.test import Client

    client, before = Client(enforce_csrf_checks=True), said(shown)
    client.force_login(sample.posts.User.objects.get(username="gbr-accept"), "allauth.account.auth_backends.AuthenticationBackend")
    assert client.post(address(shown, "framework", "accept")).status_code == 403 and said(shown) == before

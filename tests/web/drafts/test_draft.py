"""One draft on its page: who may do what, comments beside fields, steps once, stale tabs, redlines, what is national."""

from __future__ import annotations

import re
from typing import Any

import pytest
from tests.web.drafts.stages import ANN, BOB, House, fresh, measure

from entente.node import say
from entente.node.national import drafting, matters
from entente.store import database


def page(at: House, name: str, who: str, language: str = "en") -> Any:
    return at.stage.client(who, language).get(f"/drafts/{at.drafts[name]}/")


def take(at: House, name: str, who: str, **form: str) -> Any:
    return at.stage.client(who).post(f"/drafts/{at.drafts[name]}/step/", form)


def state(at: House, name: str) -> str:
    return matters.matter(at.stage.node, at.drafts[name]).state


def test_each_post_may_do_its_own_steps_and_no_others(at: House) -> None:
    found = {
        (name, who): set(page(at, name, who).context["may"]) - {"edit", "discard"}
        for name in ("drafting", "asked", "returned", "cleared", "waiting")
        for who in ("drafter", "release", "accept", "reader")
    }
    assert {pair: may for pair, may in found.items() if may} == {
        ("drafting", "drafter"): {"ask"},
        ("asked", "drafter"): {"ask"},
        ("asked", "release"): {"clear", "return"},
        ("cleared", "drafter"): {"ask"},
        ("cleared", "release"): {"release"},
        ("waiting", "drafter"): {"recall"},
        ("waiting", "release"): {"recall"},
    }


@pytest.mark.parametrize("language", ["en", "ja"])
def test_what_stands_against_it_and_comments_stand_beside_their_fields(at: House, language: str) -> None:
    answer = page(at, "drafting", "drafter", language)
    by_name = {field["name"]: field for field in answer.context["fields"]}
    assert {name for name, field in by_name.items() if field["problems"]} == {"clauses", "baseline_finish"}
    assert ("not a day" if language == "en" else "日付ではありません") in answer.content.decode() and "RFC" not in answer.content.decode()
    returned = page(at, "returned", "drafter", language).context
    assert [words for field in returned["fields"] for _event, words in field["comments"]] == ["Say which ship and which port."]
    assert [words for _event, words in returned["whole"]] == ["The Navy has to agree first."]


@pytest.mark.parametrize(("language", "words"), [("en", "It can be sent all the same."), ("ja", "このまま発出することもできます。")])
def test_an_authority_that_the_charter_does_not_name_is_pointed_out(at: House, language: str, words: str) -> None:
    stray = measure("GBR-M-2018-077", "A slip of the pen", "誤記", leads={"GBR": "M0D", "JPN": "MOD"})
    draft = drafting.save(at.stage.node, ANN, type_="measure", text=stray, channel=at.stage.world.channel.id).id
    shown = at.stage.client("drafter", language).get(f"/drafts/{draft}/")
    assert words in shown.content.decode() and not shown.context["problems"]
    told = at.stage.client("drafter").get(f"/api/v1/drafts/{draft}").json()
    assert [one["path"] for one in told["unnamed"]][:1] == ["leads.GBR"] and told["against"] == []


def test_the_redline_is_against_the_text_it_would_revise_and_the_revision_before(at: House) -> None:
    changed = {line.path for line in page(at, "asked", "release").context["since_base"]}
    assert {"title.en", "priority"} <= changed and "code" not in changed
    assert {line.path for line in page(at, "drafting", "drafter").context["since_before"]} == {"clauses", "baseline_finish"}
    assert page(at, "asked", "release").context["since_before"] is None


def test_national_fields_drafts_and_work_stand_on_the_record_and_say_so(at: House) -> None:
    for language, words in (("en", "National only"), ("ja", "国内限り")):
        page_ = at.stage.client("drafter", language).get(f"/records/{at.stage.records['acsa']}/").content.decode()
        assert words in page_ and "12,500.00" in page_ and "Ask the Treasury" in page_
    low = at.stage.client("reader").get(f"/records/{at.stage.records['acsa']}/").content.decode()
    assert "12,500.00" not in low and "Ask the Treasury" not in low


def test_what_may_not_be_read_is_not_found(at: House) -> None:
    secret = at.stage.records["secret"]
    assert at.stage.client("drafter").get(f"/drafts/{secret}/").status_code == 200
    for address in (f"/drafts/{secret}/", "/drafts/" + "0" * 64 + "/", f"/drafts/{at.stage.records['acsa']}/", f"/drafts/{secret}/step/"):
        client = at.stage.client("reader")
        assert (client.post(address) if address.endswith("step/") else client.get(address)).status_code == 404
    assert at.stage.client("admin").get("/drafts/").status_code == 403


def test_a_return_from_the_page_and_a_form_sent_twice(at: House) -> None:
    name = fresh(at, "GBR-M-2018-301", "asked")
    shown = page(at, name, "release").content.decode()
    revision = re.search(r'name="revision" value="([0-9a-f]{64})"', shown)
    assert revision is not None
    form = {"step": "return", "revision": revision[1], "comment:title": "Too long.", "comment:": ""}
    assert take(at, name, "release", **form).status_code == 302 == take(at, name, "release", **form).status_code
    assert state(at, name) == "returned"
    answer = take(at, name, "release", step="clear", revision=revision[1])
    assert answer.status_code == 409 and "Nothing was done" in answer.content.decode()


def test_a_stale_tab_changes_nothing_and_gives_the_comment_back(at: House) -> None:
    name = fresh(at, "GBR-M-2018-302", "asked")
    old = matters.matter(at.stage.node, at.drafts[name]).revision
    text = measure(name, "Other words", "別の文言")
    drafting.save(at.stage.node, ANN, type_="measure", text=text, draft=at.drafts[name])
    answer = take(at, name, "release", step="clear", revision=old, **{"comment:title": "<script>Fine.</script>"})
    shown = answer.content.decode()
    assert answer.status_code == 409 and "DR4" in shown and "&lt;script&gt;Fine." in shown and "<script>Fine" not in shown
    assert state(at, name) == "drafting"


def test_asked_cleared_recalled_discarded_from_the_page(at: House) -> None:
    name, sent = fresh(at, "GBR-M-2018-303", "drafting"), fresh(at, "GBR-M-2018-304", "waiting")
    assert take(at, name, "drafter", step="ask", to_post=BOB.post).status_code == 302 and state(at, name) == "asked"
    assert take(at, name, "release", step="clear").status_code == 302 and state(at, name) == "cleared"
    assert take(at, sent, "drafter", step="recall", words="Wait.").status_code == 302 and state(at, sent) == "cleared"
    assert take(at, sent, "drafter", step="discard").status_code == 302 and state(at, sent) == "discarded"
    assert take(at, name, "drafter", step="nonsense").status_code == 404
    assert at.stage.client("drafter").get(f"/drafts/{at.drafts[name]}/step/").status_code == 405
    assert take(at, name, "reader", step="discard").status_code == 409


def test_nobody_accepts_on_a_record_whose_words_he_drafted(at: House) -> None:
    """The accepting officer is given the drafter's role too, and drafts a counter-proposal: then another accepts."""
    from entente.web.models import Post

    framework = at.stage.records["framework"]
    address = f"/records/{framework}/{framework[:64]}/accept/"
    client = at.stage.client("accept")
    token = re.search(r'name="request" value="([\w-]+)"', client.get(address).content.decode())
    assert token is not None
    post = Post.objects.get(code="GBR:FCDO:accept")
    officer = drafting.Officer("gbr-accept", post.code, frozenset({*post.roles, "drafter"}))
    text = measure("JPN-M-2018-007", "Framework", "枠組み")
    draft = drafting.save(at.stage.node, officer, type_="measure", text=text, channel=at.stage.world.channel.id, record=framework).id
    before = database.rows(at.stage.node.alias, "SELECT COUNT(*) FROM act")
    answer = client.post(address, {"request": token[1]})
    assert answer.status_code == 409 and "another officer accepts" in answer.content.decode()
    program = client.post(f"/api/v1/records/{framework}/proposals/{framework[:64]}/accept", "{}", "application/json")
    assert program.status_code == 409 and "another officer accepts" in program.json()["detail"]
    assert database.rows(at.stage.node.alias, "SELECT COUNT(*) FROM act") == before
    drafting.discard(at.stage.node, officer, draft)
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(("language", "words"), [("en", "proposes to amend that"), ("ja", "変更提案となります")])
def test_an_answer_to_what_was_finalised_meanwhile_says_what_it_has_become(at: House, language: str, words: str) -> None:
    node, world = at.stage.node, at.stage.world
    proposed = say.propose(world["JPN"], world.channel, "measure", measure("JPN-M-2018-180", "Answered late", "遅れた回答"))
    world.settle()
    answer = measure("JPN-M-2018-180", "Answered late", "遅れた回答", priority="HIGH")
    draft = drafting.save(node, ANN, type_="measure", text=answer, channel=world.channel.id, record=proposed.id, counters=proposed.id).id
    page = at.stage.client("drafter", language).get(f"/drafts/{draft}/").content.decode()
    assert words not in page
    say.accept(node, proposed.id)
    world.settle()
    for address in (f"/drafts/{draft}/", f"/drafts/{draft}/release/"):
        assert words in at.stage.client("release", language).get(address).content.decode()
    drafting.discard(node, ANN, draft)

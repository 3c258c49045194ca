"""Recorded words on their page: chosen and put as one draft, cleared whole, released, linked; each sees what he may."""

from __future__ import annotations

from tests.web.recorded.conftest import Told
from tests.web.sample import Stage

from entente.node.national import drafting, putting
from entente.node.officer import Officer
from entente.store import records

ANN = Officer("gbr-drafter", "GBR:FCDO:desk", frozenset({"drafter"}))
BOB = Officer("gbr-release", "GBR:FCDO:release", frozenset({"clearing", "releasing-officer", "reader"}))


def test_where_nothing_stands_at_home_it_says_so_instead_of_filters(shown: Stage) -> None:
    # The first test here: from the next one on, the pages are those of a node that has recorded something.
    for language, words in (("en", "Nothing is recorded at home"), ("ja", "国内限りの記録はありません。")):
        page = shown.client("drafter", language).get("/recorded/").content.decode()
        assert words in page and 'role="search" aria-label' not in page.partition("<main")[2]


def test_what_may_go_is_ticked_what_may_not_says_why_and_only_drafters_put(told: Told) -> None:
    page = told.stage.client("drafter").get("/recorded/").content.decode()
    assert "note.txt" in page and 'B9">' in page and f'value="{told.home["Call"]}" checked' in page
    assert f'value="{told.home["Secret"]}"' in page and f'value="{told.home["Secret"]}" checked' not in page
    low = told.stage.client("reader", "ja").get("/recorded/").content.decode()
    assert "発言の記録" in low and told.home["Secret"] not in low and 'name="record"' not in low
    assert told.stage.client("reader").post("/recorded/put/", {"record": told.home["Call"]}).status_code == 403
    assert told.stage.client("drafter").get("/recorded/put/").status_code == 405
    narrow = told.stage.client("drafter").get("/recorded/?clause=jp-gb-2017%23S7").content.decode()
    assert told.home["Call"] not in narrow
    assert told.home["Call"] in told.stage.client("drafter").get("/recorded/?about=-").content.decode()


def test_a_list_is_one_draft_cleared_and_released_whole_and_links_both(told: Told) -> None:
    stage, node = told.stage, told.stage.node
    client = stage.client("drafter")
    none = client.post("/recorded/put/", {}, follow=True).content.decode()
    assert "CL1" in none
    wanted = [told.home["Call"], told.home["Letter"]]
    made = client.post("/recorded/put/", {"record": wanted})
    draft = made["Location"].split("/")[-2]
    page = client.get(made["Location"]).content.decode()
    assert "2 records put for confirmation" in page and "Call: they agree." in page and "note.txt" in page
    assert "Stands on a list in hand" in client.get("/recorded/").content.decode()
    drafting.ask(node, ANN, draft, BOB.post)
    drafting.clear(node, BOB, draft)
    preview = stage.client("release").get(f"/drafts/{draft}/release/")
    assert preview.context["ready"] and len(preview.context["preview"].texts) == 2 and "Letter: they agree." in preview.content.decode()
    assert stage.client("release").post(f"/drafts/{draft}/release/", {"wait": "60"}).status_code == 302
    stage.world.later(seconds=90)
    drafting.dispatch(node)
    shared = {pair.home: pair.shared for pair in putting.pairs(node)}
    assert set(shared) == set(wanted)
    here, there = shared[wanted[0]], wanted[0]
    assert here in client.get(f"/records/{there}/").content.decode() and there in client.get(f"/records/{here}/").content.decode()
    after = client.get("/recorded/").content.decode()
    assert told.home["Visit"] in after and f'value="{there}"' not in after and f"/records/{here}/" in after
    listed, all_ = (client.get(f"/records/?type=recorded{more}").content.decode() for more in ("", "&state=withdrawn"))
    assert here in listed and there not in listed and there in all_  # once in lists, and found when asked for
    found = [line["id"] for line in client.get("/search/?q=they+agree").context["lines"]]
    assert here in found and there not in found and told.home["Visit"] in found  # once in a search, as the shared record
    stage.world.later(days=1)
    desk = client.get("/").content.decode()
    assert "2 records put to them for confirmation" in desk and "1 record put to us for confirmation" in desk
    (kept,) = {pair.kept for pair in putting.pairs(node)}
    assert records.get(node.alias, [kept])[kept].channel == node.national().id


def test_a_list_with_what_this_officer_may_not_see_is_not_released_by_him(told: Told) -> None:
    stage, node = told.stage, told.stage.node
    by = Officer("gbr-drafter", "GBR:FCDO:desk", frozenset({"drafter", "assigning-officer"}))
    text = putting.choose(node, stage.world.channel, [told.home["Secret"]], by)
    draft = drafting.save(node, by, type_=putting.TYPE, text=text, channel=stage.world.channel.id).id
    shown = stage.client("reader").get(f"/drafts/{draft}/")
    assert shown.status_code == 200 and "Secret: they agree." not in shown.content.decode() and shown.context["list_hidden"] == 1
    drafting.discard(node, by, draft)

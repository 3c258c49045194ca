"""The release page: the exact body, who gets it and who does not by which rule, the order, and refusal by label."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from tests import nodes
from tests.web.drafts.stages import ANN, BOB, House, fresh, measure

from entente.node import look
from entente.node.national import drafting, matters


def test_what_was_previewed_is_what_the_partner_gets(at: House) -> None:
    name = fresh(at, "GBR-M-2018-310", "cleared")
    address = f"/drafts/{at.drafts[name]}/release/"
    client = at.stage.client("release")
    shown = client.get(address)
    preview, revision = shown.context["preview"], shown.context["row"]["revision"]
    assert shown.context["ready"] and [(r.party, r.gets) for r in preview.receivers] == [("JPN", True)]
    form = {"wait": "0", "revision": revision}
    assert client.post(address, form).status_code == 302
    sent = matters.matter(at.stage.node, at.drafts[name]).sent
    assert sent is not None
    at.stage.world.settle()
    found = look.find_act(at.stage.world["JPN"], sent)
    assert look.body_of(at.stage.world["JPN"], found) == json.loads(preview.body)
    assert found.act.header is not None and found.act.header.body is not None
    assert found.act.header.body.size == preview.size == len(preview.body.encode())
    assert client.post(address, form).status_code == 409


@pytest.mark.parametrize(("language", "words"), [("en", "What stays at home"), ("ja", "国内にとどめるもの")])
def test_only_a_releasing_officer_opens_it_and_the_drafter_never_releases(at: House, language: str, words: str) -> None:
    address = f"/drafts/{at.drafts['cleared']}/release/"
    page = at.stage.client("release", language).get(address).content.decode()
    assert words in page and "GBR-M-2018-104" in page
    assert {name: at.stage.client(name).get(address).status_code for name in ("drafter", "accept", "reader", "admin")} == {
        "drafter": 403, "accept": 403, "reader": 403, "admin": 403,
    }  # fmt: skip
    assert not at.stage.client("release").get(f"/drafts/{at.drafts['asked']}/release/").context["ready"]


def test_what_may_not_be_sent_is_refused_with_the_rule_before_anything_is_signed(at: House) -> None:
    """A marking above the channel's ceiling; then no table in force that gives the partner a place for it."""
    node, above = at.stage.node, (nodes.POLICY, "OFFICIAL-SENSITIVE")
    text = measure("GBR-M-2018-320", "Sensitive", "要注意")
    draft = drafting.save(node, ANN, type_="measure", text=text, channel=at.stage.world.channel.id, label=above).id
    drafting.ask(node, ANN, draft, BOB.post)
    drafting.clear(node, BOB, draft)
    client = at.stage.client("release")
    shown = client.get(f"/drafts/{draft}/release/")
    assert not shown.context["ready"] and 'B9">' in shown.content.decode()
    assert client.post(f"/drafts/{draft}/release/", {"wait": "0"}).status_code == 409 and not matters.matter(node, draft).orders
    plain, samples = fresh(at, "GBR-M-2018-321", "cleared"), node.samples
    node.samples = replace(samples, equivalences=())
    try:
        shown = client.get(f"/drafts/{at.drafts[plain]}/release/")
        assert not shown.context["preview"].receivers[0].gets and "[D11]" in shown.content.decode() and not shown.context["ready"]
    finally:
        node.samples = samples

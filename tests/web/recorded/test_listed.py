"""A drafted list on its draft's page."""

from __future__ import annotations

from tests.web.recorded.conftest import Told
from tests.web.test_gate import sight_of

from entente.node.national import drafting, putting
from entente.node.officer import Officer
from entente.web.recorded.listed import of_draft

ANN = Officer("gbr-drafter", "GBR:FCDO:desk", frozenset({"drafter"}))


def test_every_record_as_it_would_go_while_the_list_is_in_hand(told: Told) -> None:
    node, channel = told.stage.node, told.stage.world.channel
    draft = drafting.save(
        node, ANN, type_=putting.TYPE, text=putting.choose(node, channel, [told.home["Visit"]]), channel=channel.id
    ).id  # fmt: skip
    sight = sight_of(told.stage, "drafter")
    shown = of_draft(sight, drafting.view(node, draft))
    assert [line["id"] for line in shown["list_lines"]] == [told.home["Visit"]] and shown["list_hidden"] == 0
    client = told.stage.client("drafter")
    change = client.get(f"/drafts/{draft}/").context["edit"]
    form = client.get(change)
    assert form.context["changed"] == draft and f'value="{told.home["Visit"]}" checked' in form.content.decode()
    assert f'value="{told.home["Letter"]}" checked' not in form.content.decode()
    data = {"draft": draft, "revision": form.context["revision"], "record": [told.home["Letter"], told.home["Visit"]]}
    assert client.post("/recorded/put/", data)["Location"] == f"/drafts/{draft}/"
    assert len(of_draft(sight, drafting.view(node, draft))["list_lines"]) == 2
    stale = client.post("/recorded/put/", data | {"record": told.home["Call"]}, follow=True)
    assert "DR4" in stale.content.decode() and len(drafting.view(node, draft).text["items"]) == 2
    drafting.discard(node, ANN, draft)
    assert of_draft(sight, drafting.view(node, draft))["list_lines"] is None

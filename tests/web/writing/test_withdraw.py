"""Withdrawing an own statement on a page: by whom it may be done, once, in place; where writing begins on a record's page."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from tests.web import sample
from tests.web.sample import Stage

from entente.node import look
from entente.store import database, records


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory, shown: Stage) -> Iterator[Stage]:
    with sample.stage(tmp_path_factory.mktemp("withdraw")) as made:
        yield made
    sample.put_on(shown.world["GBR"])


def report(play: Stage) -> str:
    """London's own progress report."""
    (row,) = records.listed(play.node.alias, {"type": "progress-report"}, 10)
    return row.id


def said(play: Stage) -> int:
    return int(database.rows(play.node.alias, "SELECT COUNT(*) FROM act")[0][0])


def test_a_records_page_leads_to_what_a_post_may_write(play: Stage) -> None:
    acsa, framework = play.records["acsa"], play.records["framework"]
    page = play.client("drafter").get(f"/records/{acsa}/").content.decode()
    assert f"/drafts/new/measure/?record={acsa}" in page and f"/drafts/new/progress-report/?measure={acsa}" in page
    assert f"counters={framework[:64]}" in play.client("drafter").get(f"/records/{framework}/").content.decode()
    assert "/drafts/new/measure/" in play.client("drafter").get("/plan/").content.decode()
    own = play.client("drafter").get(f"/records/{report(play)}/").content.decode()
    assert f"/drafts/new/progress-report/?record={report(play)}" in own and f"/records/{report(play)}/withdraw/" in own
    assert (
        f"/drafts/{play.records['secret']}"
        in play.client("drafter").get(f"/records/{play.records['secret']}/", follow=True).content.decode()
    )
    for name in ("reader", "accept"):
        for record in (acsa, framework):
            assert "/drafts/new/" not in play.client(name).get(f"/records/{record}/").content.decode()
        assert "/drafts/new/" not in play.client(name).get("/plan/").content.decode()


def test_withdrawn_once_by_those_who_may(play: Stage) -> None:
    there = f"/records/{report(play)}/withdraw/"
    assert play.client("reader").get(there).status_code == 403 == play.client("admin").get(there).status_code
    assert play.client("drafter").get(f"/records/{play.records['acsa']}/withdraw/").status_code == 404
    client = play.client("release")
    page = client.get(there).content.decode()
    assert "Moving on." in page
    token = re.search(r'name="request" value="([\w-]+)"', page)
    assert token is not None
    before = said(play)
    for _ in range(2):
        assert client.post(there, {"request": token[1]}).status_code == 302
    assert said(play) == before + 2
    state = look.record_state(play.node, report(play))
    assert state is not None and state.state == "withdrawn"
    late = client.post(there, {"request": "x" * 20})
    assert late.status_code == 409 and "withdrawn already" in late.content.decode() and said(play) == before + 2
    assert "/withdraw/" not in play.client("drafter").get(f"/records/{report(play)}/").content.decode()

"""Work given to a post: on its Desk, with a day, closed by it or by who gave it, once."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from tests.web import sample
from tests.web.sample import Stage

from entente.node.national import annotations as national


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory, shown: Stage) -> Iterator[Stage]:
    with sample.stage(tmp_path_factory.mktemp("work")) as made:
        yield made
    sample.put_on(shown.world["GBR"])


def given(**changed: str) -> dict[str, str]:
    return {
        "to_post": "GBR:FCDO:release",
        "due": "２０３０年１月２日",
        "words": "Ask the Treasury about 5% of it.",
        "request": "z" * 20,
    } | changed


def test_given_on_a_record_found_on_the_desk_and_done_once(play: Stage) -> None:
    record, client = play.records["acsa"], play.client("drafter")
    assert f"/records/{record}/work/" in client.get(f"/records/{record}/").content.decode()
    for _ in range(2):
        assert client.post(f"/records/{record}/work/", given()).status_code == 302
    ((row, text),) = national.work(play.node, [record])
    assert text.due.isoformat() == "2030-01-02" and text.post == "GBR:FCDO:desk"
    desk = play.client("release").get("/").content.decode()
    assert "Ask the Treasury about 5% of it. (until 2 Jan 2030)" in desk
    assert "Ask the Treasury" not in play.client("accept").get("/").content.decode()
    there = f"/work/{row.id}/done/"
    assert there in play.client("release").get(f"/records/{record}/").content.decode()
    assert there not in play.client("accept").get(f"/records/{record}/").content.decode()
    assert play.client("accept").post(there).status_code == 403 and play.client("release").get(there).status_code == 405
    for _ in range(2):
        assert play.client("release").post(there).status_code == 302
    assert national.work(play.node, [record]) == []


def test_on_a_draft_and_only_to_posts_that_may_read_it(play: Stage) -> None:
    draft, client = play.records["secret"], play.client("drafter")
    assert f"/records/{draft}/work/" in client.get(f"/drafts/{draft}/").content.decode()
    page = client.get(f"/records/{draft}/work/").content.decode()
    assert 'value="GBR:FCDO:release"' in page and 'value="GBR:FCDO:reader"' not in page and "administrator" not in page
    refused = client.post(f"/records/{draft}/work/", given(to_post="GBR:FCDO:reader"))
    assert refused.status_code == 422 and national.work(play.node, [draft]) == []
    assert client.post(f"/records/{draft}/work/", given(words="On the draft.")).status_code == 302
    assert re.search("On the draft.", client.get(f"/drafts/{draft}/").content.decode())


@pytest.mark.parametrize(
    "wrong", [{"due": "soon"}, {"due": ""}, {"due": "2001-01-01"}, {"words": ""}, {"words": "x" * 4001}, {"to_post": "GBR:X"}]
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(play: Stage, wrong: dict[str, str]) -> None:
    answer = play.client("drafter").post(f"/records/{play.records['cyber']}/work/", given(**wrong))
    assert answer.status_code == 422 and national.work(play.node, [play.records["cyber"]]) == []
    assert "govuk-error-message" in answer.content.decode()


def test_a_reader_gives_none(play: Stage) -> None:
    assert play.client("reader").get(f"/records/{play.records['acsa']}/work/").status_code == 403
    assert "/work/" not in play.client("accept").get(f"/records/{play.records['acsa']}/").content.decode()

"""The hand-over list: the post's own, its authority's, its side's; nothing of another authority and nothing that may not be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from tests.web import sample
from tests.web.person.test_feeds import SERIES, agreed, meeting
from tests.web.sample import Stage

from entente.web.person import posts
from entente.web.process import current

PARTS = ("drafts", "given", "actions", "reports", "moves", "besides", "meetings", "contacts")


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory, shown: Stage) -> Iterator[Stage]:
    """A stage of this module's own with a series, meetings, actions of two authorities and a contact."""
    with sample.stage(tmp_path_factory.mktemp("handover")) as stage:
        series = agreed(stage, "meeting-series", SERIES)
        near = agreed(stage, "meeting", meeting(series, "2018-11-15", ordinal=3))
        agreed(stage, "meeting", meeting(series, "2019-03-01", ordinal=4))
        agreed(stage, "meeting", meeting(series, "2018-09-01", ordinal=2))
        for code, authority in (("DMM-3-A1", "FCDO"), ("DMM-3-A2", "MOD")):
            action = {"series": series, "meeting": near, "code": code, "title": {"en": "Do it"}, "agreed_on": "2018-10-02"}
            agreed(stage, "action", action | {"owner": {"party": "GBR", "authority": authority}, "due": "2018-10-31"})
        reach = {"means": "TELEPHONE", "value": "+44 20 7946 0000"}
        contact = {"authority": "FCDO", "role": {"en": "Duty desk"}, "kind": "24x7", "order": 1, "reach": [reach]}
        stage.world.state("GBR", "contact", contact | {"post": "GBR:FCDO:desk"})
        stage.world.settle()
        yield stage
    sample.put_on(shown.world["GBR"])
    current.hold(shown.node)


def parts(stage: Stage, name: str, language: str = "en") -> dict[str, list[dict[str, Any]]]:
    answer = stage.client(name, language).get("/handover/")
    assert answer.status_code == 200
    return dict(zip(PARTS, [table["lines"] for table in answer.context["tables"]], strict=True))


def codes(lines: list[dict[str, Any]]) -> set[str]:
    return {line["code"] for line in lines}


def test_what_a_post_has_open(play: Stage) -> None:
    found = parts(play, "drafter")
    assert codes(found["drafts"]) == {"GBR-M-2018-099"} and codes(found["moves"]) == {"JPN-M-2018-007"}
    assert codes(found["actions"]) == {"DMM-3-A1"} and found["actions"][0]["who"] == "FCDO"
    assert codes(found["meetings"]) == {"No. 3"} and len(found["contacts"]) == 1
    assert "DMM-3-A2" not in {code for lines in found.values() for code in codes(lines)}


def test_what_another_post_has_open(play: Stage) -> None:
    found = parts(play, "reader")
    assert codes(found["drafts"]) == set() and codes(found["actions"]) == {"DMM-3-A1"}
    page = play.client("reader").get("/handover/").content.decode()
    assert "A draft that only some may see" not in page and "GBR-M-2018-099" not in page


def test_reports_are_those_of_the_authority_that_leads(play: Stage) -> None:
    post = posts.Post.objects.get(code="GBR:FCDO:accept")
    before = parts(play, "accept")["reports"] + parts(play, "accept")["actions"]
    posts.Post.objects.filter(pk=post.pk).update(organisation="GBR:MOD")
    after = parts(play, "accept")
    posts.Post.objects.filter(pk=post.pk).update(organisation=post.organisation)
    assert codes(after["actions"]) == {"DMM-3-A2"} and codes(before) & codes(after["actions"]) == set()
    assert all(line["who"] == "MOD" for line in after["reports"])


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_new_holder_is_shown_the_way_to_it(play: Stage, language: str) -> None:
    posts.User.objects.filter(username="gbr-accept").update(seen_us=0)
    words = "This is your first visit in this post." if language == "en" else "この職での初めての利用です。"
    assert words in play.client("accept", language).get("/").content.decode()
    later = play.client("accept", language).get("/").content.decode()
    assert words not in later and "/handover/" in later


def test_it_says_with_which_post_a_draft_lies_and_never_with_whom(play: Stage) -> None:
    (draft,) = parts(play, "drafter")["drafts"]
    assert draft["who"].startswith("GBR:FCDO:") and draft["named"]["en"] and "gbr-drafter" not in str(draft["named"])
    heads = [table["whose"] for table in play.client("drafter").get("/handover/").context["tables"]]
    assert heads == ["Lies with", "Given by", "Lies with", "Lies with", "Lies with", "Lies with", "Host", "Post"]

"""Saved views: a person's own or his post's, questions without places, removed by their owner alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.web.sample import Stage

from entente.kernel.errors import Refusal
from entente.web.models import Preference, User
from entente.web.person import posts, saved


@pytest.fixture
def person(shown: Stage) -> Iterator[User]:
    yield posts.User.objects.get(username="gbr-drafter")
    Preference.objects.all().delete()


def test_a_view_is_saved_from_its_list_and_listed_there_and_on_the_desk(person: User, shown: Stage) -> None:
    client = shown.client("drafter")
    sent = {"page": "records", "name": "Waits on Tokyo", "query": "type=measure&waits=JPN&after=1.x"}
    answer = client.post("/views/", sent)
    assert answer.headers["Location"] == "/records/?type=measure&waits=JPN"
    link = 'href="/records/?type=measure&amp;waits=JPN"'
    assert link in client.get("/records/").content.decode() and link in client.get("/").content.decode()
    assert (
        link not in client.get("/plan/").content.decode()
        and "Waits on Tokyo" not in shown.client("accept").get("/records/").content.decode()
    )


def test_a_shared_view_is_the_posts_and_only_its_author_removes_it(person: User, shown: Stage) -> None:
    colleague, _ = User.objects.get_or_create(username="gbr-second", defaults={"post": person.post})
    saved.keep(person, "action-plan", "Logistics", "clause=jp-gb-2017%23S6", True)
    found = saved.listed(colleague)
    assert [(view.name, view.own, view.by) for view in found] == [("Logistics", False, "gbr-drafter")]
    saved.forget(colleague, found[0].key)
    assert len(saved.listed(person)) == 1
    assert saved.listed(posts.User.objects.get(username="gbr-accept")) == []
    shown.client("drafter").post("/views/", {"do": "remove", "page": "action-plan", "view": found[0].key})
    assert saved.listed(person) == []
    colleague.delete()


def test_the_same_name_replaces(person: User) -> None:
    saved.keep(person, "records", "Mine", "state=proposed", False)
    saved.keep(person, "records", " Mine ", "state=in-effect", False)
    assert [view.address for view in saved.listed(person)] == ["/records/?state=in-effect"]


@pytest.mark.parametrize(
    ("query", "kept"),
    [("?state=x&page=3", "state=x"), ("a b=1&%00=2&state=%00", ""), ("x=" + "y" * 300, "x=" + "y" * 200), ("&" * 200, ""), ("", "")],
)
def test_only_the_question_is_kept(query: str, kept: str) -> None:
    assert saved.question(query) == kept


@pytest.mark.parametrize(("page", "name"), [("desk", "x"), ("records", " "), ("records", "x" * 81), ("records", "a\u202eb")])
def test_odd_views_are_refused(person: User, page: str, name: str) -> None:
    with pytest.raises(Refusal, match="W11"):
        saved.keep(person, page, name, "", False)


def test_a_name_with_markup_stays_words(person: User, shown: Stage) -> None:
    saved.keep(person, "records", "<script>alert(1)</script>", "", True)
    page = shown.client("drafter").get("/records/").content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page
    assert shown.client("drafter").get("/views/").status_code == 405

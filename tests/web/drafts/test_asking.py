"""Save and ask at once: one click, the post named; what stands against the draft is said first; nobody asks himself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests import nodes
from tests.web import sample
from tests.web.drafts.stages import ANN, BOB
from tests.web.sample import Stage
from tests.web.writing.pages import opened

from entente.node.national import drafting
from entente.node.national.matters import matter
from entente.web.models import Post, User

NEW = "/drafts/new/measure/"


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory, shown: Stage) -> Iterator[Stage]:
    with sample.stage(tmp_path_factory.mktemp("asking")) as made:
        yield made
    sample.put_on(shown.world["GBR"])


@pytest.fixture
def deputy(play: Stage) -> Iterator[Post]:
    """A second post that clears."""
    head = Post.objects.get(code=BOB.post)
    made = Post.objects.create(
        code="GBR:FCDO:deputy",
        title_en="Deputy head",
        title_ja="次長",
        organisation=head.organisation,
        nationality="GBR",
        roles=["clearing"],
        clearances=head.clearances,
    )
    yield made
    made.delete()


def draft(play: Stage, code: str, **changed: object) -> str:
    text = nodes.measure(code, **changed)
    return drafting.save(play.node, ANN, type_="measure", text=text, channel=play.world.channel.id).id


def state(play: Stage, name: str) -> str:
    return matter(play.node, name).state


@pytest.mark.parametrize(
    ("language", "button", "told"),
    [
        ("en", "Save and ask to clear: Head of desk", "Saved and asked: Head of desk (clears and releases) finds it"),
        ("ja", "保存して決裁を依頼： 班長", "保存し、決裁を依頼しました。班長（決裁・発出）の"),
    ],
)
def test_the_button_names_the_post_and_one_click_saves_and_asks(play: Stage, language: str, button: str, told: str) -> None:
    client, name = play.client("drafter", language), draft(play, "GBR-M-2018-401" if language == "en" else "GBR-M-2018-402")
    address = f"/drafts/{name}/edit/"
    form = opened(client, address)
    assert button in form.words
    sent = form.typed(title__en="Another title") | {"_ask": ["1"]}
    del sent["do"]  # the button that asks sends no other
    answer = client.post(address, sent, follow=True)
    assert told in answer.content.decode() and state(play, name) == "asked"
    assert matter(play.node, name).text.text["title"]["en"] == "Another title"  # type: ignore[union-attr]
    again = client.post(address, sent, follow=True)
    assert told in again.content.decode() and len(matter(play.node, name).asked) == 1


def test_what_stands_against_it_is_said_and_nobody_is_asked(play: Stage) -> None:
    client, name = play.client("drafter"), draft(play, "GBR-M-2018-403")
    address = f"/drafts/{name}/edit/"
    sent = opened(client, address).typed(baseline_finish="1999-01-01") | {"_ask": ["1"]}
    answer = client.post(address, sent, follow=True).content.decode()
    assert "Nobody was asked to clear it yet" in answer and state(play, name) == "drafting"
    assert matter(play.node, name).text.text["baseline_finish"] == "1999-01-01"  # type: ignore[union-attr]


def test_with_several_posts_there_is_a_choice_and_the_one_asked_last_stands_first(play: Stage, deputy: Post) -> None:
    client, name = play.client("drafter"), draft(play, "GBR-M-2018-404")
    address = f"/drafts/{name}/edit/"
    form = opened(client, address)
    assert form.words.index("Deputy head") < form.words.index("Head of desk") and "Save and ask" in form.words
    sent = form.typed(title__en="Chosen") | {"_ask": ["1"], "_to_post": [BOB.post]}
    client.post(address, sent)
    assert [one.text.to_post for one in matter(play.node, name).asked] == [BOB.post]
    words = opened(client, f"/drafts/{draft(play, 'GBR-M-2018-405')}/edit/").words
    assert words.index("Head of desk") < words.index("Deputy head")


def test_a_post_that_may_not_be_asked_leaves_the_draft_saved_and_says_why(play: Stage) -> None:
    client, name = play.client("drafter"), draft(play, "GBR-M-2018-406")
    address = f"/drafts/{name}/edit/"
    sent = opened(client, address).typed(title__en="Kept all the same") | {"_ask": ["1"], "_to_post": [ANN.post]}
    answer = client.post(address, sent, follow=True).content.decode()
    assert "Nobody was asked to clear it yet:" in answer and "another post clears it" in answer
    assert state(play, name) == "drafting"


def test_nobody_is_offered_his_own_post(play: Stage) -> None:
    user = User.objects.get(username="gbr-drafter")
    post = Post.objects.get(pk=user.post_id)
    Post.objects.filter(pk=post.pk).update(roles=[*post.roles, "clearing"])
    try:
        assert "Save and ask to clear: Head of desk" in opened(play.client("drafter"), NEW).words
    finally:
        Post.objects.filter(pk=post.pk).update(roles=post.roles)

"""The button stands on the forms that make drafts, and not where a post does not draft."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from tests.web.sample import Stage

from entente.web.models import Post
from entente.web.templatetags.asking import save_and_ask


def asked_by(name: str, roles: set[str]) -> dict[str, Any]:
    post = Post.objects.get(code=f"GBR:FCDO:{name}")
    request = SimpleNamespace(user=SimpleNamespace(post=post), session={}, sight=SimpleNamespace(reader=SimpleNamespace(roles=roles)))
    return save_and_ask({"request": request, "LANGUAGE_CODE": "en"})


def test_a_drafter_is_offered_those_who_clear_and_a_reader_nobody(shown: Stage) -> None:
    assert [post.code for post in asked_by("desk", {"drafter"})["posts"]] == ["GBR:FCDO:release"]
    assert asked_by("release", {"drafter"})["posts"] == [] == asked_by("reader", {"reader"})["posts"]
    assert "Save and ask to clear:" in shown.client("drafter").get("/drafts/new/measure/").content.decode()

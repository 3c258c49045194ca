"""Posts by title or by authority and government; a code only where nothing else tells."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.utils.html import strip_tags
from django.utils.translation import override
from tests.web.sample import Stage

from entente.web import parties
from entente.web.models import Post
from entente.web.person import posts

NAMES = {("", "JPN"): {"en": "Japan", "ja": "日本"}, ("JPN", "MOFA"): {"en": "Ministry of Foreign Affairs", "ja": "外務省"}}


def named(code: str, language: str) -> str:
    with override(language):
        return strip_tags(Template("{% post_named code %}").render(Context({"code": code})))


@pytest.mark.parametrize(
    ("code", "english", "japanese"),
    [
        ("GBR:FCDO:release", "Head of desk (clears and releases)", "班長（決裁・発出）"),
        ("JPN:MOFA:uk-desk", "Ministry of Foreign Affairs (Japan) uk-desk", "外務省（日本） uk-desk"),
        ("JPN:MOFA", "Ministry of Foreign Affairs (Japan)", "外務省（日本）"),
        ("JPN:NPA:<desk>", "JPN:NPA:&lt;desk&gt;", "JPN:NPA:&lt;desk&gt;"),
    ],
)
def test_a_post_in_words(shown: Stage, monkeypatch: pytest.MonkeyPatch, code: str, english: str, japanese: str) -> None:
    monkeypatch.setattr(parties, "_found", lambda of, code: NAMES.get((of, code), {}))
    assert named(code, "en") == english and named(code, "ja") == japanese


def test_two_posts_of_one_title_are_told_apart_by_their_codes(shown: Stage) -> None:
    other = Post.objects.create(
        code="GBR:MOD:desk", title_en="Desk officer (drafts)", title_ja="国防省担当", organisation="GBR:MOD", nationality="GBR"
    )
    try:
        assert posts.titles()[other.code] == {"en": "Desk officer (drafts) (GBR:MOD:desk)", "ja": "国防省担当"}
        told = posts.by_title({"en": "GBR:FCDO:desk drafts.", "ja": "GBR:FCDO:deskが起案する。"})
        assert told == {"en": "Desk officer (drafts) (GBR:FCDO:desk) drafts.", "ja": "担当官（起案）が起案する。"}
    finally:
        other.delete()

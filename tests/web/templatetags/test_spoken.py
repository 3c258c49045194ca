"""Words of a template are said in the language of each page, whatever language it was first asked for in."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.templatetags.i18n import TranslateNode
from django.utils import translation
from tests.web.sample import Stage

from entente.web.templatetags.spoken import Spoken


@pytest.mark.parametrize("first", ["en", "ja"])
def test_the_language_of_the_page(shown: Stage, first: str) -> None:
    made = Template('{% translate "Search" %}')
    said = {}
    for language in (first, "en", "ja"):
        with translation.override(language):
            said[language] = made.render(Context({}))
            assert said[language] == translation.gettext("Search")
    assert said["en"] == "Search" and said["ja"] != "Search"


def test_what_is_more_than_words_is_left_to_django(shown: Stage) -> None:
    assert isinstance(Template('{% translate "Search" %}').nodelist[0], Spoken)
    for source in (
        '{% translate "Search" as said %}',
        "{% translate said %}",
        '{% translate "100 %" %}',
        '{% translate "a" context "b" %}',
    ):
        assert isinstance(Template(source).nodelist[0], TranslateNode)

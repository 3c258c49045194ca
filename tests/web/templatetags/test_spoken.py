"""Words of a template are said in the language of each page, whatever language it was first asked for in."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.template.defaulttags import URLNode
from django.templatetags.i18n import TranslateNode
from django.urls import NoReverseMatch, reverse, set_script_prefix
from django.utils import translation
from tests.web.sample import Stage

from entente.web.templatetags.spoken import Placed, Spoken


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


def test_an_address_is_the_one_of_the_page_wherever_the_pages_lie(shown: Stage) -> None:
    made = Template("{% url 'records' %}")
    assert isinstance(made.nodelist[0], Placed) and made.render(Context({})) == reverse("records") == made.render(Context({}))
    set_script_prefix("/under&/")
    try:
        assert made.render(Context({})) == "/under&amp;/records/"
    finally:
        set_script_prefix("/")
    assert made.render(Context({})) == "/records/"


def test_an_address_with_more_than_a_name_is_left_to_django(shown: Stage) -> None:
    for source in ("{% url 'record' row %}", "{% url page %}", "{% url 'records' as address %}"):
        assert isinstance(Template(source).nodelist[0], URLNode)
    with pytest.raises(NoReverseMatch):
        Template("{% url 'no-such-page' %}").render(Context({}))

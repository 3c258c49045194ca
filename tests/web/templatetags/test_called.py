"""Governments and authorities by name, in the reader's language; a code that nobody named stays one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils.html import strip_tags
from django.utils.translation import override

from entente.web import parties
from entente.web.templatetags.called import authority_called, authority_short, parties_named, party_called, party_name
from entente.web.templatetags.entente import code

NAMES = {
    ("", "GBR"): {"en": "United Kingdom", "ja": "英国"},
    ("GBR", "MOD"): {"en": "Ministry of Defence", "ja": "国防省"},
    ("", "AAA"): {"en": "AAA"},
}


@pytest.fixture(autouse=True)
def names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parties, "_found", lambda of, code: NAMES.get((of, code), {}))


@pytest.mark.parametrize(
    ("language", "country", "ministry", "title"),
    [("en", "United Kingdom (GBR)", "Ministry of Defence (MOD)", "Ministry of Defence"), ("ja", "英国（GBR）", "国防省（MOD）", "国防省")],
)
def test_names_in_the_readers_language(language: str, country: str, ministry: str, title: str) -> None:
    with override(language):
        assert strip_tags(party_called("GBR")) == country and strip_tags(authority_called("MOD", "GBR")) == ministry
        assert authority_short("MOD", "GBR") == f'<abbr class="app-nowrap" title="{title}">MOD</abbr>'
        assert strip_tags(party_called("AAA")) == "AAA"


@pytest.mark.parametrize("said", [party_called, lambda code: authority_called(code, "GBR"), lambda code: authority_short(code, "GBR")])
def test_what_no_charter_names_stays_a_code(said: Callable[[str], str]) -> None:
    assert strip_tags(said("<XX>")) == "&lt;XX&gt;" and said("<XX>").startswith("<span")
    assert said("") == ""


def test_a_meeting_s_number_is_written_as_the_reader_s_language_writes_it() -> None:
    with override("ja"):
        assert strip_tags(code("No. 2")) == "第2回" and strip_tags(code("GBR-M-2018-014")) == "GBR-M-2018-014"
    with override("en"):
        assert strip_tags(code("No. 2")) == "No. 2" and code("") == ""


@pytest.mark.parametrize(
    ("language", "listed", "sentence"),
    [("en", "United Kingdom, AAA, XXX", "For the United Kingdom alone"), ("ja", "英国、AAA、XXX", "英国のみ")],
)
def test_several_and_sentences_by_name(language: str, listed: str, sentence: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parties, "names", lambda: {code: name for (of, code), name in NAMES.items() if not of})
    with override(language):
        assert strip_tags(party_name("GBR, AAA, XXX")) == listed and party_name("") == ""
        assert parties_named({"en": "For GBR alone", "ja": "GBRのみ"}[language]) == sentence
        assert parties_named("<b>") == "&lt;b&gt;"

"""The language of a request is gone when the request is."""

from __future__ import annotations

import pytest
from django.utils import translation
from django.utils.translation import gettext
from tests.web.sample import Stage


@pytest.mark.parametrize("address", ["/", "/records/", "/api/v1/records", "/account/login/", "/nothing/"])
def test_a_japanese_request_leaves_the_thread_as_it_was(shown: Stage, address: str) -> None:
    with translation.override("en"):
        answer = shown.client("reader", "ja").get(address)
        assert answer.headers["Content-Language"] == "ja"
        assert translation.get_language() == "en" and gettext("Search") == "Search"


def test_choosing_a_language_holds_for_the_next_page_and_not_for_the_thread(shown: Stage) -> None:
    client = shown.client("reader")
    with translation.override("en"):
        client.post("/account/language/", {"language": "ja", "next": "/"})
        assert translation.get_language() == "en"
        assert '<html lang="ja"' in client.get("/").content.decode()

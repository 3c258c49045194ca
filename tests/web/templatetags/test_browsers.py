"""A browser is called by its own name, not by those whose names it carries along."""

from __future__ import annotations

import pytest

from entente.web.templatetags.browsers import browser_called

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("said", "called"),
    [
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/136.0.0.0 Safari/537.36 Edg/136.0.0.0", "Edge 136, Windows"),
        (f"Mozilla/5.0 (X11; Linux x86_64) {WEBKIT} HeadlessChrome/136.0.0.0 Safari/537.36", "Chrome 136, Linux"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox 128, macOS"),
        ("Mozilla/5.0 (iPhone; CPU OS 17_5 like Mac OS X) AppleWebKit/605 Version/17.5 Mobile/15E148 Safari/604.1", "Safari 17, iOS"),
        ("curl/8.5.0", "curl/8.5.0"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_browser_is_called_by_its_own_name(said: str, called: str) -> None:
    assert browser_called(said) == called

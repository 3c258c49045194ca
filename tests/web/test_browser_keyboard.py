"""Five tasks of an officer's morning by the keyboard alone: find, filter and save a view, accept, draft, ask for clearance."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.web.browser import chromium, open_browser
from tests.web.sample import Stage, stage

FOCUS = "wanted => { const at = document.activeElement; return !!at && at !== document.body && at.matches(wanted) }"
MOST = 120


def reach(page: Page, wanted: str) -> None:
    """Tab until what is wanted has the focus, and is seen to have it."""
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUS, wanted):
            style = page.evaluate("() => { const s = getComputedStyle(document.activeElement); return [s.outlineStyle, s.boxShadow] }")
            assert style[0] != "none" or style[1] != "none", f"{wanted} does not show that it has the focus"
            return
    raise AssertionError(f"the keyboard does not reach {wanted} on {page.url}")


def press(page: Page, wanted: str, key: str = "Enter") -> None:
    """The same, then a key; waits for the page that it leads to."""
    reach(page, wanted)
    with page.expect_navigation():
        page.keyboard.press(key)


def typed(page: Page, wanted: str, words: str) -> None:
    reach(page, wanted)
    page.keyboard.type(words)


@contextmanager
def signed_in(page: Page, base: str, played: Stage, name: str) -> Iterator[Page]:
    page.goto(f"{base}/account/login/")
    typed(page, "#id_login", f"gbr-{name}")
    typed(page, "#id_password", played.sign_ins[f"gbr-{name}"].password)
    press(page, "form button[type=submit]")
    yield page
    press(page, "form[action*='/logout/'] button")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_five_tasks_without_a_mouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    program = chromium()
    if program is None:
        pytest.skip("there is no Chromium here and it cannot be installed (apt-get install chromium fonts-noto-cjk, as root)")
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with stage(tmp_path) as played, open_browser(program) as visit, visit.page(language) as page:
        with signed_in(page, visit.base, played, "drafter"):
            find(page)
            filter_and_save(page)
            draft_and_ask(page, visit.base)
        with signed_in(page, visit.base, played, "accept"):
            accept(page, played)
        assert [words for words in visit.complaints if "404" not in words] == []


def find(page: Page) -> None:
    typed(page, "header input[name=q]", "logistic")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    press(page, "main a[href*='/records/']")
    assert "/records/" in page.url


def told(page: Page) -> None:
    """One sentence says what was done, and the keyboard goes on from it."""
    assert page.locator(".govuk-notification-banner").count() == 1
    page.wait_for_selector(".govuk-notification-banner:focus")


def filter_and_save(page: Page) -> None:
    press(page, "nav a[href='/plan/']")
    reach(page, "main form select[name=clause]")
    page.keyboard.type("S6")
    press(page, "main form button[type=submit]")
    assert "clause=" in page.url and page.locator("main tbody tr").count() == 1
    reach(page, ".app-saved summary, details summary")
    page.keyboard.press("Enter")
    typed(page, "details[open] input[name=name]", "S6")
    press(page, "details[open] button[type=submit]")
    told(page)


def draft_and_ask(page: Page, base: str) -> None:
    page.goto(f"{base}/drafts/new/statement/")
    typed(page, "[name='title.en']", "On the seas")
    reach(page, "details:not([open]) summary")
    page.keyboard.press("Space")
    reach(page, "input[name=clauses]")
    page.keyboard.press("Space")
    typed(page, "[name='text.en']", "We welcome it.")
    reach(page, "input[name=public]")
    page.keyboard.press("Space")
    typed(page, "[name=said_on]", "2018-10-02")
    press(page, "button[value=save]:not([tabindex='-1'])")
    reach(page, "#to_post")
    press(page, "button[value=ask]")
    told(page)


def accept(page: Page, played: Stage) -> None:
    press(page, "nav a[href='/']")
    press(page, f"main a[href='/records/{played.records['framework']}/']")
    press(page, "main a[href$='/accept/']")
    press(page, "main form button[type=submit]")
    told(page)

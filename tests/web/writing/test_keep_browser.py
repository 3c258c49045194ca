"""The form in a real browser: what is typed is kept by itself, rows come in place, a lost session is told and loses nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from django.contrib.sessions.models import Session
from tests.web.browser import Visit, chromium, follow, open_browser, violations
from tests.web.sample import Stage

from entente.web.models import Autosave


@pytest.fixture(scope="module")
def visit(shown: Stage) -> Iterator[Visit]:
    program = chromium()
    if program is None:
        pytest.skip("there is no Chromium here and it cannot be installed (apt-get install chromium fonts-noto-cjk, as root)")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with open_browser(program) as opened:
        yield opened


def test_an_officer_writes_and_loses_nothing(shown: Stage, visit: Visit) -> None:
    Autosave.objects.all().delete()
    with visit.page("en") as page:
        visit.sign_in(page, "gbr-drafter", shown.sign_ins["gbr-drafter"].password)
        page.goto(f"{visit.base}/drafts/new/measure/")
        page.fill("#f-title-en", "Written in a browser")
        page.press("#f-title-en", "Tab")
        page.locator("#kept:has-text('Saved')").wait_for()
        page.click("button[value='add milestones']")
        page.locator("#f-milestones-0-code").wait_for()
        assert page.locator(":focus").get_attribute("id") == "f-milestones-0-code"
        page.keyboard.type("M1")
        page.click("button[value='add milestones']")
        page.locator("#f-milestones-1-code").wait_for()
        assert page.input_value("#f-milestones-0-code") == "M1" and page.input_value("#f-title-en") == "Written in a browser"
        page.click("button[value='remove milestones 1']")
        page.locator("#f-milestones-1-code").wait_for(state="detached")
        page.click("details:has(#f-clauses-0-0) summary")
        page.locator("label:has-text('S6 ')").first.click()
        page.locator("#f-commitments label").first.wait_for()
        follow(page, "button[name=do][value=preview]:not(.app-first-button)")
        assert page.locator(".govuk-error-summary a[href='#f-baseline_start']").count() == 1 and violations(page) == []
        page.click(".govuk-error-summary a[href='#f-baseline_start']")
        assert page.locator(":focus").get_attribute("id") == "f-baseline_start"
        Session.objects.all().delete()
        page.fill("#f-baseline_start", "平成30年10月2日")
        page.press("#f-baseline_start", "Tab")
        page.locator("[data-signed-out]:visible").wait_for()
        follow(page, "button[name=do][value=save]")
        page.fill("#id_login", "gbr-drafter")
        page.fill("#id_password", shown.sign_ins["gbr-drafter"].password)
        page.click("form[action='/account/login/'] button[type=submit]")
        page.wait_for_url("**/drafts/new/measure/?kept=1")
        assert page.input_value("#f-baseline_start") == "平成30年10月2日" and page.input_value("#f-milestones-0-code") == "M1"
    assert visit.away == [] and [words for words in visit.complaints if "401" not in words] == []
    Autosave.objects.all().delete()


def test_while_the_node_does_not_answer_the_form_stays_and_is_kept_when_it_does(shown: Stage, visit: Visit) -> None:
    with visit.page("ja") as page:
        visit.sign_in(page, "gbr-drafter", shown.sign_ins["gbr-drafter"].password)
        page.goto(f"{visit.base}/drafts/new/measure/")
        page.context.set_offline(True)
        page.fill("#f-title-ja", "長い案")
        page.press("#f-title-ja", "Tab")
        page.locator("[data-not-kept]:visible").wait_for()
        page.click("button[name=do][value=save]")
        assert page.input_value("#f-title-ja") == "長い案" and violations(page) == []
        page.context.set_offline(False)
        page.locator("#kept:has-text('自動保管済み')").wait_for()
        assert page.locator("[data-not-kept]:visible").count() == 0
    visit.complaints[:] = [words for words in visit.complaints if "ERR_INTERNET_DISCONNECTED" not in words]
    Autosave.objects.all().delete()


def test_without_scripts_the_same_buttons_send_the_form(shown: Stage, visit: Visit) -> None:
    with visit.page("ja", scripts=False, width=320) as page:
        visit.sign_in(page, "gbr-drafter", shown.sign_ins["gbr-drafter"].password)
        page.goto(f"{visit.base}/drafts/new/measure/")
        page.fill("#f-title-ja", "措" * 200)
        page.click("button[value='add milestones']")
        page.fill("#f-milestones-0-code", "M1")
        with page.expect_navigation():
            page.press("#f-milestones-0-code", "Enter")  # the form's first button shows a preview and takes nothing away
        assert page.input_value("#f-milestones-0-code") == "M1" and page.locator("#preview").count() == 1
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 320
    Autosave.objects.all().delete()

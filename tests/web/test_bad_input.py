"""Words that a partner may send and addresses that anybody may type: shown as text, kept in their place, answered in words."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests import nodes
from tests.web import sample
from tests.web.browser import chromium, open_browser, violations
from tests.web.sample import Stage

from entente.areas.action_plan import sample as plan

SCRIPT = "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">'\"{{7*7}}{% now %}"
REVERSED = "\u202eabc\u05d0\u05d1\u05d2 \u0645\u0631\u062d\u0628\u0627"  # an override that is never closed, Hebrew, Arabic
STACKED = "Z" + "\u0300\u0301\u0302" * 15
LONG = "日英間の安全保障協力に関する共同宣言に基づく措置" * 9
ADDRESSES = (
    "%00",
    "'%20OR%201=1--",
    "%F0%9F%98%80",
    "a" * 3000,
    "..%2f..%2fetc%2fpasswd",
    "%FF%FE",
    "%EF%BC%A7BR-M-2018-006",
    "0" * 64,
    "-1",
)


@pytest.fixture
def play(tmp_path: Path, shown: Stage) -> Iterator[Stage]:
    """A stage of this test's own, since it says things; the shared one is put back on afterwards."""
    with sample.stage(tmp_path) as made:
        yield made
    sample.put_on(shown.world["GBR"])


def hostile(value: Any, name: str = "") -> Any:
    """A text with a script, reversed and stacked words in every field that holds prose, and a title as long as they come."""
    if isinstance(value, dict):
        return {key: hostile(inner, key) for key, inner in value.items()}
    if name == "en" and isinstance(value, str):
        return f"{SCRIPT} {REVERSED} {STACKED}"[:200]
    return LONG[:200] if name == "ja" and isinstance(value, str) else value


def test_what_a_partner_sends_is_text_and_stays_in_its_place(play: Stage) -> None:
    program = chromium()
    if program is None:
        pytest.skip("there is no Chromium here and it cannot be installed (apt-get install chromium fonts-noto-cjk, as root)")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop runs in this thread; the pages' threads have none
    text = hostile(sample.measure(plan.FRAMEWORK, "JPN-M-2018-666"))
    assert text["title"]["en"].startswith("<script>") and len(text["title"]["ja"]) == 200
    said = play.world.propose("JPN", "measure", text)
    play.world.state("JPN", "progress-report", hostile(nodes.report(play.records["acsa"], 8)))
    play.world.settle()
    record = f"/records/{said.id}/"
    pages = ("/", "/records/", record, f"{record}{said.id[:64]}/accept/", "/plan/", "/plan/gantt/", "/declaration/jp-gb-2017/S7/",
             f"/drafts/new/measure/?counter={said.id[:64]}", "/search/?q=%E6%97%A5%E8%8B%B1", "/records/GBR-M-2018-006/")  # fmt: skip
    with open_browser(program) as visit:
        for language in ("en", "ja"):
            with visit.page(language, width=320) as page:
                visit.sign_in(page, "gbr-accept", play.sign_ins["gbr-accept"].password)
                for address in pages:
                    page.goto(visit.base + address)
                    assert page.title() != "taken" and page.query_selector("main script, main img") is None, address
                    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320, address
                page.goto(visit.base + "/records/")
                link = page.query_selector(f"a[href='{record}']")
                assert link is not None and link.inner_text().strip() == " ".join(text["title"][language].split())
                assert link.evaluate("element => getComputedStyle(element).unicodeBidi") == "isolate"
                assert violations(page) == []
    assert [words for words in visit.complaints if "404" not in words and "403" not in words] == []


@pytest.mark.parametrize("language", ["en", "ja"])
def test_an_address_that_is_none_is_answered_in_words(shown: Stage, language: str) -> None:
    client = shown.client("reader", language)
    words = {
        "en": (
            "There is no such record here, or it is not for you to see.",
            "There is nothing at this address, or it is not for you to see.",
        ),
        "ja": ("そのような記録はないか、閲覧の権限がありません。", "このアドレスには何もないか、閲覧の権限がありません。"),
    }
    for name in ADDRESSES:
        for address in (f"/records/{name}/", f"/records/?type={name}", f"/records/?after={name}", f"/search/?q={name}"):
            answer = client.get(address)
            assert answer.status_code in (200, 404), address
        found = client.get(f"/records/{name}/")
        assert found.status_code == 404 and any(said in found.content.decode() for said in words[language]), name

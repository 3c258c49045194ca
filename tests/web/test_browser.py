"""Every page in a real browser, in both languages: WCAG 2.2 AA, 320 pixels, no script, the keyboard, nothing sent elsewhere."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from tests.web.browser import Visit, chromium, follow, open_browser, violations
from tests.web.sample import Stage

from entente.web.drafts.listing import BEGUN_HERE
from entente.web.models import User

PAGES = (
    "/", "/?all=changed", "/declaration/", "/declaration/?on=nonsense", "/declaration/jp-gb-2017/S6/", "/exchange/", "/account/",
    "/records/GBR-M-2018-006/", "/records/GBR-M-2018-013/", "/plan/", "/plan/editions/", "/plan/import/", "/plan/gantt/",
    "/plan/gantt/?standing=overdue", "/plan/rounds/", "/plan/rounds/new/", "/plan/rounds/upload/",
    "/recorded/", "/records/", "/records/?type=measure&waits=JPN",
    "/declaration/import/", "/oversight/", "/oversight/findings/", "/oversight/statements/", "/oversight/?show=uncovered",
    "/oversight/indicator/commitment.covered/",
    "/oversight/papers/", "/oversight/papers/?kind=quarterly&language=both", "/oversight/papers/?kind=brief&subject=S6", "/drafts/",
    "/drafts/new/measure/", "/drafts/new/measure/?record=GBR-M-2018-006", "/drafts/new/progress-report/",
    "/records/GBR-M-2018-006/national/", "/records/GBR-M-2018-006/work/", "/records/GBR-M-2018-006/sheet/?language=both",
    "/search/", "/search/?q=logistic", "/search/?q=%E8%A8%93%E7%B7%B4", "/search/?q=zeppelin",
    "/consultations/", "/contacts/", "/visits/", "/logistics/", "/handover/", "/follow/",
    "/account/password/", "/account/sessions/", "/account/second-factor/", "/account/second-factor/totp/activate/",
    "/account/second-factor/webauthn/add/", "/account/logout/", "/account/none/", "/api/", "/nothing/",
)  # fmt: skip


@pytest.fixture(scope="module")
def visit(shown: Stage) -> Iterator[Visit]:
    """A browser at London's pages; skipped only where no Chromium can be had."""
    program = chromium()
    if program is None:
        pytest.skip("there is no Chromium here and it cannot be installed (apt-get install chromium fonts-noto-cjk, as root)")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop runs in this thread; the pages' threads have none
    with open_browser(program) as opened:
        yield opened


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_page_is_accessible_and_fits_a_phone(shown: Stage, visit: Visit, language: str) -> None:
    with visit.page(language) as page:
        page.goto(f"{visit.base}/account/login/")
        assert violations(page) == []
        visit.sign_in(page, "gbr-drafter", shown.sign_ins["gbr-drafter"].password)
        for address in PAGES:
            page.set_viewport_size({"width": 1280, "height": 900})
            page.goto(visit.base + address)
            assert page.locator("html").get_attribute("lang") == language
            assert violations(page) == [], address
            page.set_viewport_size({"width": 320, "height": 900})
            assert page.evaluate("() => document.documentElement.scrollWidth") <= 320, address
            assert violations(page) == [], f"{address} at 320 pixels"
    assert visit.away == []
    assert [words for words in visit.complaints if "404" not in words] == []


@pytest.mark.parametrize("language", ["en", "ja"])
def test_administration_is_accessible_and_fits_a_phone(shown: Stage, visit: Visit, language: str) -> None:
    admin, reader = User.objects.get(username="gbr-admin"), User.objects.get(username="gbr-reader")
    pages = (
        "",
        "changes/",
        "waiting/",
        "posts/new/",
        "people/new/",
        f"people/{reader.pk}/",
        f"people/{admin.pk}/",
        f"posts/{reader.post.pk}/",
    )
    with visit.page(language, width=320) as page:
        visit.sign_in(page, "gbr-admin", shown.sign_ins["gbr-admin"].password)
        for address in pages:
            page.goto(f"{visit.base}/administration/{address}")
            assert violations(page) == [] and page.evaluate("() => document.documentElement.scrollWidth") <= 320, address


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_decision_is_accessible_and_fits_a_phone(shown: Stage, visit: Visit, language: str) -> None:
    record = shown.records["framework"]
    with visit.page(language, width=320) as page:
        visit.sign_in(page, "gbr-accept", shown.sign_ins["gbr-accept"].password)
        page.goto(f"{visit.base}/records/{record}/")
        follow(page, "a[href$='/accept/']")
        assert page.locator("form input[name=request]").count() == 1
        assert violations(page) == [] and page.evaluate("() => document.documentElement.scrollWidth") <= 320


def test_a_choice_with_a_long_name_widens_no_telephone(shown: Stage, visit: Visit) -> None:
    with visit.page("en", width=320) as page:
        visit.sign_in(page, "gbr-reader", shown.sign_ins["gbr-reader"].password)
        for address in ("/plan/", "/records/"):
            page.goto(visit.base + address)
            page.evaluate(f"() => document.querySelector('select.app-filter').append(new Option('{'Ministry of Foreign Affairs ' * 4}'))")
            assert page.evaluate("() => document.documentElement.scrollWidth") <= 320, address


FORMS = [(type_, at % 2) for at, type_ in enumerate(BEGUN_HERE)]
"""Every form that is begun from nothing, each in one language on a wide screen and in the other on a phone, by turns."""


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_form_is_accessible_and_fits_a_phone(shown: Stage, visit: Visit, language: str) -> None:
    with visit.page(language) as page:
        visit.sign_in(page, "gbr-drafter", shown.sign_ins["gbr-drafter"].password)
        for type_, turn in FORMS:
            width = 1280 if (language == "ja") != bool(turn) else 320
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(f"{visit.base}/drafts/new/{type_}/")
            assert page.evaluate("() => document.documentElement.scrollWidth") <= width, type_
            assert violations(page) == [], f"{type_} at {width} pixels"


def test_the_bar_of_a_form_stays_in_sight_beside_it_and_covers_nothing(shown: Stage, visit: Visit) -> None:
    with visit.page("ja") as page:
        visit.sign_in(page, "gbr-drafter", shown.sign_ins["gbr-drafter"].password)
        page.goto(f"{visit.base}/drafts/new/measure/")
        for down in (0, 700, 1400):
            page.evaluate(f"() => window.scrollTo(0, {down})")
            bar = page.locator(".app-writing__bar").bounding_box()
            parts = page.locator(".app-part").first.bounding_box()
            assert bar and parts and 0 <= bar["y"] < 900 and bar["x"] >= parts["x"] + parts["width"], down


def test_without_scripts_one_signs_in_reads_changes_language_and_leaves(shown: Stage, visit: Visit) -> None:
    with visit.page("en", scripts=False) as page:
        visit.sign_in(page, "gbr-reader", shown.sign_ins["gbr-reader"].password)
        follow(page, "nav a[href='/declaration/']")
        page.fill("#on", "2019-03-01")
        follow(page, "main form[role=search] button")
        assert "on=2019-03-01" in page.url
        follow(page, "button[name=language][value=ja]")
        assert "on=2019-03-01" in page.url and page.locator("html").get_attribute("lang") == "ja"
        follow(page, "form[action='/account/logout/'] button")
        assert page.url.endswith("/account/login/")


def test_the_keyboard_alone_gets_from_sign_in_to_a_clause(shown: Stage, visit: Visit) -> None:
    with visit.page("en") as page:
        page.goto(f"{visit.base}/account/login/")
        page.keyboard.press("Tab")
        assert page.locator(":focus").get_attribute("href") == "#main-content"
        page.keyboard.press("Enter")
        for key in ("Tab", *"gbr-reader", "Tab"):
            page.keyboard.press(key)
        while page.locator(":focus").get_attribute("name") != "password":
            page.keyboard.press("Tab")
        page.keyboard.type(shown.sign_ins["gbr-reader"].password)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{visit.base}/")
        for _ in range(12):
            page.keyboard.press("Tab")
            if page.locator(":focus").get_attribute("href") == "/declaration/":
                break
        page.keyboard.press("Enter")
        page.wait_for_url(f"{visit.base}/declaration/")


LISTS = ("/?all=changed", "/records/", "/drafts/", "/plan/")
ROWS = """() => {
    const heights = [...document.querySelectorAll('tbody tr')].map((row) => row.getBoundingClientRect().height);
    const head = document.querySelector('thead').getBoundingClientRect().bottom;
    return [head, Math.max(...heights), document.documentElement.scrollWidth];
}"""


@pytest.mark.parametrize("language", ["en", "ja"])
def test_text_is_16_pixels_and_lists_show_17_rows_of_one_line(shown: Stage, visit: Visit, language: str) -> None:
    User.objects.update(seen_us=0)  # so that everything has changed since the last visit
    with visit.page(language) as page:
        visit.sign_in(page, "gbr-drafter", shown.sign_ins["gbr-drafter"].password)
        for address in LISTS:
            page.goto(visit.base + address)
            page.wait_for_selector("table")
            head, tallest, width = page.evaluate(ROWS)
            assert tallest <= 32 and head + 17 * tallest <= 900 and width <= 1280, (address, head, tallest, width)
            if address != "/plan/":  # the widest of them is written in 14 pixels
                assert page.evaluate("() => getComputedStyle(document.querySelector('td')).fontSize") == "16px", address


def test_a_title_that_is_cut_opens_at_its_very_end_too(shown: Stage, visit: Visit) -> None:
    with visit.page("en") as page:
        visit.sign_in(page, "gbr-drafter", shown.sign_ins["gbr-drafter"].password)
        page.goto(f"{visit.base}/records/")
        link = page.locator(".app-list__title a").first
        wanted = link.get_attribute("href")
        link.evaluate("element => { element.textContent = 'On ' + 'w'.repeat(200) }")
        cell = link.evaluate("element => element.parentElement.getBoundingClientRect().toJSON()")
        with page.expect_navigation():
            page.mouse.click(cell["right"] - 30, cell["top"] + cell["height"] / 2)
        assert wanted is not None and wanted.split("/")[2] in page.url


def test_a_title_that_is_cut_is_whole_where_it_is_pointed_at_and_on_paper(shown: Stage, visit: Visit) -> None:
    with visit.page("en") as page:
        visit.sign_in(page, "gbr-drafter", shown.sign_ins["gbr-drafter"].password)
        page.goto(f"{visit.base}/records/")
        link = page.locator(".app-list__title a").first
        assert link.get_attribute("title") == link.inner_text()
        page.emulate_media(media="print")
        assert link.evaluate("element => getComputedStyle(element.parentElement).whiteSpace") == "normal"

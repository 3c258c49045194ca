"""Lists in a real browser: seventeen rows on a screen, whole when copied, marked and in words on paper; in both languages."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator

import pypdf
import pytest
from tests.web.browser import Visit, chromium, open_browser
from tests.web.sample import Stage
from tests.web.tables import alone, junk, printed

from entente.web import listing, urls
from entente.web.gate import Shows

LISTS = ("/records/", "/plan/", "/")
ONE_LINE = ("/records/", "/plan/")
SELECTED = """table => {
  const range = document.createRange(); range.selectNode(table);
  const chosen = getSelection(); chosen.removeAllRanges(); chosen.addRange(range);
  return chosen.toString();
}"""

CELLS = """table => [...table.rows].map(row => [...row.cells].filter(cell => !cell.matches(".app-no-print")).map(cell => {
  const seen = cell.cloneNode(true);
  seen.querySelectorAll(".govuk-visually-hidden, .app-no-print").forEach(hidden => hidden.remove());
  return seen.textContent.replace(/\\s+/g, "");
}))"""


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
def test_lists(shown: Stage, visit: Visit, language: str) -> None:
    with visit.page(language) as page:
        visit.sign_in(page, "gbr-drafter", shown.sign_ins["gbr-drafter"].password)
        for address in LISTS:
            page.goto(visit.base + address)
            for table in page.query_selector_all("main table"):
                copied = [line.split("\t") for line in str(table.evaluate(SELECTED)).split("\n") if "\t" in line]
                assert [["".join(cell.split()) for cell in line] for line in copied] == table.evaluate(CELLS), address
                assert all(row.bounding_box()["height"] <= 33 for row in table.query_selector_all("tbody tr") if address in ONE_LINE)
            if address in ONE_LINE:
                first = page.query_selector("tbody tr")
                assert first is not None and first.bounding_box()["y"] + 17 * first.bounding_box()["height"] <= 900, address


@pytest.mark.parametrize("language", ["en", "ja"])
def test_on_paper(shown: Stage, visit: Visit, language: str) -> None:
    state, buttons = {"en": ("State Proposed", ("Show", "Save this view")), "ja": ("状態 提案中", ("表示条件", "全て"))}[language]
    with visit.page(language) as page:
        visit.sign_in(page, "gbr-drafter", shown.sign_ins["gbr-drafter"].password)
        for address in ("/records/?state=proposed", "/plan/", "/drafts/", "/search/?q=logistic"):
            page.goto(visit.base + address)
            sheets = [sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(page.pdf(format="A5"))).pages]
            assert all(text.count("OFFICIAL-SENSITIVE") >= 2 for text in sheets), address
            assert not [word for word in buttons if any(word in text for text in sheets)], address
            if "state" in address:
                assert any(state in text.replace("\n", " ") for text in sheets)


def listed() -> Iterator[tuple[str, str]]:
    """Every address without a parameter, out of the URL patterns themselves, and who opens it."""
    for pattern in urls.urlpatterns:
        route = str(pattern.pattern)
        what = getattr(getattr(pattern, "callback", None), "shows", None)
        if "<" not in route and what in (Shows.RECORDS, Shows.TRAFFIC, Shows.ACCOUNT, Shows.ADMINISTRATION):
            yield f"/{route}", "admin" if what is Shows.ADMINISTRATION else "drafter"


PAGES = [(address, who) for address, who in listed() if not address.startswith("/api/")]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_list_copies_whole_prints_marked_and_has_both_zones(shown: Stage, language: str) -> None:
    tables = 0
    for address, who in [*PAGES, ("/account/sessions/", "drafter")]:
        answer = shown.client(who, language).get(address)
        page = answer.content.decode() if "html" in answer.headers["Content-Type"] else ""
        if answer.status_code == 200 and page:
            tables += page.count("<table")
            assert (junk(page), alone(page), printed(page)) == ([], [], []), address
    assert len(PAGES) > 30 and tables > 10


def test_the_checks_see_what_they_are_for() -> None:
    head = "<main><table><caption>T</caption><thead><tr><th>A</th><th>B</th></tr></thead><tbody>"
    assert junk(f"{head}<tr><td>1</td><td>2<br>3</td></tr></tbody></table></main>") == ["T: <br> in a cell"]
    assert junk(f"{head}<tr><td>1</td></tr></tbody></table></main>") == ["T: 1 cells under 2 headings"]
    assert junk(f'{head}<tr><td>1</td><td class="app-no-print"><form></form></td></tr></tbody></table></main>') == []
    one, two = '<time datetime="2018-10-02T18:00+09:00"></time>', '<time datetime="2018-10-02T10:00+01:00"></time>'
    assert alone(one + two) == [] and alone(one + one + two) == ["2018-10-02T18:00+09:00"]
    assert printed("<main></main>") == ["marking"]


def test_a_part_of_a_list_and_the_links_beside_it_keep_what_else_was_asked() -> None:
    asked = {"on": "2018-12-31", "known": "", "page": "2"}
    here, links = listing.part(asked, range(7), 3)
    assert list(here) == [3, 4, 5] and (links["page"], links["pages"]) == (2, 3)
    assert (links["before_link"], links["after_link"]) == ("?on=2018-12-31&page=1", "?on=2018-12-31&page=3")
    for typed, number in (("9", 3), ("0", 1), ("two", 1), ("-1", 1)):
        here, links = listing.part({"page": typed}, range(7), 3)
        assert links["page"] == number and list(here) == list(range(7))[(number - 1) * 3 : number * 3]
    assert listing.part({}, (), 3) == ((), {"page": 1, "pages": 1})

"""Lists in a real browser: seventeen rows on a screen, whole when copied, marked and in words on paper; in both languages."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator

import pypdf
import pytest
from tests.web.browser import Visit, chromium, open_browser
from tests.web.sample import Stage

LISTS = ("/records/", "/plan/", "/")
ONE_LINE = ("/records/", "/plan/")
SELECTED = """table => {
  const range = document.createRange(); range.selectNode(table);
  const chosen = getSelection(); chosen.removeAllRanges(); chosen.addRange(range);
  return chosen.toString();
}"""

CELLS = """table => [...table.rows].map(row => [...row.cells].map(cell => {
  const seen = cell.cloneNode(true);
  seen.querySelectorAll(".govuk-visually-hidden").forEach(hidden => hidden.remove());
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

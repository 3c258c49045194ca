"""The page of papers: made by one click, kept as a file, refused in words; nobody gets what his post may not read."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from lxml import html
from tests.web import sample
from tests.web.sample import Stage


def test_a_quarterly_paper_on_the_page_and_as_files(shown: Stage) -> None:
    page = shown.client("drafter").get("/oversight/papers/?kind=quarterly&on=2018-12-31").content.decode()
    assert "Quarterly paper for the National Security Advisers" in page and "form=docx" in page
    assert "/oversight/act/" in page
    answer = shown.client("drafter").get("/oversight/papers/file/?kind=quarterly&language=ja&form=pdf&on=2018-12-31")
    assert answer.content[:5] == b"%PDF-" and "quarterly-2018-12-31-national-ja.pdf" in answer["Content-Disposition"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("kind=brief&subject=S99", "No clause, measure, meeting or visit"),
        ("kind=brief", "Say what the brief is on"),
        ("kind=quarterly&on=nonsense", "is not a date"),
    ],
)
def test_what_cannot_be_made_is_said(shown: Stage, query: str, words: str) -> None:
    assert words in shown.client("reader").get(f"/oversight/papers/?{query}").content.decode()


def test_a_brief_is_a_click_from_its_clause_and_measure(shown: Stage) -> None:
    client = shown.client("reader")
    assert "kind=brief&amp;subject=jp-gb-2017%23S6" in client.get("/declaration/jp-gb-2017/S6/").content.decode()
    assert f"kind=brief&amp;subject={shown.records['acsa']}" in client.get("/records/GBR-M-2018-006/").content.decode()


def test_a_figure_leads_to_its_record_and_a_hidden_one_nowhere(shown: Stage) -> None:
    found = shown.client("drafter").get(f"/oversight/act/{shown.records['acsa']}/")
    assert found.status_code == 302 and shown.records["acsa"] in found["Location"]
    assert shown.client("reader").get(f"/oversight/act/{shown.records['secret']}/").status_code == 404
    assert shown.client("reader").get("/oversight/papers/file/?kind=brief&subject=S99").status_code == 404


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory, shown: Stage) -> Iterator[Stage]:
    """A stage of these tests' own, since they say things; the shared one is put back on afterwards."""
    with sample.stage(tmp_path_factory.mktemp("papers")) as made:
        yield made
    sample.put_on(shown.world["GBR"])


def test_only_who_releases_issues_and_the_file_stays(mine: Stage) -> None:
    address = "/oversight/papers/?kind=brief&subject=S13&language=en&on=2018-12-31"
    assert mine.client("reader").post(address).status_code == 403
    assert mine.client("release").post(address).status_code == 302
    page = mine.client("drafter").get("/oversight/papers/").content.decode()
    found = re.search(r'href="(/oversight/papers/issued/[^"]+/1/)"', page)
    assert found is not None and mine.client("drafter").get(found[1]).content[:5] == b"%PDF-"
    assert mine.client("reader").get(found[1]).status_code == 404  # kept under the node's ceiling, above this reader's clearance


def test_only_who_clears_ticks_findings(mine: Stage) -> None:
    address = "/oversight/findings/?on=2018-12-31"
    page = mine.client("release").get(address).content.decode()
    name = re.search(r'name="listed" value="([^"]+)"', page)
    assert name is not None and "checkbox" not in mine.client("reader").get(address).content.decode()
    assert mine.client("reader").post(address, {"listed": name[1], "chosen": name[1]}).status_code == 403
    assert mine.client("release").post(address, {"listed": name[1], "chosen": name[1]}).status_code == 302
    assert "checked" in mine.client("release").get(address).content.decode()
    mine.client("release").post(address, {"listed": name[1]})


FIGURE = re.compile(r"[0-9０-９]")
ADDRESS = "/oversight/papers/?kind=quarterly&on=2018-12-31&language="


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_number_of_the_quarterly_opens_what_is_behind_it(shown: Stage, language: str) -> None:
    client = shown.client("drafter", language)
    page = html.fromstring(client.get(ADDRESS + language).content.decode())
    paper = page.xpath("//*[contains(@class,'app-paper')]")[0]
    sources = {row.get("id"): row.xpath("string(..//a/@href)") for row in paper.xpath(".//td[starts-with(@id,'source-')]")}
    assert sources and all(re.fullmatch(r"/oversight/act/[0-9a-f]{64}/", address) for address in sources.values())

    walked: set[str] = set()
    bare = []
    counted = [li for li in paper.xpath(".//li") if FIGURE.search(_told(li)) or "…" not in _told(li)]
    rows = [row for row in paper.xpath(".//tbody/tr") if not row.xpath("./td[starts-with(@id,'source-')]") and FIGURE.search(_told(row))]
    for one in (*counted, *rows):
        cites = [href.removeprefix("#") for href in one.xpath(".//sup/a/@href")]
        if not cites:
            bare.append(_told(one))
        walked |= set(cites)
    assert bare == [] and walked and walked <= set(sources)

    for address in sorted(set(sources.values())):
        answer = client.get(address)
        assert answer.status_code == 302, address
        assert client.get(answer["Location"].partition("#")[0]).status_code == 200, address


def _told(element: html.HtmlElement) -> str:
    """The words of a sentence or a row, without its references."""
    return "".join(element.xpath(".//text()[not(ancestor::sup)]")).strip()

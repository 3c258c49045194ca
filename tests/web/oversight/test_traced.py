"""Every number of the quarterly paper, in both languages, opens the entries behind it: each sentence and row with a figure is walked."""

from __future__ import annotations

import re

import pytest
from lxml import html
from tests.web.sample import Stage

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

"""HTML: well formed, escaped, without script or style attribute; languages tagged; references lead to sources and these to acts."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from lxml import html as parser
from tests.implementation.charts.drawing import HOSTILE
from tests.papers import CLOCKS, CONTEXT, MADE, PAPER, act

from entente.implementation.papers.paper import Column, Heading, Lines, Sentence, Table
from entente.implementation.papers.phrases import same
from entente.implementation.papers.quarterly import quarterly
from entente.implementation.papers.release import marking
from entente.node.render.html import render_fragment, render_html
from entente.node.render.layout import Printing

QUARTERLY = quarterly(PAPER)


def printing(*languages: str) -> Printing:
    return Printing(languages, marking(QUARTERLY, CONTEXT), MADE, CLOCKS)


@pytest.mark.parametrize("languages", [("en",), ("ja",), ("en", "ja")], ids="-".join)
def test_a_document_stands_alone_and_calls_nobody(languages: tuple[str, ...]) -> None:
    text = render_html(QUARTERLY, printing(*languages))
    root = parser.document_fromstring(text)
    assert root.get("lang") == languages[0] and root.findtext(".//title") == QUARTERLY.title[languages[0]]
    assert not root.xpath("//script|//link|//img|//@style|//@src")
    assert all(address.startswith("#") for address in root.xpath("//@href"))
    assert len(root.xpath("//h1")) == 1 and len(root.xpath("//h2")) == 11


def test_a_fragment_keeps_the_policy_of_its_page() -> None:
    text = render_fragment(QUARTERLY, printing("ja"), lambda one: f"/acts/{one}")
    root = parser.fragment_fromstring(text)
    assert not root.xpath(".//style|.//script|.//@style|.//h1")
    assert f"/acts/{act('raa')}" in root.xpath(".//a/@href")
    ids = root.xpath(".//@id")
    assert len(ids) == len(set(ids))
    assert {address[1:] for address in root.xpath(".//sup/a/@href")} <= set(ids)


def test_two_languages_stand_beside_one_another_and_are_tagged() -> None:
    root = parser.fragment_fromstring(render_fragment(QUARTERLY, printing("en", "ja")))
    first = root.xpath(".//div[@class='app-paper__beside']")[0]
    assert [column.get("lang") for column in first] == ["en", "ja"]
    untranslated = "国内手続に要する期間を見込んでいなかった。"
    english = parser.fragment_fromstring(render_fragment(QUARTERLY, printing("en")))
    assert [one.get("lang") for one in english.xpath(f".//span[text()='{untranslated}']")] == ["ja"]


def test_hostile_words_stay_words() -> None:
    cell = Sentence(same(HOSTILE), ('"><script>',))
    paper = replace(
        QUARTERLY,
        title=same(HOSTILE),
        parts=(Heading(same(HOSTILE)), Lines((cell,)), Table(same(HOSTILE), (Column(same(HOSTILE)),), ((cell,),))),
    )
    for text in (render_html(paper, printing("en", "ja"), lambda one: one), render_fragment(paper, printing("ja"))):
        assert not re.search(r"<script", text) and "&lt;script&gt;" in text


def test_rows_name_their_columns_for_a_telephone_and_charts_are_drawn_for_it() -> None:
    page = render_fragment(QUARTERLY, printing("en", "ja"))
    assert 'data-label="Last paper"' in page and 'data-label="前回"' not in page and page.count("app-chart--narrow") >= 4

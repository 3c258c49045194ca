"""PDF: archival, tagged, marked, traceable; the same bytes each time; hostile words stay words; a brief stands on one page."""

from __future__ import annotations

import io
import json
import os
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pypdf
import pytest
from tests.papers import BRIEF, CLOCKS, CONTEXT, MADE, PAPER, act

from entente.implementation.matters import Clause
from entente.implementation.papers.briefing import briefing
from entente.implementation.papers.paper import Lines, Paper, Sentence
from entente.implementation.papers.phrases import both, same
from entente.implementation.papers.quarterly import quarterly
from entente.implementation.papers.release import marking
from entente.node.render import pdf
from entente.node.render.layout import Printing

SHARED = Path(os.environ.get("ENTENTE_SHARED", Path(__file__).parents[3].parent / "shared")) / "data"
ALL = (("en",), ("ja",), ("en", "ja"))


def printed(paper: Paper, *languages: str) -> bytes:
    return pdf.render_pdf(paper, Printing(languages, marking(paper, CONTEXT), MADE, CLOCKS), lambda one: f"https://node.example/act/{one}")


def kinds(node: Any, found: set[str]) -> set[str]:
    """The structure types below a node of the structure tree."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for child in node:
            kinds(child, found)
    elif isinstance(node, dict):
        if "/S" in node:
            found.add(str(node["/S"]))
        if "/K" in node:
            kinds(node["/K"], found)
    return found


@pytest.mark.parametrize("languages", ALL, ids="-".join)
def test_the_paper_is_pdf_a_2a_and_pdf_ua_1(languages: tuple[str, ...]) -> None:
    reader = pypdf.PdfReader(io.BytesIO(printed(quarterly(PAPER), *languages)))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"].startswith(languages[0])
    assert root["/OutputIntents"] and root["/ViewerPreferences"]["/DisplayDocTitle"]
    xmp = root["/Metadata"].get_object().get_data().decode()
    assert "<pdfaid:part>2<" in xmp and "<pdfaid:conformance>A<" in xmp and "<pdfuaid:part>1<" in xmp
    assert reader.metadata and reader.metadata.title == quarterly(PAPER).title[languages[0]]
    found = kinds(root["/StructTreeRoot"], set())
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/L", "/LI", "/Figure", "/Link"} <= found


def test_every_page_is_marked_and_numbered() -> None:
    reader = pypdf.PdfReader(io.BytesIO(printed(quarterly(PAPER), "en")))
    pages = [page.extract_text() for page in reader.pages]
    assert all(text.count("OFFICIAL-SENSITIVE · REL GBR") == 2 for text in pages)
    assert [f"{n} / {len(pages)}" in text for n, text in enumerate(pages, 1)] == [True] * len(pages)


def test_references_open_the_acts() -> None:
    reader = pypdf.PdfReader(io.BytesIO(printed(quarterly(PAPER), "en")))
    addresses = set()
    for page in reader.pages:
        for one in page.get("/Annots", []):
            action = one.get_object().get("/A", {})
            addresses.add(str(action.get("/URI", "")))
    assert f"https://node.example/act/{act('raa')}" in addresses


def test_the_same_paper_and_moment_give_the_same_bytes() -> None:
    paper = quarterly(PAPER)
    assert printed(paper, "en", "ja") == printed(paper, "en", "ja")
    later = Printing(("en",), marking(paper, CONTEXT), MADE + timedelta(seconds=1), CLOCKS)
    assert pdf.render_pdf(paper, later) != pdf.render_pdf(paper, Printing(("en",), marking(paper, CONTEXT), MADE, CLOCKS))


HOSTILE = (
    '#eval("1") #image("/etc/passwd") $x$ *b* _i_ `r` <l> @ref // c /* d */ \\ "q" [b] {c} ]]>',
    "\u202eright to left\u202c \x00\x07 \ufffe zero\u200bwidth 葛\U000e0100城 한국 \U0001f600 か\u3099",
    "=HYPERLINK(1) <script>&amp;",
)


def test_words_are_never_read_as_markup() -> None:
    strings = list(HOSTILE)
    if (SHARED / "robustness" / "blns.json").exists():
        strings += json.loads((SHARED / "robustness" / "blns.json").read_text("utf-8"))
    paper = replace(briefing(BRIEF), brief=False, parts=(Lines(tuple(Sentence(same(text)) for text in strings)),))
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(printed(paper, "en"))).pages)
    flat = "".join(text.split())
    assert "".join(HOSTILE[0].split()) in flat and "=HYPERLINK(1)<script>&amp;" in flat and "〓" in flat


@pytest.mark.parametrize("languages", ALL, ids="-".join)
def test_a_brief_stands_on_one_page_with_its_sources_behind(languages: tuple[str, ...]) -> None:
    long = replace(BRIEF, done=BRIEF.done * 2, open=BRIEF.open * 4)
    for question in (BRIEF, long):
        pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(printed(briefing(question), *languages))).pages]
        assert len(pages) == 2
        heading = {"en": "Sources", "ja": "典拠"}[languages[0]]
        assert heading not in pages[0] and heading in pages[1]


def test_a_brief_that_cannot_stand_on_one_page_takes_two_and_loses_nothing() -> None:
    wordy = replace(BRIEF, promise=BRIEF.promise * 60)
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(printed(briefing(wordy), "en"))).pages]
    assert len(pages) == 3 and "Lines to take" in pages[1]


def test_a_drawing_becomes_a_picture() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10"/></svg>'
    assert pdf.render_picture(svg).startswith(b"\x89PNG")


def test_a_full_declaration_in_both_languages_is_quick() -> None:
    many = tuple(
        Clause(
            f"S{n}",
            both(f"Clause {n}", f"条項{n}"),
            "on-time",
            "due",
            (Sentence(both("Because.", "理由。"), tuple(act(f"{n}.{k}") for k in range(8))),),
            acts=(act(str(n)),),
        )
        for n in range(36)
    )
    paper = quarterly(replace(PAPER, clauses=many))
    start = time.process_time()  # the machine may be busy with others
    for languages in (("en",), ("ja",)):
        printed(paper, *languages)
    assert time.process_time() - start < 5

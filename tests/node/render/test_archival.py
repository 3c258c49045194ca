"""Papers as archives and screen readers take them, judged by clause; and that the judge notices each thing that is spoiled."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pypdf
import pytest
from pypdf.generic import BooleanObject, DictionaryObject, NameObject, NumberObject
from tests.node.render.archival import _elements, problems
from tests.node.render.test_pdf import ALL, printed
from tests.papers import BRIEF, PAPER

from entente.implementation.papers.briefing import briefing
from entente.implementation.papers.quarterly import quarterly


@pytest.mark.parametrize("languages", ALL, ids="-".join)
def test_a_paper_and_a_brief_keep_what_archives_and_screen_readers_ask(languages: tuple[str, ...]) -> None:
    for paper in (quarterly(PAPER), briefing(BRIEF)):
        assert problems(printed(paper, *languages)) == []


def _first(writer: pypdf.PdfWriter, tag: str) -> Any:
    tree = writer.root_object["/StructTreeRoot"].get_object()
    return next(element for name, element in _elements(tree) if name == tag)


def _link(writer: pypdf.PdfWriter) -> Any:
    return next(note.get_object() for page in writer.pages for note in page.get("/Annots", []))


def _font(writer: pypdf.PdfWriter) -> Any:
    return next(iter(writer.pages[0]["/Resources"]["/Font"].values())).get_object()


def _pop(held: Any, *keys: str) -> None:
    for key in keys:
        held.pop(NameObject(key), None)


def _unembed(writer: pypdf.PdfWriter) -> None:
    inner = _font(writer)["/DescendantFonts"][0].get_object()
    _pop(inner["/FontDescriptor"].get_object(), "/FontFile", "/FontFile2", "/FontFile3")


SPOILT: dict[str, tuple[Callable[[pypdf.PdfWriter], Any], str]] = {
    "not tagged": (lambda w: w.root_object["/MarkInfo"].update({NameObject("/Marked"): BooleanObject(False)}), "6.7.2"),
    "no language": (lambda w: _pop(w.root_object, "/Lang"), "6.7.2"),
    "no intent": (lambda w: _pop(w.root_object, "/OutputIntents"), "6.2.3"),
    "acts by itself": (lambda w: w.root_object.update({NameObject("/AA"): DictionaryObject()}), "6.5"),
    "title hidden": (lambda w: _pop(w.root_object, "/ViewerPreferences"), "UA 7.1"),
    "a figure without words": (lambda w: _pop(_first(w, "/Figure"), "/Alt", "/ActualText"), "UA 7.3"),
    "a head without scope": (lambda w: _pop(_first(w, "/TH"), "/A"), "UA 7.5"),
    "a level left out": (lambda w: _first(w, "/H2").update({NameObject("/S"): NameObject("/H4")}), "UA 7.4.2"),
    "a link without words": (lambda w: _pop(_link(w), "/Contents"), "UA 7.18.5"),
    "a link not printed": (lambda w: _link(w).update({NameObject("/F"): NumberObject(2)}), "6.3.2"),
    "a font left out": (_unembed, "6.2.11.4"),
    "a font without characters": (lambda w: _pop(_font(w), "/ToUnicode"), "6.2.11.7"),
    "a page apart": (lambda w: _pop(w.pages[0], "/StructParents"), "6.7.3"),
    "no tags": (lambda w: _pop(w.root_object, "/StructTreeRoot"), "6.7.3"),
}


@pytest.fixture(scope="module")
def sound() -> bytes:
    return printed(quarterly(PAPER), "en")


@pytest.mark.parametrize(("spoil", "clause"), SPOILT.values(), ids=SPOILT.keys())
def test_what_is_spoilt_is_noticed(sound: bytes, spoil: Callable[[pypdf.PdfWriter], Any], clause: str) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(sound))
    spoil(writer)
    out = io.BytesIO()
    writer.write(out)
    assert any(clause in one for one in problems(out.getvalue()))


def test_what_is_drawn_outside_the_tags_is_noticed(sound: bytes) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(sound))
    content = writer.pages[0].get_contents()
    assert content is not None
    content.set_data(content.get_data() + b"\n0 0 10 10 re f\n")
    writer.pages[0][NameObject("/Contents")] = writer._add_object(content)
    out = io.BytesIO()
    writer.write(out)
    assert any("outside marked content" in one for one in problems(out.getvalue()))

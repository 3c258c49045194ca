"""The Word form: marking at head and foot, controls with tags, nothing but what it was given, the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import docx
import pytest
from lxml import etree
from tests.node.returns.filling import REFERENCES, W, form

from entente.areas.commissioning.form import ANSWERS
from entente.node.returns.docx_form import render_docx

NOW = datetime(2018, 10, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_marking_on_each_page_and_a_control_for_each_answer(language: str) -> None:
    data = render_docx(form(language), NOW)
    section = docx.Document(io.BytesIO(data)).sections[0]
    for part in (section.header, section.footer):
        assert part.paragraphs[0].text == "OFFICIAL · REL GBR"
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    tags = [tag.get(f"{W}val") for tag in root.iter(f"{W}tag")]
    assert tags == ["entente:0:by", *(f"entente:{n}:{key}" for n in (1, 2) for key in ("reference", *ANSWERS))]
    locks = {control.find(f"{W}sdtPr/{W}lock").get(f"{W}val") for control in root.iter(f"{W}sdt")}
    assert locks == {"sdtLocked", "sdtContentLocked"}
    text = "".join(root.itertext())
    assert all(reference in text for reference in REFERENCES)
    assert ("後方支援の計上" if language == "ja" else "Accounting for logistic support") in text


def test_the_same_form_and_moment_give_the_same_bytes_and_no_text_is_markup() -> None:
    title = {"en": "<b>Title</b> & more"}
    assert render_docx(form(title=title), NOW) == render_docx(form(title=title), NOW)
    assert "<b>Title</b> & more" in "\n".join(one.text for one in docx.Document(io.BytesIO(render_docx(form(title=title), NOW))).paragraphs)

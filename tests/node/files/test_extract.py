"""Text of attached files: real ones of each kind, and hostile ones, each of which costs a refusal and nothing else."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import docx
import pytest
import xlsxwriter
from tests.implementation.charts.drawing import HOSTILE
from tests.node.ole import BODY, SUBJECT, message
from tests.papers import BRIEF, CLOCKS, CONTEXT, MADE

from entente.implementation.papers.briefing import briefing
from entente.implementation.papers.release import marking
from entente.kernel.errors import Refusal
from entente.node.files import extract
from entente.node.files.extract import Limits, text_of
from entente.node.render.layout import Printing
from entente.node.render.pdf import render_pdf

SHARED = Path(os.environ.get("ENTENTE_SHARED", Path(__file__).parents[3].parent / "shared")) / "data"
QUICK = Limits(seconds=3)


def pdf() -> bytes:
    paper = briefing(BRIEF)
    return render_pdf(paper, Printing(("en", "ja"), marking(paper, CONTEXT), MADE, CLOCKS))


def word(*paragraphs: str) -> bytes:
    document, out = docx.Document(), io.BytesIO()
    for text in paragraphs:
        document.add_paragraph(text)
    document.add_table(1, 1).rows[0].cells[0].text = "表の中"
    document.save(out)
    return out.getvalue()


def sheet() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet("措置一覧")
    page.write_row(0, 0, ["GBR-M-2018-006", "後方支援", 12])
    book.close()
    return out.getvalue()


MAIL = b"""From: Secretariat <nss@example.org>
To: desk@example.org
Subject: =?utf-8?b?6K2w6aGM5qGI?=
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: text/html; charset=utf-8

<p>Dates for <b>the 2+2</b></p><script>never()</script>
--b
Content-Type: message/rfc822

Subject: Within
Content-Type: text/plain; charset=iso-2022-jp
Content-Transfer-Encoding: 8bit

\x1b$B1_3j2=6(Dj\x1b(B
--b
Content-Type: application/pdf; name="agenda.pdf"
Content-Disposition: attachment; filename="agenda.pdf"
Content-Transfer-Encoding: base64

AAAA
--b--
"""


@pytest.mark.parametrize(
    ("name", "data", "kind", "words"),
    [
        ("a.pdf", pdf(), "pdf", ("Reciprocal access for visiting forces", "税関申告の様式")),
        ("a.docx", word("Minutes", "議事録"), "docx", ("Minutes", "議事録", "表の中")),
        ("a.xlsx", sheet(), "xlsx", ("措置一覧", "GBR-M-2018-006", "後方支援")),
        ("a.eml", MAIL, "eml", ("議題案", "Dates for", "the 2+2", "Within", "円滑化協定", "agenda.pdf")),
        ("a.msg", message({SUBJECT: "会合の議題", BODY: "Reply by Friday."}), "msg", ("会合の議題", "Reply by Friday.")),
        ("a.html", "<style>x</style><p>宣言 &amp; text".encode(), "html", ("宣言 & text",)),
        ("a.txt", "安全保障協力".encode("cp932"), "txt", ("安全保障協力",)),
    ],
    ids=lambda value: value if isinstance(value, str) and value.startswith("a.") else "",
)
def test_text_of_every_kind(name: str, data: bytes, kind: str, words: tuple[str, ...]) -> None:
    found = text_of(name, "", data)
    assert found.kind == kind and not found.truncated
    assert [word for word in words if word not in found.text] == []
    assert "never()" not in found.text


def test_real_japanese_statutes_are_read_whole() -> None:
    folder = SHARED / "text-ja" / "ja-law"
    if not folder.exists():
        pytest.skip("the shared data are not here")
    source = (folder / "un-pko-cooperation-act.ja.txt").read_text("utf-8")
    assert "".join(text_of("act.txt", "text/plain", source.encode()).text.split()) == "".join(source.split())
    assert "国際連合平和維持活動" in text_of("act.docx", "", word(*source.splitlines())).text


def test_first_bytes_tell_more_than_the_senders_word() -> None:
    assert extract.kind_of("a.txt", "text/plain", b"%PDF-1.7") == "pdf"
    assert extract.kind_of("a.pdf", "application/pdf", b"not a pdf") == ""
    assert extract.kind_of("a.docx", "", b"PK\x03\x04") == "docx" and extract.kind_of("a.zip", "application/zip", b"PK\x03\x04") == ""
    assert extract.kind_of("mail", "message/rfc822; charset=utf-8", b"Subject: x") == "eml"


def bomb(inner: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(inner, "w", force_zip64=True) as entry:
        for _ in range(300):
            entry.write(b"0" * 1024 * 1024)
    return out.getvalue()


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
ENTITIES = f'<!DOCTYPE x [<!ENTITY a0 "ha">{LAUGHS}<!ENTITY f SYSTEM "file:///etc/hostname">]>'
BODY_XML = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>x&a9;&f;</w:t></w:r></w:p></w:body></w:document>'


def zipped(name: str, text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, text)
    return out.getvalue()


LOOP = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
LOOP += b"2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99999999>>endobj\ntrailer<</Root 1 0 R>>"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("bomb.docx", bomb("word/document.xml")),
        ("bomb.xlsx", bomb("xl/worksheets/sheet1.xml")),
        ("empty.docx", zipped("other.xml", "<x/>")),
        ("cut.docx", word("text")[:-200]),
        ("cut.pdf", pdf()[:4000]),
        ("loop.pdf", LOOP),
        ("cut.msg", message({SUBJECT: "x"})[:700]),
        ("cut.xlsx", sheet()[:900]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_made_to_hurt_costs_a_refusal(name: str, data: bytes) -> None:
    with pytest.raises(Refusal) as caught:
        found = text_of(name, "", data, QUICK)
        assert not found.text.strip(), "nothing could be read, so nothing may be said to have been"
        raise Refusal("extract-failed", "N32", "empty")
    assert caught.value.code in ("extract-failed", "extract-too-long")


def test_entities_are_neither_unfolded_nor_fetched() -> None:
    try:
        text = text_of("a.docx", "", zipped("word/document.xml", ENTITIES + BODY_XML), QUICK).text
    except Refusal:
        return
    assert "ha" not in text and len(text) < 50


def test_messages_in_messages_end_somewhere() -> None:
    data = b"Content-Type: message/rfc822\n\n" * 5000 + b"Subject: deep\n\nend"
    try:
        assert len(text_of("a.eml", "", data, QUICK).text) < 10_000
    except Refusal as refusal:
        assert refusal.code in ("extract-failed", "extract-too-long")


def test_a_reader_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(Refusal) as caught:
        text_of("a.txt", "", b"x", Limits(seconds=0))
    assert caught.value.code in ("extract-too-long", "extract-failed")


def test_bounds_on_size_and_kind_and_length() -> None:
    with pytest.raises(Refusal) as caught:
        text_of("a.txt", "", b"12345", Limits(size=4))
    assert caught.value.code == "extract-too-large" and "5 bytes" in caught.value.words
    with pytest.raises(Refusal) as caught:
        text_of("a.exe", "application/octet-stream", b"MZ")
    assert caught.value.code == "extract-unknown"
    found = text_of("a.txt", "", b"long text " * 50, Limits(characters=20))
    assert found.truncated and len(found.text) == 20


def test_hostile_text_is_only_text() -> None:
    found = text_of("a.txt", "text/plain", HOSTILE.encode()).text
    assert "<script>" in found and "\x00" not in found

"""A declaration brought from files of any kind: the same clauses, promises and rhythms from each, and how surely each was read."""

from __future__ import annotations

import io

import docx
import pytest
import typst

from entente.instrument import to_json
from entente.instrument.akoma_ntoso.write import render_akoma_ntoso
from entente.instrument.promises.parties import named
from entente.kernel.errors import Refusal
from entente.node.files import importing

NAMES = named(["JPN", "GBR"])
PARAGRAPHS = (
    "Joint Statement on Sea Lanes",
    "The Ministers of Japan and the UK,",
    "Have decided as follows:",
    "1. Japan and the UK will hold a quarterly dialogue of Defence Ministers.",
    "2. The UK will consider sending ships to Japan.",
    "3. Japan welcomes the presence of the UK.",
    "Tokyo, 14 December 2023",
)
JAPANESE = (
    "海上交通路に関する共同声明",
    "日本国及び英国の大臣は、次のとおり決定した。",
    "１　日本国と英国は、四半期に一度、防衛大臣会合を開催する。",
    "２　英国は、日本国への艦船の派遣を検討する。",
    "３　日本国は、英国の存在感を歓迎する。",
    "2023年12月14日、東京",
)  # fmt: skip


def word(paragraphs: tuple[str, ...]) -> bytes:
    document, out = docx.Document(), io.BytesIO()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


PLAIN = "\n\n".join(PARAGRAPHS).encode()
PAGE = ("<html><body>" + "".join(f"<p>{text}</p>" for text in PARAGRAPHS) + "</body></html>").encode()
PRINTED = "\n\n".join(text.replace("1.", "1\\.").replace("2.", "2\\.").replace("3.", "3\\.") for text in PARAGRAPHS).encode()


def found(file: importing.File) -> list[tuple[str, str]]:
    made = importing.draft(file, NAMES, {})
    assert (made.instrument.id, made.instrument.done_on) == ("gb-jp-2023", "2023-12-14")
    assert [series.every for series in made.series] == [3] and made.instrument.source is not None
    return [(one.code, one.kind) for one in made.instrument.commitments]


@pytest.mark.parametrize("kind", ["txt", "html", "docx", "pdf", "xml"])
def test_the_same_is_read_from_each_kind_of_file(kind: str) -> None:
    plain = importing.draft(("a.txt", "", PLAIN), NAMES, {}).instrument
    made = {"txt": PLAIN, "html": PAGE, "docx": word(PARAGRAPHS), "pdf": b"", "xml": render_akoma_ntoso(plain)}
    data = typst.compile(PRINTED) if kind == "pdf" else made[kind]
    assert found((f"a.{kind}", "", data)) == [("C1a", "do"), ("C2a", "consider"), ("C3a", "position")]


def test_japanese_is_read_alone_and_beside_english() -> None:
    made = importing.draft(("a.docx", "", word(JAPANESE)), NAMES, {"id": "jp-gb-2023"})
    assert made.instrument.language == "ja" and [c.kind for c in made.instrument.commitments] == ["do", "consider", "position"]
    both = importing.draft(("a.txt", "", PLAIN), NAMES, {}, [("ja", "authentic", ("b.docx", "", word(JAPANESE)))])
    assert [(v.language, v.status) for v in both.instrument.versions] == [("ja", "authentic")]


def test_series_are_named_in_the_other_language_of_the_text() -> None:
    both = importing.draft(("a.txt", "", PLAIN), NAMES, {}, [("ja", "authentic", ("b.docx", "", word(JAPANESE)))])
    assert [one.name for one in importing.promised_otherwise(to_json(both.instrument))] == ["防衛大臣会合"]
    assert importing.promised_otherwise(to_json(importing.draft(("a.txt", "", PLAIN), NAMES, {}).instrument)) == ()


def test_a_draft_s_readings_are_found_again() -> None:
    text = to_json(importing.draft(("a.txt", "", PLAIN), NAMES, {}).instrument)
    found = importing.readings(text, NAMES)
    assert {code: reading.confidence for code, reading in found.items()} == {"C1a": "clear", "C2a": "clear", "C3a": "clear"}
    text["commitments"][0].pop("evidence")
    assert set(importing.readings(text, NAMES)) == {"C2a", "C3a"}
    assert [series.clause for series in importing.promised_series(text)] == ["C1"] and importing.plain(None) == {}


@pytest.mark.parametrize(("name", "data"), [("a.txt", b"No clauses at all"), ("a.rtf", b"{\\rtf1 x}"), ("a.docx", b"PK\x03\x04 broken")])
def test_what_is_no_declaration_is_refused_in_words(name: str, data: bytes) -> None:
    with pytest.raises(Refusal) as refused:
        importing.draft((name, "", data), NAMES, {})
    assert refused.value.words.endswith(".") or refused.value.rule == "N32"

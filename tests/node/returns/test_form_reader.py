"""What comes back is what was written: any text, through Word and spreadsheet forms, after other programs too; hostile files."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from email.message import EmailMessage
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.node import ole
from tests.node.returns.filling import REFERENCES, W, changed, fill_docx, fill_xlsx, form, without_controls

from entente.areas.commissioning.form import ANSWERS, Answer, Given, read, tidy
from entente.kernel.errors import Refusal
from entente.node.returns import form_reader
from entente.node.returns.docx_form import render_docx
from entente.node.returns.xlsx_form import render_xlsx

NOW = datetime(2018, 10, 2, 9, 0, tzinfo=UTC)
DOCX = {language: render_docx(form(language), NOW) for language in ("en", "ja")}
XLSX = {language: render_xlsx(form(language), NOW) for language in ("en", "ja")}
NASTY = (
    "=1+1", "@SUM(A1)", "-2", "'quoted", "<script>alert(1)</script>", "&amp; ]]>", "\u202eعربي مائل\u202c", "שלום עולם",
    "ｆｕｌｌ　ｗｉｄｔｈ＝１", "一行目\n二行目\n\n四行目", "tab\there", "_x0041_ _x005F_", "emoji 🇯🇵🇬🇧", "e\u0301 é",
    "x" * 5000, "日" * 5000, "line\u2028separator", "\u3000indent", "%s {0} $x", "#REF!", "TRUE", "007", "2018-12-21",
)  # fmt: skip
TEXTS = st.sampled_from(NASTY) | st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=60)
ANSWER = st.fixed_dictionaries({key: TEXTS for key in ANSWERS if "." in key})


def xml_text(text: str) -> str:
    """A text as XML can hold it; a program that writes a form leaves out or replaces the rest before we see it."""
    return "".join(c for c in tidy(text) if c in "\t\n" or (ord(c) >= 32 and c not in "\ufffe\uffff"))


def expected(answers: dict[str, str]) -> Answer:
    cells = {key: xml_text(text) for key, text in answers.items()} | {"reference": REFERENCES[0], "rag": "Amber", "by": "Ann"}
    return read(Given({"en": "", "ja": ""}, cells | {"forecast_finish": "2019-01-31"}))


def only(found: list[form_reader.Found]) -> Answer:
    (answer,) = [one for where, cells in found if not (one := read(Given(where, cells))).empty]
    return answer


def told(answer: Answer) -> tuple[Any, ...]:
    return (answer.reference, answer.rag, answer.narrative, answer.ask, answer.forecast_finish, answer.by, answer.problems)


@settings(max_examples=40)
@given(ANSWER, st.sampled_from(("en", "ja")), st.integers(1, 40))
def test_a_word_form_filled_in_is_read_as_it_was_written(answers: dict[str, str], language: str, split: int) -> None:
    typed = {(1, key): xml_text(text) for key, text in answers.items()} | {(1, "rag"): "黄" if language == "ja" else "Amber"}
    typed |= {(0, "by"): "Ann", (1, "forecast_finish"): "2019年1月31日"}
    filled = fill_docx(DOCX[language], typed, split)
    assert told(only(form_reader.read_docx(filled))) == told(expected(answers))


@settings(max_examples=40)
@given(ANSWER, st.sampled_from(("en", "ja")))
def test_a_spreadsheet_form_filled_in_is_read_as_it_was_written(answers: dict[str, str], language: str) -> None:
    typed = {key: xml_text(text) for key, text in answers.items()}
    filled = fill_xlsx(XLSX[language], 11, typed | {"rag": "ＡＭＢＥＲ", "forecast_finish": "31 January 2019"}, "Ann")
    assert told(only(form_reader.read_xlsx(filled))) == told(expected(answers))


@settings(max_examples=25)
@given(ANSWER, st.sampled_from(("docx", "xlsx")))
def test_a_form_sent_out_with_answers_brings_them_back(answers: dict[str, str], kind: str) -> None:
    plain = {key: xml_text(text) for key, text in answers.items()} | {"rag": "Amber", "forecast_finish": "2019-01-31"}
    filled = {"": {"by": "Ann"}, REFERENCES[0]: plain}
    made = render_docx(form(), NOW, filled) if kind == "docx" else render_xlsx(form(), NOW, filled)
    assert told(only(form_reader.READERS[kind](made))) == told(expected(answers))


def test_a_document_whose_controls_were_dissolved_is_read_by_its_headings() -> None:
    filled = fill_docx(DOCX["ja"], {(0, "by"): "Ann", (2, "rag"): "赤", (2, "narrative.ja"): "遅れている。\n二行目"})
    found = [read(Given(*one)) for one in form_reader.read_docx(without_controls(filled))]
    assert [one.empty for one in found] == [True, False]
    assert str(found[1].reference) == REFERENCES[1] and found[1].rag == "RED" and found[1].by == "Ann"
    assert found[1].narrative is not None and found[1].narrative.ja == "遅れている。\n二行目"


def test_tracked_deletions_and_hints_are_no_answer() -> None:
    def struck(root: Any) -> None:
        for run in [r for r in root.iter(f"{W}r") if "gone" in "".join(t.text or "" for t in r.iter(f"{W}t"))]:
            parent, at = run.getparent(), run.getparent().index(run)
            deleted = root.makeelement(f"{W}del", {})
            parent.insert(at, deleted)
            deleted.append(run)

    data = changed(fill_docx(DOCX["en"], {(1, "rag"): "Red", (1, "narrative.en"): "stays gone"}, 6), "word/document.xml", struck)
    answer = only(form_reader.read_docx(data))
    assert answer.narrative is not None and answer.narrative.en == "stays" and answer.ask is None


def test_rows_and_columns_added_and_a_sheet_renamed() -> None:
    import xlsxwriter

    original = form_reader.read_xlsx(fill_xlsx(XLSX["en"], 12, {"rag": "Green", "narrative.en": "Good."}, "Ann"))
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    book.add_worksheet("Notes").write("A1", "hello")
    sheet = book.add_worksheet("Tabelle1")
    sheet.write_row(3, 2, ["RETURNED BY  (name and post):", None, "Ann"])
    sheet.write_row(6, 1, ["our own column", "Reference (do not change)", "status", "HOW IT STANDS (ENGLISH)"])
    sheet.write_row(8, 1, ["x", REFERENCES[1], "Green", "Good."])
    book.close()
    assert told(only(form_reader.read_xlsx(out.getvalue()))) == told(only(original))


def mail(text: str = "", *attached: tuple[str, bytes]) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "B. Officer <b@example.org>", "Re: return"
    message.set_content(text or "See attached.")
    for name, data in attached:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return bytes(message)


def test_a_mail_with_forms_attached_or_answers_in_its_text() -> None:
    filled = fill_docx(DOCX["en"], {(1, "rag"): "Red", (1, "narrative.en"): "Late."})
    attached = only(form_reader.read_eml(mail("", ("mod.docx", filled), ("logo.png", b"\x89PNG"))))
    assert attached.rag == "RED" and attached.by == "B. Officer <b@example.org>" and "mod.docx" in attached.where["en"]
    text = f"Dear Ann,\n\nReference: {REFERENCES[0]}\nStatus: Green\nHow it stands: All is well,\n\nand will be.\n-- \nBob"
    answer = only(form_reader.read_eml(mail(text)))
    assert answer.narrative is not None and answer.narrative.en == "All is well,\n\nand will be." and answer.problems == ()


def test_a_mail_in_html_alone_and_an_outlook_message() -> None:
    message = EmailMessage()
    message["From"] = "b@example.org"
    message.set_content(f"<p>照会番号：{REFERENCES[0]}</p><p>状況：黄</p><p>進捗：調整中</p>", subtype="html")
    answer = only(form_reader.read_eml(bytes(message)))
    assert answer.rag == "AMBER" and answer.narrative is not None and answer.narrative.ja == "調整中"
    text = f"Reference: {REFERENCES[0]}\nStatus: Green\nHow it stands: Well."
    assert only(form_reader.read_msg(ole.message({ole.SUBJECT: "Re", ole.BODY: text}))).rag == "GREEN"


def test_what_is_no_form_is_refused_in_words() -> None:
    import docx

    empty, other = io.BytesIO(), io.BytesIO()
    docx.Document().save(empty)
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("word/document.xml", b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>")
    for data in (empty.getvalue(), other.getvalue()):
        with pytest.raises(Refusal, match="no form of a round"):
            form_reader.read_docx(data)
    with pytest.raises(Refusal, match="no form of a round"):
        form_reader.read_xlsx(render_plain())


def render_plain() -> bytes:
    from entente.node.files.sheets import write_workbook

    return write_workbook({"A": [["Number", "Title"], ["1", "x"]]})


def test_a_finish_typed_as_a_date_of_the_spreadsheet() -> None:
    made = render_xlsx(form(), NOW, {REFERENCES[0]: {"rag": "Green", "narrative.en": "x", "forecast_finish": "2019-01-31"}})
    assert only(form_reader.read_xlsx(made)).forecast_finish == date(2019, 1, 31)


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_the_marking_that_stands_on_a_form_comes_back_with_its_answers(kind: str) -> None:
    made = form("en")
    data = DOCX["en"] if kind == "docx" else XLSX["en"]
    assert {cells["marking"] for _where, cells in form_reader.READERS[kind](data)} == {made.marking}

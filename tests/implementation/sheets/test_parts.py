"""What sheets are made of: moments by both clocks, paragraphs paired, long words apart, other records with their labels."""

from __future__ import annotations

from datetime import UTC, date, datetime

from tests.papers import CLOCKS, JOINT, NATIONAL

from entente.areas.consultations.records import Moment
from entente.implementation.fields import Line, Table, Value
from entente.implementation.papers.paper import Heading, Para
from entente.implementation.papers.paper import Table as Printed
from entente.implementation.papers.phrases import both, same
from entente.implementation.sheets.parts import Base, Named, clocks, field_parts, paragraphs, small, span, value_words, when

BASE = Base(("a" * 64,), (JOINT,))


def line(path: str, words: dict[str, str]) -> Line:
    return Line(path, same(path), Value(words))


def test_a_span_names_a_day_once_and_a_second_day_where_it_is_another() -> None:
    morning = Moment(date(2018, 12, 12), "09:00", "Europe/London")
    assert when(CLOCKS, morning, Moment(date(2018, 12, 12), "11:30", "Europe/London")) == both(
        "12 December 2018, 09:00–11:30 London; 18:00–20:30 Tokyo", "2018年12月12日09:00～11:30（ロンドン）、18:00～20:30（東京）"
    )
    late = span(CLOCKS, datetime(2018, 12, 12, 14, 0, tzinfo=UTC), datetime(2018, 12, 12, 16, 0, tzinfo=UTC))
    assert late["en"] == "12 December 2018, 14:00–16:00 London; 23:00–13 December 2018, 01:00 Tokyo"
    assert when(CLOCKS, None) == {} == when(CLOCKS, Moment(date(2018, 3, 25), "01:30", "Europe/London"))  # an hour that the clocks skip
    assert clocks(CLOCKS, datetime(2018, 12, 12, 9, 0, tzinfo=UTC), 70) == "10:10 / 19:10"


def test_paragraphs_are_paired_where_both_languages_have_as_many() -> None:
    told = paragraphs(both("One.\n\nTwo.", "一。\n二。"), BASE, "4. ")
    assert [one.sentences[0].words for one in told] == [both("4. One.", "4. 一。"), both("Two.", "二。")]
    assert told[0].sentences[0].acts == BASE.acts and told[1].sentences[0].acts == ()
    (whole,) = paragraphs(both("One.\nTwo.", "一。"), BASE)
    assert whole.sentences[0].words == both("One.\nTwo.", "一。")
    assert paragraphs({"en": " "}, BASE) == []


def test_long_words_and_lists_stand_after_the_table_of_fields() -> None:
    entries = Table((same("No."), both("Name", "名称")), ((Value(same("12")), Value(same("x"))), (Value(same("3")), None)))
    parts = field_parts(
        [line("a", same("short")), line("b", same("long " * 100)), Line("c", same("c"), Value({}, table=entries))], {}, BASE
    )
    table, heading, para, listed = parts
    assert isinstance(table, Printed) and len(table.rows) == 1 and isinstance(heading, Heading) and isinstance(para, Para)
    assert isinstance(listed, Printed) and [one.numeric for one in listed.columns] == [True, False]
    assert field_parts([line("code", same("x"))], {}, BASE, frozenset({"code"})) == []


def test_what_names_another_record_carries_its_label() -> None:
    named = {"r" * 64: Named(both("Record", "記録"), (NATIONAL,))}
    assert value_words(Value({}, records=("r" * 64,)), named) == (both("Record", "記録"), (NATIONAL,))
    assert value_words(Value({}, records=("s" * 64,)), named) == (same("s" * 12), ())
    assert value_words(Value(same("S7"), clauses=("jp-gb-2017#S7",)), named) == (same("S7"), ())
    assert BASE.adds(same("x"), NATIONAL).labels == (JOINT, NATIONAL) and small("VTC") == "VTC" and small("In person") == "in person"

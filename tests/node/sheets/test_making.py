"""Sheets and documents of a pair of nodes: marked by all that stands on them, cut for the partner, in every form and language."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tests import overseen, sheeted
from tests.node.render.archival import problems
from tests.sheeted import Sheeted

from entente.implementation.papers import phrases
from entente.implementation.papers.paper import Paper, pieces
from entente.kernel.errors import Refusal
from entente.kernel.labels.label import Label
from entente.node.render import documents
from entente.node.sheets import making
from entente.node.sheets.looking import Looking
from entente.node.sheets.making import Order
from entente.store import records

BY = {"en": "Desk officer", "ja": "担当官"}


def asked(held: Sheeted, name: str, may: Any = lambda _label: True) -> Looking:
    world, acts = held
    node = world["GBR"]
    return Looking(node, records.get(node.alias, [acts[name].id])[acts[name].id], may, node.clock().date())


def made(held: Sheeted, name: str, *order: str) -> Paper:
    return making.make(asked(held, name), Order(*order))


def words(paper: Paper, language: str = "en") -> str:
    return "\n".join(piece.words.get(language, "") for piece in pieces(paper))


DOCUMENTS = ("second", "agenda", "minutes", "statement")


@pytest.mark.parametrize("language", ["en", "ja", "both"])
@pytest.mark.parametrize("name", [*DOCUMENTS, "acsa"])
def test_every_document_keeps_what_archives_and_screen_readers_ask(held: Sheeted, name: str, language: str) -> None:
    order = Order("paper" if name in DOCUMENTS else "sheet", language)
    question = asked(held, name)
    paper = making.make(question, order)
    how = making.printing(question, paper, order, BY)
    assert problems(documents.render(paper, how, "pdf", "https://node.example")) == []
    assert documents.render(paper, how, "docx")[:2] == b"PK"
    page = documents.render(paper, how, "html").decode()
    assert all(text in page for text in (how.marking[key] for key in documents.LANGUAGES[language]))
    assert (BY["en"] in page) == (language != "ja")


def test_an_edition_is_the_plan_with_what_changed(held: Sheeted) -> None:
    said = words(made(held, "second", "paper"))
    assert "Two measures: one new, one revised." in said
    assert "GBR-M-2018-006 ACSA ledgers (revised)" in said and "JPN-M-2018-007" in said
    assert "14 December 2018" in said and "30 September 2019" in said  # before and now
    assert "Not agreed text" in str(made(held, "second", "paper").notices) and "Not agreed" not in str(made(held, "first", "paper").notices)
    assert "one as before" in words(made(held, "first", "paper")) or "one new" in words(made(held, "first", "paper"))


def test_an_agenda_has_its_times_by_both_clocks_and_our_briefs_at_home_alone(held: Sheeted) -> None:
    home, away = made(held, "agenda", "paper"), made(held, "agenda", "paper", "en", "partner")
    assert "12 December 2018, 09:00–11:30 London; 18:00–20:30 Tokyo" in words(home)
    assert "09:10 / 18:10" in words(home) and "\n85" in words(home)
    assert sheeted.BRIEF in words(home) and "For us alone" not in words(away) and sheeted.BRIEF not in words(away)
    question = asked(held, "agenda")
    assert {cause.piece.section["en"].partition(":")[0] for cause in making.withheld(question, home)} >= {"For us alone", "Item 2"}
    assert not making.withheld(question, away)
    markings = [making.printing(question, paper, Order("paper", "en"), BY).marking["en"] for paper in (home, away)]
    assert markings == ["OFFICIAL-SENSITIVE · REL GBR", "OFFICIAL · REL GBR JPN"]
    to_them = making.printing(question, away, Order("paper", "en", "partner"), BY)
    assert to_them.by != BY


def test_minutes_pair_paragraphs_and_say_who_does_what_by_when(held: Sheeted) -> None:
    paper = made(held, "minutes", "paper", "both")
    said, japanese = words(paper), words(paper, "ja")
    assert f"2.\u2003{sheeted.EN[0]}" in said and f"2.\u2003{sheeted.JA[0]}" in japanese
    assert "Decision 2.1" in said and "JPN MOD" in said and "29 March 2019" in said
    assert "Item 2: Ledgers under the ACSA" in said and "3.\u2003One paragraph.\nAnd one more." in said
    assert "not agreed" in str(paper.notices).lower()


def test_a_statement_stands_paragraph_by_paragraph_with_its_embargo(held: Sheeted) -> None:
    said = words(made(held, "statement", "paper"))
    assert all(text in said for text in sheeted.EN)
    assert "12 December 2018, 09:30 London; 18:30 Tokyo" in said and "GBR not ready; JPN not ready" in said


def test_a_sheet_tells_everything_at_home_and_neither_findings_nor_our_fields_abroad(held: Sheeted) -> None:
    home, away = words(made(held, "acsa", "sheet")), words(made(held, "acsa", "sheet", "en", "partner"))
    assert overseen.MINE in home and "What the rules find today" in home and "\nACSA ledgers\n" in home
    assert overseen.MINE not in away and "What the rules find" not in away and "Who said what" in away


def test_a_sheet_as_of_a_day_tells_what_was_signed_by_its_end(held: Sheeted) -> None:
    looking = asked(held, "acsa")
    today = looking.on
    then, now = words(making.make(replace(looking, known=today), Order())), words(making.make(looking, Order()))
    assert f"What the rules find on {phrases.day(today)['en']}" in then and "What the rules find today" in now
    assert overseen.MINE in then and "Who said what" in then
    with pytest.raises(Refusal) as before:
        making.make(replace(looking, on=date(2017, 1, 1)), Order())
    assert before.value.code == "nothing-then"
    with pytest.raises(Refusal) as document:
        making.make(replace(asked(held, "agenda"), known=today - timedelta(days=1)), Order("paper"))
    assert document.value.code == "document-then"


def test_what_rules_find_names_governments(held: Sheeted) -> None:
    looking = asked(held, "acsa")
    looking.__dict__["names"] = {"GBR": {"en": "United Kingdom", "ja": "英国"}, "JPN": {"en": "Japan", "ja": "日本"}}
    assert "United Kingdom: Green; Japan: Amber" in words(making.make(looking, Order()))


def test_what_may_not_be_read_is_not_on_the_sheet(held: Sheeted) -> None:
    def below(label: Label) -> bool:
        return label.classification == "OFFICIAL"

    sheet = making.make(asked(held, "acsa", below), Order("sheet"))
    assert overseen.MINE not in words(sheet) and "For us alone" not in words(sheet)
    blind = making.make(asked(held, "second", lambda _label: False), Order("sheet"))
    assert "PLAN" in words(blind)  # the gate lets nobody ask for what he may not read; no word of an act is told here
    assert "GBR-M-2018-006" not in words(blind) and not blind.sources


@pytest.mark.parametrize(
    ("name", "order", "rule"),
    [
        ("acsa", ("paper",), "N35"),
        ("agenda", ("poster",), "N35"),
        ("agenda", ("paper", "fr"), "N35"),
        ("agenda", ("paper", "en", "press"), "N35"),
        ("lines", ("sheet", "en", "partner"), "D12"),
    ],
)
def test_what_there_is_not_is_refused(held: Sheeted, name: str, order: tuple[str, ...], rule: str) -> None:
    with pytest.raises(Refusal) as refused:
        made(held, name, *order)
    assert refused.value.rule == rule


def test_a_file_is_named_after_what_it_is(held: Sheeted) -> None:
    name = making.file_name(asked(held, "second"), Order("paper", "both"), "pdf")
    assert name.startswith("entente-plan-edition-PLAN-2-2018-") and name.endswith("-national-both.pdf")

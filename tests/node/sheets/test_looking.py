"""One decision for all that a sheet reads: what is refused is neither told, nor named, nor a source."""

from __future__ import annotations

from tests.node.sheets.test_making import asked
from tests.sheeted import Sheeted

from entente.implementation.papers.paper import Paper, Para, Sentence
from entente.implementation.papers.phrases import same


def test_acts_and_records_that_may_not_be_read_are_neither_told_nor_named(held: Sheeted) -> None:
    open_, shut = asked(held, "acsa"), asked(held, "acsa", lambda _label: False)
    acsa, row = held[1]["acsa"].id, open_.row
    assert open_.told(row).agreed and open_.told(row).text.code == "GBR-M-2018-006"
    assert shut.told(row).text is None and shut.told(row).act == "" and shut.named([acsa]) == {}
    assert open_.named([acsa])[acsa].words["en"].startswith("GBR-M-2018-006 Accounting")
    assert open_.base(row, acsa).acts == (acsa,) and shut.base(row, acsa).acts == ()
    assert shut.folded[1] == {} and len(open_.folded[1]) > 3 and open_.partners == ("JPN",)


def test_sources_name_what_an_act_is_about_for_whom_may_read_that(held: Sheeted) -> None:
    found = asked(held, "acsa")
    acts = (held[1]["acsa"].id, held[1]["report-JPN"].id)
    paper = Paper(same("x"), {}, found.label(found.row), {}, found.on, found.on, (Para((Sentence(same("y"), acts),)),))
    told = found.sourced(paper, lambda _label: True)
    assert [one.act for one in told] == list(acts)
    assert told[0].words["en"].startswith("Measure GBR-M-2018-006") and told[0].words["en"].endswith("Proposed by GBR")
    assert "Progress report" in told[1].words["en"] and found.sourced(paper, lambda _label: False) == ()


def test_a_number_that_is_but_digits_of_an_id_is_not_said(held: Sheeted) -> None:
    found = asked(held, "agenda")
    assert found.title(found.row) == {"en": "Agenda, 3 items", "ja": "議題（3件）"}

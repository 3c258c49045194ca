"""The compiled paper: every measure once in full, pointed to elsewhere; those missing named with why."""

from __future__ import annotations

from datetime import date

import pytest

from entente.areas.commissioning.records import Return
from entente.implementation.papers.paper import Heading, Lines, Paper, Table, sentences_of
from entente.implementation.papers.returns_paper import Compiled, Entry, compiled
from entente.kernel.bilingual import Prose
from entente.kernel.labels.label import Label

LABEL = Label("entente:sample:gbr:1", "OFFICIAL")
OTHER = Label("entente:sample:gbr:1", "OFFICIAL-SENSITIVE")


def said(rag: str = "GREEN") -> Return:
    return Return(
        "r", "m", "GBR-M-1", "MOD", rag, Prose("Well."), "Bob", "FORM", date(2018, 12, 1), "ann", "GBR:FCDO:desk",  # type: ignore[arg-type]
        Prose(None, "支援"), date(2019, 1, 31),
    )  # fmt: skip


def entry(code: str, clauses: tuple[str, ...], returned: Return | None = None, **changed: object) -> Entry:
    given = {"titles": {"en": f"Title {code}"}, "authority": "MOD", "act": f"act-{code}", "labels": (OTHER,), **changed}
    return Entry(code=code, clauses=clauses, said=returned, **given)  # type: ignore[arg-type]


def paper(*entries: Entry, today: date = date(2018, 12, 20)) -> Paper:
    clauses = {"i#S6": {"en": "Logistics", "ja": "後方支援"}, "i#S9": {"en": "Equipment"}}
    return compiled(
        Compiled(
            "GBR-CR-2018-4", {"en": "Fourth quarter"}, (date(2018, 10, 1), date(2018, 12, 31)), date(2018, 12, 14), today, LABEL,
            {"en": "United Kingdom"}, clauses, entries,
        )
    )  # fmt: skip


def told(found: Paper) -> str:
    return "\n".join(one.words.get("en", "") for part in found.parts for one in sentences_of(part))


def test_in_full_under_the_first_clause_and_pointed_to_under_the_others() -> None:
    found = paper(entry("GBR-M-1", ("i#S9", "i#S6"), said()), entry("GBR-M-2", ("i#X1",), said("RED")))
    headings = [part.words["en"] for part in found.parts if isinstance(part, Heading)]
    assert headings == ["Summary", "S6  Logistics", "S9  Equipment", "X1", "Not returned"]
    assert told(found).count("Title GBR-M-1") == 1 and "GBR-M-1: reported under S6." in told(found)
    assert "Two measures were asked about, to be answered by 14 December 2018; two returns have come." in told(found)
    assert "1 green, 0 amber, 1 red." in told(found) and "None." in told(found)


def test_the_missing_are_named_with_why() -> None:
    withheld = {"en": "it may not hold it", "ja": "保持できない"}
    found = paper(entry("GBR-M-1", ("i#S6",)), entry("GBR-M-2", ("i#S6",), unasked=withheld))
    rows = [row for part in found.parts if isinstance(part, Table) for row in part.rows]
    assert [row[2].words["en"] for row in rows] == ["Six days late", "It may not hold it"]
    assert "Not yet due" in told(paper(entry("GBR-M-1", ("i#S6",)), today=date(2018, 12, 1)))


@pytest.mark.parametrize("returned", [said(), None])
def test_every_line_carries_its_label_and_its_act(returned: Return | None) -> None:
    found = paper(entry("GBR-M-1", ("i#S6",), returned))
    (table,) = [part for part in found.parts if isinstance(part, Table)]
    assert table.rows[0][0].acts == ("act-GBR-M-1",) and all(cell.labels == (OTHER,) for row in table.rows for cell in row)
    assert all(isinstance(part, Heading | Lines | Table) for part in found.parts)

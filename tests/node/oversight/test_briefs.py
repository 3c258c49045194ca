"""What a brief is about, and what its fields are read as."""

from __future__ import annotations

from datetime import date

import pytest
from tests.overseen import MINE, Seen

from entente.kernel.errors import Refusal
from entente.node.oversight import asking, briefs, clearing

DAY = date(2018, 12, 31)


def test_subjects_by_clause_number_and_record(seen: Seen) -> None:
    question = asking.ask(seen[0]["GBR"], DAY)
    assert briefs.subject(question, "s6") == briefs.subject(question, "jp-gb-2017#S6") == briefs.Subject("clause", "jp-gb-2017#S6")
    assert briefs.subject(question, "GBR-M-2018-006").name == seen[1]["acsa"].id
    assert briefs.subject(question, seen[1]["third"].id).about == "meeting"
    for stranger in ("GBR-M-2018-013", seen[1]["2+2"].id, ""):
        with pytest.raises(Refusal) as refused:
            briefs.subject(question, stranger)
        assert refused.value.rule == "N34"


def test_lines_are_ours_alone(seen: Seen) -> None:
    question = asking.ask(seen[0]["GBR"], DAY)
    assert [line.words for line in briefs.lines(question, [seen[1]["acsa"].id])] == [{"en": MINE}]
    assert briefs.lines(clearing.for_partner(question), [seen[1]["acsa"].id]) == ()


def test_what_reads_the_same_of_several_is_said_once(seen: Seen) -> None:
    question = asking.ask(seen[0]["GBR"], DAY)
    both = list(asking.held(question, "meeting-series"))
    said = [line.words["en"] for line in briefs._noticed(question, both)]
    alike = [words for words in said if "have not fixed" in words]
    assert len(alike) == 1, said
    assert "Foreign and Defence Ministers' meeting" in alike[0] and "National Security Advisers' dialogue" in alike[0]

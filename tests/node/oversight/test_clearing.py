"""Findings stay at home until an officer who clears lets them onto the joint paper, and go back when he takes them off."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.overseen import Seen

from entente.implementation.papers.paper import pieces
from entente.kernel.errors import Refusal
from entente.node.officer import CLEARING, DRAFTER, Officer
from entente.node.oversight import asking, clearing, versions
from entente.node.oversight.versions import Wish
from entente.store import shown

DAY = date(2018, 12, 31)
HEAD = Officer("gbr-release", "GBR:FCDO:release", frozenset({CLEARING}))
DRAFTS = Officer("gbr-drafter", "GBR:FCDO:desk", frozenset({DRAFTER}))


def joint(seen: Seen) -> str:
    paper = versions.make(asking.ask(seen[0]["GBR"], DAY), Wish("quarterly", "", "en", "partner"))
    return "\n".join(piece.words.get("en", "") for piece in pieces(paper))


def test_a_difference_stands_on_the_joint_paper_only_while_cleared(seen: Seen) -> None:
    question = asking.ask(seen[0]["GBR"], DAY)
    name = ("measure.disagreement", seen[1]["acsa"].id)
    assert name in {one.name for one in clearing.noticed(question)} and "Amber. JPN says so." not in joint(seen)
    with pytest.raises(Refusal) as refused:
        clearing.clear(question, DRAFTS, [name], [name])
    assert refused.value.rule == "DR1"
    assert len(clearing.clear(question, HEAD, [name], [name])) == 1 and clearing.clear(question, HEAD, [name], [name]) == []
    assert "Amber. JPN says so." not in joint(
        seen
    )  # it speaks of Japan, which has not been told yet (tests/node/oversight/test_sayings.py)
    assert len(clearing.clear(question, HEAD, [name], [])) == 1


def test_a_finding_that_speaks_of_nobody_else_stands_once_it_is_cleared(seen: Seen) -> None:
    question = asking.ask(seen[0]["GBR"], DAY)
    name = ("series.basis", seen[1]["2+2"].id)
    (found,) = [one for one in clearing.noticed(question) if one.name == name]
    assert found.speaks_of == () and not found.stands and clearing.for_partner(question).joint == frozenset()
    clearing.clear(question, HEAD, [name], [name])
    assert clearing.for_partner(question).joint == {name}
    clearing.clear(question, HEAD, [name], [])
    assert clearing.for_partner(question).joint == frozenset()


def test_findings_are_the_same_whether_the_store_names_their_records_or_all_are_read(seen: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    node = seen[0]["GBR"]
    labels = frozenset(shown.labels(node.alias))
    asked = [
        replace(asking.ask(node, day), allowed=allowed) for day in (date(2018, 6, 30), DAY) for allowed in (None, labels, frozenset[int]())
    ]
    quick = [clearing.noticed(one) for one in asked]
    assert quick[3] and quick[4] == quick[3] and not quick[5]
    monkeypatch.setattr(clearing, "counted", lambda _asking, _types: None)
    assert [clearing.noticed(replace(one, cache={})) for one in asked] == quick

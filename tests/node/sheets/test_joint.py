"""The partner's sheet tells a finding once it is cleared for the joint paper, and no other."""

from __future__ import annotations

from tests.node.sheets.test_making import asked, words
from tests.sheeted import Sheeted

from entente.node.officer import CLEARING, Officer
from entente.node.oversight import asking, clearing
from entente.node.sheets import joint, making
from entente.node.sheets.making import Order

HEAD = Officer("gbr-release", "GBR:FCDO:release", frozenset({CLEARING}))


def test_a_finding_stands_on_the_partners_sheet_only_while_cleared(held: Sheeted) -> None:
    world, acts = held
    looking = asked(held, "2+2")
    question = asking.ask(world["GBR"], looking.on)
    name = ("series.basis", acts["2+2"].id)
    assert joint.standing(looking) == ()
    clearing.clear(question, HEAD, [name], [name])
    (told,) = joint.standing(asked(held, "2+2"))
    assert "rolling" in told.found.words["en"] and told.said == () and told.found.labels
    away = words(making.make(asked(held, "2+2"), Order("sheet", "en", "partner")))
    assert "Findings of the joint paper" in away and "rolling" in away and "What the rules find" not in away
    clearing.clear(question, HEAD, [name], [])
    assert "Findings of the joint paper" not in words(making.make(asked(held, "2+2"), Order("sheet", "en", "partner")))
    assert joint.standing(asked(held, "2+2", lambda _label: False)) == ()

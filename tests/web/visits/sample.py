"""What the tests of visits share: the programme of 2018 agreed by both sides, and one entry that is still proposed."""

from __future__ import annotations

from typing import Any

from tests.web.sample import Stage

from entente.areas.visits import sample
from entente.areas.visits.records import Visit
from entente.web.consultations.keep import plain


def agreed(shown: Stage, text: Visit, **changed: Any) -> str:
    """An entry of the programme, proposed by its visitor and accepted by all; its record."""
    act = shown.world.propose(text.visitor, "visit", plain(text, **changed))
    shown.world.agree(act)
    return act.id


def programme(shown: Stage) -> dict[str, str]:
    """The visits of the public record and the invented one, by code; the last public one is proposed only."""
    made = {text.code: agreed(shown, text, measures=[shown.records["acsa"]]) for text in (*sample.PUBLIC_RECORD[:2], sample.TRAINING_SHIP)}
    last = sample.PUBLIC_RECORD[2]
    made[last.code] = shown.world.propose(last.visitor, "visit", plain(last)).id
    shown.world.settle()
    return made

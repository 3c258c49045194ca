"""What the tests of consultations share: a series set up, drafts cleared and released as an office would, a contact of the other side."""

from __future__ import annotations

from typing import Any

from tests.web.sample import Stage

from entente.areas.consultations import sample
from entente.kernel.act import Act
from entente.node import say
from entente.node.national import drafting
from entente.node.national.drafting import Officer
from entente.web.consultations.keep import plain

DESK = Officer("gbr-drafter", "GBR:FCDO:desk", frozenset({"drafter", "assigning-officer", "reader"}))
HEAD = Officer("gbr-release", "GBR:FCDO:release", frozenset({"clearing", "releasing-officer", "reader"}))


def release(shown: Stage, draft: str) -> Act:
    """A draft asked for, cleared, released and gone; the act in the shared channel."""
    node = shown.node
    drafting.ask(node, DESK, draft, HEAD.post)
    drafting.clear(node, HEAD, draft)
    drafting.order_release(node, HEAD, draft, wait_s=0)
    (act,) = drafting.dispatch(node)
    shown.world.settle()
    return act


def set_up_nsa(shown: Stage) -> str:
    """The dialogue of National Security Advisers agreed by both sides; its record."""
    promise = next(one for one in sample.PROMISES if one.name == "nsa")
    act = say.propose(shown.node, shown.world.channel, "meeting-series", plain(sample.series(promise)))
    shown.world.settle()
    say.accept(shown.world["JPN"], act.id)
    shown.world.settle()
    return act.id


def contact(shown: Stage, party: str, **changed: Any) -> str:
    """A party's point of contact, with what is changed; its record."""
    text: dict[str, Any] = {
        "post": "Duty officer",
        "authority": "MOFA",
        "role": {"en": "Duty officer", "ja": "当直"},
        "kind": "diplomatic",
        "order": 1,
        "reach": [{"means": "TELEPHONE", "value": "+81 3 0000 0000"}],
        "hours": {"days": ["MON", "TUE", "WED", "THU", "FRI"], "opens": "09:00", "closes": "18:00", "zone": "Asia/Tokyo"},
    }
    act = say.state(shown.world[party], shown.world.channel, "contact", text | changed)
    shown.world.settle()
    return act.id

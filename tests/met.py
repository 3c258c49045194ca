"""Governments that meet, whichever they are: a series, a meeting with its agenda and minutes, times offered, a statement, contacts.

Touches temporary folders and databases. No word of it names a city, so that whatever city stands on a page stands in a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from tests import nodes

from entente.kernel.act import Act
from entente.kernel.calendar.seats import seat
from entente.store import database


def both(en: str, ja: str) -> dict[str, str]:
    return {"en": en, "ja": ja}


@contextmanager
def world_of(folder: Path, *codes: str, migrate: nodes.Migrate = database.migrate) -> Iterator[nodes.World]:
    """Nodes of these governments with a channel between them; one alone with itself."""
    with mock.patch.object(nodes, "CODES", codes), nodes.build(folder, len(codes), migrate=migrate) as world:
        yield world


def moment(party: str, on: str, at: str) -> dict[str, str]:
    """A time by a government's own clock."""
    return {"on": on, "at": at, "zone": seat(party).zone}


def play(world: nodes.World) -> dict[str, Act]:
    """All of it; the acts by name. What takes place begins at nine by the clock of the first government on 12 December 2018."""
    first, second, *_ = world.codes
    found = {"declaration": world.adopt()}
    found["measure"] = world.propose(first, "measure", nodes.measure(f"{first}-M-2018-006", world.codes))
    world.agree(found["measure"])
    series: dict[str, Any] = {"code": "TALKS", "title": both("Talks", "協議"), "kind": "OTHER", "clauses": ["jp-gb-2017#S6"]}
    series |= {"basis": "ROLLING", "reckoned_from": "2018-01-01", "host_rule": "ROTATION", "host_order": list(world.codes)}
    found["series"] = world.propose(first, "meeting-series", series | {"interval_months": 12})
    world.agree(found["series"])
    meeting: dict[str, Any] = {"series": found["series"].id, "mode": "VTC", "clauses": ["jp-gb-2017#S6"]}
    starts, ends = moment(first, "2018-12-12", "09:00"), moment(first, "2018-12-12", "11:30")
    held = {"title": both("First talks", "第1回協議"), "stage": "AGENDA AGREED", "starts": starts, "ends": ends}
    found["meeting"] = world.propose(first, "meeting", meeting | held)
    world.agree(found["meeting"])
    sought = {"title": both("Second talks", "第2回協議"), "stage": "PLANNED", "window_from": "2019-03-25", "window_to": "2019-05-10"}
    found["sought"] = world.propose(first, "meeting", meeting | sought)
    world.agree(found["sought"])
    slot = {"starts": moment(second, "2019-04-03", "10:00"), "ends": moment(second, "2019-04-03", "12:00")}
    offer = {"series": found["series"].id, "meeting": found["sought"].id, "slots": [slot]}
    found["offer"] = world.state(second, "slot-offer", offer)
    world.settle()
    return found | _papers(world, found)


def _papers(world: nodes.World, found: dict[str, Act]) -> dict[str, Act]:
    first, second, *_ = world.codes
    place = {"series": found["series"].id, "meeting": found["meeting"].id}
    items = [
        {"no": 1, "title": both("Ledgers", "帳簿"), "ground": "PROPOSED", "minutes_allotted": 60},
        {"no": 2, "title": both("Next talks", "次回協議"), "ground": "PROPOSED", "minutes_allotted": 30},
    ]
    agenda = world.propose(first, "agenda", place | {"items": items})
    world.agree(agenda)
    statement = world.propose(
        first,
        "joint-statement",
        {
            "title": both("Joint statement", "共同声明"),
            "said_on": "2018-12-12",
            "text_en": "They met.",
            "text_ja": "会談した。",
            "meeting": found["meeting"].id,
            "embargo": moment(first, "2018-12-12", "18:30"),
            "spokespersons": [{"party": code, "authority": "FCDO"} for code in world.codes],
            "outlets": [{"party": first, "language": "en", "page": "www.example.org/statement"}],
        },
    )
    world.agree(statement)
    hours = {"days": ["MON", "TUE", "WED"], "opens": "09:00", "closes": "18:00", "zone": seat(second).zone}
    contact = {"post": "Duty officer", "authority": "FCDO", "role": both("Duty officer", "当直"), "kind": "diplomatic", "order": 1}
    contact |= {"reach": [{"means": "TELEPHONE", "value": "+1 555 0100"}], "hours": hours}
    nominated = world.state(second, "contact", contact)
    world.settle()
    ping = world.state(first, "contact-ping", {"contact": nominated.id, "sent": moment(first, "2018-10-02", "19:00")})
    words = [{"no": 1, "item": 1, **both("The ledgers were compared.", "帳簿を照合した。")}]
    minutes = world.propose(first, "minutes", place | {"paragraphs": words}, schema=2)
    world.settle()
    return {"agenda": agenda, "statement": statement, "contact": nominated, "ping": ping, "minutes": minutes}

"""Visits as templates write them down: who goes where and when, where it is in its life, and what is owed on it.

Pure but for the language of the request. Serves S3, S5 and S8.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from entente.areas.visits.records import Visit
from entente.kernel.area import Words
from entente.web.consultations.show import choice, said
from entente.web.gate import Sight
from entente.web.records import rows
from entente.web.sight.visits import Trip, today

REGION: Words = {"en": "the region", "ja": "地域"}
PROPOSED: Words = {"en": "Proposed", "ja": "提案中"}


def names(sight: Sight) -> dict[str, Words]:
    """The participants' names by code."""
    return {one.code: dict(one.name) for charter in sight.node.channels() for one in charter.terms.parties}


def between(visitor: str, host: str | None, known: dict[str, Words]) -> Words:
    """From whom to whom, by name; without a host to the region."""
    there = REGION if host is None else known.get(host, {"en": host})
    comes = known.get(visitor, {"en": visitor})
    return {
        "en": f"{comes.get('en')} to {there.get('en')}",
        "ja": f"{comes.get('ja') or comes.get('en')}から{there.get('ja') or there.get('en')}へ",
    }


def direction(text: Visit, known: dict[str, Words]) -> Words:
    """The direction of a visit."""
    return between(text.visitor, text.host, known)


def days(found: Trip) -> tuple[date, date]:
    """The first and the last day: as they were where that is known, else as planned."""
    text = found.text
    if found.told is not None:
        return date.fromordinal(found.told.first), date.fromordinal(found.told.last)
    return text.held_from or text.window_from, text.held_to or text.window_to


def line(sight: Sight, found: Trip, known: dict[str, Words]) -> dict[str, Any]:
    """A visit as the list shows it."""
    text, now = found.text, today(sight, found)
    first, last = days(found)
    life = next((one for one in now if one.code == "visit.life"), None)
    moves = dict.fromkeys([who for who, _verb, _act in found.entry.row.move_list()] + [one.move for one in now if one.move])
    return rows.plain(found.entry.row) | {
        "domain": choice("Domain", text.domain),
        "direction": direction(text, known),
        "visitor": text.visitor,
        "host": text.host,
        "first": first,
        "last": last,
        "season": text.stage == "HELD" and text.held_from is None,
        "place": said(text.place.name),
        "locode": text.place.locode,
        "life": life,
        "agreed": found.entry.agreed,
        "confidence": choice("Confidence", text.confidence),
        "stage": choice("VisitStage", text.stage),
        "moves": list(moves),
        "public": text.source is not None,
    }

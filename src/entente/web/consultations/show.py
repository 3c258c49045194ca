"""Words and times of consultations as templates write them down: titles by language, moments as instants, choices in words.

Pure but for the language of the request. Serves I2, I3, I4 and I5.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from entente.areas.consultations.check import instant
from entente.areas.consultations.records import Moment
from entente.kernel.area import Interval, Words
from entente.kernel.bilingual import words as words_of
from entente.kernel.calendar import workdays
from entente.kernel.calendar.days import parse_day
from entente.kernel.calendar.public_holidays import known
from entente.kernel.errors import Refusal
from entente.web import words
from entente.web.records import rows
from entente.web.sight.consultations import Entry

MOST_DAYS_OFF = 20


def said(text: Any) -> Words:
    """A title or prose by language; empty for None."""
    return words_of(text)


def said_of(value: Any) -> Words:
    """A title as a draft's JSON has it, by language; empty for what is none."""
    return {key: str(value[key]) for key in ("en", "ja") if value.get(key)} if isinstance(value, Mapping) else {}


def choice(listed: str, value: str | None) -> Words:
    """A choice's words out of the area's list; the value itself where the area has none for it."""
    if value is None:
        return {}
    entries: dict[str, Words] = words.of_areas().get("enum", {}).get(listed, {})
    return entries.get(value, {"en": value, "ja": value})


def moment(at: Moment | None) -> datetime | None:
    """The instant of a moment; None for none, and for one that no clock shows."""
    try:
        return instant(at) if at is not None else None
    except Refusal:
        return None


def day_of(text: Any) -> date | None:
    """The day of a meeting: held, to begin, or the first of its window."""
    found: date | None = text.held_on or (text.starts.on if text.starts is not None else text.window_from)
    return found


def days_off(parties: tuple[str, ...], on: date) -> list[tuple[str, Words]]:
    """Who does not work on a day and why, by party."""
    calendar = known(parties)
    return list(workdays.days_off(calendar, on).items()) if calendar is not None else []


def holidays_of(type_: str, text: Mapping[str, Any], parties: tuple[str, ...]) -> list[tuple[date, str, Words]]:
    """(day, party, why) for each day of a drafted meeting, or of times offered, on which a party does not work; none for other types."""
    moments = [text.get("starts"), text.get("ends")] if type_ == "meeting" else []
    slots = text.get("slots", ()) if type_ == "slot-offer" else ()
    moments += [slot.get(end) for slot in slots if isinstance(slot, Mapping) for end in ("starts", "ends")]
    days = {at["on"] for at in moments if isinstance(at, Mapping) and isinstance(at.get("on"), str)}
    found = [(on, party, why) for on in map(parse_day, sorted(days)) if on is not None for party, why in days_off(parties, on)]
    return found[:MOST_DAYS_OFF]


def lines(found: Iterable[Interval], *sorts: str) -> list[dict[str, Any]]:
    """Intervals of these sorts as lists show them, what is owed first."""
    order = ("obligation", "finding", "standing", "indicator", "fact")
    chosen = [i for i in found if not sorts or i.sort in sorts]
    chosen.sort(key=lambda i: (order.index(i.sort), i.starts, i.code))
    return [
        {
            "what": words.product(i.code), "code": i.code, "state": i.state, "reason": i.reason, "move": i.move, "starts": i.starts,
            "numerator": i.numerator, "denominator": i.denominator, "ends": i.ends, "acts": i.acts,
        }
        for i in chosen
    ]  # fmt: skip


def plain(entry: Entry) -> dict[str, Any]:
    """An entry's generic columns, its text, and whether it has effect."""
    return rows.plain(entry.row) | {"text": entry.text, "agreed": entry.agreed, "waits": [who for who, verb, _act in entry.row.move_list()]}


def meeting(entry: Entry) -> dict[str, Any]:
    """A meeting as lists and its page show it."""
    text = entry.text
    return plain(entry) | {
        "title": said(text.title),
        "stage": choice("MeetingStage", text.stage),
        "mode": choice("Mode", text.mode),
        "place": said(text.place),
        "starts": moment(text.starts),
        "ends": moment(text.ends),
        "day": day_of(text),
        "outcome": choice("Outcome", text.outcome),
    }


def kind(type_: str) -> Words:
    """A record type's name."""
    return words.kind(type_)


def draft_state(state: str) -> Words:
    """How far a draft is on its way."""
    found: dict[str, Words] = {
        "drafting": {"en": "being written", "ja": "起案中"},
        "asked": {"en": "waits for clearance", "ja": "決裁待ち"},
        "returned": {"en": "sent back", "ja": "差戻し"},
        "cleared": {"en": "cleared", "ja": "決裁済み"},
        "waiting": {"en": "waits to go", "ja": "発出待ち"},
        "leaving": {"en": "going", "ja": "発出手続中"},
        "refused": {"en": "could not be said", "ja": "発出不可"},
    }
    return found.get(state, {"en": state, "ja": state})

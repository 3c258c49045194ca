"""What a late ship or aircraft changes: of everything filed under a visit, what is void, what stands, what moves with it.

Pure. A flight clearance is void beyond 72 hours (R3.1); a port clearance stands while the new times lie within its window; berths
and supplies, and the lines that will be accounted for under the ACSA with them, move. Serves S3, S6.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import msgspec

from entente.areas.visits.clearances import AircraftClearance, ClearanceDecision, LogisticRequest, Request, ShipClearance
from entente.areas.visits.coverage import CLEARED
from entente.areas.visits.parameters import PARAMETERS, Parameters
from entente.areas.visits.programme import Told, about
from entente.areas.visits.records import Moment, Visit
from entente.areas.visits.requests import asked, covers, instant, on_day, span
from entente.areas.visits.says import Words
from entente.kernel.area import Group
from entente.kernel.calendar import zones

Fate = Literal["INVALIDATED", "KEPT", "MOVED"]

WHY: dict[str, Words] = {
    "undecided": {"en": "It is not decided yet: amend it to the new times.", "ja": "未決定であり、新たな日時に変更する必要がある。"},
    "flight": {
        "en": "The shift is larger than the hours for which a flight clearance is valid: a new request.",
        "ja": "飛行許可の有効時間を超える変更であり、新たな申請が必要である。",
    },
    "flight-kept": {"en": "The shift is within the hours of the flight clearance.", "ja": "飛行許可の有効時間内の変更である。"},
    "outside": {
        "en": "The new times lie outside the window granted: amend it.",
        "ja": "新たな日時は許可された期間外であり、変更申請が必要である。",
    },
    "within": {"en": "The new times lie within the window granted.", "ja": "新たな日時は許可された期間内である。"},
    "supplies": {
        "en": "Supplies are wanted on other days; their lines under the ACSA move with them.",
        "ja": "補給の日程が変わり、ACSAに基づく計上もこれに従って移動する。",
    },
    "berth": {"en": "The host is to keep the berth for the new days.", "ja": "受入国による係留場所の確保を新たな日程に移す必要がある。"},
    "berth-kept": {"en": "The berth is kept long enough.", "ja": "係留場所は新たな日程でも確保されている。"},
    "programme": {"en": "The entry of the programme is revised by both sides.", "ja": "双方による計画の改訂が必要である。"},
    "window": {"en": "The new days lie within the planned window.", "ja": "新たな日程は計画の期間内である。"},
}


@dataclass(frozen=True, slots=True)
class Effect:
    """What becomes of one record: invalidated, kept or moved; why; its days afterwards."""

    record: str
    type: str
    fate: Fate
    why: Words
    first: date
    last: date


def shifted(at: Moment, hours: int) -> Moment:
    """The wall time so many hours later in the same zone; as it was where no clock shows it."""
    was = instant(at)
    if was is None:
        return at
    try:
        there = zones.local(was + timedelta(hours=hours), at.zone)
    except OverflowError:
        return at
    return Moment(there.date(), f"{there:%H:%M}", at.zone, there.fold == 1 and zones.comes_twice(there.date(), f"{there:%H:%M}", at.zone))


def later(text: Request, hours: int) -> Request:
    """A request with all its times so many hours later; its days by whole days, a part of a day counted whole."""
    replace = msgspec.structs.replace
    if isinstance(text, ShipClearance):
        return replace(text, eta=shifted(text.eta, hours), etd=shifted(text.etd, hours))
    if isinstance(text, AircraftClearance):
        legs = (replace(leg, enters=shifted(leg.enters, hours), exits=shifted(leg.exits, hours)) for leg in text.legs)
        return replace(text, legs=tuple(legs))
    return replace(text, from_day=_days(text.from_day, hours), to_day=_days(text.to_day, hours))


def _days(day: date, hours: int) -> date:
    whole = -(-hours // 24) if hours > 0 else hours // 24
    return date.fromordinal(min(max(day.toordinal() + whole, 1), date.max.toordinal()))


def slip(group: Group, text: Visit, known: Told, at: tuple[int, int], p: Parameters = PARAMETERS) -> list[Effect]:
    """What becomes of each record, `at` being (day on which it is asked, hours): the programme, then requests, berths, supplies."""
    day, hours = at
    first, last = _days(date.fromordinal(known.first), hours), _days(date.fromordinal(known.last), hours)
    inside = text.window_from <= first and last <= text.window_to
    fate: Fate = "KEPT" if inside else "MOVED"
    out = [Effect(group.key, "visit", fate, WHY["window" if inside else "programme"], first, last)]
    for one in asked(group, text, known, p):
        state = on_day(one.states, day)
        if state is None or state.name in ("cancelled", "lapsed", "refused", "used"):
            continue
        now: Request = next(revision.text for _, _, revision in one.texts if revision.act == state.act)
        decision = state.decision.revision.text if state.name in CLEARED and state.decision is not None else None
        decided = next((r.text for _, _, r in one.texts if decision is not None and r.text.amendment == decision.amendment), now)
        out.append(_request((one.entry.record.record, one.type), (decided, later(now, hours)), decision, p))
    for entry in about(group, "host-berth"):
        berth = entry.revision.text
        if entry.record.party == text.host and entry.since <= day < entry.until:
            kept = berth.from_day <= first and last <= berth.to_day
            days = (berth.from_day, berth.to_day) if kept else (_days(berth.from_day, hours), _days(berth.to_day, hours))
            out.append(
                Effect(entry.record.record, "host-berth", "KEPT" if kept else "MOVED", WHY["berth-kept" if kept else "berth"], *days)
            )
    for entry in about(group, "logistic-request"):
        wanted: LogisticRequest = entry.revision.text
        if entry.record.party == text.visitor and entry.since <= day < entry.until:
            days = (_days(wanted.from_day, hours), _days(wanted.to_day, hours))
            out.append(Effect(entry.record.record, "logistic-request", "MOVED", WHY["supplies"], *days))
    return out


def _request(what: tuple[str, str], texts: tuple[Request, Request], decision: ClearanceDecision | None, p: Parameters) -> Effect:
    decided, then = texts
    first, last = (date.fromordinal(day) for day in span(then))
    if decision is None:
        return Effect(*what, "MOVED", WHY["undecided"], first, last)
    stands = covers(decision, decided, then, p)
    flight = isinstance(then, AircraftClearance)
    why = ("flight-kept" if flight else "within") if stands else ("flight" if flight else "outside")
    return Effect(*what, "KEPT" if stands else "INVALIDATED", WHY[why], first, last)

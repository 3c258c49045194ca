"""Visits as matters of a paper: what was agreed, what each side reported, which dates are to come.

Touches the database (reads). Serves S3, S5 and S8.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from entente.implementation.matters import Event
from entente.implementation.papers.paper import Sentence
from entente.implementation.papers.phrases import both, day, party
from entente.kernel.area import Words
from entente.kernel.bilingual import words
from entente.node.oversight.asking import Asking, Held, as_known, found, held
from entente.node.oversight.plan import standing_of
from entente.store import records


def choice(asking: Asking, type_: str, field: str, value: str) -> Words:
    """A value of a code list in words."""
    return asking.node.registry.kinds[type_].words().get(f"{field}={value}", both(value, value))


def naming(asking: Asking, clause: str) -> tuple[Held, ...]:
    """The visits that name a clause."""
    return tuple(one for one in held(asking, "visit") if clause in one.text.clauses)


def members(asking: Asking, one: Held) -> tuple[Held, ...]:
    """Whatever is filed under a visit, of what may be seen, as it was known: reports, requests, decisions."""
    rows = records.in_groups(asking.node.alias, asking.charter.id, [one.row.id]).get(one.row.id, [])
    known = (as_known(asking, row) for row in rows if row.id != one.row.id)
    return tuple(each for each in known if each is not None)


def _name(asking: Asking, code: str | None) -> Words:
    return party(code, asking.names) if code is not None else both("the region", "地域")


def route(asking: Asking, text: Any) -> Words:
    """Who goes where: visitor, host, place, domain."""
    visitor, host, place = _name(asking, text.visitor), _name(asking, text.host), words(text.place.name)
    en, ja = place.get("en") or place.get("ja", ""), place.get("ja") or place.get("en", "")
    domain = choice(asking, "visit", "domain", text.domain)
    return both(
        f"{domain['en']}: {visitor['en']} to {host['en']}, {en}",
        f"{domain['ja']}：{visitor.get('ja') or visitor['en']}から{host.get('ja') or host['en']}へ（{ja}）",
    )


def agreed(asking: Asking, one: Held) -> tuple[Sentence, ...]:
    """What both agreed: the purpose, who goes where, when and how surely."""
    text, (first, last) = one.text, (day(one.text.window_from), day(one.text.window_to))
    who, sure = route(asking, text), choice(asking, "visit", "confidence", text.confidence)
    planned = both(
        f"{who['en']}, {first['en']} to {last['en']} ({sure['en'].lower()}).",
        f"{who['ja']}、{first['ja']}から{last['ja']}まで（{sure['ja']}）。",
    )
    return (Sentence(words(text.purpose), (one.act,), one.labels), Sentence(planned, (one.act,), one.labels))


def carried_out(asking: Asking, one: Held) -> tuple[Sentence, ...]:
    """The measures that the visit carries out, of those that may be seen."""
    known = {each.row.id: each for each in held(asking, "measure")}
    out = []
    for name in one.text.measures:
        measure = known.get(name)
        if measure is not None:
            title = words(measure.text.title)
            en, ja = title.get("en") or title.get("ja", ""), title.get("ja") or title.get("en", "")
            said = both(f"It carries out {measure.row.code}, {en}.", f"措置{measure.row.code}「{ja}」の一環である。")
            out.append(Sentence(said, (measure.act,), measure.labels))
    return tuple(out)


def standing(asking: Asking, one: Held) -> tuple[tuple[Sentence, ...], str]:
    """Why a visit stands as it does, and the state; "" where it stands for nothing any more."""
    spans = found(asking, [one])[one.row.id]
    stands = standing_of(spans)
    life = [span for span in spans if span.code == "visit.life"]
    told_by = [stands] if stands is not None else life
    reasons = tuple(Sentence(span.reason, span.acts, one.labels) for span in told_by)
    return reasons, stands.state if stands is not None else ""


def told(asking: Asking, one: Held, filed: Sequence[Held]) -> tuple[Event, ...]:
    """What each side reported of a visit and what was decided on it; of one of the public record, that it took place."""
    out = [*done(asking, [one])] if one.text.stage == "HELD" else []
    out += _decided(asking, filed)
    for each in filed:
        if each.row.type == "visit-report":
            name, outcome = party(each.row.party, asking.names), choice(asking, "visit-report", "outcome", each.text.outcome)
            said = words(each.text.happened)
            met = choice(asking, "visit-report", "objectives", each.text.objectives) if each.text.objectives else None
            en = f"{name['en']}: {outcome['en'].lower()}. {said.get('en') or said.get('ja', '')}"
            ja = f"{name.get('ja') or name['en']}：{outcome['ja']}。{said.get('ja') or said.get('en', '')}"
            if met is not None:
                en, ja = f"{en} Objectives: {met['en'].lower()}.", f"{ja}目的：{met['ja']}。"
            on = each.text.held_to or min(one.text.window_to, date.fromordinal(each.row.revisions[-1].day))
            out.append(Event(on, both(en, ja), (each.act,), each.labels))
    return tuple(each for each in out if each.day <= asking.day)


def _decided(asking: Asking, filed: Sequence[Held]) -> list[Event]:
    """Decisions on requests, by the day on which they were stated."""
    codes = {each.row.id: each.row.code for each in filed}
    out = []
    for each in filed:
        if each.row.type == "clearance-decision":
            verdict, by = choice(asking, "clearance-decision", "verdict", each.text.verdict), party(each.row.party, asking.names)
            about, number = codes.get(each.text.request, ""), f" ({each.text.number})" if each.text.number else ""
            said = both(
                f"{by['en']} on {about}: {verdict['en'].lower()}{number}",
                f"{by.get('ja') or by['en']}の決定（{about}）：{verdict['ja']}{number}",
            )
            out.append(Event(date.fromordinal(each.row.revisions[-1].day), said, (each.act,), each.labels))
    return out


def done(asking: Asking, items: Iterable[Held]) -> tuple[Event, ...]:
    """Visits that took place by the day, by the last day there."""
    known = tuple(items)
    spans, out = found(asking, known), []
    for one in known:
        took = next((s for s in spans[one.row.id] if s.code == "visit.took-place" and s.state == "took-place"), None)
        last = took.starts - timedelta(days=1) if took is not None else one.text.held_to or one.text.window_to
        if (took is not None or one.text.stage == "HELD") and last <= asking.day:
            out.append(Event(last, _within(one), (one.act,), one.labels))
    return tuple(out)


def coming(asking: Asking, items: Iterable[Held]) -> tuple[Event, ...]:
    """The first and last day of visits ahead or under way that were not called off."""
    out = []
    for one in items:
        if one.text.stage != "PLANNED":
            continue
        sure = choice(asking, "visit", "confidence", one.text.confidence)
        for on, what in ((one.text.window_from, both("begins", "開始")), (one.text.window_to, both("ends", "終了"))):
            if on > asking.day:
                title = _titled(one)
                said = both(f"{title['en']} {what['en']} ({sure['en'].lower()})", f"{title['ja']}{what['ja']}（{sure['ja']}）")
                out.append(Event(on, said, (one.act,), one.labels))
    return tuple(out)


def _within(one: Held) -> Words:
    """Its title; where only the season of a visit is on record, with the season."""
    title = _titled(one)
    if one.text.stage != "HELD" or one.text.held_from is not None:
        return title
    first, last = day(one.text.window_from), day(one.text.window_to)
    return both(f"{title['en']} (between {first['en']} and {last['en']})", f"{title['ja']}（{first['ja']}から{last['ja']}までの間）")


def _titled(one: Held) -> Words:
    title = words(one.text.title)
    en, ja = title.get("en") or title.get("ja", ""), title.get("ja") or title.get("en", "")
    return both(f"{one.row.code} {en}", f"{one.row.code}「{ja}」")

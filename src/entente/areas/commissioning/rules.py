"""What a round is owed: returns until its day, late after it, and how many of those asked have come; dated intervals.

Pure. A return counts from the day on which it was first recorded, whatever is corrected later. Serves I1, I3.
"""

from __future__ import annotations

from collections.abc import Iterator

from entente.areas.commissioning.records import Return, Round
from entente.kernel.area import Group, Interval, Linked, Words
from entente.kernel.calendar.timeline import FOREVER, end_day, first_day

STATES = {"round.returns": ("due", "late"), "round.returned": ("complete", "incomplete")}
"""Every code and its states."""


def round_rules(group: Group) -> list[Interval]:
    """What is owed to each round of the group, and how far it has come."""
    out: list[Interval] = []
    for record in group.of("commissioning-round"):
        newest = next((r for r in reversed(record.revisions) if isinstance(r.text, Round)), None)
        if newest is not None:
            out += _of_round(record, newest.text, newest.act, group)
    return out


def _of_round(record: Linked, text: Round, act: str, group: Group) -> Iterator[Interval]:
    begins = record.revisions[0].effective_on.toordinal()
    ends = min((day.toordinal() for day in (text.closed_on, record.withdrawn_on) if day is not None), default=FOREVER)
    came = _came(record.record, text, group)
    days = sorted(came.values(), key=lambda one: one[0])
    complete = days[-1][0] if len(days) == len(text.asked) else FOREVER
    late = min(text.due.toordinal() + 1, FOREVER)
    party = record.party
    for starts, until, state in ((begins, min(late, complete, ends), "due"), (max(late, begins), min(complete, ends), "late")):
        if starts < until:
            why = _owed(text, len(text.asked), state)
            span = first_day(starts), end_day(until)
            yield Interval("obligation", "round.returns", state, *span, record.record, why, (act,), (), party)
    yield from _counted(record, act, [(max(day, begins), given) for day, given in days], (begins, ends, len(text.asked)))


def _came(round_: str, text: Round, group: Group) -> dict[str, tuple[int, str]]:
    """The day on which the first return that stands for each measure asked came, and its act."""
    asked = {one.measure for one in text.asked}
    found: dict[str, tuple[int, str]] = {}
    for record in group.of("return"):
        last = record.revisions[-1].text if record.revisions else None
        if not isinstance(last, Return) or record.withdrawn_on is not None or last.round != round_ or last.measure not in asked:
            continue
        first = record.revisions[0]
        one = (first.effective_on.toordinal(), first.act)
        found[last.measure] = min(one, found.get(last.measure, one))
    return found


def _counted(record: Linked, act: str, days: list[tuple[int, str]], bounds: tuple[int, int, int]) -> Iterator[Interval]:
    """How many of those asked have returned, from each day on which that changed."""
    begins, ends, asked = bounds
    changes = sorted({begins, *(day for day, _ in days)})
    for at, starts in enumerate(changes):
        until = min(changes[at + 1] if at + 1 < len(changes) else FOREVER, ends)
        given = [one for day, one in days if day <= starts]
        if starts < until:
            why = {
                "en": f"{len(given)} of {asked} returns have come.",
                "ja": f"照会{asked}件のうち{len(given)}件の回答があった。",
            }
            state = "complete" if len(given) == asked else "incomplete"
            span = first_day(starts), end_day(until)
            yield Interval("indicator", "round.returned", state, *span, record.record, why, (act, *given), (), None, len(given), asked)


def _owed(text: Round, asked: int, state: str) -> Words:
    day = text.due.isoformat()
    if state == "late":
        return {"en": f"Returns to {text.code} were due by {day}.", "ja": f"{text.code}への回答期限（{day}）を過ぎている。"}
    return {"en": f"Returns on {asked} measures are due by {day}.", "ja": f"措置{asked}件の回答期限は{day}である。"}

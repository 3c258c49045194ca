"""Groups of one measure and its reports, small by default, and the strategies that make many of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from msgspec import structs

from entente.areas.action_plan.records import Answer, Forecast, Measure, Milestone, ProgressReport
from entente.kernel.area import Group, Interval, Linked, Revision
from entente.kernel.bilingual import Prose, Title

PARTIES = ("GBR", "JPN")
START, FINISH = date(2018, 1, 1), date(2018, 12, 31)
LAST = START + timedelta(days=1500)


def measure(**changed: Any) -> Measure:
    """A plain measure on S6 for 2018, with what is changed."""
    fields: dict[str, Any] = {
        "code": "GBR-M-2018-014",
        "title": Title("Orders under the ACSA", "ACSAに基づく発注"),
        "clauses": ("jp-gb-2017#S6",),
        "type": "DELIVERABLE",
        "stage": "ACTIVE",
        "leads": {"GBR": "FCDO", "JPN": "MOFA"},
        "baseline_start": START,
        "baseline_finish": FINISH,
        "completion_criterion": Prose("Both ledgers agree."),
    }
    return Measure(**(fields | changed))


def report(rag: str = "GREEN", period_to: date = date(2018, 3, 31), **changed: Any) -> ProgressReport:
    """A report on the measure for the quarter that ends on a day."""
    fields: dict[str, Any] = {
        "measure": "m",
        "period_from": period_to - timedelta(days=89),
        "period_to": period_to,
        "rag": rag,
        "narrative": Prose("As planned."),
    }
    return ProgressReport(**(fields | changed))


def linked(record: str, party: str | None, *texts: tuple[date, Any], withdrawn_on: date | None = None) -> Linked:
    """A record from (effective on, text) each; a measure where `party` is None."""
    kept = tuple(Revision(text, f"{record}.{i}", day) for i, (day, text) in enumerate(texts))
    return Linked(record, "progress-report" if party else "measure", party, kept, withdrawn_on)


def group(*records: Linked, parties: tuple[str, ...] = PARTIES) -> Group:
    """The group of the measure "m"."""
    return Group("m", records, parties)


def state_on(intervals: Iterable[Interval], day: date, code: str, record: str = "m", move: str | None = None) -> str | None:
    """The state of one code on a day, None where nothing holds; refuses two at once."""
    found = [
        i.state
        for i in intervals
        if (i.code, i.record, i.move if move else None) == (code, record, move) and i.starts <= day and (i.ends is None or day < i.ends)
    ]
    assert len(found) < 2, found
    return found[0] if found else None


days = st.integers(0, 900).map(lambda n: START + timedelta(days=n))
milestones = st.lists(days, max_size=3).map(lambda due: tuple(Milestone(f"M{i}", Title(f"Step {i}"), d, "SELF") for i, d in enumerate(due)))


@st.composite
def measures(draw: st.DrawFn, not_before: date = START) -> Measure:
    """Any measure text, also ones that no check would let through; days of events are at or after `not_before`."""
    kind = draw(st.sampled_from(["DELIVERABLE", "RECURRING", "STUDY"]))
    stage = draw(st.sampled_from(["AGREED", "ACTIVE", "ACTIVE", "COMPLETED", "SUSPENDED", "DROPPED"]))
    return measure(
        type=kind,
        stage=stage,
        clauses=tuple(draw(st.sets(st.sampled_from(["jp-gb-2017#S6", "jp-gb-2017#S7", "jp-gb-2017#A2"]), min_size=1))),
        baseline_start=draw(days),
        baseline_finish=draw(st.none() | days),
        cadence_months=draw(st.none() | st.sampled_from([1, 3, 12])) if kind == "RECURRING" else None,
        milestones=draw(milestones),
        completed_on=max(draw(days), not_before) if stage == "COMPLETED" else None,
        leads=draw(st.sampled_from([{"GBR": "FCDO", "JPN": "MOFA"}, {"GBR": "MOD", "JPN": "MOFA", "AUS": "DFAT"}])),
    )


@st.composite
def reports(draw: st.DrawFn, not_before: date = START) -> ProgressReport:
    """Any report text; days of events are at or after `not_before`."""
    event = days.map(lambda d: max(d, not_before))
    return report(
        draw(st.sampled_from(["GREEN", "AMBER", "RED"])),
        draw(days),
        forecasts=tuple(Forecast(f"M{i}", draw(days), draw(st.none() | event)) for i in range(draw(st.integers(0, 2)))),
        forecast_finish=draw(st.none() | days),
        held_on=tuple(draw(st.lists(event, max_size=2))),
        ask_of_partner=draw(st.none() | st.just(Prose("Please answer."))),
        answers=tuple(Answer(f"r{n}", Prose("So it is.")) for n in draw(st.lists(st.integers(0, 5), max_size=1))),
        recorded_for=draw(st.sampled_from([None, None, None, "AUS", "JPN"])),
        source=Title("Note of a call"),
    )


@st.composite
def groups(draw: st.DrawFn, withdrawn: bool = False) -> Group:
    """A measure of one to three texts and up to six reports; some unreadable, some withdrawn, effective days in order.

    With `withdrawn`, one more report that is.
    """
    records = [_record(draw, "m", None, measures())]
    for n in range(draw(st.integers(0, 6))):
        records.append(_record(draw, f"r{n}", draw(st.sampled_from(PARTIES)), reports()))
    if withdrawn:
        records.append(structs.replace(_record(draw, "gone", draw(st.sampled_from(PARTIES)), reports()), withdrawn_on=draw(days)))
    return group(*records)


def _record(draw: st.DrawFn, name: str, party: str | None, texts: st.SearchStrategy[Any]) -> Linked:
    on = sorted(draw(st.lists(days, min_size=1, max_size=3)))
    kept = [(day, draw(st.none() | texts) if draw(st.integers(0, 5)) == 0 else draw(texts)) for day in on]
    return linked(name, party, *kept, withdrawn_on=draw(st.none() | days) if draw(st.integers(0, 3)) == 0 else None)

"""Invented histories of measures, 2017-2026: texts, rebaselines and reports, each with the day on which it became known. Pure.

What the action plan's own rules find in them, day of knowledge by day of knowledge, are the interval rows that a node would hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from entente.areas.action_plan.records import Measure, Milestone, ProgressReport
from entente.kernel.area import Group, Linked, Revision
from entente.kernel.bilingual import Prose, Title

PARTIES = ("GBR", "JPN")
FIRST, LAST = date(2017, 9, 1), date(2026, 10, 1)
RUNS_DAYS = (200, 900)
REPORT_EVERY_DAYS = (60, 200)
LATE_DAYS = (1, 1, 3, 10, 40, 90)
"""By how many days knowledge trails the event: most reports come soon, some a quarter late."""


def history(random: Random, number: int, clauses: Sequence[str]) -> Iterator[tuple[date, Group]]:
    """A measure's group each time more of it became known, in order of knowledge."""
    start = FIRST + timedelta(random.randrange((LAST - FIRST).days - 300))
    finish = start + timedelta(random.randrange(*RUNS_DAYS))
    recurring = random.random() < 0.5
    named = tuple(sorted(random.sample(clauses, random.choice((1, 1, 2, 3)))))
    record = f"{number:064x}"
    texts = [_revision(record, 0, _measure(number, named, start, None if recurring else finish), start - timedelta(20))]
    reports: list[Linked] = []
    known = texts[0].effective_on
    yield known, _group(record, texts, reports)
    day, count = start, 1
    while day < min(LAST, start + timedelta(1_500)):
        day += timedelta(random.randrange(*REPORT_EVERY_DAYS))
        known = max(known, day + timedelta(random.choice(LATE_DAYS)))
        if not recurring and random.random() < 0.2:
            finish += timedelta(random.randrange(*REPORT_EVERY_DAYS))
            texts.append(_revision(record, count, _measure(number, named, start, finish), known))
        else:
            report = _report(random, record, day, None if recurring else finish)
            identity = f"{number + 1:032x}{count:032x}"
            reports.append(Linked(identity, "progress-report", random.choice(PARTIES), (_revision(identity, 0, report, known),)))
        count += 1
        yield known, _group(record, texts, reports)


def _group(record: str, texts: Sequence[Revision], reports: Sequence[Linked]) -> Group:
    return Group(record, (Linked(record, "measure", None, tuple(texts)), *reports), PARTIES)


def _revision(record: str, number: int, text: Measure | ProgressReport, on: date) -> Revision:
    return Revision(text, f"{record[:60]}{number:04x}", on)


def _measure(number: int, clauses: tuple[str, ...], start: date, finish: date | None) -> Measure:
    """Recurring every half year where it has no finish, otherwise a deliverable with three milestones."""
    steps = () if finish is None else tuple(start + (finish - start) * part / 4 for part in (1, 2, 3))
    return Measure(
        code=f"GBR-M-{number:06}",
        title=Title("Measure"),
        clauses=clauses,
        type="RECURRING" if finish is None else "DELIVERABLE",
        stage="ACTIVE",
        leads={"GBR": "FCDO", "JPN": "MOFA"},
        baseline_start=start,
        baseline_finish=finish,
        cadence_months=6 if finish is None else None,
        milestones=tuple(Milestone(f"M{i}", Title("Step"), due, "SELF") for i, due in enumerate(steps, start=1)),
        completion_criterion=Prose("Done."),
    )


def _report(random: Random, record: str, day: date, finish: date | None) -> ProgressReport:
    return ProgressReport(
        measure=record,
        period_from=day - timedelta(60),
        period_to=day,
        rag=random.choice(("GREEN", "AMBER", "RED")),
        narrative=Prose("As reported."),
        forecast_finish=finish,
        held_on=(day,) if finish is None else (),
    )

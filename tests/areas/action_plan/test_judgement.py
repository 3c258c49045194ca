"""From public facts: ministers' meetings promised every year, and two measures of 2018 told quarter by quarter."""

from __future__ import annotations

from datetime import date

import pytest
from tests.areas.action_plan.histories import PARTIES, group, linked, measure, report, state_on

from entente.areas.action_plan.records import Answer, Forecast, Milestone
from entente.areas.action_plan.rules import measure_rules
from entente.areas.action_plan.sample import HISTORY
from entente.kernel.area import Group, Interval
from entente.kernel.bilingual import Prose, Title

Q1, Q2, Q3 = date(2018, 3, 31), date(2018, 6, 30), date(2018, 9, 30)


def _history() -> list[Interval]:
    text = measure(
        clauses=("jp-gb-2017#S6", "jp-gb-2017#S7"),
        milestones=(Milestone("M1", Title("Form", "書式"), date(2018, 5, 31), "SELF"),),
    )
    done = measure(clauses=text.clauses, milestones=text.milestones, stage="COMPLETED", completed_on=date(2018, 12, 10))
    ask = report("GREEN", Q1, ask_of_partner=Prose("Which form do you use?"))
    reached = (Forecast("M1", date(2018, 6, 12), date(2018, 6, 12)),)
    return measure_rules(
        group(
            linked("m", None, (date(2018, 1, 12), text), (date(2018, 12, 20), done)),
            linked("g1", "GBR", (date(2018, 4, 6), report("GREEN", Q1))),
            linked("j1", "JPN", (date(2018, 4, 9), ask)),
            linked("g2", "GBR", (date(2018, 7, 6), report("GREEN", Q2, forecasts=reached, answers=(Answer("j1", Prose("Form A.")),)))),
            linked("j2", "JPN", (date(2018, 7, 9), report("AMBER", Q2, forecast_finish=date(2019, 1, 31)))),
            linked("g3", "GBR", (date(2018, 10, 5), report("GREEN", Q3))),
            linked("j3", "JPN", (date(2018, 10, 9), report("GREEN", Q3))),
        )
    )


@pytest.mark.parametrize(
    ("day", "code", "state"),
    [
        (date(2018, 1, 11), "measure.schedule", None),
        (date(2018, 1, 12), "measure.schedule", "begun"),
        (date(2018, 4, 6), "measure.schedule", "on-time"),
        (date(2018, 11, 1), "measure.schedule", "due"),
        (date(2018, 12, 10), "measure.schedule", "fulfilled"),
        (date(2018, 4, 8), "measure.status", "unknown"),
        (date(2018, 4, 9), "measure.status", "green"),
        (date(2018, 6, 1), "measure.status", "amber"),
        (date(2018, 6, 12), "measure.status", "green"),
        (date(2018, 7, 9), "measure.status", "amber"),
        (date(2018, 10, 9), "measure.status", "green"),
        (date(2018, 12, 10), "measure.status", None),
        (date(2018, 7, 8), "measure.disagreement", None),
        (date(2018, 7, 9), "measure.disagreement", "rag-differs"),
        (date(2018, 10, 8), "measure.disagreement", "rag-differs"),
        (date(2018, 10, 9), "measure.disagreement", None),
        (date(2018, 5, 31), "measure.milestones", None),
        (date(2018, 6, 1), "measure.milestones", "overdue"),
        (date(2018, 6, 12), "measure.milestones", None),
        (date(2018, 7, 9), "measure.slippage", "late"),
    ],
)
def test_two_clauses_in_2018(day: date, code: str, state: str | None) -> None:
    assert state_on(_history(), day, code) == state


def test_the_sides_words_the_ask_and_what_is_owed() -> None:
    out = _history()
    assert state_on(out, date(2018, 5, 31), "report.inconsistent", "g1") is None
    assert state_on(out, date(2018, 6, 1), "report.inconsistent", "g1") == "green-but-overdue"
    assert state_on(out, date(2018, 5, 9), "report.ask", "j1", "GBR") == "open"
    assert state_on(out, date(2018, 5, 10), "report.ask", "j1", "GBR") == "unanswered"
    assert state_on(out, date(2018, 7, 6), "report.ask", "j1", "GBR") is None
    assert state_on(out, date(2018, 4, 5), "measure.report", "m", "GBR") is None  # first call: 101 days after the agreement of 12 January
    assert state_on(out, date(2018, 6, 30), "measure.report", "m", "GBR") is None
    assert state_on(out, date(2018, 7, 1), "measure.report", "m", "GBR") == "due"  # 15 days before 16 July, 101 days after 6 April
    slip = next(i for i in out if i.code == "measure.slippage")
    assert (slip.numerator, slip.denominator, slip.clauses) == (31, 1, ("jp-gb-2017#S6", "jp-gb-2017#S7"))
    differing = next(i for i in out if i.code == "measure.disagreement")
    assert differing.acts == ("g2.0", "j2.0")
    assert differing.reason["en"] == "The sides rate the measure differently: GBR: Green; JPN: Amber."


def _meetings(*held: date, **changed: object) -> list[Interval]:
    text = measure(type="RECURRING", cadence_months=12, baseline_start=date(2017, 8, 31), baseline_finish=None, **changed)
    record = linked("g", "GBR", (date(2017, 12, 20), report("GREEN", date(2017, 12, 15), held_on=held)))
    return measure_rules(group(linked("m", None, (date(2017, 8, 31), text)), record))


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2018, 10, 14), "no-evidence"),
        (date(2018, 10, 15), "due"),
        (date(2018, 12, 14), "due"),
        (date(2018, 12, 15), "overdue"),
        (date(2019, 6, 14), "overdue"),
        (date(2019, 6, 15), "lapsed"),
    ],
)
def test_ministers_who_met_on_14_december_2017_are_overdue_a_year_and_a_day_later(day: date, state: str) -> None:
    assert state_on(_meetings(date(2017, 12, 14)), day, "measure.schedule") == state


def test_a_deferral_stops_escalation_and_resets_nothing() -> None:
    running, stopped = measure(), measure(stage="SUSPENDED")
    out = measure_rules(group(linked("m", None, (date(2018, 1, 1), running), (date(2018, 6, 1), stopped), (date(2019, 6, 1), running))))
    assert state_on(out, date(2019, 5, 31), "measure.schedule") == "deferred"
    assert state_on(out, date(2019, 5, 31), "measure.report", "m", "GBR") is None
    assert state_on(out, date(2019, 6, 1), "measure.schedule") == "overdue"
    assert state_on(out, date(2019, 6, 1), "measure.report", "m", "GBR") == "missing"
    assert state_on(out, date(2019, 7, 3), "measure.schedule") == "lapsed"


def test_a_dated_measure_without_reports_passes_through_its_states() -> None:
    out = measure_rules(group(linked("m", None, (date(2018, 1, 1), measure()))))
    states = [(i.state, i.starts) for i in out if i.code == "measure.schedule"]
    assert states == [
        ("begun", date(2018, 1, 1)),
        ("no-evidence", date(2018, 4, 12)),
        ("due", date(2018, 11, 1)),
        ("overdue", date(2019, 1, 1)),
        ("lapsed", date(2019, 7, 2)),
    ]
    assert state_on(out, date(2019, 1, 1), "measure.status") == "red"


def test_green_that_we_wrote_down_for_a_side_without_a_node_is_not_its_green() -> None:
    ours = linked("j", "JPN", (date(2018, 4, 9), report("GREEN", Q1)))
    theirs = linked("g", "JPN", (date(2018, 4, 9), report("GREEN", Q1, recorded_for="GBR", source=Title("Telephone call"))))
    worse = linked("g", "JPN", (date(2018, 4, 9), report("RED", Q1, recorded_for="GBR", source=Title("Telephone call"))))
    agreed = linked("m", None, (date(2018, 1, 1), measure()))
    assert state_on(measure_rules(group(agreed, ours, theirs, parties=("JPN",))), Q2, "measure.status") == "unknown"
    assert state_on(measure_rules(group(agreed, ours, worse, parties=("JPN",))), Q2, "measure.status") == "red"
    assert state_on(measure_rules(group(agreed, ours, worse)), Q2, "measure.status") == "unknown"  # GBR is here and speaks for itself


def test_a_late_report_on_an_old_period_is_not_news() -> None:
    agreed = linked("m", None, (date(2018, 1, 1), measure()))
    late = linked("g", "GBR", (date(2018, 9, 1), report("GREEN", Q1)))
    out = measure_rules(group(agreed, late))
    assert state_on(out, date(2018, 9, 1), "report.rag", "g") is None
    assert state_on(out, date(2018, 9, 1), "measure.report", "m", "GBR") == "stale"


def test_the_sample_history_reads_and_shows_something_overdue() -> None:
    names = {step.name: step for step in HISTORY}
    assert len(names) == len(HISTORY) and [s.on for s in HISTORY] == sorted(s.on for s in HISTORY)
    seen = set()
    for key in ("acsa", "framework", "cyber"):
        records = [linked(key, None, (names[key].on, names[key].text))]
        records += [linked(s.name, s.party, (s.on, s.text)) for s in HISTORY if s.name.startswith(f"{key}-")]
        seen |= {state_on(measure_rules(Group(key, tuple(records), PARTIES)), date(2018, 12, 1), "measure.schedule", key)}
    assert seen == {"due", "no-evidence", "overdue"}

"""Laws of the action plan's rules, over any history."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from tests.areas.action_plan.histories import LAST, PARTIES, START, days, groups, linked, measure, measures, report, reports, state_on

from entente.areas.action_plan.parameters import CODES
from entente.areas.action_plan.records import Milestone, ProgressReport
from entente.areas.action_plan.rules import measure_rules
from entente.kernel.area import Group, Interval, Linked, Revision
from entente.kernel.bilingual import Title


@given(groups())
def test_intervals_of_one_record_code_and_party_are_in_order_and_never_overlap(group: Group) -> None:
    lines: dict[tuple[str, str, str | None], list[Interval]] = defaultdict(list)
    for interval in measure_rules(group):
        assert interval.ends is None or interval.starts < interval.ends
        lines[interval.record, interval.code, interval.move if interval.sort == "obligation" else None].append(interval)
    for line in lines.values():
        for before, after in pairwise(line):
            assert before.ends is not None and before.ends <= after.starts


@given(groups())
def test_every_code_state_and_sort_is_declared_and_every_interval_says_why_in_both_languages(group: Group) -> None:
    acts = {revision.act for record in group.records for revision in record.revisions}
    for interval in measure_rules(group):
        product = CODES[interval.code]
        assert interval.sort == product.sort and interval.state in product.states
        assert next(r.type for r in group.records if r.record == interval.record) == product.on
        assert set(interval.reason) == {"en", "ja"} and all(interval.reason.values())
        assert interval.acts and set(interval.acts) <= acts
        assert (interval.sort == "indicator") <= (interval.numerator is not None and interval.denominator == 1)


@given(groups())
def test_two_neighbours_never_say_the_same(group: Group) -> None:
    for before, after in pairwise(measure_rules(group)):
        assert before.ends != after.starts or msgspec.structs.replace(before, starts=after.starts, ends=after.ends) != after


@given(groups())
def test_the_order_of_records_does_not_matter(group: Group) -> None:
    assert measure_rules(group) == measure_rules(structs.replace(group, records=group.records[::-1]))


@given(groups())
def test_green_needs_a_report_of_each_lead_within_the_last_hundred_days(group: Group) -> None:
    issued = {
        party: [r.effective_on for record in group.records if record.party == party for r in record.revisions if r.text is not None]
        for party in PARTIES
    }
    for interval in measure_rules(group):
        if (interval.code, interval.state) == ("measure.status", "green"):
            last = (interval.ends or LAST) - timedelta(days=1)
            for day in (interval.starts, last):
                assert all(any(0 <= (day - on).days <= 100 for on in days) for days in issued.values())


@given(st.lists(st.tuples(days, days), min_size=1, max_size=5))
def test_green_holds_to_the_hundredth_day_and_no_further(issued: list[tuple[date, date]]) -> None:
    agreed = linked("m", None, (START, measure(baseline_finish=LAST)))
    said = [
        linked(f"{party}{n}", party, (on, report("GREEN", on)))
        for n, pair in enumerate(issued)
        for party, on in zip(PARTIES, pair, strict=True)
    ]
    out = measure_rules(Group("m", (agreed, *said), PARTIES))
    for on in {day + timedelta(days=n) for pair in issued for day in pair for n in (0, 100, 101)}:
        known = all(any(0 <= (on - pair[i]).days <= 100 for pair in issued) for i in range(2))
        assert state_on(out, on, "measure.status") == ("green" if known else "unknown")


@given(groups())
def test_on_time_needs_some_report_within_the_last_hundred_days(group: Group) -> None:
    issued = [r.effective_on for record in group.records if record.party for r in record.revisions if r.text is not None]
    for interval in measure_rules(group):
        if (interval.code, interval.state) == ("measure.schedule", "on-time"):
            for day in (interval.starts, (interval.ends or LAST) - timedelta(days=1)):
                assert any((day - on).days <= 100 for on in issued)


@given(groups())
def test_nothing_rests_on_a_withdrawn_report_after_its_withdrawal(group: Group) -> None:
    gone = {r.record: r.withdrawn_on for r in group.records if r.withdrawn_on is not None}
    acts = {revision.act: gone[r.record] for r in group.records if r.record in gone for revision in r.revisions}
    for interval in measure_rules(group):
        if interval.record in gone:
            assert interval.ends is not None and interval.ends <= gone[interval.record]
        for act in set(interval.acts) & set(acts):
            assert interval.ends is not None and interval.ends <= acts[act]


@given(groups(withdrawn=True))
def test_a_withdrawn_report_counts_from_then_on_as_if_it_had_never_been(group: Group) -> None:
    gone = [r for r in group.records if r.party and r.withdrawn_on is not None]
    without = structs.replace(group, records=tuple(r for r in group.records if r not in gone))
    since = max(r.withdrawn_on for r in gone if r.withdrawn_on is not None)
    left = {r.record for r in without.records}
    assert _from(measure_rules(group), since) == _from([i for i in measure_rules(without) if i.record in left], since)


@given(st.data(), groups(), days)
def test_what_is_said_later_changes_no_earlier_day_unless_it_tells_of_an_earlier_event(data: st.DataObject, group: Group, on: date) -> None:
    known = tuple(structs.replace(r, revisions=tuple(v for v in r.revisions if v.effective_on < on)) for r in group.records)
    known = tuple(structs.replace(r, withdrawn_on=r.withdrawn_on if r.withdrawn_on and r.withdrawn_on < on else None) for r in known)
    before = structs.replace(group, records=known)
    later = list(known)
    at = data.draw(st.integers(0, len(later) - 1))
    if later[at].withdrawn_on is None:
        later[at] = data.draw(st.just(structs.replace(later[at], withdrawn_on=on)) | _corrected(later[at], on))
    later.append(linked("new", "JPN", (on, data.draw(reports(not_before=on)))))
    assert _until(measure_rules(before), on) == _until(measure_rules(structs.replace(group, records=tuple(later))), on)


@st.composite
def _corrected(draw: st.DrawFn, record: Linked, on: date) -> Linked:
    """The record with one revision more, of a day: any text that tells of no earlier event but those the record has told of already."""
    text = draw(reports(not_before=on) if record.party else measures(not_before=on))
    last = record.revisions[-1].text if record.revisions else None
    if isinstance(last, ProgressReport) and last.recorded_for not in PARTIES and draw(st.booleans()):
        told = tuple(f for f in last.forecasts if f.done_on is not None)
        text = structs.replace(text, held_on=last.held_on, forecasts=told)
    return structs.replace(record, revisions=(*record.revisions, Revision(text, "later", on)))


def test_a_report_that_spoke_for_another_party_tells_its_events_once_it_is_corrected_to_its_authors_own_word() -> None:
    """It was set aside, with what it told; as the author's own word its meeting counts from the day it was held, and so reaches back."""
    agreed = linked("m", None, (START, measure(type="RECURRING", cadence_months=3, baseline_finish=None)))
    aside = report("GREEN", date(2018, 3, 31), held_on=(date(2018, 3, 2),), recorded_for="JPN", source=Title("Note of a call"))
    before = linked("r", "GBR", (date(2018, 4, 10), aside))
    after = linked("r", "GBR", (date(2018, 4, 10), aside), (date(2018, 7, 20), structs.replace(aside, recorded_for=None)))
    without, out = (measure_rules(Group("m", (agreed, said), PARTIES)) for said in (before, after))
    assert without == measure_rules(Group("m", (agreed, linked("r", "GBR")), PARTIES))
    assert state_on(without, date(2018, 5, 1), "measure.schedule") == "overdue"
    assert state_on(out, date(2018, 5, 1), "measure.schedule") == "due"
    assert state_on(out, date(2018, 3, 1), "measure.schedule") == state_on(without, date(2018, 3, 1), "measure.schedule") == "due"


@given(st.sampled_from(PARTIES), reports(), st.lists(days, min_size=3, max_size=3, unique=True))
def test_a_report_repeated_word_for_word_or_withdrawn_beside_its_twin_changes_no_earlier_day(
    side: str, text: ProgressReport, on: list[date]
) -> None:
    agreed = linked("m", None, (START, measure(type="RECURRING", cadence_months=3, baseline_finish=None)))
    first, second, third = sorted(on)
    twins = (linked("a", side, (first, text)), linked("b", side, (second, text)))
    again = structs.replace(twins[0], revisions=(*twins[0].revisions, Revision(text, "later", third)))
    before = _until(measure_rules(Group("m", (agreed, *twins), PARTIES)), third)
    for changed in (again, structs.replace(twins[0], withdrawn_on=third)):
        assert _until(measure_rules(Group("m", (agreed, changed, twins[1]), PARTIES)), third) == before


def _until(intervals: list[Interval], day: date) -> list[tuple[object, ...]]:
    """What held before a day, as (record, code, move, state, reason, from, until), cut at the day."""
    cut = [(i, min(i.ends or LAST, day)) for i in intervals if i.starts < day]
    return [(i.record, i.code, i.move, i.state, i.reason["en"], i.acts, i.starts, ends) for i, ends in cut]


def _from(intervals: list[Interval], day: date) -> set[tuple[object, ...]]:
    """The states that hold on days from a day on, sampled at every change."""
    points = {day, *(d for i in intervals for d in (i.starts, i.ends) if d is not None and d >= day)}
    points |= {START + timedelta(days=n) for n in range(0, 1500, 97) if START + timedelta(days=n) >= day}
    held = set()
    for point in points:
        for i in intervals:
            if i.starts <= point and (i.ends is None or point < i.ends):
                held.add((i.record, i.code, i.move, i.state))
    return held


def test_state_on_tells_two_dates_apart() -> None:
    interval = Interval("fact", "measure.status", "green", START, START + timedelta(days=1), "m", {"en": "x"})
    assert state_on([interval], START, "measure.status") == "green"
    assert state_on([interval], START + timedelta(days=1), "measure.status") is None


@dataclass(frozen=True)
class _Deferral:
    """What a deferral says, whatever area its type is of."""

    starts_on: date
    agreed_on: date
    until: date
    target: str = "m"


def test_a_deferral_stops_escalation_for_a_time_and_the_gap_stays() -> None:
    agreed = linked("m", None, (START, measure(milestones=(Milestone("M1", Title("First"), date(2018, 6, 1), "SELF"),))))
    away = _Deferral(date(2019, 2, 1), date(2019, 2, 1), date(2019, 6, 30))
    record = Linked("d", "deferral", None, (Revision(away, "d.0", date(2019, 2, 1)),))
    said = linked("r", "JPN", (date(2019, 2, 10), report("GREEN", date(2019, 1, 31), forecast_finish=date(2019, 7, 15))))
    without, out = measure_rules(Group("m", (agreed, said), PARTIES)), measure_rules(Group("m", (agreed, said, record), PARTIES))
    for day, state in ((date(2019, 1, 31), "overdue"), (date(2019, 3, 1), "deferred"), (date(2019, 6, 30), "deferred")):
        assert state_on(out, day, "measure.schedule") == state
    for day in (date(2019, 7, 1), date(2019, 9, 1)):  # it expires, and nothing was reset
        assert state_on(out, day, "measure.schedule") == state_on(without, day, "measure.schedule") != "deferred"
    on = date(2019, 3, 1)
    assert state_on(out, on, "measure.undeferred") == state_on(without, on, "measure.schedule") == "overdue"
    assert state_on(out, on, "measure.milestones") is None and state_on(without, on, "measure.milestones") == "overdue"
    assert state_on(out, on, "measure.slippage") == "late"
    assert state_on(out, on, "measure.status") == "unknown" and state_on(without, on, "measure.status") == "red"
    (standing,) = [i for i in out if i.code == "measure.schedule" and i.state == "deferred"]
    assert "d.0" in standing.acts and "unchanged" in standing.reason["en"] and "31 December 2018" in standing.reason["en"]

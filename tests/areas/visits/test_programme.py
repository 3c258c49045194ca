"""A visit's life: planned, under way, over; what it shows for its clauses; who owes a report; reports that differ."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
from tests.areas.visits.histories import AGREED, FIRST, LAST, group, on, record, report, state, told_by, visit

from entente.areas.visits import sample
from entente.areas.visits.parameters import CODES, PARAMETERS
from entente.areas.visits.programme import the_visit, told, visit_rules
from entente.kernel.area import Group
from entente.kernel.bilingual import Title

DAY = timedelta(days=1)


def test_life_and_standing_follow_the_dates() -> None:
    found = visit_rules(group())
    days = (AGREED, FIRST - DAY, FIRST, LAST, LAST + DAY)
    assert [state(found, day, "visit.life") for day in days] == ["fixed", "fixed", "under-way", "under-way", "over"]
    assert [state(found, day, "visit.standing") for day in days] == ["begun", "begun", "on-time", "on-time", "due"]
    late = LAST + DAY * (PARAMETERS.report_days + 1)
    assert [state(found, day, "visit.standing") for day in (late - DAY, late, date(2030, 1, 1))] == ["due", "overdue", "overdue"]
    assert state(found, AGREED - DAY, "visit.standing") is None


def test_a_report_that_it_took_place_answers_for_a_year() -> None:
    found = visit_rules(group(told_by("GBR", LAST + 3 * DAY, report())))
    assert state(found, LAST, "visit.standing") == "fulfilled" == state(found, LAST + DAY * (PARAMETERS.counts_days - 1), "visit.standing")
    assert state(found, LAST + DAY * PARAMETERS.counts_days, "visit.standing") is None
    figures = {i.code: (i.numerator, i.denominator) for i in found if i.sort == "indicator"}
    assert figures == {"visit.took-place": (1, 1), "visit.days-there": (5, 1)}


def test_each_side_that_took_part_owes_a_report_until_it_gives_one() -> None:
    found = visit_rules(group(told_by("GBR", LAST + 3 * DAY, report())))
    assert (
        state(found, LAST + DAY, "visit.report", move="GBR") == "open" and state(found, LAST + 3 * DAY, "visit.report", move="GBR") is None
    )
    assert state(found, LAST + DAY * 40, "visit.report", move="JPN") == "late"
    assert on(found, LAST, "visit.report") == []


def test_one_that_did_not_take_place_stands_for_nothing_from_the_report_on() -> None:
    told_on = LAST + 5 * DAY
    found = visit_rules(group(told_by("JPN", told_on, report("DID NOT TAKE PLACE"))))
    assert state(found, told_on - DAY, "visit.standing") == "due" and state(found, told_on, "visit.standing") is None
    assert [i.numerator for i in found if i.code == "visit.took-place"] == [0]


def test_reports_that_differ_are_found_from_the_later_on() -> None:
    first, second = LAST + 2 * DAY, LAST + 9 * DAY
    found = visit_rules(group(told_by("GBR", first, report()), told_by("JPN", second, report("DID NOT TAKE PLACE"))))
    assert on(found, second - DAY, "visit.reports") == [] and state(found, second, "visit.reports") == "outcome-differs"
    judged = [told_by("GBR", first, report(objectives="MET")), told_by("JPN", second, report(objectives="NOT MET"))]
    assert state(visit_rules(group(*judged)), second, "visit.reports") == "objectives-differ"


def test_what_is_called_off_owes_nothing() -> None:
    off = visit(stage="CALLED OFF", confidence="LIKELY")
    found = visit_rules(Group("v", (record("visit", "v", None, (AGREED, visit()), (AGREED + 9 * DAY, off)),), ("GBR", "JPN")))
    assert {i.code for i in found} == {"visit.life"} and state(found, LAST, "visit.life") == "called-off"


def test_a_revision_moves_every_date() -> None:
    later = msgspec.structs.replace(visit(), window_from=FIRST + 4 * DAY, window_to=LAST + 4 * DAY)
    found = visit_rules(Group("v", (record("visit", "v", None, (AGREED, visit()), (FIRST - DAY, later)),), ("GBR", "JPN")))
    assert state(found, LAST, "visit.life") == "under-way" == state(found, LAST + 4 * DAY, "visit.life")


def test_of_the_public_record_its_source_tells_and_nobody_owes_a_report() -> None:
    for text in sample.PUBLIC_RECORD:
        found = visit_rules(group(text=text, agreed=date(2018, 10, 2)))
        assert not [i for i in found if i.sort == "obligation"]
        held = text.stage == "HELD"
        assert state(found, date(2018, 10, 2), "visit.standing") == ("fulfilled" if held else "begun")
        assert not [i for i in found if i.code == "visit.days-there"], "no days are claimed where only the season is known"


def test_a_first_is_counted_for_a_year() -> None:
    found = visit_rules(group(told_by("GBR", LAST + DAY, report(first=Title("First cross-decking")))))
    assert [(i.record, i.numerator) for i in found if i.code == "visit.first"] == [("r-GBR", 1)]


def test_that_it_took_place_is_believed_before_that_it_did_not() -> None:
    whole = group(told_by("JPN", LAST + DAY, report("DID NOT TAKE PLACE")), told_by("GBR", LAST + 2 * DAY, report(held_from=FIRST + DAY)))
    entry = the_visit(whole)
    assert entry is not None
    from entente.areas.visits.programme import about

    known = told(entry, about(whole, "visit-report"))
    assert known.took_place and (known.first, known.last) == ((FIRST + DAY).toordinal(), LAST.toordinal())
    assert the_visit(Group("v", (), ("GBR", "JPN"))) is None and visit_rules(Group("v", (), ("GBR", "JPN"))) == []


def test_every_code_is_in_the_public_table() -> None:
    found = visit_rules(group(told_by("GBR", LAST + DAY, report(first=Title("A first")))))
    for one in found:
        product = CODES[one.code]
        assert (one.sort, one.state in product.states) == (product.sort, True)

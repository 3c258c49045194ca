"""Who owes what on a clearance, what is not covered and since when, what looks wrong; personal data after their time."""

from __future__ import annotations

from datetime import date, timedelta

from tests.areas.visits.histories import AGREED, FIRST, LAST, asks, decides, decision, flight, group, on, record, ship, state, visit

from entente.areas.visits.clearances import HostBerth, Visitor, VisitorList, VisitRequest
from entente.areas.visits.decisions import clearance_rules
from entente.areas.visits.parameters import CODES, PARAMETERS
from entente.areas.visits.records import LegalBasis, Moment, Place
from entente.kernel.area import Group, Interval, Linked, Revision
from entente.kernel.bilingual import Prose, Title

DAY = timedelta(days=1)
SENT = date(2018, 10, 1)
BASIS = LegalBasis("AD HOC NOTE", reference="Note 12/18")


def found(*records: Linked, **changed: object) -> list[Interval]:
    return clearance_rules(group(*records, text=visit(**changed) if changed else None))


def test_the_visitor_asks_by_the_hosts_lead_time() -> None:
    rules = found()
    by = date(2018, 10, 26)  # thirty days before 26 November is a Saturday
    assert [state(rules, day, "visit.submit", move="JPN") for day in (by, by + DAY, FIRST - DAY, FIRST)] == ["due", "late", "late", None]
    assert "26 October 2018" in next(i.reason["en"] for i in rules if i.code == "visit.submit")
    assert on(found(asks(SENT)), by + DAY, "visit.submit") == [] and on(found(confidence="POSSIBLE"), by, "visit.submit") == []
    assert on(found(domain="STAFF"), by, "visit.submit") == [] and on(found(source="Public record"), by, "visit.submit") == []


def test_the_host_decides_within_ten_days() -> None:
    rules = found(asks(SENT), decides(SENT + 15 * DAY, decision("q")))
    late = SENT + DAY * (PARAMETERS.decide_days + 1)
    assert [state(rules, day, "clearance.decide", move="GBR") for day in (SENT, late - DAY, late, SENT + 15 * DAY)] == [
        "open",
        "open",
        "late",
        None,
    ]
    assert [(i.numerator, i.denominator) for i in rules if i.code == "clearance.days-to-decision"] == [(15, 1)]
    assert [(i.state, i.numerator) for i in rules if i.code == "clearance.unamended"] == [("unamended", 1)]


def test_a_returned_request_is_the_visitors_move_and_an_amended_one_the_hosts_again() -> None:
    back = decides(SENT + 2 * DAY, decision("q", "RETURNED", number=None, reason=Prose("Draught?")))
    rules = found(asks(SENT, (SENT + 6 * DAY, ship(amendment=1, draught_m="6.5"))), back)
    assert state(rules, SENT + 3 * DAY, "clearance.resubmit", move="JPN") == "open"
    assert (
        state(rules, SENT + 6 * DAY, "clearance.decide", move="GBR") == "open"
        and state(rules, SENT + 6 * DAY, "clearance.state") == "amended"
    )
    again = found(
        asks(SENT, (SENT + 6 * DAY, ship(amendment=1))), back, decides(SENT + 7 * DAY, decision("q", amendment=1), "d2"),
    )  # fmt: skip
    assert [(i.state, i.numerator) for i in again if i.code == "clearance.unamended"] == [("amended", 0)]


def test_who_may_not_is_found_out() -> None:
    rules = found(asks(SENT, party="GBR"), decides(SENT, decision("q"), party="JPN"))
    assert (
        state(rules, SENT, "clearance.not-visitor") and state(rules, SENT, "decision.not-host") and not on(rules, SENT, "clearance.state")
    )
    third = decision("q", recorded_for="SGP", valid_from=FIRST, valid_to=LAST, source="Note")
    assert on(found(decides(SENT, third, party="JPN")), SENT, "decision.not-host") == []


def test_a_request_after_the_last_day_for_it_is_pointed_out() -> None:
    assert on(found(asks(date(2018, 10, 26))), LAST, "clearance.late") == []
    assert state(found(asks(date(2018, 10, 27))), LAST, "clearance.late") == "late-submission"


def test_three_working_days_for_a_flight_and_both_calendars() -> None:
    """R3.1 [P]: three working days before Monday 26 November 2018; 23 November is a holiday in Japan."""
    for sent, late in ((date(2018, 11, 20), False), (date(2018, 11, 21), True)):
        rules = found(asks(sent, text=flight()), domain="AIR")
        assert bool(on(rules, sent, "clearance.late")) == late, sent


def test_an_eta_typed_in_local_time_as_utc() -> None:
    """The guide's bad input: nine o'clock at Yokosuka written as 09:00 UTC is 18:00 there; 11:00 UTC is night."""

    def at(hour: str, zone: str = "UTC") -> list[str]:
        call = ship(eta=Moment(FIRST, hour, zone), port=Place(Title("Yokosuka"), "JPYOS"))
        whole = group(asks(SENT, party="GBR", text=call), text=visit(visitor="GBR", host="JPN", place=Place(Title("Yokosuka"))))
        return on(clearance_rules(whole), SENT, "clearance.local-time")

    assert at("11:00") == ["may-be-local"] and at("01:00") == [] and at("23:00") == [] and at("11:00", "Asia/Tokyo") == []
    assert at("20:00") == [], "night by both clocks: nothing says that it was meant by the other"


def test_what_is_not_covered_stands_until_it_is() -> None:
    berth = record("host-berth", "b", "GBR", (FIRST - 3 * DAY, HostBerth("v", Place(Title("P")), "Jetty", FIRST, LAST)))
    rules = found(asks(SENT), decides(SENT + DAY, decision("q")), berth, bases=(BASIS,))
    opens = FIRST - DAY * PARAMETERS.gap_notice_days
    assert [on(rules, day, "visit.gap") for day in (opens - DAY, opens, FIRST - 4 * DAY, FIRST - 3 * DAY)] == [
        [],
        ["no-berth"],
        ["no-berth"],
        [],
    ]
    bare = found()
    assert sorted(on(bare, FIRST, "visit.gap")) == ["no-basis", "no-berth", "no-clearance"] and on(bare, LAST + DAY, "visit.gap") == []


def test_a_recurring_request_for_visit_expires() -> None:
    text = VisitRequest("v", "JPN-RFV-1", "RECURRING", (Place(Title("A site")),), FIRST, LAST, Prose("Talks."), "SECRET", 3, "NSA")
    rules = found(asks(SENT, text=text))
    assert state(rules, LAST, "visit-request.expiring") == "expiring" and on(rules, LAST + DAY, "visit-request.expiring") == []


def person(until: date, name: str = "A. Sample") -> Visitor:
    return Visitor(name, date(1980, 1, 1), "JPN", "X1", "SECRET", until)


def test_lists_of_visitors_and_their_purge() -> None:
    """The guide's bad input: a clearance that ends mid-visit is a condition; personal data go 90 days after the visit, counts stay."""
    text = VisitRequest("v", "JPN-RFV-1", "ONE-TIME", (Place(Title("A site")),), FIRST, LAST, Prose("Talks."), "SECRET", 3, "NSA")
    people = VisitorList("v", "q", (person(FIRST + DAY), person(LAST + 99 * DAY, "B. Sample")))
    listed = record("visitor-list", "l", "JPN", (SENT, people))
    rules = found(asks(SENT, text=text), listed)
    assert state(rules, SENT, "visitors.expires") == "expires-during" and state(rules, SENT, "visitors.number") == "differs"
    assert not any("Sample" in words for i in rules for words in i.reason.values()), "no sentence names a person"
    opens = LAST + DAY * PARAMETERS.purge_days
    days = (opens - DAY, opens, opens + DAY * (PARAMETERS.purge_late_days + 1))
    assert [state(rules, day, "visitors.purge", move="JPN") for day in days] == [None, "open", "late"]
    purged = Linked("l", "visitor-list", "JPN", (Revision(None, "l.0", SENT),))
    after = found(asks(SENT, text=text), purged)
    assert on(after, opens, "visitors.purge") == [] and state(after, SENT, "clearance.state") == "submitted"


def test_every_code_is_in_the_public_table_and_nothing_without_a_visit() -> None:
    for one in found(asks(SENT), decides(SENT, decision("q")), asks(SENT, name="f", text=flight())):
        assert (one.sort, one.state in CODES[one.code].states) == (CODES[one.code].sort, True)
    assert clearance_rules(Group("v", (asks(SENT),), ("GBR", "JPN"))) == []
    assert [i for i in clearance_rules(group(agreed=AGREED, text=visit(host=None))) if i.sort == "obligation"] == []

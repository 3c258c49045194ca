"""Movement against clearances, basis and berth. Law: one more clearance or berth never uncovers a day."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.areas.visits.histories import FIRST, LAST, asks, decides, decision, flight, group, record, ship, visit

from entente.areas.visits.clearances import HostBerth
from entente.areas.visits.coverage import Coverage, coverage, movement
from entente.areas.visits.programme import the_visit
from entente.areas.visits.records import LegalBasis, Place, Segment, Visit
from entente.kernel.area import Linked
from entente.kernel.bilingual import Title

DAY = timedelta(days=1)
SENT = date(2018, 10, 1)
NOW = date(2018, 11, 1)
BASIS = LegalBasis("AD HOC NOTE", reference="Note 12/18")


def berth(first: date = FIRST, last: date = LAST, name: str = "b", party: str = "GBR") -> Linked:
    return record("host-berth", name, party, (SENT, HostBerth("v", Place(Title("Portsmouth")), "South Railway Jetty", first, last)))


def seen(*records: Linked, text: Visit | None = None) -> Coverage:
    whole = group(*records, text=text or visit(bases=(BASIS,)))
    entry = the_visit(whole)
    assert entry is not None
    return coverage(whole, entry, [], NOW.toordinal())


def missing(found: Coverage) -> list[tuple[str, str, date, date]]:
    return [(gap.what, gap.state, date.fromordinal(gap.days[0]), date.fromordinal(gap.days[1] - 1)) for gap in found.gaps]


def test_nothing_is_covered_then_everything_is() -> None:
    assert missing(seen(text=visit())) == [
        ("no-clearance", "GBR", FIRST, LAST), ("no-basis", "GBR", FIRST, LAST), ("no-berth", "GBR", FIRST, LAST)
    ]  # fmt: skip
    whole = seen(asks(SENT), decides(SENT + DAY, decision("q")), berth())
    assert whole.gaps == () and whole.bases[0][0] == "AD HOC NOTE" and len(whole.berths) == 1


def test_a_window_too_short_leaves_the_rest() -> None:
    short = decision("q", valid_from=FIRST, valid_to=FIRST + DAY)
    found = missing(seen(asks(SENT), decides(SENT + DAY, short), berth(FIRST + DAY)))
    assert found == [("no-clearance", "GBR", FIRST + 2 * DAY, LAST), ("no-berth", "GBR", FIRST, FIRST)]


def test_transit_states_are_cleared_too_and_the_visitors_own_is_not() -> None:
    legs = (
        Segment("JPN", FIRST - 9 * DAY, FIRST - 8 * DAY), Segment("SGP", FIRST - 5 * DAY, FIRST - 3 * DAY), Segment("GBR", FIRST, LAST)
    )  # fmt: skip
    text = visit(segments=legs, bases=(BASIS,))
    granted = (asks(SENT), decides(SENT + DAY, decision("q")), berth())
    assert missing(seen(*granted, text=text)) == [("no-clearance", "SGP", FIRST - 5 * DAY, FIRST - 3 * DAY)]
    third = decision("q", recorded_for="SGP", valid_from=FIRST - 6 * DAY, valid_to=FIRST, source="Note")
    assert missing(seen(*granted, decides(SENT, third, "t", "JPN"), text=text)) == []
    assert missing(seen(*granted, decides(SENT, third, "t", "GBR"), text=text)) != [], "the visitor writes it down, nobody else"


def test_a_flight_without_a_window_is_cleared_for_72_hours_either_side() -> None:
    text = visit(domain="AIR", window_from=FIRST - 3 * DAY, window_to=FIRST + 4 * DAY, bases=(BASIS,))
    found = missing(seen(asks(SENT, text=flight()), decides(SENT + DAY, decision("q")), text=text))
    assert found == [("no-clearance", "GBR", FIRST + 4 * DAY, FIRST + 4 * DAY)]


def test_exactly_one_legal_basis_in_force_and_there() -> None:
    granted = (asks(SENT), decides(SENT + DAY, decision("q")), berth())
    note = LegalBasis("AD HOC NOTE", from_day=FIRST, to_day=FIRST + DAY, reference="n")
    for bases, found in (
        ((LegalBasis("RAA"),), [("basis-not-in-force", "GBR", FIRST, LAST)]),
        ((LegalBasis("UN-FORCES SOFA"),), [("basis-not-in-force", "GBR", FIRST, LAST)]),
        ((LegalBasis("VISITING FORCES ACT"),), []),
        ((BASIS, note), [("several-bases", "GBR", FIRST, FIRST + DAY)]),
        ((note,), [("no-basis", "GBR", FIRST + 2 * DAY, LAST)]),
    ):
        assert missing(seen(*granted, text=visit(bases=bases))) == found, bases


def test_the_raa_is_a_basis_from_the_day_it_is_in_force() -> None:
    first, last = date(2023, 10, 13), date(2023, 10, 17)
    text = visit(visitor="GBR", host="JPN", place=Place(Title("Yokosuka")), window_from=first, window_to=last, bases=(LegalBasis("RAA"),))
    found = [gap for gap in missing(seen(text=text)) if "basis" in gap[0]]
    assert found == [("basis-not-in-force", "JPN", first, date(2023, 10, 14))]


def test_to_the_region_without_segments_nothing_moves_here() -> None:
    assert movement(visit(host=None)) == () and seen(text=visit(host=None)).gaps == ()


@given(st.lists(st.tuples(st.integers(-5, 8), st.integers(0, 6), st.sampled_from(["grant", "berth"])), max_size=5), st.data())
def test_law_more_never_uncovers(parts: list[tuple[int, int, str]], data: st.DataObject) -> None:
    def made(some: list[tuple[int, int, str]]) -> set[tuple[str, int]]:
        records: list[Linked] = []
        for n, (start, length, what) in enumerate(some):
            a, b = FIRST + start * DAY, FIRST + (start + length) * DAY
            if what == "berth":
                records.append(berth(a, b, f"b{n}"))
            else:
                records += [asks(SENT, name=f"q{n}"), decides(SENT, decision(f"q{n}", valid_from=a, valid_to=b), f"d{n}")]
        return {(gap.what, day) for gap in seen(*records).gaps for day in range(*gap.days)}

    fewer = parts[: data.draw(st.integers(0, len(parts)))]
    assert made(parts) <= made(fewer)


def test_a_request_of_anybody_else_clears_nothing() -> None:
    assert any(gap.what == "no-clearance" for gap in seen(asks(SENT, party="GBR", text=ship()), decides(SENT, decision("q"))).gaps)

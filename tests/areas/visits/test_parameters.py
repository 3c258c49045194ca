"""Every threshold names its source, and whether it is an assumption; what the public record gives is none."""

from __future__ import annotations

from dataclasses import fields

from entente.areas.visits.parameters import BASIS_WHERE, FPDA, LEAD_TIMES, REQUESTS, VERDICTS, Parameters


def test_every_threshold_has_its_source_and_only_the_public_ones_are_no_assumptions() -> None:
    known = {one.name: one.metadata for one in fields(Parameters)}
    assert all(meta["source"] for meta in known.values())
    assert {name for name, meta in known.items() if not meta["assumption"]} == {"flight_hours", "visit_request_most_days"}


def test_lead_times_name_their_source_and_every_host_has_one() -> None:
    assert all(one.source and one.days > 0 for one in LEAD_TIMES.values())
    assert {type_ for host, type_ in LEAD_TIMES if host == ""} == set(REQUESTS)
    assert [pair for pair, one in LEAD_TIMES.items() if not one.assumed] == [("GBR", "aircraft-clearance")]


def test_japan_is_not_one_of_the_five_and_the_raa_applies_on_both_sides() -> None:
    assert "JPN" not in FPDA and len(FPDA) == 5 and set(BASIS_WHERE["RAA"]) == {"GBR", "JPN"} and "granted" in VERDICTS

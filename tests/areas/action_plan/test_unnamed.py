"""Authorities that the charter does not name: told apart by party, suggested where one is near, silent where all are named."""

from __future__ import annotations

from entente.areas.action_plan.unnamed import unnamed

CHARTER = {"GBR": ("MOD", "FCDO"), "JPN": ("MOD",), "ITA": ()}


def test_each_stranger_is_named_at_its_place_with_what_the_charter_has() -> None:
    text = {"leads": {"GBR": "FCO", "JPN": "MOD", "ITA": "MD"}, "supporting": {"JPN": ["MOFA", "MOD"], "GBR": ("HOME-OFFICE",)}}
    found = {one.path: one.words for one in unnamed(text, CHARTER)}
    assert sorted(found) == ["leads.GBR", "leads.ITA", "supporting.GBR", "supporting.JPN"]
    assert found["leads.GBR"]["en"] == "The charter names no authority FCO of GBR; is FCDO meant?"
    assert found["supporting.GBR"]["en"].endswith("it names FCDO, MOD.") and "MOD" in found["supporting.JPN"]["ja"]
    assert found["leads.ITA"]["en"] == "The charter names no authority MD of ITA."


def test_unfinished_texts_and_other_parties_are_passed_over() -> None:
    assert not [*unnamed({"leads": {"USA": "DOD", "GBR": 7}, "supporting": {"GBR": [3]}}, CHARTER)]
    assert not [*unnamed({"leads": [], "supporting": "MOD"}, CHARTER)] and not [*unnamed({}, CHARTER)]

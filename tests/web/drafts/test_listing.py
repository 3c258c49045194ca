"""The list of drafts as each post sees it, and what waits on a post at its Desk."""

from __future__ import annotations

import pytest
from tests.web.drafts.stages import House

CODES = {"drafting": "GBR-M-2018-101", "asked": "GBR-M-2018-006", "returned": "GBR-M-2018-103", "cleared": "GBR-M-2018-104"}

KNOWN = {*CODES.values(), "GBR-M-2018-105", "GBR-M-2018-099"}
"""The drafts that the house began with: other tests make drafts of their own."""


def tables(at: House, name: str) -> dict[str, set[str]]:
    answer = at.stage.client(name).get("/drafts/")
    return {table["name"]: {line["code"] for line in table["lines"]} & KNOWN for table in answer.context["tables"]}


def test_each_draft_stands_once_under_what_is_to_be_done_with_it(at: House) -> None:
    head, desk, reader = tables(at, "release"), tables(at, "drafter"), tables(at, "reader")
    assert head["clear"] == {CODES["asked"]} and head["release"] == {CODES["cleared"]} and CODES["returned"] in head["others"]
    assert desk["returned"] == {CODES["returned"]} and {CODES["drafting"], CODES["asked"], CODES["cleared"]} <= desk["mine"]
    assert "clear" not in desk and "release" not in desk
    assert head["going"] == desk["going"] == reader["going"] == {"GBR-M-2018-105"}
    for found in (head, desk, reader):
        listed = [code for codes in found.values() for code in codes]
        assert len(listed) == len(set(listed))
    assert "GBR-M-2018-099" in desk["mine"] and "GBR-M-2018-099" not in {c for codes in reader.values() for c in codes}


@pytest.mark.parametrize(("language", "words"), [("en", "minutes left"), ("ja", "国内限り")])
def test_time_left_and_recall_stand_in_the_list(at: House, language: str, words: str) -> None:
    page = at.stage.client("drafter", language).get("/drafts/").content.decode()
    assert words in page and 'value="recall"' in page


def test_the_desk_names_what_waits_on_my_post(at: House) -> None:
    def waiting(name: str) -> set[str]:
        found = at.stage.client(name).get("/").context["tables"]
        return {line["code"] for table in found if table["name"] == "post" for line in table["lines"]} & KNOWN

    assert waiting("release") == {CODES["asked"], CODES["cleared"]}
    assert waiting("drafter") == {CODES["returned"], "GBR-M-2018-006"}  # the second: work given to the desk on a record
    assert waiting("reader") == set()
    changed = next(t for t in at.stage.client("drafter").get("/?all=changed").context["tables"] if t["name"] == "changed")
    assert {"Request for clearance", "Clearance"} & {line["type"]["en"] for line in changed["lines"]} == set()

"""Records: filters, pages that follow by key without loss or repetition, counts, and nothing that is not for the reader."""

from __future__ import annotations

import pytest
from tests.web.sample import Stage

from entente.node.national import drafting
from entente.node.officer import DRAFTER, Officer
from entente.web import words
from entente.web.records import records_list

ANN = Officer("gbr-drafter", "GBR:FCDO:desk", frozenset({DRAFTER}))


def codes(shown: Stage, query: str = "", name: str = "drafter") -> set[str]:
    answer = shown.client(name).get(f"/records/{query}")
    lines = answer.context["lines"]
    assert answer.context["count"] == len(lines)
    return {line["code"] for line in lines}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?type=measure", {"GBR-M-2018-006", "GBR-M-2018-013", "JPN-M-2018-007"}),
        ("?type=measure&state=proposed", {"GBR-M-2018-013", "JPN-M-2018-007"}),
        ("?waits=GBR", {"JPN-M-2018-007"}),
        ("?waits=JPN", {"GBR-M-2018-013"}),
        ("?clause=jp-gb-2017%23S7&type=measure", {"JPN-M-2018-007"}),
        ("?clause=jp-gb-2017%23NONE", set()),
        ("?waits=%25", set()),
        ("?lead=JPN%3AMOD&type=measure", {"GBR-M-2018-006"}),
        ("?lead=GBR%3AMOD&clause=jp-gb-2017%23S7", {"JPN-M-2018-007"}),
        ("?lead=GBR%3ANONE", set()),
        ("?state=kept", {"GBR-M-2018-099"}),
    ],
)
def test_filters(shown: Stage, query: str, expected: set[str]) -> None:
    assert codes(shown, query) == expected


def test_nothing_that_is_not_for_the_reader_is_listed_or_counted(shown: Stage) -> None:
    assert codes(shown) - codes(shown, name="reader") == {"GBR-M-2018-099"}


def test_steps_inside_the_house_are_left_out_until_asked_for(shown: Stage) -> None:
    said = drafting.ask(shown.node, ANN, shown.records["secret"], "GBR:FCDO:release")
    client = shown.client("drafter")
    assert said.id not in {line["id"] for line in client.get("/records/").context["lines"]}
    assert said.id not in {line["id"] for table in client.get("/?all=changed").context["tables"] for line in table["lines"]}
    for query in ("?steps=shown", "?type=clearance-request"):
        context = client.get(f"/records/{query}").context
        assert said.id in {line["id"] for line in context["lines"]} and context["count"] == len(context["lines"])


def test_nothing_that_stays_at_home_is_called_issued(shown: Stage) -> None:
    (line,) = shown.client("drafter").get("/records/?type=draft").context["lines"]
    assert line["state"] == "kept" and "国内保管" in shown.client("drafter", "ja").get("/records/?type=draft").content.decode()


def test_what_was_issued_and_what_is_kept_here_are_two_states(shown: Stage) -> None:
    client = shown.client("drafter")
    for state in ("issued", "kept", "withdrawn", "closed"):
        context = client.get(f"/records/?state={state}&steps=shown").context
        assert {line["state"] for line in context["lines"]} <= {state} and context["count"] == len(context["lines"])
    assert {line["state"] for line in client.get("/records/?state=issued").context["lines"]} == {"issued"}


@pytest.mark.parametrize("size", [1, 2, 4])
def test_pages_follow_without_loss(shown: Stage, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = [line["id"] for line in shown.client("drafter").get("/records/").context["lines"]]
    monkeypatch.setattr(records_list, "AT_ONCE", size)
    seen, link = [], "?"
    while link:
        context = shown.client("drafter").get(f"/records/{link}").context
        assert context["count"] == len(whole) and len(context["lines"]) <= size
        seen += [line["id"] for line in context["lines"]]
        link = context["after_link"]
    assert seen == whole


@pytest.mark.parametrize("typed", ["", "x", ".", "1.", ".abc", "1" * 30 + ".a", "１.a", "1.\0", "-1.a"])
def test_a_position_that_is_none_is_the_first_page(shown: Stage, typed: str) -> None:
    assert records_list.position(typed) is None
    assert shown.client("drafter").get("/records/", {"after": typed}).status_code == 200


def test_a_drafter_is_offered_to_record_what_a_partner_told_us(shown: Stage) -> None:
    assert "/drafts/new/recorded/" in shown.client("drafter").get("/records/").content.decode()
    assert "/drafts/new/recorded/" not in shown.client("reader").get("/records/").content.decode()
    form = shown.client("drafter", "ja").get("/drafts/new/recorded/")
    assert form.status_code == 200 and "発言者" in form.content.decode()


def test_types_stand_in_the_order_of_use_in_either_language(shown: Stage) -> None:
    types = words.types(shown.node.registry.kinds)
    assert set(types) == set(shown.node.registry.kinds) and types[:3] == ["instrument", "measure", "progress-report"]
    assert set(types[-len(words.steps()) :]) == words.steps()

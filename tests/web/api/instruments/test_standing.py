"""What the API answers about clauses, intervals, the plan and the exchange: the pages' figures, as of two dates."""

from __future__ import annotations

from typing import Any

from tests.web.sample import Stage


def get(stage: Stage, address: str, name: str = "reader") -> tuple[int, Any]:
    answer = stage.client(name).get(f"/api/v1{address}")
    return answer.status_code, answer.json()


def test_who_is_asking(shown: Stage) -> None:
    found = get(shown, "/me")[1]
    assert (found["post"], found["party"], found["roles"], found["scope"]) == ("GBR:FCDO:reader", "GBR", ["reader"], "write")


def test_clauses_stand_as_on_the_page_on_either_date(shown: Stage) -> None:
    assert [one["id"] for one in get(shown, "/instruments")[1]] == ["jp-gb-2017"]
    now = {one["clause"]: one["state"] for one in get(shown, "/instruments/jp-gb-2017")[1]["clauses"]}
    later = {one["clause"]: one["state"] for one in get(shown, "/instruments/jp-gb-2017?on=2019-06-01")[1]["clauses"]}
    before = {one["clause"]: one["state"] for one in get(shown, "/instruments/jp-gb-2017?known=2018-10-01")[1]["clauses"]}
    assert now["jp-gb-2017#S6"] != later["jp-gb-2017#S6"] and before["jp-gb-2017#S6"] == "no-evidence"
    clause = get(shown, "/instruments/jp-gb-2017/clauses/S6")[1]
    assert clause["standing"]["state"] == now["jp-gb-2017#S6"] and clause["commitments"]
    assert "GBR-M-2018-006" in [one["code"] for one in clause["records"]]
    assert get(shown, "/instruments/jp-gb-2017/clauses/S99")[0] == 404 == get(shown, "/instruments/other")[0]
    assert get(shown, "/instruments/jp-gb-2017?on=2019-02-30")[0] == 422


def test_intervals_say_whether_there_are_more(shown: Stage) -> None:
    found = get(shown, "/intervals?sort=standing&on=2019-06-01")[1]
    assert found["intervals"] and all(one["sort"] == "standing" for one in found["intervals"])
    assert get(shown, "/intervals?sort=fact&limit=1")[1]["more"] in (True, False)
    assert get(shown, "/intervals?sort=rumour")[0] == 422 == get(shown, "/intervals?limit=0")[0]


def test_the_plan_is_the_pages(shown: Stage) -> None:
    whole = get(shown, "/plan")[1]
    assert [one["code"] for one in whole["measures"]] == ["GBR-M-2018-006", "GBR-M-2018-013", "JPN-M-2018-007"]
    assert get(shown, "/plan?clause=jp-gb-2017%23S6")[1]["count"] == 1


def test_the_exchange_is_for_administrators_too(shown: Stage) -> None:
    found = get(shown, "/exchange", "admin")[1]
    assert found[0]["partners"][0]["party"] == "JPN" and found[0]["partners"][0]["lines"][0]["words"]["ja"]


def test_types_and_their_schemas_are_published(shown: Stage) -> None:
    types = {one["type"]: one for one in get(shown, "/types")[1]}
    assert types["measure"]["joint"] and not types["progress-report"]["joint"]
    schema = get(shown, "/types/measure/1/schema")[1]
    assert schema["$id"] == "urn:entente:type:measure:1" and "Measure" in schema["$defs"]
    assert get(shown, "/types/measure/2/schema")[0] == 404 == get(shown, "/types/nothing/1/schema")[0]

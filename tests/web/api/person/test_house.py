"""Work, hand-over and national fields by the API: given, done, said and refused as on the pages."""

from __future__ import annotations

from tests.web.api.conftest import Send
from tests.web.sample import Stage

WORK = {"to_post": "GBR:FCDO:release", "due": "2019-01-31", "words": "Ask the MOD for the figures."}


def test_work_is_given_once_under_a_key_and_done_by_its_post(played: Stage, send: Send) -> None:
    name = played.records["acsa"]
    status, given = send("drafter", "POST", f"/records/{name}/work", WORK, key="k" * 20)
    again = send("drafter", "POST", f"/records/{name}/work", WORK, key="k" * 20)
    assert status == 201 and again == (201, given) and [one["words"] for one in given] == [WORK["words"]]
    assert [one["id"] for one in send("release", "GET", "/work")[1]] == [given[0]["id"]] and send("drafter", "GET", "/work")[1] == []
    assert send("accept", "POST", f"/work/{given[0]['id']}/done")[1]["rule"] == "DR9"
    assert send("release", "POST", f"/work/{given[0]['id']}/done") == (200, [])


def test_work_is_refused_in_words(played: Stage, send: Send) -> None:
    name = played.records["acsa"]
    assert send("reader", "POST", f"/records/{name}/work", WORK)[0] == 403
    assert send("drafter", "POST", f"/records/{name}/work", WORK | {"due": "2018-01-01"})[1]["detail"].startswith("That day is past")
    assert send("drafter", "POST", f"/records/{name}/work", WORK | {"to_post": "GBR:FCDO:nobody"})[1]["code"] == "no-such-post"


def test_the_hand_over_list_has_the_tables_of_the_page(played: Stage, send: Send) -> None:
    status, found = send("drafter", "GET", "/handover")
    assert status == 200 and found["post"] == "GBR:FCDO:desk"
    assert [one["name"] for one in found["tables"]] == ["drafts", "work", "actions", "reports", "moves", "owed", "meetings", "contacts"]
    moves = next(one for one in found["tables"] if one["name"] == "moves")
    assert played.records["framework"] in [line["id"] for line in moves["lines"]]


def test_national_fields_are_said_over_the_last_revision_and_by_the_rules(played: Stage, send: Send) -> None:
    there = f"/records/{played.records['acsa']}/national"
    assert send("drafter", "GET", there)[1]["history"] == []
    first = {"fields": {"internal_risk": {"en": "The rate may move."}}}
    status, said = send("drafter", "PUT", there, first)
    assert status == 200 and said["fields"] == first["fields"] and len(said["history"]) == 1
    assert send("drafter", "PUT", there, first)[1]["rule"] == "DR4"
    below = {"fields": {"budget": {"currency": "GBP", "minor_units": "-1"}}, "revision": said["revision"]}
    refused = send("drafter", "PUT", there, below)[1]
    assert refused["rule"] == "AP7" and "below nothing" in refused["detail"]
    assert send("accept", "PUT", there, first)[0] == 403
    assert send("drafter", "GET", f"/records/{played.records['declaration']}/national")[0] == 404

"""Orders by the API: the list, and one with both ledgers side by side and what differs."""

from __future__ import annotations

from tests.web.api.conftest import Send
from tests.web.logistics.test_orders import order
from tests.web.sample import Stage


def test_an_order_with_both_ledgers(played: Stage, send: Send) -> None:
    name = order(played)
    status, found = send("reader", "GET", "/orders")
    assert status == 200 and name in [one["record"]["id"] for one in found["orders"]] and found["count"] == 2
    assert send("reader", "GET", "/orders?requester=JPN")[1]["count"] < 2
    whole = send("reader", "GET", f"/orders/{name}")[1]
    assert whole["order"]["differ"] and {one["outcome"] for one in whole["ledger"]} == {"alike", "differs"}
    (line,) = [one for one in whole["lines"] if one["received"] != "0"]
    assert line["owed"] and not line["done"]
    assert any(one["code"] == "ledger.reconciliation" for one in whole["found"])
    assert send("reader", "GET", "/orders/GBR-M-2018-006")[0] == 404


def test_who_may_order_and_the_statement(played: Stage, send: Send) -> None:
    name = next(one["record"]["id"] for one in send("reader", "GET", "/orders")[1]["orders"] if one["entries"])
    text = {"post": "GBR:MOD:J4", "powers": ["ORDER"], "from_on": "2018-01-01"}
    listed = played.world.state("GBR", "authorised-officer", text)
    played.world.settle()
    assert [one["post"] for one in send("reader", "GET", "/orders/officers")[1]] == ["GBR:MOD:J4"]
    whole = send("reader", "GET", f"/orders/{name}")[1]
    assert [(one["party"], one["state"], one["records"]) for one in whole["authorised"]] == [
        ("GBR", "covered", [listed.id]),
        ("JPN", "no-list", []),
    ]
    assert whole["unfit"] == [] and send("reader", "GET", "/orders/statement")[1][:2] == b"PK"

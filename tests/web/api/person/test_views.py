"""What belongs to a person by the API: views kept, replaced and removed; records and clauses followed, as far as they may be read."""

from __future__ import annotations

from tests.web.api.conftest import Send
from tests.web.sample import Stage


def test_a_view_is_kept_replaced_and_removed(send: Send) -> None:
    wanted = {"page": "records", "name": "Tokyo's move", "filters": {"type": "measure", "waits": "JPN"}}
    status, views = send("reader", "POST", "/views", wanted)
    assert status == 201 and [(one["name"], one["filters"], one["own"]) for one in views] == [(wanted["name"], wanted["filters"], True)]
    (again,) = send("reader", "POST", "/views", wanted | {"filters": {"type": "measure"}, "shared": True})[1]
    assert again["filters"] == {"type": "measure"} and again["shared"]
    assert send("drafter", "DELETE", f"/views/{again['key']}")[0] == 404
    assert send("reader", "DELETE", f"/views/{again['key']}") == (200, [])


def test_what_is_followed_is_what_may_be_read(played: Stage, send: Send) -> None:
    assert send("reader", "POST", "/follows", {"kind": "record", "name": "GBR-M-2018-006"})[0] == 201
    status, found = send("reader", "POST", "/follows", {"kind": "clause", "name": "jp-gb-2017#S6"})
    assert status == 201 and found["clauses"] == ["jp-gb-2017#S6"] and [one["code"] for one in found["records"]] == ["GBR-M-2018-006"]
    assert send("reader", "POST", "/follows", {"kind": "record", "name": played.records["secret"]})[0] == 404
    status, told = send("reader", "POST", "/follows", {"kind": "clause", "name": "S6"}, language="ja")
    assert status == 422 and told["detail"] == "条項は「jp-gb-2017#S6」のように記載してください。"
    left = send("reader", "DELETE", f"/follows?kind=record&name={found['records'][0]['id']}")[1]
    assert left["records"] == [] and left["clauses"] == ["jp-gb-2017#S6"]


def test_a_view_is_followed_and_the_digest_asked_for(send: Send) -> None:
    (view,) = send("drafter", "POST", "/views", {"page": "records", "name": "Measures", "filters": {"type": "measure"}})[1]
    assert send("reader", "POST", "/follows", {"kind": "view", "name": str(view["key"])})[0] == 404
    status, found = send("drafter", "POST", "/follows", {"kind": "view", "name": str(view["key"])})
    assert status == 201 and [one["name"] for one in found["views"]] == ["Measures"]
    assert send("drafter", "DELETE", f"/follows?kind=view&name={view['key']}")[1]["views"] == []
    assert send("drafter", "PUT", "/follows/digest", {"address": "desk@example.org"})[1]["address"] == "desk@example.org"
    assert send("drafter", "PUT", "/follows/digest", {"address": "no address"})[1]["rule"] == "W12"
    assert (
        send("drafter", "PUT", "/follows/digest", {})[1] == send("drafter", "GET", "/follows/digest")[1] == {"address": "", "mails": False}
    )

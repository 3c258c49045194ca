"""A visit's page with its clearances: what waits on the host, what is not covered, what a slip changes; decided, released, purged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.web.consultations.sample import DESK, release
from tests.web.sample import Stage, stage
from tests.web.test_gate import sight_of
from tests.web.visits.sample import everything

from entente.node import say
from entente.node.national import drafting
from entente.web import gate

Made = tuple[Stage, dict[str, str]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """The programme with requests that wait for London."""
    with stage(tmp_path_factory.mktemp("cleared")) as shown:
        yield shown, everything(shown)


def page(shown: Stage, address: str, name: str = "drafter", language: str = "en") -> str:
    answer = shown.client(name, language).get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return str(answer.content.decode())


def test_what_waits_and_what_is_missing(made: Made) -> None:
    shown, known = made
    found = page(shown, f"/visits/{known['JPN-V-2018-004']}/")
    for words in ("GBR decides on the request by", "No clearance of GBR covers 26 November 2018", "no berth for 29 November 2018",
                  "26 Oct 2018", "assumed until the host says", "Also filed here", "Name a berth"):  # fmt: skip
        assert words in found, words
    assert "Ask for ship clearance" not in found, "the visitor asks"
    assert f"/visits/filed/{known['ship']}/decide/" in page(shown, "/") and "Decide" not in page(
        shown, f"/visits/{known['JPN-V-2018-004']}/", "reader"
    )
    assert "許可" in page(shown, f"/visits/{known['JPN-V-2018-004']}/", "drafter", "ja")


def test_the_ways_from_a_request(made: Made) -> None:
    shown, known = made
    client = shown.client("drafter")
    assert (
        client.get(f"/visits/filed/{known['ship']}/").headers["Location"]
        == f"/visits/{known['JPN-V-2018-004']}/#filed-{known['ship'][:12]}"
    )
    assert "about=" in client.get(f"/visits/filed/{known['ship']}/decide/").headers["Location"]
    assert client.get(f"/visits/filed/{known['supplies']}/decide/").status_code == 404
    assert shown.client("reader").get(f"/visits/filed/{known['ship']}/decide/").headers["Location"] == f"/records/{known['ship']}/"
    assert client.get("/visits/filed/GBR-M-2018-006/").status_code == 404
    form = page(shown, f"/drafts/new/clearance-decision/?about={known['ship']}")
    assert "2018-11-26" in form and known["ship"] in form
    begun = page(shown, f"/drafts/new/host-berth/?about={known['JPN-V-2018-004']}")
    assert "2018-11-30" in begun and "Portsmouth" in begun
    assert "GBR-LR-2018-001" in page(shown, f"/drafts/new/logistic-request/?about={known['JPN-V-2018-004']}")
    assert "Decide on the request" in page(shown, f"/records/{known['ship']}/")


def test_a_slip_on_one_page(made: Made) -> None:
    shown, known = made
    address = f"/visits/{known['JPN-V-2018-004']}/slip/"
    found = page(shown, address)
    assert all(words in found for words in ("What 96 hours change", "To be moved", "ACSA", "30 Nov 2018", "JPN-DC-2018-011"))
    assert "What -1 hours change" in page(shown, f"{address}?hours=-1")
    for typed in ("x", "1e3", "99999", "²"):
        assert "Write a whole number of hours" in page(shown, f"{address}?hours={typed}")
    assert page(shown, f"/visits/{known['GBR-V-2018-003']}/slip/"), "one that is only proposed has nothing filed"


def test_decided_by_the_host_it_is_granted(made: Made) -> None:
    shown, known = made
    text: dict[str, Any] = {
        "visit": known["JPN-V-2018-004"], "request": known["ship"], "verdict": "GRANTED WITH CONDITIONS", "number": "GBR-18-77",
        "valid_from": "2018-11-25", "valid_to": "2018-12-06", "conditions": [{"en": "No firing of salutes after sunset."}],
    }  # fmt: skip
    draft = drafting.save(shown.node, DESK, type_="clearance-decision", text=text, channel=shown.world.channel.id)
    release(shown, draft.id)
    found = page(shown, f"/visits/{known['JPN-V-2018-004']}/")
    assert all(words in found for words in ("Granted with conditions", "GBR-18-77", "No firing of salutes", "6 Dec 2018"))
    assert "No clearance of GBR" not in found
    assert "within the window granted" in page(shown, f"/visits/{known['JPN-V-2018-004']}/slip/")


def test_our_own_list_of_visitors_is_purged_by_a_releasing_officer(made: Made) -> None:
    shown, known = made
    person = {
        "name": "A. Sample", "born_on": "1980-01-01", "nationality": "GBR", "id_number": "X1", "clearance": "SECRET",
        "clearance_until": "2019-12-31",
    }  # fmt: skip
    act = say.state(
        shown.node, shown.world.channel, "visitor-list", {"visit": known["JPN-V-2018-004"], "request": known["rfv"], "persons": [person]}
    )
    address = f"/visits/filed/{act.id}/purge/"
    assert "1 person is on it" in page(shown, address) and "A. Sample" not in page(shown, f"/visits/{known['JPN-V-2018-004']}/")
    assert shown.client("drafter").post(address).status_code == 403
    assert shown.client("drafter").get(f"/visits/filed/{known['ship']}/purge/").status_code == 404
    assert shown.client("release").post(address).status_code == 302
    row = gate.record(sight_of(shown, "drafter"), act.id)
    assert gate.text(sight_of(shown, "drafter"), row) is None and shown.client("release").get(address).status_code == 404
    assert "2 visitors" in page(shown, f"/visits/{known['JPN-V-2018-004']}/")


def test_nothing_is_left_to_decide_of_a_request_whose_days_have_passed(made: Made) -> None:
    shown, known = made
    moment, ways = shown.world.moment, (f"/visits/{known['JPN-V-2018-004']}/", f"/records/{known['ship']}/")
    now, links = moment[0], ("/decide/", "/drafts/new/clearance-decision/")
    assert all(any(link in page(shown, way) for link in links) for way in ways)
    moment[0] = datetime(2019, 1, 15, 9, tzinfo=UTC)
    assert [(way, link) for way in ways for link in links if link in page(shown, way)] == []
    moment[0] = now

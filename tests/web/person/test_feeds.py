"""Calendar feeds: worth what the token's holder may read and the node lets out, references only, over when the token is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar
from tests import nodes
from tests.web import sample
from tests.web.sample import Stage

from entente.kernel.act import Draft, Target
from entente.kernel.errors import Refusal
from entente.node import look, submit
from entente.node.partners.follow import follow
from entente.web.models import Token
from entente.web.person import feeds, posts, tokens
from entente.web.process import current

SERIES = {
    "code": "DMM", "title": {"en": "Ministers of secrets"}, "kind": "DMM", "clauses": ["jp-gb-2017#I2"], "basis": "ROLLING",
    "reckoned_from": "2017-08-31", "host_rule": "ROTATION", "host_order": ["GBR", "JPN"], "interval_months": 12,
}  # fmt: skip


@dataclass
class Played:
    """A stage with a series, a meeting and an action in effect, and a meeting under a higher marking."""

    stage: Stage
    series: str
    meeting: str
    hidden: str


def meeting(series: str, on: str, **rest: Any) -> dict[str, Any]:
    starts = {"on": on, "at": "14:00", "zone": "Asia/Tokyo"}
    return {"series": series, "title": {"en": "A title nobody may mail"}, "stage": "DATE AGREED", "mode": "VTC", "starts": starts} | rest


def agreed(stage: Stage, type_: str, text: dict[str, Any], record: str | None = None, base: str | None = None) -> str:
    """A text proposed by London and agreed: the record's id."""
    act = stage.world.propose("GBR", type_, text, record, base)
    stage.world.agree(act)
    return act.id


def in_london(stage: Stage, type_: str, text: dict[str, Any]) -> str:
    """A text in effect in London's own channel under a higher marking: the record's id."""
    node = stage.world["GBR"]
    label = {**nodes.label(["GBR"], "OFFICIAL-SENSITIVE")}
    draft = Draft("propose", "GBR:FCDO:desk", label, (Target(type_, 1),), (), {"texts": [text]})
    act = submit.say(node, node.national().id, draft)
    follow(node, node.national())
    return act.id


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory, shown: Stage) -> Iterator[Played]:
    """A stage of this module's own; the shared one is put back on afterwards."""
    with sample.stage(tmp_path_factory.mktemp("feeds")) as stage:
        series = agreed(stage, "meeting-series", SERIES)
        open_ = agreed(stage, "meeting", meeting(series, "2018-11-15", ordinal=3))
        alone = in_london(stage, "meeting-series", SERIES | {"code": "OWN", "host_order": ["GBR"], "host_rule": "FIXED"})
        hidden = in_london(stage, "meeting", meeting(alone, "2018-12-24", ordinal=4))
        owner = {"party": "GBR", "authority": "MOD"}
        action = {"series": series, "meeting": open_, "code": "DMM-3-A1", "title": {"en": "A title nobody may mail"}, "owner": owner}
        agreed(stage, "action", action | {"agreed_on": "2018-10-02", "due": "2018-10-31"})
        yield Played(stage, series, open_, hidden)
        current.hold(stage.node)
    sample.put_on(shown.world["GBR"])


def secret_of(name: str, scope: str = "calendar") -> str:
    holder = posts.User.objects.get(username=f"gbr-{name}")
    return tokens.collect(holder, tokens.grant(holder, "calendar", scope, 7, "gbr-admin").pk)[1]


def parts(answer: Any, name: str = "VEVENT") -> dict[str, Any]:
    assert answer.status_code == 200 and answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return {str(part["SUMMARY"]): part for part in Calendar.from_ical(answer.content).walk() if part.name == name}


def test_a_post_sees_its_meetings_and_what_it_owes(play: Played) -> None:
    answer = Client().get(f"/calendar/{secret_of('reader')}.ics")
    found = parts(answer)
    assert set(found) == {"DMM No. 3"} and found["DMM No. 3"]["DTSTART"].dt.isoformat() == "2018-11-15T14:00:00+09:00"
    assert str(found["DMM No. 3"]["URL"]) == f"http://testserver/records/{play.meeting}/"
    owed = parts(answer, "VTODO")
    assert owed["DMM DMM-3-A1"]["DUE"].dt == date(2018, 10, 31)
    text = answer.content.decode()
    assert "nobody may mail" not in text and "secrets" not in text
    assert {part["TZID"] for part in Calendar.from_ical(answer.content).walk() if part.name == "VTIMEZONE"} == {
        "Asia/Tokyo",
        "Europe/London",
    }


def test_nothing_above_the_tier_leaves_even_for_who_may_read_it(play: Played) -> None:
    secret = secret_of("drafter")
    assert play.stage.client("drafter").get(f"/records/{play.hidden}/").status_code == 200
    assert "OWN No. 4" not in parts(Client().get(f"/calendar/{secret}.ics"))


@pytest.mark.parametrize(("tier", "who", "seen"), [
    ("OFFICIAL-SENSITIVE", "drafter", {"DMM No. 3", "OWN No. 4"}), ("OFFICIAL-SENSITIVE", "reader", {"DMM No. 3"}), ("", "drafter", set()),
    ("NONSENSE", "drafter", set()),
])  # fmt: skip
def test_the_node_sets_the_tier_and_the_post_is_its_bound(play: Played, tier: str, who: str, seen: set[str]) -> None:
    node = play.stage.node
    settings = replace(node.home.settings, calendar={"entente:sample:gbr:1": tier})
    current.hold(replace(node, home=replace(node.home, settings=settings)))
    try:
        assert set(parts(Client().get(f"/calendar/{secret_of(who)}.ics"))) == seen
    finally:
        current.hold(node)


def test_a_feed_of_one_series(play: Played) -> None:
    secret = secret_of("reader")
    found = Client().get(f"/calendar/{secret}/{play.series}.ics")
    assert set(parts(found)) == {"DMM No. 3"} and "DMM DMM-3-A1" in parts(found, "VTODO") and b"NAME:Entente GBR DMM" in found.content
    other = Client().get(f"/calendar/{secret}/GBR-M-2018-006.ics")
    assert parts(other) == {} == {k: v for k, v in parts(other, "VTODO").items() if k.startswith("DMM")}


def test_what_may_not_be_read_is_answered_as_what_is_not_there(play: Played) -> None:
    secret = secret_of("reader")
    said = []
    for name in (play.hidden, "0123456789abcdef" * 4):
        answer = Client().get(f"/calendar/{secret}/{name}.ics")
        said.append((answer.status_code, re.sub(r'value="[^"]{20,}"', "", answer.content.decode().replace(name, "*"))))
    assert said[0] == said[1] and said[0][0] == 404


def test_its_token_opens_nothing_else_and_no_other_token_opens_it(play: Played) -> None:
    secret = secret_of("reader")
    assert Client().get("/api/v1/records", headers={"authorization": f"Bearer {secret}"}).status_code == 401
    for other in (secret_of("reader", "read"), secret_of("reader", "write"), "entente_guess"):
        assert Client().get(f"/calendar/{other}.ics").status_code == 404
    assert play.stage.client("reader").get("/calendar/entente_guess.ics").status_code == 404
    assert Client().post(f"/calendar/{secret}.ics").status_code == 405


def test_it_is_over_with_its_token_and_its_holder(play: Played) -> None:
    secret = secret_of("reader")
    holder = posts.User.objects.filter(username="gbr-reader")
    holder.update(is_active=False)
    assert Client().get(f"/calendar/{secret}.ics").status_code == 404
    holder.update(is_active=True)
    assert Client().get(f"/calendar/{secret}.ics").status_code == 200
    tokens.revoke(Token.objects.get(digest=tokens.digest_of(secret)))
    assert Client().get(f"/calendar/{secret}.ics").status_code == 404


def test_unchanged_it_is_not_sent_again(play: Played) -> None:
    address = f"/calendar/{secret_of('reader')}.ics"
    first = Client().get(address)
    assert Client().get(address, headers={"if-none-match": first.headers["ETag"]}).status_code == 304


def test_an_administrator_gets_none(play: Played) -> None:
    with pytest.raises(Refusal, match="W4"):
        secret_of("admin")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_account_page_gives_the_addresses_once(play: Played, language: str) -> None:
    client = play.stage.client("accept", language)
    page = client.post("/account/tokens/", {"do": "new", "name": "Outlook", "scope": "calendar", "days": "365"}).content.decode()
    assert Token.objects.get(name="Outlook", revoked_at=None).used_at is None
    Token.objects.filter(name="Outlook").update(name="mine")
    whole, series = re.findall(r"http://testserver(/calendar/[^<]+\.ics)", page)
    assert set(parts(Client().get(whole))) == set(parts(Client().get(series))) == {"DMM No. 3"}
    account = client.get("/account/").content.decode()
    assert whole not in account and ("feed a calendar" if language == "en" else "カレンダーへの配信") in account


def test_one_that_is_postponed_is_shown_as_off(play: Played) -> None:
    stage = play.stage
    held = look.record_state(stage.node, play.meeting)
    assert held is not None
    base = str(held.agreed[-1].conclusion)
    text = {"series": play.series, "title": {"en": "Off"}, "stage": "POSTPONED", "mode": "VTC", "ordinal": 3}
    agreed(stage, "meeting", text, record=play.meeting, base=base)
    found = parts(Client().get(f"/calendar/{secret_of('accept')}.ics"))["DMM No. 3"]
    assert (found["STATUS"], found["SEQUENCE"], found["DTSTART"].dt.isoformat()) == ("CANCELLED", 1, "2018-11-15T14:00:00+09:00")


def test_days_of_what_is_owed() -> None:
    day = {"record": "r", "code": "c", "starts": date(2018, 10, 5), "ends": date(2018, 11, 1)}
    assert feeds._earliest([day | {"state": "open"}]) == {("r", "c"): date(2018, 10, 31)}
    assert feeds._earliest([day | {"state": "late"}, day | {"state": "open"}]) == {("r", "c"): date(2018, 10, 4)}
    assert feeds._earliest([day | {"state": "to-offer"}, day | {"state": "open", "ends": None}]) == {}

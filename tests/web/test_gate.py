"""The choke point: nobody past his post, nothing but through `gate`, no label shown to whom it is not for."""

from __future__ import annotations

import ast
from types import SimpleNamespace

import pytest
from django.http import Http404
from tests.web.catalogue import WEB
from tests.web.sample import Stage

from entente.kernel.labels.disclose import Reader
from entente.web import gate
from entente.web.gate import Shows, Sight
from entente.web.person import posts

POSTS = ("drafter", "release", "accept", "reader", "admin")
FREE = ("gate.py", "current.py", "settings.py", "wsgi.py", "apps.py", "asked.py")  # asked.py refuses the store's tables (test_asked.py)
STORE = ("entente.store", "entente.node.look", "entente.node.partners.status.status", "entente.node.submit")


def sight_of(stage: Stage, name: str) -> Sight:
    request = SimpleNamespace(user=posts.User.objects.get(username=f"gbr-{name}"))
    reader = posts.reader_of(request)
    assert isinstance(reader, Reader)
    return Sight(stage.node, reader, posts.context(stage.node))


def test_only_the_gate_imports_what_holds_records() -> None:
    for path in WEB.rglob("*.py"):
        if path.name in FREE or path.parent.name == "sight":  # sight/*.py: the gate's functions for one family of pages
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [f"{node.module}.{alias.name}" for alias in node.names]
            for name in names:
                assert not name.startswith(STORE), f"{path.name} imports {name}: pages read through the gate"


ADDRESSES = {
    "/": Shows.RECORDS,
    "/declaration/": Shows.RECORDS,
    "/declaration/jp-gb-2017/S6/": Shows.RECORDS,
    "/records/GBR-M-2018-006/": Shows.RECORDS,
    "/records/GBR-M-2018-006/national/": Shows.RECORDS,
    "/records/GBR-M-2018-006/sheet/": Shows.RECORDS,
    "/records/GBR-M-2018-006/sheet/?for=partner&language=both": Shows.RECORDS,
    "/plan/": Shows.RECORDS,
    "/plan/editions/": Shows.RECORDS,
    "/plan/gantt/": Shows.RECORDS,
    "/plan/rounds/": Shows.RECORDS,
    "/oversight/": Shows.RECORDS,
    "/oversight/indicator/commitment.covered/": Shows.RECORDS,
    "/oversight/findings/": Shows.RECORDS,
    "/oversight/statements/": Shows.RECORDS,
    "/oversight/papers/": Shows.RECORDS,
    "/oversight/papers/?kind=brief&subject=S6": Shows.RECORDS,
    "/records/": Shows.RECORDS,
    "/search/": Shows.RECORDS,
    "/search/?q=GBR": Shows.RECORDS,
    "/drafts/": Shows.RECORDS,
    "/recorded/": Shows.RECORDS,
    "/consultations/": Shows.RECORDS,
    "/contacts/": Shows.RECORDS,
    "/visits/": Shows.RECORDS,
    "/logistics/": Shows.RECORDS,
    "/logistics/officers/": Shows.RECORDS,
    "/follow/": Shows.RECORDS,
    "/handover/": Shows.RECORDS,
    "/exchange/": Shows.TRAFFIC,
    "/account/": Shows.ACCOUNT,
    "/account/password/": Shows.ACCOUNT,
    "/account/sessions/": Shows.ACCOUNT,
    "/account/second-factor/": Shows.ACCOUNT,
    "/account/none/": Shows.NOTHING,
    "/api/": Shows.ACCOUNT,
    "/administration/": Shows.ADMINISTRATION,
    "/administration/changes/": Shows.ADMINISTRATION,
    "/administration/waiting/": Shows.ADMINISTRATION,
    "/administration/posts/new/": Shows.ADMINISTRATION,
    "/administration/people/new/": Shows.ADMINISTRATION,
}


ASKING = ("/plan/rounds/new/", "/plan/rounds/upload/")


@pytest.mark.parametrize("address", ASKING)
def test_only_coordinators_ask(shown: Stage, address: str) -> None:
    assert shown.client(None).get(address).status_code == 302
    assert {name: shown.client(name).get(address).status_code for name in POSTS} == dict.fromkeys(POSTS, 403) | {"drafter": 200}


WRITING = (
    "/drafts/new/measure/",
    "/drafts/new/progress-report/",
    "/drafts/new/statement/",
    "/drafts/new/measure/?record=GBR-M-2018-006",
    "/declaration/import/",
)


@pytest.mark.parametrize("address", WRITING)
def test_only_drafters_write(shown: Stage, address: str) -> None:
    assert shown.client(None).get(address).status_code == 302
    assert {name: shown.client(name).get(address).status_code for name in POSTS} == dict.fromkeys(POSTS, 403) | {"drafter": 200}


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_as_every_post(shown: Stage, address: str, language: str) -> None:
    what = ADDRESSES[address]
    anonymous = shown.client(None, language).get(address)
    assert anonymous.status_code == (200 if what is Shows.NOTHING else 302)
    for name in POSTS:
        expected = 403 if what is (Shows.RECORDS if name == "admin" else Shows.ADMINISTRATION) else 200
        answer = shown.client(name, language).get(address)
        assert answer.status_code == expected, (name, answer.status_code)
        assert f'<html lang="{language}"' in answer.content.decode()


def test_a_higher_marking_is_on_no_page_of_a_lower_clearance(shown: Stage) -> None:
    secret = "A draft that only some may see"
    posts.User.objects.update(seen_us=0)  # so that everything has changed since their last visit
    assert secret in shown.client("drafter").get("/").content.decode()
    for name in ("reader", "admin"):
        for address in ADDRESSES:
            posts.User.objects.update(seen_us=0)
            answer = shown.client(name).get(address)
            assert secret not in answer.content.decode() and "GBR-M-2018-099" not in answer.content.decode()


def test_one_decision_for_each_label(shown: Stage) -> None:
    high, low = sight_of(shown, "drafter"), sight_of(shown, "reader")
    everything = gate.listed(high)
    assert {row.id for row in everything} >= {shown.records["acsa"], shown.records["secret"]}
    assert low.labels < high.labels and not low.all_labels and high.all_labels
    seen = gate.readable(low, everything)
    assert seen == gate.listed(low) and {row.id for row in seen} >= {shown.records["acsa"]}
    assert {row.label for row in everything} - {row.label for row in seen} == {gate.record(high, shown.records["secret"]).label}


def test_what_may_not_be_read_is_not_found(shown: Stage) -> None:
    high, low = sight_of(shown, "drafter"), sight_of(shown, "reader")
    secret = shown.records["secret"]
    row = gate.record(high, secret)
    assert gate.state(low, row) is None and gate.text(low, row) is None and gate.state(high, row) is not None
    for ask in (gate.record, gate.act):
        with pytest.raises(Http404) as hidden:
            ask(low, secret)
        with pytest.raises(Http404) as absent:
            ask(low, "0" * 64)
        assert str(hidden.value) == str(absent.value)
    found = gate.act(high, secret)
    assert gate.body(high, found) is not None and gate.body(low, found) is None


def test_counts_are_of_what_may_be_read(shown: Stage) -> None:
    high, low = sight_of(shown, "drafter"), sight_of(shown, "reader")
    assert gate.standing_counts(high, high.today) == gate.standing_counts(low, low.today) != {}
    blind = Sight(low.node, Reader("GBR", "GBR:FCDO", "GBR", {}, roles=frozenset({"reader"})), low.context)
    assert blind.labels == frozenset() and gate.standing_counts(blind, low.today) == {} and gate.listed(blind) == []
    assert gate.intervals(blind, low.today, "standing") == [] == gate.moving(blind) == gate.changed_since(blind, 0)

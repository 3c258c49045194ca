"""Administration as an administrator meets it: what he may change, what he may not, and that each change is entered."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from tests.web import sample
from tests.web.sample import Stage

from entente.node import look
from entente.node.national import drafting
from entente.store import shown as store_shown
from entente.web.administration import changes
from entente.web.models import Post, Token, User
from entente.web.person import tokens


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory, shown: Stage) -> Iterator[Stage]:
    with sample.stage(tmp_path_factory.mktemp("administration")) as made:
        yield made
    sample.put_on(shown.world["GBR"])


def entries(stage: Stage) -> list[str]:
    rows = store_shown.listed(stage.node.alias, None, {"type": "administration-entry"}, 500)
    return [row.code for row in rows]


def stamp(page: str) -> str:
    found = re.search(r'name="stamp" value="(\w*)"', page)
    assert found is not None
    return found[1]


def person_page(stage: Stage, user: User, **sent: str) -> tuple[int, str]:
    client, address = stage.client("admin"), f"/administration/people/{user.pk}/"
    shown = client.get(address).content.decode()
    given = {"stamp": changes.stamp(user) if user.username == "gbr-admin" else stamp(shown), **sent}  # one's own page has no form
    answer = client.post(address, given)
    return answer.status_code, answer.content.decode()


def add(stage: Stage, name: str, post: str = "GBR:FCDO:reader") -> tuple[User, str]:
    page = stage.client("admin").post("/administration/people/new/", {"name": name, "post": post}).content.decode()
    found = re.search(r"app-secret\">([\w-]+)<", page)
    assert found is not None, page
    return User.objects.get(username=name), found[1]


def post_fields(post: Post, **changed: object) -> dict[str, object]:
    held = {"title_en": post.title_en, "title_ja": post.title_ja, "organisation": post.organisation, "roles": post.roles}
    cleared = dict(zip(("clearance_0", "clearance_1"), (post.clearances.get("entente:sample:gbr:1", ""), ""), strict=True))
    return held | cleared | changed


def test_the_overview_shows_posts_people_and_settings_and_no_record(play: Stage) -> None:
    page = play.client("admin").get("/administration/").content.decode()
    assert all(name in page for name in ("gbr-drafter", "GBR:FCDO:release", "OFFICIAL-SENSITIVE", "sqlite"))
    assert "GBR-M-2018-006" not in page and "ACSA" not in page
    people = page.partition('id="posts"')[0]
    assert "Head of desk (clears and releases)" in people and "GBR:FCDO:release" not in people
    japanese = play.client("admin", "ja").get("/administration/").content.decode()
    assert "班長（決裁・発出）" in japanese.partition('id="posts"')[0] and "entente:sample:gbr:1、" in japanese
    for name in ("drafter", "release", "reader", None):
        assert play.client(name).get("/administration/").status_code == (403 if name else 302)


def test_a_new_person_first_chooses_a_password(play: Stage) -> None:
    person, password = add(play, "a.smith")
    client = Client()
    client.post("/account/login/", {"login": "a.smith", "password": password})
    assert client.get("/").headers["Location"] == "/account/password/" == client.get("/account/").headers["Location"]
    chosen = "quiet-harbour-41-lanterns"
    answer = client.post("/account/password/", {"oldpassword": password, "password1": chosen, "password2": chosen})
    assert answer.status_code == 302, answer.content.decode()
    assert User.objects.get(pk=person.pk).one_time_until is None and client.get("/").status_code == 200
    assert entries(play)[0] == "person-made"


def test_a_first_password_runs_out(play: Stage) -> None:
    person, password = add(play, "b.late")
    User.objects.filter(pk=person.pk).update(one_time_until="2020-01-01T00:00:00Z")
    client = Client()
    client.post("/account/login/", {"login": "b.late", "password": password})
    answer = client.get("/")
    assert answer.status_code == 403 and "run out" in answer.content.decode()


def test_a_name_is_given_once(play: Stage) -> None:
    add(play, "c.once")
    again = play.client("admin").post("/administration/people/new/", {"name": "c.once", "post": ""})
    assert again.status_code == 422 and "W10" in again.content.decode()
    odd = play.client("admin").post("/administration/people/new/", {"name": "C Once", "post": ""})
    assert odd.status_code == 422


def test_nobody_makes_himself_a_releasing_officer(play: Stage) -> None:
    admin = User.objects.get(username="gbr-admin")
    before = len(entries(play))
    assert "<form" not in play.client("admin").get(f"/administration/people/{admin.pk}/").content.decode().split("<main")[1]
    code, page = person_page(play, admin, do="move", post="GBR:FCDO:release")
    assert code == 422 and "W8" in page and User.objects.get(pk=admin.pk).post.code == "GBR:FCDO:administration"
    client, address = play.client("admin"), f"/administration/posts/{admin.post.pk}/"
    sent = {"stamp": stamp(client.get(address).content.decode())} | post_fields(admin.post, roles=["releasing-officer"])
    answer = client.post(address, sent)
    assert answer.status_code == 422 and "W8" in answer.content.decode()
    assert Post.objects.get(pk=admin.post.pk).roles == ["administrator"] and len(entries(play)) == before
    for do in ("disable", "password"):
        assert person_page(play, admin, do=do)[0] == 422


def test_an_administrators_post_holds_no_other_role(play: Stage) -> None:
    sent = {"code": "GBR:FCDO:both", "title_en": "Both", "title_ja": "双方", "organisation": "GBR:FCDO", "stamp": changes.stamp(None)}
    answer = play.client("admin").post("/administration/posts/new/", sent | {"roles": ["administrator", "releasing-officer"]})
    assert answer.status_code == 422 and "W9" in answer.content.decode()
    elsewhere = play.client("admin").post("/administration/posts/new/", sent | {"roles": ["reader"], "organisation": "JPN:MOFA"})
    assert elsewhere.status_code == 422 and not Post.objects.filter(code="GBR:FCDO:both").exists()


def test_a_post_is_made_and_changed_with_before_and_after(play: Stage) -> None:
    client = play.client("admin")
    sent = {"code": "GBR:MOD:plans", "title_en": "Plans", "title_ja": "計画", "organisation": "GBR:MOD", "roles": ["reader"]}
    assert client.post("/administration/posts/new/", sent | {"stamp": changes.stamp(None), "clearance_0": "OFFICIAL"}).status_code == 302
    post = Post.objects.get(code="GBR:MOD:plans")
    assert (post.clearances, post.nationality) == ({"entente:sample:gbr:1": "OFFICIAL"}, "GBR")
    address = f"/administration/posts/{post.pk}/"
    old = stamp(client.get(address).content.decode())
    assert client.post(address, {"stamp": old} | post_fields(post, roles=["reader", "drafter"])).status_code == 302
    stale = client.post(address, {"stamp": old} | post_fields(post, roles=["reader"]))
    assert stale.status_code == 422 and "W10" in stale.content.decode()
    assert Post.objects.get(pk=post.pk).roles == ["reader", "drafter"]
    page = client.get("/administration/changes/").content.decode()
    assert "<del>reader</del>" in page and "<ins>drafter, reader</ins>" in page


def test_another_post_ends_sessions_and_tokens(play: Stage) -> None:
    person, _ = add(play, "d.moves")
    User.objects.filter(pk=person.pk).update(one_time_until=None)
    client = Client()
    client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    person.refresh_from_db()
    token = tokens.grant(person, "x", "read", 7, "gbr-admin")
    assert client.get("/").status_code == 200
    assert person_page(play, person, do="move", post="GBR:FCDO:desk")[0] == 302
    assert client.get("/").status_code == 302 and Token.objects.get(pk=token.pk).revoked_at is not None
    assert User.objects.get(pk=person.pk).post.code == "GBR:FCDO:desk"


def test_a_person_is_shut_out_and_let_in_and_signed_out(play: Stage) -> None:
    person, _ = add(play, "e.shut")
    User.objects.filter(pk=person.pk).update(one_time_until=None)
    client = Client()
    client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    key = client.session.session_key
    assert person_page(play, person, do="sessions")[0] == 302 and not Session.objects.filter(session_key=key).exists()
    assert person_page(play, person, do="disable")[0] == 302 and not User.objects.get(pk=person.pk).is_active
    assert person_page(play, person, do="enable")[0] == 302 and User.objects.get(pk=person.pk).is_active
    code, page = person_page(play, person, do="password")
    assert code == 200 and "app-secret" in page
    assert {"person-enabled", "person-disabled", "sessions-ended", "password-given"} <= set(entries(play))


def test_a_token_is_granted_unseen_and_revoked(play: Stage) -> None:
    person = User.objects.get(username="gbr-reader")
    assert person_page(play, person, do="token", name="Tool", scope="read", days="30")[0] == 302
    page = play.client("admin").get(f"/administration/people/{person.pk}/").content.decode()
    assert "Tool" in page and "entente_" not in page.split("<main")[1]
    token = Token.objects.get(holder=person, name="Tool")
    assert person_page(play, person, do="revoke", token=str(token.pk))[0] == 302
    assert Token.objects.get(pk=token.pk).revoked_at is not None
    assert person_page(play, person, do="revoke", token="nonsense")[0] == 404
    assert person_page(play, person, do="token", name="", scope="read", days="30")[0] == 422
    assert entries(play)[:2] == ["token-revoked", "token-granted"]


def test_an_entry_is_an_act_of_the_administrators_post_at_home(play: Stage) -> None:
    add(play, "f.entered")
    row = store_shown.listed(play.node.alias, None, {"type": "administration-entry"}, 1)[0]
    found = look.find_act(play.node, row.id[:64])
    assert found.act.header is not None and found.act.header.post == "GBR:FCDO:administration"
    assert row.channel == play.node.national().id
    assert play.client("drafter").get(f"/records/{row.id}/").status_code == 200
    assert play.client("admin").get(f"/records/{row.id}/").status_code == 403


def test_script_in_every_field_stays_words(play: Stage) -> None:
    bad = "<script>alert(1)</script>"
    client = play.client("admin")
    sent = {
        "code": "GBR:MOD:odd",
        "title_en": bad,
        "title_ja": bad,
        "organisation": "GBR:MOD",
        "roles": ["reader"],
        "stamp": changes.stamp(None),
    }
    assert client.post("/administration/posts/new/", sent).status_code == 302
    for address in ("/administration/", "/administration/changes/"):
        assert bad not in client.get(address).content.decode()


def test_the_waiting_time_is_changed_with_an_entry_and_never_over_another_change(play: Stage) -> None:
    client, there = play.client("admin"), "/administration/waiting/"
    old = stamp(client.get(there).content.decode())
    before = len(entries(play))
    assert client.post(there, {"stamp": old, "minutes": "30"}).status_code == 302
    assert drafting.waiting_s(play.node) == 1800 and len(entries(play)) == before + 1 and "setting-changed" in entries(play)
    assert client.post(there, {"stamp": old, "minutes": "60"}).status_code == 422
    assert client.post(there, {"stamp": "1800", "minutes": "99999999"}).status_code == 422
    assert drafting.waiting_s(play.node) == 1800 and len(entries(play)) == before + 1
    assert "30 minutes" in client.get("/administration/").content.decode()
    assert "release-waiting-s" in client.get("/administration/changes/").content.decode()

"""The Desk: what waits on whom, what changed since the last visit, own tracks; and the filters that write times and words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.test import Client, RequestFactory
from django.utils import timezone, translation
from tests.web.sample import Stage

from entente.web import models
from entente.web.person import autosave, posts, traces
from entente.web.templatetags import entente as filters
from entente.web.writing import presence


def tables(stage: Stage, name: str) -> dict[str, list[str]]:
    answer = stage.client(name).get("/")
    return {table["name"]: [line["code"] for line in table["lines"]] for table in answer.context["tables"]}


def changed(client: Client) -> list[dict[str, Any]]:
    return next(list(table["lines"]) for table in client.get("/").context["tables"] if table["name"] == "changed")


def test_what_waits_on_whom(shown: Stage) -> None:
    found = tables(shown, "drafter")
    assert "JPN-M-2018-007" in found["ours"] and "JPN-M-2018-007" not in found["theirs"]
    assert "GBR-M-2018-013" in found["theirs"] and "GBR-M-2018-013" not in found["ours"]


def test_a_proposal_is_answered_from_the_desk_by_whom_it_is_for(shown: Stage) -> None:
    ways = {}
    for name in ("accept", "drafter", "reader"):
        tables_ = shown.client(name).get("/").context["tables"]
        lines = next(table["lines"] for table in tables_ if table["name"] == "ours")
        ways[name] = [deed["address"] for line in lines if line["code"] == "JPN-M-2018-007" for deed in line["deeds"]]
    assert ways["accept"][0].endswith("/accept/") and "/drafts/new/measure/?counters=" in ways["drafter"][0] and ways["reader"] == []
    assert [shown.client(name).get(ways[name][0]).status_code for name in ("accept", "drafter")] == [200, 200]
    assert "Accepting officer" in shown.client("reader").get("/").content.decode()
    assert "同意担当者" in shown.client("release", "ja").get("/").content.decode()


def test_since_my_last_visit_is_since_the_session_before(shown: Stage) -> None:
    posts.User.objects.filter(username="gbr-accept").update(seen_us=0)
    first = shown.client("accept")
    assert len(changed(first)) == len(changed(first)) > 0
    assert changed(shown.client("accept")) == []


def test_my_tracks_are_mine_and_only_of_what_i_may_read(shown: Stage) -> None:
    models.Trace.objects.all().delete()  # other tests open records of the same stage
    for name in ("drafter", "reader"):
        request = RequestFactory().get("/")
        request.node, request.user = shown.node, posts.User.objects.get(username=f"gbr-{name}")  # type: ignore[attr-defined]
        for record in ("acsa", "secret"):
            traces.note(request, shown.records[record])
            traces.note(request, shown.records[record], traces.EDITED)
    mine = {name: {line["code"] for line in shown.client(name).get("/").context["mine"]} for name in ("drafter", "reader", "release")}
    assert mine == {"drafter": {"GBR-M-2018-006", "GBR-M-2018-099"}, "reader": {"GBR-M-2018-006"}, "release": set()}


def test_what_was_typed_is_kept(shown: Stage) -> None:
    user = posts.User.objects.get(username="gbr-drafter")
    assert autosave.keep(user, "measure/new", {"title": "Ａ" * 200}) and autosave.keep(user, "measure/new", {"title": "b"})
    assert not autosave.keep(user, "measure/new", {"title": "x" * (autosave.MAX_BYTES + 1)})
    kept = autosave.kept(user, "measure/new")
    assert kept is not None and kept.values == {"title": "b"}
    autosave.forget(user, "measure/new")
    assert autosave.kept(user, "measure/new") is None


def test_what_nobody_came_back_to_is_swept_when_something_new_is_kept(shown: Stage) -> None:
    user = posts.User.objects.get(username="gbr-drafter")
    autosave.keep(user, "measure/old", {"title": "a"})
    autosave.keep(user, "measure/recent", {"title": "b"})
    long_ago = timezone.now() - autosave.KEPT_FOR
    models.Autosave.objects.filter(form="measure/old").update(saved_at=long_ago - timedelta(minutes=1))
    models.Autosave.objects.filter(form="measure/recent").update(saved_at=long_ago + timedelta(minutes=1))
    autosave.keep(user, "measure/new", {"title": "c"})
    assert autosave.kept(user, "measure/old") is None and autosave.kept(user, "measure/recent") is not None
    for form in ("measure/recent", "measure/new"):
        autosave.forget(user, form)


def test_who_left_long_ago_is_swept_when_somebody_comes(shown: Stage) -> None:
    gone, user = posts.User.objects.get(username="gbr-release"), posts.User.objects.get(username="gbr-drafter")
    now = timezone.now()
    for about, ago in (("r1", presence.SWEPT_AFTER + timedelta(minutes=1)), ("r2", presence.SWEPT_AFTER - timedelta(minutes=1))):
        models.Presence.objects.create(user=gone, about=about, since=now - ago, seen_at=now - ago)
    presence.renew(user, "r3")
    assert set(models.Presence.objects.values_list("about", flat=True)) & {"r1", "r2", "r3"} == {"r2", "r3"}
    assert presence.others(user, "r2") == []
    models.Presence.objects.filter(about__in=("r2", "r3")).delete()


def test_a_time_stands_in_both_zones() -> None:
    evening = datetime(2018, 10, 2, 16, 30, tzinfo=UTC)
    with translation.override("en"):
        assert filters.both_times(evening) == (
            '<time datetime="2018-10-02T17:30+01:00">2 Oct 2018 17:30 London,</time> '
            '<time datetime="2018-10-03T01:30+09:00">3 Oct 2018 01:30 Tokyo</time>'
        )
        assert "2 Oct 2018 10:00 London," in filters.both_times(datetime(2018, 10, 2, 9, tzinfo=UTC)) and filters.both_times(0) == ""
    with translation.override("ja"):
        assert "2018年10月2日 17:30 ロンドン、" in filters.both_times(int(evening.timestamp() * 1_000_000))
        assert filters.said({"en": "Only <English>"}) == '<span lang="en">Only &lt;English&gt;</span>'
        assert filters.day(datetime(2018, 10, 2).date().toordinal()) == '<time datetime="2018-10-02">2018年10月2日</time>'

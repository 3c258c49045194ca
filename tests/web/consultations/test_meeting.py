"""From an empty quarter to agreed minutes: series, times, date, agenda, minutes in two languages, decisions, claim, closure."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, get_args

import pytest
from tests.web.consultations.sample import DESK, contact, release, set_up_nsa
from tests.web.sample import Stage, stage

from entente.areas.consultations.meetings.offered import at_slot
from entente.areas.consultations.records import MeetingStage
from entente.kernel.errors import Refusal
from entente.node import look, say
from entente.node.meetings.dates import offers_of
from entente.node.meetings.together import newest_text
from entente.node.national import drafting
from entente.web import gate
from entente.web.consultations.keep import plain
from entente.web.consultations.meeting import stage_words
from entente.web.sight import consultations as sights

SENTENCE = "The participants reviewed the action plan."
SENTENCE_JA = "双方は、行動計画を検討した。"


def page(shown: Stage, address: str, language: str = "en", who: str = "drafter") -> str:
    answer = shown.client(who, language).get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def post(shown: Stage, address: str, **fields: Any) -> str:
    """Posts a form as the drafter; gives the record of the draft that it leads to."""
    answer = shown.client("drafter").post(address, fields)
    assert answer.status_code == 302, (address, answer.status_code, re.sub(r"<[^>]+>", "", answer.content.decode())[-1500:])
    return re.findall(r"[0-9a-f]{64}", answer["Location"])[-1]


def accepted(shown: Stage, act: Any) -> str:
    """Tokyo accepts what London proposed; gives the record."""
    say.accept(shown.world["JPN"], act.id)
    shown.world.settle()
    return str(act.id)


def test_a_quarter(tmp_path: Path) -> None:
    with stage(tmp_path) as shown:
        series = set_up_nsa(shown)
        meeting = _date(shown, series)
        _agenda(shown, series, meeting)
        _minutes(shown, series, meeting)
        _contacts(shown)
        _entered_twice(shown, series)


def _date(shown: Stage, series: str) -> str:
    """Planned by one click, times offered, one accepted, the date agreed."""
    listed = page(shown, "/consultations/")
    assert "National Security Advisers" in listed and "never" in listed
    draft = post(shown, f"/consultations/series/{series}/plan/")
    meeting = accepted(shown, release(shown, draft))
    assert "1st National Security Advisers" in page(shown, f"/consultations/series/{series}/")
    dates = page(shown, f"/consultations/meetings/{meeting}/dates/?first=2019-03-25&last=2019-05-10&minutes=120")
    assert "Clocks there change" in dates and "昭和の日" in page(
        shown, f"/consultations/meetings/{meeting}/dates/?first=2019-03-25&last=2019-05-10", "ja"
    )
    slots = re.findall(r'name="slot"[^>]*value="([^"]+)"', dates)
    assert len(slots) == 3 and len({slot[:10] for slot in slots}) == 3
    assert shown.client("drafter").get(f"/consultations/meetings/{meeting}/dates/?first=nonsense").status_code == 400
    offer = release(shown, post(shown, f"/consultations/meetings/{meeting}/dates/offer/", slot=slots))
    shown.world.settle()
    held = next(one for one in offers_of(shown.world["JPN"], shown.world.channel.id, series, meeting) if one.record == offer.id)
    planned = newest_text(shown.world["JPN"], look.find_record(shown.world["JPN"], meeting))
    say.propose(shown.world["JPN"], shown.world.channel, "meeting", plain(at_slot(planned, held.text.slots[0])), meeting)
    shown.world.settle()
    both = page(shown, f"/consultations/meetings/{meeting}/", "ja")
    assert "東京" in both and "ロンドン" in both and "日程合意" in both
    return meeting


def _agenda(shown: Stage, series: str, meeting: str) -> None:
    """Lines with grounds, a line of one's own; agreed; then briefs for London alone."""
    shown.world.moment[0] = datetime(2019, 3, 20, 9, tzinfo=UTC)  # the framework has waited for months
    way = f'href="/consultations/meetings/{meeting}/agenda/"'
    for address, who in ((f"/consultations/meetings/{meeting}/", "GBR, JPN"), ("/?all=ours", "GBR"), ("/?all=theirs", "JPN")):
        seen = page(shown, address)
        asked = "Agenda to be prepared" if "meetings" in address else "Agenda by "
        assert asked in seen and who in seen and (way in seen) is ("theirs" not in address), address
    asked = page(shown, f"/consultations/meetings/{meeting}/agenda/")
    lines = re.findall(r'name="(line-\d+)"[^>]*value="([^"]+)"', asked)
    assert any(value.startswith("PENDING CONSENT:") for _name, value in lines) and "Consent awaited" in asked
    assert "may go to" in asked and "JPN" in asked
    assert shown.client("drafter").post(f"/consultations/meetings/{meeting}/agenda/", {}).status_code == 400
    fields = dict(lines) | {"own-0-en": "Any other business", "own-0-ja": "その他", "minutes-0": "20"}
    act = release(shown, post(shown, f"/consultations/meetings/{meeting}/agenda/", **fields))
    waits = page(shown, f"/consultations/meetings/{meeting}/")
    assert "The agenda is proposed and waits for acceptance." in waits and "Agenda to be prepared" not in waits
    assert all("Agenda by " not in page(shown, f"/?all={whose}") for whose in ("ours", "theirs"))
    agenda = accepted(shown, act)
    assert "Agenda by " not in page(shown, "/?all=ours")
    assert "Any other business" in page(shown, f"/consultations/meetings/{meeting}/")
    answer = shown.client("drafter").post(
        f"/consultations/agendas/{agenda}/briefs/",
        {"brief-1-en": "Our own view.", "take-1-en": "First line\nSecond line", "take-1-ja": "第一"},
    )
    assert answer.status_code == 302
    assert all(words in page(shown, f"/consultations/meetings/{meeting}/") for words in ("Our own view.", "Second line", "For GBR alone"))
    shown.world.settle()
    assert not any(row.type == "overlay" for row in sights.records.listed(shown.world["JPN"].alias, {}, 1000))


def _minutes(shown: Stage, series: str, meeting: str) -> None:
    """Held; minutes from the agenda; one language changed alone; decisions into an action that comes back until Tokyo's word closes it."""
    world = shown.world
    world.moment[0] = datetime(2019, 4, 20, 9, tzinfo=UTC)
    held = release(shown, post(shown, f"/consultations/meetings/{meeting}/change/held/"))
    accepted(shown, held)
    draft = post(shown, f"/consultations/meetings/{meeting}/minutes/")
    assert post(shown, f"/consultations/meetings/{meeting}/minutes/") == draft  # gone on with, not begun twice
    editor = page(shown, f"/consultations/minutes/{draft}/")
    revision = re.findall(r'name="revision" value="([^"]+)"', editor)[0]
    numbers = sorted(set(re.findall(r'name="p-(\d+)-en"', editor)), key=int)
    words = {f"p-{n}-{language}": said for n in numbers for language, said in (("en", SENTENCE), ("ja", SENTENCE_JA))}
    decision = {
        "d-1-1-en": "London sends the annex.",
        "d-1-1-ja": "英国は別添を送付する。",
        "a-1-1-party": "GBR",
        "a-1-1-authority": "FCDO",
    }
    client = shown.client("drafter")
    saved = client.post(
        f"/consultations/minutes/{draft}/", {"revision": revision, "save": "1", "a-1-1-due": "2019-06-28", **words, **decision}
    )
    assert saved.status_code == 302
    assert (
        client.post(f"/consultations/minutes/{draft}/", {"revision": revision, "save": "1", **words, "p-1-en": "Over it."}).status_code
        == 409
    )
    act = release(shown, draft)
    assert act.header is not None and [target.type for target in act.header.targets] == ["minutes", "action"]
    accepted(shown, act)  # one act agrees both
    (action,) = [row.id for row in sights.records.listed(shown.node.alias, {"type": "action", "state": "in-effect"}, 10)]
    _one_language(shown, meeting)
    world.moment[0] = datetime(2019, 7, 2, 9, tzinfo=UTC)
    assert len(post(shown, f"/consultations/series/{series}/defer/")) == 64
    following = accepted(shown, release(shown, post(shown, f"/consultations/series/{series}/plan/")))
    asked = page(shown, f"/consultations/meetings/{following}/agenda/")
    assert f"OPEN ACTION:{action}" in asked  # it returns by itself
    assert f"/consultations/meetings/{meeting}/#actions" in page(shown, f"/records/{action}/")  # from the Desk by the record
    claim = release(shown, post(shown, f"/consultations/actions/{action}/claim/", done_on="2019-07-01"))
    world.settle()
    assert client.post(f"/consultations/actions/{action}/close/").status_code == 404  # the owner does not close its own
    assert "NSA-1-P1D1" in page(shown, "/?all=theirs")
    closure = {"series": series, "action": action, "claim": claim.id, "verdict": "CLOSED"}
    say.state(world["JPN"], world.channel, "action-closure", closure)
    world.settle()
    assert f"OPEN ACTION:{action}" not in page(shown, f"/consultations/meetings/{following}/agenda/")
    assert "Closed" in page(shown, f"/consultations/meetings/{meeting}/")


def _entered_twice(shown: Stage, series: str) -> None:
    """Tokyo proposes the meeting that London drafts: told on the draft and by the API before it goes, and on the series when both went."""
    text = {
        "series": series,
        "title": {"en": "Meeting No. 9", "ja": "第9回会合"},
        "stage": "PLANNED",
        "mode": "VTC",
        "ordinal": 9,
        "host": "JPN",
    }
    theirs = say.propose(shown.world["JPN"], shown.world.channel, "meeting", text)
    shown.world.settle()
    ours = drafting.save(shown.node, DESK, type_="meeting", text=text | {"place": {"en": "Greenwich"}}, channel=shown.world.channel)
    told = page(shown, f"/drafts/{ours.id}/")
    assert "May be one meeting entered twice" in told and theirs.id in told
    assert "同一の会合が二重に記録された可能性がある" in page(shown, f"/drafts/{ours.id}/", "ja")
    _on_a_holiday(shown, text)
    release(shown, ours.id)
    seen = page(shown, f"/consultations/series/{series}/")
    assert "A proposal may be a meeting that is entered already." in seen and "Merge them: withdraw this proposal of ours" in seen


def _on_a_holiday(shown: Stage, text: dict[str, Any]) -> None:
    """A day that is a holiday in Tokyo is said on the draft, before anybody clears it."""
    starts = {"on": "2019-11-04", "at": "09:00", "zone": "Europe/London"}
    changed = text | {"ordinal": 12, "stage": "DATE AGREED", "starts": starts, "ends": starts | {"at": "11:00"}}
    draft = drafting.save(shown.node, DESK, type_="meeting", text=changed, channel=shown.world.channel)
    told = {language: re.sub(r"<[^>]+>", "", page(shown, f"/drafts/{draft.id}/", language)) for language in ("en", "ja")}
    assert "JPN does not work on this day (Substitute Holiday)." in told["en"], told["en"]
    assert "JPNの休日に当たります（振替休日）。" in told["ja"]


def _one_language(shown: Stage, meeting: str) -> None:
    draft = post(shown, f"/consultations/meetings/{meeting}/minutes/")
    editor = page(shown, f"/consultations/minutes/{draft}/")
    revision = re.findall(r'name="revision" value="([^"]+)"', editor)[0]
    fields = {"revision": revision, "save": "1", "p-1-ja": SENTENCE_JA + "また、次回会合を確認した。"}
    fields |= {"d-1-1-en": "London sends the annex.", "d-1-1-ja": "英国は別添を送付する。"}
    fields |= {"a-1-1-party": "GBR", "a-1-1-authority": "FCDO", "a-1-1-due": "2019-06-28"}
    shown.client("drafter").post(f"/consultations/minutes/{draft}/", fields)
    again = page(shown, f"/consultations/minutes/{draft}/")
    assert "Only the Japanese of paragraph 1 changed." in again and "<ins>" in again
    assert "第1段落の日本語のみが変更されています" in page(shown, f"/consultations/minutes/{draft}/", "ja")
    with pytest.raises(Refusal, match=r"R1\.9"):
        release(shown, draft)
    revision = re.findall(r'name="revision" value="([^"]+)"', again)[0]
    shown.client("drafter").post(f"/consultations/minutes/{draft}/", fields | {"revision": revision, "p-1-unchanged": "en"})
    act = release(shown, draft)
    assert act.header is not None and [target.type for target in act.header.targets] == ["minutes"]  # the action stands as it was
    accepted(shown, act)


def _contacts(shown: Stage) -> None:
    theirs = contact(shown, "JPN")
    listed = page(shown, "/contacts/")
    assert "Duty officer" in listed and "Send a ping" in listed
    ping = release(shown, post(shown, f"/contacts/{theirs}/ping/"))
    kept = look.body_of(shown.node, look.find_act(shown.node, ping.id))
    assert kept is not None and kept["texts"][0]["contact"] == theirs
    assert "not answered" in page(shown, "/contacts/", "en") and "未回答" in page(shown, "/contacts/", "ja")
    assert shown.client("reader").post(f"/contacts/{theirs}/ping/").status_code == 403
    assert shown.client("drafter").post(f"/contacts/{theirs}/answer/").status_code == 404
    assert "It waits for an answer." in page(shown, f"/contacts/pings/{ping.id}/")
    _nobody_answered(shown, ping.id)


def _nobody_answered(shown: Stage, ping: str) -> None:
    """A week on: it is ours to ask the next post, and the page says who can be reached at this hour and how."""
    next_one = contact(shown, "JPN", post="Watch room", kind="24x7", order=2, reach=[{"means": "EMBASSY", "value": "+44 20 0000 0000"}])
    shown.world.moment[0] += timedelta(days=9)
    assert f"/contacts/pings/{ping}/next/" in page(shown, "/?all=ours") and "次の窓口に連絡" in page(shown, "/?all=ours", "ja")
    assert "not answered in time" in page(shown, "/contacts/")
    offered = page(shown, f"/contacts/pings/{ping}/next/")
    assert "Watch room" in offered and "+44 20 0000 0000" in offered
    draft = post(shown, f"/contacts/pings/{ping}/next/", contact=next_one)
    said = page(shown, f"/drafts/{draft}/")
    assert "did not answer our ping" in said
    assert shown.client("drafter").post(f"/contacts/pings/{ping}/next/", {"contact": "f" * 64}).status_code == 404


def _sight(shown: Stage) -> gate.Sight:
    from tests.web.test_gate import sight_of

    return sight_of(shown, "drafter")


def test_every_stage_says_what_comes_next() -> None:
    said = [stage_words(stage) for stage in get_args(MeetingStage)]
    assert all(said) and len(set(said)) == len(said)

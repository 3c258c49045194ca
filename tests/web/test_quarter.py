"""From an empty quarter to agreed minutes and back to the next agenda, by two offices on the pages of two nodes, in two languages."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.web.consultations.sample import set_up_nsa
from tests.web.quarter import Offices
from tests.web.sample import stage

AGREED = ("The participants reviewed the action plan.", "双方は、行動計画を検討した。")
BETTER = ("The participants reviewed the action plan and its delays.", "双方は、行動計画及びその遅延を検討した。")


def test_a_quarter_from_nothing_to_the_next_agenda(tmp_path: Path) -> None:
    with stage(tmp_path) as shown:
        offices = Offices(shown)
        series = set_up_nsa(shown)
        meeting = _convene(offices, series)
        _agenda_and_papers(offices, meeting)
        action = _minutes(offices, meeting)
        following = _it_comes_back(offices, series, action)
        _done_and_closed(offices, action, following)
        _report(offices)
        offices.turn("GBR")


def _convene(offices: Offices, series: str) -> str:
    """London plans, offers three times over both calendars; Tokyo takes the second: that agrees the date, in two texts."""
    meeting = offices.send("GBR", offices.post("GBR", f"/consultations/series/{series}/plan/"))
    offices.accept("JPN", meeting)
    seen = offices.page("GBR", f"/consultations/meetings/{meeting}/dates/?first=2019-03-25&last=2019-05-10&minutes=120")
    slots = re.findall(r'name="slot"[^>]*value="([^"]+)"', seen)
    assert len(slots) == 3
    offer = offices.send("GBR", offices.post("GBR", f"/consultations/meetings/{meeting}/dates/offer/", slot=slots))
    desk = offices.page("JPN", "/?all=ours")
    assert f"/consultations/place/{offer}/" in desk and "日時に回答" in desk  # one click from the Desk
    assert "当方の回答" in offices.page("JPN", f"/consultations/place/{offer}/")
    offices.send("JPN", offices.post("JPN", f"/consultations/meetings/{meeting}/dates/answer/", offer=offer, chosen="2"))
    held = offices.page("JPN", f"/consultations/meetings/{meeting}/")
    assert 'name="chosen"' not in held and held.count(">合意</strong>") == 1, "the offer is spent, and the time taken is marked"
    for party, words in (("GBR", "Date agreed"), ("JPN", "日程合意")):
        assert words in offices.page(party, f"/consultations/meetings/{meeting}/")
    return meeting


def _agenda_and_papers(offices: Offices, meeting: str) -> None:
    """Tokyo proposes the agenda from open matters; London agrees, adds a paper to an item, and prepares at home."""
    world = offices.shown.world
    world.moment[0] = datetime(2019, 3, 20, 9, tzinfo=UTC)
    asked = offices.page("JPN", f"/consultations/meetings/{meeting}/agenda/")
    lines = {name: html.unescape(value) for name, value in re.findall(r'name="(line-\d+)"[^>]*value="([^"]+)"', asked)}
    assert any(value.startswith("PENDING CONSENT:") for value in lines.values())
    fields = lines | {"own-0-en": "Cyber exercise", "own-0-ja": "サイバー演習", "minutes-0": "20"}
    agenda = offices.send("JPN", offices.post("JPN", f"/consultations/meetings/{meeting}/agenda/", **fields))
    offices.accept("GBR", agenda)
    paper = SimpleUploadedFile("cyber.txt", b"How the exercise would run.")
    draft = offices.post(
        "GBR", f"/consultations/meetings/{meeting}/papers/", title_en="Outline of the exercise", whom="both", files=paper, item="1"
    )
    offices.send("GBR", draft)
    agenda_part = offices.page("JPN", f"/consultations/meetings/{meeting}/").split('id="agenda"')[1].split('id="papers"')[0]
    assert "Outline of the exercise" in agenda_part and "cyber.txt" in agenda_part
    offices.post("GBR", f"/consultations/agendas/{agenda}/briefs/", **{"brief-1-en": "Our own view.", "take-1-en": "First line"})
    assert "Our own view." in offices.page("GBR", f"/consultations/meetings/{meeting}/")
    assert "Our own view." not in offices.page("JPN", f"/consultations/meetings/{meeting}/")


def _editor(offices: Offices, party: str, meeting: str) -> tuple[str, str, list[str]]:
    """The draft of minutes begun, its revision, and its paragraphs."""
    draft = offices.post(party, f"/consultations/meetings/{meeting}/minutes/")
    seen = offices.page(party, f"/consultations/minutes/{draft}/")
    numbers = sorted(set(re.findall(r'name="p-(\d+)-en"', seen)), key=int)
    return draft, re.findall(r'name="revision" value="([^"]+)"', seen)[0], numbers


def _minutes(offices: Offices, meeting: str) -> str:
    """Held; London's minutes from the agenda with a decision; Tokyo's counter-proposal, redlined; agreed, and the action with them."""
    world = offices.shown.world
    world.moment[0] = datetime(2019, 5, 20, 9, tzinfo=UTC)
    offices.accept("JPN", offices.send("GBR", offices.post("GBR", f"/consultations/meetings/{meeting}/change/held/")))
    draft, revision, numbers = _editor(offices, "GBR", meeting)
    words = {f"p-{n}-{language}": said for n in numbers for language, said in zip(("en", "ja"), AGREED, strict=True)}
    decision = {"d-1-1-en": "London sends the annex.", "d-1-1-ja": "英国は別添を送付する。", "a-1-1-party": "GBR"}
    decision |= {"a-1-1-authority": "FCDO", "a-1-1-due": "28 June 2019"}
    offices.post("GBR", f"/consultations/minutes/{draft}/", revision=revision, save="1", **words, **decision)
    minutes = offices.send("GBR", draft)
    counter, revision, _numbers = _editor(offices, "JPN", meeting)
    better = words | decision | {"p-1-en": BETTER[0], "p-1-ja": BETTER[1]}
    offices.post("JPN", f"/consultations/minutes/{counter}/", revision=revision, save="1", **better)
    seen = offices.page("JPN", f"/consultations/minutes/{counter}/")
    assert "<ins> and its delays</ins>" in seen and "<ins>及びその遅延</ins>" in seen
    offices.send("JPN", counter)
    waiting = offices.page("GBR", f"/consultations/meetings/{meeting}/").split("The minutes are proposed")[1].split("</li>")[0]
    assert "our move" in waiting, "an answer to our proposal is ours to accept"
    offices.accept("GBR", minutes)
    both = offices.page("JPN", f"/consultations/meetings/{meeting}/")
    assert BETTER[0] in both and BETTER[1] in both and "フォローアップ事項" in offices.page("JPN", f"/consultations/meetings/{meeting}/")
    (action,) = set(re.findall(r"/records/([0-9a-f]{64}\.1)/", both))
    assert f"/consultations/actions/{action}/claim/" in offices.page("GBR", "/?all=ours")
    return action


def _it_comes_back(offices: Offices, series: str, action: str) -> str:
    """The date has passed: the action is on the next agenda by itself, and goes up when it is long overdue."""
    offices.shown.world.moment[0] = datetime(2019, 8, 5, 9, tzinfo=UTC)
    following = offices.send("GBR", offices.post("GBR", f"/consultations/series/{series}/plan/"))
    offices.accept("JPN", following)
    asked = offices.page("JPN", f"/consultations/meetings/{following}/agenda/")
    assert f"OPEN ACTION:{action}" in asked and "上位の協議枠組みに付議する" in asked
    return following


def _done_and_closed(offices: Offices, action: str, following: str) -> None:
    """London says it is done; Tokyo closes from its Desk by one click and a page; it leaves the agenda."""
    page = f"/consultations/actions/{action}"
    assert "London sends the annex." in offices.page("GBR", f"{page}/claim/")
    offices.send("GBR", offices.post("GBR", f"{page}/claim/", done_on="2 August 2019", words_en="Sent by bag."))
    desk = offices.page("JPN", "/?all=ours")
    assert f"{page}/close/" in desk and f"{page}/dispute/" in desk and "終了を確認" in desk
    assert "Sent by bag." in offices.page("JPN", f"{page}/close/")
    answer = offices.client("JPN", "drafter").post(f"{page}/dispute/", {})
    assert answer.status_code == 400 and "理由" in answer.content.decode()
    offices.send("JPN", offices.post("JPN", f"{page}/close/"))
    assert f"OPEN ACTION:{action}" not in offices.page("GBR", f"/consultations/meetings/{following}/agenda/")
    assert f"{page}/" not in offices.page("GBR", "/?all=ours")


def _report(offices: Offices) -> None:
    """The quarterly paper in both languages; a figure on it opens the acts behind it."""
    for party, words in (("GBR", "Quarterly paper"), ("JPN", "四半期")):
        seen = offices.page(party, "/oversight/papers/?kind=quarterly&on=2019-08-05")
        assert words in seen
        act = re.findall(r"/oversight/act/[0-9a-f]{64}/", seen)[0]
        assert offices.client(party, "drafter").get(act).status_code == 302

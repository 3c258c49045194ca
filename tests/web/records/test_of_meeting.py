"""Papers of a meeting are called with the meeting."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.web.consultations.sample import contact, set_up_nsa
from tests.web.quarter import Offices
from tests.web.sample import Stage, stage

from entente.store import records
from entente.web.records import of_meeting


def test_a_title_takes_the_meetings_in_each_language_that_it_has() -> None:
    title = {"en": "Minutes", "ja": "議事録"}
    assert of_meeting.joined(title, {"en": "1st dialogue", "ja": "第1回対話"}) == {"en": "Minutes: 1st dialogue", "ja": "議事録：第1回対話"}
    assert of_meeting.joined(title, {"en": "1st dialogue"})["ja"] == "議事録"


def test_what_is_owed_of_a_meeting_says_by_when() -> None:
    assert of_meeting.due_by("minutes", date(2018, 11, 5)) == {"en": "Minutes by 5 Nov 2018", "ja": "議事録（2018年11月5日まで）"}


def test_on_the_desk_among_drafts_and_on_its_own_page_a_paper_names_its_meeting(tmp_path: Path) -> None:
    with stage(tmp_path) as shown:
        offices = Offices(shown)
        series = set_up_nsa(shown)
        meeting = offices.send("GBR", offices.post("GBR", f"/consultations/series/{series}/plan/"))
        offices.accept("JPN", meeting)
        fields = {"own-0-en": "Cyber exercise", "own-0-ja": "サイバー演習"}
        draft = offices.post("GBR", f"/consultations/meetings/{meeting}/agenda/", **fields)
        for address in (f"/drafts/{draft}/", "/drafts/"):
            assert "Agenda: 1st National Security Advisers" in offices.page("GBR", address)
        agenda = offices.send("GBR", draft)
        seen = offices.page("JPN", "/?all=ours")
        assert "議題（1件）：第1回国家安全保障局長級対話" in seen and meeting[:8] not in seen.replace(meeting, "")
        assert "Agenda, 1 item: 1st National" in offices.page("JPN", f"/records/{agenda}/", "en")
        (line,) = (one for one in offices.page("JPN", "/records/?type=agenda", "en").split("<tr") if agenda in one)
        assert f">{meeting[:8]}<" not in line, "no digits of an id stand where a number is wanted"
        offices.turn("GBR")


def test_a_ping_and_its_answer_are_called_with_their_contact(tmp_path: Path) -> None:
    with stage(tmp_path) as shown:
        post = contact(shown, "GBR", authority="FCDO", role={"en": "Japan desk", "ja": "日本担当"})
        sent = {"on": "2018-10-02", "at": "09:00", "zone": "Asia/Tokyo"}
        ping = shown.world.state("JPN", "contact-ping", {"contact": post, "sent": sent})
        shown.world.settle()
        for language, words in (("en", "Ping: Japan desk"), ("ja", "連絡確認：日本担当")):
            (line,) = (one for one in shown.client("drafter", language).get("/?all=ours").content.decode().split("<tr") if ping.id in one)
            assert words in line


def test_a_report_is_called_with_its_measure(shown: Stage) -> None:
    (report,) = (row for row in records.listed(shown.node.alias, {"type": "progress-report"}, 10) if row.grp == shown.records["acsa"])
    for language, words in (("en", "Accounting for"), ("ja", "ACSA")):
        page = shown.client("reader", language).get(f"/records/{report.id}/").content.decode()
        heading = page.partition("<h1")[2].partition("</h1>")[0]
        assert words in heading and "2018" in heading and "GBR-M-2018-006" in page

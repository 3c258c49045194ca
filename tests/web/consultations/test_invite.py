"""Invitations from a meeting's page to a real mail server, without title or text; replies and others' invitations, dry runs first."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.core.files.uploadedfile import SimpleUploadedFile
from icalendar import Calendar
from tests.web import sample
from tests.web.consultations.sample import set_up_nsa
from tests.web.sample import Stage

from entente.node import say
from entente.node.meetings import invitations
from entente.store import records
from entente.web.person import digest, posts
from entente.web.process import current

TITLE = "A title that stays inside"


class Box:
    """What a mail server was given."""

    def __init__(self) -> None:
        self.held: list[tuple[str, Any]] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        self.held.append((envelope.rcpt_tos[0], message_from_bytes(envelope.content, policy=policy.default)))
        return "250 kept"


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory, shown: Stage) -> Iterator[tuple[Stage, Box, str]]:
    """A meeting agreed, with a post of ours that wishes mail, one of Japan in the directory, and one without an address."""
    box = Box()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    with sample.stage(tmp_path_factory.mktemp("invite")) as stage:
        series = set_up_nsa(stage)
        contact = {
            "post": "JPN:MOFA:desk", "authority": "MOFA", "role": {"en": "Desk"}, "kind": "24x7", "order": 1,
            "reach": [{"means": "EMAIL", "value": "Desk@mofa.example.jp"}],
        }  # fmt: skip
        say.state(stage.world["JPN"], stage.world.channel, "contact", contact)
        stage.world.settle()
        meeting = agree(stage, meeting_text(series, "2018-11-28", "17:00"))
        mail = {"host": "127.0.0.1", "port": port, "from": "node@example.org", "tls": False, "pages": "https://node.example/"}
        home = stage.node.home
        stage.node = replace(stage.node, home=replace(home, settings=replace(home.settings, mail=mail)))
        current.hold(stage.node)
        digest.wish(posts.User.objects.get(username="gbr-release"), "release@example.org", 0)
        yield stage, box, meeting
    sample.put_on(shown.world["GBR"])
    current.hold(shown.node)
    server.stop()


def meeting_text(series: str, on: str, at: str, **changed: Any) -> dict[str, Any]:
    who = [("GBR", "FCDO", "GBR:FCDO:release"), ("JPN", "MOFA", "JPN:MOFA:desk"), ("JPN", "MOD", "JPN:MOD:nobody")]
    return {
        "series": series, "title": {"en": TITLE}, "stage": "DATE AGREED", "mode": "VTC",
        "starts": {"on": on, "at": at, "zone": "Asia/Tokyo"}, "ends": {"on": on, "at": "18:30", "zone": "Asia/Tokyo"},
        "participants": [{"party": party, "authority": authority, "post": post} for party, authority, post in who], **changed,
    }  # fmt: skip


def agree(stage: Stage, text: dict[str, Any], record: str | None = None) -> str:
    act = say.propose(stage.node, stage.world.channel, "meeting", text, record)
    stage.world.settle()
    say.accept(stage.world["JPN"], act.id)
    stage.world.settle()
    return record or act.id


def page(play: tuple[Stage, Box, str], language: str = "en", name: str = "drafter") -> str:
    stage, _box, meeting = play
    return str(stage.client(name, language).get(f"/consultations/meetings/{meeting}/").content.decode())


def upload(play: tuple[Stage, Box, str], name: str, data: bytes) -> tuple[Any, str]:
    stage, _box, meeting = play
    client = stage.client("drafter")
    file = SimpleUploadedFile(name, data)
    return client, str(client.post(f"/consultations/meetings/{meeting}/calendar/", {"file": file}, follow=True).content.decode())


def reply(play: tuple[Stage, Box, str], address: str, answer: str, **changed: str) -> bytes:
    stage, _box, meeting = play
    uid = changed.get("uid", f"{meeting}@{records.get(stage.node.alias, [meeting])[meeting].channel}")
    lines = ["BEGIN:VCALENDAR", "METHOD:REPLY", "BEGIN:VEVENT", f"UID:{uid}", "SEQUENCE:0", "DTSTART:20181128T080000Z"]
    return "\r\n".join([*lines, f"ATTENDEE;PARTSTAT={answer}:mailto:{address}", "END:VEVENT", "END:VCALENDAR", ""]).encode()


def test_mailed_to_who_has_an_address_and_written_down(play: tuple[Stage, Box, str]) -> None:
    stage, box, meeting = play
    said = stage.client("drafter").post(f"/consultations/meetings/{meeting}/invite/", follow=True).content.decode()
    assert "Sent to GBR:FCDO:release, JPN:MOFA:desk." in said
    assert sorted(to for to, _mail in box.held) == ["Desk@mofa.example.jp", "release@example.org"]
    for _to, mail in box.held:
        assert mail.get_content_type() == "multipart/alternative"
        plain, part = mail.iter_parts()
        assert part.get_content_type() == "text/calendar" and part.get_param("method") == "REQUEST"
        found = Calendar.from_ical(part.get_content())
        (one,) = found.walk("VEVENT")
        assert found["METHOD"] == "REQUEST" and len(one["ATTENDEE"]) == 2 and str(one["ORGANIZER"]) == "mailto:node@example.org"
        assert TITLE not in mail.as_string() and TITLE not in part.get_content() and TITLE not in plain.get_content()
    (sent,) = invitations.of_meeting(stage.node, meeting).invitations
    assert [guest.post for guest in sent.guests] == ["GBR:FCDO:release", "JPN:MOFA:desk"] and sent.method == "REQUEST"
    assert records.listed(stage.world["JPN"].alias, {"type": "invitation"}) == []


def test_a_reply_is_read_in_after_a_dry_run(play: tuple[Stage, Box, str]) -> None:
    stage, _box, meeting = play
    client, said = upload(play, "reply.ics", reply(play, "DESK@mofa.example.jp", "DECLINED"))
    assert "JPN:MOFA:desk" in said and "Does not come" in said and invitations.of_meeting(stage.node, meeting).replies == {}
    client.post(f"/consultations/meetings/{meeting}/calendar/check/", {})
    assert invitations.of_meeting(stage.node, meeting).replies["JPN:MOFA:desk"][1].attendance == "DECLINED"
    client, _said = upload(play, "reply.ics", reply(play, "desk@mofa.example.jp", "ACCEPTED"))
    client.post(f"/consultations/meetings/{meeting}/calendar/check/", {})
    assert invitations.of_meeting(stage.node, meeting).replies["JPN:MOFA:desk"][1].attendance == "ACCEPTED"
    assert "Comes" in page(play) and "出席" in page(play, "ja") and "Comes" not in page(play, name="reader")


def by_program(play: tuple[Stage, Box, str], what: str, data: bytes, name: str = "drafter", language: str = "en") -> Any:
    stage, _box, meeting = play
    file = {"file": SimpleUploadedFile("reply.ics", data)}
    return stage.client(name, language).post(f"/api/v1/meetings/{meeting}/{what}", file)


def test_a_program_reads_a_reply_before_it_records_it(play: tuple[Stage, Box, str]) -> None:
    stage, _box, meeting = play
    data = reply(play, "desk@mofa.example.jp", "TENTATIVE")
    assert by_program(play, "calendar", data, "reader").status_code == 403
    (read,) = by_program(play, "calendar", data).json()["replies"]
    assert read["post"] == "JPN:MOFA:desk" and read["answer"] == "TENTATIVE" and read["problem"] == ""
    assert invitations.of_meeting(stage.node, meeting).replies["JPN:MOFA:desk"][1].attendance != "TENTATIVE"
    (kept,) = by_program(play, "replies", data).json()["replies"]
    assert kept["attendance"] == "TENTATIVE"
    stranger = by_program(play, "replies", reply(play, "a@example.org", "ACCEPTED"), language="ja")
    assert stranger.status_code == 422 and stranger.json()["rule"] == "CF1" and "招待" in stranger.json()["detail"]
    assert by_program(play, "calendar", b"nothing").json()["rule"] == "CF1"
    theirs = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20170101T090000Z\r\nEND:VEVENT\r\nEND:VCALENDAR"
    (time,) = by_program(play, "calendar", theirs).json()["times"]
    assert time["problem"]["en"] == "It is over already." and by_program(play, "replies", theirs).status_code == 422


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (("a@example.org", "ACCEPTED", {}), "No invitation to this meeting went"),
        (("desk@mofa.example.jp", "ACCEPTED", {"uid": "x"}), "another meeting"),
        (("desk@mofa.example.jp", "DELEGATED", {}), "does not say whether anybody"),
    ],
)
def test_a_reply_that_cannot_be_recorded_says_why(play: tuple[Stage, Box, str], data: tuple[str, str, dict[str, str]], words: str) -> None:
    _client, said = upload(play, "reply.ics", reply(play, data[0], data[1], **data[2]))
    assert words in said and "Record the reply" not in said


def test_somebody_elses_invitation_becomes_a_draft_offer(play: tuple[Stage, Box, str]) -> None:
    stage, _box, meeting = play
    event = "BEGIN:VEVENT\r\nUID:{0}\r\nDTSTART:{1}\r\nDURATION:PT2H\r\nSUMMARY:<b>theirs</b>\r\nEND:VEVENT"
    events = [event.format(n, at) for n, at in enumerate(("20181203T090000Z", "20170101T090000Z", "20181204T090000"))]
    data = "\r\n".join(["BEGIN:VCALENDAR", "METHOD:REQUEST", *events, "END:VCALENDAR"]).encode()
    client, said = upload(play, "theirs.ics", data)
    assert "3 Dec 2018" in said and "It is over already." in said and "names no zone" in said and "theirs" not in said
    nothing = client.post(f"/consultations/meetings/{meeting}/calendar/check/", {}, follow=True).content.decode()
    assert "Choose at least one time to offer." in nothing
    client, _said = upload(play, "theirs.ics", data)
    slot = "2018-12-03T09:00:00+00:00/2018-12-03T11:00:00+00:00"
    client.post(
        f"/consultations/meetings/{meeting}/calendar/check/", {"slot": [slot, "2017-01-01T09:00:00+00:00/2017-01-01T11:00:00+00:00"]}
    )
    assert [row.type for row in records.listed(stage.node.alias, {"type": "draft"}) if row.code == "slot-offer"] == ["draft"]


@pytest.mark.parametrize(("name", "data"), [("a.ics", b"nothing"), ("a.exe", b"MZ"), ("a.eml", b"From: a\n\nx")])
def test_what_is_no_calendar_is_refused_in_words(play: tuple[Stage, Box, str], name: str, data: bytes) -> None:
    assert 'CF1">' in upload(play, name, data)[1]


def test_a_file_to_take_away_has_no_address_of_our_people(play: tuple[Stage, Box, str]) -> None:
    stage, _box, meeting = play
    answer = stage.client("reader").get(f"/consultations/meetings/{meeting}/invitation.ics")
    assert answer["Content-Type"].startswith("text/calendar; method=REQUEST") and b"release@example.org" not in answer.content
    assert TITLE.encode() not in answer.content and b"Desk@mofa.example.jp" in answer.content
    assert stage.client("reader").post(f"/consultations/meetings/{meeting}/invite/").status_code == 403


def test_above_the_tier_and_without_a_server_nothing_goes(play: tuple[Stage, Box, str]) -> None:
    stage, box, meeting = play
    before = len(box.held)
    settings = stage.node.home.settings
    for changed, words in (({"calendar": {"entente:sample:gbr:1": ""}}, 'W13">'), ({"mail": {}}, 'W12">')):
        current.hold(replace(stage.node, home=replace(stage.node.home, settings=replace(settings, **changed))))
        try:
            client = stage.client("drafter")
            assert words in client.post(f"/consultations/meetings/{meeting}/invite/", follow=True).content.decode()
            if words == 'W13">':
                assert client.get(f"/consultations/meetings/{meeting}/invitation.ics").status_code == 404
        finally:
            current.hold(stage.node)
    assert len(box.held) == before


def test_a_change_rises_and_a_meeting_that_is_off_is_called_off(play: tuple[Stage, Box, str]) -> None:
    stage, box, meeting = play
    series = next(row.grp for row in records.get(stage.node.alias, [meeting]).values())
    agree(stage, meeting_text(series, "2018-11-28", "17:00", stage="CANCELLED"), meeting)
    box.held.clear()
    assert "Email that it is called off" in page(play)
    stage.client("drafter").post(f"/consultations/meetings/{meeting}/invite/")
    found = Calendar.from_ical(list(box.held[0][1].iter_parts())[1].get_content())
    (one,) = found.walk("VEVENT")
    assert (found["METHOD"], one["SEQUENCE"], one["STATUS"]) == ("CANCEL", 1, "CANCELLED")

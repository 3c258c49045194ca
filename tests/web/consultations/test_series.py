"""Series: of two entries of one meeting the later goes, cancelled, and says where its meeting is kept."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import msgspec
from tests.web.consultations.sample import release, set_up_nsa
from tests.web.sample import stage

from entente.areas.consultations.check import check_meeting
from entente.areas.consultations.records import Meeting
from entente.areas.consultations.series.occurrences import duplicates, entries
from entente.kernel.area import Group, Linked, Revision
from entente.kernel.bilingual import Title
from entente.node import say
from entente.web.consultations.series import later, merged

SERIES = "s" * 64


def record(name: str, place: str, day: int, since: int) -> Linked:
    held = date(2017, 12, day)
    text = Meeting(SERIES, Title("Meeting"), "HELD", "IN PERSON", place=Title(place), held_on=held, outcome="NONE")
    return Linked(name * 64, "meeting", None, (Revision(text, "a" * 64, date(2018, 1, since)),), None)


def test_the_later_entry_is_cancelled_with_a_remark() -> None:
    london, greenwich = record("b", "London", 14, 5), record("a", "Greenwich", 15, 9)
    (pair,) = duplicates(entries(Group(SERIES, (greenwich, london), ("GBR", "JPN")), "meeting"))
    kept, gone = later(pair)
    assert (kept, gone) == ("b" * 64, "a" * 64)  # London stood first, whatever its number
    text = msgspec.convert(merged(greenwich.revisions[0].text, kept), Meeting)
    assert text.stage == "CANCELLED" and kept in (text.source or "") and text.held_on is None
    assert list(check_meeting(text, ("GBR", "JPN"))) == []


def test_two_secretariats_enter_one_meeting(tmp_path: Path) -> None:
    with stage(tmp_path) as shown:
        series, entered = set_up_nsa(shown), []
        for code, place, day in (("GBR", "London", 3), ("JPN", "Greenwich", 4)):
            text = {"series": series, "title": {"en": f"Meeting in {place}"}, "stage": "HELD", "mode": "IN PERSON"}
            text |= {"held_on": f"2018-09-{day:02}", "place": {"en": place}, "outcome": "NONE"}
            act = say.propose(shown.world[code], shown.world.channel, "meeting", text)
            shown.world.agree(act)
            entered.append(act.id)
        client, address = shown.client("drafter"), f"/consultations/series/{series}/"
        page = client.get(address).content.decode()
        gone = re.findall(r'name="gone" value="([0-9a-f]+)"', page)
        assert "entered twice" in page and len(gone) == 1 and gone[0] in entered
        assert client.post(f"{address}merge/", {"gone": "0" * 64}).status_code == 404
        draft = re.findall(r"[0-9a-f]{64}", client.post(f"{address}merge/", {"gone": gone[0]})["Location"])[-1]
        merged_act = release(shown, draft)
        say.accept(shown.world["JPN"], merged_act.id)
        shown.world.settle()
        after = client.get(address).content.decode()
        assert "entered twice" not in after and "Cancelled" in after and "London" in after

"""What follows from words that both sides accept: actions of decisions, counts of meetings; and minutes changed in one language."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from entente.areas.consultations.meetings.decided import (
    Held,
    actions_of,
    changed_in_one_language,
    check_languages,
    counted,
    counts_of,
    day_of,
)
from entente.areas.consultations.papers import AssignedDecision, AssignedMinutes, ComparedParagraph, Minutes, Owner, Paragraph
from entente.areas.consultations.records import Meeting, MeetingCount
from entente.kernel.bilingual import Title

OWNER = Owner("GBR", "FCDO")
SEND = AssignedDecision(1, "London sends the annex.", "英国は別添を送付する。", OWNER, date(2019, 6, 28))
TALK = AssignedDecision(2, "The sides meet again.", "双方は再び会合する。")
MEETING = Meeting("series", Title("Meeting No. 5"), "HELD", "IN PERSON", ordinal=5, held_on=date(2019, 4, 2), clauses=("jp-gb-2017#I3",))


def minutes(*decisions: AssignedDecision, en: str = "We met.", ja: str = "会合した。", unchanged: str | None = None) -> AssignedMinutes:
    return AssignedMinutes("series", "meeting", (ComparedParagraph(3, en, ja, None, decisions, unchanged),))  # type: ignore[arg-type]


def test_a_decision_with_owner_and_day_becomes_an_action_and_no_other_does() -> None:
    (made,) = actions_of(minutes(SEND, TALK), MEETING, "NSA")
    action = made.text
    assert (made.type, made.record) == ("action", None)
    assert action.code == "NSA-5-P3D1" and action.title == Title(SEND.en, SEND.ja)  # type: ignore[attr-defined]
    assert action.owner == OWNER and action.agreed_on == date(2019, 4, 2) and action.due == date(2019, 6, 28)  # type: ignore[attr-defined]
    assert actions_of(Minutes("series", "meeting", (Paragraph(1, "a", "b"),)), MEETING, "NSA") == []


def test_an_action_changed_since_by_agreement_is_not_taken_back_by_a_correction_of_the_minutes() -> None:
    before = minutes(SEND)
    (made,) = actions_of(before, MEETING, "NSA")
    later = Held("record", msgspec.structs.replace(made.text, due=date(2019, 9, 30)))  # type: ignore[type-var]
    assert actions_of(minutes(SEND, en="We met again."), MEETING, "NSA", [later], before) == []
    sooner = msgspec.structs.replace(SEND, due=date(2019, 5, 1))
    (changed,) = actions_of(minutes(sooner), MEETING, "NSA", [later], before)
    assert changed.record == "record" and changed.text.due == date(2019, 5, 1)  # type: ignore[attr-defined]


def test_a_long_decision_and_a_meeting_without_number_or_day() -> None:
    long = msgspec.structs.replace(SEND, en="x" * 300)
    plain = msgspec.structs.replace(MEETING, ordinal=None)
    (made,) = actions_of(minutes(long), plain, "NSA")
    assert made.text.title.en == "x" * 199 + "…" and made.text.code == "NSA-20190402-P3D1"  # type: ignore[attr-defined]
    assert day_of(msgspec.structs.replace(MEETING, held_on=None, window_from=date(2019, 5, 1))) == date(2019, 5, 1)


def test_a_meeting_held_counts_for_the_series_it_serves_once() -> None:
    serves = msgspec.structs.replace(MEETING, counts_for=("other",))
    (made,) = counts_of(serves, "meeting")
    assert (made.type, made.text.series, made.text.held_on) == ("meeting-count", "other", date(2019, 4, 2))  # type: ignore[attr-defined]
    assert counts_of(serves, "meeting", [Held("count", made.text)]) == []
    moved = msgspec.structs.replace(serves, held_on=date(2019, 4, 3))
    assert [one.record for one in counts_of(moved, "meeting", [Held("count", made.text)])] == ["count"]
    assert counts_of(msgspec.structs.replace(serves, stage="PLANNED", held_on=None), "meeting") == []


def test_a_meeting_without_an_id_yet_is_the_first_record_of_its_counts_act() -> None:
    (made,) = counts_of(msgspec.structs.replace(MEETING, counts_for=("other",)), None)
    assert made.text.meeting is None and counted("a" * 64 + ".1", made.text) == "a" * 64  # type: ignore[attr-defined, arg-type]
    assert counted("b.1", MeetingCount("other", "meeting", date(2019, 4, 2))) == "meeting"


@pytest.mark.parametrize(("changed", "other"), [("en", "ja"), ("ja", "en")])
def test_one_language_alone_stands_against_agreeing_until_the_other_is_said_to_need_no_change(changed: str, other: str) -> None:
    new = {changed: "再び会合した。" if changed == "ja" else "We met again."}
    assert changed_in_one_language(minutes(), minutes(**new)) == {changed: (3,)}  # type: ignore[arg-type]
    (problem,) = check_languages(minutes(), minutes(**new))  # type: ignore[arg-type]
    name = {"en": ("English", "英語"), "ja": ("Japanese", "日本語")}
    assert problem.words["en"].startswith(f"Only the {name[changed][0]} of paragraph 3 changed.")
    assert problem.words["ja"].startswith(f"第3段落の{name[changed][1]}のみが変更されています。")
    assert not list(check_languages(minutes(), minutes(**new, unchanged=other)))  # type: ignore[arg-type]
    assert list(check_languages(minutes(), minutes(**new, unchanged=changed)))  # type: ignore[arg-type]


def test_decisions_are_compared_too_and_new_paragraphs_are_not() -> None:
    assert changed_in_one_language(minutes(SEND), minutes(msgspec.structs.replace(SEND, ja="送付する。"))) == {"ja": (3,)}
    more = AssignedMinutes("series", "meeting", (*minutes().paragraphs, ComparedParagraph(4, "New.", "新。")))
    assert changed_in_one_language(minutes(), more) == {} and not list(check_languages(minutes(), minutes()))

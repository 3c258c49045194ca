"""What stands against a text of consultations: one bad text per rule, and good ones that pass."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest
from tests.areas.consultations.histories import deferral, meeting, series

from entente.areas.consultations import KINDS, sample
from entente.areas.consultations.check import check_briefs
from entente.areas.consultations.contacts.records import Contact, Hours, PingAnswer, Reach
from entente.areas.consultations.joint_statements.records import JointStatement
from entente.areas.consultations.papers import (
    Action,
    ActionClosure,
    Agenda,
    AgendaItem,
    AgendaNational,
    ItemBrief,
    Minutes,
    Owner,
    Paragraph,
)
from entente.areas.consultations.records import Moment, Participant, Slot, SlotAnswer, SlotOffer
from entente.kernel.bilingual import Title

PARTIES = ("GBR", "JPN")
CHECKS = {kind.type: kind.check for kind in KINDS}
TOKYO = Moment(date(2026, 3, 2), "10:00", "Asia/Tokyo")
LONDON = Moment(date(2026, 3, 2), "01:00", "Europe/London")  # the same instant
LATER = [Moment(date(2026, 3, day), "12:00", "Asia/Tokyo") for day in (2, 3, 4, 5)]
SKIPPED = Moment(date(2026, 3, 29), "01:30", "Europe/London")


def rules(type_: str, text: Any) -> set[str]:
    return {problem.rule for problem in CHECKS[type_](text, PARTIES)}


@pytest.mark.parametrize("promise", sample.PROMISES, ids=lambda promise: promise.name)
def test_the_seven_series_may_be_proposed(promise: sample.Promise) -> None:
    assert rules("meeting-series", sample.series(promise)) == set()


@pytest.mark.parametrize("public", sample.PUBLIC_RECORD, ids=lambda public: str(public.ordinal))
def test_the_public_record_may_be_proposed(public: sample.Public) -> None:
    assert rules("meeting", sample.meeting(public, "s")) == set()


_CONTACT: dict[str, Any] = {"post": "Desk", "authority": "FCDO", "role": Title("Desk"), "order": 1, "reach": (Reach("TELEPHONE", "1"),)}


@pytest.mark.parametrize(
    ("type_", "text", "rule"),
    [
        ("meeting-series", series(host_order=("GBR", "AUS")), "CN3"),
        ("meeting-series", series(host_order=("GBR", "GBR")), "CN3"),
        ("meeting-series", series(host_order=("GBR",)), "CN8"),
        ("meeting-series", series(host_rule="FIXED"), "CN8"),
        ("meeting-series", msgspec.structs.replace(sample.series(sample.PROMISES[0]), commitments=("jp-gb-2017#I3a",)), "CN10"),
        ("meeting-series", series(interval_months=None), "R1.10"),
        ("meeting-series", series(first_due=date(2017, 1, 1)), "CN1"),
        ("meeting-series", series(ended_on=date(2017, 1, 1)), "CN1"),
        ("meeting-series", series(per_year=2, longest_gap_days=120), "CN8"),
        ("meeting", meeting(date(2018, 1, 1), stage="PLANNED"), "CN5"),
        ("meeting", meeting(stage="HELD"), "CN5"),
        ("meeting", meeting(stage="DATE AGREED"), "CN5"),
        ("meeting", meeting(outcome="NONE"), "CN5"),
        ("meeting", meeting(starts=TOKYO, ends=LONDON), "CN1"),
        ("meeting", meeting(starts=SKIPPED), "CN2"),
        ("meeting", meeting(starts=Moment(date(2026, 3, 2), "10:00", "Atlantis")), "CN2"),
        ("meeting", meeting(window_from=date(2018, 2, 1), window_to=date(2018, 1, 1)), "CN1"),
        ("meeting", meeting(counts_for=("s",)), "CN4"),
        ("meeting", meeting(participants=(Participant("AUS", "DFAT"),)), "CN3"),
        ("deferral", deferral(date(2020, 3, 1), date(2020, 2, 1)), "R1.6"),
        ("slot-offer", SlotOffer("s", "m", tuple(Slot(TOKYO, later) for later in LATER)), "CN7"),
        ("slot-offer", SlotOffer("s", "m", (Slot(TOKYO, LONDON),)), "CN1"),
        ("slot-answer", SlotAnswer("s", "m", "o", "ACCEPTED"), "CN6"),
        ("agenda", Agenda("s", "m", (AgendaItem(2, Title("B")), AgendaItem(1, Title("A")))), "CN4"),
        ("minutes", Minutes("s", "m", (Paragraph(1, "One.", " "),)), "R1.9"),
        ("action", Action("s", "m", "A-1", Title("A"), Owner("GBR", "MOD"), date(2018, 2, 1), date(2018, 1, 1)), "CN1"),
        ("action-closure", ActionClosure("s", "a", "c", "DISPUTED"), "CN6"),
        ("joint-statement", JointStatement(Title("J"), date(2018, 1, 1), "Words.", "言葉。"), "R1.2"),
        ("contact", Contact(**_CONTACT, kind="technical"), "CN6"),
        ("contact", Contact(**_CONTACT, kind="24x7", hours=Hours(("MON", "MON"), "09:00", "17:00", "Asia/Tokyo")), "CN4"),
        ("contact", Contact(**_CONTACT, kind="24x7", hours=Hours(("MON",), "09:00", "17:00", "Atlantis")), "CN2"),
        ("ping-answer", PingAnswer("c", "p", TOKYO, False), "CN6"),
    ],
)  # fmt: skip
def test_what_stands_against_a_text_is_named_by_its_rule(type_: str, text: Any, rule: str) -> None:
    assert rules(type_, text) == {rule}


def test_all_records_of_a_series_are_one_group_with_it() -> None:
    grouped = {kind.type: kind.group for kind in KINDS}
    assert grouped["meeting-series"]("s", series()) == "s"
    assert grouped["meeting"]("m", meeting()) == "s"
    assert grouped["deferral"]("d", deferral(date(2020, 3, 1), date(2020, 4, 1))) == "s"
    assert grouped["slot-answer"]("a", SlotAnswer("s", "m", "o", "NONE SUITS")) == "s"
    assert grouped["meeting"]("m", None) == "m"


@pytest.mark.parametrize(("numbers", "found"), [((1, 2), []), ((1, 1), ["items.1.no"]), ((3,), ["items.0.no"])])
def test_a_brief_is_on_an_item_of_the_agenda_once(numbers: tuple[int, ...], found: list[str]) -> None:
    agenda = Agenda("s", "m", (AgendaItem(1, Title("One")), AgendaItem(2, Title("Two"))))
    fields = AgendaNational(tuple(ItemBrief(number) for number in numbers))
    problems = list(check_briefs(fields, agenda))
    assert [problem.path for problem in problems] == found and {problem.rule for problem in problems} <= {"CN4"}
    assert len(list(check_briefs(fields, None))) == (numbers == (1, 1))

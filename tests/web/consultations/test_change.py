"""One-click drafts: what each changes of a meeting, and what is offered at which stage."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from entente.areas.consultations.check import check_meeting
from entente.areas.consultations.records import Meeting, Moment
from entente.kernel.bilingual import Title
from entente.kernel.errors import Refusal
from entente.web.consultations.change import changed
from entente.web.consultations.meeting import changes

AT = Moment(date(2019, 4, 2), "09:00", "Europe/London")
AHEAD = Meeting("s" * 64, Title("Meeting"), "DATE AGREED", "IN PERSON", starts=AT, host="GBR", place=Title("London"))


@pytest.mark.parametrize("what", ["postponed", "cancelled", "vtc", "margins", "held"])
def test_each_change_is_a_text_that_stands(what: str) -> None:
    text = msgspec.convert(changed(AHEAD, what, date(2019, 5, 1)), Meeting)
    assert list(check_meeting(text, ("GBR", "JPN"))) == [] and text != AHEAD


def test_held_on_the_agreed_day_and_never_in_the_future() -> None:
    assert changed(AHEAD, "held", date(2019, 5, 1))["held_on"] == "2019-04-02"
    assert changed(AHEAD, "held", date(2019, 4, 1))["held_on"] == "2019-04-01"
    assert "starts" not in changed(AHEAD, "postponed", date(2019, 4, 1))


def test_held_on_the_day_typed_with_its_outcome() -> None:
    said = changed(AHEAD, "held", date(2019, 5, 1), {"held_on": "平成31年4月3日", "outcome": "AGREED MINUTES"})
    assert (said["held_on"], said["outcome"]) == ("2019-04-03", "AGREED MINUTES")
    assert "outcome" not in changed(AHEAD, "held", date(2019, 5, 1), {"outcome": "anything"})
    for typed in ("2 May 2019", "soon"):
        with pytest.raises(Refusal) as refused:
            changed(AHEAD, "held", date(2019, 5, 1), {"held_on": typed})
        assert refused.value.rule == "CN4"


def test_what_is_offered_follows_the_stage() -> None:
    def names(**text: Any) -> set[str]:
        entry: Any = SimpleNamespace(text=SimpleNamespace(**({"mode": "IN PERSON"} | text)))
        return {one["name"] for one in changes(entry)}

    assert names(stage="PLANNED") == {"held", "postponed", "cancelled", "vtc", "margins"}
    assert names(stage="POSTPONED", mode="VTC") == {"held", "cancelled", "margins"}
    assert names(stage="HELD") == {"closed"} and names(stage="CANCELLED") == set()

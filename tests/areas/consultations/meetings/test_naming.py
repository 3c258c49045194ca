"""Meetings are called by number, series, place and day, each said once."""

from __future__ import annotations

from datetime import date

import pytest

from entente.areas.consultations import sample
from entente.areas.consultations.meetings import naming
from entente.areas.consultations.records import Meeting
from entente.kernel.bilingual import Title


@pytest.mark.parametrize(
    ("number", "words"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (22, "22nd"), (113, "113th")]
)
def test_numbers_in_order(number: int, words: str) -> None:
    assert naming.ordinal(number) == words


def test_the_public_record_is_called_as_statements_call_it() -> None:
    third = next(one for one in sample.PUBLIC_RECORD if one.ordinal == 3)
    assert naming.called(sample.meeting(third, "s")) == {
        "en": "3rd Foreign and Defence Ministers' meeting, Greenwich, 14 December 2017",
        "ja": "第3回外務・防衛閣僚会合（グリニッジ、2017年12月14日）",
    }


def test_place_and_day_are_added_once_they_are_known() -> None:
    planned = Meeting("s", Title("2nd dialogue", "第2回対話"), "PLANNED", "IN PERSON", ordinal=2)
    assert naming.called(planned) == {"en": "2nd dialogue", "ja": "第2回対話"}
    held = Meeting("s", Title("2nd dialogue", None), "HELD", "IN PERSON", ordinal=2, held_on=date(2019, 4, 2), place=Title("Tokyo"))
    assert naming.called(held) == {"en": "2nd dialogue, Tokyo, 2 April 2019"}
    said = Meeting("s", Title("Dialogue, Tokyo"), "HELD", "IN PERSON", ordinal=2, held_on=date(2019, 4, 2), place=Title("Tokyo"))
    assert naming.called(said) == {"en": "Dialogue, Tokyo, 2 April 2019"}


def test_a_title_of_ones_own_stays_and_a_series_without_a_name_is_counted() -> None:
    own = Meeting("s", Title("Dialogue of the fourth quarter"), "HELD", "VTC", held_on=date(2018, 12, 1), place=Title("Tokyo"))
    assert naming.called(own) == {"en": "Dialogue of the fourth quarter"}
    assert naming.numbered({"ja": "対話"}, 4) == {"ja": "第4回対話"}
    assert naming.numbered({}, 4) == {"en": "Meeting No. 4", "ja": "第4回会合"}

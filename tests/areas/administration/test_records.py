"""Entries of administration: what a change says, where it may stand, and that every kind of change has its words."""

from __future__ import annotations

from typing import get_args

import msgspec
import pytest

from entente.areas.administration import AREA
from entente.areas.administration.records import Change, Entry, What, check_entry
from entente.areas.administration.words import DONE, titles


def rules(text: Entry, parties: tuple[str, ...] = ("GBR",)) -> list[str]:
    return [problem.rule for problem in check_entry(text, parties)]


def test_a_change_says_what_was_changed_and_stays_at_home() -> None:
    made = Entry("post-changed", "gbr-admin", "GBR:FCDO:desk", (Change("roles", "reader", "drafter, reader"),))
    assert rules(made) == [] and rules(made, ("GBR", "JPN")) == ["AD2"]
    assert rules(Entry("post-changed", "gbr-admin", "GBR:FCDO:desk")) == ["AD1"]
    assert rules(Entry("sessions-ended", "gbr-admin", "gbr-reader")) == []


def test_every_kind_of_change_has_its_words() -> None:
    assert set(get_args(What)) == set(DONE)
    assert titles("person-made", "a.smith") == {"en": "Person added: a.smith", "ja": "利用者の追加：a.smith"}
    facets = AREA.kinds[0].facets(Entry("token-granted", "gbr-admin", "gbr-reader"))
    assert facets.code == "token-granted" and set(facets.titles) == {"en", "ja"}


@pytest.mark.parametrize("bad", [{"what": "deleted"}, {"by": ""}, {"subject": "x" * 201}, {"more": 1}])
def test_what_has_another_form_is_refused(bad: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"what": "person-made", "by": "gbr-admin", "subject": "a.smith"} | bad, Entry)

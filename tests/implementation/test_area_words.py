"""Words of types, codes, states, moves and acts: in both languages, and the code itself where no area here knows it."""

from __future__ import annotations

from entente.areas import AREAS
from entente.implementation import area_words


def test_every_type_and_state_has_words_in_both_languages() -> None:
    for type_ in (kind.type for area in AREAS for kind in area.kinds):
        assert set(area_words.kind(type_)) == {"en", "ja"} and area_words.kind(type_)["en"] != type_
    for table in (area_words.RECORD_STATES, area_words.DEEDS):
        assert all(set(words) >= {"en", "ja"} for words in table.values())
    assert area_words.state("in-effect") == area_words.RECORD_STATES["in-effect"]
    assert area_words.state("overdue", "standing")["en"] == "overdue"


def test_what_is_unknown_stays_as_it_is() -> None:
    unknown = {"en": "of-tomorrow", "ja": "of-tomorrow"}
    assert area_words.kind("of-tomorrow") == area_words.product("of-tomorrow") == area_words.state("of-tomorrow") == unknown
    assert area_words.state("of-tomorrow", "measure.standing") == area_words.move("of-tomorrow", True) == unknown


def test_a_move_is_called_by_whose_it_is() -> None:
    assert area_words.move("confirm", True)["en"] == "Confirm receipt" and "Their" in area_words.move("confirm", False)["en"]

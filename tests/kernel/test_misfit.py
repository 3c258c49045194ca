"""What the library says of a value that does not fit is said again in plain words, for whatever it can say of our forms."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.kernel.misfit import PLAIN, misfit


class Form(msgspec.Struct, forbid_unknown_fields=True):
    """A form with a field of each sort."""

    day: date
    kind: Literal["A", "B"]
    count: Annotated[int, msgspec.Meta(ge=1, le=9)]
    code: Annotated[str, msgspec.Meta(pattern="^[a-z]$", min_length=1, max_length=4)]
    names: Annotated[list[str], msgspec.Meta(min_length=1, max_length=2)]


GOOD: dict[str, Any] = {"day": "2018-10-02", "kind": "A", "count": 1, "code": "a", "names": ["x"]}


def said(text: Any) -> tuple[str, str, str]:
    with pytest.raises(msgspec.ValidationError) as error:
        msgspec.convert(text, Form)
    place, words = misfit(str(error.value))
    return place, words["en"], words["ja"]


@pytest.mark.parametrize(
    ("changed", "place", "words"),
    [
        ({"day": "2018-02-30"}, ".day", "This is not a day"), ({"day": "ongoing"}, ".day", "This is not a day"),
        ({"kind": "C"}, ".kind", "“C” is not one of the choices."), ({"count": 0}, ".count", "less than 1"),
        ({"count": 10}, ".count", "more than 9"), ({"count": "x"}, ".count", "not a whole number"), ({"code": ""}, ".code", "It is empty."),
        ({"code": "abcde"}, ".code", "longer than 4"), ({"code": "A"}, ".code", "not written in the form"),
        ({"names": []}, ".names", "At least one entry"), ({"names": ["a"] * 3}, ".names", "more than 2"),
        ({"other": 1}, "", "“other” is not a field"), ({"day": None}, ".day", "It is empty."), ({"day": 5}, ".day", "This is not a day"),
        ({"names": [5]}, ".names[0]", "This is not text."), ({"kind": 5}, ".kind", "This is not text."),
        ({"names": "x"}, ".names", "not a list"),
    ],
)  # fmt: skip
def test_each_fault_in_plain_words(changed: dict[str, Any], place: str, words: str) -> None:
    at, en, ja = said(GOOD | changed)
    assert at.endswith(place) and words in en
    assert ja.endswith("。") and "`" not in en + ja and "Expected" not in en


def test_what_is_lacking_is_named() -> None:
    assert said({key: value for key, value in GOOD.items() if key != "day"})[1] == "“day” is needed."
    assert said([])[1] == "This is not a group of fields."


@given(st.text(max_size=40))
def test_what_is_not_known_is_quoted_and_every_sentence_ends(error: str) -> None:
    _, words = misfit(error)
    assert words["en"].endswith(".") and words["ja"].endswith("。")


def test_every_form_has_as_many_places_as_its_sentences() -> None:
    for form, english, japanese in PLAIN:
        assert english.count("{}") <= form.groups and japanese.count("{}") <= form.groups

"""Answers read from what was typed: in both languages, in any width; what cannot be read is named and never guessed at."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.areas.commissioning.form import LONGEST, TITLES, Given, parse_rating, read, tidy
from entente.kernel.bilingual import Prose

REFERENCE = "GBR-CR-2018-4/GBR-M-2018-006/MOD/0123abcd"
HERE = {"en": "row 7", "ja": "7行目"}


def given_(**cells: Any) -> Given:
    full = {"reference": REFERENCE, "rag": "Green", "narrative.en": "All is well."}
    return Given(HERE, full | {key.replace("__", "."): value for key, value in cells.items()})


@pytest.mark.parametrize(
    ("typed", "rating"),
    [("Green", "GREEN"), ("ＧＲＥＥＮ", "GREEN"), ("緑", "GREEN"), (" amber ", "AMBER"), ("黄色", "AMBER"), ("赤", "RED"), ("R", "RED"),
     ("Purple", None), ("", None), ("Greenish", None)],
)  # fmt: skip
def test_a_status_in_both_languages_and_any_width(typed: str, rating: str | None) -> None:
    assert parse_rating(typed) == rating


def test_an_answer() -> None:
    found = read(given_(narrative__ja="順調である。\r\n二行目", ask__en=" Agree. ", forecast_finish="平成30年12月21日", by="Ann"))
    assert found.problems == () and found.rag == "GREEN" and found.by == "Ann"
    assert found.narrative == Prose("All is well.", "順調である。\n二行目") and found.ask == Prose("Agree.")
    assert found.forecast_finish == date(2018, 12, 21) and str(found.reference) == REFERENCE
    assert read(given_(forecast_finish=date(2018, 12, 21))).forecast_finish == date(2018, 12, 21)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"rag": ""}, "status is missing"),
        ({"rag": "Purple"}, "“Purple” is not one of"),
        ({"narrative__en": "  "}, "How it stands is missing"),
        ({"forecast_finish": "2/10/2018"}, "“2/10/2018” is not a date"),
        ({"narrative__en": "x" * (LONGEST + 1)}, "20,001 characters"),
        ({"reference": ""}, "reference of the form is missing"),
        ({"reference": "GBR"}, "“GBR” is not a reference"),
    ],
)
def test_what_cannot_be_read_is_named_in_both_languages(cells: dict[str, Any], words: str) -> None:
    problems = read(given_(**cells)).problems
    assert words in " ".join(problem["en"] for problem in problems) and all(problem["ja"] for problem in problems)


def test_a_row_left_empty_is_no_answer() -> None:
    assert read(Given(HERE, {"reference": REFERENCE, "rag": " ", "by": "Ann", "last": "x", "measure": "y"})).empty
    assert not read(given_()).empty and not read(Given(HERE, {"forecast_finish": "soon"})).empty


@given(st.text(max_size=200))
def test_a_text_is_tidied_once(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once and "\r" not in once and "\x00" not in once


@given(st.dictionaries(st.sampled_from(list(TITLES)), st.text(max_size=40) | st.none() | st.floats(allow_nan=True) | st.dates()))
def test_whatever_is_typed_is_read_or_named(cells: dict[str, Any]) -> None:
    found = read(Given(HERE, cells))
    assert found.empty or found.problems or (found.rag and found.narrative and found.reference)

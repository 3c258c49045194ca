"""References on forms: read back as they were written and as people retype them; a slip of the hand is seen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.areas.commissioning.records import Ask
from entente.areas.commissioning.reference import check_digits, parse_reference, reference

MADE = reference("r" * 64, "GBR-CR-2018-4", Ask("m" * 64, "GBR-M-2018-006", "MOD"))


@pytest.mark.parametrize(
    "text",
    [
        str(MADE),
        f"  {MADE}\n",
        str(MADE).lower(),
        str(MADE).replace("-", "\u2011"),
        str(MADE).replace("-", "\u30fc").replace("/", "\uff0f"),
        str(MADE).replace("GBR", "ＧＢＲ").replace("0", "０"),
        str(MADE).replace("/", " / "),
    ],
)
def test_a_reference_is_read_as_people_retype_it(text: str) -> None:
    assert parse_reference(text) == MADE


@pytest.mark.parametrize("text", ["", "GBR-M-2018-006", "a/b/c/d", f"{MADE} {MADE}", str(MADE)[:-1], "x" * 10_000])
def test_what_is_none_is_none(text: str) -> None:
    assert parse_reference(text) is None


@given(st.integers(0, 7), st.sampled_from("0123456789abcdef"))
def test_one_digit_changed_is_another_check(place: int, digit: str) -> None:
    changed = MADE.check[:place] + digit + MADE.check[place + 1 :]
    assert (changed == MADE.check) == (MADE.check[place] == digit)


def test_the_check_follows_from_who_asked_whom_about_what() -> None:
    assert len({check_digits(*given) for given in (("r", "m", "MOD"), ("r", "m", "HO"), ("r", "n", "MOD"), ("q", "m", "MOD"))}) == 4


@given(st.text(max_size=80))
def test_any_text_is_read_or_is_none(text: str) -> None:
    found = parse_reference(text)
    assert found is None or parse_reference(str(found)) == found

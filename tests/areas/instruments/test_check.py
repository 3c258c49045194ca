"""What stands against an instrument of version 2: evidence, rhythms and versions of elements that it has."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from entente.areas.instruments import InstrumentV2, check_instrument, declaration_of_2017, is_instrument

RHYTHM = {"clause": "I2", "words": "annually", "unit": "month", "basis": "not-fixed", "every": 12}
PLACE = {"element": "I2", "start": 22, "end": 30}
JAPANESE = {"language": "ja", "status": "authentic", "title": "共同宣言", "texts": [{"id": "S6", "text": "後方支援"}]}


def problems(**changed: Any) -> list[str]:
    text = msgspec.convert(declaration_of_2017() | changed, InstrumentV2)
    assert is_instrument(text)
    return [problem.path for problem in check_instrument(text, ("GBR", "JPN"))]


def test_the_shipped_text_passes_in_version_2() -> None:
    assert problems() == [] == problems(rhythms=[RHYTHM | {"evidence": PLACE, "commitment": "I2a"}], versions=[JAPANESE])


@pytest.mark.parametrize(
    ("changed", "path"),
    [
        ({"rhythms": [RHYTHM | {"evidence": PLACE | {"end": 10_000}}]}, "rhythms"),
        ({"rhythms": [RHYTHM | {"evidence": PLACE | {"element": "Z9"}}]}, "rhythms"),
        ({"rhythms": [RHYTHM | {"evidence": PLACE, "clause": "Z9"}]}, "rhythms"),
        ({"rhythms": [RHYTHM | {"evidence": PLACE, "commitment": "Z9a"}]}, "rhythms"),
        ({"versions": [JAPANESE | {"texts": [{"id": "Z9", "text": "x"}]}]}, "versions"),
        ({"versions": [JAPANESE, JAPANESE]}, "versions"),
        ({"versions": [JAPANESE | {"language": "en"}]}, "versions"),
    ],
)
def test_what_names_nothing_is_a_problem(changed: dict[str, Any], path: str) -> None:
    assert path in problems(**changed)

"""A judgement names the texts by their acts as they stood, and says one of two things."""

from __future__ import annotations

import msgspec
import pytest

from entente.areas.positions import AREA
from entente.areas.positions.judgement import PositionJudgement

TEXT = {"kind": "SIDES", "record": "r", "one": "a", "other": "b", "verdict": "DIFFERS", "officer": "o", "post": "GBR:FCDO:desk"}


def test_it_is_one_side_s_own_and_lists_by_its_verdict() -> None:
    (kind,) = [kind for kind in AREA.kinds if kind.type == "position-judgement"]
    made = msgspec.convert(TEXT, PositionJudgement)
    assert not kind.joint and kind.facets(made).code == "DIFFERS"


@pytest.mark.parametrize("changed", [{"verdict": "PERHAPS"}, {"kind": "OTHER"}, {"one": ""}])
def test_the_schema_refuses(changed: dict[str, str]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(TEXT | changed, PositionJudgement)

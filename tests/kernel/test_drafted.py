"""Everything that stands against a half-written text, each beside its field."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from entente.areas import registry
from entente.areas.action_plan import sample
from entente.kernel.drafted import problems

KIND = registry().kinds["measure"]
GOOD: dict[str, Any] = json.loads(msgspec.json.encode(sample.ACSA))
PARTIES = ("GBR", "JPN")


def found(**changed: Any) -> dict[str, str]:
    text = {key: value for key, value in (GOOD | changed).items() if value is not ...}
    return {p.path: p.rule for p in problems(KIND, 1, text, PARTIES)}


def test_a_good_text_has_nothing_against_it() -> None:
    assert found() == {}


def test_every_field_is_judged_by_itself_and_named() -> None:
    assert found(code="x y", title=..., leads={"GBR": 7}, clauses=["S6"]) == {
        "code": "B6",
        "title": "B6",
        "leads[...]": "B6",
        "clauses[0]": "B6",
    }


def test_the_types_own_check_speaks_as_soon_as_what_is_needed_is_there() -> None:
    assert (
        found(baseline_finish="ongoing") == {"baseline_finish": "R1.10"} or found(baseline_finish="ongoing")["baseline_finish"] == "R1.10"
    )
    both = [p.rule for p in problems(KIND, 1, GOOD | {"baseline_finish": "ongoing", "milestones": []}, PARTIES)]
    assert both == ["B6", "R1.10"]


def test_unknown_fields_versions_and_texts_in_no_language_are_told() -> None:
    assert found(colour="red") == {"colour": "B6"}
    assert [p.rule for p in problems(KIND, 99, GOOD, PARTIES)] == ["B5"]
    assert found(title={}) == {"title": "B6"}
    assert all(set(p.words) == {"en", "ja"} for p in problems(KIND, 1, {}, PARTIES)) and len(problems(KIND, 1, {}, PARTIES)) == 8

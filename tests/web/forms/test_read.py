"""Forms and texts: what a form shows comes back as it was, for every record type; whatever is posted is read or named."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.areas.contract import texts

from entente import areas
from entente.areas.action_plan.records import MeasureNational
from entente.kernel import canonical
from entente.kernel.area import Facets, Kind
from entente.web.forms import check, show
from entente.web.forms.offer import Offer
from entente.web.forms.read import parse
from entente.web.forms.spread import spread
from entente.web.forms.typed import unkeepable

OVERLAY = Kind("overlay-of-measure", False, {"en": "Overlay", "ja": "国内項目"}, {1: MeasureNational}, lambda _: Facets("x", {}), ())
KINDS = [kind for area in areas.AREAS for kind in area.kinds] + [OVERLAY]
every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.type)
few = settings(max_examples=8, suppress_health_check=list(HealthCheck), deadline=None)
OFFER = Offer(("GBR", "JPN"))


def browsed(answers: dict[str, list[str]]) -> dict[str, list[str]]:
    """What a browser sends back for answers that it was shown."""
    ends = [("\0", "\ufffd"), ("\r\n", "\n"), ("\r", "\n"), ("\n", "\r\n")]

    def sent(value: str) -> str:
        for old, new in ends:
            value = value.replace(old, new)
        return value

    return {name: [sent(value) for value in values] for name, values in answers.items()}


def as_json(text: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(msgspec.json.encode(text))
    return found


def in_order(value: Any) -> Any:
    """A text whose lists of codes are sorted: boxes come back in the order of the page, each once."""
    if isinstance(value, dict):
        return {key: in_order(inner) for key, inner in value.items()}
    if isinstance(value, list):
        inner = [in_order(one) for one in value]
        return sorted(set(inner)) if all(isinstance(one, str) for one in inner) else inner
    return value


def test_a_list_whose_entry_holds_what_no_browser_sends_comes_back_as_it_was() -> None:
    kind = next(kind for kind in KINDS if kind.type == "ship-clearance")
    kept = {"visit": "m", "frequencies": ["\x00", "121.5\x00"]}
    back = parse(kind, browsed(spread(kind.schemas[kind.latest], kept)), kept)
    assert back.text["frequencies"] == kept["frequencies"]


@every_kind
def test_what_a_form_shows_comes_back_as_it_was(kind: Kind) -> None:
    schema = kind.schemas[kind.latest]

    @given(texts(schema))
    @few
    def law(text: Any) -> None:
        plain = as_json(text)
        back = parse(kind, browsed(spread(schema, plain)), plain)
        assert back.text == plain and back.troubles == ()

    law()


@every_kind
def test_a_form_filled_in_anew_gives_the_same_text(kind: Kind) -> None:
    schema = kind.schemas[kind.latest]

    @given(texts(schema))
    @few
    def law(text: Any) -> None:
        plain = as_json(text)
        if kind.type in ("draft", "overlay") or not all(map(_typable, _words(plain))):
            return  # no browser sends these; they are kept where they stood before
        back = parse(kind, spread(schema, plain))
        made = as_json(msgspec.convert(back.text, schema))
        assert in_order(spread(schema, made)) == in_order(spread(schema, plain))  # a default that is written out is the same default

    law()


def _typable(word: str) -> bool:
    return bool(word) and word == word.strip() and "\r" not in word and not unkeepable(word)


def _words(value: Any) -> list[str]:
    """Every string in a text; an empty group or list counts as an empty one."""
    if isinstance(value, dict | list) and value:
        inner = value.values() if isinstance(value, dict) else value
        return [word for one in inner for word in _words(one)]
    return [value] if isinstance(value, str) else [""] if value in ({}, []) else []


@every_kind
def test_hostile_answers_never_raise(kind: Kind) -> None:
    schema = kind.schemas[kind.latest]
    names = sorted({*spread(schema, {}), *schema.__struct_fields__, *(f"{name}.0.x" for name in schema.__struct_fields__)})
    odd = (
        st.sampled_from(["", "0", "1", "\0", "\ud800", "9" * 30, "{", "[" * 5000, '{"é": 1.5}', "GBR", "jp-gb-2017#S6", "a\r\nb"])
        | st.text()
    )
    tilde = [f"{name}~" for name in names]

    @given(st.dictionaries(st.sampled_from([*names, *tilde]) | st.text(max_size=5), st.lists(odd, max_size=3), max_size=8))
    @few
    def law(answers: dict[str, list[str]]) -> None:
        parsed = parse(kind, answers)
        found = check.troubles(kind, parsed, OFFER)
        assert all(trouble.words for trouble in found)
        assert show.form(kind, answers, found, OFFER)
        if parsed.kept:
            canonical.encode(parsed.text)

    law()


def test_what_cannot_be_read_stays_as_typed() -> None:
    kind = areas.registry().kinds["measure"]
    parsed = parse(
        kind,
        {
            "baseline_finish": ["Ongoing"],
            "cadence_months": ["６"],
            "type": ["NOTHING"],
            "milestones": ["0"],
            "milestones.0.due": ["2/13/2018"],
        },
    )
    assert parsed.text["baseline_finish"] == "Ongoing" and parsed.text["cadence_months"] == 6 and parsed.text["type"] == "NOTHING"
    assert parsed.text["milestones"] == [{"due": "2/13/2018"}] and parsed.rows == {"milestones.0": "milestones.0"}
    assert {t.name for t in parsed.troubles} >= {"baseline_finish", "type", "milestones.0.due", "milestones.0.code", "title.en", "leads"}


def test_prose_is_never_normalised_and_codes_are() -> None:
    kind = areas.registry().kinds["measure"]
    words = "ＡＢＣ e\u0301 ﷺ \u202eabc"
    parsed = parse(kind, {"title.en": [words], "code": ["ｇｂｒ-m-2018-014"], "completion_criterion.ja": ["一\r\n二"]})
    assert parsed.text["title"] == {"en": words} and parsed.text["code"] == "GBR-M-2018-014"
    assert parsed.text["completion_criterion"] == {"ja": "一\n二"}

"""What recording answers would do: each outcome with its words, among themselves and against what stands."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest
from tests.areas.commissioning.test_form import given_
from tests.areas.commissioning.test_records import ASK, round_

from entente.areas.commissioning.form import Answer, Given, read
from entente.areas.commissioning.intake import Known, Verdict, judge
from entente.areas.commissioning.records import Ask, Return
from entente.areas.commissioning.reference import reference
from entente.kernel.bilingual import Prose

OTHER = Ask("m2", "GBR-M-2018-013", "FCDO")
ROUND = msgspec.structs.replace(round_(), asked=(ASK, OTHER))
STANDS = Return("r", "m1", ASK.code, "MOD", "GREEN", Prose("All is well."), "Bob", "FORM", date(2018, 10, 5), "bob", "GBR:MOD:desk")
IN_TIME = date(2018, 12, 1)


def answer(asked: Ask = ASK, **cells: Any) -> Answer:
    cells = {"reference": str(reference("r", ROUND.code, asked)), **cells}
    return read(given_(**cells))


def one(found: Answer, *stands: Return, on: date = IN_TIME, **changed: Any) -> Verdict:
    known = Known("r", msgspec.structs.replace(ROUND, **changed), {said.measure: said for said in stands})
    return judge([found], {ROUND.code: known}, on)[0]


def said(verdict: Verdict) -> str:
    return " ".join(words["en"] for words in (*verdict.reasons, *verdict.remarks))


def test_new_the_same_and_different() -> None:
    assert one(answer()).outcome == "new" and one(answer()).asked == ASK
    assert one(answer(), STANDS).outcome == "same"
    found = one(answer(rag="Red", narrative__en="It is not."), STANDS)
    assert found.outcome == "differs" and found.before == STANDS
    assert "2018-10-05 by Bob stands and says otherwise: status, how it stands" in said(found)


def test_a_form_that_comes_back_marked_higher_is_not_taken_in() -> None:
    tiers = (("OFFICIAL", False), ("OFFICIAL-SENSITIVE", True), ("SECRET", True), ("一般", False), ("秘", True))

    def outcome(marking: str) -> str:
        found = judge([answer(marking=marking)], {ROUND.code: Known("r", ROUND, {}, tiers)}, IN_TIME)[0]
        assert (found.outcome == "refused") == ("[CR10]" in said(found))
        return found.outcome

    assert {outcome(one) for one in ("OFFICIAL · REL GBR", "official", "", "一般　限り", "Title of ours", "OFFICIAL / 一般")} == {"new"}
    assert {outcome(one) for one in ("OFFICIAL-SENSITIVE · REL GBR", "Secret - UK eyes only", "秘　限り", "OFFICIAL ／ 秘")} == {"refused"}


def test_after_the_date_it_is_taken_and_told() -> None:
    assert said(one(answer(), on=date(2018, 12, 15))) == "It comes 1 day after the date, 2018-12-14."
    assert one(answer(), on=date(2018, 12, 15)).outcome == "new" and said(one(answer(), on=ROUND.due)) == ""


@pytest.mark.parametrize(
    ("found", "changed", "words"),
    [
        (answer(reference="GBR-CR-2017-1/GBR-M-2018-006/MOD/0123abcd"), {}, "No round GBR-CR-2017-1"),
        (answer(Ask("m9", "GBR-M-2018-099", "MOD")), {}, "did not ask about GBR-M-2018-099"),
        (answer(reference=str(reference("r", ROUND.code, ASK))[:-8] + "00000000"), {}, "reference was changed"),
        (answer(msgspec.structs.replace(ASK, authority="HO")), {}, "reference was changed"),
        (answer(), {"closed_on": date(2018, 11, 1)}, "was closed on 2018-11-01"),
        (answer(rag="Purple"), {}, "“Purple” is not one of"),
        (answer(reference="nonsense"), {}, "is not a reference"),
    ],
)
def test_what_is_refused_says_why(found: Answer, changed: dict[str, Any], words: str) -> None:
    verdict = one(found, **changed)
    assert verdict.outcome == "refused" and words in said(verdict) and all(reason["ja"] for reason in verdict.reasons)


def test_an_empty_row_is_no_refusal() -> None:
    assert judge([read(Given({"en": "a", "ja": "b"}, {"rag": ""}))], {}, IN_TIME)[0].outcome == "empty"


def test_twice_in_one_delivery() -> None:
    known = {ROUND.code: Known("r", ROUND, {})}
    same = judge([answer(), answer(), answer(OTHER)], known, IN_TIME)
    assert [one.outcome for one in same] == ["new", "same", "new"] and "The same stands at row 7" in said(same[1])
    differ = judge([answer(), answer(rag="Red"), answer()], known, IN_TIME)
    assert [one.outcome for one in differ] == ["differs", "differs", "same"]
    assert "Two returns on this measure differ (status)" in said(differ[0]) and "Choose one" in said(differ[1])


def test_the_same_as_what_stands_and_another_beside_it() -> None:
    found = judge([answer(), answer(rag="Red")], {ROUND.code: Known("r", ROUND, {"m1": STANDS})}, IN_TIME)
    assert [one.outcome for one in found] == ["same", "differs"]

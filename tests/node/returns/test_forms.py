"""What a form may hold: asked piece by piece of the labels, and told with its rule where it is held back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from tests.node.returns.world import FCDO, HO, MOD, Plan, plan, with_settings

from entente.kernel.errors import Refusal
from entente.node.returns import forms
from entente.node.returns.docx_form import render_docx
from entente.node.returns.xlsx_form import render_xlsx

NOW = datetime(2018, 10, 2, tzinfo=UTC)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Plan]:
    with plan(tmp_path_factory.mktemp("forms")) as made:
        yield made


def test_what_the_authority_may_not_hold_is_not_in_the_file_and_told(own: Plan) -> None:
    made = forms.form(own.node, own.opened_once(), "MOD", "en")
    (question,) = made.form.questions
    assert question.code == MOD and question.title["ja"].startswith("ACSA") and question.last is None
    assert [(one.code, one.what["en"], [r.rule for r in one.verdict.reasons]) for one in made.held] == [(MOD, "our last report", ["D7"])]
    for data in (render_docx(made.form, NOW), render_xlsx(made.form, NOW)):
        assert b"Words for few" not in data and "Words for few" not in str(made.form)


def test_what_it_may_hold_is_in_it(own: Plan) -> None:
    (question,) = forms.form(own.node, own.opened_once(), "FCDO", "ja").form.questions
    assert question.code == FCDO
    assert question.last == {
        "en": "Amber (28 July 2018): Plain words.",
        "ja": "黄（2018年7月28日）：Plain words.",
    }


def test_a_lead_that_may_not_hold_its_measure_gets_no_form(own: Plan) -> None:
    with pytest.raises(Refusal, match="CR9") as refused:
        forms.form(own.node, own.opened_once(), "HO", "en")
    assert "GBR:HO" in refused.value.words and HO not in refused.value.words
    with pytest.raises(Refusal, match="CR9"):
        forms.form(own.node, own.opened_once(), "MOD", "en", frozenset())


def test_how_much_an_authority_holds_stands_in_the_settings(own: Plan) -> None:
    node = with_settings(own.node, authorities=({"code": "MOD", "name": {"en": "Defence"}, "holds": ""},))
    with pytest.raises(Refusal, match="no clearance"):
        forms.form(node, own.opened_once(), "MOD", "en")
    assert forms.holder(node, "HO").clearances == {"entente:sample:gbr:1": "OFFICIAL"} and forms.holder(node, "MOD").clearances == {}


def test_the_last_day_in_both_zones(own: Plan) -> None:
    assert forms.due_times(own.node, date(2018, 12, 14))["en"] == "14 December 2018, 23:59 London; 15 December 2018, 08:59 Tokyo"
    summer = forms.due_times(own.node, date(2018, 7, 1))["ja"]
    assert summer == "2018年7月1日23:59 ロンドン時間、2018年7月2日07:59 東京時間"


def test_the_marking_is_that_of_the_whole(own: Plan) -> None:
    assert forms.form(own.node, own.opened_once(), "MOD", "en").form.marking == "OFFICIAL · REL GBR"
    assert forms.form(own.node, own.opened_once(), "MOD", "ja").form.marking.startswith("OFFICIAL（公用）")

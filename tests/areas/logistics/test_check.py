"""What may be ordered and entered: no weapons, ammunition with its papers, quantities where they belong."""

from __future__ import annotations

import pytest
from tests.areas.logistics.histories import PARTIES, entry, line, order

from entente.areas.logistics.check import check_entry, check_order
from entente.areas.logistics.records import OrderLine
from entente.kernel.bilingual import Title

ROUNDS = {"category": "AMMUNITION", "unit": "C62", "un_number": "UN0012", "hazard_division": "1.4S", "neq_kg": "12.5"}


def rules(*lines: OrderLine, **changed: str) -> list[str]:
    return [problem.rule for problem in check_order(order(*lines, **changed), PARTIES)]


def test_the_example_stands() -> None:
    assert rules() == [] == list(check_entry(entry(), PARTIES)) == list(check_entry(entry("PAYMENT"), PARTIES))


@pytest.mark.parametrize("item", ["4 machine guns", "Rifles", "小銃", "Mortar, 81 mm"])
def test_weapons_are_refused_by_their_words(item: str) -> None:
    assert rules(line(**ROUNDS, item=Title(item))) == ["R6.5"]


@pytest.mark.parametrize("item", ["Ammunition for machine guns", "Rifle cartridges", "小銃弾", "Torpedo-boat paint", "Gunny sacks"])
def test_rounds_for_them_are_not_weapons(item: str) -> None:
    assert rules(line(**ROUNDS, item=Title(item))) == []


@pytest.mark.parametrize(("nsn", "refused"), [("1005001234567", True), ("1410001234567", True), ("1305001234567", False)])
def test_weapons_are_refused_by_their_supply_group(nsn: str, refused: bool) -> None:
    assert (rules(line(**ROUNDS, nsn=nsn)) == ["R6.5"]) == refused


def test_ammunition_needs_its_papers_and_nothing_else_has_them() -> None:
    assert rules(line(category="AMMUNITION")) == ["R6.5"] == rules(line(un_number="UN0012"))


def test_parties_lines_and_quantities() -> None:
    assert rules(provider="GBR") == ["R6.2"] and rules(provider="FRA") == ["R6.2"]
    assert rules(line(), line()) == ["LG1"] and rules(line(quantity="0.0")) == ["LG2"]
    assert [p.path for p in check_entry(entry(quantity=None, amount="3", currency="JPY"), PARTIES)] == ["quantity", "amount", "currency"]
    assert [p.path for p in check_entry(entry("PAYMENT", quantity="3"), PARTIES)] == ["quantity"]

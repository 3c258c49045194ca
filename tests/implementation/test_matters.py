"""Matters: what is shown, slippage, and the acts and labels of a figure over them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.papers import MEASURES, NATIONAL, act

from entente.implementation import matters


def test_what_is_withheld_is_withheld_whole() -> None:
    assert matters.shown(MEASURES, matters.everything) == MEASURES
    kept = matters.shown(MEASURES, lambda labels: NATIONAL not in labels)
    assert [one.code for one in kept] == ["GBR-M-2018-006", "JPN-M-2023-002", "GBR-M-2021-011"]


def test_slippage_needs_both_dates() -> None:
    one = MEASURES[1]
    assert one.slip_days == 120
    assert replace(one, forecast=None).slip_days is None and replace(one, baseline=None).slip_days is None
    assert replace(one, forecast=date(2025, 9, 1)).slip_days == -30


def test_a_figure_carries_all_acts_and_labels_once() -> None:
    assert matters.acts_of(MEASURES + MEASURES) == tuple(act(name) for name in ("m6", "m13", "m9", "national"))
    assert matters.labels_of(MEASURES) == (NATIONAL,)

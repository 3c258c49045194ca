"""Rows of a type with few records: the same as the list that asks first how they are found, for every reader."""

from __future__ import annotations

from typing import Any

import pytest
from tests.store.test_paged import held as held  # records of several types, states and labels, on both databases

from entente.store import shown


@pytest.mark.parametrize("allowed", (None, frozenset({1}), frozenset({2, 3}), frozenset[int]()))
def test_few_are_found_as_many_are(held: tuple[str, list[Any]], allowed: frozenset[int] | None) -> None:
    alias, rows = held
    kinds = {(row.type, row.state) for row, _ in rows}
    assert kinds
    for type_, state in kinds:
        found = shown.few(alias, allowed, type_, state, 5)
        assert found == shown.listed(alias, allowed, {"type": type_, "state": state}, 5)
    assert any(shown.few(alias, None, *kind, 5) for kind in kinds) and not shown.few(alias, None, "none", "issued", 5)

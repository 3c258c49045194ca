"""Joint decisions to purge: the text, and that the kernel's record type is this one."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from entente.areas.records_management import AREA
from entente.areas.records_management.records import Purge, check_purge
from entente.kernel.gate1.statement import PURGE_TYPE

KIND = AREA.kinds[0]
TEXT: dict[str, Any] = {"reason": {"en": "Sent in error."}, "acts": ["a" * 64, "b" * 64]}


def _read(**changed: Any) -> Purge:
    return msgspec.convert(TEXT | changed, Purge)


def test_the_kernel_finds_its_decision_here_and_it_is_joint() -> None:
    assert (KIND.type, KIND.joint, KIND.latest) == (PURGE_TYPE, True, 1)


def test_facets_tell_how_many_bodies_and_name_no_clause() -> None:
    facets = KIND.facets(_read(basis="Agreement of 4 July 2013"))
    assert (facets.code, facets.clauses) == ("a" * 12, ())
    assert facets.titles == {"en": "Purge of 2 bodies", "ja": "本文2件の消去"}
    assert KIND.facets(_read(acts=["c" * 64])).titles["en"] == "Purge of 1 body"


@pytest.mark.parametrize(("changed", "rules"), [({}, []), ({"reason": {}}, ["PU1"]), ({"acts": ["a" * 64] * 2}, ["PU2"])])
def test_what_stands_against_proposing_a_purge(changed: dict[str, Any], rules: list[str]) -> None:
    assert [p.rule for p in check_purge(_read(**changed), ("GBR", "JPN"))] == rules


@pytest.mark.parametrize("changed", [{"acts": []}, {"acts": ["A" * 64]}, {"acts": ["a" * 63]}, {"acts": ["a" * 64 + "\n"]}, {"x": 1}])
def test_the_schema_refuses(changed: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        _read(**changed)

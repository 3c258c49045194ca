"""Parameters keep their default, their source, and whether they are assumed."""

from __future__ import annotations

from dataclasses import dataclass, fields

from entente.kernel.parameter import assumed, public


@dataclass(frozen=True, slots=True)
class Parameters:
    days: int = assumed(30, "ours")
    hours: int = public(72, "R3.1")


def test_a_parameter_is_its_default_and_says_where_it_is_from() -> None:
    assert (Parameters().days, Parameters(days=10).days, Parameters().hours) == (30, 10, 72)
    assert [dict(one.metadata) for one in fields(Parameters)] == [
        {"assumption": True, "source": "ours"},
        {"assumption": False, "source": "R3.1"},
    ]

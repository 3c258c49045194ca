"""Every time that oversight allows says that it is assumed, and whence it comes."""

from __future__ import annotations

from dataclasses import fields

from entente.areas.oversight.parameters import PARAMETERS, Parameters


def test_each_is_marked_as_an_assumption_with_its_source() -> None:
    assert all(field.metadata["assumption"] and field.metadata["source"] for field in fields(Parameters))
    assert PARAMETERS.reply_working_days > 0

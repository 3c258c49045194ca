"""What administrators do is said at home: once a change, by their post, in a form that lasts."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests import nodes

from entente.kernel.errors import Refusal
from entente.node import look
from entente.node.national import administration
from entente.store import records


def test_an_entry_is_a_statement_in_the_national_channel(tmp_path: Path) -> None:
    with nodes.build(tmp_path, 1) as world:
        node = world["GBR"]
        changes = {"roles": ("reader", "drafter, reader"), "title_en": ("", "x" * 2000)}
        act = administration.enter(node, "GBR:FCDO:administration", "post-changed", ("gbr-admin", "GBR:FCDO:desk"), changes)
        (row,) = records.listed(node.alias, {"type": "administration-entry"})
        entry = administration.read(row.revisions[-1].raw)
        assert (entry.by, entry.subject, entry.changes[0].after) == ("gbr-admin", "GBR:FCDO:desk", "drafter, reader")
        assert len(entry.changes[1].after) == administration.LONGEST
        found = look.find_act(node, act.id)
        assert found.channel == node.national().id and found.act.header is not None
        assert found.act.header.post == "GBR:FCDO:administration"


def test_what_the_area_does_not_know_is_refused_before_it_is_said(tmp_path: Path) -> None:
    with nodes.build(tmp_path, 1) as world:
        with pytest.raises(Refusal, match="AD3"):
            administration.enter(world["GBR"], "GBR:FCDO:administration", "person-deleted", ("gbr-admin", "x"))
        with pytest.raises(Refusal, match="AD1"):
            administration.enter(world["GBR"], "GBR:FCDO:administration", "post-changed", ("gbr-admin", "x"))
        assert records.listed(world["GBR"].alias, {"type": "administration-entry"}) == []

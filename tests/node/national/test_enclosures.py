"""Enclosures: files go along with every revision of a draft and out with the act it becomes, under the same digest."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests import nodes
from tests.said import instrument, plain

from entente.areas.consultations import sample
from entente.kernel.errors import Refusal
from entente.node import look, say
from entente.node.national import drafting, enclosures
from entente.node.officer import Officer
from entente.store import database

DESK = Officer("gbr-drafter", "GBR:FCDO:desk", frozenset({"drafter", "assigning-officer"}))
HEAD = Officer("gbr-release", "GBR:FCDO:release", frozenset({"clearing", "releasing-officer"}))
PDF = ("minutes of 2017.pdf", "application/pdf", b"%PDF-1.4 words")


def test_files_go_along_and_out(tmp_path: Path) -> None:
    with nodes.build(tmp_path) as world:
        node = world["GBR"]
        world.agree(world.propose("JPN", "instrument", instrument()))
        series = say.propose(node, world.channel, "meeting-series", plain(sample.series(sample.PROMISES[4])))
        world.agree(series)
        text = {"series": series.id, "meeting": series.id, "title": {"en": "Old minutes"}, "sort": "OLD MINUTES"}
        made = drafting.save(node, DESK, type_="meeting-paper", text=text, channel=world.channel.id, files=[PDF])
        again = drafting.save(node, DESK, type_="meeting-paper", text=text | {"dated": "2017-12-14"}, draft=made.id)
        assert [ref.name for ref, _data in enclosures.held(node, again.id)] == [PDF[0]]  # carried along
        drafting.ask(node, DESK, made.id, HEAD.post)
        drafting.clear(node, HEAD, made.id)
        drafting.order_release(node, HEAD, made.id, wait_s=0)
        (act,) = drafting.dispatch(node)
        found = look.find_act(node, act.id)
        assert enclosures.read(node, found, 1) == (enclosures.held(node, made.id)[0][0], PDF[2])
        assert enclosures.read(node, found, 2) is None and enclosures.read(node, found, 0) is None
        world.settle()
        assert enclosures.listed(look.body_of(world["JPN"], look.find_act(world["JPN"], act.id)))[0].digest
        database.run(node.alias, "DELETE FROM attachment_key WHERE act = %s", (look.find_act(node, made.id).position,))
        with pytest.raises(Refusal, match="not held here"):
            enclosures.held(node, made.id)


def test_for_us_alone_needs_the_role(tmp_path: Path) -> None:
    with nodes.build(tmp_path) as world:
        node = world["GBR"]
        text = {"series": "s" * 64, "meeting": "m" * 64, "title": {"en": "Ours"}}
        manner = say.Manner(files=(PDF,))
        record = enclosures.keep_at_home(node, DESK, "meeting-paper", text, manner)
        assert look.find_record(node, record).type == "meeting-paper"
        world.settle()
        with pytest.raises(Refusal):
            look.find_record(world["JPN"], record)
        with pytest.raises(Refusal, match="role"):
            enclosures.keep_at_home(node, Officer("r", "GBR:FCDO:reader", frozenset({"reader"})), "meeting-paper", text, manner)

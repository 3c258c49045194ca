"""Two nodes with a channel between them, made by the commands themselves, and carried by hand instead of a network."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.cli.shell import Answer, entente

from entente.cli.demonstration.papers import PAPERS
from entente.exchange import serve, wire
from entente.node.admission import receive
from entente.node.node import Node, open_node
from entente.node.partners.follow import follow
from entente.node.partners.source import NodeSource, take_notes


@dataclass
class Desks:
    """A UK and a Japanese desk in one folder."""

    folder: Path

    def __call__(self, side: str, *arguments: str) -> Answer:
        """Runs a command at a side's node."""
        return entente("--home", self.folder / side, *arguments)

    def json(self, side: str, *arguments: str) -> Any:
        """What a command prints with --json."""
        answer = self(side, *arguments, "--json")
        assert answer.code == 0, answer.err
        return json.loads(answer.out)

    def paper(self, name: str, text: Any) -> str:
        """A file with a text."""
        (self.folder / name).write_text(json.dumps(text), encoding="utf-8")
        return str(self.folder / name)

    def carry(self) -> None:
        """Both ask each other until nothing new comes."""
        nodes = [open_node(self.folder / side) for side in ("uk", "japan")]
        while _ask(*nodes) + _ask(*reversed(nodes)):
            pass


def _ask(node: Node, other: Node) -> int:
    charter, mine, theirs = node.find_channel(None), NodeSource(node), NodeSource(other)
    heads = {wire.log_text(name): size for name, size in mine.heads(charter.id).items()}
    request = wire.SyncRequest(1, heads, (), mine.notes_for(charter.id, other.party))
    response = serve._synchronise(wire.parse_request(wire.render_request(request)), charter.id, node.party, theirs)
    taken = receive.receive(node, charter.id, response)
    take_notes(node, charter.id, other.party, response.heads, response.notes)
    return sum(taken.acts.values()) + len(follow(node, charter))


INIT = {
    "uk": ("GBR", "United Kingdom", "FCDO", "entente:sample:gbr:1/OFFICIAL"),
    "japan": ("JPN", "Japan", "MOFA", "entente:sample:jpn:1/GENERAL"),
}


@pytest.fixture
def desks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desks]:
    """Both nodes in a channel, nothing said yet; lines are as wide as where there is no terminal."""
    monkeypatch.delenv("COLUMNS", raising=False)
    both = Desks(tmp_path)
    for side, (party, name, authority, ceiling) in INIT.items():
        where = ("--ceiling", ceiling, "--simulated-from", "2018-10-02T09:00:00Z", "--authority", f"{authority}=Foreign ministry")
        assert both(side, "init", "--party", party, "--name-en", name, *where).code == 0
        assert both(side, "charter", "card", "-o", f"{tmp_path}/{party}.card").code == 0
    file = f"{tmp_path}/charter.json"
    cards = (f"{tmp_path}/GBR.card", f"{tmp_path}/JPN.card")
    options = ("--title-en", "Test", "--ceiling", "entente:sample:gbr:1/OFFICIAL", "--exercise", "-o", file)
    assert both("uk", "charter", "draft", *cards, *options).code == 0
    for verb in ("sign", "join"):
        for side in INIT:
            assert both(side, "charter", verb, file).code == 0
    for name, text in PAPERS.items():
        both.paper(name, text)
    yield both


@pytest.fixture
def agreed(desks: Desks) -> Desks:
    """The declaration is in effect at both nodes."""
    assert desks("japan", "instrument", "propose").code == 0
    desks.carry()
    assert desks("uk", "act", "accept", "jp-gb-2017").code == 0
    desks.carry()
    assert desks.json("uk", "records", "list")[0]["state"] == "in-effect"
    return desks

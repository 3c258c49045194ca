"""Three governments in one channel: real nodes as processes of their own, over HTTP, by the commands an officer types.

Touches folders, processes and ports. Japan, the United Kingdom and Italy: a charter of three, a declaration brought from a text, a measure
accepted by two, one node away for a while, a meeting series of three; then a second instrument beside the first. Serves every clause.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from tests.cli.shell import entente, environment, free_ports

PARTIES = {"gbr": ("GBR", "United Kingdom", "MOD"), "ita": ("ITA", "Italy", "MOD"), "jpn": ("JPN", "Japan", "MOD")}
PATIENCE_S = 120.0

FIRST = """Joint Statement on the Trilateral Air Programme

The Ministers of Japan, the United Kingdom and Italy,

Have decided as follows:

1. Japan, the UK and Italy will develop a common plan.

2. Japan, the UK and Italy will hold an annual trilateral ministerial meeting.

3. Italy welcomes the contributions of Japan and the UK.

Tokyo, 14 December 2023
"""
SECOND = FIRST.replace("Air Programme", "Sea Programme").replace(
    "annual trilateral ministerial meeting", "steering meeting every six months"
)


@dataclass
class Trio:
    """Three nodes in one folder, each with a process that serves and asks."""

    folder: Path
    port: int
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def url(self, side: str) -> str:
        """Where a node answers."""
        return f"http://127.0.0.1:{self.port + list(PARTIES).index(side)}"

    def __call__(self, side: str, *arguments: str) -> str:
        """What a command at a side's node prints; it must succeed."""
        found = entente("--home", self.folder / side, *arguments)
        assert found.code == 0, (arguments, found.err)
        return found.out

    def json(self, side: str, *arguments: str) -> Any:
        """What a command prints with --json."""
        return json.loads(self(side, *arguments, "--json"))

    def file(self, name: str, text: Any) -> str:
        """A file with a text."""
        path = self.folder / name
        path.write_text(text if isinstance(text, str) else json.dumps(text), encoding="utf-8")
        return str(path)

    def serve(self, *sides: str) -> None:
        """Starts nodes' processes."""
        for side in sides:
            port = self.url(side).rpartition(":")[2]
            command = [sys.executable, "-m", "entente", "--home", side, "serve", "--port", port, "--every", "0.2"]
            log = (self.folder / f"{side}.log").open("ab")
            self.running[side] = subprocess.Popen(command, cwd=self.folder, env=environment(), stdout=log, stderr=log)
        until(lambda: all(_answers(self.url(side)) for side in sides), f"{', '.join(sides)} serve")

    def stop(self, *sides: str) -> None:
        """Ends nodes' processes."""
        for side in sides:
            self.running[side].terminate()
        for side in sides:
            self.running.pop(side).wait(10)

    def state(self, side: str, code: str) -> str:
        """A record's state at a node; "" where it is not known yet."""
        rows = {row["code"]: row["state"] for row in self.json(side, "records", "list")}
        return rows.get(code, "")

    def everywhere(self, code: str, state: str, *sides: str) -> None:
        """Waits until these nodes, or all, see the record in that state; they ask at once instead of when it is their time."""

        def seen() -> bool:
            waiting = [side for side in sides or tuple(PARTIES) if self.state(side, code) != state]
            for side in waiting and self.running:
                entente("--home", self.folder / side, "sync")
            return not waiting

        until(seen, f"{code} {state}")


def until(holds: Callable[[], bool], what: str) -> None:
    """Waits until something holds."""
    stop = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < stop, what
        time.sleep(0.1)


def _answers(url: str) -> bool:
    """Whether somebody listens there."""
    host, _, port = url.removeprefix("http://").partition(":")
    with socket.socket() as probe:
        return probe.connect_ex((host, int(port))) == 0


@pytest.fixture
def trio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Trio]:
    """A charter of three, by the commands of docs/operations.md; all nodes run."""
    monkeypatch.delenv("COLUMNS", raising=False)
    made = Trio(tmp_path, free_ports(3))
    for side, (code, name, authority) in PARTIES.items():
        options = ("--authority", f"{authority}=Ministry of Defence", "--simulated-from", "2024-01-15T09:00:00Z")
        made(side, "init", "--party", code, "--name-en", name, *options, "--ceiling", "entente:sample:gbr:1/OFFICIAL")
        made(side, "charter", "card", "-o", str(tmp_path / f"{code}.card"))
    charter = str(tmp_path / "charter.json")
    cards = [str(tmp_path / f"{code}.card") for code, _, _ in PARTIES.values()]
    made("ita", "charter", "draft", *cards, "--title-en", "Trilateral programme", "--exercise", "-o", charter)
    for side in PARTIES:
        made(side, "charter", "sign", charter)
    for side in PARTIES:
        others = [("--address", f"{PARTIES[other][0]}={made.url(other)}") for other in PARTIES if other != side]
        made(side, "charter", "join", charter, *(part for pair in others for part in pair))
    try:
        made.serve(*PARTIES)
        yield made
    finally:
        made.stop(*list(made.running))


def measure(code: str, clause: str) -> dict[str, Any]:
    """A measure of three leads."""
    return {
        "code": code,
        "title": {"en": "A common plan"},
        "clauses": [clause],
        "type": "DELIVERABLE",
        "stage": "ACTIVE",
        "leads": {"GBR": "MOD", "ITA": "MOD", "JPN": "MOD"},
        "baseline_start": "2024-01-01",
        "baseline_finish": "2024-06-28",
        "completion_criterion": {"en": "The plan is agreed."},
    }


def standing(trio: Trio, side: str, clause: str) -> str:
    """A clause's standing at a node."""
    return str(trio.json(side, "standing", "--clause", clause)["clauses"][0]["state"])


def test_three_governments_carry_out_what_they_declared(trio: Trio) -> None:
    trio("jpn", "instrument", "import", trio.file("air.txt", FIRST), "--id", "air-2023", "--propose")
    trio.everywhere("air-2023", "proposed", "gbr", "ita")
    trio("gbr", "act", "accept", "air-2023")
    assert trio.state("gbr", "air-2023") == "proposed", "two of three are not all"
    trio("ita", "act", "accept", "air-2023")
    trio.everywhere("air-2023", "in-effect")
    assert [standing(trio, "ita", clause) for clause in ("C1", "C3")] == ["no-evidence", "position"]

    # One proposes, one accepts while the third is away; it catches up, accepts, and all confirm.
    trio.stop("ita")
    trio("gbr", "act", "propose", "measure", trio.file("measure.json", measure("GBR-M-2024-001", "air-2023#C1")))
    trio.everywhere("GBR-M-2024-001", "proposed", "jpn")
    trio("jpn", "act", "accept", "GBR-M-2024-001")
    until(lambda: waiting(trio, "gbr") == ["ITA"], "GBR waits for Italy alone")
    assert trio.state("ita", "GBR-M-2024-001") == "" and standing(trio, "jpn", "C1") == "no-evidence"
    until(lambda: "refused the connection" in " ".join(trio("gbr", "status").split()), "Italy's absence is told")
    trio.serve("ita")
    trio.everywhere("GBR-M-2024-001", "proposed", "ita")
    trio("ita", "act", "accept", "GBR-M-2024-001")
    trio.everywhere("GBR-M-2024-001", "in-effect")
    assert {standing(trio, side, "C1") for side in PARTIES} == {"begun"}

    # The meeting of three that the text promises, and a second instrument beside the first.
    trio("ita", "instrument", "series", "air-2023", "--propose")
    trio("gbr", "instrument", "import", trio.file("sea.txt", SECOND), "--id", "sea-2023", "--propose")
    for code, author in (("AIR-2023-C2-1", "ita"), ("sea-2023", "gbr")):
        others = [side for side in PARTIES if side != author]
        trio.everywhere(code, "proposed", *others)
        for side in others:
            trio(side, "act", "accept", code)
        trio.everywhere(code, "in-effect")
    (series,) = trio.json("jpn", "records", "list", "--type", "meeting-series")
    text = trio.json("jpn", "records", "show", series["code"], "--text")
    assert (text["interval_months"], text["host_order"], text["clauses"]) == (12, ["GBR", "ITA", "JPN"], ["air-2023#C2"])
    check_two_instruments(trio)
    assert all("Sound" in trio(side, "verify", "--quick") for side in PARTIES)
    until(lambda: agree(trio), "all hold the same")


def agree(trio: Trio) -> bool:
    """Whether all three hold the same, having asked."""
    for side in PARTIES:
        entente("--home", trio.folder / side, "sync")
    (channel,) = [c["channel"] for c in trio.json("gbr", "charter", "list") if len(c["parties"]) == 3]
    return len({trio(side, "dump", "--shared", "--channel", channel, "--digest") for side in PARTIES}) == 1


def waiting(trio: Trio, side: str) -> list[str]:
    """Who has still to accept, as a node sees it."""
    (row,) = trio.json(side, "records", "list", "--type", "measure")
    return [move["party"] for move in row["moves"] if move["verb"] == "accept"]


def check_two_instruments(trio: Trio) -> None:
    """Clause ids of two instruments do not collide, and a short one that both have is asked about."""
    unclear = entente("--home", trio.folder / "gbr", "records", "list", "--clause", "C1")
    assert unclear.code == 1 and "air-2023#C1, sea-2023#C1" in unclear.err
    found = trio.json("gbr", "records", "list", "--clause", "air-2023#C1", "--type", "measure")
    assert [row["code"] for row in found] == ["GBR-M-2024-001"]
    assert trio.json("gbr", "records", "list", "--clause", "sea-2023#C1", "--type", "measure") == []
    assert [standing(trio, "gbr", f"{name}#C1") for name in ("air-2023", "sea-2023")] == ["begun", "no-evidence"]
    again = entente("--home", trio.folder / "gbr", "instrument", "import", trio.folder / "sea.txt", "--id", "air-2023", "--propose")
    assert again.code == 1 and "N27 instrument-taken" in again.err

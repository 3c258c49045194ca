"""The demonstration tells its story to the end, takes up where it ended, leaves no process behind, and spares what is not its own."""

from __future__ import annotations

import re
import socket
from pathlib import Path

from tests.cli.shell import entente, free_ports, process

from entente.cli import exits


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_the_story_is_told_and_taken_up_again(tmp_path: Path) -> None:
    port = free_ports(2)
    told = process("demo", "--folder", "nodes", "--port", str(port), "--no-wait", folder=tmp_path, timeout=300)
    assert told.code == 0, told.err
    for words in (
        "Accepted jp-gb-2017",
        "+ 2019-02-28",
        "GBR confirmed",
        "The sides rate the measure differently: United Kingdom: Green; Japan: Amber.",
        "refused the connection",
        "PROVEN: JPN said this.",
        "NOT PROVEN: step 9 failed",
        "The desks fill",
        "What to try next",
    ):
        assert words in " ".join(told.out.split()), words
    assert "Traceback" not in told.out + told.err
    assert not any("\x1b" in line or len(line) > 100 for line in told.out.splitlines())
    again = process("demo", "--folder", "nodes", "--port", str(port), "--no-wait", folder=tmp_path, timeout=120)
    assert again.code == 0, again.err
    held = re.search(r"the UK's node holds (\d+) acts of the channel, Japan's (\d+)", " ".join(again.out.split()))
    assert held is not None and held[1] == held[2] and int(held[1]) >= 42
    assert "gbr-drafter" in again.out and (tmp_path / "nodes" / "sign-ins.json").stat().st_mode & 0o077 == 0
    assert not listens(port) and not listens(port + 1)
    visits = entente("--home", tmp_path / "nodes" / "uk", "records", "list", "--type", "visit")
    assert (
        all(f"{code}" in visits.out for code in ("GBR-V-2018-001", "GBR-V-2018-003", "JPN-V-2018-004"))
        and visits.out.count("in-effect") == 4
    )


def test_a_folder_of_somebody_elses_is_spared(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    answer = entente("demo", "--folder", tmp_path, "--reset", "--no-wait", "--port", str(free_ports(2)))
    assert answer.code == exits.USAGE
    assert (tmp_path / "letter.txt").read_text() == "mine"


def test_a_port_in_use_is_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        answer = entente("demo", "--folder", tmp_path / "nodes", "--port", str(port))
    assert answer.code == exits.NODE
    assert f"Port {port}" in answer.err and "--port" in answer.err
    assert not (tmp_path / "nodes").exists()

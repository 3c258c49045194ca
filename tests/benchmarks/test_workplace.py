"""Nothing is left behind: folders and processes are gone after an error, an interruption and a time limit."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest
from benchmarks.measure import NotRun
from benchmarks.workplace import TimeUp, await_port, finish, free_port, need, start, time_limit, workplace

FAMILY = "import subprocess, sys; p = subprocess.Popen(['sleep', '60']); print(p.pid, flush=True); p.wait()"


def is_running(pid: int) -> bool:
    """Whether the process is there and not merely a dead entry that its new parent has not collected yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
@pytest.mark.parametrize("trouble", [KeyboardInterrupt, TimeUp, OSError])
def test_trouble_leaves_neither_processes_nor_folder(trouble: type[BaseException]) -> None:
    pids: list[int] = []
    with pytest.raises(trouble), workplace("test") as place:
        parent = start(place, [sys.executable, "-c", FAMILY])
        assert parent.stdout is not None
        pids = [parent.pid, int(parent.stdout.readline())]
        assert all(map(is_running, pids))
        raise trouble
    assert not place.folder.exists()
    until = time.monotonic() + 5
    while any(map(is_running, pids)) and time.monotonic() < until:
        time.sleep(0.01)
    assert not any(map(is_running, pids))


def test_a_time_limit_reaches_through_library_handlers() -> None:
    with pytest.raises(TimeUp), time_limit(0.05):
        for _ in range(200):
            try:
                time.sleep(0.05)
            except Exception:
                pytest.fail("swallowed")


def test_a_time_limit_that_is_kept_does_not_ring_later() -> None:
    with time_limit(0.05):
        pass
    time.sleep(0.1)


def test_a_failed_command_speaks_in_its_own_words(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match=r"failed \(3\): no such thing"):
        finish([sys.executable, "-c", "import sys; print('no such thing', file=sys.stderr); sys.exit(3)"], tmp_path)
    assert finish([sys.executable, "-c", "import os; print(os.environ['WORD'])"], tmp_path, {"WORD": "yes"}) == "yes\n"


def test_a_server_that_dies_is_reported_with_its_log() -> None:
    with workplace("test") as place:
        dead = start(place, [sys.executable, "-c", "raise SystemExit('cannot bind')"])
        with pytest.raises(RuntimeError, match="cannot bind"):
            await_port(place, dead, free_port(), seconds=20)


def test_a_missing_program_is_a_reason_not_to_run() -> None:
    with pytest.raises(NotRun, match="no-such-program is not installed"):
        need("no-such-program")
    assert os.access(need("sleep"), os.X_OK)

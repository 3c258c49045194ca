"""The `entente` command as tests run it: in this process for its exit code and words, or as a process of its own.

Touches temporary folders, processes and ports.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from entente.cli.main import run

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Answer:
    """What a command ended with and printed."""

    code: int
    out: str
    err: str


def entente(*arguments: str | Path) -> Answer:
    """Runs a command line in this process."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run([str(argument) for argument in arguments])
    return Answer(code, out.getvalue(), err.getvalue())


def environment(**more: str) -> dict[str, str]:
    """The environment of a command as a process: this checkout's package, no node of the caller's."""
    kept = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "ENTENTE_HOME", "COLUMNS", "FORCE_COLOR")}
    return {**kept, "PYTHONPATH": str(ROOT / "src"), **more}


def process(*arguments: str | Path, folder: Path, timeout: float = 120) -> Answer:
    """Runs a command line as a process of its own."""
    command = [sys.executable, "-m", "entente", *map(str, arguments)]
    done = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True, timeout=timeout, check=False)
    return Answer(done.returncode, done.stdout, done.stderr)


_PORTS = range(20_000, 32_000)
"""Below those that Linux gives to outgoing connections."""
_SLOT = 12
"""Ports between the places where two processes with neighbouring numbers begin to look, so that they do not find the same."""


def free_ports(count: int = 2) -> int:
    """The first of so many neighbouring ports that nobody listens on."""
    begin = os.getpid() * _SLOT % len(_PORTS)
    for offset in range(0, len(_PORTS) - count, count):
        first = _PORTS[(begin + offset) % (len(_PORTS) - count)]
        if all(_is_free(first + i) for i in range(count)):
            return first
    raise OSError("no free ports")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0

"""A folder and processes that are gone afterwards, whatever happens: error, time limit, Ctrl-C. Touches files, processes, signals.

Everything a benchmark starts listens on loopback only. Processes get their own session, so that Ctrl-C at the terminal reaches this
program alone and it can stop them in order; where util-linux is at hand they also die with this program if it is killed outright.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep
from types import FrameType
from typing import TypedDict

from benchmarks.measure import NotRun

LOOPBACK = "127.0.0.1"
STOP_S = 10.0
"""Seconds a process has to stop after its stop signal before it is killed."""


class TimeUp(BaseException):
    """A benchmark took longer than its limit. Not an Exception, so that no library's `except Exception` can swallow it."""


@dataclass(frozen=True, slots=True)
class Account:
    """The unprivileged user and group a process runs as."""

    uid: int
    gid: int


class _Identity(TypedDict):
    user: int | None
    group: int | None
    extra_groups: list[int] | None


@dataclass(frozen=True, slots=True)
class Place:
    """One benchmark's folder and the processes started in it, each with the signal that stops it."""

    folder: Path
    started: list[tuple[subprocess.Popen[str], signal.Signals]] = field(default_factory=list)


@contextmanager
def workplace(name: str) -> Iterator[Place]:
    """A fresh folder under the system's temporary folder; on leaving, its processes are stopped, last started first, and it is deleted."""
    place = Place(Path(tempfile.mkdtemp(prefix=f"entente-bench-{name}-")))
    try:
        yield place
    finally:
        with _undisturbed():
            for process, stop in reversed(place.started):
                _stop(process, stop)
            shutil.rmtree(place.folder, ignore_errors=True)


def start(
    place: Place,
    command: Sequence[str | Path],
    env: Mapping[str, str] | None = None,
    account: Account | None = None,
    stop: signal.Signals = signal.SIGTERM,
) -> subprocess.Popen[str]:
    """A process in the background with pipes on stdin and stdout; its errors go to a log that `log_tail` reads."""
    tied = ["setpriv", "--pdeathsig", stop.name.removeprefix("SIG")] if shutil.which("setpriv") else []
    with (place.folder / "log").open("a") as log:
        process = subprocess.Popen(
            [*tied, *map(str, command)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True,
            env={**os.environ, **(env or {})}, cwd=place.folder, start_new_session=True, **_identity(account),
        )  # fmt: skip
        place.started.append((process, stop))
    return process


def finish(
    command: Sequence[str | Path], cwd: Path, env: Mapping[str, str] | None = None, account: Account | None = None, timeout_s: float = 300
) -> str:
    """Standard output of a command run to its end. Raises RuntimeError with the command's own words if it fails."""
    process = subprocess.Popen(
        [*map(str, command)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        cwd=cwd, env={**os.environ, **(env or {})}, start_new_session=True, **_identity(account),
    )  # fmt: skip
    try:
        output, errors = process.communicate(timeout=timeout_s)
    except BaseException:
        with _undisturbed(), suppress(subprocess.TimeoutExpired):
            process.communicate(timeout=STOP_S)  # broken off, initdb would leave shared memory behind
        with _undisturbed():
            _stop(process, signal.SIGTERM)
        raise
    if process.returncode != 0:
        said = (errors or output).strip()[-500:]
        raise RuntimeError(f"{Path(str(command[0])).name} {' '.join(map(str, command[1:3]))} failed ({process.returncode}): {said}")
    return output


def free_port() -> int:
    """A loopback port that is free at this moment."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def await_port(place: Place, process: subprocess.Popen[str], port: int, seconds: float = 30) -> None:
    """Returns once the process answers on the port; raises RuntimeError with its log if it ends or stays silent."""
    until = monotonic() + seconds
    while monotonic() < until and process.poll() is None:
        with suppress(OSError), socket.create_connection((LOOPBACK, port), timeout=1):
            return
        sleep(0.05)
    raise RuntimeError(f"{process.args!r} does not answer on port {port}: {log_tail(place)}")


def log_tail(place: Place) -> str:
    """The last 500 characters of what the place's processes wrote as errors."""
    log = place.folder / "log"
    return log.read_text(errors="replace")[-500:].strip() if log.exists() else ""


def need(program: str) -> str:
    """The program's path. Raises NotRun if this machine has none."""
    path = shutil.which(program)
    if path is None:
        raise NotRun(f"the program {program} is not installed")
    return path


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raises TimeUp inside the block after `seconds`. Main thread only."""

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise TimeUp

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _identity(account: Account | None) -> _Identity:
    if account is None:
        return {"user": None, "group": None, "extra_groups": None}
    return {"user": account.uid, "group": account.gid, "extra_groups": []}


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Signals that would break off the tidying are ignored; it is bounded by `STOP_S` a process."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGALRM)
    before = [signal.signal(number, signal.SIG_IGN) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def _stop(process: subprocess.Popen[str], stop: signal.Signals) -> None:
    """Stops the process, and whatever it left in its session's group."""
    for number in (stop, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        with suppress(subprocess.TimeoutExpired):
            process.wait(STOP_S)
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            with suppress(BrokenPipeError):
                pipe.close()

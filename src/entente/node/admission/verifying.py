"""Signatures checked beside the writing: processes of their own verify while a transaction is being prepared.

Touches processes. libsodium lets go of the interpreter while it verifies, but a thread gets it back only when the writing one gives it
up: threads beside a transaction being prepared verify next to nothing until it waits. So a worker is a process; it reads a frame of
checks on stdin and answers one byte for each. Where none can be had the checks are made here: only the speed depends on workers, never
the verdict, and nothing is committed before it is known. Serves every clause.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from subprocess import PIPE
from typing import IO

import msgspec

from entente.kernel.log import Check, verify_each

WORTH = 128  # checks; fewer are made sooner than handed over
MAX_WORKERS = 4
LENGTH = 4

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(list[tuple[bytes, bytes, bytes]]).decode


@dataclass
class Workers:
    """A process's verifiers, started when first needed; one batch at a time uses them. Once `failed` they are not tried again."""

    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    busy: threading.Lock = field(default_factory=threading.Lock)
    failed: bool = False

    def give(self, checks: Sequence[Check]) -> None:
        """Hands out the checks, starting the workers if none runs yet; one core is left to the caller. Raises OSError."""
        if self.failed:
            raise OSError("the verifying processes have failed before")
        env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        while len(self.processes) < max(1, min(MAX_WORKERS, (os.cpu_count() or 1) - 1)):
            command = [sys.executable, "-m", "entente.node.admission.verifying"]
            self.processes.append(subprocess.Popen(command, stdin=PIPE, stdout=PIPE, env=env, start_new_session=True))
        for process, part in zip(self.processes, self._parts(checks), strict=False):
            assert process.stdin is not None
            data = _encode(part)
            process.stdin.write(len(data).to_bytes(LENGTH) + data)
            process.stdin.flush()

    def take(self, checks: Sequence[Check]) -> list[bool]:
        """The verdicts on the checks handed out, in their order. Raises OSError."""
        answer = b""
        for process, part in zip(self.processes, self._parts(checks), strict=False):
            assert process.stdout is not None
            answer += process.stdout.read(len(part))
        if self.failed or len(answer) != len(checks):
            raise OSError("a verifying process has ended")
        return [octet == 1 for octet in answer]

    def stop(self) -> None:
        """Ends the workers for good."""
        self.failed = True
        for process in self.processes:
            process.kill()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()
            process.wait()
        self.processes.clear()

    def _parts(self, checks: Sequence[Check]) -> list[Sequence[Check]]:
        size = -(-len(checks) // len(self.processes)) if self.processes else len(checks)
        return [checks[first : first + size] for first in range(0, len(checks), size)]


_workers = Workers()


class Untrue(Exception):
    """A signature that was taken on trust does not hold."""


@dataclass
class Beside:
    """The checks of one batch, made beside its writing: `begin`, then `check` before the batch is committed, then `end` in any case."""

    workers: Workers = field(default_factory=lambda: _workers)
    verdicts: list[bool] | None = None
    _given: Sequence[Check] | None = None

    def begin(self, checks: Sequence[Check]) -> list[bool]:
        """The verdicts; where they are still being found, all true until `check` has said so."""
        if len(checks) < WORTH or not self.workers.busy.acquire(blocking=False):
            self.verdicts = verify_each(checks)
            return self.verdicts
        self._given = checks
        try:
            self.workers.give(checks)
        except OSError:
            self.workers.stop()
        return [True] * len(checks)

    def check(self) -> None:
        """Waits for the verdicts that `begin` left open; raises Untrue unless all hold."""
        if self._given is not None:
            self.end()
            if not all(self.verdicts or ()):
                raise Untrue

    def again(self, checks: Sequence[Check]) -> list[bool]:
        """The verdicts found, for reading the same entries a second time."""
        assert self.verdicts is not None and len(self.verdicts) == len(checks)
        return self.verdicts

    def end(self) -> None:
        """Has the verdicts and lets others have the workers."""
        if self._given is None:
            return
        given, self._given = self._given, None
        try:
            self.verdicts = self.workers.take(given)
        except OSError:
            self.workers.stop()
        finally:
            self.workers.busy.release()
        if self.verdicts is None:
            self.verdicts = verify_each(given)


def work(source: IO[bytes], sink: IO[bytes]) -> None:
    """A worker's life: answers frames until its caller has gone."""
    while len(head := source.read(LENGTH)) == LENGTH:
        checks = _decode(source.read(int.from_bytes(head)))
        sink.write(bytes(verify_each(checks)))
        sink.flush()


if __name__ == "__main__":
    with suppress(KeyboardInterrupt, BrokenPipeError):
        work(sys.stdin.buffer, sys.stdout.buffer)

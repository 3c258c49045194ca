"""Returned files to answers: each read in a process of its own, its answers told apart, nothing recorded.

Touches a process (form_reader.py), under bounds on time and memory, since what comes by mail is a stranger's. Refusals: F1 too large, F2 no
form, F3 locked. Serves I1, S2.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from entente.areas.commissioning.form import Answer, Given, read
from entente.areas.commissioning.records import Way
from entente.kernel.errors import Refusal

MAX_BYTES = 20 * 1024 * 1024
MAX_SECONDS = 20
MAX_MEMORY = 1536 * 1024 * 1024
WAYS: Mapping[str, Way] = {"docx": "DOCX", "xlsx": "XLSX", "eml": "MAIL", "msg": "MAIL", "txt": "MAIL"}
"""How a file came, by the end of its name."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One returned file: its name, SHA-256, how it came, and what stands in it as it was typed."""

    name: str
    digest: str
    way: Way
    given: tuple[Given, ...]

    @property
    def answers(self) -> tuple[Answer, ...]:
        """What it answers."""
        return tuple(read(one) for one in self.given)


def read_return(name: str, data: bytes) -> Delivery:
    """What a file answers; refuses, in words, what is too large (F1), locked (F3), or no form and no mail with answers (F2)."""
    kind = name.rpartition(".")[2].lower()
    if kind not in WAYS:
        raise Refusal("no-form", "F2", f"“{name}” is not one of the files that are read here: {', '.join(f'.{one}' for one in WAYS)}.")
    if len(data) > MAX_BYTES:
        raise Refusal("file-too-large", "F1", f"“{name}” has {len(data):,} bytes; at most {MAX_BYTES:,} are read.")
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" and kind in ("docx", "xlsx"):
        raise Refusal("locked", "F3", f"“{name}” is locked with a password, or of an older format; save it as .{kind} without one.")
    given = tuple(Given(where, cells) for where, cells in _read_apart(name, kind, data))
    if not given:
        raise Refusal("no-form", "F2", f"No reference of a form stands in “{name}”.")
    return Delivery(name, hashlib.sha256(data).hexdigest(), WAYS[kind], given)


def _read_apart(name: str, kind: str, data: bytes) -> list[tuple[dict[str, str], dict[str, str]]]:
    command = [sys.executable, "-I", "-X", "utf8", "-m", "entente.node.returns.form_reader", kind, str(MAX_SECONDS), str(MAX_MEMORY)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=MAX_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise Refusal("no-form", "F2", f"“{name}” could not be read within {MAX_SECONDS} seconds.") from None
    if done.returncode:
        last = (done.stderr.decode("utf-8", "replace").strip().splitlines() or ["F2\tits reader stopped"])[-1]
        rule, _tab, words = last.partition("\t")
        if words.startswith("form "):  # a whole sentence of the reader of tables, which knows the file by no other name
            raise Refusal("no-form", rule, f"{name}{words[4:]}")
        raise Refusal("no-form", rule if words else "F2", f"“{name}” cannot be read: {(words or rule)[:250]}")
    found: list[tuple[dict[str, str], dict[str, str]]] = json.loads(done.stdout)
    return found

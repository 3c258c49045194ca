"""git: one SSH-signed commit a record with full fsync, pushed to a daemon on loopback, cloned and verified (KERNEL section 4).

Touches a temporary folder, processes and a loopback port. The rate is per record, since git pays processes for each: few records do.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from time import perf_counter

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from benchmarks.content import SEED, record
from benchmarks.measure import PEER_GIT, RECORDS_PER_S, Measurement, NotRun
from benchmarks.workplace import LOOPBACK, Place, await_port, finish, free_port, need, start, workplace

RECORDS, QUICK_RECORDS = 300, 40
OLDEST = (2, 36)
"""First git with core.fsync; SSH signatures came with 2.34."""
AUTHOR = "bench@entente.invalid"
VERIFY_BATCH = 1_000
"""Commits named in one verify-commit, well under the limit of a command line."""


def run(quick: bool, n: int | None = None) -> tuple[Measurement, ...]:
    """Records/s over all four phases together, then each phase alone. Raises NotRun without git 2.36 or ssh-keygen."""
    version = git_version()
    count = n or (QUICK_RECORDS if quick else RECORDS)
    with workplace("git") as place:
        env = _configure(place)
        port = _serve(place, env)
        phases = (
            ("commit", lambda: _commit(place, env, count)),
            ("push", lambda: _git(place, env, "a", "push", "-q", f"git://{LOOPBACK}:{port}/served/partner.git", "HEAD:refs/heads/main")),
            ("clone", lambda: _git(place, env, "", "clone", "-q", f"git://{LOOPBACK}:{port}/served/partner.git", "b")),
            ("verify", lambda: _verify(place, env, count)),
        )
        seconds = {}
        for phase, work in phases:
            started = perf_counter()
            work()
            seconds[phase] = perf_counter() - started
    note = f"git {version}, one SSH-signed commit a record, full fsync; commit, push, clone and verify-commit"
    total = Measurement(PEER_GIT, count / sum(seconds.values()), RECORDS_PER_S, count, note)
    return (total, *(Measurement(f"git, {phase} alone", count / s, RECORDS_PER_S, count) for phase, s in seconds.items()))


def git_version() -> str:
    """The version of the git at hand. Raises NotRun if it, or ssh-keygen which it signs with, is absent or too old."""
    need("ssh-keygen")
    words = finish([need("git"), "--version"], Path.cwd())
    found = re.search(r"(\d+)\.(\d+)[\d.]*", words)
    if found is None or (int(found[1]), int(found[2])) < OLDEST:
        raise NotRun(f"git {'.'.join(map(str, OLDEST))} or later is needed, and this is {words.strip()!r}")
    return found[0]


def _configure(place: Place) -> dict[str, str]:
    """Key, allowed signers and one configuration file that stands in for the user's and the machine's own."""
    key = Ed25519PrivateKey.from_private_bytes(SEED)
    private = place.folder / "key"
    private.touch(mode=0o600)
    private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))
    public = key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()
    (place.folder / "key.pub").write_text(f"{public}\n")
    (place.folder / "signers").write_text(f"{AUTHOR} {public}\n")
    (place.folder / "gitconfig").write_text(
        f"[user]\n\tname = bench\n\temail = {AUTHOR}\n\tsigningkey = {private}\n"
        f'[gpg]\n\tformat = ssh\n[gpg "ssh"]\n\tallowedSignersFile = {place.folder / "signers"}\n'
        "[core]\n\tfsync = all\n\tfsyncMethod = fsync\n[gc]\n\tauto = 0\n[init]\n\tdefaultBranch = main\n"
    )
    inherited = {name: "" for name in os.environ if name.startswith("GIT_CONFIG_")}
    return inherited | {
        "GIT_CONFIG_GLOBAL": str(place.folder / "gitconfig"),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_COUNT": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "HOME": str(place.folder),
    }


def _serve(place: Place, env: dict[str, str]) -> int:
    """A bare repository behind a daemon on loopback, and the writer's empty repository; returns the daemon's port."""
    _git(place, env, "", "init", "-q", "--bare", "served/partner.git")
    _git(place, env, "", "init", "-q", "a")
    port = free_port()
    daemon = ["git", "daemon", "--export-all", "--enable=receive-pack", "--reuseaddr"]
    daemon += [f"--listen={LOOPBACK}", f"--port={port}", f"--base-path={place.folder}", str(place.folder / "served")]
    await_port(place, start(place, daemon, env), port)
    return port


def _commit(place: Place, env: dict[str, str], count: int) -> None:
    for i in range(count):
        name = f"{i:06}.json"
        (place.folder / "a" / name).write_bytes(record(i))
        _git(place, env, "a", "add", name)
        _git(place, env, "a", "commit", "-q", "-S", "-m", "x")


def _verify(place: Place, env: dict[str, str], count: int) -> None:
    commits = _git(place, env, "b", "rev-list", "HEAD").split()
    if len(commits) != count:
        raise RuntimeError(f"the clone holds {len(commits)} of {count} commits")
    for first in range(0, count, VERIFY_BATCH):
        _git(place, env, "b", "verify-commit", *commits[first : first + VERIFY_BATCH])


def _git(place: Place, env: dict[str, str], folder: str, *words: str) -> str:
    return finish(["git", *words], place.folder / folder, env)

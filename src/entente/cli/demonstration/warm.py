"""Commands of the demonstration, each in a process of its own that finds everything imported already.

Touches processes and files. The standard library's fork server imports this module once and forks from it; nothing is open in it yet: no
database, no thread. Two dozen commands would otherwise spend most of the story's time on imports. Serves every clause.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Mapping, Sequence
from multiprocessing.context import ForkServerContext
from pathlib import Path

IMPORTED = (
    "entente.areas",
    "entente.cli.main",
    "entente.cli.demonstration.ready",
    "entente.exchange.client",
    "entente.node.channels",
    "entente.node.keeping.prove",
    "entente.node.say",
    "entente.node.partners.status",
    "rich.console",
    "rich.padding",
    "rich.table",
)


def open_context() -> ForkServerContext:
    """A fork server that has imported what commands need."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(IMPORTED))
    return context


def perform(context: ForkServerContext, arguments: Sequence[str], folder: Path, environment: Mapping[str, str]) -> tuple[int, str]:
    """Runs an `entente` command line in a folder; gives its exit code and all it printed."""
    output = folder / "last-command.out"
    process = context.Process(target=_child, args=(list(arguments), str(folder), dict(environment), str(output)))
    process.start()
    process.join()
    return process.exitcode if process.exitcode is not None else 1, output.read_text(errors="replace")


def _child(arguments: list[str], folder: str, environment: dict[str, str], output: str) -> None:
    from entente.cli.main import run

    descriptor = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    for standard in (1, 2):
        os.dup2(descriptor, standard)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    code = run(arguments)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)

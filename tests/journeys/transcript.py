"""Transcripts in documents, run as one shell session and compared line by line.

Touches a temporary folder, processes and ports. In a ```console block `$ ` begins a command, `> ` goes on with it, what follows is what it
prints; a line `…` stands for any lines. Ids, times of the clock and ports are not compared.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tests.cli.shell import ROOT, environment

MARK = "--- command {} ended ---"
ANY = "…"


@dataclass
class Step:
    """A command, and the lines it is said to print."""

    command: str
    expected: list[str] = field(default_factory=list)


def read(*documents: str) -> list[Step]:
    """The steps of the documents' console blocks, in order."""
    steps: list[Step] = []
    for name in documents:
        for block in re.findall(r"^```console\n(.*?)^```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE):
            for line in block.splitlines():
                if line.startswith("$ "):
                    steps.append(Step(line[2:]))
                elif line.startswith("> ") or line == ">":
                    steps[-1].command += "\n" + line[2:]
                else:
                    steps[-1].expected.append(line)
    return steps


def play(steps: Iterable[Step], folder: Path, ports: dict[str, str]) -> list[list[str]]:
    """What each step printed, standard error too; the steps run in one shell, whose jobs are stopped at the end."""
    programs = folder / "bin"
    programs.mkdir()
    for name, module in (("entente", "entente"), ("entente-verify", "entente_verify")):
        (programs / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" -m {module} "$@"\n')
        (programs / name).chmod(0o755)
    lines = ["exec 2>&1", "trap 'kill $(jobs -p) 2>/dev/null; wait' EXIT"]
    for number, step in enumerate(steps):
        command = step.command
        for written, free in ports.items():
            command = command.replace(written, free)
        lines.append(command)
        lines += [f"until (exec 3<>/dev/tcp/127.0.0.1/{port}) 2>/dev/null; do sleep 0.2; done" for port in _served(command)]
        lines.append(f"echo '{MARK.format(number)}'")
    shell = environment(PATH=f"{programs}:{os.environ['PATH']}")
    script = "\n".join(lines) + "\n"
    done = subprocess.run(["bash", "-s"], input=script, cwd=folder, env=shell, capture_output=True, text=True, timeout=400, check=False)
    printed: list[list[str]] = [[]]
    for line in done.stdout.splitlines():
        if line == MARK.format(len(printed) - 1):
            printed.append([])
        else:
            printed[-1].append(line)
    return printed[:-1]


def _served(command: str) -> list[str]:
    """The ports that a command starts to serve in the background: the session goes on when they answer."""
    return re.findall(r"serve --port (\d+)", command) if command.rstrip().endswith("&") else []


def normal(line: str, ports: dict[str, str]) -> str:
    """A line without what differs from run to run."""
    for written, free in ports.items():
        line = line.replace(free, written)
    line = re.sub(r"\b[0-9a-f]{12,64}\b", "<id>", line)
    line = re.sub(r"\d\d:\d\d(:\d\d)?Z?( UTC)?\b", "<time>", line)
    return re.sub(r" +", " ", line).rstrip()


def matches(expected: list[str], actual: list[str]) -> bool:
    """Whether lines are those expected, `…` standing for any number of them."""
    if not expected:
        return not actual
    if expected[0] == ANY:
        return any(matches(expected[1:], actual[skip:]) for skip in range(len(actual) + 1))
    return bool(actual) and expected[0] == actual[0] and matches(expected[1:], actual[1:])


def differences(steps: list[Step], folder: Path, ports: dict[str, str]) -> list[str]:
    """For each step that printed something else than it is said to: the command, what was expected, what came."""
    played = play(steps, folder, ports)
    found = []
    for step, printed in zip(steps, played, strict=False):
        expected = [normal(line, ports) if line != ANY else ANY for line in step.expected]
        actual = [normal(line, ports) for line in printed]
        if not matches(expected, actual):
            found.append("\n".join([f"$ {step.command}", "expected:", *expected, "came:", *actual]))
    if len(played) != len(steps):
        found.append(f"the session ended after {len(played)} of {len(steps)} commands")
    return found

"""The demonstration's stage: a folder, two nodes as processes of their own, commands that are really run, and words between them.

Touches files, processes, ports and the terminal. Nothing is faked: what is shown is what the commands print. Serves every clause.
"""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerContext
from pathlib import Path

from entente.cli import exits, terminal
from entente.cli.demonstration import warm as demo_warm

PATIENCE_S = 30.0
SIDES = {"uk": "GBR", "japan": "JPN"}
HOST = "127.0.0.1"
PASSWORD = re.compile("(?<=:)[^:@/ ]+(?=@)")  # in a database's address; nobody's to read on a screen


@dataclass
class Stage:
    """Where the story plays. `servers` are the running nodes by side, `databases` the addresses of theirs, where they are not files."""

    folder: Path
    port: int
    servers: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    databases: dict[str, str] = field(default_factory=dict)
    context: ForkServerContext = field(default_factory=demo_warm.open_context)

    def url(self, side: str) -> str:
        """Where a side's node answers."""
        return f"http://{HOST}:{self.port + list(SIDES).index(side)}"


def environment() -> dict[str, str]:
    """The environment of the commands: two nodes must not share a database or a folder that this shell names."""
    kept = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", terminal.HOME)}
    kept |= {"COLUMNS": str(terminal.console().width - 2), "PYTHONUNBUFFERED": "1"}
    if sys.stdout.isatty():
        kept["FORCE_COLOR"] = "1"
    return kept


def chapter(number: int, title: str, words: str) -> None:
    """A heading and what is about to happen."""
    terminal.say()
    terminal.say(f"{number}. {title}", "bold cyan")
    tell(words)


def tell(words: str) -> None:
    """A paragraph of the narrator."""
    terminal.say(words)


def run(stage: Stage, words: str, expected: Sequence[int] = (0,), show: int = 12, only: str = "") -> str:
    """Runs a command line in the folder, shows it and what it prints, at most `show` lines of it, or those that fit `only`.

    Gives the whole output; ends the story where the exit code is not one of those expected.
    """
    terminal.say(f"$ {PASSWORD.sub('…', words)}", "dim")
    code, output = _perform(stage, shlex.split(words))
    lines = output.rstrip("\n").splitlines()
    picked = [line for line in lines if re.search(only, plain(line))] if only else lines
    shown = [part for line in picked for part in _folded(line)]
    for line in shown[:show]:
        sys.stdout.write(f"  {line.rstrip()}\n")
    if len(shown) > show or len(picked) < len(lines):
        more = max(len(lines) - len(picked), 0) + max(len(shown) - show, 0)
        terminal.say(f"  … ({more} more line{'s' if more != 1 else ''})", "dim")
    sys.stdout.flush()
    if code not in expected:
        raise terminal.stop(f"the demonstration cannot go on: `{words}` ended with exit code {code}.", exits.NODE)
    return output


def _perform(stage: Stage, arguments: list[str]) -> tuple[int, str]:
    """The exit code and output of a command line: ours from the fork server, the stand-alone verifier as any program."""
    if arguments[0] == "entente":
        return demo_warm.perform(stage.context, arguments[1:], stage.folder, environment())
    command = [sys.executable, "-m", "entente_verify", *arguments[1:]]
    done = subprocess.run(
        command, cwd=stage.folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    return done.returncode, done.stdout


def _folded(line: str) -> list[str]:
    """A line that is too wide for the terminal, at words; one that carries colours was folded by the command itself."""
    width = terminal.console().width - 2
    return [line] if "\x1b" in line or len(line) <= width else textwrap.wrap(line, width, subsequent_indent="   ")


def plain(line: str) -> str:
    """A line without colours."""
    return re.sub(r"\x1b\[[0-9;]*m", "", line)


def start(stage: Stage, side: str) -> None:
    """Starts a side's node as a process of its own; its words go to a file beside it."""
    port = stage.port + list(SIDES).index(side)
    words = f"entente --home {side} serve --port {port} --every 0.5"
    terminal.say(f"$ {words} > {side}.log &", "dim")
    with (stage.folder / f"{side}.log").open("ab") as log:
        stage.servers[side] = subprocess.Popen(
            [sys.executable, "-m", "entente", *shlex.split(words)[1:]],
            cwd=stage.folder,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C reaches this process alone, which then stops the nodes in order
        )


def stop(stage: Stage, side: str) -> None:
    """Stops a side's node."""
    server = stage.servers.pop(side, None)
    if server is None or server.poll() is not None:
        return
    server.send_signal(signal.SIGTERM)
    try:
        server.wait(5)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def stop_all(stage: Stage) -> None:
    """Stops both nodes; a second Ctrl-C does not leave one behind."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        for side in list(stage.servers):
            stop(stage, side)
    finally:
        signal.signal(signal.SIGINT, before)


def wait_for(stage: Stage, what: str, happened: Callable[[], bool]) -> None:
    """Waits until something is so; ends the story where it does not come, or a node that should run does not."""
    deadline = time.monotonic() + PATIENCE_S
    while not happened():
        for side, server in stage.servers.items():
            if server.poll() is not None:
                log = (stage.folder / f"{side}.log").read_text(errors="replace").strip().splitlines()
                said = log[-1].removeprefix("entente: ") if log else "it said nothing"
                raise terminal.stop(f"{side}'s node has stopped: {said}", exits.NODE)
        if time.monotonic() > deadline:
            raise terminal.stop(f"the demonstration waited {PATIENCE_S:.0f} s in vain until {what}.", exits.NODE)
        time.sleep(0.1)

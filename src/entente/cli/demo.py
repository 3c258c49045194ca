"""`entente demo`: two nodes on this machine tell the story of a declaration being carried out. Touches files, processes, the terminal.

Serves S6, S13 and I1.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from entente.cli import exits, terminal

FINISHED = "story-told"
BEGUN = "story-begun"


app = typer.Typer()


@app.command()
def demo(
    folder: Annotated[Path, typer.Option(help="Where the two nodes live.")] = Path("demo-nodes"),
    port: Annotated[int, typer.Option(help="The UK's port; Japan's is the next one.", min=1, max=65534)] = 8081,
    reset: Annotated[bool, typer.Option("--reset", help="Begin anew; the folder's earlier demonstration is removed.")] = False,
    no_wait: Annotated[bool, typer.Option("--no-wait", help="Stop both nodes at the end of the story.")] = False,
) -> None:
    """Watch a Japanese and a UK node carry out the declaration of 2017: an exercise on this machine, in about half a minute.

    Every command shown is really run, by two nodes that are processes of their own. Where DATABASE_URL names a PostgreSQL database, each
    node has one of its own beside it, of that name and _demo_uk or _demo_japan.

    \b
    Example:
      entente demo --reset --no-wait
    """
    from entente.cli.demonstration import stage as demo_stage
    from entente.cli.demonstration import story as demo_story
    from entente.node.partners.serve import check_port
    from entente.store.database import create_beside

    for each in (port, port + 1):
        check_port(demo_stage.HOST, each)
    url = os.environ.pop("DATABASE_URL", "")  # two nodes must not share it; each keeps its own in its node.toml
    told = _prepare(folder, reset)
    stage = demo_stage.Stage(folder.absolute(), port)
    if url.startswith("postgres") and not told:
        stage.databases |= {side: create_beside(url, f"demo_{side}") for side in demo_stage.SIDES}
    signal.signal(signal.SIGTERM, _terminated)
    began = time.monotonic()
    try:
        _introduce(stage.folder)
        if told:
            demo_story.take_up(stage)
        else:
            demo_story.tell_all(stage)
            (folder / FINISHED).touch()
        demo_story.close(stage, stopping=no_wait)
        terminal.say(f"Told in {time.monotonic() - began:.0f} s.", "dim")
        if not no_wait:
            terminal.say("Both nodes go on running, and so do their desks: watch what comes. Ctrl-C stops them.")
            sys.stdout.flush()
            demo_story.watch(stage)
    except KeyboardInterrupt:
        terminal.say()
        terminal.say("Stopping both nodes; `entente demo` takes up from here." if (folder / FINISHED).exists() else "Stopping.")
        raise terminal.Ended(exits.DONE if (folder / FINISHED).exists() else exits.INTERRUPTED) from None
    finally:
        demo_stage.stop_all(stage)


def _prepare(folder: Path, reset: bool) -> bool:
    """Whether the story was told here; makes the folder otherwise. Only what a demonstration made is ever removed."""
    ours = (folder / BEGUN).exists()
    if folder.exists() and not ours and any(folder.iterdir()):
        raise terminal.stop(f"{folder} is not empty and was not made by a demonstration; name another folder with --folder.")
    if ours and not reset and (folder / FINISHED).exists():
        return True
    if ours:
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / BEGUN).touch()
    return False


def _introduce(folder: Path) -> None:
    terminal.say("Entente: two governments carry out together what they have declared", "bold")
    terminal.say(
        "An exercise on this machine. The declaration is the real one of 31 August 2017; measures and reports are invented;"
        " the nodes' clock starts on 2 October 2018. Lines that begin with $ are commands an official could type,"
        f" in the folder {folder}."
    )


def _terminated(_signal: int, _frame: object) -> NoReturn:
    """A polite kill stops both nodes as Ctrl-C does."""
    raise terminal.Ended(128 + signal.SIGTERM)

"""`entente digest`: mails everybody who wishes it what is new in what he follows. Touches a process. Serves every clause.

The program that sends knows the people of the pages and is named, not imported (node/mailing.py).
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from entente.cli import exits, terminal

app = typer.Typer()


@app.command()
def digest(
    context: typer.Context,
    daily: Annotated[bool, typer.Option("--daily", help="Nobody is sent a second one on the same day, however often it runs.")] = False,
) -> None:
    """Mail what is new in what people follow: references and links alone. Exit code 1 where one could not be sent.

    \b
    Example:
      entente digest --daily
    """
    from entente.node import mailing

    node = terminal.node_of(context)
    done = mailing.run(node.home.path, *(["--daily"] if daily else []))
    sys.stdout.write(done.stdout)
    sys.stderr.write("".join(f"entente: {line}\n" for line in done.stderr.splitlines()))
    if done.returncode:
        raise terminal.Ended(exits.REFUSED)

"""`entente administrator`: the first person who may sign in to a node's pages. Touches a process. Serves S2.

The program that makes accounts knows the people of the pages and is named, not imported.
"""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Annotated

import typer

from entente.cli import exits, terminal

PROGRAM = "entente.web.process.administrator"
app = typer.Typer()


@app.command()
def administrator(
    context: typer.Context, name: Annotated[str, typer.Argument(help="The sign-in name: letters, digits and @ . + - _ alone.")]
) -> None:
    """Make a person administrator of the node's pages, with a password to choose his own by.

    A node just made has no account. The administrator signs in, makes posts and people under Administration, and reads no records.
    For an administrator who has lost his password it gives a new one; his sessions and second factors end. Each is an entry of the node.

    \b
    Example:
      entente --home uk administrator a.smith
    """
    node = terminal.node_of(context)
    environment = {**os.environ, "ENTENTE_HOME": str(node.home.path)}
    done = subprocess.run([sys.executable, "-m", PROGRAM, name], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        terminal.complain(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "no account was made.")
        raise terminal.Ended(exits.REFUSED)
    sys.stdout.write(f"{name} is an administrator. First password, good for 72 hours and for choosing his own: {done.stdout}")
    sys.stdout.write("Next: `entente serve`, and sign in at the address it names.\n")

"""The `entente` command: its groups, and what every failure ends with.

Touches the terminal. A foreseeable failure is one sentence on standard error and an exit code of exits.py, never a traceback.
Serves every clause.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import typer

from entente.cli import demo, exits, terminal
from entente.cli.desk import act, draft, instrument, meeting, plan, recorded, records, report, returns, search, standing
from entente.cli.keeping import administrator, charter, digest, exchange, keep, setup
from entente.cli.teaching import teach
from entente.kernel.errors import Refusal

WRONG_USAGE = typer.BadParameter.__mro__[2]
"""What the parser raises for an unknown option, command or value; typer does not name its base."""

app = typer.Typer(
    name="entente",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for alone in (setup, administrator, exchange, standing, search, digest, keep, demo):
    app.add_typer(alone.app)
for group in (charter, act, draft, meeting, plan, recorded, records, instrument, report, returns):
    app.add_typer(group.app, name=group.NAME)


@app.callback()
def start(
    context: typer.Context,
    home: Annotated[Path | None, typer.Option(help="The node's folder; otherwise ENTENTE_HOME, otherwise ./node.")] = None,
) -> None:
    """What governments have declared, carried out together.

    Each government runs its own node; what one says to the other is a signed act in its own log, which the others hold too.

    \b
    Begin with a story:     entente demo
    Begin with a node:      entente init --help
    See how things stand:   entente status

    \b
    Exit codes: 0 done; 1 refused by a rule; 2 wrong usage; 3 a partner was not reached; 4 trouble in this node;
    5 a check found something; 130 interrupted.
    """


@cache
def _command() -> Any:
    return teach(typer.main.get_command(app))


def run(arguments: Sequence[str]) -> int:
    """The exit code of a command line."""
    try:
        result = _command()(args=list(arguments), prog_name="entente", standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else exits.DONE
    except terminal.Ended as ended:
        return ended.code
    except Refusal as refusal:
        terminal.complain(str(refusal))
        return exits.code_of(refusal)
    except (KeyboardInterrupt, typer.Abort):
        terminal.complain("interrupted.")
        return exits.INTERRUPTED
    except typer.Exit as ended:
        return int(ended.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # so that flushing at exit does not fail again
        return exits.DONE
    except OSError as error:
        code, words = exits.of_system(error)
        terminal.complain(words)
        return code
    except Exception as error:
        return _other(error)


def _other(error: Exception) -> int:
    """Wrong usage as the parser words it, and a damaged database; anything else is a defect and is shown as one."""
    if isinstance(error, WRONG_USAGE):
        words = getattr(error, "format_message", lambda: str(error))()
        context = getattr(error, "ctx", None)
        if not words:  # a group without a command: its help was printed
            return exits.USAGE
        path = context.command_path if context is not None else "entente"
        if words.startswith("Usage:"):  # no command at all: the help itself
            sys.stderr.write(f"{words}\n")
            return exits.USAGE
        terminal.complain(f"{words}{'' if words.endswith('.') else '.'} `{path} --help` shows what it takes.")
        return exits.USAGE
    from entente.store import database

    if type(error).__module__.startswith(("django.db", "sqlite3", "psycopg")):
        terminal.complain(f"The node's database cannot be used: {database.reason(error)}. [N2 store-unavailable]")
        return exits.NODE
    raise error


def main() -> None:
    """The console script."""
    sys.exit(run(sys.argv[1:]))

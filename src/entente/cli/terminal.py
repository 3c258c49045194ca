"""What commands share: the node they work on, options, tables, JSON, progress, files in and out.

Touches the terminal, files and the environment. Django and the node are imported only when a command needs them. Serves every clause.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from entente.cli.exits import USAGE

if TYPE_CHECKING:
    from rich.console import Console

    from entente.node.node import Node

WIDTH = 100
HOME = "ENTENTE_HOME"

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document with stable keys, for scripts.")]
Channel = Annotated[
    str | None,
    typer.Option(help="The channel, by the first digits of its id; “national” for our own. Needed only where there are several."),
]
Out = Annotated[Path | None, typer.Option("--out", "-o", help="Write here; an existing file is not overwritten.")]
RootKey = Annotated[Path | None, typer.Option("--root", help="File with the root key, where it is kept off the node.")]


class Ended(Exception):
    """Ends the command with this exit code; what there was to say has been said."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def home_of(context: typer.Context) -> Path:
    """The node's folder: --home, or ENTENTE_HOME, or ./node."""
    given = context.find_root().params.get("home")
    return Path(given or os.environ.get(HOME) or "node")


def node_of(context: typer.Context) -> Node:
    """The node this command works on; after an upgrade it first reads again what it could not read before.

    Before it signs, partners not heard of lately are asked how far our log goes: a machine may have been set back.
    """
    from entente.node.admission.upgrade import reread_after_upgrade
    from entente.node.node import open_node

    node = open_node(home_of(context))
    node.before_signing = _ask_first
    reread_after_upgrade(node)
    return node


def _ask_first(node: Node, channel: str) -> None:
    from entente.node.partners.first_contact import ask

    ask(node, channel)


def console(stderr: bool = False) -> Console:
    """A console that wraps at the terminal's width, or at 100 columns where there is none."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() or os.environ.get("COLUMNS") else WIDTH
    return Console(stderr=stderr, width=width, highlight=False, emoji=False, markup=False)


def say(words: str = "", style: str | None = None) -> None:
    """A line for people, wrapped at words."""
    console().print(words, style=style)


def print_json(data: Any) -> None:
    """One JSON document."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2, default=str) + "\n")


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], title: str = "") -> None:
    """A table without lines, so that it pastes well."""
    from rich.table import Table
    from rich.text import Text

    made = Table(title=title or None, title_justify="left", box=None, pad_edge=False, header_style="bold", show_header=any(headings))
    for heading in headings:
        made.add_column(heading, overflow="fold")
    for row in rows:
        made.add_row(*(Text(cell) for cell in row))
    print_trimmed(made)


def print_trimmed(renderable: Any) -> None:
    """Something laid out, without the spaces that fill its lines to the right: it is pasted and compared."""
    shown = console()
    with shown.capture() as captured:
        shown.print(renderable)
    sys.stdout.write("".join(line.rstrip() + "\n" for line in captured.get().splitlines()))


def progress() -> Callable[[str, int, int], None]:
    """Shows how far long work is: on a terminal one line that moves, otherwise nothing."""
    if not sys.stderr.isatty():
        return lambda what, done, total: None
    shown = [""]

    def show(what: str, done: int, total: int) -> None:
        line = f"{what}: {done:,} of {total:,}"
        if line != shown[0]:
            sys.stderr.write(f"\r{line:<{len(shown[0])}}" + ("\n" if done >= total else ""))
            sys.stderr.flush()
            shown[0] = "" if done >= total else line

    return show


def read_bytes(file: Path) -> bytes:
    """A file's bytes; “-” is standard input."""
    return sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()


def read_json(file: Path) -> dict[str, Any]:
    """The JSON object in a file, or in standard input for “-”; ends with a sentence where it is none."""
    try:
        found = json.loads(read_bytes(file))
    except (ValueError, RecursionError) as error:
        where = "standard input" if str(file) == "-" else str(file)
        raise stop(f"{where} is not JSON: {error}.") from None
    if not isinstance(found, dict):
        raise stop(f"{file} holds JSON, but not an object in braces.")
    return found


def write_new(file: Path, data: bytes) -> None:
    """Writes a file that must not exist yet."""
    with file.open("xb") as stream:
        stream.write(data)


def stop(words: str, code: int = USAGE) -> Ended:
    """Says why on standard error; raise what comes back."""
    complain(words)
    return Ended(code)


def complain(words: str) -> None:
    """One sentence on standard error, not wrapped: scripts read it by line."""
    sys.stderr.write(f"entente: {words}\n")


def parse_day(text: str | None) -> date | None:
    """A day as 2018-10-02, or None; ends with a sentence for anything else."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise stop(f"“{text}” is not a day: write it as 2018-10-02.") from None


def parse_pair(text: str, sign: str, example: str) -> tuple[str, str]:
    """What stands before and after a sign; ends with a sentence where there is none."""
    left, found, right = text.partition(sign)
    if not found or not left or not right:
        raise stop(f"“{text}” is not of the form {example}.")
    return left, right


def parse_label(text: str | None) -> tuple[str, str] | None:
    """Policy and classification from `policy/classification`."""
    return parse_pair(text, "/", "policy/classification, as entente:sample:gbr:1/OFFICIAL") if text else None


def root_key(node: Node, file: Path | None) -> Any:
    """The root key, from where it is kept."""
    from entente.node.home import read_key

    return node.key("root") if file is None else read_key(file, "root")

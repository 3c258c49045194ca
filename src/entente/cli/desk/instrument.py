"""`entente instrument`: read a declaration's text, bring any, propose or show the shipped one. Touches files and the database.

Serves every clause: nothing can cite one that no accepted instrument holds.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from entente.cli import terminal
from entente.cli.desk import instrument_import

NAME = "instrument"
HELP = """Read a declaration's text into clauses and commitments; make any declaration the frame of a channel.

\b
Example:
  entente instrument show
"""
app = typer.Typer(no_args_is_help=True, help=HELP, rich_markup_mode=None)
app.add_typer(instrument_import.app)


@app.command()
def parse(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Plain text, a web page or Akoma Ntoso 3.0; “-” reads standard input.")],
    json: terminal.Json = False,
) -> None:
    """Read a declaration's text into sections, clauses and signatures. Needs no node.

    \b
    Example:
      entente instrument parse declaration.txt
    """
    from entente.instrument import outline, to_json
    from entente.instrument.sources import read_source

    found = read_source(terminal.read_bytes(file))
    if json:
        terminal.print_json(to_json(found))
    else:
        typer.echo(outline(found, terminal.console().width), nl=False)


@app.command()
def propose(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The shipped instrument: jp-gb-2017.")] = "jp-gb-2017",
    channel: terminal.Channel = None,
    json: terminal.Json = False,
) -> None:
    """Propose the shipped declaration as the instrument of a channel: its text, clauses and commitments.

    Until one is in effect, no record can name a clause.

    \b
    Example:
      entente instrument propose
    """
    from entente.areas.instruments import declaration_of_2017
    from entente.cli.desk.act import done
    from entente.node import say

    text = declaration_of_2017()
    if text["id"] != name:
        raise terminal.stop(f"No instrument “{name}” is shipped; there is {text['id']}.")
    node = terminal.node_of(context)
    done(node, say.propose(node, node.find_channel(channel), "instrument", text), "Proposed", json)


@app.command()
def show(
    context: typer.Context,
    clause: Annotated[str | None, typer.Argument(metavar="[CLAUSE]", help="One clause, as S6; otherwise the outline.")] = None,
    json: terminal.Json = False,
) -> None:
    """Show the shipped declaration: outline, or one clause with its commitments. Needs no node.

    \b
    Example:
      entente instrument show S6
    """
    from entente.instrument import load, outline, to_json

    instrument = load()
    if clause is None:
        if json:
            terminal.print_json(to_json(instrument))
        else:
            typer.echo(outline(instrument, terminal.console().width), nl=False)
        return
    found = _clause(clause)
    if json:
        terminal.print_json(found)
        return
    terminal.say(f"{found['clause']}  {found['title_en']} / {found['title_ja']}", "bold")
    terminal.say(found["text"])
    for promise in found["commitments"]:
        terminal.say(f"  {promise['code']}  {promise['kind']}, {', '.join(promise['parties'])}: {promise['text']}")


def _clause(name: str) -> dict[str, Any]:
    """One clause of the shipped declaration with its commitments."""
    from entente.instrument import clause_text, commitments, load

    instrument = load()
    short = name.rpartition("#")[2]
    text = clause_text(instrument, short)
    if text is None:
        raise terminal.stop(f"The declaration has no clause {name}; `entente instrument show` lists them.")
    title = next((t for t in instrument.titles if t.clause == short), None)
    return {
        "clause": f"{instrument.id}#{short}",
        "title_en": title.en if title else "",
        "title_ja": title.ja if title else "",
        "text": text,
        "commitments": [
            {"code": c.code, "kind": c.kind, "strength": c.strength, "parties": list(c.parties), "text": c.text}
            for c in commitments(instrument, short)
        ],
    }

"""`entente records`: what there is, and everything about one record. Touches the database (reads) and the terminal. Serves every clause."""

from __future__ import annotations

import json as json_module
from typing import TYPE_CHECKING, Annotated, Any

import typer

from entente.cli import terminal
from entente.cli.showing import record_as_json, row_as_json, show_record

if TYPE_CHECKING:
    from entente.kernel.fold import Record
    from entente.node.node import Node
    from entente.store.records import Row

NAME = "records"
STATES = ("proposed", "lapsed", "concluded", "in-effect", "issued", "withdrawn")
HELP = """List records, and show everything about one.

\b
Example:
  entente records list --waits-on GBR
"""
app = typer.Typer(no_args_is_help=True, help=HELP, rich_markup_mode=None)
AsOf = Annotated[str | None, typer.Option("--as-of", help="What this node knew by the end of a day (UTC), as 2018-12-31.")]


@app.command("list")
def list_records(
    context: typer.Context,
    type_: Annotated[str | None, typer.Option("--type", help="Only records of this type.")] = None,
    state: Annotated[str | None, typer.Option(help="proposed, lapsed, concluded, in-effect, issued or withdrawn.")] = None,
    clause: Annotated[
        str | None, typer.Option(help="Only records that name this clause: S6, or jp-gb-2017#S6 where several instruments have one.")
    ] = None,
    waits_on: Annotated[str | None, typer.Option(help="Only records on which this party's move is due.")] = None,
    as_of: AsOf = None,
    channel: terminal.Channel = None,
    limit: Annotated[int, typer.Option(help="At most so many.", min=1)] = 200,
    json: terminal.Json = False,
) -> None:
    """List records, newest first.

    \b
    Example:
      entente records list --type measure --clause S6
    """
    from entente.node.instruments import find_clause
    from entente.node.near import nearest
    from entente.store import records

    node = terminal.node_of(context)
    if type_ and type_ not in node.registry.kinds and not records.listed(node.alias, {"type": type_}, 1):
        near, listed = ", ".join(nearest(type_, node.registry.kinds)), "`entente records types` lists"
        meant = f"is one of these meant: {near}? {listed} all." if near else f"{listed} those there are."
        raise terminal.stop(f"There is no record type “{type_}”; {meant}")
    if state and state not in STATES:
        raise terminal.stop(f"There is no state “{state}”; there are {', '.join(STATES)}.")
    wanted = {"type": type_} if type_ else {}
    if state and as_of is None:
        wanted["state"] = state
    charter = node.find_channel(channel) if channel else None
    if charter is not None:
        wanted["channel"] = charter.id
    whole = find_clause(node, clause, charter) if clause else None
    rows = records.listed(node.alias, wanted, limit, whole)
    rows = _known(node, rows, as_of, state) if as_of else rows
    if waits_on:
        rows = [row for row in rows if any(party == waits_on for party, _, _ in row.move_list())]
    if json:
        terminal.print_json([row_as_json(row) for row in rows])
        return
    if not rows:
        terminal.say("No record fits.")
        return
    terminal.table(("Code", "Type", "State", "Waits on", "Title", "Record"), [_cells(row) for row in rows])


def _cells(row: Row) -> tuple[str, ...]:
    waits = ", ".join(dict.fromkeys(f"{party} ({verb})" for party, verb, _ in row.move_list()))
    title = json_module.loads(row.titles)
    return (row.code, row.type, row.state, waits, title.get("en") or next(iter(title.values()), ""), row.id[:12])


def _known(node: Node, rows: list[Row], as_of: str, state: str | None) -> list[Row]:
    """The rows with the state and moves they had by the end of a day; those not known then are left out."""
    from entente.node.past import record_known
    from entente.store.intervals.tally import end_of_day

    day = terminal.parse_day(as_of)
    assert day is not None
    found = []
    for row in rows:
        then = record_known(node, row.id, end_of_day(day))
        if then is not None and state in (None, then.state):
            found.append(row._replace(state=then.state, moves=" ".join(f"{m.party}:{m.verb}:{m.act}" for m in then.moves)))
    return found


@app.command("types")
def list_types(context: typer.Context, json: terminal.Json = False) -> None:
    """List the types of records that this node knows, and by which command each is said.

    \b
    Example:
      entente records types
    """
    kinds = sorted(terminal.node_of(context).registry.kinds.values(), key=lambda kind: kind.type)
    if json:
        terminal.print_json([{"type": kind.type, "joint": kind.joint, "titles": dict(kind.titles)} for kind in kinds])
        return
    said = {True: "act propose", False: "act state"}
    terminal.table(("Type", "Said by", "What it is"), [(kind.type, said[kind.joint], kind.titles.get("en", "")) for kind in kinds])


@app.command()
def show(
    context: typer.Context,
    record: Annotated[str, typer.Argument(metavar="RECORD", help="Its code, or the first digits of its id.")],
    as_of: AsOf = None,
    json: terminal.Json = False,
    text: Annotated[bool, typer.Option("--text", help="Print the text alone as JSON: in effect, or else the newest proposed.")] = False,
) -> None:
    """Show a record: its text in both languages, what is proposed, who said what when and who holds it, what the rules find.

    \b
    Example:
      entente records show GBR-M-2018-006
    """
    from entente.node.look import find_record

    node = terminal.node_of(context)
    row = find_record(node, record)
    state = _state(node, row, as_of)
    if text:
        terminal.print_json(_newest_text(node, row, state))
    elif json:
        terminal.print_json(record_as_json(node, row, state))
    else:
        show_record(node, row, state)


def _state(node: Node, row: Row, as_of: str | None) -> Record:
    from entente.node.look import record_state
    from entente.node.past import record_known
    from entente.store.intervals.tally import end_of_day

    day = terminal.parse_day(as_of)
    found = record_state(node, row.id) if day is None else record_known(node, row.id, end_of_day(day))
    if found is None:
        raise terminal.stop(f"Nothing was known of {row.code or row.id[:12]} by {as_of}.")
    return found


def _newest_text(node: Node, row: Row, state: Record) -> Any:
    from entente.cli.showing import agreed_text
    from entente.node.look import text_of

    charter = node.charter(row.channel)
    agreed = agreed_text(node, charter, state)
    offers = [p for p in state.proposals if p.state == "open"]
    return agreed if agreed is not None or not offers else text_of(node, charter, offers[-1].cite, offers[-1].index)

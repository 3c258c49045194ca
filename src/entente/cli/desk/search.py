"""`entente search`: records by the words in them. Touches the database (reads, and the index) and the terminal. Serves every clause."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from entente.cli import terminal

if TYPE_CHECKING:
    from entente.node.search.searching import Found

app = typer.Typer()


@app.command()
def search(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="All must stand in the same text; English or Japanese.")],
    type_: Annotated[str, typer.Option("--type", help="Only records of this type.")] = "",
    clause: Annotated[str, typer.Option(help="Only records that name this clause, as S6 or jp-gb-2017#S6.")] = "",
    channel: terminal.Channel = None,
    limit: Annotated[int, typer.Option(help="At most so many.", min=1, max=1000)] = 20,
    json: terminal.Json = False,
) -> None:
    """Find records by the words in their texts, proposals, remarks and file names; words in code or title first, then the newest.

    \b
    Example:
      entente search 共同訓練 logistics
    """
    from entente.cli.showing import row_as_json
    from entente.node.search import index
    from entente.node.search.searching import Asked, answer

    node = terminal.node_of(context)
    index.catch_up(node, progress=terminal.progress())
    whole = f"jp-gb-2017#{clause}" if clause and "#" not in clause else clause
    within = node.find_channel(channel).id if channel else ""
    found = answer(node, None, Asked(" ".join(words), type_, whole, within), limit)
    if json:
        lines = [row_as_json(one.row) | {"found_in": one.part, "file": one.file, "passage": _passage(one)} for one in found.found]
        terminal.print_json({"found": lines, "not_yet_indexed": found.behind})
        return
    if found.found:
        terminal.table(("Code", "Type", "State", "Found in", "Passage", "Record"), [_cells(one) for one in found.found])
    else:
        terminal.say("Nothing contains all of these words. Try fewer, or the other language.")
    if found.behind:
        terminal.say(f"{found.behind} entries are not yet indexed.")


def _passage(found: Found) -> str:
    return "".join(said for said, _ in found.passage) or found.file


def _cells(found: Found) -> tuple[Any, ...]:
    row = found.row
    return (row.code, row.type, row.state, found.part, _passage(found), row.id[:12])

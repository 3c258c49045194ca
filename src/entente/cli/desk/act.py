"""`entente act`: say something, joint or one's own, and look at what was said.

Touches the database and the act key through node.say. Serves every clause.
"""

from __future__ import annotations

import json as json_module
import mimetypes
from collections.abc import Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from entente.cli import terminal
from entente.cli.showing import act_as_json, show_act

if TYPE_CHECKING:
    from entente.kernel.act import Act
    from entente.node.node import Node
    from entente.node.say import Manner

NAME = "act"
HELP = """Say something: propose, accept, state, withdraw; look at what was said.

A text is a JSON file, or “-” for standard input; `entente records show CODE --json` prints one to begin from.
A record is named by its code (GBR-M-2018-006) or the first digits of its id, an act by the first digits of its id or by
its place (JPN/1/12).

\b
Example:
  entente act propose measure order-form.json
"""
app = typer.Typer(no_args_is_help=True, help=HELP, rich_markup_mode=None)

Type = Annotated[str, typer.Argument(metavar="TYPE", help="measure, progress-report, …")]
File = Annotated[Path, typer.Argument(metavar="FILE", help="The text as JSON; “-” reads standard input.")]
Name = Annotated[str, typer.Argument(metavar="RECORD|ACT", help="A record's code or id, or an act.")]


class Outcome(Enum):
    """What a holder did with a body it was told to purge."""

    DESTROYED = "destroyed"
    KEPT = "kept"
    PASSED_ON = "passed-on"


ActName = Annotated[str, typer.Argument(metavar="ACT", help="An act: its place in a log, as JPN/1/10, or the first digits of its id.")]
Record = Annotated[str, typer.Argument(metavar="RECORD", help="A record's code or id.")]
Post = Annotated[str | None, typer.Option(help="Who speaks, as GBR:MOD:plans; default: the node's post.")]
Label = Annotated[str | None, typer.Option(help="policy/classification; default: the channel's ceiling.")]
With = Annotated[list[Path] | None, typer.Option("--with", help="Attach a file; repeat for more.")]
Because = Annotated[str | None, typer.Option(help="A remark that goes with it.")]


def _manner(post: str | None, label: str | None, **rest: Any) -> Manner:
    from entente.node.say import Manner

    files = [(f.name, mimetypes.guess_type(f.name)[0] or "application/octet-stream", f.read_bytes()) for f in rest.get("files") or ()]
    return Manner(post or "", terminal.parse_label(label), rest.get("remark") or "", rest.get("expires"), tuple(files))


def done(node: Node, act: Act, words: str, json: bool, unnamed: Sequence[Mapping[str, str]] = ()) -> None:
    """Prints the act's id, its place, the record, whose move is next, and which authorities the charter does not name."""
    from entente.node import look, say
    from entente.store import records

    moves = say.whose_move(node, act)
    found = look.find_act(node, act.id)
    touched = records.records_of(node.alias, [found.position]).get(found.position, [])
    place = f"{act.party}/{act.log[1]}/{act.seq}"
    if json:
        terminal.print_json({"act": act.id, "place": place, "kind": words, "records": touched, "next": moves, "unnamed": unnamed})
        return
    rows = records.get(node.alias, touched)
    about = ", ".join(rows[r].code or r[:12] for r in touched if r in rows)
    terminal.say(f"{words}{f' {about}' if about else ''}: act {place}, {act.id[:12]}.")
    for move in moves:
        terminal.say(f"Next: {move}")
    for one in unnamed:
        terminal.say(f"Look again: {one['path']}: {one['en']} [{one['rule']}]", "yellow")


@app.command()
def propose(
    context: typer.Context,
    type_: Type,
    file: File,
    record: Annotated[str | None, typer.Option(help="The record whose text this would change, or counter; by default a new one.")] = None,
    expires: Annotated[str | None, typer.Option(help="It may be accepted until the end of this day (UTC), as 2018-12-31.")] = None,
    attach: With = None,
    remark: Because = None,
    post: Post = None,
    label: Label = None,
    channel: terminal.Channel = None,
    json: terminal.Json = False,
) -> None:
    """Propose a text to the partners: a new record, a counter-proposal, or a change to what is agreed.

    It takes effect when all have accepted these very words. A later proposal of ours on the same record replaces this one.

    \b
    Example:
      entente act propose measure counter.json --record GBR-M-2018-006 --remark "The date is too early."
    """
    from entente.node import look
    from entente.node.meetings import together
    from entente.node.national.against import unnamed_authorities

    node = terminal.node_of(context)
    day = terminal.parse_day(expires)
    until = f"{day.isoformat()}T23:59:59Z" if day else None
    manner = _manner(post, label, remark=remark, expires=until, files=attach)
    home = node.find_channel(channel) if record is None else node.national()
    text = terminal.read_json(file)
    made = together.propose(node, home, type_, text, record, manner)
    unnamed = unnamed_authorities(node.charter(look.find_act(node, made.id).channel), type_, text)
    done(node, made, "Proposed", json, unnamed=[{**p.words, "path": p.path, "rule": p.rule} for p in unnamed])


@app.command()
def accept(context: typer.Context, name: Name, post: Post = None, json: terminal.Json = False) -> None:
    """Accept a partner's proposal, word for word. A proposal of ours on the same record is closed by it.

    \b
    Example:
      entente act accept GBR-M-2018-006
    """
    from entente.node import say

    node = terminal.node_of(context)
    done(node, say.accept(node, name, _manner(post, None)), "Accepted", json)


@app.command()
def decline(context: typer.Context, name: Name, remark: Because = None, post: Post = None, json: terminal.Json = False) -> None:
    """Say that a proposal will not be accepted as it stands.

    \b
    Example:
      entente act decline GBR-M-2018-006 --remark "Let us meet first."
    """
    from entente.node import say

    node = terminal.node_of(context)
    done(node, say.decline(node, name, _manner(post, None, remark=remark)), "Declined", json)


@app.command()
def withdraw(context: typer.Context, name: Name, remark: Because = None, post: Post = None, json: terminal.Json = False) -> None:
    """Withdraw our own open proposal or standing statement.

    \b
    Example:
      entente act withdraw GBR-M-2018-006
    """
    from entente.node import say

    node = terminal.node_of(context)
    done(node, say.withdraw(node, name, _manner(post, None, remark=remark)), "Withdrew", json)


@app.command()
def state(
    context: typer.Context,
    type_: Type,
    file: File,
    attach: With = None,
    remark: Because = None,
    post: Post = None,
    label: Label = None,
    channel: terminal.Channel = None,
    json: terminal.Json = False,
) -> None:
    """Make a statement of our own, such as a progress report; it needs nobody's consent.

    In a report, "measure" may hold the measure's code; it is replaced by its id.

    \b
    Example:
      entente act state progress-report third-quarter.json
    """
    from entente.node import say

    node = terminal.node_of(context)
    text = _with_ids(node, terminal.read_json(file))
    done(node, say.state(node, node.find_channel(channel), type_, text, _manner(post, label, remark=remark, files=attach)), "Stated", json)


@app.command()
def supersede(
    context: typer.Context, record: Record, file: File, post: Post = None, label: Label = None, json: terminal.Json = False
) -> None:
    """Replace a statement of our own by a new text; the old one stays in the history.

    \b
    Example:
      entente act supersede 3f2a9c014b77 corrected.json
    """
    from entente.node import say

    node = terminal.node_of(context)
    done(node, say.supersede(node, record, _with_ids(node, terminal.read_json(file)), _manner(post, label)), "Replaced", json)


def _with_ids(node: Node, text: dict[str, Any]) -> dict[str, Any]:
    """The text with the code of a measure replaced by the record's id."""
    from entente.node.look import find_record

    name = text.get("measure")
    return text | {"measure": find_record(node, name).id} if isinstance(name, str) else text


@app.command()
def draft(
    context: typer.Context,
    type_: Type,
    file: File,
    replaces: Annotated[str | None, typer.Option(help="An earlier draft of ours that this one replaces.")] = None,
    post: Post = None,
    json: terminal.Json = False,
) -> None:
    """Keep a draft at home, and show what stands against proposing it. A draft may still break every rule.

    \b
    Example:
      entente act draft measure order-form.json
    """
    from entente.cli.desk.draft import officer_of
    from entente.node.look import find_record
    from entente.node.national import drafting, matters

    node = terminal.node_of(context)
    shared = [charter for charter in node.channels() if len(charter.codes) > 1]
    act = drafting.save(
        node,
        officer_of(node, post, None),
        type_=type_,
        text=terminal.read_json(file),
        channel=shared[0] if len(shared) == 1 else None,
        draft=find_record(node, replaces).id if replaces else None,
    )
    record = act.header.targets[0].record or act.id if act.header is not None else act.id
    seen = matters.view(node, record)
    findings, unnamed = ([{**p.words, "path": p.path, "rule": p.rule} for p in of] for of in (seen.problems, seen.unnamed))
    if json:
        terminal.print_json({"act": act.id, "record": record, "findings": findings, "unnamed": unnamed})
        return
    terminal.say(f"Kept draft {record[:12]} at home; no partner receives it.")
    for one in findings:
        terminal.say(f"Not ready: {one['path'] or 'the whole'}: {one['en']} [{one['rule']}]", "yellow")
    for one in unnamed:
        terminal.say(f"Look again: {one['path']}: {one['en']} [{one['rule']}]", "yellow")
    if not findings:
        terminal.say(f"Nothing stands against it: `entente draft ask {record[:12]} POST` puts it before another post.")


@app.command()
def show(
    context: typer.Context,
    act: ActName,
    json: terminal.Json = False,
    body: Annotated[bool, typer.Option("--body", help="Print the body alone, as JSON.")] = False,
) -> None:
    """Show an act: who said what when, whether it stands, who has received it.

    \b
    Example:
      entente act show JPN/1/0
    """
    from entente.node import look

    node = terminal.node_of(context)
    found = look.find_act(node, act)
    if body:
        typer.echo(json_module.dumps(look.body_of(node, found), ensure_ascii=False, indent=2))
    elif json:
        terminal.print_json(act_as_json(node, found))
    else:
        show_act(node, found)


@app.command()
def hold(context: typer.Context, record: Record) -> None:
    """Ask that nothing follows by itself on a record: no conclusion, no confirmation, until `unhold`.

    \b
    Example:
      entente act hold GBR-M-2018-006
    """
    _set_hold(context, record, True)


@app.command()
def unhold(context: typer.Context, record: Record) -> None:
    """Let follow by itself again what `hold` stopped.

    \b
    Example:
      entente act unhold GBR-M-2018-006
    """
    _set_hold(context, record, False)


def _set_hold(context: typer.Context, record: str, held: bool) -> None:
    from entente.node import look
    from entente.node.partners import follow
    from entente.store import database

    node = terminal.node_of(context)
    row = look.find_record(node, record)
    with database.write(node.alias):
        follow.hold(node, row.id, held)
    words = "is held: nothing follows by itself." if held else "is held no longer; what is due follows with the next round."
    terminal.say(f"{row.code or row.id[:12]} {words}")


@app.command()
def purge(
    context: typer.Context,
    act: ActName,
    decision: Annotated[str | None, typer.Option(help="The concluded decision to purge; needed for what was agreed jointly.")] = None,
    json: terminal.Json = False,
) -> None:
    """Purge an act's body: no node uses it again, each holder answers. The act and its proof remain.

    \b
    Example:
      entente act purge GBR/1/7
    """
    _about(context, "purge", "Purged the body of an act", act, json, decision=decision)


@app.command()
def spill(context: typer.Context, act: ActName, remark: Because = None, json: terminal.Json = False) -> None:
    """Report a body that should not have been sent: it is sealed at once everywhere; `withdraw` takes the report back.

    \b
    Example:
      entente act spill JPN/1/9 --remark "Sent under the wrong label."
    """
    _about(context, "spill", "Reported a spill", act, json, remark=remark)


@app.command()
def answer(
    context: typer.Context,
    act: ActName,
    outcome: Annotated[Outcome, typer.Argument(help="What became of the copies held here.")],
    to: Annotated[list[str] | None, typer.Option(help="Whom it had been passed on to; repeat for more.")] = None,
    remark: Annotated[str, typer.Option(help="The reason, where a duty asks to keep it.")] = "",
    json: terminal.Json = False,
) -> None:
    """Answer a purge or a spill report: what became of the copies held here.

    \b
    Example:
      entente act answer JPN/1/10 destroyed
      entente act answer JPN/1/10 passed-on --to "Ministry of Defence"
    """
    said = {"outcome": outcome.value, **({"to": to} if to else {})}
    _about(context, "answer", "Answered", act, json, remark=remark, answer=said)


def _about(context: typer.Context, kind: str, words: str, act: str, json: bool, **rest: Any) -> None:
    from entente.node import say

    node = terminal.node_of(context)
    manner = _manner(None, None, remark=rest.get("remark"))
    done(node, say.about_act(node, kind, act, manner, rest.get("decision"), rest.get("answer")), words, json)

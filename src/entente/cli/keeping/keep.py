"""`entente verify`, `rebuild`, `backup`, `restore`, `thin`, `dump`, `proof`: keeping a node, and showing what was said.

Touches files and the database through node. Serves I3 and every clause.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from entente.cli import exits, terminal

if TYPE_CHECKING:
    from entente.node.look import Found
    from entente.node.node import Node


app = typer.Typer()


@app.command()
def rebuild(context: typer.Context, json: terminal.Json = False) -> None:
    """Make lists, standing, states and the search index again from the acts alone. Nothing that was said is touched.

    \b
    Example:
      entente rebuild
    """
    from entente.node.admission.rebuild import rebuild as again
    from entente.node.search import index

    node = terminal.node_of(context)
    done = again(node, terminal.progress())
    index.rebuild(node, progress=terminal.progress())
    if json:
        terminal.print_json(done)
    else:
        terminal.say(f"Made again: {done['records']} records from {done['acts']} acts.")


@app.command()
def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the backup is written; the bodies' keys go to FILE.keys.")],
    with_keys: Annotated[bool, typer.Option("--with-keys", help="Put the node's signing keys into FILE.keys too.")] = False,
    json: terminal.Json = False,
) -> None:
    """Back up the node while it runs: logs and sealed bodies in one file, the keys that open them in another.

    Keep the two apart: a purge is completed by destroying keys, and without its keys a body stays sealed.

    \b
    Example:
      entente backup monday.backup
    """
    from entente.node.keeping.backup import backup as write
    from entente.node.keeping.backup import keys_file

    for target in (file, keys_file(file)):
        if target.exists():
            raise terminal.stop(f"{target} exists already and is not overwritten.")
    counts = write(terminal.node_of(context), file, terminal.progress(), with_keys)
    if json:
        terminal.print_json({"file": str(file), "keys": str(keys_file(file)), "rows": counts})
    else:
        terminal.say(f"Backed up {counts.get('act', 0)} acts to {file}; the keys of their bodies are in {keys_file(file)}.")


@app.command()
def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The backup.")],
    keys: Annotated[Path | None, typer.Option(help="Its keys file, if it does not lie beside it as FILE.keys.")] = None,
    json: terminal.Json = False,
) -> None:
    """Make a node from a backup, in a folder that holds none. It says nothing until every partner's copy of its log was compared.

    \b
    Example:
      entente --home uk-restored restore monday.backup
    """
    from entente.node.keeping.backup import restore as read

    node = read(terminal.home_of(context), file, keys, terminal.progress())
    missing = [role for role in ("act", "checkpoint", "transport") if not (node.home.path / "keys" / f"{role}.key").exists()]
    if json:
        terminal.print_json({"party": node.party, "home": str(node.home.path), "keys_missing": missing})
        return
    terminal.say(f"Restored {node.party}'s node in {node.home.path}.")
    if missing:
        terminal.say(f"Its signing keys were not in the backup: put {', '.join(f'{m}.key' for m in missing)} into {node.home.path}/keys.")
    terminal.say("Next: `entente sync` compares its log with every partner's copy; until then it says nothing.")


@app.command()
def thin(
    context: typer.Context,
    keys: Annotated[list[Path], typer.Argument(metavar="KEYS...", help="Keys files of backups, FILE.keys.")],
    json: terminal.Json = False,
) -> None:
    """Complete purges in backups: take the keys of what was purged here out of their keys files. Its sealed copies open nowhere then.

    \b
    Example:
      entente thin monday.backup.keys tuesday.backup.keys
    """
    from entente.node.keeping.backup import thin_keys

    node = terminal.node_of(context)
    taken = {str(file): thin_keys(node, file) for file in keys}
    if json:
        terminal.print_json(taken)
    for file, count in () if json else taken.items():
        terminal.say(f"{file}: {count} key{'' if count == 1 else 's'} taken out.")


@app.command()
def dump(
    context: typer.Context,
    shared: Annotated[bool, typer.Option("--shared", help="Only what does not depend on when this node learned it.")] = False,
    channel: terminal.Channel = None,
    digest: Annotated[bool, typer.Option("--digest", help="Print the SHA-256 of the lines alone.")] = False,
) -> None:
    """Print everything the node holds as sorted lines of JSON, so that two nodes can be compared.

    \b
    Example:
      entente dump --shared --digest
    """
    from entente.node.keeping import dump as lines

    node = terminal.node_of(context)
    chosen = node.find_channel(channel).id if channel else None
    if digest:
        typer.echo(lines.digest(node, not shared, chosen))
        return
    for line in lines.logical_dump(node, not shared, chosen):
        sys.stdout.write(line + "\n")


@app.command()
def verify(
    context: typer.Context,
    quick: Annotated[bool, typer.Option("--quick", help="Leave out the lists and standing; only what was signed and stored.")] = False,
    json: terminal.Json = False,
) -> None:
    """Read the whole store again: signatures, chains, trees, receipts, bodies, decisions. Exit code 5 if something is wrong.

    \b
    Example:
      entente verify --quick
    """
    from entente.node.keeping.verify import verify as check

    found = check(terminal.node_of(context), terminal.progress(), quick)
    if json:
        terminal.print_json([{"where": f.where, "rule": f.rule, "words": f.words} for f in found])
    elif not found:
        terminal.say(
            "Sound: every signature, chain, tree, receipt, body and row holds" + ("." if quick else "; what is shown follows from them.")
        )
    else:
        terminal.table(("Rule", "Where", "What is wrong"), [(f.rule, f.where, f.words) for f in found])
    if found:
        raise terminal.Ended(exits.FOUND)


@app.command("high-water")
def high_water(
    context: typer.Context,
    without: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PARTY", help="Do not wait for this partner's answer: if it holds more of our logs, they will fork. Repeatable."
        ),
    ] = None,
) -> None:
    """Write the high-water mark anew from what this node holds, once every partner was asked whether it holds more of our logs.

    The mark is a small file outside the database, where `[high_water] file` in node.toml says: how far our logs were signed. A store
    that is behind it was set back, and signs nothing.

    \b
    Example:
      entente high-water
      entente high-water --without JPN
    """
    from entente.node.keeping import high_water as mark
    from entente.node.partners.serve import open_exchange
    from entente.node.partners.sync import exchange_all

    node = terminal.node_of(context)
    node.before_signing = None
    mark.place(node)
    waived = tuple(without or ())
    known = {code for charter in node.channels() for code in charter.codes} - {node.party}
    if strangers := sorted(set(waived) - known):
        raise terminal.stop(
            f"{', '.join(strangers)} is not a partner of this node; its partners are {', '.join(sorted(known))}.", exits.USAGE
        )
    rounds = exchange_all(open_exchange(node))
    silent = [f"{found.party}: {found.trouble}" for found in rounds if found.trouble and found.party not in waived]
    if silent:
        raise terminal.stop(f"Partners may hold more of our logs, so no mark is written. {' '.join(silent)}", exits.PARTNER)
    for origin, held in sorted(mark.renew(node, waived).items()):
        terminal.say(f"{origin.split('/')[1][:12]}, generation {origin.rpartition('/')[2]}: {held.size} acts.")
    terminal.say(f"The high-water mark is in {node.home.settings.high_water}.")


@app.command()
def proof(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="ACT|RECORD", help="An act; or a record, for the text last agreed or stated on it.")],
    out: terminal.Out = None,
    with_body: Annotated[bool, typer.Option("--with-body", help="Release the text in the file: whoever has it can read it.")] = False,
) -> None:
    """Write a proof file: what was said, its signature, its place in the log, the partners' receipts. Checked offline by entente-verify.

    \b
    Example:
      entente proof GBR-M-2018-006 --with-body -o measure.proof
    """
    from entente.node.keeping.prove import proof_of

    node = terminal.node_of(context)
    found = _said(node, name)
    data = proof_of(node, found.position, with_body)
    if out is None:
        sys.stdout.buffer.write(data + b"\n")
        return
    terminal.write_new(out, data)
    body = "with its text" if with_body else "without its text"
    terminal.say(
        f"Proof of act {found.act.party}/{found.act.log[1]}/{found.act.seq}, {body}, is in {out}. Check it: `entente-verify {out}`."
    )


def _said(node: Node, name: str) -> Found:
    """The act named, or the one whose text a record now has."""
    from entente.node import look
    from entente.store import records

    rows = records.meant(node.alias, name)
    state = look.record_state(node, rows[0].id) if len(rows) == 1 else None
    if state is None:
        return look.find_act(node, name)
    cites = [a.proposal for a in state.agreed] or [s.cite for s in state.statements] or [p.cite for p in state.proposals]
    return look.find_act(node, cites[-1].act)

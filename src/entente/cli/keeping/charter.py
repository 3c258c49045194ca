"""`entente charter`: cards, the charter that all sign, joining, addresses, new keys, new generations.

Touches files, keys and the database through node.channels. Serves I1.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from entente.cli import terminal

if TYPE_CHECKING:
    from entente.kernel.charter import Charter

NAME = "charter"
HELP = """Open a channel: cards, the charter that all parties sign, partners' addresses, new keys.

\b
In this order: each party `card`; one `draft`; each `sign`, handing the file on; each `join` and `address`.

\b
Example:
  entente charter list
"""
app = typer.Typer(no_args_is_help=True, help=HELP, rich_markup_mode=None)
CharterFile = Annotated[Path, typer.Argument(metavar="FILE", help="The charter on its way round the parties.")]


@app.command()
def card(context: typer.Context, out: terminal.Out = None) -> None:
    """Write this party's card: names, authorities and public keys, signed by its root.

    \b
    Example:
      entente charter card -o GBR.card
    """
    from entente.node.channels import render_card

    node = terminal.node_of(context)
    data = render_card(node) + b"\n"
    if out is None:
        typer.echo(data.decode(), nl=False)
        return
    terminal.write_new(out, data)
    terminal.say(f"{node.party}'s card is in {out}. Partners compare its keys with yours over another line before they sign.")


@app.command()
def draft(
    context: typer.Context,
    cards: Annotated[list[Path], typer.Argument(metavar="CARD...", help="The cards of all parties, our own too.")],
    title_en: Annotated[str, typer.Option(help="What the channel is for, in English.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Where the charter is written.")],
    title_ja: Annotated[str | None, typer.Option(help="The same in Japanese.")] = None,
    ceiling: Annotated[
        str | None, typer.Option(help="The highest label in the channel, policy/classification; default: this node's.")
    ] = None,
    exercise: Annotated[bool, typer.Option("--exercise", help="Nothing said in this channel is meant.")] = False,
    opened_on: Annotated[str | None, typer.Option(help="The day it opens, as 2018-10-02; default: today.")] = None,
    after: Annotated[str | None, typer.Option(help="The channel it succeeds; its last checkpoints are named in the charter.")] = None,
) -> None:
    """Draft a charter from the parties' cards. Nothing is open until every root has signed.

    \b
    Example:
      entente charter draft GBR.card JPN.card --title-en "Japan-UK declaration of 2017" --exercise -o charter.json
    """
    from entente.node import channels

    node = terminal.node_of(context)
    day = terminal.parse_day(opened_on) or node.clock().date()
    own = node.home.settings.ceiling
    options: dict[str, Any] = {"exercise": exercise, "opened_on": day.isoformat()}
    if after is not None:
        options["predecessor"] = channels.predecessor_of(node, node.find_channel(after))
    payload = channels.draft_charter(
        [channels.read_card(file.read_bytes()) for file in cards],
        {"en": title_en} | ({"ja": title_ja} if title_ja else {}),
        terminal.parse_label(ceiling) or (own.policy, own.classification),
        options,
    )
    terminal.write_new(out, channels.render_unsigned(payload))
    terminal.say(f"Drafted {out}. Every party signs it: `entente charter sign {out}`.")


@app.command()
def sign(context: typer.Context, file: CharterFile, root: terminal.RootKey = None) -> None:
    """Add our root's signature to a charter file, in place.

    Read it first: `entente charter show FILE`.

    \b
    Example:
      entente charter sign charter.json
    """
    from entente.node.channels import sign_charter

    node = terminal.node_of(context)
    signed, missing = sign_charter(file.read_bytes(), terminal.root_key(node, root))
    file.write_bytes(signed)
    rest = f"Still to sign: {', '.join(missing)}." if missing else "All have signed; each may now `entente charter join`."
    terminal.say(f"{node.party} has signed {file}. {rest}")


@app.command()
def show(
    context: typer.Context,
    what: Annotated[str, typer.Argument(metavar="FILE|CHANNEL", help="A charter file, or a channel by the first digits of its id.")],
    json: terminal.Json = False,
) -> None:
    """Show a charter: of a file on its way round, or of a channel this node is in.

    \b
    Example:
      entente charter show charter.json
    """
    charter = _of_file(Path(what)) if Path(what).is_file() else terminal.node_of(context).find_channel(what)
    if json:
        terminal.print_json(_as_json(charter))
        return
    terms = charter.terms
    terminal.say(_words(terms.title), "bold")
    rows = [("Channel", charter.id), ("Kind", "exercise: nothing said in it is meant" if terms.exercise else "in earnest")]
    rows += [("Opens", terms.opened_on), ("Ceiling", f"{terms.ceiling.policy} / {terms.ceiling.classification}")]
    if terms.predecessor:
        rows.append(("Succeeds", terms.predecessor.channel))
    terminal.table(("", ""), rows)
    for party in terms.parties:
        terminal.say(f"{party.code}  {_words(party.name)}", "bold")
        rows = [(a.code, _words(a.name)) for a in party.authorities]
        terminal.table(("", ""), [*rows, ("root key", party.keys.root), ("act key", party.keys.act)])


@app.command()
def join(
    context: typer.Context,
    file: CharterFile,
    address: Annotated[list[str] | None, typer.Option(help="Where a partner's node answers, as JPN=https://…; repeat for more.")] = None,
) -> None:
    """Open the channel of a charter that all parties have signed.

    \b
    Example:
      entente charter join charter.json --address JPN=http://127.0.0.1:8082
    """
    from entente.node import channels

    node = terminal.node_of(context)
    pairs = [terminal.parse_pair(text, "=", "PARTY=address") for text in address or []]
    charter = channels.join(node, channels.charter_envelope(file.read_bytes()))
    for party, url in pairs:
        channels.set_address(node, charter, party, url)
    terminal.say(f"{node.party} is in channel {charter.id[:12]} with {', '.join(c for c in charter.codes if c != node.party)}.")


@app.command()
def address(
    context: typer.Context,
    party: Annotated[str, typer.Argument(help="The partner, as JPN.")],
    url: Annotated[str, typer.Argument(help="Where its node answers.")],
    channel: terminal.Channel = None,
) -> None:
    """Say where a partner's node answers.

    \b
    Example:
      entente charter address JPN http://127.0.0.1:8082
    """
    from entente.node.channels import set_address

    node = terminal.node_of(context)
    set_address(node, node.find_channel(channel), party, url)
    terminal.say(f"{party}'s node is asked at {url} from now on.")


@app.command()
def rotate(
    context: typer.Context,
    role: Annotated[str, typer.Argument(help="act, checkpoint or transport.")],
    channel: terminal.Channel = None,
    root: terminal.RootKey = None,
) -> None:
    """Replace one of our keys in a channel by a fresh one; an act signed by the root tells the partners.

    \b
    Example:
      entente charter rotate act --root /media/safe/root.key
    """
    from entente.node.channels import rotate as replace

    if role not in ("act", "checkpoint", "transport"):
        raise terminal.stop(f"“{role}” is not a key that is rotated: act, checkpoint or transport. A new root needs a new charter.")
    node = terminal.node_of(context)
    said = replace(node, node.find_channel(channel), role, terminal.root_key(node, root))
    terminal.say(f"{node.party} signs with a new {role} key from act {said.seq + 1} on.")


@app.command("open-generation")
def open_generation(context: typer.Context, channel: terminal.Channel = None, root: terminal.RootKey = None) -> None:
    """Open the next generation of our log after a loss that cannot be healed.

    \b
    Example:
      entente charter open-generation --root /media/safe/root.key
    """
    from entente.node.channels import open_generation as begin

    node = terminal.node_of(context)
    said = begin(node, node.find_channel(channel), terminal.root_key(node, root))
    terminal.say(f"Generation {said.log[1]} of {node.party}'s log is open; the one before stays as it is.")


@app.command("list")
def list_channels(context: typer.Context, json: terminal.Json = False) -> None:
    """List the channels this node is in.

    \b
    Example:
      entente charter list
    """
    node = terminal.node_of(context)
    found = node.channels()
    if json:
        terminal.print_json([_as_json(charter) for charter in found])
        return
    rows = [(c.id[:12], ", ".join(c.codes), "exercise" if c.terms.exercise else "in earnest", _words(c.terms.title)) for c in found]
    terminal.table(("Channel", "Parties", "Kind", "Title"), rows)


def _of_file(file: Path) -> Charter:
    """The charter of a file, signed or not."""
    from entente.kernel.charter import parse_charter

    try:
        payload = base64.b64decode(terminal.read_json(file)["charter"], validate=True)
    except (KeyError, TypeError, ValueError):
        raise terminal.stop(f"{file} is not a charter on its way round.") from None
    return parse_charter(payload)


def _words(text: Mapping[str, str]) -> str:
    return " / ".join(text[key] for key in ("en", "ja") if text.get(key)) or next(iter(text.values()), "")


def _as_json(charter: Charter) -> dict[str, Any]:
    terms = charter.terms
    return {
        "channel": charter.id,
        "title": terms.title,
        "exercise": terms.exercise,
        "opened_on": terms.opened_on,
        "ceiling": {"policy": terms.ceiling.policy, "classification": terms.ceiling.classification},
        "parties": [
            {
                "code": p.code,
                "name": p.name,
                "root": p.keys.root,
                "act": p.keys.act,
                "authorities": [{"code": a.code, "name": a.name} for a in p.authorities],
            }
            for p in terms.parties
        ],
        "predecessor": terms.predecessor.channel if terms.predecessor else None,
    }

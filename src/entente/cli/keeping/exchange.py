"""`entente serve`, `sync`, `status`: the exchange with partners, and how it stands.

Touches the network through node.partners.serve and node.partners.sync, and the terminal. Serves I1 to I5.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from entente.cli import exits, terminal

if TYPE_CHECKING:
    from entente.node.partners.sync import Round


PAGES = "entente.web.process.wsgi:application"  # by name: the server process loads it, this one does not

app = typer.Typer()


@app.command()
def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="The address to listen on; 127.0.0.1 is this machine alone.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on.", min=1, max=65535)] = 8081,
    every: Annotated[float, typer.Option(help="Seconds between rounds with each partner.", min=0.1)] = 2.0,
) -> None:
    """Run the node: its pages for people, answers for partners, and questions to them again and again. Ctrl-C ends it.

    A round that brought nothing is not shown. What follows from what came (conclude, confirm) is said by itself.

    \b
    Example:
      entente --home uk serve --port 8081
    """
    from entente.node.partners.serve import check_port
    from entente.node.partners.serve import serve as run

    node = terminal.node_of(context)
    node.before_signing = None  # its rounds ask all the time
    check_port(host, port)
    _line(f"{node.party}'s node serves at http://{host}:{port}; Ctrl-C ends it.")
    try:
        run(node, host, port, _teller(), every, PAGES)
    except SystemExit:  # the process that answers could not begin, or ended: it has said why
        raise terminal.Ended(exits.NODE) from None
    _line(f"{node.party}'s node has stopped.")


def _teller() -> Callable[[Round], None]:
    """Prints rounds that brought something, and trouble when it begins, changes or ends."""
    troubles: dict[tuple[str, str], str] = {}

    def told(outcome: Round) -> None:
        key = outcome.party, outcome.channel
        before, now = troubles.get(key, ""), outcome.trouble
        troubles[key] = now
        several = sum(party == outcome.party for party, _channel in troubles) > 1
        who = f"{outcome.party} in channel {outcome.channel[:12]}" if several else outcome.party
        if now and now != before:
            _line(f"{who}: {now}")
        if before and not now:
            _line(f"{who}: answers again.")
        words = _brought(outcome)
        if words:
            _line(f"{who}: {words}.")

    return told


def _line(words: str) -> None:
    """Flushed at once: a service's log is read while it runs."""
    sys.stdout.write(f"{datetime.now().strftime('%H:%M:%S')} {words}\n")
    sys.stdout.flush()


def _brought(outcome: Round) -> str:
    parts = []
    if outcome.acts:
        parts.append(f"{outcome.acts} new act{'s' if outcome.acts != 1 else ''}")
    if outcome.bodies:
        parts.append(f"{outcome.bodies} text{'s' if outcome.bodies != 1 else ''} that had been missing")
    if outcome.recovered:
        parts.append(f"{outcome.recovered} of our own acts fetched back")
    if outcome.said:
        past = {"conclude": "concluded", "confirm": "confirmed"}
        parts.append("we " + " and ".join(past.get(kind, kind) for kind in dict.fromkeys(outcome.said)))
    return ", ".join([*parts, *outcome.frozen])


@app.command()
def sync(
    context: typer.Context,
    partners: Annotated[list[str] | None, typer.Argument(metavar="[PARTNER]...", help="Only these partners, as JPN.")] = None,
    json: terminal.Json = False,
) -> None:
    """Ask every partner once for what is new, and say what follows by itself. Exit code 3 if one was not reached.

    \b
    Example:
      entente sync JPN
    """
    from entente.node.partners.serve import open_exchange
    from entente.node.partners.sync import exchange_all

    node = terminal.node_of(context)
    known = {code for charter in node.channels() for code in charter.codes} - {node.party}
    for partner in partners or ():
        if partner not in known:
            raise terminal.stop(f"{partner} is not a partner of this node; its partners are {', '.join(sorted(known)) or 'none yet'}.")
    rounds = exchange_all(open_exchange(node), partners or ())
    if json:
        terminal.print_json([_as_json(outcome) for outcome in rounds])
    elif not rounds:
        terminal.say("This node has no partners yet; `entente charter --help` says how a channel is opened.")
    else:
        heads, several = ("Partner", "Acts", "What came", "How it stands"), len({r.channel for r in rounds}) > 1
        rows = [(r.party, str(r.acts), _brought(r) or ("nothing new" if not r.trouble else ""), r.trouble or "in step") for r in rounds]
        if several:
            terminal.table(("Channel", *heads), [(r.channel[:12], *row) for r, row in zip(rounds, rows, strict=True)])
        else:
            terminal.table(heads, rows)
    if any(outcome.trouble for outcome in rounds):
        raise terminal.Ended(exits.PARTNER)


def _as_json(outcome: Round) -> dict[str, Any]:
    return {
        "partner": outcome.party,
        "channel": outcome.channel,
        "acts": outcome.acts,
        "bodies": outcome.bodies,
        "recovered": outcome.recovered,
        "said": outcome.said,
        "frozen": outcome.frozen,
        "trouble": outcome.trouble,
    }


@app.command()
def status(
    context: typer.Context,
    json: terminal.Json = False,
    check: Annotated[bool, typer.Option("--check", help="Exit code 3 if a line says that somebody must act.")] = False,
    language: Annotated[str, typer.Option("--language", help="en or ja.")] = "en",
) -> None:
    """Say how the exchange stands with each partner, in words; what somebody must see to is marked with an exclamation mark.

    \b
    Example:
      entente status --language ja
    """
    from entente.node.partners import status as standing

    if language not in ("en", "ja"):
        raise terminal.stop(f"The languages are en and ja; “{language}” is neither.")
    node = terminal.node_of(context)
    found = standing.status(node)
    if json:
        terminal.print_json([standing.as_json(channel, language) for channel in found])
    else:
        for channel in found:
            _show_channel(channel, language)
    lines = [line for c in found for line in (*c.lines, *(line for p in c.partners for line in p.lines))]
    if check and any(line.act for line in lines):
        raise terminal.Ended(exits.PARTNER)


def _show_channel(channel: Any, language: str) -> None:
    from entente.node.partners.sentences import ALONE, acts

    place = ("en", "ja").index(language)
    title = " / ".join(channel.title.values())
    kind = f" ({ALONE['exercise'][place]})" if channel.exercise else ""
    terminal.say(f"{title}{kind}  {channel.channel[:12]}", "bold")
    if not channel.partners:
        terminal.say(f"  {ALONE['alone'][place].format(ours=acts(channel.ours)[place])}")
    for line in channel.lines:
        _show_line(line, language)
    for partner in channel.partners:
        terminal.say(f"  {partner.party}  {partner.url or ALONE['no-address'][place]}", "bold")
        for line in partner.lines:
            _show_line(line, language)


def _show_line(line: Any, language: str) -> None:
    from rich.padding import Padding
    from rich.text import Text

    mark = "! " if line.act else "  "
    terminal.print_trimmed(Padding(Text(mark + line.said(language), style="yellow" if line.act else ""), (0, 0, 0, 4)))

"""`entente meeting`: times that suit all calendars, an offer of them, a time taken, the agenda that writes itself, minutes begun.

Touches the database, and the act key through node.say. Serves I2, I3, I4 and I5.
"""

from __future__ import annotations

import json as json_module
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from entente.cli import terminal, times
from entente.cli.desk.act import done
from entente.kernel.calendar.seats import seats_of

if TYPE_CHECKING:
    from entente.node.meetings.agendas import Proposed
    from entente.node.node import Node
    from entente.store.records import Row

NAME = "meeting"
HELP = """Prepare a meeting: find a date, propose its agenda from what is open, begin its minutes.

\b
Example:
  entente meeting times 5f0c1d2e --offer
"""
app = typer.Typer(no_args_is_help=True, help=HELP, rich_markup_mode=None)

Name = Annotated[str, typer.Argument(metavar="MEETING", help="The meeting, by the first digits of its id.")]
Post = Annotated[str | None, typer.Option(help="Who speaks, as GBR:MOD:plans; default: the node's post.")]
Out = Annotated[Path | None, typer.Option("--out", "-o", help="Write the text here as JSON, for `entente act`; no file is overwritten.")]


def _meeting(node: Node, name: str) -> Row:
    from entente.node import look

    return look.find_record(node, name)


@app.command("times")
def times_(
    context: typer.Context,
    meeting: Name,
    first: Annotated[str | None, typer.Option(help="The first day, as 2018-11-01; default: the meeting's own window.")] = None,
    last: Annotated[str | None, typer.Option(help="The last day.")] = None,
    minutes: Annotated[int, typer.Option(min=15, max=600, help="How long the meeting takes.")] = 120,
    offer: Annotated[
        bool, typer.Option("--offer", help="Offer these times to the other sides: whichever all of them take is agreed.")
    ] = False,
    post: Post = None,
    out: Out = None,
    json: terminal.Json = False,
) -> None:
    """Show three times over all sides' calendars and office hours, by each side's clock; offer them with --offer.

    \b
    Example:
      entente meeting times 5f0c1d2e --first 2018-11-01 --last 2018-11-30 --offer
    """
    import msgspec

    from entente.areas.consultations.meetings.slots import seat_of
    from entente.node import say
    from entente.node.meetings import dates

    node = terminal.node_of(context)
    row, days = _meeting(node, meeting), (terminal.parse_day(first), terminal.parse_day(last))
    if (days[0] is None) != (days[1] is None):
        raise terminal.stop("Give both a first and a last day, or neither.")
    window = (days[0], days[1]) if days[0] is not None and days[1] is not None else None
    found = dates.times(node, row, window, timedelta(minutes=minutes))
    text = msgspec.to_builtins(dates.offer_of(node, row, found))
    _write(out, text)
    if offer and found:
        charter = node.charter(row.channel)
        done(node, say.state(node, charter, "slot-offer", text, say.Manner(post=post or "")), "Offered", json)
    elif json:
        terminal.print_json([{"starts": one.starts, "ends": one.ends, "outside": _outside(one)} for one in found])
    elif not found:
        terminal.say("No day there is a working day for all participants, or a calendar is not known here.")
    else:
        codes = node.charter(row.channel).codes
        seats = seats_of(codes, node.known_seats)
        lines = [
            (str(no), f"{times.in_words(one.starts, seats)} – {times.in_words(one.ends, seats, one.starts)}", _outside_words(one))
            for no, one in enumerate(found, 1)
        ]
        terminal.table(("No.", "Time", "Outside office hours"), lines)
        at = seat_of(dates.meeting_of(node, row), codes)
        if at is not None:
            terminal.say(f"All meet at the seat of {at}: its office hours alone count.")


def _outside(one: Any) -> dict[str, int]:
    return {party: int(late.total_seconds() // 60) for party, late in one.outside.items() if late}


def _outside_words(one: Any) -> str:
    return ", ".join(f"{party} {late} min" for party, late in _outside(one).items()) or "-"


@app.command()
def take(
    context: typer.Context,
    meeting: Name,
    time: Annotated[int, typer.Argument(metavar="NUMBER", help="The time in the other side's newest offer, counted from one.")],
    post: Post = None,
    json: terminal.Json = False,
) -> None:
    """Take a time that another side has offered: that agrees the date, once every other side has taken it too.

    \b
    Example:
      entente meeting take 5f0c1d2e 2
    """
    import msgspec

    from entente.node import say
    from entente.node.meetings import dates, together

    node = terminal.node_of(context)
    row = _meeting(node, meeting)
    text = msgspec.to_builtins(dates.at_offered(node, row, time))
    act = together.propose(node, node.charter(row.channel), "meeting", text, row.id, say.Manner(post=post or ""))
    done(node, act, "Proposed", json)


@app.command()
def agenda(
    context: typer.Context,
    meeting: Name,
    own: Annotated[list[str] | None, typer.Option("--line", help="A line of our own, as “English|日本語”; repeat for more.")] = None,
    propose: Annotated[bool, typer.Option("--propose", help="Propose these lines; else they are shown.")] = False,
    post: Post = None,
    out: Out = None,
    json: terminal.Json = False,
) -> None:
    """Show the lines proposed from the open matters of all sides, the most pressing first; propose them with --propose.

    What the partners may not be shown is named with its cause and does not go on the paper. To leave out lines or change their order, write
    them with --out, edit the file and use `entente act propose agenda FILE`.

    \b
    Example:
      entente meeting agenda 5f0c1d2e --line "Next exercise|次回訓練" --propose
    """
    from entente.implementation.papers.agenda import GROUND_WORDS
    from entente.node.meetings import agendas, dates

    node = terminal.node_of(context)
    row = _meeting(node, meeting)
    series = dates.meeting_of(node, row).series
    found = agendas.lines(node, series, lambda _row: True, node.clock().date())
    going = [one for one in found if not one.withheld]
    text = agendas.agenda_text(series, row.id, [(one.line, None) for one in going], [_line(typed) for typed in own or ()])
    _write(out, text)
    if propose:
        _propose(node, row, (text, [one.row for one in going if one.row is not None]), post, json)
    elif json:
        terminal.print_json(
            [
                {"ground": p.line.ground, "titles": p.line.titles, "reason": p.line.reason, "source": p.line.source, "withheld": p.withheld}
                | {"agendas_in_a_row": p.line.run, "goes_up": p.line.escalated and p.child is None, "came_up_from": p.child}
                for p in found
            ]
        )
    elif not found:
        terminal.say("Nothing is open that this series would deal with.")
    else:
        shown = [
            (GROUND_WORDS[one.line.ground]["en"], _en(one.line.titles), _en(one.withheld[0]) if one.withheld else _why(one))
            for one in found
        ]
        terminal.table(("Ground", "Line", "Why, or why it does not go"), shown)


def _why(one: Proposed) -> str:
    """Why a line is proposed, on how many agendas in a row it stands, and whether it goes up or came from below."""
    said = [_en(one.line.reason)]
    said += [f"On {one.line.run} agendas in a row."] if one.line.run > 1 else []
    said += [f"Came up from {_en(one.child)}."] if one.child else ["It goes to the parent series."] if one.line.escalated else []
    return " ".join(said)


def _propose(node: Node, row: Row, made: tuple[dict[str, Any], list[Row]], post: str | None, json: bool) -> None:
    """Proposes an agenda under the marking computed from the records behind its lines."""
    from entente.node import say
    from entente.node.meetings import agendas

    text, sources = made
    if not text["items"]:
        raise terminal.stop("Nothing is open: write a line of your own with --line.")
    joined = agendas.compound(node, sources)
    label = (joined.labels[0].policy, joined.labels[0].classification) if joined is not None and len(joined.labels) == 1 else None
    done(
        node, say.propose(node, node.charter(row.channel), "agenda", text, None, say.Manner(post=post or "", label=label)), "Proposed", json
    )


def _line(typed: str) -> dict[str, str]:
    en, _bar, ja = (part.strip() for part in typed.partition("|"))
    return {language: said for language, said in (("en", en), ("ja", ja)) if said}


def _en(words: Any) -> str:
    return str(words.get("en") or next(iter(words.values()), ""))


@app.command()
def minutes(context: typer.Context, meeting: Name, out: Out = None) -> None:
    """Begin minutes from the agreed agenda, a paragraph for each item in both languages: written with --out, or to the terminal.

    \b
    Example:
      entente meeting minutes 5f0c1d2e -o minutes.json
    """
    from entente.node.meetings import agendas, dates

    node = terminal.node_of(context)
    row = _meeting(node, meeting)
    text = agendas.minutes_text(agendas.agreed(node, row.channel, dates.meeting_of(node, row).series, row.id))
    if out is None:
        typer.echo(json_module.dumps(text, ensure_ascii=False, indent=1))
    else:
        _write(out, text)
        terminal.say(f"Begun in {out}: write it on, then `entente act propose minutes {out}`.")


def _write(out: Path | None, text: dict[str, Any]) -> None:
    if out is not None:
        terminal.write_new(out, json_module.dumps(text, ensure_ascii=False, indent=1).encode())

"""`entente standing`: how each clause stands on a day, and why. Touches the database (reads) and the terminal. Serves I1 to I5."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from entente.cli import terminal

if TYPE_CHECKING:
    from entente.node.instruments import Held
    from entente.node.node import Node

STYLES = {"overdue": "red", "lapsed": "red", "due": "yellow", "on-time": "green", "fulfilled": "green", "no-evidence": "dim"}


app = typer.Typer()


@app.command()
def standing(
    context: typer.Context,
    as_of: Annotated[str | None, typer.Option("--as-of", help="How it stood on this day; default: today.")] = None,
    known: Annotated[str | None, typer.Option(help="With what was known by the end of this day (UTC); default: all that is known.")] = None,
    clause: Annotated[
        str | None, typer.Option(help="One clause with its reasons: S6, or jp-gb-2017#S6 where several instruments have one.")
    ] = None,
    channel: terminal.Channel = None,
    json: terminal.Json = False,
) -> None:
    """Show how each clause stands: no evidence, begun, on time, due, overdue, lapsed, fulfilled, deferred, and why.

    Two dates may be asked: how things stood on a day, and what was known on another. Today's rules are applied.

    \b
    Example:
      entente standing --as-of 2018-12-31 --known 2018-10-02
    """
    from entente.node.instruments import find_clause

    node = terminal.node_of(context)
    day = terminal.parse_day(as_of) or node.clock().date()
    known_day = terminal.parse_day(known)
    held = _instruments(node, channel)
    lines = _lines(node, held, day, known_day)
    if clause is not None:
        whole = find_clause(node, clause, node.find_channel(channel) if channel else None)
        lines = [line for line in lines if line["clause"] == whole]
        if not lines:
            raise terminal.stop(f"The instruments in effect in this channel have no clause {clause}.")
    for line in lines if clause is not None else ():
        line["reasons"] = _reasons(node, line["clause"], line["channel"], day, known_day)
    told = _knowledge(node, lines[0], day, known_day) if clause is not None else None
    if json:
        if told is not None:
            lines[0]["knowledge"] = told
        terminal.print_json({"as_of": day.isoformat(), "known": known_day.isoformat() if known_day else None, "clauses": lines})
        return
    _show(lines, held, day, known_day)
    if told is not None:
        rows = [(one["party"], ", ".join(one["told"]), str(one["knew"]), ", ".join(one["not_received"])) for one in told["sides"]]
        terminal.table(("Side", "Had told", "Knew", "Had not received"), rows, f"At the end of {told['day']}")
        terminal.say(f"All had agreed: {', '.join(told['agreed']) or 'nothing on it'}.")


def _knowledge(node: Node, line: dict[str, Any], day: date, known: date | None) -> dict[str, Any]:
    """What each side knew and had told of a clause at the end of a day, and what all had agreed, by record."""
    from entente.node.oversight import asking, knowledge

    question = asking.ask(node, day, known, None, line["clause"].partition("#")[0])
    found = knowledge.knowledge(question, line["clause"], known or day)

    def named(some: Any) -> list[str]:
        return [f"{one.type} {one.code or one.record[:12]}" for one in some]

    sides = [{"party": s.party, "told": named(s.told), "knew": len(s.knew), "not_received": named(s.unknown)} for s in found.sides]
    return {"day": found.day.isoformat(), "sides": sides, "agreed": named(found.agreed)}


def _instruments(node: Node, channel: str | None) -> list[Held]:
    """The instruments in effect of the channel named; without one, of every channel that has any."""
    from entente.node.instruments import in_effect

    found = in_effect(node, node.find_channel(channel) if channel else None)
    if not found:
        raise terminal.stop("No instrument is in effect in this channel; `entente instrument propose` proposes one.")
    return found


def _lines(node: Node, held: list[Held], day: date, known: date | None) -> list[dict[str, Any]]:
    """A line for each clause of the instruments in effect, in the order of their texts; each channel is counted by itself."""
    from entente.areas.instruments import known_clauses, whole
    from entente.implementation.standing import clause_standings, position_clauses
    from entente.node.oversight.asking import clauses_of
    from entente.store.intervals import tally

    lines = []
    for row, text in ((one.row, one.text) for one in held):
        counts = tally.counts(node.alias, day, known, row.channel)
        positions = position_clauses((whole(text, c.clause), c.kind) for c in text.commitments)
        titles = {whole(text, t.clause): {name: words for name, words in (("en", t.en), ("ja", t.ja)) if words} for t in text.titles}
        order = [*clauses_of(text)]
        order += sorted(c for c in known_clauses(text) if c not in order and any(key[0] == c for key in counts))
        for found in clause_standings(counts, order, positions):
            words = {"clause": found.clause, "state": found.state, "counts": dict(found.counts), "words": dict(found.words)}
            lines.append({**words, "title": titles.get(found.clause, {}), "channel": row.channel})
    return lines


def _reasons(node: Node, clause: str, channel: str, day: date, known: date | None) -> list[dict[str, Any]]:
    """What the rules say of each measure, series of meetings and visit that names the clause, governments by name."""
    from entente.implementation.named import by_name
    from entente.node.oversight.clauses import COUNTING
    from entente.store import records
    from entente.store.intervals import spans, tally
    from entente.store.layout import FOREVER

    at = tally.end_of_day(known) if known else FOREVER - 1
    names = {party.code: dict(party.name) for party in node.charter(channel).terms.parties}
    found = []
    for row in (row for type_ in COUNTING for row in records.listed(node.alias, {"channel": channel, "type": type_}, 10_000, clause)):
        for span in spans.on(node.alias, day, at, {"channel": channel, "grp": row.grp}):
            if span["sort"] in ("standing", "obligation", "finding") and (row.type == "measure" or span["record"] == row.id):
                words = by_name(span["reason"], names)
                reason = {"sort": span["sort"], "state": span["state"], "words": words, "move": span["move"] or None}
                found.append({"record": row.id, "code": row.code, **reason})
    return found


def _show(lines: list[dict[str, Any]], held: list[Held], day: date, known: date | None) -> None:
    from rich.table import Table
    from rich.text import Text

    from entente.implementation.standing import STATE_WORDS

    then = f"what was known by the end of {known.isoformat()} then" if known else "all that is known"
    terminal.say(f"Standing on {day.isoformat()}: today's rules applied to {then}.", "bold")
    made = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("Clause", "Standing", "Because", "Title"):
        made.add_column(heading, no_wrap=heading == "Clause")
    for line in lines:
        state = STATE_WORDS.get(line["state"], {"en": line["state"]})["en"]
        because = line["words"]["en"] if line["counts"] else ""
        cells = (
            line["clause"] if len(held) > 1 else line["clause"].rpartition("#")[2],
            Text(state, style=STYLES.get(line["state"], "")),
            because,
            line["title"].get("en") or line["title"].get("ja", ""),
        )
        made.add_row(*cells)
    terminal.print_trimmed(made)
    for line in lines:
        for reason in line.get("reasons", ()):
            terminal.say(f"{reason['code']}  {reason['sort']}, {reason['state']}: {reason['words'].get('en', '')}")

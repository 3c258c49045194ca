"""`entente standing`: how each clause stands on a day, and why. Touches the database (reads) and the terminal. Serves I1 to I5."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from entente.cli import terminal

if TYPE_CHECKING:
    from entente.node.node import Node

STYLES = {"overdue": "red", "lapsed": "red", "due": "yellow", "on-time": "green", "fulfilled": "green", "no-evidence": "dim"}


app = typer.Typer()


@app.command()
def standing(
    context: typer.Context,
    as_of: Annotated[str | None, typer.Option("--as-of", help="How it stood on this day; default: today.")] = None,
    known: Annotated[str | None, typer.Option(help="With what was known by the end of this day (UTC); default: all that is known.")] = None,
    clause: Annotated[str | None, typer.Option(help="One clause with its reasons, as S6.")] = None,
    channel: terminal.Channel = None,
    json: terminal.Json = False,
) -> None:
    """Show how each clause stands: no evidence, begun, on time, due, overdue, lapsed, fulfilled, deferred, and why.

    Two dates may be asked: how things stood on a day, and what was known on another. Today's rules are applied.

    \b
    Example:
      entente standing --as-of 2018-12-31 --known 2018-10-02
    """
    node = terminal.node_of(context)
    day = terminal.parse_day(as_of) or node.clock().date()
    known_day = terminal.parse_day(known)
    lines = _lines(node, channel, day, known_day)
    if clause is not None:
        whole = clause if "#" in clause else f"{lines[0]['clause'].partition('#')[0]}#{clause}"
        lines = [line for line in lines if line["clause"] == whole]
        if not lines:
            raise terminal.stop(f"The instrument in effect has no clause {clause}.")
    for line in lines if clause is not None else ():
        line["reasons"] = _reasons(node, line["clause"], day, known_day)
    if json:
        terminal.print_json({"as_of": day.isoformat(), "known": known_day.isoformat() if known_day else None, "clauses": lines})
        return
    _show(lines, day, known_day)


def _lines(node: Node, channel: str | None, day: date, known: date | None) -> list[dict[str, Any]]:
    """A line for each clause of the instrument in effect, in the order of its text."""
    from entente.areas.instruments.records import Instrument, known_clauses, whole
    from entente.implementation.standing import clause_standings, position_clauses
    from entente.store import records, tally

    charter = node.find_channel(channel)
    rows = records.listed(node.alias, {"channel": charter.id, "type": "instrument", "state": "in-effect"})
    texts = [row.revisions[-1].raw for row in rows if row.revisions]
    if not any(texts):
        raise terminal.stop("No instrument is in effect in this channel; `entente instrument propose` proposes one.")
    counts = tally.counts(node.alias, day, known)
    lines = []
    for raw in texts:
        if raw is None:
            continue
        text = msgspec.json.decode(raw, type=Instrument)
        positions = position_clauses((whole(text, c.clause), c.kind) for c in text.commitments)
        titles = {whole(text, t.clause): {"en": t.en, "ja": t.ja} for t in text.titles}
        order = [*(whole(text, c.id) for c in text.clauses)]
        order += sorted(c for c in known_clauses(text) if c not in order and any(key[0] == c for key in counts))
        for found in clause_standings(counts, order, positions):
            words = {"clause": found.clause, "state": found.state, "counts": dict(found.counts), "words": dict(found.words)}
            lines.append({**words, "title": titles.get(found.clause, {})})
    return lines


def _reasons(node: Node, clause: str, day: date, known: date | None) -> list[dict[str, Any]]:
    """What the rules say of each measure that names the clause."""
    from entente.store import records, spans, tally
    from entente.store.layout import FOREVER

    at = tally.end_of_day(known) if known else FOREVER - 1
    found = []
    for row in records.listed(node.alias, {"type": "measure"}, 10_000, clause):
        for span in spans.on(node.alias, day, at, {"grp": row.grp}):
            if span["sort"] in ("standing", "obligation", "finding"):
                reason = {"sort": span["sort"], "state": span["state"], "words": span["reason"], "move": span["move"] or None}
                found.append({"record": row.id, "code": row.code, **reason})
    return found


def _show(lines: list[dict[str, Any]], day: date, known: date | None) -> None:
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
        cells = (line["clause"].rpartition("#")[2], Text(state, style=STYLES.get(line["state"], "")), because, line["title"].get("en", ""))
        made.add_row(*cells)
    terminal.print_trimmed(made)
    for line in lines:
        for reason in line.get("reasons", ()):
            terminal.say(f"{reason['code']}  {reason['sort']}, {reason['state']}: {reason['words'].get('en', '')}")

"""`entente plan`: the action plan out to a spreadsheet and in again, and a new edition of it.

Touches files and the database through node.plan and node.editions. An officer at the command line holds the node's keys, so roles are not
asked here. Serves I1.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from entente.cli import terminal
from entente.cli.desk.act import done
from entente.cli.desk.draft import Officer, Post, officer_of

if TYPE_CHECKING:
    from entente.areas.action_plan.intake import Verdict
    from entente.kernel.charter import Charter
    from entente.node.node import Node

NAME = "plan"
HELP = """The action plan: to a spreadsheet and back, and editions of it.

\b
Example:
  entente plan export -o plan.xlsx
"""
app = typer.Typer(no_args_is_help=True, help=HELP, rich_markup_mode=None)

COUNTED = {"new": "new", "changed": "changed", "same": "as they are", "refused": "refused"}


@app.command()
def export(
    context: typer.Context,
    out: Annotated[Path, typer.Option("-o", "--out", help="The spreadsheet to write (XLSX).")],
    language: Annotated[str, typer.Option(help="Of the headings: en or ja.")] = "en",
    channel: terminal.Channel = None,
) -> None:
    """Write every measure in effect to a spreadsheet, milestones on a sheet of their own. Reading it in again changes nothing.

    \b
    Example:
      entente plan export -o plan.xlsx
    """
    from entente.node import plan

    if language not in ("en", "ja"):
        raise terminal.stop(f"Headings are in en or ja, not in “{language}”.")
    node = terminal.node_of(context)
    charter = node.find_channel(channel)
    made, count = plan.workbook(node, charter, language)
    terminal.write_new(out, made)
    terminal.say(f"Wrote {count} measure{'' if count == 1 else 's'} to {out}.")


@app.command("import")
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="XLSX, XLS, ODS, DOCX or CSV.")],
    table: Annotated[int | None, typer.Option(help="Which table of the file, counted from 1; otherwise the likeliest.")] = None,
    column: Annotated[
        list[str] | None, typer.Option(help='HEADING=FIELD for a heading that is not recognised, as "Ref no=code"; repeat for more.')
    ] = None,
    drafts: Annotated[bool, typer.Option("--drafts", help="Make a draft of every row that is new or changed.")] = False,
    post: Post = None,
    officer: Officer = None,
    channel: terminal.Channel = None,
    json: terminal.Json = False,
) -> None:
    """Show row by row what a table would do to the plan: new, changed, as it is, or refused and why. Only --drafts makes anything.

    \b
    Example:
      entente plan import plan.xlsx --drafts
    """
    from entente.node import plan

    node = terminal.node_of(context)
    charter = node.find_channel(channel)
    given = {heading.strip(): key.strip() for heading, _is, key in (one.rpartition("=") for one in column or ())}
    found = plan.read(node, charter, file.name, terminal.read_bytes(file), table, given)
    made = dict[int, str]()
    if drafts:
        by = officer_of(node, post, officer)
        made = {verdict.line.number: act for verdict, act in plan.draft_rows(node, by, charter, found.digest, found.verdicts)}
    if json:
        rows = [_as_json(verdict, found.above, made) for verdict in found.verdicts]
        terminal.print_json({"table": found.table, "unknown_headings": found.unknown, "rows": rows})
        return
    _show(found.verdicts, found.above, made)
    if found.unknown:
        terminal.say(f"Left out, since no column is called so: {', '.join(found.unknown)}.", "yellow")
    counts = [f"{n} {words}" for outcome, words in COUNTED.items() if (n := sum(v.outcome == outcome for v in found.verdicts))]
    terminal.say(f"Table “{found.table}”: {', '.join(counts) or 'no rows'}.")
    terminal.say(f"Drafts made: {len(made)}; `entente draft list` shows them." if drafts else "Nothing was drafted; --drafts does it.")


def _as_json(verdict: Verdict, above: int, made: dict[int, str]) -> dict[str, Any]:
    said = {"reasons": verdict.reasons, "findings": verdict.findings, "remarks": verdict.line.remarks}
    told = {name: [words["en"] for words in sentences] for name, sentences in said.items()}
    number = verdict.line.number
    return {"row": above + number, "code": _code(verdict), "outcome": verdict.outcome, **told, "draft": made.get(number)}


def _code(verdict: Verdict) -> str:
    return str(verdict.line.text.get("code", ""))


def _show(verdicts: tuple[Verdict, ...], above: int, made: dict[int, str]) -> None:
    rows = []
    for one in verdicts:
        if one.outcome != "same":
            why = " ".join(words["en"] for words in (*one.reasons, *one.findings, *one.line.remarks))
            rows.append((str(above + one.line.number), _code(one), one.outcome, why, made.get(one.line.number, "")[:12]))
    if rows:
        terminal.table(("Row", "Number", "Outcome", "Why", "Draft"), rows)


@app.command()
def edition(
    context: typer.Context,
    texts: Annotated[list[Path] | None, typer.Argument(metavar="[MEASURE]...", help="New or changed measures, as JSON.")] = None,
    title_en: Annotated[str, typer.Option(help="Its title in English.")] = "",
    title_ja: Annotated[str, typer.Option(help="Its title in Japanese.")] = "",
    meeting: Annotated[str, typer.Option(help="The meeting that endorses it, in English.")] = "",
    held_on: Annotated[str | None, typer.Option(help="That meeting's day, as 2018-12-14.")] = None,
    remark: Annotated[str | None, typer.Option(help="A remark that goes with it.")] = None,
    post: Post = None,
    channel: terminal.Channel = None,
    json: terminal.Json = False,
) -> None:
    """Propose the next edition: every measure in effect, with these texts in place of those with their numbers, or added.

    The edition and its measures are accepted in one act and take effect together.

    \b
    Example:
      entente plan edition changed.json --title-en "Action plan, second edition" --meeting "Foreign and Defence Ministers' Meeting"
    """
    from entente.node import editions
    from entente.node.say import Manner

    title = {language: text for language, text in (("en", title_en), ("ja", title_ja)) if text}
    if not title:
        raise terminal.stop("Give the edition a title: --title-en, --title-ja, or both.")
    node = terminal.node_of(context)
    charter = node.find_channel(channel)
    head = _head(node, charter, title) | _endorsed(meeting, held_on)
    changes = [terminal.read_json(file) for file in texts or ()]
    done(node, editions.propose_edition(node, charter, head, changes, Manner(post or "", remark=remark or "")), "Proposed", json)


def _head(node: Node, charter: Charter, title: dict[str, str]) -> dict[str, Any]:
    """An edition's JSON without its measures, on the clause that promises the plan."""
    from entente.node import editions, instruments

    number = editions.next_number(node, charter)
    clause = f"{instruments.find_instrument(node, None, charter).text.id}#I1"
    return {"code": f"PLAN-{number}", "number": number, "title": title, "clauses": [clause]}


def _endorsed(meeting: str, held_on: str | None) -> dict[str, Any]:
    day = terminal.parse_day(held_on)
    if not meeting:
        if day is not None:
            raise terminal.stop("--held-on is the day of a meeting: name it by --meeting.")
        return {}
    return {"endorsed": {"meeting": {"en": meeting}} | ({"held_on": day.isoformat()} if day is not None else {})}

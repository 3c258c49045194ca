"""`entente report`: the quarterly paper, the annual report, briefs, sheets and documents, as PDF, DOCX or HTML.

Touches the database (reads) and files. Serves I1, I3.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from entente.cli import terminal

if TYPE_CHECKING:
    from entente.implementation.papers.release import Cause
    from entente.kernel.area import Words
    from entente.kernel.charter import Charter
    from entente.node.node import Node

NAME = "report"
HELP = """Make a paper from what this node holds: quarterly, annual, a brief on one sheet, a record's sheet, a document.

\b
Example:
  entente report quarterly --language both --format pdf -o paper.pdf
"""
app = typer.Typer(no_args_is_help=True, help=HELP, rich_markup_mode=None)

AsOf = Annotated[str | None, typer.Option("--as-of", help="How things stood on this day; default: today.")]
Known = Annotated[str | None, typer.Option("--known", help="With what was known by the end of this day (UTC); default: all that is known.")]
Language = Annotated[str, typer.Option("--language", help="en, ja, or both side by side.")]
Format = Annotated[str, typer.Option("--format", help="pdf, docx or html.")]
For = Annotated[str, typer.Option("--for", help="national: all that this node holds; partner: what every other party may have.")]
Of = Annotated[str | None, typer.Option("--instrument", help="The instrument reported on, as jp-gb-2017; default: the oldest in effect.")]
Out = Annotated[Path, typer.Option("--out", "-o", help="Write here; an existing file is not overwritten.")]


@app.command()
def quarterly(
    context: typer.Context,
    out: Out,
    as_of: AsOf = None,
    known: Known = None,
    language: Language = "en",
    format_: Format = "pdf",
    for_: For = "national",
    instrument: Of = None,
) -> None:
    """The quarterly paper for the National Security Advisers, on the quarter that holds the day.

    \b
    Example:
      entente report quarterly --as-of 2018-12-31 --for partner -o paper.pdf
    """
    _make(context, ("quarterly", ""), (as_of, known), (language, format_, for_), (out, instrument))


@app.command()
def annual(
    context: typer.Context,
    out: Out,
    as_of: AsOf = None,
    known: Known = None,
    language: Language = "en",
    format_: Format = "pdf",
    for_: For = "national",
    instrument: Of = None,
) -> None:
    """The annual report on implementation, on the fiscal year that holds the day.

    \b
    Example:
      entente report annual --as-of 2019-03-31 --language ja --format docx -o report.docx
    """
    _make(context, ("annual", ""), (as_of, known), (language, format_, for_), (out, instrument))


@app.command()
def brief(
    context: typer.Context,
    subject: Annotated[str, typer.Argument(help="A clause, as S7; or a measure, meeting or visit by its number or record.")],
    out: Out,
    as_of: AsOf = None,
    known: Known = None,
    language: Language = "en",
    format_: Format = "pdf",
    for_: For = "national",
    instrument: Of = None,
) -> None:
    """One sheet on a clause, a measure, a meeting or a visit: promised, done, next, open, lines to take.

    \b
    Example:
      entente report brief S7 --language both -o s7.pdf
    """
    _make(context, ("brief", subject), (as_of, known), (language, format_, for_), (out, instrument))


def _make(
    context: typer.Context,
    what: tuple[str, str],
    dates: tuple[str | None, str | None],
    how: tuple[str, str, str],
    where: tuple[Path, str | None],
) -> None:
    from entente.node.oversight import asking, versions
    from entente.node.render import documents

    node = terminal.node_of(context)
    (language, form, whom), (out, instrument) = how, where
    if form not in documents.MEDIA:
        raise terminal.stop(f"“{form}” is not a format of a paper; choose one of {', '.join(documents.MEDIA)}.")
    question = asking.ask(node, terminal.parse_day(dates[0]) or node.clock().date(), terminal.parse_day(dates[1]), None, instrument)
    wish = versions.Wish(what[0], what[1], language, whom)
    paper = versions.make(question, wish)
    terminal.write_new(out, versions.document(question, paper, language, form, "", made_by(node, question.charter)))
    terminal.say(f"Written: {out}")
    if whom == versions.NATIONAL:
        _withheld(versions.withheld(question, paper))


@app.command()
def sheet(
    context: typer.Context,
    record: Annotated[str, typer.Argument(help="A record, by its number or the first digits of its id.")],
    out: Out,
    as_of: AsOf = None,
    known: Known = None,
    language: Language = "en",
    format_: Format = "pdf",
    for_: For = "national",
) -> None:
    """All that is known of one record: where it stands, its words, what is proposed, what the rules find, who said what.

    \b
    Example:
      entente report sheet GBR-M-2018-006 --as-of 2018-12-31 --language both -o sheet.pdf
    """
    _print(context, record, ("sheet", language, for_), (out, format_), (as_of, known))


@app.command()
def document(
    context: typer.Context,
    record: Annotated[str, typer.Argument(help="An edition of the plan, an agenda, minutes or a joint statement, by number or id.")],
    out: Out,
    language: Language = "en",
    format_: Format = "pdf",
    for_: For = "national",
) -> None:
    """A record that is a document itself: an edition printed as the plan, an agenda, minutes, a joint statement.

    \b
    Example:
      entente report document PLAN-2 --language ja --format docx -o plan.docx
    """
    _print(context, record, ("paper", language, for_), (out, format_))


def made_by(node: Node, charter: Charter) -> Words:
    """Who made a paper by command: the side whose node it is."""
    return next((dict(one.name) for one in charter.terms.parties if one.code == node.party), {"en": node.party})


def _print(
    context: typer.Context,
    record: str,
    how: tuple[str, str, str],
    where: tuple[Path, str],
    dates: tuple[str | None, str | None] = (None, None),
) -> None:
    """Writes a record's sheet or paper, and says what keeps it from the partner."""
    from entente.node import look
    from entente.node.render import documents
    from entente.node.sheets import making
    from entente.node.sheets.looking import Looking

    node, order, (out, form) = terminal.node_of(context), making.Order(*how), where
    if form not in documents.MEDIA:
        raise terminal.stop(f"“{form}” is not a format of a paper; choose one of {', '.join(documents.MEDIA)}.")
    row, today = look.find_record(node, record), node.clock().date()
    known = terminal.parse_day(dates[1])
    past = known if known is not None and known < today else None
    asked = Looking(node, row, lambda _label: True, terminal.parse_day(dates[0]) or today, past)
    paper = making.make(asked, order)
    terminal.write_new(out, documents.render(paper, making.printing(asked, paper, order, made_by(node, asked.charter)), form))
    terminal.say(f"Written: {out}")
    if order.for_whom == "national":
        _withheld(making.withheld(asked, paper))


def _withheld(causes: Iterable[Cause]) -> None:
    """Says which sections keep a paper from the partner; nothing where none does."""
    sections = ", ".join(dict.fromkeys(cause.piece.section.get("en", "") for cause in causes))
    if sections:
        terminal.say(f"Not for the partner as it stands: {sections}. --for partner leaves that out.")

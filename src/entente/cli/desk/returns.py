"""`entente returns`: commissioning rounds at the command line: how they stand, forms out, returned files in, what comes of them.

Touches the database and files through node/returns. An officer at the command line holds the node's keys, so roles are not asked here.
Who has an account is the pages' to know: here every lead is asked by file. Serves I1, I3.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from entente.cli import terminal
from entente.cli.desk.draft import Officer, Post, officer_of
from entente.cli.desk.report import made_by

if TYPE_CHECKING:
    from entente.areas.commissioning.intake import Verdict
    from entente.node.node import Node
    from entente.node.returns.reading import Delivery

NAME = "returns"
HELP = """Commissioning rounds: what the leads of our measures have returned, and what is still missing.

\b
Example:
  entente returns list GBR-CR-2018-4
"""
app = typer.Typer(no_args_is_help=True, help=HELP, rich_markup_mode=None)

Name = Annotated[str, typer.Argument(metavar="ROUND", help="The round, by its number or the first digits of its id.")]


@app.command("list")
def list_(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="[ROUND]", help="One round, measure by measure; without it every round.")] = None,
    json: terminal.Json = False,
) -> None:
    """Show every round with what has come, or one round measure by measure: asked, late, returned, not to be asked and by which rule.

    \b
    Example:
      entente returns list
    """
    from entente.node.returns import rounds, states

    node = terminal.node_of(context)
    if name is None:
        found = rounds.rounds(node)
        rows = [
            (one.text.code, one.text.due.isoformat(), str(len(one.text.asked) - len(one.missing)), str(len(one.text.asked)))
            for one in found
        ]
        if json:
            terminal.print_json([dict(zip(("code", "due", "returned", "asked"), row, strict=True)) for row in rows])
        elif rows:
            terminal.table(("Round", "Due", "Returned", "Asked"), rows)
        else:
            terminal.say("No round has been opened; the action plan's page opens one.")
        return
    lines = states.lines(node, rounds.find(node, name), {})
    told = [(one.asked.code, one.asked.authority, one.state, _why(one)) for one in lines]
    if json:
        terminal.print_json([dict(zip(("measure", "authority", "state", "why"), row, strict=True)) for row in told])
    else:
        terminal.table(("Measure", "Lead", "State", "Return, or why not"), told)


def _why(line: Any) -> str:
    if line.said is not None:
        return f"{line.said.rag}, {line.said.by}, {line.said.received_on.isoformat()}"
    return " ".join(f"{reason.en} [{reason.rule}]" for reason in line.reasons)


@app.command()
def form(
    context: typer.Context,
    name: Name,
    authority: Annotated[str, typer.Argument(metavar="AUTHORITY", help="The lead whose form it is, as MOD.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Write here; an existing file is not overwritten.")],
    format_: Annotated[str, typer.Option("--format", help="docx or xlsx.")] = "docx",
    language: Annotated[str, typer.Option("--language", help="en or ja.")] = "en",
) -> None:
    """Write the form on which a lead without an account answers. What it may not hold is not in it, and is named here with the rule.

    \b
    Example:
      entente returns form GBR-CR-2018-4 MOD --format xlsx -o mod.xlsx
    """
    from entente.node.returns import docx_form, forms, rounds, xlsx_form

    rendered = {"docx": docx_form.render_docx, "xlsx": xlsx_form.render_xlsx}
    if format_ not in rendered or language not in ("en", "ja"):
        raise terminal.stop("A form is made as docx or xlsx, in en or ja.")
    node = terminal.node_of(context)
    made = forms.form(node, rounds.find(node, name), authority, "ja" if language == "ja" else "en")
    terminal.write_new(out, rendered[format_](made.form, node.clock()))
    asked = len(made.form.questions)
    terminal.say(f"Written: {out}, {asked} measure{'s' if asked != 1 else ''}, marked {made.form.marking}.")
    for one in made.held:
        reasons = " ".join(f"{reason.en} [{reason.rule}]" for reason in one.verdict.reasons)
        terminal.say(f"Held back: {one.code} {one.what['en']}: {reasons}".replace("  ", " "), "yellow")


@app.command("read")
def read_(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Returned forms (.docx, .xlsx) and mails (.eml, .msg, .txt).")],
    record: Annotated[bool, typer.Option("--record", help="Record what is new; without it nothing is recorded.")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="With --record: also put what differs in the place of what stands.")] = False,
    post: Post = None,
    officer: Officer = None,
    json: terminal.Json = False,
) -> None:
    """Read returned files in: answer by answer what would be recorded, and what cannot be and why. Nothing is recorded without --record.

    \b
    Example:
      entente returns read mod.docx reply.eml --record
    """
    from entente.areas.commissioning.intake import judge
    from entente.node.returns import reading, rounds

    node = terminal.node_of(context)
    came = [(file.name, file.read_bytes()) for file in files]
    read = [reading.read_return(name, data) for name, data in came]
    bytes_of = {one.digest: data for one, (_name, data) in zip(read, came, strict=True)}
    pairs = [(answer, one) for one in read for answer in one.answers]
    known = {one.text.code: one.known for one in rounds.rounds(node)}
    verdicts = judge([answer for answer, _one in pairs], known, node.clock().date())
    judged = [(verdict, one) for verdict, (_answer, one) in zip(verdicts, pairs, strict=True)]
    taken = _recorded(node, (judged, bytes_of), replace, (post, officer)) if record else 0
    if json:
        terminal.print_json({"answers": [_as_json(verdict, one) for verdict, one in judged], "recorded": taken})
        return
    told = [
        (one.name, verdict.answer.typed, verdict.answer.rag or "", verdict.outcome, _words(verdict))
        for verdict, one in judged
        if verdict.outcome != "empty"
    ]
    if told:
        terminal.table(("File", "Reference", "Status", "Outcome", "Why"), told)
    for name in dict.fromkeys(one.name for _verdict, one in judged):
        if all(verdict.outcome == "empty" for verdict, one in judged if one.name == name):
            terminal.say(f"Nothing is filled in on {name}.", "yellow")
    terminal.say(f"Recorded: {taken}." if record else "Nothing was recorded; --record records what is new.")


def _recorded(
    node: Node, came: tuple[list[tuple[Verdict, Delivery]], dict[str, bytes]], replacing: bool, who: tuple[str | None, str | None]
) -> int:
    """Records what is wanted, and keeps each file that something was recorded from as it came."""
    from entente.node.returns import originals, rounds

    judged, bytes_of = came

    wanted = ("new", "differs") if replacing else ("new",)
    chosen = [(verdict, one.way, one.digest) for verdict, one in judged if verdict.outcome in wanted]
    asked = [verdict.asked.measure for verdict, _way, _digest in chosen if verdict.asked is not None]
    if len(set(asked)) < len(asked):
        raise terminal.stop("Two answers on one measure differ; read in the file that is to count, alone.")
    done = rounds.record_all(node, officer_of(node, *who), chosen)
    taken = [
        (verdict.known.record, verdict.asked, one)
        for verdict, one in judged
        if verdict.outcome in wanted and verdict.known and verdict.asked
    ]
    for round_, digest in dict.fromkeys((record, one.digest) for record, _asked, one in taken):
        mine = [(asked, one) for record, asked, one in taken if (record, one.digest) == (round_, digest)]
        originals.keep(node, officer_of(node, *who), round_, mine[0][1], (bytes_of[digest], [asked for asked, _one in mine]))
    return len(done)


def _words(verdict: Verdict) -> str:
    return " ".join(words["en"] for words in (*verdict.reasons, *verdict.remarks))


def _as_json(verdict: Verdict, one: Delivery) -> dict[str, Any]:
    return {
        "file": one.name,
        "sha256": one.digest,
        "where": verdict.answer.where["en"],
        "reference": verdict.answer.typed,
        "outcome": verdict.outcome,
        "why": [words["en"] for words in (*verdict.reasons, *verdict.remarks)],
    }


@app.command("compile")
def compile_(
    context: typer.Context,
    name: Name,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Write the paper here; an existing file is not overwritten.")] = None,
    language: Annotated[str, typer.Option("--language", help="en, ja, or both side by side.")] = "en",
    format_: Annotated[str, typer.Option("--format", help="pdf, docx or html.")] = "pdf",
    drafts: Annotated[bool, typer.Option("--drafts", help="Make a draft progress report for each return.")] = False,
    post: Post = None,
    officer: Officer = None,
) -> None:
    """Write one paper of all returns, the missing ones named; or make draft progress reports of them; or both.

    \b
    Example:
      entente returns compile GBR-CR-2018-4 --drafts --language both -o returns.pdf
    """
    from entente.node.oversight import asking, versions
    from entente.node.render import documents
    from entente.node.returns import compiling, rounds, states

    if out is None and not drafts:
        raise terminal.stop("Say what to make: a paper with --out, drafts with --drafts.")
    node = terminal.node_of(context)
    found = rounds.find(node, name)
    if out is not None:
        if language not in documents.LANGUAGES or format_ not in documents.MEDIA:
            raise terminal.stop("A paper is made as pdf, docx or html, in en, ja or both.")
        question = asking.ask(node, node.clock().date())
        paper = compiling.paper(question, found, states.lines(node, found, {}))
        terminal.write_new(out, versions.document(question, paper, language, format_, "", made_by(node, question.charter)))
        terminal.say(f"Written: {out}")
    if drafts:
        made = compiling.draft_all(node, officer_of(node, post, officer), found)
        for one in made:
            terminal.say(f"{one.code}: draft {one.act.id[:12]}" if one.act is not None else f"{one.code}: not drafted. {one.refusal}")

"""`entente recorded`: what a partner told us while we were alone, put to him once he takes part; what was recorded of us, answered.

Touches the terminal; thin over node/national/{putting,recorded}.py. An officer at the command line holds the node's keys, so roles are not
asked here. Serves I1, I3.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from entente.cli import terminal
from entente.cli.desk.draft import Officer, Post, officer_of

if TYPE_CHECKING:
    from entente.node.national.putting import Item
    from entente.node.node import Node

NAME = "recorded"
HELP = """What a partner told us, recorded by us: put to him once he takes part, and his answers.

\b
Example:
  entente recorded list
"""
app = typer.Typer(no_args_is_help=True, help=HELP, rich_markup_mode=None)

Clause = Annotated[str | None, typer.Option(help="Only what names this clause, as S6 or jp-gb-2017#S6.")]
About = Annotated[str | None, typer.Option(help="Only what is on a shared record of this type, as measure.")]
Down = Annotated[bool, typer.Option("--mark-down", help="Mark what stands above the channel's ceiling down to that ceiling.")]


@app.command()
def add(
    context: typer.Context,
    party: Annotated[str, typer.Option(help="Who told us, as JPN.")],
    said_on: Annotated[str, typer.Option(help="The day, as 2018-09-14.")],
    source: Annotated[str, typer.Option(help="How we know: letter of …, telephone, duty officer.")],
    title_en: Annotated[str, typer.Option(help="What it is about, in English.")] = "",
    title_ja: Annotated[str, typer.Option(help="The same in Japanese.")] = "",
    words_en: Annotated[str, typer.Option(help="What was said, in English.")] = "",
    words_ja: Annotated[str, typer.Option(help="The same in Japanese.")] = "",
    clause: Annotated[list[str] | None, typer.Option(help="A clause it is about, as jp-gb-2017#S6; may be given several times.")] = None,
    file: Annotated[Path | None, typer.Option(help="The source itself: a letter, a note.")] = None,
    post: Post = None,
    label: Annotated[str | None, typer.Option(help="policy/classification; if left out, the node's ceiling.")] = None,
    json: terminal.Json = False,
) -> None:
    """Write down at home what a partner without a node told us, with its source; never counted as his acceptance.

    \b
    Example:
      entente recorded add --party JPN --said-on 2018-09-14 --title-en "Order form" --words-en "They agree." --source "Telephone"
    """
    import mimetypes

    from entente.node import say
    from entente.node.national import recorded

    node = terminal.node_of(context)
    title, words = _given(title_en, title_ja), _given(words_en, words_ja)
    text: dict[str, Any] = {"party": party, "said_on": said_on, "title": title, "text": words, "source": source}
    text |= {"clauses": clause} if clause else {}
    marked = tuple(label.rsplit("/", 1)) if label else None
    if marked is not None and len(marked) != 2:
        raise terminal.stop("A label is written policy/classification.")
    media = (mimetypes.guess_type(file.name)[0] or "application/octet-stream") if file is not None else ""
    along = (file.name, media, terminal.read_bytes(file)) if file is not None else None
    manner = say.Manner(post=post or "", label=marked)
    act = recorded.record(node, node.national(), text, along, manner)
    if json:
        terminal.print_json({"record": act.id})
        return
    terminal.say(f"Recorded at home: {act.id[:12]}. Once {party} has a node, `entente recorded put` puts it to them.")


@app.command("list")
def list_(
    context: typer.Context, clause: Clause = None, about: About = None, channel: terminal.Channel = None, json: terminal.Json = False
) -> None:
    """Show what was recorded at home and not put to the partner yet, and what stands against it.

    \b
    Example:
      entente recorded list --clause S6
    """
    from entente.node.national import putting

    node = terminal.node_of(context)
    if channel is None and all(len(charter.codes) < 2 for charter in node.channels()):
        _alone(node, json)
        return
    items = _narrowed(putting.waiting(node, node.find_channel(channel)), clause, about)
    _show(items, json)


@app.command()
def put(
    context: typer.Context,
    records: Annotated[list[str] | None, typer.Argument(metavar="[RECORD]...", help="By the first digits of their ids.")] = None,
    all_: Annotated[bool, typer.Option("--all", help="Everything that may go.")] = False,
    clause: Clause = None,
    about: About = None,
    preview: Annotated[bool, typer.Option("--preview", help="Show every word they would get, and make nothing.")] = False,
    mark_down: Down = False,
    post: Post = None,
    officer: Officer = None,
    channel: terminal.Channel = None,
    json: terminal.Json = False,
) -> None:
    """Make one draft of records at home for the partner to confirm; it is cleared and released as any other draft.

    \b
    Example:
      entente recorded put --all --preview
      entente recorded put --clause S6
    """
    from entente.node.national import drafting, putting

    if not (records or all_ or clause or about):
        raise terminal.stop("Name records, or choose with --all, --clause or --about.")
    node = terminal.node_of(context)
    charter, by = node.find_channel(channel), officer_of(node, post, officer)
    items = _narrowed(putting.waiting(node, charter, mark_down), clause, about)
    hand = putting.in_hand(node)
    free = [one for one in items if not one.problems and one.row.id not in hand]
    items = [_named(items, name) for name in records] if records else free
    if preview:
        _show(items, json, whole=True)
        return
    text = putting.choose(node, charter, [one.row.id for one in items], by if mark_down else None)
    marked = putting.marking(node, charter, text)
    made = drafting.save(node, by, type_=putting.TYPE, text=text, channel=charter.id, label=marked)
    if json:
        terminal.print_json({"draft": made.id, "records": [one.row.id for one in items]})
        return
    terminal.say(f"Draft {made.id[:12]} holds {len(items)} records. Next: `entente draft ask {made.id[:12]} POST`.")


@app.command()
def waiting(context: typer.Context, json: terminal.Json = False) -> None:
    """Show what was recorded of us and waits for our answer.

    \b
    Example:
      entente recorded waiting
    """
    from entente.node.national import recorded
    from entente.node.national.matters import linked

    node = terminal.node_of(context)
    rows = [(row, linked(node, row).text) for row in recorded.to_answer(node)]
    if json:
        told = [{"record": row.id, "act": row.revisions[-1].act, "by": row.party, **_words(text)} for row, text in rows]
        terminal.print_json(told)
    elif not rows:
        terminal.say("Nothing recorded of us waits for our answer.")
    else:
        found = [(row.id[:12], row.party, *_words(text).values()) for row, text in rows]
        terminal.table(("Record", "By", "Said on", "Title", "Words", "Source"), found)


@app.command()
def confirm(
    context: typer.Context,
    records: Annotated[list[str] | None, typer.Argument(metavar="[RECORD]...", help="By the first digits of their ids.")] = None,
    all_: Annotated[bool, typer.Option("--all", help="Everything that waits for our answer.")] = False,
    post: Post = None,
    officer: Officer = None,
    json: terminal.Json = False,
) -> None:
    """Confirm words that another side recorded of us: some, or all that wait.

    \b
    Example:
      entente recorded confirm --all
    """
    from entente.node import look
    from entente.node.national import recorded

    if bool(records) == all_:
        raise terminal.stop("Name records, or say --all.")
    node = terminal.node_of(context)
    rows = [look.find_record(node, name) for name in records] if records else recorded.to_answer(node)[: recorded.MOST]
    made = recorded.answer(node, officer_of(node, post, officer), [(row.id, row.revisions[-1].act, "confirmed", {}) for row in rows])
    _said(made, "confirmed", json)


@app.command()
def correct(
    context: typer.Context,
    record: Annotated[str, typer.Argument(metavar="RECORD", help="By the first digits of its id.")],
    en: Annotated[str, typer.Option(help="What is right, in English.")] = "",
    ja: Annotated[str, typer.Option(help="What is right, in Japanese.")] = "",
    post: Post = None,
    officer: Officer = None,
    json: terminal.Json = False,
) -> None:
    """Correct words that another side recorded of us: both stand side by side.

    \b
    Example:
      entente recorded correct 5f0c1d2e --en "We said that we would look at it."
    """
    from entente.node import look
    from entente.node.national import recorded

    if not (en or ja):
        raise terminal.stop("Say what is right with --en, --ja or both.")
    node = terminal.node_of(context)
    row = look.find_record(node, record)
    by = officer_of(node, post, officer)
    _said(recorded.answer(node, by, [(row.id, row.revisions[-1].act, "corrected", {"en": en, "ja": ja})]), "corrected", json)


def _given(en: str, ja: str) -> dict[str, str]:
    return {language: words for language, words in (("en", en), ("ja", ja)) if words}


def _alone(node: Node, json: bool) -> None:
    """What stands at home while no partner has joined."""
    from entente.node.national import putting
    from entente.node.national.matters import linked

    rows = putting.at_home(node)
    if json:
        terminal.print_json([{"record": row.id, **_words(linked(node, row).text)} for row in rows])
        return
    terminal.table(
        ("Record", "Said on", "Title", "Words", "Source"), [(row.id[:12], *_words(linked(node, row).text).values()) for row in rows]
    )
    terminal.say(f"{len(rows)} recorded at home. No partner has joined yet; once one has, `entente recorded put` puts them to him.")


def _narrowed(items: list[Item], clause: str | None, about: str | None) -> list[Item]:
    """Those that name a clause, in full or by its own part, and are on a record of a type."""
    named = [one for one in items if clause is None or any(clause in (c, c.partition("#")[2]) for c in one.said.get("clauses", ()))]
    return [one for one in named if about is None or one.about == about]


def _named(items: list[Item], name: str) -> Item:
    """The one record that a name begins."""
    found = [one for one in items if one.row.id.startswith(name)]
    if len(found) != 1 or len(name) < 4:
        raise terminal.stop(f"{len(found) or 'No'} records that can be put begin with “{name}”; `entente recorded list` shows them.")
    return found[0]


def _show(items: list[Item], json: bool, whole: bool = False) -> None:
    """The records as a table, or with every word they would get."""
    if json:
        terminal.print_json([_as_json(one) for one in items])
        return
    if not items:
        terminal.say("Nothing recorded at home waits to be put to the partner.")
        return
    if whole:
        from entente.kernel.redline import flatten

        for one in items:
            terminal.say(f"{one.row.id[:12]} goes to {one.party}, marked {one.label['classification']}")
            files = [("file", f"{name}, {size} bytes") for name, size in one.files]
            stays = [("stays at home", name) for name in one.left_out]
            terminal.table(("Field", "Words"), [*flatten(one.said).items(), *files, *stays])
    for_each = [(one.row.id[:12], one.party, str(one.said["said_on"]), _title(one), str(len(one.files)), _against(one)) for one in items]
    terminal.table(("Record", "Said by", "On", "Title", "Files", "May it go?"), for_each)


def _title(one: Item) -> str:
    return str(next(iter(dict(one.said["title"]).values()), ""))


def _against(one: Item) -> str:
    return " ".join(f"No: {problem.words['en']} [{problem.rule}]" for problem in one.problems) or "yes"


def _as_json(one: Item) -> dict[str, Any]:
    return {
        "record": one.row.id,
        "text": dict(one.said),
        "label": dict(one.label),
        "stays": list(one.left_out),
        "files": [{"name": name, "size": size} for name, size in one.files],
        "supersedes": one.shared,
        "against": [{"rule": problem.rule, **problem.words} for problem in one.problems],
    }


def _words(text: Any) -> dict[str, str]:
    """What was said when, from where we are said to have said it."""
    if text is None:
        return {"said_on": "", "title": "", "words": "", "source": ""}
    return {
        "said_on": text.said_on.isoformat(),
        "title": text.title.en or text.title.ja or "",
        "words": text.text.en or text.text.ja or "",
        "source": text.source,
    }


def _said(made: list[Any], what: str, json: bool) -> None:
    if json:
        terminal.print_json([act.id for act in made])
        return
    terminal.say(f"{len(made)} record{'' if len(made) == 1 else 's'} {what}.")

"""`entente draft`: what waits inside this government, and each step from draft to release.

Touches the terminal; thin over node/national/drafting.py. An officer at the command line holds the node's keys, so roles are not asked
here; four eyes are, by name and post. Serves I1.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from entente.cli import terminal

if TYPE_CHECKING:
    from entente.kernel.act import Act
    from entente.node.national.matters import Draftview
    from entente.node.node import Node
    from entente.node.officer import Officer as Person

NAME = "draft"
HELP = """Drafts inside this government: clear, return, release, recall.

\b
Example:
  entente draft list
"""
app = typer.Typer(no_args_is_help=True, help=HELP, rich_markup_mode=None)

Name = Annotated[str, typer.Argument(metavar="DRAFT", help="The draft, by the first digits of its id or by its code.")]
Post = Annotated[str | None, typer.Option(help="The post you act for; the node's own if left out.")]
Officer = Annotated[str | None, typer.Option(help="Your name as the house knows it; the system's user name if left out.")]


def officer_of(node: Node, post: str | None, name: str | None) -> Person:
    """Who acts at the command line."""
    from entente.kernel.labels.disclose import ADMINISTRATOR
    from entente.node.officer import ROLES
    from entente.node.officer import Officer as Person

    user = name or os.environ.get("USER") or os.environ.get("LOGNAME") or "officer"
    return Person(user, post or node.home.settings.post, frozenset(ROLES) - {ADMINISTRATOR})


@app.command("list")
def list_(context: typer.Context, json: terminal.Json = False) -> None:
    """Show drafts that are neither sent nor discarded, and who does what next. What has waited its time is sent first.

    \b
    Example:
      entente draft list
    """
    from entente.node.national import drafting

    node = terminal.node_of(context)
    drafting.dispatch(node)
    found = [drafting.view(node, row.id) for row in drafting.live(node)]
    if json:
        terminal.print_json([_as_json(one) for one in found])
    elif not found:
        terminal.say("No draft is in hand.")
    else:
        terminal.table(("Draft", "Type", "State", "Next"), [(d.record[:12], d.type, d.state, d.next["en"]) for d in found])


@app.command()
def show(context: typer.Context, draft: Name, json: terminal.Json = False) -> None:
    """Show a draft: its words, what stands against it, who did what, who does what next.

    \b
    Example:
      entente draft show 5f0c1d2e
    """
    from entente.kernel.redline import flatten
    from entente.node.national import drafting

    node = terminal.node_of(context)
    drafting.dispatch(node)
    found = drafting.view(node, draft)
    if json:
        terminal.print_json(_as_json(found))
        return
    terminal.say(f"Draft {found.record[:12]}: {found.type}, {found.state}. {found.next['en']}")
    terminal.table(("Field", "Words"), list(flatten(found.text).items()))
    for problem in found.problems:
        terminal.say(f"Not ready: {problem.path or 'the whole'}: {problem.words['en']} [{problem.rule}]", "yellow")
    for problem in found.unnamed:
        terminal.say(f"Look again: {problem.path}: {problem.words['en']} [{problem.rule}]", "yellow")
    for one in found.doubles:
        terminal.say(f"See record {one.record[:12]}: {one.words['en']}", "yellow")
    for event in found.history:
        to = f" of {event.to_post}" if event.to_post else ""
        terminal.say(f"{event.signed_at} {event.what}{to} {event.officer} {event.post} {event.words}".rstrip())
        for comment in event.comments:
            terminal.say(f"    {comment.path or 'the whole'}: {comment.words}")


@app.command()
def ask(
    context: typer.Context,
    draft: Name,
    to_post: Annotated[str, typer.Argument(metavar="POST", help="The post that is to clear it, as GBR:FCDO:release.")],
    post: Post = None,
    officer: Officer = None,
    json: terminal.Json = False,
) -> None:
    """Put a draft before another post for clearance.

    \b
    Example:
      entente draft ask 5f0c1d2e GBR:FCDO:release
    """
    from entente.node.national import drafting

    node = terminal.node_of(context)
    _done(node, drafting.ask(node, officer_of(node, post, officer), draft, to_post), draft, json)


@app.command()
def clear(context: typer.Context, draft: Name, post: Post = None, officer: Officer = None, json: terminal.Json = False) -> None:
    """Clear a draft that another drafted and that your post was asked about.

    \b
    Example:
      entente draft clear 5f0c1d2e --post GBR:FCDO:release --officer b.jones
    """
    from entente.node.national import drafting

    node = terminal.node_of(context)
    _done(node, drafting.clear(node, officer_of(node, post, officer), draft), draft, json)


@app.command("return")
def return_(
    context: typer.Context,
    draft: Name,
    comment: Annotated[list[str], typer.Option(help="FIELD=WORDS, or =WORDS about the whole; may be given several times.")],
    post: Post = None,
    officer: Officer = None,
    json: terminal.Json = False,
) -> None:
    """Return a draft to its drafter, with comments.

    \b
    Example:
      entente draft return 5f0c1d2e --comment title="Say which exercise."
    """
    from entente.node.national import drafting

    comments = {path: words for path, _, words in (text.partition("=") for text in comment)}
    if not all(comments.values()):
        raise terminal.stop("Write each comment as FIELD=WORDS.")
    node = terminal.node_of(context)
    _done(node, drafting.send_back(node, officer_of(node, post, officer), draft, comments), draft, json)


@app.command()
def release(
    context: typer.Context,
    draft: Name,
    wait: Annotated[int | None, typer.Option(help="Seconds it waits, recallable; if left out, the node's setting.")] = None,
    post: Post = None,
    officer: Officer = None,
    json: terminal.Json = False,
) -> None:
    """Order the release of a cleared draft; it goes when its waiting time is over.

    \b
    Example:
      entente draft release 5f0c1d2e --post GBR:FCDO:release --officer b.jones
    """
    from entente.node.national import drafting

    node = terminal.node_of(context)
    act = drafting.order_release(node, officer_of(node, post, officer), draft, wait)
    drafting.dispatch(node)
    _done(node, act, draft, json)


@app.command()
def recall(
    context: typer.Context,
    draft: Name,
    words: Annotated[str, typer.Option(help="Why.")] = "",
    post: Post = None,
    officer: Officer = None,
    json: terminal.Json = False,
) -> None:
    """Take a release back before its waiting time is over.

    \b
    Example:
      entente draft recall 5f0c1d2e --words "The minister wants to see it."
    """
    from entente.node.national import drafting

    node = terminal.node_of(context)
    _done(node, drafting.recall(node, officer_of(node, post, officer), draft, words), draft, json)


@app.command()
def waiting(
    context: typer.Context,
    seconds: Annotated[int | None, typer.Argument(help="The new waiting time; left out, the present one is shown.")] = None,
    post: Post = None,
    officer: Officer = None,
    json: terminal.Json = False,
) -> None:
    """Show or change how long a release waits before it goes. A change is entered in the national channel.

    \b
    Example:
      entente draft waiting 900
    """
    from entente.node.national import administration, drafting

    node = terminal.node_of(context)
    if seconds is not None:
        person = officer_of(node, post, officer)
        administration.set_waiting(node, person.post, person.name, seconds)
    held = drafting.waiting_s(node)
    if json:
        terminal.print_json({"seconds": held})
    else:
        terminal.say(f"A release waits {held} seconds before it goes.")


def _done(node: Node, act: Act, draft: str, json: bool) -> None:
    from entente.node.national import drafting

    found = drafting.view(node, draft)
    if json:
        terminal.print_json({"act": act.id} | _as_json(found))
        return
    terminal.say(f"Done; it stands at “{found.state}”. {found.next['en']}")


def _as_json(found: Draftview) -> dict[str, Any]:
    at = found.not_before_us
    return {
        "draft": found.record,
        "type": found.type,
        "state": found.state,
        "revision": found.matter.revision,
        "next": dict(found.next),
        "text": dict(found.text),
        "problems": [{"path": p.path, "rule": p.rule, **p.words} for p in found.problems],
        "unnamed": [{"path": p.path, "rule": p.rule, **p.words} for p in found.unnamed],
        "not_before": datetime.fromtimestamp(at / 1_000_000, UTC).isoformat() if at is not None else None,
        "sent": found.matter.sent,
        "history": [
            {
                "what": e.what,
                "at": e.signed_at,
                "officer": e.officer,
                "post": e.post,
                "act": e.act,
                "comments": [{"path": c.path, "words": c.words} for c in e.comments],
            }
            for e in found.history
        ],
    }

"""`entente instrument import`, `export` and `series`: bring any declaration, take one out, propose the meetings it promises.

Touches files, the terminal and, to propose, the database. Without --propose nothing is said. Serves every clause; I2 to I5 by the series.
"""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from entente.cli import terminal

if TYPE_CHECKING:
    from entente.instrument.promises.draft import Draft, MeetingSeries
    from entente.instrument.promises.parties import Named
    from entente.node.instruments import Held
    from entente.node.node import Node

File = Annotated[
    Path, typer.Argument(metavar="FILE", help="Plain text, Word (DOCX), PDF, a web page or Akoma Ntoso 3.0; “-”: standard input.")
]
Party = Annotated[
    list[str] | None,
    typer.Option(help="Who promises, as JPN, or JPN=Tokyo with a name the text uses; repeat. Default: the channel's parties."),
]


app = typer.Typer()


class Format(Enum):
    """What an instrument is written as."""

    AKN = "akn"
    JSON = "json"


@app.command("import")
def bring(
    context: typer.Context,
    file: File,
    name: Annotated[str | None, typer.Option("--id", help="The instrument's id, as jp-xx-2024; default: from parties and year.")] = None,
    title: Annotated[str | None, typer.Option(help="Its title, where the text has none of its own.")] = None,
    also: Annotated[list[str] | None, typer.Option(help="The same text in another language, as ja=FILE; repeat for more.")] = None,
    courtesy: Annotated[bool, typer.Option("--courtesy", help="The other languages are translations, not authentic.")] = False,
    party: Party = None,
    channel: terminal.Channel = None,
    propose: Annotated[bool, typer.Option("--propose", help="Say it: propose the instrument to the channel's parties.")] = False,
    out: terminal.Out = None,
    json: terminal.Json = False,
) -> None:
    """Read a declaration nobody has prepared: clauses, commitments, rhythms, meeting series, and what a person must decide.

    Shows what would be proposed; --propose proposes it. -o writes the text as JSON, to be put right by hand and proposed with
    `entente act propose instrument FILE`. With --party no node is needed.

    \b
    Example:
      entente instrument import declaration.txt --party JPN --party GBR --id jp-gb-2017
    """
    node = terminal.node_of(context) if propose or not party else None
    names = _names(node, channel, party)
    made = _draft(file, name, title or "", names, _others(also), "courtesy" if courtesy else "authentic")
    if out is not None:
        terminal.write_new(out, _as_bytes(made))
    if propose and node is not None:
        _propose(node, channel, made, json)
    elif json:
        terminal.print_json(_as_json(made))
    else:
        _show(made)
        if out is None:
            terminal.say("Nothing was said. --propose proposes it as it stands; -o FILE writes it, to be put right by hand first.")
        else:
            terminal.say(f"Written to {out}. `entente act propose instrument {out}` proposes it.")


def _names(node: Node | None, channel: str | None, party: list[str] | None) -> Named:
    """The parties and their names: those given, or the channel's by its charter."""
    from entente.instrument.promises.parties import named

    more: dict[str, list[str]] = {}
    for text in party or ():
        code, _, called = text.partition("=")
        if len(code) != 3 or not code.isascii() or not code.isupper():
            raise terminal.stop(f"“{code}” is not a party: three capitals as in ISO 3166, JPN.")
        more.setdefault(code, []).extend([called] if called else [])
    if node is not None:
        for one in node.find_channel(channel).terms.parties:
            more.setdefault(one.code, []).extend(one.name.values())
    return named(more, more)


def _others(also: list[str] | None) -> list[tuple[str, Path]]:
    return [(language, Path(file)) for language, file in (terminal.parse_pair(text, "=", "ja=FILE") for text in also or ())]


def _draft(file: Path, name: str | None, title: str, names: Named, others: list[tuple[str, Path]], status: str) -> Draft:
    from entente.node.files import importing

    data = (file.name, "", terminal.read_bytes(file))
    more = [(language, status, (other.name, "", other.read_bytes())) for language, other in others]
    return importing.draft(data, names, {"id": name or "", "title": title}, more)


def _as_bytes(made: Draft) -> bytes:
    import json as json_module

    from entente.instrument import to_json

    return (json_module.dumps(to_json(made.instrument), ensure_ascii=False, indent=1) + "\n").encode()


def _as_json(made: Draft) -> dict[str, Any]:
    from dataclasses import asdict

    from entente.instrument import to_json

    return {
        "instrument": to_json(made.instrument),
        "readings": [asdict(reading) for reading in made.readings],
        "series": [asdict(series) for series in made.series],
        "questions": [{"of": of, "question": question} for of, question in made.questions],
    }


def _propose(node: Node, channel: str | None, made: Draft, json: bool) -> None:
    from entente.cli.desk.act import done
    from entente.instrument import to_json
    from entente.node import say

    act = say.propose(node, node.find_channel(channel), "instrument", to_json(made.instrument))
    done(node, act, "Proposed", json)
    if not json and made.series:
        terminal.say(
            f"Once it is in effect, `entente instrument series {made.instrument.id}` proposes its {len(made.series)} meeting series."
        )


def _show(made: Draft) -> None:
    from entente.instrument.promises.draft import when_words

    text = made.instrument
    terminal.say(f"{text.id}  {text.title.text}", "bold")
    kinds = [c.kind for c in text.commitments]
    counted = ", ".join(f"{kinds.count(kind)} {kind}" for kind in ("do", "continue", "consider", "position") if kind in kinds)
    terminal.say(f"{len(text.clauses)} clauses, {len(kinds)} commitments{f' ({counted})' if counted else ''}; read in: {_languages(made)}.")
    sure = {reading.code: reading for reading in made.readings}
    rows = [(c.code, c.kind, " ".join(c.parties), sure[c.code].confidence, c.strength, _cut(c.text)) for c in text.commitments]
    terminal.table(("Code", "Kind", "Whose", "Sure", "Verb", "Words"), rows, "Commitments")
    if text.rhythms:
        told = [(r.clause, r.words, when_words(r), r.basis) for r in text.rhythms]
        terminal.table(("Clause", "Words", "Meaning", "Counted"), told, "Rhythms")
    if made.series:
        terminal.table(("Clause", "Interval", "Series"), [(s.clause, when_words(s), s.name) for s in made.series], "Meeting series")
    if made.questions:
        terminal.table(("Where", "For a person to decide"), [(of or "all", question) for of, question in made.questions])


def _languages(made: Draft) -> str:
    text = made.instrument
    return ", ".join([text.language, *(f"{v.language} ({v.status})" for v in text.versions)])


def _cut(words: str, columns: int = 60) -> str:
    return words if len(words) <= columns else words[: columns - 1].rstrip() + "…"


@app.command()
def export(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="ID", help="The instrument, as jp-gb-2017.")],
    form: Annotated[Format, typer.Option("--format", help="Akoma Ntoso 3.0, or JSON.")] = Format.AKN,
    shipped: Annotated[bool, typer.Option("--shipped", help="The instrument that ships with Entente; needs no node.")] = False,
    channel: terminal.Channel = None,
    out: terminal.Out = None,
) -> None:
    """Write an instrument in effect as Akoma Ntoso 3.0 or JSON: text, languages, commitments, rhythms.

    \b
    Example:
      entente instrument export jp-gb-2017 --shipped -o declaration.xml
    """
    import json as json_module

    from entente.instrument import from_json, load, to_json
    from entente.instrument.akoma_ntoso.write import render_akoma_ntoso

    if shipped and name != load().id:
        raise terminal.stop(f"No instrument “{name}” is shipped; there is {load().id}.")
    found = load() if shipped else from_json(_in_effect(context, name, channel))
    data = render_akoma_ntoso(found) if form is Format.AKN else (json_module.dumps(to_json(found), ensure_ascii=False, indent=1)).encode()
    if out is None:
        typer.echo(data.decode())
    else:
        terminal.write_new(out, data + b"\n")
        terminal.say(f"{found.id} is in {out}.")


def _in_effect(context: typer.Context, name: str, channel: str | None) -> dict[str, Any]:
    node = terminal.node_of(context)
    return _text(_held(node, name, channel))


def _held(node: Node, name: str, channel: str | None) -> Held:
    from entente.node.instruments import find_instrument

    return find_instrument(node, name, node.find_channel(channel) if channel else None)


def _text(held: Held) -> dict[str, Any]:
    import msgspec

    raw = held.row.revisions[-1].raw
    assert raw is not None  # find_instrument gives what can be read
    found: dict[str, Any] = msgspec.json.decode(raw)
    return found


@app.command()
def series(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="ID", help="The instrument in effect, as jp-gb-2017.")],
    clause: Annotated[list[str] | None, typer.Option(help="Only series of this clause, as I2; repeat for more.")] = None,
    channel: terminal.Channel = None,
    propose: Annotated[bool, typer.Option("--propose", help="Propose them together: they stand or fall as one.")] = False,
    draft: Annotated[bool, typer.Option("--draft", help="Keep each as a draft at home, to be put right first.")] = False,
    json: terminal.Json = False,
) -> None:
    """The meeting series that an instrument promises, with their intervals; --propose or --draft makes records of them.

    \b
    Example:
      entente instrument series jp-gb-2017
    """
    from entente.cli.desk.act import done
    from entente.cli.desk.draft import officer_of
    from entente.implementation.promised_series import series_texts
    from entente.instrument.promises.draft import when_words
    from entente.node import say
    from entente.node.files import importing
    from entente.node.national import drafting

    node = terminal.node_of(context)
    held = _held(node, name, channel)
    charter = node.charter(held.row.channel)
    found = [s for s in _promised(held) if not clause or s.clause in clause]
    other, language = importing.promised_otherwise(_text(held)), _text(held).get("language", "en")
    texts = series_texts(held.text.id, _text(held).get("done_on"), charter.codes, found, language, other)
    if not texts:
        raise terminal.stop(f"No meeting series was found in {name}{' under ' + ', '.join(clause) if clause else ''}.")
    if draft:
        for text in texts:
            act = drafting.save(node, officer_of(node, None, None), type_="meeting-series", text=text, channel=charter, draft=None)
            terminal.say(f"Kept a draft of {text['code']} at home: act {act.id[:12]}; no partner receives it.")
    elif propose:
        done(node, say.propose_together(node, charter, [("meeting-series", text, None) for text in texts]), "Proposed", json)
    elif json:
        terminal.print_json(texts)
    else:
        rows = [
            (t["code"], t["kind"], when_words(s), t["basis"], next(iter(t["title"].values()))) for t, s in zip(texts, found, strict=True)
        ]
        terminal.table(("Code", "Kind", "Interval", "Counted", "Series"), rows)


def _promised(held: Held) -> tuple[MeetingSeries, ...]:
    from entente.instrument import from_json
    from entente.instrument.promises.draft import series_of

    return series_of(from_json(_text(held)))

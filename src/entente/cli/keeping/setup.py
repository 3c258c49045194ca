"""`entente init`: a government's node. Touches the node's folder. Serves every clause."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from entente.cli import terminal

SAMPLE_CEILINGS = {
    "GBR": "entente:sample:gbr:1/OFFICIAL",
    "ITA": "entente:sample:ita:1/NON CLASSIFICATO",
    "JPN": "entente:sample:jpn:1/GENERAL",
    "USA": "entente:sample:usa:1/UNCLASSIFIED",
}


app = typer.Typer()


@app.command()
def init(
    context: typer.Context,
    party: Annotated[str, typer.Option(help="Whose node: ISO 3166 alpha-3, as GBR or JPN.")],
    name_en: Annotated[str, typer.Option(help="The government's name in English.")],
    name_ja: Annotated[str | None, typer.Option(help="The government's name in Japanese.")] = None,
    authority: Annotated[
        list[str] | None,
        typer.Option(
            help="A ministry or agency, as MOD=“Ministry of Defence”, with a name in Japanese as MOD=“Ministry of Defence|国防省”; repeat."
        ),
    ] = None,
    post: Annotated[str | None, typer.Option(help="Who speaks when no post is named, as GBR:FCDO:japan-desk.")] = None,
    ceiling: Annotated[str | None, typer.Option(help="The highest label this node holds, policy/classification.")] = None,
    simulated_from: Annotated[str | None, typer.Option(help="For exercises: the clock starts here, as 2018-10-02T09:00:00Z.")] = None,
    database: Annotated[str | None, typer.Option(help="postgresql://… in place of the file node.sqlite3 in the folder.")] = None,
) -> None:
    """Make a node: its folder, keys, database, and the channel a government has with itself.

    The root key (keys/root.key) signs charters and new keys only. Take it off the machine when the charter is signed.

    \b
    Example:
      entente --home uk init --party GBR --name-en "United Kingdom" --name-ja 英国 \\
        --authority FCDO="Foreign, Commonwealth & Development Office" --post GBR:FCDO:japan-desk \\
        --ceiling entente:sample:gbr:1/OFFICIAL
    """
    from entente.node.node import init as make

    authorities = [terminal.parse_pair(text, "=", "CODE=name, as FCDO=“Foreign Office”") for text in authority or []]
    first = authorities[0][0] if authorities else "MFA"
    label = ceiling or SAMPLE_CEILINGS.get(party)
    if label is None:
        raise terminal.stop("Give the highest label this node may hold with --ceiling, as entente:sample:gbr:1/OFFICIAL.")
    options = {
        "authorities": [{"code": code, "name": _named(words)} for code, words in authorities],
        "post": post or f"{party}:{first}:desk",
        "ceiling": terminal.parse_label(label),
        "simulated_from": _moment(simulated_from),
        "database": database,
    }
    path = terminal.home_of(context)
    node = make(path, party, {"en": name_en} | ({"ja": name_ja} if name_ja else {}), options)
    terminal.say(f"Made {party}'s node in {path}, speaking as {node.home.settings.post}.")
    terminal.say(f"Root key: {path}/keys/root.key. Keep it off this machine; it signs charters and new keys only.", "dim")
    terminal.say("Next: `entente charter card` writes the card that partners need for a charter.", "dim")


def _named(words: str) -> dict[str, str]:
    """A name by language: what stands before and after a bar is English and Japanese."""
    english, _bar, japanese = words.partition("|")
    return {language: name.strip() for language, name in (("en", english), ("ja", japanese)) if name.strip()}


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise terminal.stop(f"“{text}” is not a time: write it as 2018-10-02T09:00:00Z.") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

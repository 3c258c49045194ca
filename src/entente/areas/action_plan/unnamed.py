"""Lead and supporting authorities of a measure that the channel's charter does not name: a slip of the pen, or a ministry made since.

Pure. AP8: an authority stands in the charter. It never bars a proposal: charters are signed once, and ministries are renamed. Serves I1.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from entente.kernel.area import Problem


def unnamed(text: Mapping[str, Any], charter: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    """Each authority in a measure's text, however unfinished, that its party's entry in the charter (codes by party) does not name.

    A party that is not in the charter is passed over: R1.2 speaks of it.
    """
    for party, known in sorted(charter.items()):
        for path, said in _named(text, party):
            if said not in known:
                yield _problem(path, party, said, sorted(known))


def _named(text: Mapping[str, Any], party: str) -> Iterator[tuple[str, str]]:
    leads, supporting = text.get("leads"), text.get("supporting")
    if isinstance(leads, Mapping) and isinstance(leads.get(party), str):
        yield f"leads.{party}", leads[party]
    others = supporting.get(party) if isinstance(supporting, Mapping) else None
    for one in others if isinstance(others, list | tuple) else ():
        if isinstance(one, str):
            yield f"supporting.{party}", one


def _problem(path: str, party: str, said: str, known: list[str]) -> Problem:
    near = get_close_matches(said, known, 1)
    english, japanese = f"The charter names no authority {said} of {party}", f"憲章に{party}の当局「{said}」は掲げられていません"
    if near:
        words = {"en": f"{english}; is {near[0]} meant?", "ja": f"{japanese}。「{near[0]}」ではありませんか。"}
    elif known:
        words = {"en": f"{english}; it names {', '.join(known)}.", "ja": f"{japanese}。掲げられているのは{'、'.join(known)}です。"}
    else:
        words = {"en": f"{english}.", "ja": f"{japanese}。"}
    return Problem(path, "AP8", words)

"""A draft of a declaration as an outline: each clause with the promises read from it, the words each was read from, and how surely.

Pure: the draft's JSON in, what a template shows out. Serves every clause of any instrument.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from entente.instrument.promises.cadence import interval_words
from entente.instrument.promises.draft import MeetingSeries, Reading

Piece = tuple[str, str]
"""Words, and the code of the promise that they were read as ("" for none)."""


def outline(text: Mapping[str, Any], readings: Mapping[str, Reading]) -> list[dict[str, Any]]:
    """Section by section: heading, and for each element its number, words (cut at promises; in other languages), promises and rhythms."""
    promises, rhythms = text.get("commitments", ()), list(enumerate(text.get("rhythms", ())))
    placed = [section["id"] for section in text.get("sections", ())]
    others = [(version["language"], {said["id"]: said["text"] for said in version["texts"]}) for version in text.get("versions", ())]

    def element(one: Mapping[str, Any]) -> dict[str, Any]:
        mine = [p for p in promises if p["clause"] == one["id"]]
        return {
            "id": one["id"],
            "number": one.get("number", ""),
            "pieces": cut(one["text"], one["id"], mine),
            "others": _elsewhere(one["id"], others),
            "items": [
                {"number": item["number"], "pieces": cut(item["text"], item["id"], mine), "others": _elsewhere(item["id"], others)}
                for item in _items(one.get("items", ()))
            ],
            "promises": [promise | {"reading": readings.get(promise["code"])} for promise in mine],
            "rhythms": [{"at": at, **rhythm, "said": _said(rhythm)} for at, rhythm in rhythms if rhythm["clause"] == one["id"]],
        }

    out = []
    if text.get("preamble"):
        out.append({"heading": "", "preamble": True, "elements": [element(one) for one in text["preamble"]]})
    for section in text.get("sections", ()):
        inside = [*section.get("chapeau", ()), *(clause for clause in text["clauses"] if clause["section"] == section["id"])]
        out.append({"heading": section["heading"], "preamble": False, "elements": [element(one) for one in inside]})
    loose = [element(clause) for clause in text["clauses"] if clause["section"] not in placed]
    return [*out, {"heading": "", "preamble": False, "elements": loose}] if loose else out


def _elsewhere(element: str, others: list[tuple[str, dict[str, str]]]) -> list[tuple[str, str]]:
    """(language, words) of an element in the other wordings that have it."""
    return [(language, words[element]) for language, words in others if words.get(element)]


def _items(items: Any) -> Iterator[Mapping[str, Any]]:
    for item in items:
        yield item
        yield from _items(item.get("items", ()))


def _said(rhythm: Mapping[str, Any]) -> str:
    return interval_words(rhythm.get("every"), rhythm["unit"])


def cut(words: str, element: str, promises: list[Mapping[str, Any]]) -> list[Piece]:
    """An element's words, cut where promises begin and end; where two overlap the first keeps its words."""
    spans = [(p["evidence"]["start"], p["evidence"]["end"], p["code"]) for p in promises if p.get("evidence", {}).get("element") == element]
    out: list[Piece] = []
    at = 0
    for start, end, code in sorted(spans):
        begins = max(start, at)
        if begins >= end:
            continue
        if at < begins:
            out.append((words[at:begins], ""))
        out.append((words[begins:end], code))
        at = end
    return [*out, (words[at:], "")] if at < len(words) else out


def counts(text: Mapping[str, Any], series: tuple[MeetingSeries, ...]) -> dict[str, int]:
    """How much was found of each sort."""
    kinds = [promise["kind"] for promise in text.get("commitments", ())]
    return {
        "clauses": len(text["clauses"]),
        "promises": len(kinds),
        **{kind: kinds.count(kind) for kind in ("do", "continue", "consider", "position")},
        "rhythms": len(text.get("rhythms", ())),
        "series": len(series),
    }

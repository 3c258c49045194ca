"""A draft by the fields of its record: the words of each, what stands against them and what was said of them. Pure. Serves I1, S2."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from entente.kernel.area import Words
from entente.node.national.matters import Draftview
from entente.web import words
from entente.web.action_plan.titled import titled
from entente.web.gate import Sight
from entente.web.records import fields


def head_of(path: str) -> str:
    """The field of the first level that a path lies in."""
    return re.split(r"[.\[]", path, maxsplit=1)[0]


def grouped(sight: Sight, found: Draftview, schema: int) -> list[dict[str, Any]]:
    """The text by fields of the first level: title, lines, what stands against it, what was said of it; missing fields stand too."""
    kind = sight.node.registry.kinds.get(found.type)
    groups: dict[str, dict[str, Any]] = {}

    def group(name: str) -> dict[str, Any]:
        titles = (
            words.of_areas()["field"].get(kind.schemas[schema].__name__, {}).get(name)
            if kind is not None and schema in kind.schemas
            else None
        )
        fresh: dict[str, Any] = {"name": name, "titles": titles or {"en": name, "ja": name}, "lines": [], "problems": [], "comments": []}
        fresh["wide"] = False
        return groups.setdefault(name, fresh)

    every = fields.lines(kind, schema, found.text, whole=True)  # every language of every entry: what is cleared is all of it
    for one in titled(sight, found.type, every):
        held = group(head_of(one.path))
        held["lines"].append((within(held["titles"], one.titles), one))
        held["wide"] |= one.value is not None and bool(one.value.items)
    for problem in found.problems:
        if problem.path:
            group(head_of(problem.path))["problems"].append(problem)
    for path, said in found.comments.items():
        if path:
            group(head_of(path))["comments"] += said
    order = [f.encode_name for f in msgspec.structs.fields(kind.schemas[schema])] if kind is not None and schema in kind.schemas else []
    return sorted(groups.values(), key=lambda g: order.index(g["name"]) if g["name"] in order else len(order))


def against_of(groups: list[dict[str, Any]], found: Draftview) -> list[dict[str, Any]]:
    """What stands against the draft, each with the title of its field and where that stands on the page; a sentence that names its
    paragraph itself has no title before it."""
    titles = {group["name"]: group["titles"] for group in groups}
    return [
        {"at": head_of(p.path), "titles": None if says_where(p.words) else titles.get(head_of(p.path)), "words": p.words, "rule": p.rule}
        for p in found.problems
    ]


def says_where(words_: Words) -> bool:
    """Whether a problem's own words name the paragraph."""
    return re.search(r"\b[Pp]aragraph [0-9]", words_.get("en", "")) is not None


def within(title: Words, line: Words) -> Words:
    """A line's title without that of the field it lies in: “Title (English)” in “Title” is “English”."""
    found = {}
    for language, words_ in line.items():
        rest = words_.removeprefix(title.get(language, "")).lstrip(",・ ")
        inner = re.fullmatch(r"[(（](.+)[)）]", rest)
        found[language] = inner[1] if inner is not None else rest or words_
    return found

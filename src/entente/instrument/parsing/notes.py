"""Footnotes: the lines at a page's or the text's foot that explain a sign in it. Pure.

A note begins with the sign that the text has printed before ([1], ¹, 1 after a word, 注１) and ends at a blank line, a page's end or the
next note. Without such a sign in the text above, a line is no note, so that a paragraph numbered "2 The ..." stays one.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from entente.instrument.model import Span, Text
from entente.instrument.parsing.lines import Line, join_lines

_BEGINS = re.compile(
    r"\[(?P<boxed>\d{1,3})\](?=\s|\w)|(?P<raised>[¹²³⁰⁴-⁹]{1,3})(?=\s|\w)"
    r"|[（(]?注(?P<noted>[0-9０-９]{1,2})[)）]?[：:　 ]|(?P<plain>[0-9]{1,2}) (?=[A-Z“])"
)
_STANDS = re.compile(
    r"\[(?P<boxed>\d{1,3})\]|(?P<raised>[¹²³⁰⁴-⁹]{1,3})|[（(]注(?P<noted>[0-9０-９]{1,2})[)）]"
    r"|(?<=[a-z.,;:)”\"])(?P<plain>[0-9]{1,2})(?=[\s.,;)]|$)"
)
"""How a note begins, and how its sign stands in the text, where it may be raised though the note prints it plain."""
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def split_notes(lines: list[Line], furniture: list[Span]) -> tuple[tuple[Text, ...], list[Line]]:
    """The notes of a text, and its other lines."""
    breaks = sorted(start for start, _ in furniture)
    notes: list[list[Line]] = []
    rest: list[Line] = []
    signs: set[tuple[str, str]] = set()
    inside = False
    for line in lines:
        last = notes[-1][-1] if inside else rest[-1] if rest else None
        paged = last is not None and bisect_left(breaks, last.end) < bisect_left(breaks, line.start)
        begun = _BEGINS.match(line.text) if last is not None and (line.gap > 0 or paged or inside) else None
        if begun is not None and _sign(begun) in signs:
            notes.append([line])
            inside = True
        elif inside and not line.gap and not paged:
            notes[-1].append(line)
        else:
            rest.append(line)
            signs.update(_sign(m) for m in _STANDS.finditer(line.text, 1))
            inside = False
    return tuple(_note(note) for note in notes), rest


def _sign(found: re.Match[str]) -> tuple[str, str]:
    """A sign as its kind and number; a raised one is the plain one."""
    kind = found.lastgroup or ""
    return "plain" if kind == "raised" else kind, str(int(found[kind].translate(_RAISED)))


def _note(lines: list[Line]) -> Text:
    return Text("note", join_lines([line.text for line in lines]), tuple((line.start, line.end) for line in lines))

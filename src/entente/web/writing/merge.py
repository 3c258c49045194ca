"""Two people have changed one text: what only the other changed is taken over, what both changed stays as it was typed here.

Pure. Works on the answers of a form (forms/spread.py), so that nothing is lost that cannot be read yet; rows of a list, and the parties of
a field, are taken whole. Serves every clause.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

Answers = dict[str, list[str]]
Given = Mapping[str, list[str]]


def merged(mine: Given, base: Given, theirs: Given) -> Answers:
    """My answers, with theirs where I left what the form was opened with and they did not."""
    found: Answers = {}
    for ours, before, other in _together(mine, base, theirs).values():
        found |= other if _said(ours) == _said(before) != _said(other) else ours
    return found


def clashes(mine: Given, base: Given, theirs: Given) -> list[str]:
    """The fields that both have changed, and not to the same."""
    groups = _together(mine, base, theirs)
    return [name for name, sides in groups.items() if _differ(*(_said(side) for side in sides))]


def _differ(ours: Answers, before: Answers, other: Answers) -> bool:
    return ours != before != other != ours


def _together(mine: Given, base: Given, theirs: Given) -> dict[str, tuple[Answers, Answers, Answers]]:
    """The answers of all three, field by field."""
    names = {*mine, *base, *theirs}
    sides = [_grouped(one, names) for one in (mine, base, theirs)]
    return {name: (sides[0].get(name, {}), sides[1].get(name, {}), sides[2].get(name, {})) for side in sides for name in side}


def _grouped(answers: Given, names: Collection[str]) -> dict[str, Answers]:
    """The answers that stand or fall together: those of one list or of one field's parties, else each by itself."""
    found: dict[str, Answers] = {}
    for name, values in answers.items():
        head = name.partition(".")[0].removesuffix("~")
        found.setdefault(head if head in names or f"{head}~" in names else name, {})[name] = list(values)
    return found


def _said(answers: Given) -> dict[str, list[str]]:
    """Those that say anything."""
    return {name: values for name, values in answers.items() if any(values)}

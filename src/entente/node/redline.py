"""Two texts of a record side by side, field by field: what a counter-proposal or a revision changes.

Pure. A text becomes lines of (path, words): entries of a list are named by their code, so that a milestone that moved is not shown as two
changes. Serves I1: what changes is seen before it is accepted.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

NAMES = ("code", "id", "milestone", "clause", "record", "report", "name")


@dataclass(frozen=True, slots=True)
class Change:
    """A field whose words differ; None where one of the texts does not have it."""

    path: str
    before: str | None
    after: str | None


Runs = tuple[tuple[str, str], ...]
"""Words in order, each run with what became of it: "same", "del" or "ins"."""
_WORDS = re.compile(r"\s+|[^\W\d_\u3040-\u30ff\u3400-\u9fff]+(?:['\u2019-][^\W\d_\u3040-\u30ff\u3400-\u9fff]+)*|\d+|.", re.DOTALL)
ALIKE = 0.35  # texts less alike than this are read better whole
LONGEST = 20_000


def runs(before: str, after: str) -> Runs:
    """What changed between two texts: word by word where spaces part them, by character in Japanese; texts hardly alike as a whole.

    Two changes with nothing between them but a blank, or one character, are one: people read words, not letters that happen to match.
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    if before and after and (len(before) + len(after) > LONGEST or matcher.quick_ratio() < ALIKE or matcher.ratio() < ALIKE):
        return ("del", before), ("ins", after)
    found: list[tuple[str, str]] = []
    gone, come = "", ""
    codes = matcher.get_opcodes()
    for at, (what, a, b, c, d) in enumerate(codes):
        kept = "".join(old[a:b])
        between = 0 < at < len(codes) - 1 and len(kept.strip()) < 2
        if what == "equal" and not between:
            found += [(one, words) for one, words in (("del", gone), ("ins", come)) if words]
            found.append(("same", kept))
            gone = come = ""
        else:
            gone, come = gone + kept, come + "".join(new[c:d])
    found += [(one, words) for one, words in (("del", gone), ("ins", come)) if words]
    return tuple(found)


def flatten(text: Any, path: str = "") -> dict[str, str]:
    """The text's fields in order, each path with its words."""
    return dict(_lines(text, path))


def compare(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> list[Change]:
    """The fields that differ, in the order of the later text, then those that it drops."""
    old, new = flatten(before or {}), flatten(after or {})
    changed = [Change(path, old.get(path), words) for path, words in new.items() if old.get(path) != words]
    return changed + [Change(path, words, None) for path, words in old.items() if path not in new]


def _lines(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _lines(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, Sequence) and not isinstance(value, str):
        yield from _entries(value, path)
    else:
        yield path, _words(value)


def _entries(values: Sequence[Any], path: str) -> Iterator[tuple[str, str]]:
    if not any(isinstance(v, Mapping | list | tuple) for v in values):
        if values:
            yield path, ", ".join(_words(v) for v in values)
        return
    names = _names(values)
    for index, value in enumerate(values):
        yield from _lines(value, f"{path}[{names[index] if names else index + 1}]")


def _names(values: Sequence[Any]) -> list[str] | None:
    """What tells the entries of a list apart, where one of their fields does."""
    for field in NAMES:
        found = [v.get(field) if isinstance(v, Mapping) else None for v in values]
        if all(isinstance(name, str) for name in found) and len(set(found)) == len(found):
            return [str(name) for name in found]
    return None


def _words(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

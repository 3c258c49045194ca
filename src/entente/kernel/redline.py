"""Two texts side by side: what a counter-proposal, a revision or a publication changes, field by field and word by word.

Pure. A record's text becomes lines of (path, words): entries of a list are named by their code, so that a milestone that moved is not
shown as two changes. Serves I1: what changes is seen before it is accepted.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
"""Words in order, each run with what became of it: "same", "del" or "ins"; together they are both texts, to the letter."""

_KANJI, _HIRAGANA, _KATAKANA = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff", "\u3041-\u309f", "\u30a1-\u30ff\uff66-\uff9f"
_LETTERS = rf"[^\W\d_{_KANJI}{_HIRAGANA}{_KATAKANA}]+"
_WORD = re.compile(
    rf"\s+|{_LETTERS}(?:['\u2019-]{_LETTERS})*|\d+|[{_KANJI}]+|[{_HIRAGANA}]+|[{_KATAKANA}]+|.",
    re.DOTALL,
)
_UNSPACED = re.compile(rf"[{_KANJI}{_HIRAGANA}]*")
_ISLAND = 2  # what is kept between two changes is shown as kept from so many characters on
_ALIKE = 0.35  # texts of which a smaller share is the same are read better whole
MOST_WORDS = 4_000
"""Longer texts are shown whole: the cost of comparing grows with the product of their lengths."""


def words(text: str) -> list[str]:
    """The text cut into words; joined again they are the text.

    A word is what spaces part; in Japanese, which has none, what one script writes: 共同訓練 | を | 実施 | する.
    """
    return _WORD.findall(text)


def runs(before: str, after: str) -> Runs:
    """What changed between two texts, word by word in both languages; texts hardly alike stand as a whole, the old one and the new.

    Two changes with nothing between them but a blank, or one character, are one: people read words, not letters that happen to match.
    """
    old, new = words(before), words(after)
    whole = tuple((what, text) for what, text in (("del", before), ("ins", after)) if text)
    if len(old) + len(new) > MOST_WORDS:
        return whole
    found: list[tuple[str, str]] = []
    for what, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = "".join(old[a:b]), "".join(new[c:d])
        found += [("same", gone)] if what == "equal" else _parts(gone, come)
    kept = sum(len(text) for what, text in found if what == "same")
    if before and after and 2 * kept < _ALIKE * (len(before) + len(after)):
        return whole
    return joined(_without_islands(joined(found)))


def _parts(gone: str, come: str) -> list[tuple[str, str]]:
    """A change without what both sides begin and end with, where that is Japanese that no space parts: of 共同訓練 and 共同演習, 共同."""
    head = _shared(gone, come)
    gone, come = gone[len(head) :], come[len(head) :]
    tail = _shared(gone[::-1], come[::-1])[::-1]
    gone, come = gone[: len(gone) - len(tail)], come[: len(come) - len(tail)]
    return [("same", head), ("del", gone), ("ins", come), ("same", tail)]


def _shared(one: str, other: str) -> str:
    """The Japanese that both begin with; none where it is a single character."""
    size = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    found = _UNSPACED.match(one[:size])
    return found[0] if found and len(found[0]) >= _ISLAND else ""


def _without_islands(found: Runs) -> Iterator[tuple[str, str]]:
    """The runs, with what is hardly anything between two changes told as changed."""
    for at, (what, text) in enumerate(found):
        if what == "same" and 0 < at < len(found) - 1 and len(text.strip()) < _ISLAND:
            yield from (("del", text), ("ins", text))
        else:
            yield what, text


def joined(found: Iterable[tuple[str, str]]) -> Runs:
    """Neighbours of one kind made one, and what went told before what came."""
    told: list[tuple[str, str]] = []
    gone = come = ""
    for what, text in (*found, ("same", "")):
        if what == "same":
            told += [(one, changed) for one, changed in (("del", gone), ("ins", come)) if changed]
            gone = come = ""
            if told and told[-1][0] == "same":
                told[-1] = ("same", told[-1][1] + text)
            elif text:
                told.append((what, text))
        gone, come = gone + text * (what == "del"), come + text * (what == "ins")
    return tuple(told)


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
        yield path, _plain(value)


def _entries(values: Sequence[Any], path: str) -> Iterator[tuple[str, str]]:
    if not any(isinstance(v, Mapping | list | tuple) for v in values):
        if values:
            yield path, ", ".join(_plain(v) for v in values)
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


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

"""Reading small files strictly: the JSON of policies and equivalence tables, where a member that is not known could change the meaning.

Pure; the bytes of a file come in. A problem is a ValueError in words, which the caller turns into its own refusal.
Serves jp-gb-2017#S2, jp-gb-2017#A1.
"""

from __future__ import annotations

import json

from entente.kernel.labels.verdict import Text

MAX_FILE_BYTES = 4 * 1024 * 1024
MAX_NUMBER = 2**53


def load_file(data: bytes, form: str) -> dict[str, object]:
    """The members of a JSON file that names this format, less that name. A member given twice and deep nesting are problems."""
    expect(len(data) <= MAX_FILE_BYTES, "it is too large.")
    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=_members)
    except RecursionError:
        raise ValueError("it is nested too deep.") from None
    expect(isinstance(value, dict) and value.pop("format", None) == form, f'it does not say "format": "{form}".')
    members: dict[str, object] = value
    return members


def _members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    expect(len(members) == len(pairs), "a member stands twice.")
    return members


def expect(condition: bool, words: str) -> None:
    """Nothing, or the problem."""
    if not condition:
        raise ValueError(words)


def fields(value: object, names: str) -> dict[str, object]:
    """The object's members, where they are exactly those named: a member not known here could change what the file means."""
    expected = names.split()
    if not isinstance(value, dict) or value.keys() != set(expected):
        raise ValueError(f"an object does not hold exactly {', '.join(expected)}.")
    return value


def items(value: object) -> list[object]:
    """The items of a list."""
    if not isinstance(value, list):
        raise ValueError("there is something else where a list belongs.")
    return value


def shown(value: object) -> str:
    """A value as a message can carry it: short, ASCII, and no deeper than itself."""
    return ascii(value)[:80] if isinstance(value, str | int) else f"a {type(value).__name__}"


def text(value: object, what: str, holds: bool = True) -> str:
    """A printable string with something in it, for which `holds` is true."""
    if not isinstance(value, str) or not value.strip() or not value.isprintable() or not holds:
        raise ValueError(f"{shown(value)} is not {what}.")
    return value


def number(value: object) -> int:
    """A whole number from 0 to 2^53."""
    if type(value) is not int or not 0 <= value <= MAX_NUMBER:
        raise ValueError(f"{shown(value)} is not a whole number from 0.")
    return value


def flag(value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise ValueError(f"{shown(value)} is neither true nor false.")
    return value


def both(value: object) -> Text:
    """Words in English and Japanese."""
    words = fields(value, "en ja")
    return Text(text(words["en"], "a sentence"), text(words["ja"], "a sentence"))


def unique(values: list[str] | list[int], what: str) -> None:
    """A problem where a value stands twice."""
    expect(len(set(values)) == len(values), f"a {what} stands twice.")

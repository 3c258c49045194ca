"""From a text to the answers of its form: what stands in each control before anybody types.

Pure. Answers are named by the path with row numbers ("milestones.0.name.en"); a field with rows posts the numbers of its rows under its own
name, one with parties their codes. What does not have the shape its field wants is answered as JSON under the name with "~". Serves every
clause.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from entente.implementation import amounts
from entente.web.forms.shape import MISSING, Field, fields, inside

Answers = dict[str, list[str]]
YES, NO = "yes", "no"
PLAIN = {"line", "prose", "code", "clause", "choice", "day", "number"}


def spread(schema: type[msgspec.Struct], text: Mapping[str, Any]) -> Answers:
    """The answers of a whole text, given as JSON values; it may be incomplete or hold anything, as drafts may."""
    found: Answers = {}
    for field in fields(schema):
        found |= dict(spread_field(field, text.get(field.name, MISSING), field.name))
    return found


def spread_field(field: Field, value: Any, name: str) -> Iterator[tuple[str, list[str]]]:
    """The answers of one field that stands under `name`."""
    if value is MISSING:
        value = field.default
    if value is MISSING or value is None:
        return
    sort = field.sort
    if sort == "yes-no" and isinstance(value, bool):
        yield name, [YES if value else NO]
    elif sort in PLAIN and isinstance(value, str | int) and not isinstance(value, bool):
        yield name, [str(value)]
    elif sort in ("lines", "tags", "choices", "clauses", "commitments") and _all(value, str | int):
        yield name, [str(one) for one in value]
    elif sort == "rows" and _all(value, Mapping):
        yield name, [str(number) for number in range(len(value))]
        for number, row in enumerate(value):
            yield from _within(field, row, f"{name}.{number}")
    elif sort in ("pair", "group") and isinstance(value, Mapping):
        yield from _within(field, value, name)
    elif sort == "money" and isinstance(value, Mapping) and _all(value.values(), str):
        currency = value.get("currency", "")
        yield from {f"{name}.currency": [currency], f"{name}.minor_units": [_amount(value, currency)]}.items()
    elif sort in ("parties", "parties-many") and isinstance(value, Mapping) and all(_codes(field, one) for one in value.values()):
        yield name, [str(party) for party in value]
        for party, codes in value.items():
            yield f"{name}.{party}", [codes] if isinstance(codes, str) else list(codes)
    else:
        yield f"{name}~", [json.dumps(value, ensure_ascii=False, indent=1)]


def _within(field: Field, value: Mapping[str, Any], name: str) -> Iterator[tuple[str, list[str]]]:
    for inner in inside(field):
        yield from spread_field(inner, value.get(inner.name, MISSING), f"{name}.{inner.name}")


def _all(value: Any, kind: Any) -> bool:
    good = isinstance(value, list | tuple | type({}.values())) and all(isinstance(one, kind) for one in value)
    return good and not any(isinstance(one, bool) for one in value)


def _codes(field: Field, value: Any) -> bool:
    return isinstance(value, str) if field.sort == "parties" else _all(value, str)


def _amount(value: Mapping[str, Any], currency: str) -> str:
    return amounts.write_amount(value.get("minor_units", ""), currency)


def blank(answers: Mapping[str, list[str]], name: str) -> bool:
    """Whether nothing was answered under a name."""
    return not any(any(values) for _key, values in under(answers, name).items())


def under(answers: Mapping[str, list[str]], name: str) -> Answers:
    """The answers of a name and of what lies below it."""
    return {key: values for key, values in answers.items() if key == name or key.startswith((f"{name}.", f"{name}~"))}


def sent_alike(field: Field, one: list[str], other: list[str]) -> bool:
    """Whether a browser sends the one for the other: it unites line ends, has no NUL, and a line of text loses its line ends."""
    return _sent(field, one) == _sent(field, other)


def entries(values: list[str]) -> list[str]:
    """Entries as posted one by one or one to a line, without empty ones."""
    return [line.strip() for value in values for line in value.splitlines() if line.strip()]


def _sent(field: Field, values: list[str]) -> list[str]:
    values = [value.replace("\0", "\N{REPLACEMENT CHARACTER}") for value in values]
    if field.sort in ("lines", "tags", "choices", "clauses", "commitments"):
        return entries(values)
    text = values[0].replace("\r\n", "\n").replace("\r", "\n") if values else ""
    return [text if field.sort == "prose" else text.replace("\n", "")]

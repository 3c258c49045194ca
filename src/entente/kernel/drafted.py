"""What stands against a text that may still lack anything: field by field, then by the type's own check.

Pure. Gate 2 stops at the first thing that does not fit; whoever writes wants all of them, each beside its field. Rules B6 (does not fit its
form) and the type's own (`Kind.check`). Serves I1 and every clause.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, get_type_hints

import msgspec
from msgspec import inspect

from entente.kernel.area import Kind, Problem
from entente.kernel.misfit import misfit


def problems(kind: Kind, schema: int, text: Mapping[str, Any], parties: tuple[str, ...]) -> list[Problem]:
    """Everything that stands against a text of this type; empty where it could be said as it is. Clauses are not looked up here."""
    struct = kind.schemas.get(schema)
    if struct is None:
        words = {"en": f"Version {schema} of this form is not known here.", "ja": f"書式の第{schema}版はここでは扱えません。"}
        return [Problem("", "B5", words)]
    found, needed, kept = [], False, dict(text)
    for field, hint in _fields(struct):
        name = field.encode_name
        if name not in text:
            if field.required:
                needed = True
                found.append(Problem(name, "B6", {"en": "This field is needed.", "ja": "この項目は必須です。"}))
            continue
        try:
            msgspec.convert(text[name], hint)
        except msgspec.ValidationError as error:
            del kept[name]
            needed = needed or field.required
            found.append(_misfit(name, str(error)))
    known = {field.encode_name for field, _ in _fields(struct)}
    for name in text:
        if name not in known:
            found.append(Problem(name, "B6", {"en": "This form has no such field.", "ja": "この書式にない項目です。"}))
            del kept[name]
    return found if needed else found + _checked(kind, struct, kept, parties)


def _checked(kind: Kind, struct: type[msgspec.Struct], text: Mapping[str, Any], parties: tuple[str, ...]) -> list[Problem]:
    """What the type's own check says of the fields that fit."""
    try:
        typed = msgspec.convert(dict(text), struct)
    except msgspec.ValidationError as error:
        return [_misfit("", str(error))]
    return list(kind.check(typed, parties))


def _misfit(name: str, error: str) -> Problem:
    """A field's value does not fit, or something inside it."""
    place, words = misfit(error)
    return Problem(name + place, "B6", words)


@cache
def _fields(struct: type[msgspec.Struct]) -> tuple[tuple[inspect.Field, Any], ...]:
    info = inspect.type_info(struct)
    assert isinstance(info, inspect.StructType)
    hints = get_type_hints(struct, include_extras=True)
    return tuple((field, hints[field.name]) for field in info.fields)

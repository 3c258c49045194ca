"""What stands against a text that may still lack anything: field by field, then by the type's own check.

Pure. Gate 2 stops at the first thing that does not fit; whoever writes wants all of them, each beside its field. Rules B6 (does not fit its
form) and the type's own (`Kind.check`). Serves I1 and every clause.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, get_type_hints

import msgspec
from msgspec import inspect

from entente.kernel.area import Kind, Problem


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
    """A field's value does not fit; the library's words name the place inside it after “at”."""
    words, _, place = error.partition(" - at `")
    inner = place.rstrip("`").removeprefix("$")
    for form, english, japanese in PLAIN:
        match = form.search(words)
        if match is not None:
            return Problem(name + inner, "B6", {"en": english.format(*match.groups()), "ja": japanese.format(*match.groups())})
    return Problem(name + inner, "B6", {"en": f"It does not fit its form: {words}.", "ja": f"書式に合っていません（{words}）。"})


PLAIN = tuple(
    (re.compile(form), english, japanese)
    for form, english, japanese in (
        (
            r"Invalid RFC3339 encoded date",
            "This is not a day: write it as 2018-10-02.",
            "日付ではありません。2018-10-02の形で記入してください。",
        ),
        (r"Expected `(?:array|object)` of length >= 1$", "At least one entry is needed.", "少なくとも一つ記入する必要があります。"),
        (r"of length >= 1$", "It is empty.", "記入がありません。"),
        (r"of length >= (\d+)", "At least {} are needed.", "{}以上必要です。"),
        (r"Expected `str` of length <= (\d+)", "It is longer than {} characters.", "{}文字を超えています。"),
        (r"of length <= (\d+)", "There are more than {} entries.", "{}件を超えています。"),
        (r"Expected `int` >= (-?\d+)", "It is less than {}.", "{}未満です。"),
        (r"Expected `int` <= (-?\d+)", "It is more than {}.", "{}を超えています。"),
        (r"Expected `int", "This is not a whole number.", "整数ではありません。"),
        (r"Invalid enum value '?([^']*)'?", "“{}” is not one of the choices.", "「{}」は選択肢にありません。"),
        (r"matching regex", "It is not written in the form that this field has.", "この項目の書き方に合っていません。"),
        (r"missing required field `([^`]+)`", "“{}” is needed.", "「{}」が必要です。"),
        (r"unknown field `([^`]+)`", "“{}” is not a field of this form.", "「{}」はこの書式の項目ではありません。"),
        (r"at least one language", "At least one language is needed.", "少なくとも一つの言語による記載が必要です。"),
        (r"got `null`", "It is empty.", "記入がありません。"),
    )
)
"""The library's words for what does not fit, and ours."""


@cache
def _fields(struct: type[msgspec.Struct]) -> tuple[tuple[inspect.Field, Any], ...]:
    info = inspect.type_info(struct)
    assert isinstance(info, inspect.StructType)
    hints = get_type_hints(struct, include_extras=True)
    return tuple((field, hints[field.name]) for field in info.fields)

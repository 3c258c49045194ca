"""The words of a record type's fields: from a schema and an area's strings to titles, hints and code names by field path.

Pure. A path is the fields' names with dots, without row numbers ("milestones.name.en"); `path=VALUE` names a value of a code list, `path?`
holds a hint. Strings come as an area's text.toml has them: [field.STRUCT], [enum.LIST], [hint.STRUCT], [part.STRUCT]. Serves every clause.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from msgspec import inspect

from entente.kernel.area import Part, Words

Strings = Mapping[str, Any]


def path_words(strings: Strings, *schemas: type[msgspec.Struct] | None) -> dict[str, Words]:
    """Titles, hints and code names of every field of these Structs by path; a Struct inside itself is followed once.

    A field that the strings do not name is left out: who shows it falls back on its name.
    """
    found: dict[str, Words] = {}
    for schema in schemas:
        if schema is not None:
            found |= dict(_struct(strings, inspect.type_info(schema), "", ()))
    return found


def parts(strings: Strings, schema: type[msgspec.Struct]) -> tuple[Part, ...]:
    """The headings under which a form groups the schema's fields: each key of [part.STRUCT] lists its fields."""
    return tuple(Part(words, tuple(names.split())) for names, words in strings.get("part", {}).get(schema.__name__, {}).items())


def plain(at: inspect.Type) -> inspect.Type:
    """A type without what merely surrounds it: constraints, and the None of an optional field."""
    while isinstance(at, inspect.Metadata | inspect.UnionType):
        if isinstance(at, inspect.Metadata):
            at = at.type
            continue
        others = [one for one in at.types if not isinstance(one, inspect.NoneType)]
        if len(others) != 1:
            return at
        at = others[0]
    return at


def choices(strings: Strings, at: inspect.Type, name: str) -> Mapping[str, Words]:
    """A field's code list: for a Literal the one with its values (of the field's name where several are alike), else that of its name."""
    listed: Mapping[str, Mapping[str, Words]] = strings.get("enum", {})
    if isinstance(at, inspect.LiteralType):
        values = {str(value) for value in at.values}
        same = {key: entries for key, entries in listed.items() if set(entries) == values}
        wanted = name.replace("_", "").lower()
        return next((entries for key, entries in same.items() if key.lower() == wanted), next(iter(same.values()), {}))
    return listed.get(name.upper(), {}) if isinstance(at, inspect.StrType) else {}


def _struct(strings: Strings, at: inspect.Type, above: str, seen: tuple[type, ...]) -> Iterator[tuple[str, Words]]:
    if not isinstance(at, inspect.StructType) or at.cls in seen:
        return
    titles, hints = (strings.get(section, {}).get(at.cls.__name__, {}) for section in ("field", "hint"))
    for field in at.fields:
        name, path = field.encode_name, f"{above}{field.encode_name}"
        if name in titles:
            yield path, titles[name]
        if name in hints:
            yield f"{path}?", hints[name]
        end = _end(field.type)
        yield from ((f"{path}={value}", words) for value, words in choices(strings, end, name).items())
        yield from _struct(strings, end, f"{path}.", (*seen, at.cls))


def _end(at: inspect.Type) -> inspect.Type:
    """What a field holds in the end: the type of its entries where it holds several."""
    at = plain(at)
    if isinstance(at, inspect.VarTupleType | inspect.ListType | inspect.SetType | inspect.FrozenSetType):
        return _end(at.item_type)
    return _end(at.value_type) if isinstance(at, inspect.DictType) else at

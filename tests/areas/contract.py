"""Random texts of any record type, made from its schema; what a published schema says, as one digest."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date
from functools import cache
from typing import Any

import msgspec
from hypothesis import strategies as st
from msgspec import inspect

Strategy = st.SearchStrategy[Any]

FEW = 3
"""How many elements a random list has at most: rules see pairs and triples, and examples stay small."""

NAMES = ("m", "r0", "GBR", "JPN", "jp-gb-2017#S6", "M1")
"""What texts name one another by: taken where a field's pattern allows it, so that random texts meet."""


def digest(schema: type[msgspec.Struct]) -> str:
    """SHA-256 of a type's JSON schema without its descriptions, which come from docstrings and may be put better at any time."""
    plain = _without_descriptions(msgspec.json.schema(schema))
    return hashlib.sha256(json.dumps(plain, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _without_descriptions(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _without_descriptions(v) for k, v in value.items() if not (k == "description" and isinstance(v, str))}
    return [_without_descriptions(v) for v in value] if isinstance(value, list) else value


@cache
def texts(schema: type[msgspec.Struct]) -> Strategy:
    """Texts that the schema accepts, as its Struct."""
    return _of(inspect.type_info(schema)).map(lambda plain: _read(plain, schema)).filter(lambda text: text is not None)


def _read(plain: Any, schema: type[msgspec.Struct]) -> Any:
    """The Struct; None where a type refuses in its own code what its schema cannot say (a text in no language)."""
    try:
        return msgspec.convert(plain, schema)
    except msgspec.ValidationError as error:
        assert "at least one language" in str(error), error
        return None


def _of(kind: inspect.Type) -> Strategy:
    match kind:
        case inspect.StrType():
            return _string(kind)
        case inspect.IntType():
            return st.integers(kind.ge if kind.ge is not None else -(2**53), kind.le if kind.le is not None else 2**53)
        case inspect.BoolType():
            return st.booleans()
        case inspect.DateType():
            return st.dates(date(2015, 1, 1), date(2021, 12, 31)) | st.dates()
        case inspect.NoneType():
            return st.none()
        case inspect.LiteralType():
            return st.sampled_from(kind.values)
        case inspect.UnionType():
            return st.one_of(*(_of(one) for one in kind.types))
        case inspect.VarTupleType() | inspect.ListType():
            return st.lists(_of(kind.item_type), min_size=kind.min_length or 0, max_size=max(kind.min_length or 0, FEW))
        case inspect.DictType():
            least = kind.min_length or 0
            return st.dictionaries(_of(kind.key_type), _of(kind.value_type), min_size=least, max_size=max(least, FEW))
        case inspect.StructType():
            return _struct(kind)
        case inspect.AnyType():
            return st.recursive(
                st.none() | st.booleans() | st.integers() | st.text(max_size=8), lambda inner: st.lists(inner, max_size=FEW)
            )
    raise TypeError(f"No strategy for {kind}.")


def _string(kind: inspect.StrType) -> Strategy:
    if kind.pattern is None:
        least = kind.min_length or 0
        return st.text(st.characters(codec="utf-8"), min_size=least, max_size=max(least, 20))
    matching = [name for name in NAMES if re.search(kind.pattern, name)]
    made = st.from_regex(re.compile(kind.pattern, re.ASCII))
    return st.sampled_from(matching) | made if matching else made


def _struct(kind: inspect.StructType) -> Strategy:
    needed = {f.encode_name: _within(kind, f) for f in kind.fields if f.required}
    optional = {f.encode_name: _within(kind, f) for f in kind.fields if not f.required}
    return st.fixed_dictionaries(needed, optional=optional)


def _within(kind: inspect.StructType, field: inspect.Field) -> Strategy:
    """A field's values; a type that holds itself (an item its items) stops after one level."""
    inner = getattr(field.type, "item_type", None)
    if isinstance(inner, inspect.StructType) and inner.cls is kind.cls:
        return st.just([])
    return _of(field.type)

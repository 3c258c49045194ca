"""The shape of a form: each field of a Struct with the sort of control it asks for and the limits its type sets.

Pure. What no control here knows is edited as JSON, so that a form never fails for a type that is new to it. Serves every clause.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec
from msgspec import inspect

from entente.kernel.wording import plain

MISSING: Any = msgspec.UNSET
"""The value of a field that a text does not have."""

LONG = 500
"""Text that may be longer gets an area of several lines."""

SEVERAL = (inspect.VarTupleType, inspect.ListType)
_TYPED = (inspect.IntType, inspect.DateType, inspect.DecimalType, inspect.DateTimeType)
_PARTY, _CLAUSE, _COMMITMENT, _ZONE = "GBR", "jp-gb-2017#S6", "jp-gb-2017#S6a", "Asia/Tokyo"


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its path in the schema ("milestones.name.en"), sort of control, plain type, and what stands there when nothing does.

    Sorts: line, prose, code, day, number, yes-no, choice, clause; several of them: lines, choices, clauses, commitments, tags; pair (two
    languages), group, rows, money, parties (one code for each party), parties-many, json.
    """

    path: str
    name: str
    sort: str
    type: inspect.Type
    required: bool
    default: Any  # as JSON; MISSING where there is none

    @property
    def inner(self) -> inspect.Type:
        """The type of the entries of a field that holds several, or of a party's value."""
        if isinstance(self.type, inspect.DictType):
            return plain(self.type.value_type)
        return plain(self.type.item_type) if isinstance(self.type, SEVERAL) else self.type


@cache
def fields(schema: type[msgspec.Struct], above: str = "") -> tuple[Field, ...]:
    """The fields of a Struct in its order; `above` is the path it stands at, ending in a dot."""
    at = inspect.type_info(schema)
    return tuple(_field(one, above) for one in at.fields) if isinstance(at, inspect.StructType) else ()


def inside(field: Field) -> tuple[Field, ...]:
    """The fields of a group, a pair, money or one row."""
    at = field.inner
    return fields(at.cls, f"{field.path}.") if isinstance(at, inspect.StructType) else ()


def _field(one: inspect.Field, above: str) -> Field:
    default = one.default
    if one.default_factory is not msgspec.NODEFAULT:
        default = one.default_factory()
    at = plain(one.type)
    path = f"{above}{one.encode_name}"
    as_json = MISSING if default is msgspec.NODEFAULT else msgspec.to_builtins(default)
    sort = _sort(at)
    if sort == "clauses" and one.encode_name == "commitments":  # texts brought from a file may have promises without a letter
        sort = "commitments"
    return Field(path, one.encode_name, sort, at, one.required, as_json)


def _sort(at: inspect.Type) -> str:
    if isinstance(at, inspect.StrType):
        return _of_text(at)
    if isinstance(at, inspect.StructType):
        names = {field.encode_name for field in at.fields}
        return "pair" if names == {"en", "ja"} else "money" if names == {"currency", "minor_units"} else "group"
    if isinstance(at, SEVERAL):
        return _of_several(plain(at.item_type))
    if isinstance(at, inspect.DictType):
        return _of_parties(plain(at.key_type), plain(at.value_type))
    plainly = {
        inspect.BoolType: "yes-no", inspect.LiteralType: "choice", inspect.DateType: "day", inspect.IntType: "number",
        inspect.DecimalType: "number", inspect.DateTimeType: "code",
    }  # fmt: skip
    return plainly.get(type(at), "json")


def _of_text(at: inspect.StrType) -> str:
    if at.pattern is not None:
        return "clause" if is_clause(at) else "code"
    return "line" if at.max_length is not None and at.max_length <= LONG else "prose"


def _of_several(inner: inspect.Type) -> str:
    if isinstance(inner, inspect.StructType):
        return "rows"
    if isinstance(inner, inspect.LiteralType):
        return "choices"
    if isinstance(inner, inspect.StrType):
        if inner.pattern is None:
            return "lines"
        return "clauses" if is_clause(inner) else "commitments" if _is_commitment(inner) else "tags"
    return "lines" if isinstance(inner, _TYPED) else "json"


def _of_parties(key: inspect.Type, value: inspect.Type) -> str:
    if not (isinstance(key, inspect.StrType) and key.pattern and re.search(key.pattern, _PARTY) and not re.search(key.pattern, "gbr")):
        return "json"
    if isinstance(value, inspect.StrType) and value.pattern:
        return "parties"
    many = isinstance(value, SEVERAL) and isinstance(plain(value.item_type), inspect.StrType)
    return "parties-many" if many else "json"


def is_clause(at: inspect.Type) -> bool:
    """Whether a code names a clause of an instrument: its pattern takes one and takes no plain word."""
    found = isinstance(at, inspect.StrType) and at.pattern
    return bool(found and re.search(found, _CLAUSE) and not re.search(found, "a"))


def is_party(at: inspect.Type) -> bool:
    """Whether a code names a party: three capital letters and nothing else."""
    found = isinstance(at, inspect.StrType) and at.pattern
    return bool(found and re.search(found, _PARTY) and not any(re.search(found, other) for other in ("gbr", "GB", "GBR-M-1")))


def is_zone(at: inspect.Type) -> bool:
    """Whether a code names a time zone, as the IANA database does."""
    found = isinstance(at, inspect.StrType) and at.pattern
    return bool(found and re.search(found, _ZONE) and not any(re.search(found, other) for other in ("asia", "GBR-M-1", "1")))


def _is_commitment(at: inspect.StrType) -> bool:
    return bool(at.pattern and re.search(at.pattern, _COMMITMENT) and not re.search(at.pattern, "a"))

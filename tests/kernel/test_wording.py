"""Words of fields: every field and every value of a code list of every type has its English and its Japanese."""

from __future__ import annotations

import re

import msgspec
import pytest
from msgspec import inspect

from entente import areas
from entente.kernel import wording
from entente.kernel.area import Kind

KINDS = [kind for area in areas.AREAS for kind in area.kinds]
AREA = {kind.type: area.name for area in areas.AREAS for kind in area.kinds}


def paths(at: inspect.Type, above: str = "", seen: tuple[type, ...] = ()) -> list[tuple[str, inspect.Type]]:
    """Every field below a type with its path; a Struct inside itself is followed once, as forms show it."""
    at = wording._end(at)
    if not isinstance(at, inspect.StructType) or at.cls in seen:
        return []
    found = []
    for field in at.fields:
        path = f"{above}{field.encode_name}"
        found += [(path, wording._end(field.type)), *paths(field.type, f"{path}.", (*seen, at.cls))]
    return found


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.type)
def test_no_field_of_any_type_lacks_its_words(kind: Kind) -> None:
    words = kind.words()
    lacking = []
    for schema in [*kind.schemas.values(), *([kind.national] if kind.national else [])]:
        for path, end in paths(inspect.type_info(schema)):
            wanted = [path, *(f"{path}={value}" for value in (end.values if isinstance(end, inspect.LiteralType) else ()))]
            lacking += [name for name in wanted if not (words.get(name, {}).get("en") and words.get(name, {}).get("ja"))]
    hint = f"add them to src/entente/areas/{AREA[kind.type]}/text.toml: titles under [field.STRUCT], values under [enum.LIST]"
    assert not lacking, f"{kind.type}: no English or no Japanese for {', '.join(dict.fromkeys(lacking))}; {hint}"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.type)
def test_headings_and_hints_are_about_fields_that_there_are(kind: Kind) -> None:
    names = [name for part in kind.parts() for name in part.fields]
    assert len(names) == len(set(names)) and set(names) <= set(kind.schemas[kind.latest].__struct_fields__)
    assert all(set(part.titles) == {"en", "ja"} for part in kind.parts())


class _Inner(msgspec.Struct):
    code: str


class _Outer(msgspec.Struct):
    regions: tuple[str, ...]
    inner: tuple[_Inner, ...]
    unnamed: int = 0


def test_paths_values_and_hints_come_from_the_strings() -> None:
    strings = {
        "field": {"_Outer": {"regions": {"en": "R"}, "inner": {"en": "I"}}, "_Inner": {"code": {"en": "C"}}},
        "hint": {"_Inner": {"code": {"en": "H"}}},
        "enum": {"REGIONS": {"asia": {"en": "Asia"}}},
        "part": {"_Outer": {"inner regions": {"en": "P"}}},
    }
    found = wording.path_words(strings, _Outer, None)
    assert {key: words["en"] for key, words in found.items()} == {
        "regions": "R", "regions=asia": "Asia", "inner": "I", "inner.code": "C", "inner.code?": "H",
    }  # fmt: skip
    assert [part.fields for part in wording.parts(strings, _Outer)] == [("inner", "regions")]
    assert all(re.fullmatch(r"[\w.?=]+", key) for key in found)

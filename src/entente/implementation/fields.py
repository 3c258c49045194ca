"""A record's text as lines that people read: the titles of its fields from the areas' words, values in words, what differs from another.

Pure but for the language of the request. A line's title and value follow the type that the schema gives its field; what no area here
knows is written as it is. Serves every clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

import msgspec
from msgspec import inspect

from entente.implementation import area_words
from entente.implementation.amounts import money
from entente.implementation.calendars import moments
from entente.kernel.area import Kind, Words
from entente.kernel.calendar.days import parse_day
from entente.kernel.redline import Change, Runs, compare, flatten, runs

_PARTS = re.compile(r"\[[^\]]*\]|[^.\[\]]+")
_CLAUSE = re.compile(r"[a-z0-9][a-z0-9-]*#[A-Z][0-9]{1,3}(?:\.[0-9]{1,2})?[a-z]?")
"""A clause, or one of its commitments (S3c)."""
_DIGEST = re.compile("[0-9a-f]{64}")
RECORD_ID = r"^[!-~]{1,160}(?!\n)$"
"""How every area writes the type of a field that names a record."""
PARTY = r"^[A-Z]{3}(?!\n)$"
"""How every area writes the type of a field that names a party."""
MONEY, MOMENT = {"currency", "minor_units"}, {"on", "at", "zone", "later"}
YES_NO: Mapping[str, Words] = {"true": {"en": "Yes", "ja": "はい"}, "false": {"en": "No", "ja": "いいえ"}}
AUTHORITIES = frozenset({"leads", "supporting"})
"""Fields that name authorities by code under their party's."""
PRODUCTS = frozenset({"finding"})
"""Fields that hold the code of what rules find."""
ACTS = frozenset({"rests_on"})
"""Fields that hold ids of acts, by their names."""
MOST_COLUMNS, LONG_CELL = 6, 200
LANGUAGES: Mapping[str, Words] = {"en": {"en": "English", "ja": "英語"}, "ja": {"en": "Japanese", "ja": "日本語"}}


@dataclass(frozen=True, slots=True)
class Table:
    """Entries of a list that have the same few fields: their titles, and the values of each (None: this entry does not have it)."""

    titles: tuple[Words, ...]
    rows: tuple[tuple[Value | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a list that is no table's row: its number, its fields as lines, its own lists among them."""

    no: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """What stands in a field: words by language where they were written in one or are an area's, a day, a time, clauses, ids of records."""

    words: Words
    language: str = ""
    day: date | None = None
    moment: datetime | None = None  # told by the clocks of the channel, which whoever shows it knows
    clauses: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    table: Table | None = None
    party: str = ""  # whose authorities the words are the codes of
    items: tuple[Item, ...] = ()
    parties: tuple[str, ...] = ()  # the codes of parties that the words are, or begin with

    @property
    def plain(self) -> str:
        """The words as they were written."""
        return next(iter(self.words.values()), "")

    @property
    def prose(self) -> bool:
        """Whether it is words that somebody wrote: the same in every language, or written in one."""
        dated = self.day is not None or self.moment is not None
        special = dated or self.clauses or self.records or self.party or self.acts or self.items or self.table is not None
        return not special and len(set(self.words.values())) == 1


@dataclass(frozen=True, slots=True)
class Line:
    """A field: its title, its value (None: this text does not have it), and the value in the text it is compared with."""

    path: str
    titles: Words
    value: Value | None
    before: Value | None = None

    @property
    def runs(self) -> Runs:
        """Word by word what changed, where both texts have words here; nothing of days, clauses, records and choices."""
        if self.value is None or self.before is None or not (self.value.prose and self.before.prose):
            return ()
        return runs(self.before.plain, self.value.plain)


def lines(kind: Kind | None, schema: int, text: Mapping[str, Any], whole: bool = False) -> list[Line]:
    """Every field of a text, in the order of its schema; a list of entries is one line, a table where they fit into its rows.

    `whole` shows every language of every entry, as whoever clears or releases a text must see it.
    """
    return _lines(_root(kind, schema), text, whole)


def _lines(root: inspect.Type | None, text: Mapping[str, Any], whole: bool) -> list[Line]:
    found: list[Line] = []
    for name, value in _ordered(root, text).items():
        if not _is_entries(value):
            found += [_line(_struct(root), path, words_) for path, words_ in flatten({name: value}).items()]
            continue
        table = _table(root, name, value)
        listed = table is None or (whole and _bilingual(value))
        shown = Value({}, items=_items(root, name, value)) if listed else Value({}, table=table)
        found.append(Line(name, _place(_struct(root), name)[0], shown))
    return found


def _is_entries(value: Any) -> bool:
    """Whether a value is a list of entries that have fields of their own."""
    return isinstance(value, list | tuple) and bool(value) and all(isinstance(entry, Mapping) for entry in value)


def _bilingual(entries: Iterable[Mapping[str, Any]]) -> bool:
    return any(path.rpartition(".")[2] in LANGUAGES for entry in entries for path in flatten(entry))


def _items(root: inspect.Type | None, path: str, entries: Iterable[Mapping[str, Any]]) -> tuple[Item, ...]:
    """A list's entries, each with its number (its own, where it has one) and its fields; what lies in it is titled without it."""
    first = f"{path}[1]"
    found = []
    for place, entry in enumerate(entries, start=1):
        held: list[Line] = []
        for name, value in entry.items():
            if name != "no":
                held += _within(root, first, name, value)
        found.append(Item(str(entry.get("no", place)), tuple(held)))
    return tuple(found)


def _within(root: inspect.Type | None, first: str, name: str, value: Any) -> list[Line]:
    """A field of an entry as lines: one for a list of entries, one for a few plain words that say one thing (an owner), else each."""
    at = f"{first}.{name}"
    if _is_entries(value):
        return [Line(at, _titled(root, first, at), Value({}, items=_items(root, at, value)))]
    flat = flatten({at: value})
    values = {path: _value(words_, *_place(_struct(root), path)[1:]) for path, words_ in flat.items()}
    said = [one for one in values.values() if one is not None]
    if isinstance(value, Mapping) and not value.keys() & LANGUAGES.keys() and all(one.prose for one in said):
        words_ = {language: " ".join(one.words.get(language, one.plain) for one in said) for language in LANGUAGES}
        parties = said[0].parties if said else ()
        return [Line(at, _titled(root, first, at), Value(words_, parties=parties))]
    return [Line(path, _titled(root, first, path), one) for path, one in values.items()]


def _titled(root: inspect.Type | None, first: str, path: str) -> Words:
    """A field's title without that of the entry it lies in."""
    around, whole = _place(_struct(root), first)[0], _place(_struct(root), path)[0]
    return {language: words_.removeprefix(around[language]).lstrip(",・ ") for language, words_ in whole.items()}


def paired(found: Iterable[Line]) -> list[Line]:
    """The same lines with the two languages of one field as one line, its title without the name of a language."""
    result: dict[str, Line] = {}
    for line in found:
        head, _dot, language = line.path.rpartition(".")
        if not head or language not in LANGUAGES or line.value is None or line.value.language != language:
            result[line.path] = line
            continue
        before, name = result.get(head), LANGUAGES[language]
        titles = {"en": line.titles["en"].removesuffix(f" ({name['en']})"), "ja": line.titles["ja"].removesuffix(f"（{name['ja']}）")}
        words = {**(before.value.words if before is not None and before.value is not None else {}), **line.value.words}
        result[head] = Line(head, titles, Value(words))
    return list(result.values())


def _table(root: inspect.Type | None, name: str, entries: Any) -> Table | None:
    """A list of entries as a table: at most six plain columns, a pair of languages in one; None for anything else."""
    if not _is_entries(entries):
        return None
    flat = [flatten(entry) for entry in entries]
    paths = list(dict.fromkeys(path for entry in flat for path in entry))
    heads = list(dict.fromkeys(path.rpartition(".")[0] if path.rpartition(".")[2] in LANGUAGES else path for path in paths))
    if len(heads) > MOST_COLUMNS or any("[" in path for path in paths) or any(len(v) > LONG_CELL for entry in flat for v in entry.values()):
        return None
    first = f"{name}[1]"
    titles = []
    for head in heads:
        words = _place(_struct(root), f"{first}.{head}")[0]
        titles.append({"en": words["en"].rpartition(", ")[2], "ja": words["ja"].rpartition("・")[2]})
    rows = tuple(tuple(_cell(root, first, head, entry) for head in heads) for entry in flat)
    return Table(tuple(titles), rows)


def _cell(root: inspect.Type | None, first: str, head: str, entry: Mapping[str, str]) -> Value | None:
    if head in entry:
        _titles, end, last = _place(_struct(root), f"{first}.{head}")
        return _value(entry[head], end, last)
    said = {language: entry[f"{head}.{language}"] for language in LANGUAGES if f"{head}.{language}" in entry}
    return Value(said) if said else None


def national_lines(kind: Kind | None, said: Mapping[str, Any]) -> list[Line]:
    """Our own fields on a record of this type, by its national form."""
    return _lines(_info(kind.national) if kind is not None and kind.national is not None else None, said, whole=True)


def changes(kind: Kind | None, schema: int, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Line]:
    """The fields in which a text differs from another, in the order of its schema, then those that it drops."""
    root = _root(kind, schema)
    return worded(kind, schema, compare(_ordered(root, before), _ordered(root, after)))


def worded(kind: Kind | None, schema: int, found: Iterable[Change]) -> list[Line]:
    """Changes as lines that people read."""
    struct = kind.schemas.get(schema) if kind is not None else None
    return [_line(struct, change.path, change.after, change.before) for change in found]


def _line(struct: type[msgspec.Struct] | None, path: str, after: str | None, before: str | None = None) -> Line:
    titles, end, name = _place(struct, path)
    if name in AUTHORITIES and path.startswith(f"{name}."):
        after_, before_ = (Value({"en": at, "ja": at}, party=path.partition(".")[2]) if at else None for at in (after, before))
        return Line(path, titles, after_, before_)
    return Line(path, titles, _value(after, end, name), _value(before, end, name))


@lru_cache(maxsize=4096)
def _place(struct: type[msgspec.Struct] | None, path: str) -> tuple[Words, inspect.Type | None, str]:
    """As `_walk`; the same fields come on every record of a type."""
    return _walk(_info(struct) if struct is not None else None, path)


def _root(kind: Kind | None, schema: int) -> inspect.Type | None:
    return _info(kind.schemas[schema]) if kind is not None and schema in kind.schemas else None


def _ordered(at: inspect.Type | None, value: Any) -> Any:
    """A text with its fields as the schema orders them, sums of money written out: bodies come with their keys in alphabetical order."""
    if isinstance(at, inspect.StructType) and isinstance(value, Mapping):
        types = _types(at.cls)
        if types.keys() == MONEY == value.keys():
            return money(str(value["minor_units"]), str(value["currency"]))
        if types.keys() == MOMENT and {"on", "at", "zone"} <= value.keys():
            return moments.written(value)
        names = [*(name for name in types if name in value), *(name for name in value if name not in types)]
        return {name: _ordered(types.get(name), value[name]) for name in names}
    if isinstance(value, list | tuple):
        return [_ordered(_inner(at), item) for item in value]
    return value


def _walk(at: inspect.Type | None, path: str) -> tuple[Words, inspect.Type | None, str]:
    """A path's titles, the type at its end, and the name of its last field."""
    english, japanese, name = [], [], ""
    for part in _PARTS.findall(path):
        step: Words = {"en": part.strip("[]"), "ja": part.strip("[]")}
        if part.startswith("["):
            at = _inner(at)
        elif isinstance(at, inspect.StructType):
            title = area_words.of_areas()["field"].get(at.cls.__name__, {}).get(part)
            step, name = LANGUAGES.get(part) or title or step, part
            at = _plain(next((f.type for f in at.fields if f.encode_name == part), None))
        else:
            at = _plain(at.value_type) if isinstance(at, inspect.DictType) else None
        english.append(step["en"])
        japanese.append(step["ja"])
    if name in LANGUAGES and len(english) > 1:
        language = LANGUAGES[name]
        english[-2:], japanese[-2:] = [f"{english[-2]} ({language['en']})"], [f"{japanese[-2]}（{language['ja']}）"]
    return {"en": ", ".join(english), "ja": "・".join(japanese)}, at, name


@cache
def _info(root: type[msgspec.Struct]) -> inspect.Type:
    return inspect.type_info(root)


def _struct(root: inspect.Type | None) -> type[msgspec.Struct] | None:
    return root.cls if isinstance(root, inspect.StructType) else None


@cache
def _types(struct: type[msgspec.Struct]) -> Mapping[str, inspect.Type | None]:
    """The fields of a text, in their order, with the type of each."""
    at = _info(struct)
    return {f.encode_name: _plain(f.type) for f in at.fields} if isinstance(at, inspect.StructType) else {}


def _plain(at: inspect.Type | None) -> inspect.Type | None:
    """A type without what merely surrounds it: constraints, and the None of an optional field."""
    while isinstance(at, inspect.Metadata | inspect.UnionType):
        at = at.type if isinstance(at, inspect.Metadata) else next(t for t in at.types if not isinstance(t, inspect.NoneType))
    return at


def _inner(at: inspect.Type | None) -> inspect.Type | None:
    return _plain(at.item_type) if isinstance(at, inspect.VarTupleType | inspect.ListType) else None


def _value(found: str | None, at: inspect.Type | None, name: str) -> Value | None:
    if found is None:
        return None
    day = parse_day(found) if isinstance(at, inspect.DateType) else None
    if day is not None and day.isoformat() == found:  # a draft may hold other words there
        return Value({"en": found}, day=day)
    if isinstance(at, inspect.StructType) and (moment := moments.read(found)) is not None:
        return Value({"en": found, "ja": found}, moment=moment)
    if isinstance(at, inspect.BoolType) and found in YES_NO:
        return Value(YES_NO[found])
    parts = found.split(", ")
    if all(_DIGEST.fullmatch(part) for part in parts) and not _names_record(at):
        short = ", ".join(part[:12] for part in parts)
        return Value({"en": short, "ja": short}, acts=tuple(parts) if name in ACTS else ())
    if all(_CLAUSE.fullmatch(part) for part in parts):
        return Value({"en": found, "ja": found}, clauses=tuple(parts))
    if _names_record(at):
        return Value({"en": found, "ja": found}, records=tuple(parts))
    if name in PRODUCTS:
        return Value(area_words.product(found))
    if _names_party(at):
        return Value({"en": found, "ja": found}, parties=tuple(parts))
    known = _choices(at, name)
    parts = [found] if found in known else parts  # a choice may have a comma of its own
    if known and all(part in known for part in parts):
        return Value({"en": ", ".join(known[p]["en"] for p in parts), "ja": "、".join(known[p]["ja"] for p in parts)})
    return Value({name: found} if name in LANGUAGES else {"en": found, "ja": found}, name if name in LANGUAGES else "")


def _names_record(at: inspect.Type | None) -> bool:
    end = _inner(at) or at
    return isinstance(end, inspect.StrType) and end.pattern == RECORD_ID


def _names_party(at: inspect.Type | None) -> bool:
    end = _inner(at) or at
    return isinstance(end, inspect.StrType) and end.pattern == PARTY


def _choices(at: inspect.Type | None, name: str) -> Mapping[str, Words]:
    """The words of a field's choices: the area's list with the same choices as the type, or of the field's name."""
    listed: Mapping[str, Mapping[str, Words]] = area_words.of_areas().get("enum", {})
    end = _inner(at) or at
    if isinstance(end, inspect.LiteralType):
        return next((entries for entries in listed.values() if set(entries) == set(end.values)), {})
    return listed.get(name.upper(), {})

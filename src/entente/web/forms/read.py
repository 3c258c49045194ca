"""From the answers of a form to a text, and what could not be read on the way.

Pure but for the language of the request. Never raises, whatever was posted: what cannot be read stays in the text as it was typed, since a
draft may hold anything, and is said. What is as it was in `base` stays byte for byte, also where a browser cannot send it back (line ends,
the order of a list of boxes). Serves I1 and every clause.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from msgspec import inspect

from entente.implementation import amounts
from entente.kernel import canonical
from entente.kernel.area import Kind
from entente.kernel.errors import Refusal
from entente.web.forms import typed
from entente.web.forms.shape import MISSING, SEVERAL, Field, fields, inside
from entente.web.forms.spread import YES, blank, entries, sent_alike, spread_field
from entente.web.forms.titles import place

ROWS = 2000
"""A form reads no more rows of one field."""

_PARTY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that stands against the text: at which answer, where that is in words, the sentence, whether it hinders keeping."""

    name: str
    where: str
    words: str
    hinders: bool = False


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text as JSON values, what could not be read of it, and under which answer each row of it stands ("milestones.0")."""

    text: dict[str, Any]
    troubles: tuple[Trouble, ...]
    rows: Mapping[str, str]

    @property
    def kept(self) -> bool:
        """Whether the text can be kept at all."""
        return not any(trouble.hinders for trouble in self.troubles)


@dataclass
class _Reader:
    kind: Kind
    answers: Mapping[str, list[str]]
    troubles: list[Trouble] = field(default_factory=list)
    rows: dict[str, str] = field(default_factory=dict)

    def say(self, name: str, words: str, hinders: bool = False) -> None:
        self.troubles.append(Trouble(name, place(self.kind, name), words, hinders))


def parse(kind: Kind, answers: Mapping[str, list[str]], base: Mapping[str, Any] | None = None) -> Parsed:
    """The text of a form's answers for the type's newest version; `base` is the text that the form was opened with."""
    reader = _Reader(kind, answers)
    text = _struct(reader, fields(kind.schemas[kind.latest]), base if base is not None else {}, "", "")
    return Parsed(text, tuple(reader.troubles), reader.rows)


def _struct(reader: _Reader, inner: tuple[Field, ...], base: Any, name: str, path: str) -> dict[str, Any]:
    """The values of some fields under `name`; `path` is the place in the text, with the numbers that its rows will have."""
    old = base if isinstance(base, Mapping) else {}
    found = {}
    for one in inner:
        value = _field(reader, one, old.get(one.name, MISSING), f"{name}{one.name}", f"{path}{one.name}")
        if value is not MISSING:
            found[one.name] = value
    return found


def _field(reader: _Reader, one: Field, base: Any, name: str, path: str) -> Any:
    """One field's value; MISSING where nothing is said."""
    if f"{name}~" in reader.answers:
        return _json(reader, f"{name}~", base)
    if one.sort == "rows":
        value = _rows(reader, one, base, name, path)
    elif one.sort in ("pair", "group", "money"):
        value = _group(reader, one, base, name, path)
    elif one.sort in ("parties", "parties-many"):
        value = _parties(reader, one, base, name)
    else:
        return _leaf(reader, one, base, name)
    if base is MISSING and value == one.default:
        return MISSING
    return value


def _leaf(reader: _Reader, one: Field, base: Any, name: str) -> Any:
    posted = reader.answers.get(name, [])
    shown = dict(spread_field(one, base, name))
    if f"{name}~" not in shown and sent_alike(one, posted, shown.get(name, [])):
        return _nothing(reader, one, name) if base is MISSING else base
    several = one.sort in ("lines", "tags", "choices", "clauses", "commitments")
    said = entries(posted) if several else [value for value in posted[:1] if value and (value.strip() or one.sort == "prose")]
    for bad in filter(None, map(typed.unkeepable, said)):
        reader.say(name, str(_("It holds a character that cannot be kept (%s). Delete it and type it anew.") % bad), hinders=True)
    if not said:
        return _nothing(reader, one, name)
    read = READ.get(one.sort, _as_typed)
    values = [_reading(reader, one, name, value, read) for value in said]
    value = values if several else values[0]
    return MISSING if value == one.default and base is MISSING else value


def _nothing(reader: _Reader, one: Field, name: str) -> Any:
    """What stands where nothing was said: MISSING, but for what must be there and may be empty."""
    if not one.required:
        return MISSING
    least = getattr(one.type, "min_length", None)
    if one.sort in ("line", "prose") and not least:
        return ""
    if isinstance(one.type, SEVERAL) and not least:
        return []
    reader.say(name, str(_("This is required.")))
    return MISSING


def _reading(reader: _Reader, one: Field, name: str, value: str, read: Callable[[Field, str], Any]) -> Any:
    try:
        return read(one, value)
    except typed.Unread as why:
        reader.say(name, str(why))
        return value


def _rows(reader: _Reader, one: Field, base: Any, name: str, path: str) -> Any:
    old = base if isinstance(base, list | tuple) else []
    found: list[Any] = []
    for number in row_numbers(reader.answers, name):
        before = old[number] if number < len(old) else MISSING
        here = f"{name}.{number}"
        if blank(reader.answers, here) and (before is MISSING or blank(dict(_shown(one, before, here)), here)):
            if before is not MISSING:
                found.append(before)
            continue
        place_in_text = f"{path}.{len(found)}"
        reader.rows[place_in_text] = here
        found.append(_struct(reader, inside(one), before, f"{here}.", f"{place_in_text}."))
    return found if found or base is not MISSING else [] if one.required else MISSING


def _shown(one: Field, row: Any, name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for inner in inside(one):
        value = row.get(inner.name, MISSING) if isinstance(row, Mapping) else MISSING
        found |= dict(spread_field(inner, value, f"{name}.{inner.name}"))
    return found


def row_numbers(answers: Mapping[str, list[str]], name: str) -> list[int]:
    """The numbers of a field's rows as posted, each once; what is no number is passed over."""
    said = (value for value in answers.get(name, []) if value.isascii() and value.isdigit() and len(value) < 6)
    return list(dict.fromkeys(int(value) for value in said))[:ROWS]


def _group(reader: _Reader, one: Field, base: Any, name: str, path: str) -> Any:
    if blank(reader.answers, name):
        if isinstance(base, Mapping) and blank(dict(spread_field(one, base, name)), name):
            return base
        if one.required and one.sort == "pair":
            reader.say(f"{name}.en", str(_("At least one language is needed.")))
        if not one.required or one.sort == "pair":
            return MISSING
    if one.sort == "money":
        return _money(reader, base, name)
    return _struct(reader, inside(one), base, f"{name}.", f"{path}.")


def _money(reader: _Reader, base: Any, name: str) -> dict[str, str]:
    currency = typed.plain("".join(reader.answers.get(f"{name}.currency", [])[:1])).upper()
    amount = "".join(reader.answers.get(f"{name}.minor_units", [])[:1])
    old = base if isinstance(base, Mapping) else {}
    if currency == old.get("currency") and amount == amounts.write_amount(str(old.get("minor_units", "")), currency):
        return dict(old)
    if not _PARTY.fullmatch(currency):
        reader.say(f"{name}.currency", str(_("A currency is three letters, for example GBP or JPY.")))
    try:
        return {"currency": currency, "minor_units": typed.read_amount(amount, currency)}
    except typed.Unread as why:
        reader.say(f"{name}.minor_units", str(why))
        return {"currency": currency, "minor_units": amount}


def _parties(reader: _Reader, one: Field, base: Any, name: str) -> Any:
    old = base if isinstance(base, Mapping) else {}
    found = {}
    for party in dict.fromkeys(reader.answers.get(name, [])):
        codes = entries(reader.answers.get(f"{name}.{party}", []))
        if not _PARTY.fullmatch(party) or (not codes and old.get(party) != []):
            continue
        values = [_reading(reader, one, f"{name}.{party}", code, _code_inside) for code in codes]
        found[party] = values if one.sort == "parties-many" else values[0]
        if set(values) == set(old.get(party, ())) and one.sort == "parties-many":
            found[party] = old[party]
    if not found and one.required:
        reader.say(name, str(_("This is required.")))
    return found if found or one.required or base is not MISSING else MISSING


def _json(reader: _Reader, name: str, base: Any) -> Any:
    said = "".join(reader.answers[name][:1])
    shown = "" if base is MISSING else json.dumps(base, ensure_ascii=False, indent=1)
    if said.replace("\r\n", "\n") == shown.replace("\r\n", "\n"):
        return base
    if not said.strip():
        return MISSING
    if bad := typed.unkeepable(said):
        reader.say(name, str(_("It holds a character that cannot be kept (%s). Delete it and type it anew.") % bad), hinders=True)
    try:
        value = json.loads(said)
        canonical.encode(value)
    except (ValueError, RecursionError, Refusal):
        reader.say(name, str(_("This is not JSON as records hold it.")))
        return said
    return value


def _as_typed(one: Field, value: str) -> str:
    """Prose: the line ends of all systems as one, nothing else touched."""
    return value.replace("\r\n", "\n").replace("\r", "\n")


def _code(one: Field, value: str) -> str:
    pattern = one.inner.pattern if isinstance(one.inner, inspect.StrType) else None
    return typed.read_code(value, pattern) if pattern else typed.plain(value)


def _code_inside(one: Field, value: str) -> str:
    at = one.inner.item_type if isinstance(one.inner, inspect.VarTupleType | inspect.ListType) else one.inner
    pattern = at.pattern if isinstance(at, inspect.StrType) else None
    return typed.read_code(value, pattern) if pattern else value


def _day(_one: Field, value: str) -> str:
    return typed.read_day(value).isoformat()


def _number(one: Field, value: str) -> int | str:
    if isinstance(one.inner, inspect.DecimalType):
        return typed.read_decimal(value)
    number = typed.read_whole(value)
    least, most = getattr(one.inner, "ge", None), getattr(one.inner, "le", None)
    if (least is not None and number < least) or (most is not None and number > most):
        raise typed.Unread(_("The number lies outside what is possible here."))
    return number


def _choice(one: Field, value: str) -> Any:
    known = one.inner.values if isinstance(one.inner, inspect.LiteralType) else ()
    for option in known:
        if str(option) == value:
            return option
    raise typed.Unread(_("“%s” is not in the list.") % value)


def _line(one: Field, value: str) -> Any:
    """An entry of a list, by what the list holds."""
    if isinstance(one.inner, inspect.DateType):
        return _day(one, value)
    return _number(one, value) if isinstance(one.inner, inspect.IntType | inspect.DecimalType) else value


READ: Mapping[str, Callable[[Field, str], Any]] = {
    "day": _day, "number": _number, "choice": _choice, "choices": _choice, "code": _code, "clause": _code, "clauses": _code,
    "commitments": _code, "tags": _code, "lines": _line, "yes-no": lambda _one, value: value == YES,
}  # fmt: skip
"""How an answer of each sort is read; the others are kept as typed."""

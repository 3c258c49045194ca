"""What stands against a text before it can be proposed or issued: unread answers, limits, the schema, the type's own rules.

Pure but for the language of the request. Each stands at the answer it is about, so that a page can link to it.
A draft may carry any of them. Serves I1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from django.utils.translation import gettext as _
from msgspec import inspect

from entente.kernel.area import Kind
from entente.web.forms.offer import Offer
from entente.web.forms.read import Parsed, Trouble
from entente.web.forms.shape import Field, fields, inside
from entente.web.forms.titles import place
from entente.web.listing import in_words
from entente.web.templatetags.entente import ruled

_STEP = re.compile(r"\[(\d+)\]|\.?([^.\[\]]+)")


def troubles(kind: Kind, parsed: Parsed, offer: Offer) -> tuple[Trouble, ...]:
    """Everything that stands against the text, in the order of the form; the type's own rules are asked once the schema is satisfied."""
    found = [*parsed.troubles, *_limits(kind, parsed, fields(kind.schemas[kind.latest]), parsed.text, "")]
    found += _strangers(kind, parsed, offer)
    if not found:
        try:
            text = msgspec.convert(parsed.text, kind.schemas[kind.latest])
        except msgspec.ValidationError as error:
            return (_of_schema(kind, parsed, str(error)),)
        problems = [(answer_name(parsed, p.path), in_words(p.words), p.rule) for p in kind.check(text, offer.parties)]
        found = [Trouble(name, place(kind, name) if name else "", ruled(words, rule)) for name, words, rule in problems]
    return tuple(dict.fromkeys(found))


def answer_name(parsed: Parsed, path: str) -> str:
    """The answer that stands at a path of the text: rows keep the numbers that the form gave them."""
    longest = max((at for at in parsed.rows if path == at or path.startswith(f"{at}.")), key=len, default=None)
    return path if longest is None else parsed.rows[longest] + path[len(longest) :]


def _limits(kind: Kind, parsed: Parsed, inner: tuple[Field, ...], value: Mapping[str, Any], path: str) -> Iterator[Trouble]:
    """Texts that are too long, lists that are too long or too short."""
    for one in inner:
        held, here = value.get(one.name), f"{path}{one.name}"
        name = answer_name(parsed, here)
        if isinstance(held, str) and isinstance(one.type, inspect.StrType):
            most = one.type.max_length
            if most is not None and len(held) > most:
                words = _("It has %(count)s characters; at most %(most)s fit.") % {"count": f"{len(held):,}", "most": f"{most:,}"}
                yield Trouble(name, place(kind, name), words)
        elif isinstance(held, list) and isinstance(one.type, inspect.VarTupleType | inspect.ListType):
            most = one.type.max_length
            if most is not None and len(held) > most:
                words = _("It has %(count)s entries; at most %(most)s fit.") % {"count": f"{len(held):,}", "most": f"{most:,}"}
                yield Trouble(name, place(kind, name), words)
            for number, row in enumerate(held):
                if isinstance(row, Mapping):
                    yield from _limits(kind, parsed, inside(one), row, f"{here}.{number}.")
        elif isinstance(held, Mapping) and one.sort in ("pair", "group"):
            yield from _limits(kind, parsed, inside(one), held, f"{here}.")


def _strangers(kind: Kind, parsed: Parsed, offer: Offer) -> Iterator[Trouble]:
    """Clauses of no instrument in effect in the channel (B8)."""
    for one in fields(kind.schemas[kind.latest]):
        held = parsed.text.get(one.name)
        if one.sort == "clauses" and isinstance(held, list) and offer.clauses:
            for clause in held:
                if clause not in offer.clauses and not any(t.name == one.name for t in parsed.troubles):
                    words = _("“%s” is not a clause of an instrument in effect in this channel.") % clause
                    yield Trouble(one.name, place(kind, one.name), words)


def _of_schema(kind: Kind, parsed: Parsed, error: str) -> Trouble:
    """The schema's own complaint, at the field that it names."""
    what, _at, where = error.partition(" - at `$")
    steps = [number or name for number, name in _STEP.findall(where.rstrip("`"))]
    name = answer_name(parsed, ".".join(step for step in steps if step != "[...]" and step != "..."))
    if "at least one language" in what:
        return Trouble(f"{name}.en" if name else "", place(kind, name) if name else "", str(_("At least one language is needed.")))
    return Trouble(name, place(kind, name) if name else "", _("The text does not fit its record type yet: %s.") % what)

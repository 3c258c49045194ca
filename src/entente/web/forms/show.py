"""From answers to the controls of a page: prepared values that a template only writes down.

Pure but for the language of the request. Controls are GOV.UK Design System components; bilingual pairs stand side by side, rows are
numbered as posted. Values that no list offers are offered too, so that showing a text never changes it. Serves I1 and every clause.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from msgspec import inspect

from entente.kernel.area import Kind, Words
from entente.kernel.calendar.seats import SEATS, UTC
from entente.web.forms.offer import Choice, Offer
from entente.web.forms.read import Trouble, row_numbers
from entente.web.forms.shape import Field, fields, inside, is_party, is_zone
from entente.web.forms.spread import NO, YES, entries
from entente.web.forms.titles import LANGUAGES, hint, title, value_title, values
from entente.web.listing import in_words

FEW = 3
"""A choice of so many or fewer is shown whole."""

FOLDED = 12
"""Boxes in longer lists are folded by their sections."""

WIDE = "app-two"
"""A list of records has room for their titles."""

RECORDS: Words = {"en": "Choose from the records", "ja": "記録から選ぶ"}
"""What a long list of records is folded under."""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice as shown: what is posted, its code and words, whether it is chosen."""

    id: str
    value: str
    code: str
    words: Words
    chosen: bool


@dataclass(frozen=True, slots=True)
class Options:
    """Choices under one heading; `chosen` counts those chosen, `folded` says that they are hidden until asked for."""

    titles: Words
    options: tuple[Option, ...]
    folded: bool

    @property
    def chosen(self) -> int:
        """How many of them are chosen."""
        return sum(option.chosen for option in self.options)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the answers, its number for people, its controls."""

    number: int
    place: int
    controls: tuple[Control, ...]


@dataclass(frozen=True, slots=True)
class Control:
    """What a template writes down. `look`: input, area, select, radios, boxes, pair, group, rows, money."""

    look: str
    name: str
    title: str
    hint: str = ""
    required: bool = False
    errors: tuple[str, ...] = ()
    value: str = ""
    lang: str = ""
    width: str = ""
    limit: int = 0
    sections: tuple[Options, ...] = ()
    inner: tuple[Control, ...] = ()
    rows: tuple[Row, ...] = ()
    suggested: tuple[str, ...] = ()  # what may be typed, among other things
    listed: tuple[str, ...] = ()  # posted under the field's own name beside the inner controls

    @property
    def id(self) -> str:
        """The id of the control, or of the group that holds its boxes or parts."""
        return "f-" + self.name.replace(".", "-").replace("~", "-json")


@dataclass(frozen=True, slots=True)
class Part:
    """The controls under one heading of the form."""

    id: str
    title: str
    controls: tuple[Control, ...]


@dataclass(frozen=True, slots=True)
class _Show:
    kind: Kind
    answers: Mapping[str, list[str]]
    errors: Mapping[str, tuple[str, ...]]
    offer: Offer

    def said(self, name: str) -> list[str]:
        return self.answers.get(name, [])


def form(kind: Kind, answers: Mapping[str, list[str]], found: Iterable[Trouble], offer: Offer) -> tuple[Part, ...]:
    """The whole form: the type's parts in their order, then what no part names."""
    errors: dict[str, tuple[str, ...]] = {}
    for trouble in found:
        errors[trouble.name] = (*errors.get(trouble.name, ()), trouble.words)
    show = _Show(kind, answers, errors, offer)
    by_name = {one.name: one for one in fields(kind.schemas[kind.latest])}
    parts = []
    for number, part in enumerate(kind.parts()):
        inner = [by_name.pop(name) for name in part.fields if name in by_name]
        parts.append(Part(f"part-{number}", in_words(part.titles), tuple(_control(show, one, one.name) for one in inner)))
    rest = tuple(_control(show, one, one.name) for one in by_name.values())
    return (*parts, Part("part-rest", str(_("More")) if parts else "", rest)) if rest else tuple(parts)


def suggested_zones(first: Iterable[str]) -> tuple[str, ...]:
    """The zones that a form suggests, those of the page's clocks first; any other of the database can be typed."""
    return tuple(dict.fromkeys((*first, UTC.zone, *(seat.zone for seat in SEATS.values()))))


def anchors(parts: Iterable[Part]) -> dict[str, int]:
    """The ids of everything on the form that an error can link to, each with its place from the top."""
    found: dict[str, int] = {}
    waiting = [control for part in parts for control in part.controls][::-1]
    while waiting:
        control = waiting.pop()
        found.setdefault(control.id, len(found))
        waiting += [*control.inner, *(inner for row in control.rows for inner in row.controls)][::-1]
    return found


def _control(show: _Show, one: Field, name: str) -> Control:
    if f"{name}~" in show.answers:
        return _plain(show, one, f"{name}~", "area", show.said(f"{name}~"))
    if one.sort == "rows":
        return _rows(show, one, name)
    if one.sort in ("pair", "group", "money"):
        inner = tuple(_control(show, each, f"{name}.{each.name}") for each in inside(one))
        inner = tuple(_amount(control) for control in inner) if one.sort == "money" else inner
        return _whole(show, one, name, "pair" if one.sort == "pair" else "group", inner=inner)
    if one.sort in ("parties", "parties-many"):
        return _parties(show, one, name)
    return _leaf(show, one, name)


def _leaf(show: _Show, one: Field, name: str) -> Control:
    said = show.said(name)
    offered = show.offer.options.get(one.path)
    if one.sort == "yes-no":
        choices = [Choice(YES, "", {"en": "Yes", "ja": "はい"}), Choice(NO, "", {"en": "No", "ja": "いいえ"})]
        return _chosen(show, one, name, "radios", choices)
    if one.sort == "tags" and offered is not None:
        return _boxes(show, one, name, [(RECORDS, offered)], folded=len(offered) > FOLDED)
    if offered is not None and any(choice.code for choice in offered):
        return replace(_chosen(show, one, name, "select", offered), width=WIDE)
    if one.sort == "choice" or offered is not None:
        listed = offered if offered is not None else [_named(show, one, value) for value in _literals(show.kind, one)]
        return _chosen(show, one, name, "radios" if one.required and len(listed) <= FEW and offered is None else "select", listed)
    if one.sort == "clause":
        return _chosen(show, one, name, "select", [choice for section in show.offer.sections for choice in section.choices])
    if one.sort == "clauses" and show.offer.sections:
        return _boxes(show, one, name, [(section.titles, section.choices) for section in show.offer.sections])
    if one.sort == "commitments" and show.offer.commitments:
        top = fields(show.kind.schemas[show.kind.latest])
        named = [clause for each in top if each.sort == "clauses" for clause in entries(show.said(each.name))]
        sections = [show.offer.commitments[clause] for clause in named if clause in show.offer.commitments]
        return _boxes(show, one, name, [(section.titles, section.choices) for section in sections], folded=False)
    if one.sort == "code" and is_party(one.type) and len(show.offer.parties) > 1:  # alone, one writes of governments without a node
        parties = [Choice(party, party, show.offer.names.get(party, {})) for party in show.offer.parties]
        return _chosen(show, one, name, "select", parties)
    known = _literals(show.kind, one) if one.sort == "choices" else values(show.kind, one.path) if one.sort == "tags" else []
    if known:
        return _boxes(show, one, name, [({}, [_named(show, one, value) for value in known])])
    if one.sort in ("lines", "tags", "clauses", "commitments", "choices"):
        return _plain(show, one, name, "area", ["\n".join(entries(said))])
    return _plain(show, one, name, "area" if one.sort in ("prose", "json") else "input", said)


def _plain(show: _Show, one: Field, name: str, look: str, said: Sequence[str]) -> Control:
    width = {"day": "app-day", "number": "govuk-input--width-5", "code": "govuk-input--width-20"}.get(one.sort, "")
    limit = getattr(one.type, "max_length", None) if one.sort in ("line", "prose") else None
    hints = {"day": _("For example 2018-10-02"), "lines": _("One per line"), "tags": _("One per line")}
    given = hint(show.kind, one.path) or (str(hints.get(one.sort, "")) if "." not in name else "")
    language = one.name if one.name in LANGUAGES else ""
    return Control(
        look, name, title(show.kind, one.path), given, one.required, show.errors.get(name, ()), said[0] if said else "", language,
        width, limit or 0, suggested=suggested_zones(show.offer.zones) if one.sort == "code" and is_zone(one.type) else (),
    )  # fmt: skip


def _amount(control: Control) -> Control:
    """The parts of money are asked for as people say them."""
    if control.name.endswith(".minor_units"):
        return Control("input", control.name, str(_("Amount")), "", True, control.errors, control.value, width="govuk-input--width-10")
    return Control("input", control.name, control.title, "GBP, JPY", True, control.errors, control.value, width="govuk-input--width-5")


def _whole(show: _Show, one: Field, name: str, look: str, **more: Any) -> Control:
    return Control(look, name, title(show.kind, one.path), hint(show.kind, one.path), one.required, show.errors.get(name, ()), **more)


def _chosen(show: _Show, one: Field, name: str, look: str, choices: Iterable[Choice]) -> Control:
    return _whole(show, one, name, look, sections=(_options(name, choices, show.said(name)[:1], False),))


def _boxes(show: _Show, one: Field, name: str, groups: Iterable[tuple[Words, Sequence[Choice]]], folded: bool = True) -> Control:
    said = entries(show.said(name))
    listed = list(groups)
    several = len(listed) > 1 or any(titles is RECORDS for titles, _choices in listed)
    many = folded and several and sum(len(choices) for _titles, choices in listed) > FOLDED
    on_offer = {choice.value for _titles, choices in listed for choice in choices}
    strangers = [Choice(value, value, {}) for value in said if value not in on_offer]
    sections = [_options(f"{name}-{n}", choices, said, many, strict=True) for n, (_titles, choices) in enumerate(listed)]
    sections = [Options(titles, made.options, made.folded) for (titles, _choices), made in zip(listed, sections, strict=True)]
    if strangers:
        sections.append(_options(f"{name}-x", strangers, said, False))
    return _whole(show, one, name, "boxes", sections=tuple(sections))


def _options(name: str, choices: Iterable[Choice], said: Sequence[str], folded: bool, strict: bool = False) -> Options:
    """Choices with those that were chosen; a value that is not on offer is added, unless that is done elsewhere (`strict`)."""
    listed = list(choices)
    known = {choice.value for choice in listed}
    listed += [Choice(value, value, {}) for value in said if value and value not in known and not strict]
    start = "f-" + name.replace(".", "-")
    made = [Option(f"{start}-{n}", c.value, c.code, c.words, c.value in said) for n, c in enumerate(listed)]
    return Options({}, tuple(made), folded)


def _rows(show: _Show, one: Field, name: str) -> Control:
    rows = []
    for place, number in enumerate(row_numbers(show.answers, name), 1):
        inner = tuple(_control(show, each, f"{name}.{number}.{each.name}") for each in inside(one))
        rows.append(Row(number, place, inner))
    return _whole(show, one, name, "rows", rows=tuple(rows))


def _parties(show: _Show, one: Field, name: str) -> Control:
    """One control for each party of the channel, and for any other that the text names."""
    parties = list(dict.fromkeys((*show.offer.parties, *show.said(name))))
    inner = []
    for party in parties:
        here, choices = f"{name}.{party}", show.offer.authorities.get(party, ())
        titled = " ".join(dict.fromkeys((party, in_words(show.offer.names.get(party, {"en": ""}))))).strip()
        look = "boxes" if one.sort == "parties-many" else "select"
        options = _options(here, choices, show.said(here), False)
        if choices or show.said(here):
            inner.append(Control(look, here, titled, "", one.required, show.errors.get(here, ()), sections=(options,)))
        else:
            inner.append(Control("input", here, titled, "", one.required, show.errors.get(here, ()), width="govuk-input--width-10"))
    return _whole(show, one, name, "group", inner=tuple(inner), listed=tuple(parties))


def _literals(kind: Kind, one: Field) -> list[str]:
    """A Literal's values, in the order of their words: the schema sorts them by the alphabet."""
    at = one.inner
    known = [str(value) for value in at.values] if isinstance(at, inspect.LiteralType) else []
    return [value for value in values(kind, one.path) if value in known] + [v for v in known if v not in values(kind, one.path)]


def _named(show: _Show, one: Field, value: str) -> Choice:
    words = {"en": value_title(show.kind, one.path, value)}
    return Choice(value, "", show.kind.words().get(f"{one.path}={value}", words))

"""A question to the store: which instrument, as of which two dates, for whose eyes; and the records and findings that answer it.

Touches the database (reads). What the asker may not see is left out by label before anything is counted; a version for the partner is
the same question with fewer labels. Today's rules are applied to what was known then. Serves I3 and every clause.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

import msgspec

from entente.areas.instruments import AnyInstrument, is_instrument, whole
from entente.implementation.named import by_name
from entente.implementation.papers.phrases import called
from entente.implementation.standing import Standing, clause_standings, position_clauses
from entente.kernel.area import Words
from entente.kernel.charter import Charter
from entente.kernel.errors import Refusal
from entente.kernel.labels.disclose import Context
from entente.kernel.labels.label import Label, parse_label
from entente.kernel.reading import parse_text
from entente.node.channels import channel_label
from entente.node.node import Node
from entente.node.officer import context
from entente.store import paged, records, shown
from entente.store.intervals import standing_of, tally
from entente.store.intervals.standing_of import Found

CLEARED = "finding-clearance"
SEEN = "seen"  # in the cache: every record that was read for the question, by id
MOST = 2000
"""Records of one type that a page or paper is made from, the newest first; what a government oversees fits in many times over."""


@dataclass(frozen=True, slots=True)
class Held:
    """A record as it was known: its newest text by then, the act of that text, its label."""

    row: records.Row
    text: Any
    act: str
    label: Label

    @property
    def labels(self) -> tuple[Label, ...]:
        """Its label, as matters carry it."""
        return (self.label,)

    @property
    def titles(self) -> Words:
        """Its titles by language."""
        found: Words = json.loads(self.row.titles)
        return found

    @property
    def called(self) -> Words:
        """How a sentence names it."""
        return called(self.row.code, self.titles)


@dataclass(frozen=True)
class Asking:
    """Who asks what. `allowed` holds the numbers of the labels that may be seen (None: all); `known` is None for what is known now.

    `shared`: the channel carries out other instruments as well, whose records are no matter of this one.
    `joint` names the findings that may stand on the joint paper, by code and record; None: the question is our own, and all are told.
    """

    node: Node
    charter: Charter
    row: records.Row
    instrument: AnyInstrument
    day: date
    known: date | None
    allowed: frozenset[int] | None
    joint: frozenset[tuple[str, str]] | None = None
    shared: bool = False
    cache: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def context(self) -> Context:
        """What the node decides by today."""
        return context(self.node)

    @cached_property
    def known_at(self) -> int | None:
        """The last moment of knowledge in microseconds, or None."""
        return None if self.known is None else tally.end_of_day(self.known)

    @cached_property
    def known_day(self) -> date:
        """The day up to which things are known."""
        return self.known or self.context.on

    @cached_property
    def label(self) -> Label:
        """The label of a paper's frame: the channel's."""
        return parse_label(channel_label(self.charter))

    @cached_property
    def names(self) -> Mapping[str, Words]:
        """The parties' names by code."""
        return {party.code: dict(party.name) for party in self.charter.terms.parties}

    @cached_property
    def authorities(self) -> Mapping[tuple[str, str], Words]:
        """The authorities by (party, code), as papers name them: in English by code, in Japanese by name; always with the party."""
        found = {}
        for party in self.charter.terms.parties:
            for one in party.authorities:
                english = f"{party.name.get('en', party.code)} {one.code}"
                name, whose = one.name.get("ja"), party.name.get("ja") or party.code
                found[party.code, one.code] = {"en": english, "ja": f"{name}（{whose}）" if name else f"{whose} {one.code}"}
        return found

    @property
    def partners(self) -> tuple[str, ...]:
        """The other parties of the channel."""
        return tuple(code for code in self.charter.codes if code != self.node.party)

    @cached_property
    def labels(self) -> Mapping[int, Label]:
        """The labels in use that may be seen, by number."""
        every = {number: parse_label(msgspec.json.decode(text)) for number, text in shown.labels(self.node.alias).items()}
        return every if self.allowed is None else {number: label for number, label in every.items() if number in self.allowed}

    @cached_property
    def titles(self) -> Mapping[str, Words]:
        """Short titles of clauses by whole id."""
        spoken = {whole(self.instrument, one.clause): {"en": one.en, "ja": one.ja} for one in self.instrument.titles}
        return {clause: {language: text for language, text in words.items() if text} for clause, words in spoken.items()}


def ask(node: Node, day: date, known: date | None = None, allowed: frozenset[int] | None = None, instrument: str | None = None) -> Asking:
    """The question about the instrument of that id, or the oldest in effect. Refuses `no-instrument` (N33) where none is to be seen."""
    found = []
    for row in shown.listed(node.alias, allowed, {"type": "instrument", "state": "in-effect"}, 100):
        last = row.revisions[-1] if row.revisions else None
        kind = node.registry.kinds.get(row.type)
        if last is not None and last.raw is not None and kind is not None and last.schema in kind.schemas:
            text = parse_text(kind, last.schema, last.raw)
            if is_instrument(text):
                found.append((row.start_on or 0, row.id, row, text))
    found.sort(key=lambda one: one[:2])
    wanted = [(row, text) for _, _, row, text in found if instrument in (None, "", text.id)]
    if not wanted:
        raise Refusal("no-instrument", "N33", "No instrument that you may see is in effect here, so there is nothing to report on.")
    row, text = wanted[0]
    past = known if known is not None and known < context(node).on else None
    several = any(one.channel == row.channel and one.id != row.id for _, _, one, _ in found)
    return Asking(node, node.charter(row.channel), row, text, day, past, allowed, shared=several)


def on_day(asking: Asking, day: date, known: date | None = None) -> Asking:
    """The same question as of another day, and as known by another where one is given."""
    return replace(asking, day=day, known=asking.known if known is None else known, cache={})


def held(asking: Asking, type_: str, clause: str | None = None) -> tuple[Held, ...]:
    """The channel's records of a type as they were known, by code and age; `clause` narrows to those that name it.

    Of a channel that carries out several instruments, those of this one.
    """
    key = f"{type_} {clause or ''}"
    if key not in asking.cache:
        rows = rows_of(asking, type_, clause)
        found = [one for row in rows if (one := as_known(asking, row)) is not None and (not asking.shared or concerns(asking, one))]
        asking.cache[key] = tuple(sorted(found, key=lambda one: (one.row.code, one.row.number)))
    result: tuple[Held, ...] = asking.cache[key]
    return result


def rows_of(asking: Asking, type_: str, clause: str | None = None) -> list[records.Row]:
    """The channel's records of a type that may be seen, the newest MOST of them, whatever was known of them when."""
    wanted = paged.Wanted({"channel": asking.charter.id, "type": type_}, clause)
    return paged.page(asking.node.alias, asking.allowed, wanted, None, MOST)[0]


def concerns(asking: Asking, one: Held) -> bool:
    """Whether a record is a matter of the instrument: it names a clause of it, or none at all and its series of meetings is one's."""
    clauses = getattr(one.text, "clauses", ())
    if clauses:
        return of_instrument(asking, clauses)
    series = getattr(one.text, "series", None)
    if one.row.type == "meeting-series" or not isinstance(series, str):
        return True
    row = records.get(asking.node.alias, [series]).get(series)
    parent = as_known(asking, row) if row is not None else None
    return parent is None or concerns(asking, parent)


def of_instrument(asking: Asking, clauses: Iterable[str]) -> bool:
    """Whether one of these clauses is the instrument's."""
    return any(whole(asking.instrument, one).partition("#")[0] == asking.instrument.id for one in clauses)


def as_known(asking: Asking, row: records.Row) -> Held | None:
    """A record by its newest text that had effect by the day of knowledge; None where there was none, or it was withdrawn by then."""
    text = text_known(asking, row)
    if text is None or text.raw is None:
        return None
    found = Held(row, parse_text(asking.node.registry.kinds[row.type], text.schema, text.raw), text.act, asking.labels[row.label])
    asking.cache.setdefault(SEEN, {})[row.id] = found
    return found


def text_known(asking: Asking, row: records.Row) -> records.Text | None:
    """A record's newest text that had effect by the day of knowledge, as it is stored."""
    limit = asking.known_day.toordinal()
    kind = asking.node.registry.kinds.get(row.type)
    if kind is None or row.label not in asking.labels or (row.withdrawn_on is not None and row.withdrawn_on <= limit):
        return None
    known = (text for text in reversed(row.revisions) if text.day <= limit and text.raw is not None and text.schema in kind.schemas)
    return next(known, None)


def of_numbers(asking: Asking, numbers: Iterable[int]) -> tuple[Held, ...]:
    """Records by number, those of the channel that may be seen and were known; by code and age."""
    rows = [row for row in records.by_number(asking.node.alias, numbers) if row.channel == asking.charter.id]
    return tuple(
        sorted((one for row in rows if (one := as_known(asking, row)) is not None), key=lambda one: (one.row.code, one.row.number))
    )


def counted(asking: Asking, types: tuple[str, ...]) -> standing_of.Counted | None:
    """Which records of these types a question is about that the store can count; None where it asks for what is not kept as of then,
    or for one of several instruments, whose records the store does not count apart.
    """
    now = asking.known is None and asking.day <= asking.known_day and not asking.shared
    return standing_of.Counted(asking.charter.id, types, asking.known_day, asking.allowed) if now else None


def on_days(asking: Asking, days: Iterable[date], types: Iterable[str]) -> Iterator[Asking]:
    """The same question as of other days, with the records of these types, which are the same on every day, read once."""
    same = {f"{type_} ": held(asking, type_) for type_ in types}
    for day in days:
        at = on_day(asking, day)
        at.cache.update(same)
        yield at


def found(asking: Asking, items: Iterable[Held], sorts: Sequence[str] = ()) -> dict[str, list[Found]]:
    """What rules found of these records, by record id, on the day; of some sorts alone, where they are given."""
    numbers = {one.row.number: one.row.id for one in items}
    result = standing_of.found(asking.node.alias, numbers, asking.known_at, asking.day, sorts)
    told = {name: [span for span in result.get(number, ()) if _told(asking, span, name)] for number, name in numbers.items()}
    return {name: [_by_name(span, asking.names) for span in spans] for name, spans in told.items()}


def _by_name(span: Found, names: Mapping[str, Words]) -> Found:
    reason = by_name(span.reason, names)
    return span if reason is span.reason else replace(span, reason=reason)


def _told(asking: Asking, span: Found, record: str) -> bool:
    return asking.joint is None or span.sort != "finding" or (span.code, record) in asking.joint


def cleared(asking: Asking) -> frozenset[tuple[str, str]]:
    """The findings that were cleared for the joint paper, by code and record: what was last said of each that the asker may see."""
    where = {"channel": asking.node.national().id, "type": CLEARED}
    said: dict[tuple[str, str], bool] = {}
    for row in shown.listed(asking.node.alias, asking.allowed, where, MOST):
        one = as_known(asking, row)
        if one is not None:
            said.setdefault((one.text.finding, one.text.record), one.text.cleared)
    return frozenset(name for name, yes in said.items() if yes)


def counts(asking: Asking, day: date | None = None) -> Mapping[tuple[str, str], int]:
    """{(clause, state): measures and series} on a day, of what may be seen alone."""
    alias, on = asking.node.alias, day or asking.day
    channel = asking.charter.id
    if asking.allowed is None:
        return tally.counts(alias, on, asking.known, channel)
    hidden = set(shown.labels(alias)) - asking.allowed
    if not standing_of.counts_for_standing(alias, hidden):
        return tally.counts(alias, on, asking.known, channel)
    return shown.standing_counts(alias, asking.allowed, on, asking.known_at, channel)


def standings(asking: Asking, day: date | None = None) -> tuple[Standing, ...]:
    """The standing of each clause, and of what else makes a commitment, in the order of the text."""
    text = asking.instrument
    positions = position_clauses((whole(text, one.clause), one.kind) for one in text.commitments)
    return clause_standings(counts(asking, day), clauses_of(text), positions)


def clauses_of(text: AnyInstrument) -> tuple[str, ...]:
    """What is reported on: every numbered clause, and what else makes a commitment, in the order of the text."""
    numbered = [whole(text, one.id) for one in text.clauses]
    promising = {whole(text, one.clause) for one in text.commitments}
    unnumbered = [*text.preamble, *(p for section in text.sections for p in section.chapeau)]
    return tuple(dict.fromkeys((*(name for p in unnumbered if (name := whole(text, p.id)) in promising), *numbered)))

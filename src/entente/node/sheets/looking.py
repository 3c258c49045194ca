"""Whoever asks for a sheet, and what he may read: records, acts and their bodies, each by its own label through one decision.

Touches the database (reads). The decision is the caller's: on pages the gate's, of whoever is signed in; on the command line everything,
since whoever holds the node's files holds all. Serves S2, A1, I1.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import msgspec

from entente.implementation.papers.paper import Paper, Source, references
from entente.implementation.papers.phrases import both, party
from entente.implementation.sheets.called import Called, called_in
from entente.implementation.sheets.parts import Base, Frame, Named, Names
from entente.kernel.act import Cite
from entente.kernel.area import Words
from entente.kernel.charter import Charter
from entente.kernel.errors import Refusal
from entente.kernel.fold import Record, current
from entente.kernel.labels.label import Label, parse_label
from entente.kernel.reading import parse_text
from entente.node import look
from entente.node.node import Node
from entente.node.oversight.reports import EXERCISE
from entente.node.oversight.sources import ENTRY, FILED, SAID, signed
from entente.node.past import told_then
from entente.store import records
from entente.store.intervals import tally

THEN = both(
    "Today's rules are applied to what was known by the end of the day named.",
    "当時把握されていた事実に現在の規則を適用している。",
)
_DIGITS = re.compile("[0-9a-f]{8,64}")
"""A number that is but the first digits of an id: nobody says it."""
May = Callable[[Label], bool]


@dataclass(frozen=True, slots=True)
class Told:
    """A record's words: the text (None where they may not be read or are not here), as JSON, its act, whether it is agreed or stands."""

    row: records.Row
    text: Any
    plain: Mapping[str, Any] | None
    act: str
    agreed: bool


@dataclass(frozen=True)
class Looking:
    """A question about one record, as of a day, with what was known by the end of another (None: now). `may` decides of each label.

    As of an earlier day are told what was signed by its end, what rules find on it, and our own fields as they were; titles are today's.
    """

    node: Node
    row: records.Row
    may: May
    on: date
    known: date | None = None

    @cached_property
    def past(self) -> bool:
        """Whether it is asked how things stood or were known on an earlier day."""
        return self.known is not None or self.on < self.node.clock().date()

    @property
    def known_at(self) -> int | None:
        """The last moment of knowledge in microseconds, or None."""
        return tally.end_of_day(self.known) if self.known is not None else None

    @cached_property
    def called(self) -> Called:
        """How governments and their authorities are called, and by whose clocks times are told."""
        return called_in(self.charter, self.node.seats(self.charter))

    @cached_property
    def charter(self) -> Charter:
        """The record's channel."""
        return self.node.charter(self.row.channel)

    @cached_property
    def names(self) -> Mapping[str, Words]:
        """The parties' names by code."""
        return {one.code: dict(one.name) for one in self.charter.terms.parties}

    @property
    def partners(self) -> tuple[str, ...]:
        """The other parties of the channel; none of the channel that we have with ourselves."""
        return tuple(code for code in self.charter.codes if code != self.node.party)

    def label(self, row: records.Row) -> Label:
        """A record's label."""
        return parse_label(dict(records.label_text(self.node.alias, row.label)))

    def readable(self, row: records.Row) -> bool:
        """Whether a record may be read."""
        return self.may(self.label(row))

    @cached_property
    def folded(self) -> tuple[Record | None, Mapping[str, look.Found]]:
        """The record's state, and the acts about it whose own label may be read. Refuses (N35) a day by which nothing was said of it."""
        if self.past:
            state, acts = told_then(self.node, self.row.id, self.row.number, self.on, self.known_at)
        else:
            state, acts = look.told(self.node, self.row.id, self.row.number)
        if state is None and self.past:
            raise Refusal(
                "nothing-then", "N35", f"Nothing had been said of this record by {self.on.isoformat()} that this node knew of then."
            )
        return state, self.readable_acts(acts)

    def readable_acts(self, acts: Mapping[str, look.Found]) -> dict[str, look.Found]:
        """Those of the acts whose own label may be read."""
        return {name: one for name, one in acts.items() if one.act.header is not None and self.may(parse_label(one.act.header.label))}

    @property
    def stands(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        """The record's state on the day, and whose move it was: (party, verb)."""
        state = self.folded[0] if self.past else None
        if state is None:
            return self.row.state, tuple(dict.fromkeys((who, verb) for who, verb, _act in self.row.move_list()))
        return state.state, tuple(dict.fromkeys((move.party, move.verb) for move in state.moves))

    def base(self, row: records.Row, *acts: str) -> Base:
        """What words of a record rest on: these acts, and the labels of the record and of the acts."""
        held = self.readable_acts(look.acts(self.node, [act for act in acts if act]))
        labels = [parse_label(one.act.header.label) for one in held.values() if one.act.header is not None]
        return Base(tuple(held), tuple(dict.fromkeys((self.label(row), *labels))))

    def told(self, row: records.Row) -> Told:
        """A readable record's words: those that count, else those last proposed."""
        state, acts = look.told(self.node, row.id, row.number)
        held = self.readable_acts(acts)
        cite, index, _pending = current(state) if state is not None else (None, 0, False)
        agreed = cite is not None
        if cite is None and state is not None and state.proposals:
            cite, index = state.proposals[-1].cite, state.proposals[-1].index
        plain = self.words_of(held, cite, index)
        return Told(row, self.typed(row, plain), plain, cite.act if cite is not None and plain is not None else "", agreed)

    def words_of(self, held: Mapping[str, look.Found], cite: Cite | None, index: int) -> Mapping[str, Any] | None:
        """One text of an act among those that may be read; None where it is awaited, sealed, spilled or purged."""
        found = held.get(cite.act) if cite is not None else None
        body = look.bodies(self.node, [found]).get(found.act.id) if found is not None else None
        texts: list[Mapping[str, Any]] = list(body.get("texts", [])) if body else []
        return texts[index] if index < len(texts) else None

    def typed(self, row: records.Row, plain: Mapping[str, Any] | None) -> Any:
        """A text as its type's Struct; None where this release cannot read it."""
        kind = self.node.registry.kinds.get(row.type)
        if kind is None or plain is None:
            return None
        for schema in (row.schema, *sorted(kind.schemas, reverse=True)):
            if schema in kind.schemas:
                try:
                    return parse_text(kind, schema, msgspec.json.encode(plain))
                except (msgspec.ValidationError, Refusal):
                    continue
        return None

    def named(self, ids: Iterable[str]) -> Names:
        """Records by id as cells name them, those that may be read."""
        found = records.get(self.node.alias, list(dict.fromkeys(ids)))
        return {name: Named(self.title(row), (self.label(row),)) for name, row in found.items() if self.readable(row)}

    def title(self, row: records.Row) -> Words:
        """A record's number and title by language."""
        titles: Words = json.loads(row.titles)
        said = {key: titles.get(key) or titles.get("en") or titles.get("ja", "") for key in ("en", "ja")}
        coded = row.code and not _DIGITS.fullmatch(row.code) and not FILED.fullmatch(row.code)
        return {key: f"{row.code} {text}".strip() if coded and row.code not in text else text for key, text in said.items()}

    def frame(self, notices: Iterable[Words] = ()) -> Frame:
        """The frame of a sheet for ourselves: the record's own label."""
        home = party(self.node.party, self.names)
        own = (EXERCISE,) if self.charter.terms.exercise else ()
        then = (THEN,) if self.known is not None else ()
        known_on = self.known or max(self.on, self.node.clock().date())
        return Frame(self.label(self.row), home, self.on, (*own, *then, *notices), self.called, known_on)

    def sourced(self, paper: Paper, may: May) -> tuple[Source, ...]:
        """The acts that a sheet cites, as its annex names them for whom `may` decides: what they are about, by whom, on which day."""
        wanted = references(paper)
        held = {act: one for act, one in look.acts(self.node, wanted).items() if one.act.header is not None}
        about = records.records_of(self.node.alias, [one.position for one in held.values()])
        rows = records.get(self.node.alias, {name for names in about.values() for name in names})
        told = {name: row for name, row in rows.items() if may(self.label(row))}
        found = []
        for act in wanted:
            one = held.get(act)
            source = self._source(one, [told[name] for name in about.get(one.position, ()) if name in told]) if one is not None else None
            if source is not None and all(map(may, source.labels)):
                found.append(source)
        return tuple(found)

    def _source(self, found: look.Found, rows: list[records.Row]) -> Source:
        """An act about several records is named after this one where it is among them."""
        header = found.act.header
        assert header is not None
        who, pattern = party(found.act.party, self.names), SAID.get(header.kind, ENTRY)
        words: Words = {key: pattern[key].format(party=who.get(key) or who.get("en", "")) for key in ("en", "ja")}
        row = next((one for one in rows if one.id == self.row.id), rows[0] if rows else None)
        if row is not None:
            kind, title = self.node.registry.kinds[row.type].titles, self.title(row)
            named = {key: title[key] if title[key].startswith(kind[key]) else f"{kind[key]} {title[key]}" for key in ("en", "ja")}
            words = both(f"{named['en']}: {words['en']}", f"{named['ja']}：{words['ja']}")
        return signed(found.act.id, words, header)

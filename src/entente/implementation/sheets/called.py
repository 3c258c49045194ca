"""Governments and their authorities as sheets call them, by name in both languages, and times as they tell them, by whose clocks.

Pure. Only fields that hold codes are read so; words that somebody wrote stay as they were written. Serves I1 and every clause.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from entente.areas.consultations.records import Participant
from entente.implementation.fields import Item, Line, Table, Value
from entente.implementation.papers.phrases import both, same
from entente.kernel.area import Words
from entente.kernel.calendar.seats import UTC, Seat, told
from entente.kernel.charter import Charter


@dataclass(frozen=True, slots=True)
class Called:
    """The names of parties by code, and of their authorities by (party, code); what has no name there is called by its code.

    `seats` are those by whose clocks times are told.
    """

    parties: Mapping[str, Words] = field(default_factory=dict)
    authorities: Mapping[tuple[str, str], Words] = field(default_factory=dict)
    seats: tuple[Seat, ...] = (UTC,)

    def party(self, code: str) -> Words:
        """A party."""
        return _in_both(self.parties.get(code, {}), code)

    def own(self, party: str, code: str) -> Words:
        """An authority where its party stands beside: “Ministry of Defence (MOD)”, 「国防省」."""
        name = self.authorities.get((party, code), {})
        english, japanese = name.get("en"), name.get("ja")
        return both(f"{english} ({code})" if english and english != code else code, japanese or code)

    def authority(self, party: str, code: str) -> Words:
        """An authority with its party: “United Kingdom MOD”, 「国防省（英国）」."""
        whose, japanese = self.party(party), self.authorities.get((party, code), {}).get("ja")
        return both(f"{whose['en']} {code}", f"{japanese}（{whose['ja']}）" if japanese else f"{whose['ja']} {code}")

    def participant(self, one: Participant) -> Words:
        """A post that takes part, with its authority and party."""
        return {key: f"{text}{' ' if one.post else ''}{one.post or ''}" for key, text in self.authority(one.party, one.authority).items()}

    def participants(self, listed: Sequence[Participant]) -> Words:
        """Posts that take part."""
        each = [self.participant(one) for one in listed]
        return both("; ".join(one["en"] for one in each), "、".join(one["ja"] for one in each)) if each else {}

    def lines(self, found: Iterable[Line]) -> list[Line]:
        """Fields with the codes in them called by name, and instants by the clocks, in titles, values, tables and lists."""
        return [self._line(one) for one in found]

    def _line(self, one: Line) -> Line:
        value = one.value or one.before
        titles = one.titles
        if value is not None and value.party in self.parties:
            whose = self.party(value.party)
            titles = {key: f"{text.removesuffix(value.party)}{whose[key]}" for key, text in titles.items()}
        return replace(one, titles=titles, value=self._value(one.value), before=self._value(one.before))

    def _value(self, value: Value | None) -> Value | None:
        if value is None:
            return None
        if value.table is not None:
            return replace(value, table=Table(value.table.titles, tuple(map(self._row, value.table.rows))))
        if value.items:
            return replace(value, items=tuple(Item(one.no, tuple(self.lines(one.lines))) for one in value.items))
        if value.moment is not None:
            return replace(value, words=both(*told(value.moment, self.seats)))
        if value.party:
            return replace(value, words=_joined([self.own(value.party, code) for code in value.plain.split(", ")]))
        if value.parties:
            first, _space, rest = value.plain.partition(" ")
            if value.plain != ", ".join(value.parties):  # an owner: its party, its authority, its post
                authority, _space, post = rest.partition(" ")
                return replace(value, words={key: f"{said} {post}".strip() for key, said in self.authority(first, authority).items()})
            return replace(value, words=_joined([self.party(code) for code in value.parties]))
        return value

    def _row(self, row: Sequence[Value | None]) -> tuple[Value | None, ...]:
        """A row of a table: what follows a party in it is that party's authority, where the party has one of that code."""
        party, out = "", []
        for cell in row:
            if cell is not None and party and (party, cell.plain) in self.authorities:
                cell = replace(cell, words=self.own(party, cell.plain))
            elif cell is not None:
                party, cell = cell.plain if cell.parties else party, self._value(cell)
            out.append(cell)
        return tuple(out)


def called_in(charter: Charter, seats: tuple[Seat, ...]) -> Called:
    """The names that a channel's charter gives, and the clocks by which times in it are told."""
    listed = charter.terms.parties
    authorities = {(party.code, one.code): dict(one.name) for party in listed for one in party.authorities}
    return Called({party.code: dict(party.name) for party in listed}, authorities, seats)


def _in_both(name: Words, code: str) -> Words:
    return both(name.get("en") or code, name.get("ja") or name.get("en") or code) if name else same(code)


def _joined(each: Sequence[Words]) -> Words:
    return both(", ".join(one["en"] for one in each), "、".join(one["ja"] for one in each))

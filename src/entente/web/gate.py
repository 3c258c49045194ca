"""The choke point: whatever a page shows of records, acts and bodies comes through here, for the person who looks.

Touches the database (reads). Every view declares with `shows` what it shows; the guard (web/guard.py) lets nobody else in and gives it a
`Sight`, the only way to the store's contents (tests/web/test_gate.py: no other module of `web` but sight/*.py imports the store's queries).
Decisions are kernel.labels.disclose's, asked once per distinct label. Serves S2, A1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Any, TypeVar

import msgspec
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from entente.implementation.named import by_name
from entente.kernel.area import Kind
from entente.kernel.errors import Refusal
from entente.kernel.fold import Record
from entente.kernel.labels.disclose import Context, Reader, may_read
from entente.kernel.labels.label import Label, parse_label
from entente.kernel.reading import parse_text
from entente.node import look
from entente.node.node import Node
from entente.node.partners.status import ChannelStatus, status
from entente.store import by_code as ordered
from entente.store import paged, records, shown
from entente.store.intervals import now, spans, standing_of, tally
from entente.web import clocks, words

Row = records.Row
Wanted = paged.Wanted
Due = now.Due
Ordered = ordered.Ordered
COUNTED = now.COUNTED
View = TypeVar("View", bound=Callable[..., HttpResponse])


SAFE = ("GET", "HEAD", "OPTIONS")


class Shows(StrEnum):
    """What a page shows; each says who may open it."""

    NOTHING = "nothing"  # no word of the node's contents: sign-in, language, errors. Anybody
    ACCOUNT = "account"  # the person's own account. Whoever is signed in
    TRAFFIC = "traffic"  # how the exchange stands: partners, counts, sentences; no record, no body. Whoever holds a post
    RECORDS = "records"  # records, acts, bodies. Whoever holds a post other than administrator, each label by its own decision
    ADMINISTRATION = "administration"  # posts, users, settings; no record. Administrators
    CALENDAR = "calendar"  # times and references of records, for whoever brings a calendar token in the address; no session


def shows(what: Shows) -> Callable[[View], View]:
    """Declares what a view shows; without it the view never runs."""

    def declare(view: View) -> View:
        view.shows = what  # type: ignore[attr-defined]
        return view

    return declare


@dataclass(frozen=True)
class Sight:
    """What one person sees of one node in one request. Functions of this module take it; pages hold nothing else of the node."""

    node: Node
    reader: Reader
    context: Context
    kept: dict[str, look.Found] | None = field(default=None, compare=False, repr=False)  # acts read before, in a request that only reads
    said: dict[str, Mapping[str, Any] | None] | None = field(default=None, compare=False, repr=False)  # bodies, likewise

    @property
    def today(self) -> date:
        """The node's day."""
        return self.context.on

    @cached_property
    def labels(self) -> frozenset[int]:
        """The numbers of the interned labels that this person may read: one decision for each."""
        return frozenset(number for number, text in self._in_use.items() if self.may_read(_label(text)))

    @cached_property
    def all_labels(self) -> bool:
        """Whether he may read every label in use."""
        return len(self.labels) == len(self._in_use)

    @cached_property
    def _in_use(self) -> dict[int, str]:
        """The labels in use."""
        return shown.labels(self.node.alias)

    def may_read(self, label: Label) -> bool:
        """The kernel's decision."""
        return may_read(self.reader, label, self.context).allowed


def readable(sight: Sight, rows: Iterable[Row]) -> list[Row]:
    """Those of the rows whose label this person may read."""
    return [row for row in rows if row.label in sight.labels]


def listed(sight: Sight, where: Mapping[str, Any] | None = None, limit: int = 200, clause: str | None = None) -> list[Row]:
    """Records, newest first; `where` narrows by channel, type, state, party or code, `clause` by a clause they name."""
    return [] if not sight.labels else shown.listed(sight.node.alias, _allowed(sight), where or {}, limit, clause)


def instruments(sight: Sight) -> list[Row]:
    """The instruments in effect, newest first."""
    return shown.few(sight.node.alias, _allowed(sight), "instrument", "in-effect", 100) if sight.labels else []


def changed_since(sight: Sight, moment_us: int, limit: int = 50) -> list[Row]:
    """Records that changed after a moment, newest first."""
    return shown.changed_since(sight.node.alias, _allowed(sight), moment_us, limit) if sight.labels else []


def moving(sight: Sight, limit: int = 500) -> list[Row]:
    """Records on which somebody's move is due, longest waiting first."""
    return shown.moving(sight.node.alias, _allowed(sight), limit) if sight.labels else []


def waiting(sight: Sight, parties: frozenset[str], limit: int) -> tuple[list[Row], int]:
    """Records on which a move of one of these parties is due, the longest waiting first; and how many there are."""
    return paged.waiting(sight.node.alias, _allowed(sight), parties, limit) if sight.labels else ([], 0)


def due(sight: Sight, wanted: Due, limit: int) -> tuple[list[dict[str, Any]], int]:
    """What rules find today of records that may be read, the soonest to end first; and how many, COUNTED at most."""
    return now.due(sight.node.alias, _allowed(sight), sight.today, wanted, limit) if sight.labels else ([], 0)


def newer(sight: Sight, moment_us: int, limit: int, counted: int) -> tuple[list[Row], int]:
    """Records that changed after a moment, newest first, without steps inside the house; and how many, `counted` at most."""
    wanted = Wanted({}, without=words.steps(), closed=put_away(sight))
    return paged.newer(sight.node.alias, _allowed(sight), moment_us, (limit, counted), wanted) if sight.labels else ([], 0)


def put_away(sight: Sight) -> tuple[str, str]:
    """Records at home that lists leave out: words recorded of a partner that were put to him stand in the shared channel instead."""
    return sight.node.national().id, "recorded"


def page(sight: Sight, wanted: Wanted, after: tuple[int, str] | None = None, limit: int = 100) -> list[Row]:
    """A page of records, newest first, behind (changed_at, id) of the last one of the page before."""
    return counted_page(sight, wanted, after, limit)[0]


def counted_page(sight: Sight, wanted: Wanted, after: tuple[int, str] | None, limit: int) -> tuple[list[Row], int]:
    """A page of records, and how many there are over all pages, counting only what may be read."""
    return paged.page(sight.node.alias, _allowed(sight), wanted, after, limit) if sight.labels else ([], 0)


def count(sight: Sight, wanted: Wanted) -> int:
    """How many records there are of those wanted, counting only what may be read."""
    return paged.parts(sight.node.alias, _allowed(sight), wanted).number if sight.labels else 0


def by_code(sight: Sight, wanted: Ordered) -> list[int]:
    """The numbers of records that may be read, in the order of their codes."""
    return ordered.numbers(sight.node.alias, _allowed(sight), wanted, sight.today) if sight.labels else []


def in_time(sight: Sight, wanted: Ordered) -> list[tuple[int, int, int]]:
    """(first day, last day, number) of records that may be read, in the order of their days."""
    return ordered.in_time(sight.node.alias, _allowed(sight), wanted) if sight.labels else []


def by_numbers(sight: Sight, numbers: Sequence[int]) -> list[Row]:
    """Records by number, in that order, those that may be read."""
    found = {row.number: row for row in readable(sight, records.by_number(sight.node.alias, numbers))}
    return [found[number] for number in numbers if number in found]


def filter_values(sight: Sight, type_: str, name: str) -> list[str]:
    """Every value of a filter among records of a type that may be read."""
    return ordered.values(sight.node.alias, _allowed(sight), type_, name) if sight.labels else []


def spans_of(sight: Sight, rows: Iterable[Row]) -> dict[str, list[standing_of.Found]]:
    """What rules find today of these records, by record id, of those that may be read."""
    ids = {row.number: row.id for row in readable(sight, rows)}
    found = standing_of.found(sight.node.alias, ids, None, sight.today)
    names = party_names(sight)
    return {ids[number]: [replace(span, reason=by_name(span.reason, names)) for span in spans_] for number, spans_ in found.items()}


def party_names(sight: Sight) -> Mapping[str, Mapping[str, str]]:
    """The names of the participants of every channel, by code and language: rules know them by code alone."""
    charters = sight.node.charters.values() or sight.node.channels()
    return {one.code: one.name for charter in charters for one in charter.terms.parties}


def in_groups_of(sight: Sight, groups: Sequence[str], code: str) -> list[tuple[str, str, str]]:
    """(group, party, state) of what a rule finds today of the other records of these groups, of those that may be read."""
    return ordered.in_groups_of(sight.node.alias, _allowed(sight), groups, code, sight.today) if sight.labels else []


def clauses(sight: Sight, rows: Iterable[Row]) -> dict[str, list[str]]:
    """The clauses that records name, by record id, of those that may be read."""
    return records.clauses_of(sight.node.alias, readable(sight, rows))


def parties(sight: Sight) -> list[str]:
    """Everybody who takes part in a channel of this node."""
    return sorted({code for charter in sight.node.channels() for code in charter.codes})


def proposed(sight: Sight, row: Row) -> Mapping[str, Any] | None:
    """The text last proposed for a readable record, as JSON values; None where its act or body may not be read or is not here."""
    folded = state(sight, row)
    if folded is None or not folded.proposals:
        return None
    last = folded.proposals[-1]
    try:
        said = body(sight, act(sight, last.cite.act))
    except Http404:
        return None
    texts: list[Mapping[str, Any]] = list(said.get("texts", [])) if said else []
    return texts[last.index] if last.index < len(texts) else None


def by_id(sight: Sight, ids: Sequence[str]) -> dict[str, Row]:
    """Records by id, those that may be read."""
    return {row.id: row for row in readable(sight, records.get(sight.node.alias, ids).values())}


def group(sight: Sight, row: Row) -> list[Row]:
    """The records of the group that is called after a readable record, itself among them; those that may be read."""
    found = records.in_groups(sight.node.alias, row.channel, [row.id]) if row.label in sight.labels else {}
    return readable(sight, found.get(row.id, []))


def record(sight: Sight, text: str) -> Row:
    """The record of that id or code, by whose channel's clocks the page then tells its times.

    "Not found" alike where there is none and where it may not be read.
    """
    found = readable(sight, records.meant(sight.node.alias, text))
    if len(found) != 1:
        raise Http404(_("There is no such record here, or it is not for you to see."))
    clocks.of(sight.node.charter(found[0].channel))
    return found[0]


def state(sight: Sight, row: Row) -> Record | None:
    """A readable record's folded state: acts, proposals, who has accepted and confirmed."""
    return look.record_state(sight.node, row.id, row.number) if row.label in sight.labels else None


def told(sight: Sight, row: Row) -> Record | None:
    """The same, with all that was said of it read together: acts and bodies asked for later in this request are at hand."""
    if row.label not in sight.labels:
        return None
    found, acts_ = look.told(sight.node, row.id, row.number)
    if sight.kept is not None:
        sight.kept.update(acts_)
    return found


def text(sight: Sight, row: Row) -> msgspec.Struct | None:
    """The text now in effect of a readable record; None where there is none, or this node cannot read it."""
    kind: Kind | None = sight.node.registry.kinds.get(row.type)
    if row.label not in sight.labels or kind is None or not row.revisions:
        return None
    last = row.revisions[-1]
    if last.raw is None or last.schema not in kind.schemas:
        return None
    if row.type == "instrument":
        return _instrument(kind.schemas[last.schema], last.raw)
    result: msgspec.Struct = parse_text(kind, last.schema, last.raw)
    return result


@lru_cache(maxsize=16)
def _instrument(struct: type[msgspec.Struct], raw: bytes) -> msgspec.Struct:
    """An instrument's text, which nearly every page reads and which is the longest there is, is read once."""
    return msgspec.json.decode(raw, type=struct)


def texts(sight: Sight, row: Row) -> list[msgspec.Struct]:
    """The texts that a readable record had in effect, oldest first; without those whose own act may not be read or that cannot be read."""
    kind: Kind | None = sight.node.registry.kinds.get(row.type)
    found: list[msgspec.Struct] = []
    for revision in row.revisions if row.label in sight.labels and kind is not None else ():
        try:
            act(sight, revision.act)
        except Http404:
            continue
        if kind is not None and revision.raw is not None and revision.schema in kind.schemas:
            found.append(parse_text(kind, revision.schema, revision.raw))
    return found


def act(sight: Sight, name: str) -> look.Found:
    """The act that an id or citation names, where its own label may be read; else "not found"."""
    try:
        found = (sight.kept or {}).get(name) or look.find_act(sight.node, name)
    except Refusal as refusal:
        raise Http404(_("There is no such entry here, or it is not for you to see.")) from refusal
    if not _readable_act(sight, found):
        raise Http404(_("There is no such entry here, or it is not for you to see."))
    return found


def acts(sight: Sight, names: Iterable[str]) -> dict[str, look.Found]:
    """The acts of these ids, read together, those whose own label may be read."""
    held = sight.kept if sight.kept is not None else {}
    wanted = list(names)
    missing = [name for name in wanted if name not in held]
    found = {name: held[name] for name in wanted if name in held} | (look.acts(sight.node, missing) if missing else {})
    held.update(found)
    return {name: one for name, one in found.items() if _readable_act(sight, one)}


def _readable_act(sight: Sight, found: look.Found) -> bool:
    header = found.act.header
    return header is not None and sight.may_read(parse_label(header.label))


def body(sight: Sight, found: look.Found) -> Mapping[str, Any] | None:
    """What a readable act's body says; None where it is awaited, sealed, spilled or purged, or its label may not be read."""
    return bodies(sight, [found]).get(found.act.id)


def bodies(sight: Sight, found: Iterable[look.Found]) -> dict[str, Mapping[str, Any]]:
    """The same of several acts, by act id, of those whose body may be used and read."""
    wanted = {one.act.id: one for one in found if _readable_act(sight, one)}
    held = sight.said if sight.said is not None else {}
    missing = [one for name, one in wanted.items() if name not in held]
    if missing:
        read = look.bodies(sight.node, missing)
        held.update({one.act.id: read.get(one.act.id) for one in missing})
    return {name: said for name in wanted if (said := held[name]) is not None}


def receipts(sight: Sight, found: Iterable[look.Found]) -> dict[str, dict[str, int]]:
    """Since when, at the latest, each other party held these acts (microseconds), by act id, of those that may be read."""
    held = look.receipts(sight.node, [one for one in found if _readable_act(sight, one)])
    return {act_: {party: at * 1_000_000 for party, at in parties_.items()} for act_, parties_ in held.items()}


def requested(sight: Sight, request: str) -> bool:
    """Whether something was said here under that request already."""
    return shown.requested(sight.node.alias, request)


def found_on(sight: Sight, row: Row) -> list[dict[str, Any]]:
    """What rules find today of a readable record."""
    found = spans.on(sight.node.alias, sight.today, where={"record": row.id}) if row.label in sight.labels else []
    names = party_names(sight) if found else {}
    return [{**one, "reason": by_name(one["reason"], names)} for one in found]


def intervals(sight: Sight, day: date, sort: str, known_at: int | None = None, limit: int = 500) -> list[dict[str, Any]]:
    """What rules found of one sort, in force on a day, of records that may be read; `known_at` in microseconds (None: as known now)."""
    return shown.intervals(sight.node.alias, _allowed(sight), day, sort, known_at, limit) if sight.labels else []


def standing_counts(sight: Sight, day: date, known: date | None = None, channel: str | None = None) -> dict[tuple[str, str], int]:
    """{(clause, state): measures} of one channel on a day as known by the end of another, counting only what may be read."""
    if sight.all_labels:
        return tally.counts(sight.node.alias, day, known, channel)
    known_at = tally.end_of_day(known) if known else None
    return shown.standing_counts(sight.node.alias, sight.labels, day, known_at, channel) if sight.labels else {}


def end_of_day(day: date) -> int:
    """The last microsecond of a UTC day: what was known by its end."""
    return tally.end_of_day(day)


def channels(sight: Sight) -> list[ChannelStatus]:
    """How the exchange stands in every channel; no record and no body is in it."""
    return status(sight.node)


def _allowed(sight: Sight) -> frozenset[int] | None:
    """The labels a query is narrowed to; None where every label in use may be read, which spares the database the question."""
    return None if sight.all_labels else sight.labels


@lru_cache(maxsize=1024)
def _label(text_: str) -> Label:
    return parse_label(msgspec.json.decode(text_))

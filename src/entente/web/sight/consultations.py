"""The gate's functions for consultations: series, meetings and their papers that a person may read, and what rules say of them.

Touches the database (reads), each record by its own label. Rules are run here over the records this person may read, so that no sentence
speaks of one that he may not. Serves I2, I3, I4 and I5.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import msgspec
from django.http import Http404
from django.utils.translation import gettext as _

from entente.areas.consultations import AREA
from entente.areas.consultations.joint_statements.records import JointStatement
from entente.areas.consultations.meetings.offered import on_the_table
from entente.areas.consultations.papers import Agenda
from entente.areas.consultations.parameters import PARAMETERS
from entente.areas.consultations.records import Meeting
from entente.areas.consultations.series.occurrences import Held, held
from entente.kernel.area import Group, Interval, Linked, Problem, Words
from entente.kernel.labels.disclose import Reader, may_read
from entente.kernel.labels.join import Joined
from entente.kernel.labels.label import Label, parse_label
from entente.kernel.reading import AttachmentRef
from entente.node import look
from entente.node.meetings import agendas, invitations, publications
from entente.node.meetings.doubles import Double
from entente.node.meetings.invitations import Sent
from entente.node.meetings.minutes import answered
from entente.node.national import enclosures, overlays
from entente.node.national.matters import linked, live, matters, problems
from entente.store import records
from entente.store.intervals import spans
from entente.web import gate
from entente.web.gate import Row, Sight, Wanted
from entente.web.person import lowered
from entente.web.records import rows

MOST = 2000


@dataclass(frozen=True, slots=True)
class Entry:
    """A record with its words: those in effect or standing, else (`agreed` False) those last proposed; None where they cannot be read."""

    row: Row
    text: Any
    agreed: bool


@dataclass(frozen=True, slots=True)
class Circle:
    """A series, statement or contact with all that is filed under it: entries by type, and every interval that rules find."""

    entry: Entry
    group: Group
    entries: Mapping[str, tuple[Entry, ...]]
    found: tuple[Interval, ...]

    def of(self, type_: str) -> tuple[Entry, ...]:
        """The entries of a type."""
        return self.entries.get(type_, ())

    def about(self, type_: str, field: str, value: str) -> list[Entry]:
        """Those of a type whose text names a record in a field."""
        return [one for one in self.of(type_) if getattr(one.text, field, None) == value]


@dataclass(frozen=True, slots=True)
class Work:
    """A draft under way: its record, type, text and state."""

    record: str
    type: str
    text: Mapping[str, Any]
    state: str
    about: str | None
    revision: str
    counters: str | None = None
    problems: tuple[Problem, ...] = ()


def entry(sight: Sight, row: Row) -> Entry:
    """A readable record with its words."""
    text = gate.text(sight, row)
    return Entry(row, text, True) if text is not None else Entry(row, _proposed(sight, row), False)


def _proposed(sight: Sight, row: Row) -> Any:
    kind, said = sight.node.registry.kinds.get(row.type), gate.proposed(sight, row)
    if kind is None or said is None or row.schema not in kind.schemas:
        return None
    try:
        return msgspec.convert(dict(said), kind.schemas[row.schema])
    except msgspec.ValidationError:
        return None


def named(sight: Sight, record: str, type_: str) -> Entry:
    """The record of that id or code if it is of a type and its words can be read; else "not found"."""
    row = gate.record(sight, record)
    found = entry(sight, row)
    if row.type != type_ or found.text is None:
        raise Http404(_("There is no such record here, or it is not for you to see."))
    return found


def all_of(sight: Sight, type_: str) -> list[Entry]:
    """Every readable record of a type that stands or is proposed, by code."""
    rows = [row for row in gate.listed(sight, {"type": type_}, MOST) if row.state not in ("withdrawn", "lapsed")]
    return sorted((one for one in (entry(sight, row) for row in rows) if one.text is not None), key=lambda one: (one.row.code, one.row.id))


def circle(sight: Sight, key: Entry, proposed: Sequence[Entry] | None = None) -> Circle:
    """A series, statement or contact with all that is filed under it, in effect or `proposed` (None: whatever is, asked here)."""
    alias, channel = sight.node.alias, key.row.channel
    rows = gate.readable(sight, records.in_groups(alias, channel, [key.row.id]).get(key.row.id, []))
    group = Group(key.row.id, tuple(linked(sight.node, row) for row in rows), sight.node.charter(channel).codes)
    found = [interval for rule in AREA.rules for interval in rule(group)]
    return filed(sight, key, (rows, group), found, still_proposed(sight) if proposed is None else proposed)


def filed(sight: Sight, key: Entry, members: tuple[Sequence[Row], Group], found: Iterable[Interval], proposed: Sequence[Entry]) -> Circle:
    """The readable `members` of a group, as rows and in the same order as rules see them, with what rules found and what is `proposed`."""
    rows, group = members
    kept: dict[str, dict[str, Entry]] = {}
    standing = [
        _filed(sight, row, one)
        for row, one in zip(gate.readable(sight, rows), group.records, strict=True)
        if row.state not in ("withdrawn", "lapsed")
    ]
    for one in standing + _naming(key.row, proposed):
        if one.text is not None:
            kept.setdefault(one.row.type, {}).setdefault(one.row.id, one)
    return Circle(key, group, {type_: tuple(entries.values()) for type_, entries in kept.items()}, tuple(found))


def _filed(sight: Sight, row: Row, one: Linked) -> Entry:
    """A record with its words, which have been read for the rules: the newest text, as `gate.text` reads it."""
    text = one.revisions[-1].text if one.revisions else None
    return entry(sight, row) if text is None else Entry(row, text, True)


def still_proposed(sight: Sight) -> list[Entry]:
    """Joint records of consultations that were never agreed: until then they are filed under themselves."""
    rows = [
        row for kind in AREA.kinds if kind.joint for row in gate.page(sight, Wanted({"type": kind.type, "state": "proposed"}), None, 200)
    ]
    return [one for one in (entry(sight, row) for row in rows) if one.text is not None]


def _naming(key: Row, proposed: Sequence[Entry]) -> list[Entry]:
    """Those that name a record as their series, target or statement."""
    return [one for one in proposed if key.id in (getattr(one.text, field, None) for field in ("series", "target", "statement"))]


def today(sight: Sight, found: Circle, record: str) -> list[Interval]:
    """What rules find today of a record of the circle."""
    on = sight.today
    return [i for i in found.found if i.record == record and i.starts <= on and (i.ends is None or on < i.ends)]


def meetings_held(found: Circle) -> list[Held]:
    """The meetings that took place, each once, oldest first."""
    return held(found.group, PARAMETERS)


def meeting(sight: Sight, record: str) -> tuple[Entry, Circle]:
    """A meeting and the circle of its series; "not found" where either may not be read."""
    found = named(sight, record, "meeting")
    text: Meeting = found.text
    return found, circle(sight, named(sight, text.series, "meeting-series"))


def tabled_date(sight: Sight, found: Circle, meeting_: str) -> tuple[str, int] | None:
    """(offer, slot) of which a proposal on the table takes a time for a meeting; None where none does."""
    held = next((one for one in found.about("meeting", "series", found.entry.row.id) if one.row.id == meeting_ and one.agreed), None)
    if held is None or not any(verb in ("accept", "conclude") for _who, verb, _act in held.row.move_list()):
        return None
    said = None
    with suppress(msgspec.ValidationError):
        said = msgspec.convert(dict(gate.proposed(sight, held.row) or {}), Meeting)
    offers = [(one.row.id, one.text) for one in found.about("slot-offer", "meeting", meeting_)]
    return on_the_table(offers, held.text, said) if said is not None else None


def statements(sight: Sight, meeting_: str) -> list[Circle]:
    """The joint statements of a meeting, each with who is ready and what was published."""
    return [circle(sight, one, ()) for one in all_of(sight, "joint-statement") if one.text.meeting == meeting_]


def work(sight: Sight, channel: str, types: frozenset[str]) -> list[Work]:
    """Readable drafts of these types for a channel that were neither sent nor thrown away, the latest first."""
    rows = [row for row in live(sight.node) if row.label in sight.labels]
    found = matters(sight.node, [row.id for row in rows])
    out = []
    for row in rows:
        text = found[row.id].text if row.id in found else None
        if text is not None and text.type in types and text.channel == channel:
            out.append(Work(row.id, text.type, text.text, found[row.id].state, text.record, found[row.id].revision))
    return out


def draft(sight: Sight, record: str, type_: str) -> Work:
    """A readable draft of a type; else "not found"."""
    row = gate.record(sight, record)
    found = matters(sight.node, [row.id]).get(row.id) if row.type == "draft" else None
    if found is None or found.text is None or found.text.type != type_:
        raise Http404(_("There is no such record here, or it is not for you to see."))
    text, against = found.text, tuple(problems(sight.node, found.text))
    return Work(row.id, type_, text.text, found.state, text.record, found.revision, text.counters, against)


def minutes_before(sight: Sight, record: str | None, answers: str | None) -> dict[str, Any] | None:
    """The minutes that a text on a readable record is compared with, as JSON: the proposal that it answers, else the text agreed."""
    row = by_id(sight, record)
    if row is None:
        return None
    node = sight.node
    found = answered(node, node.charter(row.channel), look.record_state(node, row.id), answers)
    return json.loads(msgspec.json.encode(found)) if found is not None else None


def proposed_lines(sight: Sight, series: Row) -> list[agendas.Proposed]:
    """The lines proposed for a series' next agenda, of records that this person may read."""
    return agendas.lines(sight.node, series.id, lambda row: row.label in sight.labels, sight.today)


def withheld(sight: Sight, channel: str, row: Row) -> tuple[Words, ...]:
    """Why a readable record may not be shown to the partners of a channel; empty where it may."""
    return agendas.withheld(sight.node, channel, row) if row.label in sight.labels else ()


def doubles(sight: Sight, found: Sequence[Double]) -> list[dict[str, Any]]:
    """Entries that a draft may be once more, of those that may be read, each with its row."""
    known = gate.by_id(sight, [one.record for one in found])
    return [{"row": rows.plain(known[one.record]), "by": one.by, "words": one.words} for one in found if one.record in known]


def label_of(sight: Sight, row: Row) -> Label:
    """The label of a readable record."""
    if row.label not in sight.labels:
        raise Http404(_("There is no such record here, or it is not for you to see."))
    return agendas.label_of(sight.node, row)


def compound(sight: Sight, rows: list[Row]) -> Joined | None:
    """The computed label of a paper made of these records; None of no record."""
    return agendas.compound(sight.node, gate.readable(sight, rows))


def briefs(sight: Sight, agenda: Entry) -> Mapping[str, Any]:
    """Our own briefs and lines to take on an agenda, where their label may be read."""
    row = overlays.find(sight.node, agenda.row.id)
    return overlays.fields_of(sight.node, row) if row is not None and row.label in sight.labels else {}


def agenda_of(found: Circle, meeting_: str) -> Entry | None:
    """The agenda of a meeting: the one in effect, else the one proposed."""
    entries = [one for one in found.about("agenda", "meeting", meeting_) if isinstance(one.text, Agenda)]
    return max(entries, key=lambda one: (one.agreed, one.row.changed_at), default=None)


def late(sight: Sight, codes: frozenset[str]) -> list[dict[str, Any]]:
    """What rules found today under these codes, of records that may be read."""
    found = [item for code in sorted(codes) for item in spans.on(sight.node.alias, sight.today, where={"code": code})]
    known = gate.by_id(sight, sorted({item["record"] for item in found}))
    return [item for item in found if item["record"] in known]


def by_id(sight: Sight, record: str | None) -> Row | None:
    """A record by its id, where it may be read; None for none."""
    return gate.by_id(sight, [record]).get(record) if record is not None else None


def files(sight: Sight, row: Row) -> list[AttachmentRef]:
    """The files attached to a readable statement as it stands."""
    return enclosures.listed(gate.body(sight, gate.act(sight, row.revisions[-1].act))) if row.revisions else []


def file(sight: Sight, row: Row, number: int) -> tuple[AttachmentRef, bytes] | None:
    """One file of a readable statement with its bytes; None where there is none, it has not come, or may not be read."""
    if not row.revisions or row.label not in sight.labels:
        return None
    found = gate.act(sight, row.revisions[-1].act)
    return enclosures.read(sight.node, found, number)


def compared(sight: Sight, text: JointStatement, one: Entry) -> list[publications.Compared]:
    """The pages of a readable publication, each compared here with the statement that was agreed."""
    act = one.row.revisions[-1].act if one.row.revisions and one.row.label in sight.labels else None
    return publications.compare(sight.node, text, one.text, act) if act is not None else []


def sent(sight: Sight, row: Row) -> Sent:
    """To whom a readable meeting was sent and who answered, of that which this person may read."""
    return invitations.of_meeting(sight.node, row.id, None if sight.all_labels else sight.labels)


def let_out(sight: Sight, rows: Sequence[Row], reader: Reader) -> bool:
    """Whether calendars and mails to a reader may name these records: he may read them, and the node lets them out."""
    labels = {parse_label(records.label_text(sight.node.alias, row.label)) for row in rows}
    return all(may_read(lowered.lowered(sight.node, reader), label, sight.context).allowed for label in labels)

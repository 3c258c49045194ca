"""What goes along with a text in the same proposal: actions with the minutes that decide them, counts with a meeting for several series.

Touches the database (reads) and, for `propose`, the act key through say.py. The texts follow from the words proposed and from what is
agreed when they are signed, by meetings.decided of the area: accepted in one act, they have effect together or not at all. Serves I2-I5.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

import msgspec

from entente.areas.consultations.check import check_action
from entente.areas.consultations.meetings.decided import Beside, Held, actions_of, counts_of
from entente.areas.consultations.papers import Action, AssignedMinutes
from entente.areas.consultations.records import AnySeries, Meeting
from entente.kernel.act import Act, record_id
from entente.kernel.area import Problem
from entente.kernel.charter import Charter
from entente.kernel.reading import parse_text
from entente.node import look, say
from entente.node.meetings.minutes import against, answered, read_minutes
from entente.node.node import Node
from entente.store import records

STANDARD = say.Manner()


def propose(
    node: Node, charter: Charter, type_: str, text: Mapping[str, Any], record: str | None = None, manner: say.Manner = STANDARD
) -> Act:
    """Proposes a text with what goes along with it; refuses as say.propose does."""
    about = look.find_record(node, record) if record is not None else None
    home = node.charter(about.channel) if about is not None else charter
    kind = say.find_kind(node, type_, joint=True)
    along = beside(node, home, (type_, kind.latest, text), about.id if about is not None else None)
    return say.propose(node, charter, type_, text, record, replace(manner, along=tuple(along)))


def beside(node: Node, charter: Charter, said: tuple[str, int, Mapping[str, Any]], record: str | None) -> list[say.Along]:
    """The texts that go along with one (its type, schema version and JSON) in a channel, each as say.propose takes them."""
    type_, schema, text = said
    kind = node.registry.kinds.get(type_)
    if kind is None or type_ not in ("minutes", "meeting"):
        return []
    typed = None
    with suppress(msgspec.ValidationError):
        typed = msgspec.convert(dict(text), kind.schemas[schema])
    return [(one.type, msgspec.to_builtins(one.text), one.record) for one in _follows(node, charter, typed, record)]


def _follows(node: Node, charter: Charter, text: Any, record: str | None) -> Sequence[Beside]:
    if isinstance(text, AssignedMinutes):
        meeting, series = _agreed(node, text.meeting), _agreed(node, text.series)
        if isinstance(meeting, Meeting) and isinstance(series, AnySeries):
            before = answered(node, charter, look.record_state(node, record), None) if record is not None else None
            held = _held(node, charter, "action", text.series)
            return actions_of(text, meeting, series.code, [*held, *(_tabled(node, charter, record) if record is not None else ())], before)
    if isinstance(text, Meeting) and text.counts_for:
        return counts_of(text, record, [one for series in text.counts_for for one in _held(node, charter, "meeting-count", series)])
    return ()


def _agreed(node: Node, record: str) -> Any:
    row = records.get(node.alias, [record]).get(record)
    return newest_text(node, row) if row is not None else None


def newest_text(node: Node, row: records.Row) -> Any:
    """The newest text of a record that has effect and can be read here."""
    kind = node.registry.kinds.get(row.type)
    for one in reversed(row.revisions):
        if kind is not None and one.raw is not None and one.schema in kind.schemas:
            return parse_text(kind, one.schema, one.raw)
    return None


def _held(node: Node, charter: Charter, type_: str, series: str) -> list[Held]:
    rows = records.in_groups(node.alias, charter.id, [series]).get(series, [])
    return [Held(row.id, text) for row in rows if row.type == type_ and (text := newest_text(node, row)) is not None]


def _tabled(node: Node, charter: Charter, minutes: str) -> list[Held]:
    """The actions that proposals of minutes nobody has agreed yet brought along: other minutes in their place say what becomes of these."""
    state = look.record_state(node, minutes)
    found: dict[str, Held] = {}
    for proposal in state.proposals if state is not None and not state.agreed else ():
        header = look.find_act(node, proposal.cite.act).act.header
        for index, target in enumerate(header.targets if header is not None else ()):
            text = look.text_of(node, charter, proposal.cite, index) if target.type == "action" else None
            if text is not None:
                name = target.record or record_id(proposal.cite.act, index)
                with suppress(msgspec.ValidationError):
                    found[name] = Held(name, msgspec.convert(dict(text), Action))
    return list(found.values())


def problems(node: Node, charter: Charter, said: tuple[str, int, Mapping[str, Any]], about: tuple[str | None, str | None]) -> list[Problem]:
    """What stands against minutes, beyond what they say by themselves: one language changed alone, and an action that could not be agreed.

    `about` is the record that the words revise and the act of the proposal that they answer.
    """
    if said[0] != "minutes":
        return []
    state = look.record_state(node, about[0]) if about[0] is not None else None
    found = against(node, charter, state, said[2], about[1])
    for one in _follows(node, charter, read_minutes(node, said[2]), about[0]):
        if isinstance(one.text, Action):
            place = f"paragraphs.{one.text.paragraph}.decisions.{one.text.decision}"
            found += [Problem(place, p.rule, p.words) for p in check_action(one.text, charter.codes)]
    return found

"""Dates of meetings at a node: who offers times has agreed to each; where a partner proposes the meeting at one, our acceptance follows.

Touches the database and, for `accept_offered`, the act key through node.say. Nothing follows where an officer holds the record, where our
offer was withdrawn, replaced or has run out, where we have a text of our own on the table, or where the proposal says anything besides:
such a proposal waits on an officer like any other (docs/adr/0007-dates-in-two-texts.md). Serves I2.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import msgspec

from entente.areas.consultations.check import instant
from entente.areas.consultations.meetings.offered import OPEN_STAGES, at_slot, on_the_table, stands
from entente.areas.consultations.meetings.slots import Candidate, candidates, seat_of, window_of
from entente.areas.consultations.records import Meeting, Moment, Slot, SlotOffer
from entente.kernel.act import Act
from entente.kernel.calendar import zones
from entente.kernel.charter import Charter
from entente.kernel.errors import Refusal
from entente.kernel.fold import Proposal, Record
from entente.node import look, say
from entente.node.meetings.together import newest_text
from entente.node.node import Node
from entente.store import records

MOST = 2000
USUAL = timedelta(hours=2)  # a meeting without an end is reckoned so long


@dataclass(frozen=True, slots=True)
class Offered:
    """An offer of times that stands: its record, whose it is, its text, and the act that says it."""

    record: str
    party: str
    text: SlotOffer
    act: str


def offers_of(node: Node, channel: str, series: str, meeting: str) -> list[Offered]:
    """The offers of times for a meeting that stand, each side's newest, the newest first."""
    rows = records.in_groups(node.alias, channel, [series]).get(series, [])
    newest: dict[str, Offered] = {}
    for row in sorted((row for row in rows if row.type == "slot-offer" and row.state == "issued"), key=lambda row: row.changed_at):
        text = newest_text(node, row)
        if isinstance(text, SlotOffer) and text.meeting == meeting:
            newest.pop(row.party, None)
            newest[row.party] = Offered(row.id, row.party, text, row.revisions[-1].act)
    return list(reversed(newest.values()))


def busy(node: Node) -> list[tuple[datetime, datetime]]:
    """When meetings whose date is agreed take place, in whichever channel."""
    found = []
    for row in records.listed(node.alias, {"type": "meeting", "state": "in-effect"}, MOST):
        text = newest_text(node, row)
        if isinstance(text, Meeting) and text.stage in ("DATE AGREED", "AGENDA AGREED") and text.starts is not None:
            with suppress(Refusal):
                starts = instant(text.starts)
                found.append((starts, instant(text.ends) if text.ends is not None else starts + USUAL))
    return found


def times(node: Node, row: records.Row, window: tuple[date, date] | None, duration: timedelta) -> tuple[Candidate, ...]:
    """Times for a meeting over all sides' calendars and office hours; of its own window where no days are named. Refuses (CN1, N16)."""
    meeting, parties = meeting_of(node, row), node.charter(row.channel).codes
    wanted = window or window_of(meeting, node.clock().date())
    return candidates(parties, wanted, duration, busy(node), seat_of(meeting, parties), node.known_seats)


def meeting_of(node: Node, row: records.Row) -> Meeting:
    """A meeting as it is agreed. Refuses (N16) any other record, and a meeting that nobody has agreed yet."""
    text = newest_text(node, row) if row.type == "meeting" else None
    if not isinstance(text, Meeting):
        raise Refusal("wrong-type", "N16", f"{row.code or row.id[:12]} is not an agreed meeting.")
    return text


def offer_of(node: Node, row: records.Row, chosen: Iterable[Candidate]) -> SlotOffer:
    """An offer of times for a meeting, written by our own clock."""
    zone = node.seat.zone
    slots = [Slot(*(_wall(at, zone) for at in (one.starts, one.ends))) for one in chosen]
    return SlotOffer(meeting_of(node, row).series, row.id, tuple(slots))


def _wall(at: datetime, zone: str) -> Moment:
    local = zones.local(at, zone)
    return Moment(local.date(), local.strftime("%H:%M"), zone, bool(local.fold))


def at_offered(node: Node, row: records.Row, slot: int) -> Meeting:
    """A meeting at a time that another side offers in its newest offer, counted from one. Refuses (N17) where there is none such."""
    meeting = meeting_of(node, row)
    theirs = [one for one in offers_of(node, row.channel, meeting.series, row.id) if one.party != node.party]
    if not theirs:
        raise Refusal("no-offer", "N17", "No other side has offered times for this meeting.")
    if not 1 <= slot <= len(theirs[0].text.slots):
        raise Refusal(
            "no-slot", "N17", f"The offer of {theirs[0].party} has {len(theirs[0].text.slots)} times; name one of them by its number."
        )
    return at_slot(meeting, theirs[0].text.slots[slot - 1])


def accept_offered(node: Node, charter: Charter, held: frozenset[str]) -> list[Act]:
    """Accepts every partner's proposal of a meeting at a time that we offered; gives the acts. `held` are records that officers hold."""
    said = []
    for row in records.with_moves(node.alias, charter.id):
        if row.type != "meeting" or row.id in held:
            continue
        for act in [act for who, verb, act in row.move_list() if who == node.party and verb == "accept"]:
            offer = _answers_ours(node, charter, row, act)
            with suppress(Refusal):  # what cannot be accepted now waits on an officer
                said += [_accept(node, act, offer)] if offer is not None else []
    return said


def _answers_ours(node: Node, charter: Charter, row: records.Row, act: str) -> Offered | None:
    """Our offer of which a proposal on a meeting takes a time and says nothing else; None where there is no such offer."""
    state, meeting = look.record_state(node, row.id), newest_text(node, row)
    if state is None or not isinstance(meeting, Meeting) or meeting.stage not in OPEN_STAGES:
        return None
    proposal = next((one for one in state.proposals if one.cite.act == act), None)
    if proposal is None or not _alone(node, state, proposal):
        return None
    proposed = None
    with suppress(msgspec.ValidationError):
        proposed = msgspec.convert(dict(look.text_of(node, charter, proposal.cite, proposal.index) or {}), Meeting)
    ours = [one for one in offers_of(node, row.channel, meeting.series, row.id) if one.party == node.party]
    found = on_the_table([(one.record, one.text) for one in ours], meeting, proposed) if proposed is not None else None
    if found is None or not stands(ours[0].text, found[1], node.clock()) or not _since(node, state, meeting, ours[0]):
        return None
    return ours[0]


def _since(node: Node, state: Record, meeting: Meeting, offer: Offered) -> bool:
    """Whether an offer was made for the meeting as it stands: one that was made before it was put off is spent."""
    header = look.find_act(node, offer.act).act.header
    return meeting.stage != "POSTPONED" or (header is not None and header.signed_at > state.agreed[-1].concluded_at)


def _alone(node: Node, state: Record, proposal: Proposal) -> bool:
    """Whether a proposal is on this record alone, and no text of ours is on the table beside it."""
    header = look.find_act(node, proposal.cite.act).act.header
    mine = [one for one in state.proposals if one.state == "open" and one.cite.party == node.party]
    return header is not None and len(header.targets) == 1 and not mine


def _accept(node: Node, act: str, offer: Offered) -> Act:
    """Our acceptance, by the post that offered the time, saying on what it rests."""
    offered = look.find_act(node, offer.act).act
    post = offered.header.post if offered.header is not None else ""
    place = str(offered.cite).rpartition("/")[0]
    remark = {"en": f"The time is one that was offered in entry {place}.", "ja": f"記録{place}で提示した日時であるため。"}
    return say.accept(node, act, say.Manner(post=post, remark=remark, request=f"offered:{act}"))

"""Dates of meetings at a node: who offers times has agreed to each; where a partner proposes the meeting at one, our acceptance follows.

Touches the database and, for `accept_offered`, the act key through node.say. Nothing follows where an officer holds the record, where our
offer was withdrawn, replaced or has run out, where we have a text of our own on the table, or where the proposal says anything besides:
such a proposal waits on an officer like any other (docs/adr/0007-dates-in-two-texts.md). Serves I2.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

import msgspec

from entente.areas.consultations.meetings.offered import OPEN_STAGES, on_the_table, stands
from entente.areas.consultations.records import Meeting, SlotOffer
from entente.kernel.act import Act
from entente.kernel.charter import Charter
from entente.kernel.errors import Refusal
from entente.kernel.fold import Proposal, Record
from entente.node import look, say
from entente.node.meetings.together import newest_text
from entente.node.node import Node
from entente.store import records


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

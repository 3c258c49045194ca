"""Invitations to a meeting at a node: to whom it was sent, what each post answered; kept at home under the meeting's own marking.

Touches the database, the clock and the act key. Rules: DR1 roles; IV2 a reply by an address to which nothing was sent. Serves I2, S2.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from entente.areas.invitations import INVITATION, REPLY
from entente.areas.invitations.records import Attendance, Guest, Invitation, InvitationReply, Method
from entente.kernel.act import Act
from entente.kernel.errors import Refusal
from entente.node.national.at_home import tell
from entente.node.national.matters import linked
from entente.node.node import Node
from entente.node.officer import COORDINATOR, DRAFTER, Officer, require
from entente.store import records


@dataclass(frozen=True, slots=True)
class Sent:
    """A meeting's invitations, oldest first, and the reply of each post that stands, with its row."""

    invitations: tuple[Invitation, ...]
    replies: Mapping[str, tuple[records.Row, InvitationReply]]

    def guest_of(self, address: str) -> str | None:
        """The post to which something was sent under an address; None where nothing was."""
        known = {guest.address.lower(): guest.post for one in self.invitations for guest in one.guests}
        return known.get(address.lower())


def of_meeting(node: Node, meeting: str, allowed: frozenset[int] | None = None) -> Sent:
    """What was sent of a meeting and answered, of that which may be seen."""
    rows = records.in_groups(node.alias, node.national().id, [meeting]).get(meeting, [])
    seen = [row for row in rows if row.withdrawn_on is None and (allowed is None or row.label in allowed)]
    texts = [(row, linked(node, row).text) for row in sorted(seen, key=lambda row: (row.changed_at, row.id))]
    replies = {text.guest: (row, text) for row, text in texts if isinstance(text, InvitationReply)}
    return Sent(tuple(text for _row, text in texts if isinstance(text, Invitation)), replies)


def sent(node: Node, officer: Officer, row: records.Row, method: Method, about: tuple[int, Sequence[Guest]]) -> Act:
    """Says to whom a meeting's revision was sent today; once for the same. Refuses (DR1)."""
    require(officer, DRAFTER, COORDINATOR)
    sequence, guests = about
    today = node.clock().date()
    text = Invitation(row.id, method, sequence, today, tuple(guests), officer.name, officer.post)
    source = records.label_text(node.alias, row.label)
    before = len(of_meeting(node, row.id).invitations)
    return tell(node, officer, INVITATION, text, source, (None, f"invitation:{row.id[:20]}:{sequence}:{today}:{before}"))


def replied(node: Node, officer: Officer, row: records.Row, address: str, answer: tuple[Attendance, int, str]) -> Act:
    """Records what an address answered, with the revision it answered and its file's SHA-256; in place of its earlier reply.

    Refuses (DR1), and (IV2) an address to which nothing was sent.
    """
    require(officer, DRAFTER, COORDINATOR)
    held = of_meeting(node, row.id)
    guest = held.guest_of(address)
    if guest is None:
        raise Refusal("not-invited", "IV2", f"No invitation to this meeting went to {address}.")
    attendance, sequence, digest = answer
    text = InvitationReply(row.id, guest, attendance, sequence, node.clock().date(), digest, officer.name, officer.post)
    before = held.replies.get(guest)
    over = before[0].revisions[-1].act if before is not None else ""
    request = f"reply:{row.id[:20]}:{digest[:20]}:{attendance}:{over[:16]}"
    return tell(node, officer, REPLY, text, records.label_text(node.alias, row.label), (before[0] if before is not None else None, request))

"""Invitations: to whom a meeting was sent by mail, and who answered that he comes (I2).

Pure. Statements in the national channel alone, filed under their meeting. No rules: nothing of a meeting's standing rests on them.
Serves I2.
"""

from __future__ import annotations

from typing import Any

from entente.areas.invitations.records import Invitation, InvitationReply, check_home
from entente.kernel.area import Area, Facets, Kind, Words

CLAUSES = ("jp-gb-2017#I2",)
INVITATION, REPLY = "invitation", "invitation-reply"

TITLES: dict[str, Words] = {
    INVITATION: {"en": "Invitation sent", "ja": "送付した招待"},
    REPLY: {"en": "Reply to an invitation", "ja": "招待への出欠回答"},
}
"""Names of the record types; `text.toml` repeats them beside the other strings."""


def _invitation_facets(text: Invitation) -> Facets:
    return Facets(f"{text.method}/{text.sequence}", TITLES[INVITATION], (), text.sent_on)


def _reply_facets(text: InvitationReply) -> Facets:
    return Facets(f"{text.attendance}/{text.sequence}", TITLES[REPLY], (), text.received_on)


def _group(record: str, text: Any) -> str:
    return str(text.meeting) if text is not None else record


AREA = Area(
    name="invitations",
    titles={"en": "Invitations", "ja": "会合への招待"},
    clauses=CLAUSES,
    kinds=(
        Kind(INVITATION, False, TITLES[INVITATION], {1: Invitation}, _invitation_facets, CLAUSES, group=_group, check=check_home),
        Kind(REPLY, False, TITLES[REPLY], {1: InvitationReply}, _reply_facets, CLAUSES, group=_group, check=check_home),
    ),
)

"""Invitations and replies stay at home."""

from __future__ import annotations

from datetime import date

from entente.areas.invitations import AREA
from entente.areas.invitations.records import Guest, Invitation, InvitationReply, check_home

DAY = date(2018, 10, 2)


def test_they_stay_in_the_national_channel_and_belong_with_their_meeting() -> None:
    sent = Invitation("m", "REQUEST", 0, DAY, (Guest("GBR:MOD:plans", "a@example.org"),), "ann", "GBR:FCDO:desk")
    reply = InvitationReply("m", "GBR:MOD:plans", "ACCEPTED", 0, DAY, "0" * 64, "ann", "GBR:FCDO:desk")
    for text in (sent, reply):
        assert [one.rule for one in check_home(text, ("GBR", "JPN"))] == ["IV1"] and list(check_home(text, ("GBR",))) == []
    assert [kind.group("r", text) for kind, text in zip(AREA.kinds, (sent, reply), strict=True)] == ["m", "m"]

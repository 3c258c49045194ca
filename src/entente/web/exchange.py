"""Exchange: how things stand with each partner, in sentences; first what somebody must act on.

Touches the database through the gate; no record and no body is shown. Serves I1 to I5.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from entente.kernel.errors import Refusal
from entente.node import mailing
from entente.node.partners.sentences import Line
from entente.node.partners.status import ChannelStatus
from entente.web import gate, refusals
from entente.web.gate import Shows, Sight, shows


@shows(Shows.TRAFFIC)
def exchange(request: HttpRequest) -> HttpResponse:
    """Every channel, the national one last."""
    found = gate.channels(request.sight)
    urgent = [
        {"channel": channel.title, "party": party, "words": both(line)}
        for channel in found
        for party, lines in [("", channel.lines), *((p.party, p.lines) for p in channel.partners)]
        for line in lines
        if line.act
    ]
    shown = {"channels": [_channel(c) for c in found], "urgent": urgent, "digests": digests(request.sight)}
    return render(request, "web/exchange.html", shown)


def digests(sight: Sight) -> dict[str, Any] | None:
    """How the day's mail digests stand; None where none are sent by themselves. Nobody's name is in it."""
    node = sight.node
    try:
        from_hour = mailing.hour(node)
    except Refusal as refusal:
        return {"wrong": refusals.line(refusal)}
    return None if from_hour is None else {"hour": from_hour, "last": mailing.state(node)}


def both(line: Line) -> dict[str, str]:
    """A line's words by language."""
    return {"en": line.words, "ja": line.ja}


def _channel(found: ChannelStatus) -> dict[str, Any]:
    partners = [{"party": p.party, "figures": _figures(p.figures), "lines": [_line(line) for line in p.lines]} for p in found.partners]
    return {
        "id": found.channel,
        "title": found.title,
        "exercise": found.exercise,
        "ours": found.ours,
        "lines": [_line(line) for line in found.lines],
        "partners": partners,
    }


def _line(line: Line) -> dict[str, Any]:
    return {"words": both(line), "act": line.act}


def _figures(found: Any) -> list[tuple[str, int]]:
    return [
        (_("Said by us"), found["said"]),
        (_("Held there"), found["held_there"]),
        (_("Signed for by them"), found["receipted"]),
        (_("Received here"), found["received"]),
        (_("Verified here"), found["verified"]),
        (_("Decided here"), found["decided"]),
    ]

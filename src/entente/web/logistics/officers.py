"""The lists of authorised officers of all sides: who may order, accept, sign and settle, for what, up to which value, on which days.

Touches the database through the gate. Serves S6.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from entente.areas.logistics.authority import Asked, Listed
from entente.kernel.area import Words
from entente.web.consultations import keep
from entente.web.consultations.show import choice
from entente.web.gate import Shows, Sight, shows
from entente.web.records import rows
from entente.web.sight import logistics as sight_logistics

ASKED: dict[str, Words] = {
    "covered": {"en": "", "ja": ""},
    "not-covered": {
        "en": "No post on its list covers these categories at this value.",
        "ja": "この区分及び金額について権限を有する職は名簿にない。",
    },
    "no-list": {"en": "It has stated no list of authorised officers for this day.", "ja": "この日に有効な担当職の名簿は通知されていない。"},
}


@shows(Shows.RECORDS)
def officers(request: HttpRequest) -> HttpResponse:
    """Every post that stands on a list, by side; those whose days are over or still to come say so."""
    sight: Sight = request.sight
    lines = [_line(sight, row, one) for row, one in sight_logistics.officers(sight)]
    return render(request, "web/logistics/officers.html", {"lines": lines, "may_draft": keep.may_draft(sight)})


def _line(sight: Sight, row: Any, one: Listed) -> dict[str, Any]:
    text, today = one.text, sight.today
    state = "ahead" if today < text.from_on else "over" if text.until is not None and text.until < today else "now"
    return rows.plain(row) | {
        "party": one.party,
        "post": text.post,
        "powers": [choice("Power", power) for power in text.powers],
        "categories": [choice("Supply", category) for category in text.categories],
        "limit": f"{text.currency} {text.limit}" if text.limit is not None else "",
        "from_on": text.from_on,
        "until": text.until,
        "days": state,
    }


def asked(one: Asked) -> dict[str, Any]:
    """Whether a side has somebody for a step, as an order's page shows it."""
    posts = [{"post": each.text.post, "record": each.record} for each in one.posts]
    return {"party": one.party, "power": choice("Power", one.power), "posts": posts, "words": ASKED[one.state], "state": one.state}

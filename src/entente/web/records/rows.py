"""Records as tables show them: plain values, prepared once, so that templates only write them down.

Pure but for the language of the request. Serves every clause.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from entente.areas.drafting import UNTITLED
from entente.instrument.courtesy import courtesy
from entente.web import words
from entente.web.gate import Row

AHEAD = ("open", "due", "claimed")
"""States of what is owed whose last day is the day it is owed by."""
LATE = ("late", "overdue", "missing", "stale", "unanswered", "claim-unanswered", "date-passed")
"""States of what is owed whose first day is the day after."""

ASKED = ("disputed", "to-offer", "accepted", "refused", "not-ready", "outdated", "differs", "escalated", "to-ask-next")
"""States of what somebody is asked to do now, whatever the day."""


def whole_page(type_: str, record: str, draft: bool = False) -> str:
    """Where every measure of an edition stands in words, whose own text names them by digest; "" for all other types."""
    return reverse("plan-edition-draft" if draft else "plan-edition", args=[record]) if type_ == "plan-edition" else ""


def owed_by(state: str, starts: date, ends: date | None) -> date | None:
    """The last day in time of what is owed, from the state in which it stands and since when; None where it is owed by no day."""
    edge = ends if state in AHEAD else starts if state in LATE else None
    return edge - timedelta(days=1) if edge is not None and edge > date.min else None


def plain(row: Row) -> dict[str, Any]:
    """A record's generic columns; days as ordinals, `changed_at` in microseconds. A draft without a title is called after its type,
    an instrument in a language that its text does not have by a courtesy translation of its title.
    """
    titles, untitled = json.loads(row.titles), row.type == "draft" and row.code in words.of_areas()["type"]
    if row.type == "instrument":
        titles = {**courtesy(row.code, titles.get("en", "")).title, **titles}
    return {
        "id": row.id,
        "type": words.kind(row.type),
        "code": "" if row.type == "draft" and row.code in words.of_areas()["type"] else row.code,
        "titles": words.kind(row.code) if untitled and titles == UNTITLED else titles,
        "state": words.AT_HOME.get(row.state, row.state) if row.type in words.inside() else row.state,
        "party": row.party,
        "start_on": row.start_on,
        "due_on": row.due_on,
        "end_on": row.end_on,
        "changed_at": row.changed_at,
        "channel": row.channel,
        "address": reverse("round", args=[row.id]) if row.type == "commissioning-round" else "",
    }


def moves(rows: Iterable[Row], party: str, ours: bool) -> list[dict[str, Any]]:
    """One line for each record on which a move of ours (or of somebody else's) is due, with what is to be done and by whom.

    Where one move alone is due it also has that move's verb and act.
    """
    found = []
    for row in rows:
        due = [move for move in row.move_list() if (move[0] == party) == ours]
        if due:
            names = sorted({who for who, _verb, _act in due})
            alone = {"kind": row.type, "verb": due[0][1], "act": due[0][2]} if len(due) == 1 else {}
            found.append(plain(row) | alone | {"what": words.move(due[0][1], ours), "who": ", ".join(names)})
    return found


def together(lines: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Lines of moves, those on texts of one proposal as one: it is accepted whole. The first says how many go along with it."""
    proposals: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for line in lines:
        proposals.setdefault((line.get("act") or line["id"], line["who"]), []).append(line)
    found = []
    for texts in proposals.values():
        first = next((one for one in texts if "." not in one["id"]), texts[0])
        if more := len(texts) - 1:
            what = first["what"]
            first["what"] = {"en": f"{what['en']} ({more} more in the same proposal)", "ja": f"{what['ja']}（同じ提案にほか{more}件）"}
        found.append(first)
    return found


def obligations(found: Iterable[Mapping[str, Any]], rows: Mapping[str, Row]) -> list[dict[str, Any]]:
    """One line for each interval on a record that may be read: what rules found, and until when it is so."""
    return [
        plain(rows[item["record"]])
        | {"what": words.product(item["code"]), "rule": item["code"], "is": item["state"], "until": item["ends"], "why": item["reason"]}
        | {"who": item["move"], "from": item["starts"]}
        for item in found
        if item["record"] in rows
    ]

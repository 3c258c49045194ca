"""The Desk: what waits on us, what waits on them, what is due soon, what changed since the last visit, what was mine lately.

Touches the database through the gate, and the person's own traces. Serves every clause.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from entente.kernel.area import Words
from entente.node.officer import Officer
from entente.web import gate
from entente.web.drafts.listing import line, place_of
from entente.web.gate import COUNTED, Due, Shows, Sight, shows
from entente.web.models import User
from entente.web.person import follows, traces
from entente.web.person.posts import officer_of
from entente.web.records import deeds, of_meeting, rows
from entente.web.sight import drafts as sight_drafts
from entente.web.sight import recorded
from entente.web.sight.partners import away
from entente.web.templatetags.entente import day_text

SHOWN = 25
WHOLE = 500  # lines of a table that was asked for alone
CHANGED = 200
OWED = (*rows.LATE, *rows.ASKED, "open", "claimed")
"""States of an obligation that somebody has to do something about now."""
ANSWER: Words = {"en": "Confirm or correct", "ja": "確認又は訂正"}
MINE: Mapping[str, Words] = {
    "clear": {"en": "Clear it or return it", "ja": "決裁又は差戻し"},
    "returned": {"en": "Change the words, then ask again", "ja": "修正の上、再度依頼"},
    "release": {"en": "See what goes, and release it", "ja": "発出内容の確認と発出"},
}
"""What a draft asks of the reader's own post: the doing first, since a row shows the beginning."""


@shows(Shows.RECORDS)
def desk(request: HttpRequest) -> HttpResponse:
    """Home. `?all=ours` and so on shows one table whole."""
    sight: Sight = request.sight
    whole = request.GET.get("all", "")
    since = traces.last_visit(request)
    ours, theirs = _waiting(sight, "ours", whole), _waiting(sight, "theirs", whole)
    tables = [ours, _post(sight, officer_of(request), whole), theirs, _due(sight, whole), _changed(sight, since, whole)]
    if follows.any_followed(request.user):
        tables.insert(0, _followed(sight, request.user, since, whole))
    mine = [rows.plain(row) | {"did": trace.verb, "at": trace.at_us} for row, trace in traces.lately(sight, request.user)]
    shown = [table for table in tables if whole in ("", table["name"])]
    return render(
        request, "web/desk.html", {"tables": shown, "counts": tables, "mine": mine, "since": since, "whole": whole, "away": away(sight)}
    )


def _waiting(sight: Sight, name: str, whole: str) -> dict[str, Any]:
    """What waits on us or on them: moves on joint records, and what rules found owed by a side."""
    ours, party = name == "ours", sight.node.party
    parties = frozenset({party}) if ours else frozenset(gate.parties(sight)) - {party}
    most = _most(name, whole)
    moving, moves = gate.waiting(sight, parties, most)
    late, owed = gate.due(sight, Due("obligation", OWED, parties), most)
    asked = of_meeting.without_tabled(sight, late)
    late, owed = asked, owed - (len(late) - len(asked))
    known = gate.by_id(sight, sorted({item["record"] for item in late}))
    moved = rows.moves(moving, party, ours)
    once = rows.together(moved)
    moves -= len(moved) - len(once)
    told = _recorded(sight, ours)
    lines = told + once + rows.obligations(late, known)
    moves += len(told)
    of_meeting.name(sight, lines, known | {row.id: row for row in moving})
    for one in lines if ours else ():
        one["deeds"] = deeds.for_post(one, sight.reader.roles)
        one["doer"] = deeds.doer(one)
    title, none = (_("Waits on us"), _("Nothing is waiting on us.")) if ours else (_("Waits on them"), _("Nothing is waiting on them."))
    return _table(name, title, lines[:most], (moves + owed, owed >= COUNTED)) | {"none": none}


def _recorded(sight: Sight, ours: bool) -> list[dict[str, Any]]:
    """One line for all recorded words that wait for an answer, ours or theirs; none where none waits."""
    oldest, number = recorded.oldest(sight, ours)
    if oldest is None:
        return []
    many, them = f"{number}{'+' if number >= COUNTED else ''}", "us" if ours else "them"
    titles = {
        "en": f"{many} record{'' if number == 1 else 's'} put to {them} for confirmation",
        "ja": f"当方に確認を求める記録{many}件" if ours else f"相手側に確認を求めた記録{many}件",
    }
    line = rows.plain(oldest) | {"code": "", "titles": titles, "address": reverse("recorded")}
    return [line | {"what": ANSWER, "rule": "", "who": "" if ours else ", ".join(recorded.others(sight))}]


def _post(sight: Sight, officer: Officer, whole: str) -> dict[str, Any]:
    """What waits on this person's post inside the house: drafts to clear, to change, to release; work given to it."""
    sight_drafts.send_due(sight)
    now, lines = sight.node.now_us(), []
    texts: dict[str, Mapping[str, Any]] = {}
    for row, matter in sight_drafts.live(sight):
        if (place := place_of(officer, matter)) in MINE:
            shown = line(row, matter, now)
            there = reverse("draft-release", args=[row.id]) if place == "release" else shown["address"]
            lines.append(shown | {"what": MINE[place], "rule": "", "who": shown["officer"], "address": there})
            texts |= {row.id: matter.text.text} if matter.text is not None and matter.text.type in of_meeting.TYPES else {}
    of_meeting.name_drafts(sight, lines, texts)
    given = [(row, text) for row, text in sight_drafts.assignments(sight) if text.to_post == officer.post]
    known = gate.by_id(sight, sorted({text.record for _, text in given}))
    for _row, text in given:
        if text.record in known:
            late = text.due < sight.today
            until = (_("late: until %s") if late else _("until %s")) % day_text(text.due)
            what = f"{text.words} ({until})"
            lines.append(rows.plain(known[text.record]) | {"what": {"en": what, "ja": what}, "who": text.officer})
    made = _table("post", _("Waits on my post"), lines[: _most("post", whole)], (len(lines), False))
    return made | {"none": _("Nothing is waiting for your post within our government.")}


def _due(sight: Sight, whole: str) -> dict[str, Any]:
    """What comes due: obligations and schedules in the state "due", the soonest first."""
    most = _most("due", whole)
    asked = [gate.due(sight, Due(sort, ("due",)), most) for sort in ("obligation", "standing")]
    found = sorted((item for some, _ in asked for item in some), key=lambda item: (item["ends"] is None, item["ends"], item["record"]))[
        :most
    ]
    lines = rows.obligations(found, gate.by_id(sight, sorted({item["record"] for item in found})))
    for one in lines:
        one["deeds"] = deeds.for_post(one, sight.reader.roles) if one["who"] == sight.node.party else []
    numbers = [number for _, number in asked]
    made = _table("due", _("Due soon"), lines, (sum(numbers), max(numbers) >= COUNTED))
    return made | {"none": _("Nothing is due soon."), "due": True}


def _changed(sight: Sight, since: int, whole: str) -> dict[str, Any]:
    """Records that changed since the visit before this one."""
    found, number = gate.newer(sight, since, _most("changed", whole), CHANGED)
    title = _("Changed since my last visit") if since else _("Changed (this is your first visit)")
    lines = [rows.plain(row) | {"what": row.type} for row in found]
    of_meeting.name(sight, lines, {row.id: row for row in found})
    made = _table("changed", title, lines, (number, number >= CHANGED))
    return made | {"none": _("Nothing has changed."), "changed": True}


def _followed(sight: Sight, user: User, since: int, whole: str) -> dict[str, Any]:
    """What is new in what this person follows since the visit before this one."""
    found = follows.news(sight, user, since)
    lines = [rows.plain(row) | {"what": row.type} for row in found[: _most("followed", whole)]]
    made = _table("followed", _("New in what I follow"), lines, (len(found), False))
    return made | {"none": _("Nothing is new in what you follow."), "changed": True}


def _most(name: str, whole: str) -> int:
    """How many lines of a table are shown: its first, or as good as all where it was asked for alone."""
    return WHOLE if whole == name else SHOWN


def _table(name: str, title: str, lines: list[dict[str, Any]], number: tuple[int, bool]) -> dict[str, Any]:
    """A table of the Desk: its lines, how many there are of them, and whether that is where counting ended."""
    count, more = number
    rest = max(count - len(lines), 0) if len(lines) <= SHOWN else 0
    return {"name": name, "title": title, "lines": lines, "shown": lines, "count": count, "more": more, "rest": rest, "due": False}

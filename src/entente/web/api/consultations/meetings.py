"""Consultations by the API: series with their clocks, meetings with agenda, minutes and actions, the agenda that is proposed; as drafts.

Touches the database through the gate, and the act key through node.national.drafting. Whatever is written here is a draft: another post
clears and releases it. Serves I2, I3, I4 and I5.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
from django.http import HttpRequest
from ninja import Router

from entente.implementation.papers.agenda import GROUND_WORDS
from entente.kernel.area import Interval
from entente.kernel.errors import Refusal
from entente.node.meetings.agendas import Proposed, agenda_text, minutes_text
from entente.web.api.consultations import shapes_meetings
from entente.web.api.door import Text, operation
from entente.web.api.told import lines
from entente.web.api.writing import drafts
from entente.web.api.writing import shapes as drafted
from entente.web.consultations import agenda as agenda_page
from entente.web.consultations import index, keep, minutes, series
from entente.web.gate import Sight
from entente.web.sight import consultations as sights
from entente.web.sight import series as all_series
from entente.web.sight.consultations import Circle, Entry

router = Router(tags=["consultations"])


@operation(router, "GET", path="/series", response=list[shapes_meetings.Series], summary="Series of meetings")
def list_series(request: HttpRequest) -> list[dict[str, Any]]:
    """Every series of the channel with its clocks, its last and its next meetings, the most urgent first."""
    sight: Sight = request.sight
    every = all_series.of_channel(sight, sight.node.find_channel(None).id)
    found = [(_series(sight, entry, circle), entry) for entry, circle in all_series.listed(sight, every, sight.today)]
    return [one for one, _entry in sorted(found, key=lambda pair: (-pair[0]["rank"], pair[1].row.code))]


@operation(router, "GET", path="/series/{name}", response=shapes_meetings.SeriesWhole, summary="One series")
def get_series(request: HttpRequest, name: Text) -> dict[str, Any]:
    """A series with its text, every meeting, its actions, and what rules find today."""
    sight: Sight = request.sight
    entry = sights.named(sight, name, "meeting-series")
    circle = sights.circle(sight, entry)
    found = [found_line(one) for one in sights.today(sight, circle, entry.row.id)]
    held = {type_: [text_of(sight, one) for one in circle.of(type_)] for type_ in ("meeting", "action", "deferral")}
    return {"series": _series(sight, entry, circle), "text": keep.plain(entry.text), "found": found, "entries": held}


@operation(router, "GET", path="/series/{name}/agenda", response=list[shapes_meetings.AgendaLine], summary="The agenda that is proposed")
def list_agenda_lines(request: HttpRequest, name: Text) -> list[dict[str, Any]]:
    """The lines that the rules propose for a series' next meeting, the most pressing first, with their grounds and what withholds them."""
    sight: Sight = request.sight
    entry = sights.named(sight, name, "meeting-series")
    return [_line(one) for one in sights.proposed_lines(sight, entry.row)]


@operation(router, "POST", path="/series/{name}/meetings", response={201: drafted.Draft}, summary="The next meeting, as a draft")
def plan_meeting(request: HttpRequest, name: Text) -> Any:
    """Begins a draft of the next meeting: its number, host by rotation, participants by post, a window that ends when it is due."""
    sight: Sight = request.sight
    keep.must_draft(sight)
    entry = sights.named(sight, name, "meeting-series")
    text = series.next_meeting(sight, sights.circle(sight, entry))
    return drafts.keep(request, entry.row.channel, "meeting", text, entry.row.id)


@operation(router, "GET", path="/meetings/{name}", response=shapes_meetings.Meeting, summary="One meeting")
def get_meeting(request: HttpRequest, name: Text) -> dict[str, Any]:
    """A meeting with its agenda, its minutes, the actions that came of it and its joint statements, in effect or proposed."""
    sight: Sight = request.sight
    entry, circle = sights.meeting(sight, name)
    agenda, written = sights.agenda_of(circle, entry.row.id), minutes.latest(circle, entry.row.id)
    return {
        "meeting": text_of(sight, entry),
        "series": circle.entry.row.id,
        "agenda": text_of(sight, agenda) if agenda is not None else None,
        "minutes": text_of(sight, written) if written is not None else None,
        "actions": [text_of(sight, one) for one in circle.about("action", "meeting", entry.row.id)],
        "statements": [text_of(sight, one.entry) for one in sights.statements(sight, entry.row.id)],
        "found": [found_line(one) for one in sights.today(sight, circle, entry.row.id)],
    }


@operation(router, "POST", path="/meetings/{name}/agenda", response={201: drafted.Draft}, summary="An agenda, as a draft")
def draft_agenda(request: HttpRequest, name: Text, agenda: shapes_meetings.AgendaIn) -> Any:
    """Makes a draft of an agenda out of the proposed lines chosen by key, in that order, and lines of one's own.

    Refuses a key that is no longer proposed, and a line that the partner may not be shown. The marking is computed from its lines.
    """
    sight: Sight = request.sight
    keep.must_draft(sight)
    entry, circle = sights.meeting(sight, name)
    offered = {agenda_page.key(one.line): one for one in sights.proposed_lines(sight, circle.entry.row)}
    chosen = [(offered.get(one.key), one.minutes) for one in agenda.lines]
    picked = [(one, minutes) for one, minutes in chosen if one is not None and not one.withheld]
    if len(picked) < len(chosen):
        raise Refusal("line-not-offered", "W5", "One of these lines is no longer proposed, or may not go to the partner.")
    own = [{language: one[language] for language in ("en", "ja") if one.get(language)} for one in agenda.own]
    text = agenda_text(circle.entry.row.id, entry.row.id, [(one.line, minutes) for one, minutes in picked], [one for one in own if one])
    if not text["items"]:
        raise Refusal("agenda-empty", "W5", "Choose at least one line, or write one of your own.")
    joined = sights.compound(sight, [one.row for one, _minutes in picked if one.row is not None])
    label = joined.labels[0] if joined is not None and len(joined.labels) == 1 else None
    more = {"label": (label.policy, label.classification)} if label is not None else {}
    return drafts.keep(request, entry.row.channel, "agenda", text, entry.row.id, **more)


@operation(router, "POST", path="/meetings/{name}/minutes", response={201: drafted.Draft}, summary="Minutes, as a draft")
def draft_minutes(request: HttpRequest, name: Text) -> Any:
    """Begins minutes: from those that are there already, else from the agenda, else one empty paragraph."""
    sight: Sight = request.sight
    keep.must_draft(sight)
    entry, circle = sights.meeting(sight, name)
    there, agenda = minutes.latest(circle, entry.row.id), sights.agenda_of(circle, entry.row.id)
    more: dict[str, Any] = {}
    if there is not None:
        text = keep.plain(there.text)
        theirs = [act for who, verb, act in there.row.move_list() if who == sight.node.party and verb == "accept"]
        more = {"record": there.row.id} | ({"counters": theirs[0]} if theirs else {})
    elif agenda is not None:
        text = dict(minutes_text(agenda.text))
    else:
        text = {"series": entry.text.series, "meeting": entry.row.id, "paragraphs": [{"no": 1, "en": "", "ja": ""}]}
    return drafts.keep(request, entry.row.channel, "minutes", text, entry.row.id, **more)


def _series(sight: Sight, entry: Entry, circle: Circle) -> dict[str, Any]:
    found = index.line(sight, entry, circle)
    return {
        "record": lines(sight, [entry.row])[0],
        "agreed": entry.agreed,
        "interval_months": found["months"],
        "standing": found["standing"].state if found["standing"] is not None else None,
        "rank": found["rank"],
        "due": [{"clock": one["what"], "on": one["on"]} for one in found["clocks"]],
        "last_held": date.fromordinal(found["last"]) if found["last"] is not None else None,
        "next": [one["id"] for one in found["next"]],
        "next_host": found["host"],
        "moves": found["moves"],
    }


def text_of(sight: Sight, entry: Entry) -> dict[str, Any]:
    """A record with its words, as the API gives it."""
    return {"record": lines(sight, [entry.row])[0], "agreed": entry.agreed, "text": msgspec.to_builtins(entry.text)}


def found_line(one: Interval) -> dict[str, Any]:
    """What a rule found, as the API gives it."""
    return {name: getattr(one, name) for name in ("sort", "code", "state", "record", "starts", "ends", "move", "clauses", "reason")}


def _line(one: Proposed) -> dict[str, Any]:
    return {
        "key": agenda_page.key(one.line),
        "titles": one.line.titles,
        "ground": one.line.ground,
        "ground_words": GROUND_WORDS[one.line.ground],
        "record": one.row.id if one.row is not None else None,
        "withheld": list(one.withheld),
    }

"""One-click drafts about a meeting: postponed, by video, held; its agreed date; "ready"; a read-out begun.

Touches the database through the gate and node.national.drafting. Each gives a draft; the form follows where words are still wanted. Serves
I2-I5.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import reverse
from django.utils.translation import gettext as _

from entente.areas.consultations.joint_statements.records import revision_digest
from entente.areas.consultations.meetings.naming import called
from entente.areas.consultations.records import Meeting
from entente.kernel.calendar.days import parse_day
from entente.kernel.errors import Refusal
from entente.web import gate, refusals
from entente.web.consultations import keep, show
from entente.web.consultations.meeting import changes, others
from entente.web.consultations.meeting import offers as offers_of
from entente.web.gate import Row, Shows, Sight, shows
from entente.web.sight import consultations as sights
from entente.web.sight.consultations import Circle, Entry

OUTCOMES = frozenset({"JOINT STATEMENT", "AGREED MINUTES", "NONE"})
WORDED = frozenset({"postponed", "margins"})
"""Changes of which more is to be said than one click says: a new window, which event and where."""
NOTHING: Mapping[str, str] = {}


def changed(text: Meeting, what: str, today: date, post: Mapping[str, str] = NOTHING) -> dict[str, Any]:
    """A meeting's text changed: postponed, cancelled, vtc, margins, held, closed. A meeting to come keeps its window.

    Held on the day typed, else on the one agreed, with the outcome chosen. Refuses (CN4) a day that is none or is still to come.
    """
    on = min(text.starts.on, today) if text.starts is not None else today
    if what == "held" and (typed := post.get("held_on", "").strip()[:40]):
        on = day_held(typed, today)
    outcome = {"outcome": chosen} if what == "held" and (chosen := post.get("outcome")) in OUTCOMES else {}
    ways: dict[str, dict[str, Any]] = {
        "postponed": {"stage": "POSTPONED", "starts": None, "ends": None},
        "cancelled": {"stage": "CANCELLED"},
        "vtc": {"mode": "VTC", "place": {"en": "By video", "ja": "オンライン"}},
        "margins": {"mode": "MARGINS", "place": None},
        "held": {"stage": "HELD", "held_on": on.isoformat(), **outcome},
        "closed": {"stage": "CLOSED"},
    }
    return keep.plain(text, **ways[what])


def day_held(typed: str, today: date) -> date:
    """The day on which a meeting was held, as typed. Refuses (CN4) what is no day, and a day still to come."""
    day = parse_day(typed)
    if day is None:
        raise Refusal("no-day", "CN4", _("“%s” is not a date. Write it as 2018-10-02, 2 October 2018 or 平成30年10月2日.") % typed)
    if day > today:
        raise Refusal("day-to-come", "CN4", _("That day is still to come. A meeting is recorded as held once it was held."))
    return day


@shows(Shows.RECORDS)
def change(request: HttpRequest, record: str, what: str) -> HttpResponse:
    """A draft of the meeting changed; of one that was held for several series, its counts there go along (node.meetings.together)."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    sight: Sight = request.sight
    keep.must_draft(sight)
    entry, circle = sights.meeting(sight, record)
    if what not in {one["name"] for one in changes(entry)}:
        raise Http404
    try:
        text = changed(entry.text, what, sight.today, request.POST)
        if what == "held":
            text |= {"counts_for": served} if (served := _served(sight, entry, circle, request.POST)) else {}
        act = keep.keep(request, entry.row.channel, "meeting", text, entry.row, name=what)
    except Refusal as refusal:
        return keep.told(request, refusals.line(refusal), reverse("consultation-meeting", args=[entry.row.id]))
    return keep.to_form(act.id) if what in WORDED else keep.there(request, act.id)


def _served(sight: Sight, entry: Entry, circle: Circle, post: Any) -> list[str]:
    """The other series that a meeting held served as well, of those ticked and those its text names."""
    offered = {one["id"] for one in others(sight, entry, circle)}
    ticked = [one for one in post.getlist("counts_for") if one in offered] if hasattr(post, "getlist") else []
    return list(dict.fromkeys([*entry.text.counts_for, *ticked]))


@shows(Shows.RECORDS)
def fix_date(request: HttpRequest, record: str) -> HttpResponse:
    """A draft of the meeting at the slot that was accepted."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    sight: Sight = request.sight
    keep.must_draft(sight)
    entry, circle = sights.meeting(sight, record)
    text = date_text(sight, circle, entry, request.POST.get("offer"))
    try:
        return keep.there(request, keep.keep(request, entry.row.channel, "meeting", text, entry.row, name="date").id)
    except Refusal as refusal:
        return keep.told(request, refusals.line(refusal), reverse("consultation-meeting", args=[entry.row.id]))


@shows(Shows.RECORDS)
def begin(request: HttpRequest, record: str, type: str) -> HttpResponse:
    """A draft of a read-out or a joint statement of a meeting, begun, on its form."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    sight: Sight = request.sight
    keep.must_draft(sight)
    entry, _circle = sights.meeting(sight, record)
    text = begun(entry, type, sight.today)
    try:
        return keep.to_form(keep.keep(request, entry.row.channel, type, text).id)
    except Refusal as refusal:
        return keep.told(request, refusals.line(refusal), reverse("consultation-meeting", args=[entry.row.id]))


def begun(entry: Entry, type: str, today: date) -> dict[str, Any]:
    """The text of a read-out or a joint statement as far as its meeting gives it; "not found" for another type."""
    on = show.day_of(entry.text) or today
    if type == "joint-statement":
        return statement_begun(entry, on)
    if type != "read-out":
        raise Http404
    return {"series": entry.text.series, "meeting": entry.row.id}


def statement_begun(entry: Entry, on: date) -> dict[str, Any]:
    """A joint statement as far as its meeting gives it: its title, its day, and each side's first authority to speak for it."""
    meeting = called(entry.text)
    titles = {"en": f"Joint statement: {meeting['en']}"} if meeting.get("en") else {}
    titles |= {"ja": f"{meeting['ja']}共同声明"} if meeting.get("ja") else {}
    first: dict[str, str] = {}
    for one in entry.text.participants:
        first.setdefault(one.party, one.authority)
    return {
        "title": titles,
        "meeting": entry.row.id,
        "said_on": on.isoformat(),
        "spokespersons": [{"party": party, "authority": authority} for party, authority in first.items()],
        "clauses": list(entry.text.clauses),
    }


@shows(Shows.RECORDS)
def ready(request: HttpRequest, record: str) -> HttpResponse:
    """A draft of our "ready" for the statement as it is agreed now."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    sight: Sight = request.sight
    keep.must_draft(sight)
    entry = sights.named(sight, record, "joint-statement")
    text, mine = ready_text(sight, entry)
    try:
        return keep.there(request, keep.keep(request, entry.row.channel, "ready", text, mine, name=f"ready:{text['revision'][:16]}").id)
    except Refusal as refusal:
        back = reverse("consultation-meeting", args=[entry.text.meeting]) if entry.text.meeting else reverse("consultations")
        return keep.told(request, refusals.line(refusal), back)


def ready_text(sight: Sight, entry: Entry) -> tuple[dict[str, str], Row | None]:
    """(our "ready" for a statement as it is agreed now, the record of what we said before, which it supersedes)."""
    held = gate.listed(sight, {"type": "ready", "party": sight.node.party, "state": "issued"}, 200)
    return {"statement": entry.row.id, "revision": revision_digest(entry.text)}, next((r for r in held if r.grp == entry.row.id), None)


def date_text(sight: Sight, circle: Circle, entry: Entry, wanted: str | None) -> dict[str, Any]:
    """The meeting at the slot that was accepted of an offer; "not found" for an offer of which none was."""
    offer = next((one for one in offers_of(sight, circle, entry.row.id) if one["id"] == wanted and one["accepted"]), None)
    if offer is None or offer["accepted"] > len(offer["text"].slots):
        raise Http404
    slot = keep.plain(offer["text"])["slots"][offer["accepted"] - 1]
    return keep.plain(entry.text, stage="DATE AGREED", starts=slot["starts"], ends=slot["ends"])

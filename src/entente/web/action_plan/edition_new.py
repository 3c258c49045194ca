"""A new edition of the action plan: which drafts of measures go into it, its title, the meeting that is to endorse it.

Touches the database through the gate and node.national.drafting. What comes of it is a draft like any other: cleared and released by
others, with its measures, in one proposal. Serves I1.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from entente.areas.consultations.records import Meeting
from entente.kernel.bilingual import words
from entente.kernel.calendar.days import parse_day
from entente.kernel.errors import Refusal
from entente.node import editions
from entente.node.national import drafting
from entente.web import gate, refusals
from entente.web.action_plan.editions import meeting, shown
from entente.web.declaration import instruments
from entente.web.drafts import asking
from entente.web.gate import Row, Shows, Sight, shows
from entente.web.person.posts import DRAFTER, officer_of
from entente.web.records import rows
from entente.web.sight.editions import drafted, measure_drafts

LIMIT = 200
CALLED_OFF = "CANCELLED"
ASKED = ("title_en", "title_ja", "meeting", "meeting_en", "meeting_ja", "held_on")


@shows(Shows.RECORDS)
def new(request: HttpRequest) -> HttpResponse:
    """The form, and the draft that comes of it."""
    sight: Sight = request.sight
    if DRAFTER not in sight.reader.roles:
        raise PermissionDenied(_("Only a post that drafts may make an edition."))
    charter = sight.node.find_channel(None)
    offered = measure_drafts(sight, charter.id)
    problem = ""
    typed: dict[str, Any] = {"number": editions.next_number(sight.node, charter), "chosen": {one.record for one in offered if one.ready}}
    if request.method == "POST":
        typed = {key: request.POST.get(key, "").strip()[:LIMIT] for key in ASKED}
        typed |= {"number": editions.next_number(sight.node, charter), "chosen": set(request.POST.getlist("draft"))}
        try:
            heading = head(sight, typed)
            text = editions.edition_text(sight.node, charter, heading, [one.text for one in offered if one.record in typed["chosen"]])
            act = drafting.save(sight.node, officer_of(request), type_="plan-edition", text=text, channel=charter.id)
            if asking.ASK in request.POST:
                return asking.saved(request, act.id)
            return HttpResponseRedirect(reverse("plan-edition-draft", args=[act.id]))
        except Refusal as refusal:
            problem = refusals.line(refusal)
    listed = [(row.id, words(text.title), day_of(text)) for row, text in meetings(sight, charter.id)]
    details = {"offered": offered, "typed": typed, "problem": problem, "meetings": listed}
    return render(request, "web/edition_new.html", details, status=400 if problem else 200)


@shows(Shows.RECORDS)
def draft(request: HttpRequest, record: str) -> HttpResponse:
    """A drafted edition as the plan it would be."""
    sight: Sight = request.sight
    row = gate.record(sight, record)
    found = drafted(sight, row)
    if found is None:
        raise Http404
    edition, compared = found
    details = {
        "row": rows.plain(row),
        "text": edition,
        "readable": True,
        "entries": [shown(sight, entry) for entry in compared.entries],
        "dropped": [shown(sight, entry) for entry in compared.dropped],
        "draft": row.id,
        "draft_link": _draft_link(row.id),
        "meeting": meeting(edition),
    }
    return render(request, "web/edition.html", details)


def meetings(sight: Sight, channel: str) -> list[tuple[Row, Meeting]]:
    """The meetings of a channel that were held or are planned, the latest first: one of them endorses an edition."""
    found = [(row, gate.text(sight, row)) for row in gate.listed(sight, {"type": "meeting", "channel": channel}, 500)]
    listed = [(row, text) for row, text in found if isinstance(text, Meeting) and text.stage != CALLED_OFF]
    return sorted(listed, key=lambda one: (day_of(one[1]) or date.max, one[0].id), reverse=True)


def day_of(text: Meeting) -> date | None:
    """The day of a meeting: that on which it was held, else that for which it is fixed."""
    return text.held_on or (text.starts.on if text.starts is not None else None)


def _chosen(sight: Sight, record: str) -> dict[str, Any]:
    """An endorsement by a meeting of the list: its title, its day where it has one, its record."""
    row = gate.record(sight, record)
    text = gate.text(sight, row)
    if not isinstance(text, Meeting):
        raise Http404
    day = day_of(text)
    return {"meeting": words(text.title), "record": row.id} | ({"held_on": day.isoformat()} if day is not None else {})


def _draft_link(record: str) -> str:
    try:
        return str(reverse("draft", args=[record]))
    except NoReverseMatch:
        return str(reverse("record", args=[record]))


def head(sight: Sight, typed: dict[str, Any]) -> dict[str, Any]:
    """An edition's JSON without its measures; refuses what is missing and a day that is none."""
    title = {language: typed[f"title_{language}"] for language in ("en", "ja") if typed[f"title_{language}"]}
    if not title:
        raise Refusal("incomplete", "ED7", _("Enter a title for the edition, in English, Japanese or both."))
    found = instruments(sight)
    if not found:
        raise Refusal("incomplete", "ED7", _("No declaration is in effect here that a plan could rest on."))
    made = {"code": f"PLAN-{typed['number']}", "number": typed["number"], "title": title, "clauses": [f"{found[0][1].id}#I1"]}
    meeting = {language: typed[f"meeting_{language}"] for language in ("en", "ja") if typed[f"meeting_{language}"]}
    if typed["meeting"] and not meeting:
        return {**made, "endorsed": _chosen(sight, typed["meeting"])}
    if not meeting:
        return made
    endorsed: dict[str, Any] = {"meeting": meeting}
    if typed["held_on"]:
        day = parse_day(typed["held_on"])
        if day is None:
            raise Refusal(
                "no-day", "ED7", _("“%s” is not a date. Write it as 2018-10-02, 2 October 2018 or 平成30年10月2日.") % typed["held_on"]
            )
        endorsed["held_on"] = day.isoformat()
    return {**made, "endorsed": endorsed}

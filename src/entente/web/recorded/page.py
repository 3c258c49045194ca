"""Recorded words: what waits for our answer, what stands at home and can be put to a partner, what was put and how it was answered.

Touches the database through the gate, and the act key through node.national. What is put is a draft like any other: another post clears it,
a third releases it. Serves I1, I3.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from entente.kernel.charter import Charter
from entente.kernel.errors import Refusal
from entente.kernel.labels.disclose import ASSIGNING_OFFICER
from entente.node.national import drafting, putting
from entente.node.national.putting import Item
from entente.web import listing, refusals, words
from entente.web.drafts import asking
from entente.web.gate import Shows, Sight, shows
from entente.web.person.posts import ACCEPTING_OFFICER, DRAFTER, officer_of
from entente.web.recorded.shown import item_line, told_line
from entente.web.sight import drafts as sight_drafts
from entente.web.sight import recorded as sights

ABOUT, NONE = "about", "-"


@shows(Shows.RECORDS)
def recorded(request: HttpRequest) -> HttpResponse:
    """The page; `?clause=` and `?about=` narrow what stands at home, `?draft=` is a list in hand that is to be changed."""
    sight: Sight = request.sight
    charter, others = chosen_channel(request, sight)
    changed, revision = _changed(sight, request.GET.get("draft", ""))
    filters: list[listing.Filter] = []
    lines: list[dict[str, Any]] = []
    if charter is not None:
        items = sights.at_home(sight, charter)
        filters = _filters(request, sight, items)
        held = sights.in_hand(sight)
        drafts = {home: draft for home, draft in held.items() if draft != changed}
        for one in _narrowed(items, filters):
            line = item_line(sight, one)
            ticked = held.get(one.row.id) == changed if changed else not line["against"]
            lines.append(line | {"draft": drafts.get(one.row.id, ""), "ticked": ticked})
    waiting, count = sights.waiting_on_us(sight)
    details = {
        "filters": filters,
        "chosen": listing.chosen(filters),
        "channel": charter,
        "channels": others,
        "changed": changed,
        "revision": revision,
        "lines": lines,
        "goes": sum(not line["against"] and not line["draft"] for line in lines),
        "above": any(problem.rule == "B9" for line in lines for problem in line["against"]),
        "marks": ASSIGNING_OFFICER in sight.reader.roles,
        "drafts": DRAFTER in sight.reader.roles,
        "waiting": [told_line(sight, one) for one in waiting],
        "waiting_count": count,
        "count": len(lines),
        "accepts": ACCEPTING_OFFICER in sight.reader.roles,
        "ours": [told_line(sight, one) for one in sights.ours(sight)],
    }
    return render(request, "web/recorded/page.html", details)


@shows(Shows.RECORDS)
def put(request: HttpRequest) -> HttpResponse:
    """Makes a draft of a list of the records chosen (POST), or writes it over a draft that stands (`draft`, `revision`)."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    sight: Sight = request.sight
    if DRAFTER not in sight.reader.roles:
        raise PermissionDenied(_("Only a post that drafts may put records to a partner."))
    charter, _others = chosen_channel(request, sight)
    readable = {one.row.id for one in sights.at_home(sight, charter)} if charter is not None else set()
    wanted = [name for name in request.POST.getlist("record") if name in readable]
    try:
        if charter is None:
            raise Refusal("nothing-to-put", "CL1", "No partner shares a channel with us yet; what we record stays at home until one does.")
        made = _make(request, charter, wanted)
    except Refusal as refusal:
        messages.error(request, refusals.line(refusal))
        return HttpResponseRedirect(reverse("recorded"))
    return asking.saved(request, made)


def _make(request: HttpRequest, charter: Charter, wanted: Sequence[str]) -> str:
    """The draft of a list of these records, or a further revision of one; refuses what `putting.choose` and saving a draft refuse."""
    sight: Sight = request.sight
    officer = officer_of(request)
    text = putting.choose(sight.node, charter, wanted, officer if request.POST.get("down") else None)
    marked = putting.marking(sight.node, charter, text)
    changed, _revision = _changed(sight, request.POST.get("draft", ""))
    over: dict[str, Any] = {"draft": changed, "revision": request.POST.get("revision", "")} if changed else {}
    act = drafting.save(sight.node, officer, type_=putting.TYPE, text=text, channel=charter.id, label=marked, **over)
    return changed or act.id


def _changed(sight: Sight, name: str) -> tuple[str, str]:
    """A list in hand that is to be changed, and its latest revision; "" for none."""
    if not name:
        return "", ""
    row, found = sight_drafts.draft(sight, name)
    return (row.id, found.matter.revision) if found.type == putting.TYPE else ("", "")


def chosen_channel(request: HttpRequest, sight: Sight) -> tuple[Charter | None, list[Charter]]:
    """The channel asked for, or the only or first one; and all of them where there are several."""
    found = sights.channels(sight)
    asked = request.POST.get("channel", "") or request.GET.get("channel", "")
    chosen = next((one for one in found if one.id == asked), found[0] if found else None)
    return chosen, found if len(found) > 1 else []


def _filters(request: HttpRequest, sight: Sight, items: Sequence[Item]) -> list[listing.Filter]:
    clauses = sorted({clause for one in items for clause in one.said.get("clauses", ())})
    abouts = sorted({one.about for one in items if one.about})
    about = [(name, listing.in_words(words.kind(name))) for name in abouts] + [(NONE, str(_("No record")))]
    return [
        listing.choice(request.GET, "clause", _("Clause"), [(one, one.partition("#")[2]) for one in clauses]),
        listing.choice(request.GET, ABOUT, _("On a record of type"), about),
    ]


def _narrowed(items: Sequence[Item], filters: Sequence[listing.Filter]) -> list[Item]:
    value = {one.name: one.chosen for one in filters}
    found = [one for one in items if not value["clause"] or value["clause"] in one.said.get("clauses", ())]
    return [one for one in found if not value[ABOUT] or (one.about or NONE) == value[ABOUT]]

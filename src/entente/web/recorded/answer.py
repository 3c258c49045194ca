"""Answers to words that another side recorded of us: confirmed, each or all that were chosen; or corrected, with what is right.

Touches the database through the gate, and the act key through node.national.recorded. An answer is about the text that was read: one that
was replaced meanwhile is refused, and nothing is said then. Serves I1, I3.
"""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from entente.kernel.errors import Refusal
from entente.node.national import recorded
from entente.node.national.recorded import Answered
from entente.web import gate, refusals
from entente.web.gate import Shows, Sight, shows
from entente.web.person.posts import ACCEPTING_OFFICER, officer_of
from entente.web.recorded.shown import told_line
from entente.web.sight import recorded as sights

LONG = 20_000


@shows(Shows.RECORDS)
def confirm(request: HttpRequest) -> HttpResponse:
    """Confirms the records chosen (POST: `record` as id:act, several)."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    sight: Sight = request.sight
    check_role(sight)
    chosen: list[Answered] = []
    for given in request.POST.getlist("record")[: recorded.MOST + 1]:
        name, _colon, act = given.partition(":")
        chosen.append((gate.record(sight, name).id, act, "confirmed", {}))
    try:
        made = recorded.answer(sight.node, officer_of(request), chosen)
    except Refusal as refusal:
        messages.error(request, refusals.line(refusal))
    else:
        words = ngettext("%s record is confirmed.", "%s records are confirmed.", len(made)) % len(made)
        messages.success(request, words)
    return HttpResponseRedirect(reverse("recorded"))


@shows(Shows.RECORDS)
def correct(request: HttpRequest, record: str) -> HttpResponse:
    """The words that are right, beside those recorded (GET), and the answer (POST)."""
    sight: Sight = request.sight
    check_role(sight)
    row = gate.record(sight, record)
    told = next((one for one in sights.told(sight, [row]) if one.text.party == sight.node.party), None)
    if told is None or row.party == sight.node.party:
        raise Http404
    typed = {language: request.POST.get(language, "").strip()[:LONG] for language in ("en", "ja")}
    problem = ""
    if request.method == "POST":
        try:
            if not any(typed.values()):
                raise Refusal("nothing-right", "RB3", "Write what is right, in English, Japanese or both.")
            recorded.answer(sight.node, officer_of(request), [(row.id, request.POST.get("act", ""), "corrected", typed)])
        except Refusal as refusal:
            problem = refusals.line(refusal)
        else:
            messages.success(request, _("Corrected. Both stand side by side; they may replace their record."))
            return HttpResponseRedirect(reverse("recorded"))
    details = {"line": told_line(sight, told), "typed": typed, "problem": problem}
    return render(request, "web/recorded/correct.html", details, status=400 if problem else 200)


def check_role(sight: Sight) -> None:
    """Refuses whoever does not answer for his government."""
    if ACCEPTING_OFFICER not in sight.reader.roles:
        raise PermissionDenied(_("Accepting officers confirm and correct what was recorded of us; your post does not hold that role."))

"""Statements side by side: what may contradict what, with both sentences and the signs, and an officer's judgement on each pair.

Touches the database through the gate. A machine finds and never judges (implementation/positions/pairs.py). Serves every clause, I3.
"""

from __future__ import annotations

import re

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from entente.kernel.errors import Refusal
from entente.web import listing
from entente.web.declaration import as_of
from entente.web.gate import Shows, Sight, shows
from entente.web.oversight.pairs import listed, may_judge, state_of
from entente.web.person.posts import officer_of
from entente.web.sight import oversight as source

PART = re.compile(r"[A-Za-z0-9 ]{0,80}")
AT_ONCE = 25  # pairs on one page


@shows(Shows.RECORDS)
def statements(request: HttpRequest) -> HttpResponse:
    """Every pair, those that nobody has judged first; `?show=` narrows to open, differ or agree."""
    sight: Sight = request.sight
    question = as_of(request, sight.today, of_instrument=True)
    asked = source.question(sight, question.day, question.known, question.typed.get("instrument"))
    found = source.compared(sight, asked) if asked is not None else ()
    wanted = request.GET.get("show", "")
    states = {"open": "unjudged", "differ": "differs", "agree": "agrees"}
    counts = {name: sum(1 for one in found if state_of(one) == state) for name, state in states.items()}
    order = ("unjudged", "differs", "agrees")
    chosen = [one for one in found if wanted not in states or state_of(one) == states[wanted]]
    chosen.sort(key=lambda one: (order.index(state_of(one)), -len(one.pair.signs)))
    here, links = listing.part(request.GET, chosen, AT_ONCE)
    details = {
        "asked": question,
        "pairs": listed(sight, asked, here) if asked is not None else [],
        "counts": counts,
        "all": len(found),
        "wanted": wanted if wanted in states else "",
        "may_judge": may_judge(sight) and question.known is None,
        "clause_shown": True,
    } | links
    return render(request, "web/oversight/statements.html", details)


@shows(Shows.RECORDS)
def judge(request: HttpRequest) -> HttpResponse:
    """Keeps an officer's judgement on one pair, at home, and goes back to where it was asked."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    sight: Sight = request.sight
    asked = source.question(sight, sight.today)
    parts = request.POST.get("pair", "").split("|")
    verdict = request.POST.get("verdict")
    if asked is None or len(parts) != 3 or not all(PART.fullmatch(part) for part in parts) or verdict not in ("differs", "agrees"):
        raise Http404
    try:
        source.judge(sight, asked, officer_of(request), (parts[0], parts[1], parts[2]), verdict == "differs")
    except Refusal as refusal:
        if refusal.rule == "DR1":
            raise PermissionDenied(_("Statements are judged by who drafts or clears; your post does neither.")) from refusal
        messages.error(request, _("These two texts are no longer compared: one of them was changed or withdrawn meanwhile."))
    else:
        said = _("Recorded: they differ. It is a finding of ours alone until it is cleared for the joint paper.")
        messages.success(request, said if verdict == "differs" else _("Recorded: they do not differ."))
    back = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return HttpResponseRedirect(back if safe and back.startswith("/") else reverse("oversight-statements"))

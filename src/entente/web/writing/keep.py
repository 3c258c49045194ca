"""Small answers to a form at work: what was typed is kept, who else is there, what happened meanwhile.

Touches the pages' own tables, and the database through the gate. Asked by the page itself every few seconds; without a script a form keeps
what it holds whenever it is sent. Serves every clause.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import timezone

from entente.web import gate
from entente.web.gate import Shows, shows
from entente.web.person.posts import DRAFTER
from entente.web.writing import lost, presence, tidings


@lost.keeps
@shows(Shows.RECORDS)
def keep(request: HttpRequest) -> HttpResponse:
    """Keeps a form as it stands."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    kept = lost.keep(request.user, request.POST)
    return render(request, "web/writing/kept.html", {"kept": timezone.now() if kept else None})


@shows(Shows.RECORDS)
def present(request: HttpRequest, record: str) -> HttpResponse:
    """Who else has this open, and what happened to it."""
    row = gate.record(request.sight, record)
    if DRAFTER not in request.sight.reader.roles:
        raise Http404
    presence.renew(request.user, row.id)
    asked = {name: request.GET.get(name, "")[:64] for name in ("revision", "base", "counters")}
    found = {"present": presence.others(request.user, row.id), "tidings": tidings.tidings(request.sight, row, asked)}
    return render(request, "web/writing/present.html", found)

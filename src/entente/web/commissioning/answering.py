"""A lead's answer on a page: status, how it stands, an ask, the expected finish; what stands is offered to be corrected.

Touches the database through the gate, and node/returns for what is recorded. Serves I1.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from entente.areas.commissioning.form import RATINGS, Answer, Given, read
from entente.areas.commissioning.records import Return
from entente.areas.commissioning.reference import reference
from entente.kernel.bilingual import words
from entente.kernel.errors import Refusal
from entente.node.returns import rounds
from entente.node.returns.rounds import Standing
from entente.node.returns.states import Line
from entente.web import listing, refusals
from entente.web.commissioning import accounts
from entente.web.commissioning.role import coordinates, due_at
from entente.web.gate import Shows, Sight, shows
from entente.web.person.posts import officer_of
from entente.web.sight import commissioning as sights

FIELDS = {"rag": "rag", "narrative_en": "narrative.en", "narrative_ja": "narrative.ja", "ask_en": "ask.en", "ask_ja": "ask.ja",
          "forecast_finish": "forecast_finish"}  # fmt: skip
"""Names in the page's form by the key of what a form asks."""


@shows(Shows.RECORDS)
def answer(request: HttpRequest, record: str, measure: str) -> HttpResponse:
    """The form; sent, the return is recorded at once, in place of the one that stood."""
    sight: Sight = request.sight
    one = sights.found(sight, record)
    line = _line(sight, one, measure)
    if not coordinates(sight) and accounts.code_of(request.user.post) != line.asked.authority:
        raise PermissionDenied(_("This measure is answered for by another authority."))
    typed = _typed(request.POST) if request.method == "POST" else _standing(line.said)
    problems: list[str] = []
    if request.method == "POST":
        given = _read(one, line, typed, request)
        problems = [listing.in_words(item) for item in given.problems]
        if not given.empty and not problems:
            try:
                said = rounds.return_of(sight.node, officer_of(request), one.row.id, line.asked, (given, "FORM", None))
                rounds.record(sight.node, officer_of(request), one, line.asked, said)
                messages.success(request, _("Your return on %s is recorded.") % line.asked.code)
                return HttpResponseRedirect(reverse("round", args=[one.row.id]))
            except Refusal as refusal:
                problems = [refusals.line(refusal)]
        elif given.empty:
            problems = [_("Nothing was written.")]
    shown = {
        "round": one.text, "round_id": one.row.id, "line": line, "typed": typed, "problems": problems, "before": line.said,
        "due_at": due_at(sight, one.text.due), "ratings": RATINGS.items(),
    }  # fmt: skip
    return render(request, "web/commissioning/answer.html", shown, status=400 if problems else 200)


def _line(sight: Sight, one: Standing, measure: str) -> Line:
    """The measure of the round, where it may be read and the round is open; else "not found"."""
    lines = sights.lines(sight, one, accounts.by_authority(sight.node))
    found = next((line for line in lines if line.asked.measure == measure and line.row is not None), None)
    if found is None or one.text.closed_on is not None:
        raise Http404(_("There is no such record here, or it is not for you to see."))
    return found


def _typed(given: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(given.get(name, ""))[:60_000] for name in FIELDS}


def _standing(said: Return | None) -> dict[str, str]:
    """What the form begins with: the return that stands."""
    if said is None:
        return dict.fromkeys(FIELDS, "")
    told, asked = words(said.narrative), words(said.ask)
    finish = said.forecast_finish.isoformat() if said.forecast_finish is not None else ""
    return {
        "rag": said.rag, "narrative_en": told.get("en", ""), "narrative_ja": told.get("ja", ""), "ask_en": asked.get("en", ""),
        "ask_ja": asked.get("ja", ""), "forecast_finish": finish,
    }  # fmt: skip


def _read(one: Standing, line: Line, typed: Mapping[str, str], request: HttpRequest) -> Answer:
    """What was typed, read as any form is."""
    cells: dict[str, Any] = {key: typed[name] for name, key in FIELDS.items()}
    cells["reference"] = str(reference(one.row.id, one.text.code, line.asked))
    cells["by"] = f"{request.user.get_username()}, {request.user.post.code}"
    return read(Given({"en": "this page", "ja": "この画面"}, cells))

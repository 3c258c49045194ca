"""Withdrawing an own statement, after a page that shows which and what that means.

Touches the database and the act key through node.say. A form sent twice gives the same act. Serves I1 and every clause.
"""

from __future__ import annotations

import secrets

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from entente.kernel.errors import Refusal
from entente.kernel.fold import current
from entente.node import say
from entente.node.national import decisions
from entente.web import gate, refusals
from entente.web.gate import Row, Shows, Sight, shows
from entente.web.person import traces
from entente.web.person.posts import officer_of
from entente.web.records import fields, record, rows
from entente.web.records.decide import TOKEN


@shows(Shows.RECORDS)
def withdraw(request: HttpRequest, record_id: str) -> HttpResponse:
    """The page that asks (GET), and the act (POST)."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    sight: Sight = request.sight
    row = gate.record(sight, record_id)
    if row.party != sight.node.party:
        raise Http404
    if not may_withdraw(sight):
        raise PermissionDenied(_("Statements are withdrawn by those who draft or release; your post holds neither role."))
    given = request.POST.get("request", "")
    token = given if TOKEN.fullmatch(given) else secrets.token_urlsafe(24)
    name = f"web:withdraw:{row.id}:{token}"
    if request.method == "POST" and gate.requested(sight, name):
        return _done(request, row)
    problem = str(_("This statement was withdrawn already.")) if row.state == "withdrawn" else ""
    rule_words = ""
    if request.method == "POST" and not problem:
        try:
            decisions.enter(sight.node, officer_of(request), "withdraw", row.id, row.id)
            say.withdraw(sight.node, row.id, say.Manner(post=request.user.post.code, request=name))
            return _done(request, row)
        except Refusal as refusal:
            rule_words = refusals.line(refusal)
    page = {
        "row": rows.plain(row),
        "lines": _lines(sight, row),
        "token": token,
        "problem": problem,
        "rule_words": rule_words,
    }
    return render(request, "web/writing/withdraw.html", page, status=409 if problem or rule_words else 200)


def may_withdraw(sight: Sight) -> bool:
    """Whether the person's post holds a role that withdraws."""
    return bool(sight.reader.roles & record.VERBS["withdraw"])


def _lines(sight: Sight, row: Row) -> list[fields.Line] | None:
    state = gate.state(sight, row)
    cite = current(state)[0] if state is not None else None
    text = record.text_of(sight, row, cite, 0) if cite is not None else None
    return fields.lines(sight.node.registry.kinds.get(row.type), row.schema, text) if text is not None else None


def _done(request: HttpRequest, row: Row) -> HttpResponse:
    traces.note(request, row.id, traces.EDITED)
    messages.success(request, _("Withdrawn. The entry and its history remain."))
    return HttpResponseRedirect(reverse("record", args=[row.id]))

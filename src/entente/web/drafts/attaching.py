"""Files attached from a record's own page: the same words go again with them, as a draft that another post clears.

Touches the database through the gate, and the act key through node.national.drafting. Serves I1, S2 and every clause.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from entente.kernel.errors import Refusal
from entente.kernel.fold import current
from entente.node.national import drafting
from entente.web import gate, refusals
from entente.web.api.door import KEY
from entente.web.drafts.enclosed import held, together, with_source
from entente.web.gate import Row, Shows, Sight, shows
from entente.web.person import traces
from entente.web.person.posts import officer_of
from entente.web.records import entries
from entente.web.records.record import text_of
from entente.web.uploads import read


@shows(Shows.RECORDS)
def attach(request: HttpRequest, record: str) -> HttpResponse:
    """A draft of the record's own text with files beside those it has (POST): of an own statement, or of a text that all agreed."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    sight: Sight = request.sight
    row = gate.record(sight, record)
    found = standing(sight, row)
    if found is None:
        raise Http404
    act_of, text = found
    there = reverse("record", args=[row.id])
    try:
        files = together(held(sight.node, act_of), read(request.FILES.getlist("files")))
        given = request.POST.get("request", "")
        name = f"web:attach:{row.id[:64]}:{given if KEY.fullmatch(given) else secrets.token_urlsafe(24)}"
        wanted: dict[str, Any] = {"type_": row.type, "text": with_source(row.type, text, files), "record": row.id, "files": files}
        act = drafting.save(sight.node, officer_of(request), channel=row.channel, request=name, **wanted)
    except Refusal as refusal:
        messages.error(request, refusals.line(refusal))
        return HttpResponseRedirect(there)
    traces.note(request, row.id, traces.EDITED)
    messages.success(request, _("A draft was made with these files. Another post clears it, and then it goes."))
    return HttpResponseRedirect(reverse("draft", args=[act.id]))


def standing(sight: Sight, row: Row) -> tuple[str, Mapping[str, Any]] | None:
    """The act and the text that files can be attached to: of a record that stands and that our post may write on; None for any other."""
    state = gate.state(sight, row)
    cite, index, pending = current(state) if state is not None else (None, 0, True)
    text = text_of(sight, row, cite, index) if cite is not None else None
    return (cite.act, text) if cite is not None and text is not None and not pending and entries.may_attach(sight, row) else None

"""A file that came with an entry, handed out to be kept: never shown in place, never guessed at by the browser.

Touches the database through the gate. RFC 6266 (Content-Disposition), WHATWG Fetch (X-Content-Type-Options). Serves S2.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from entente.web import gate
from entente.web.gate import Shows, Sight, shows
from entente.web.sight import house as sight_house


@shows(Shows.RECORDS)
def file(request: HttpRequest, record: str, act: str, number: int) -> HttpResponse:
    """A file of one of the record's acts, by its number there; only where the act's body may be read."""
    sight: Sight = request.sight
    state = gate.state(sight, gate.record(sight, record))
    if state is None or act not in {cite.act for cite in state.history}:
        raise Http404
    about, content = sight_house.file(sight, gate.act(sight, act), number)
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer.headers["Content-Disposition"] = content_disposition_header(True, about.name) or "attachment"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer

"""A record to print or send, by the API: its sheet, or the document that it is, as PDF or DOCX.

Touches the database through the gate. A partner's version holds what every participant may have and nothing else. Serves I1, I3, S2.
"""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router

from entente.node.render.documents import MEDIA
from entente.node.sheets.making import DOCUMENT, SHEET, Order
from entente.web import gate
from entente.web.api.door import Text, a_file, operation
from entente.web.gate import Sight
from entente.web.person.posts import named
from entente.web.sight import sheets

router = Router(tags=["records"])


@operation(router, "GET", path="/records/{name}/file", summary="A record as PDF or DOCX", openapi_extra=a_file(MEDIA["pdf"], MEDIA["docx"]))
def get_record_file(
    request: HttpRequest,
    name: Text,
    what: Annotated[Literal["sheet", "document"], Query()] = "sheet",
    language: Annotated[Literal["en", "ja", "both"], Query()] = "en",
    form: Annotated[Literal["pdf", "docx"], Query()] = "pdf",
    whom: Annotated[Literal["national", "partner"], Query(alias="for")] = "national",
) -> HttpResponse:
    """All that is known of a record, or the document that it is: an edition, an agenda, minutes, a joint statement.

    "Not found" for a draft, and for the document of a record that is none; refuses what keeps it from the partner.
    """
    sight: Sight = request.sight
    row = gate.record(sight, name)
    if row.type == "draft" or (what == "document" and not sheets.is_document(row)):
        raise Http404
    order = Order(DOCUMENT if what == "document" else SHEET, language, whom)
    made = sheets.document(sheets.looking(sight, row), order, form, request.build_absolute_uri("/"), named(request))
    data, media, file = made
    return HttpResponse(data, content_type=media, headers={"Content-Disposition": f'attachment; filename="{file}"'})

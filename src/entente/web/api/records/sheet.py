"""A record to print or send, by the API: its sheet, or the document that it is, as PDF or DOCX.

Touches the database through the gate. A partner's version holds what every participant may have and nothing else. Serves I1, I3, S2.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from entente.node.render.documents import MEDIA
from entente.node.sheets.making import DOCUMENT, SHEET, Order
from entente.web import gate
from entente.web.api.door import Text, a_file, operation
from entente.web.gate import Sight
from entente.web.person.posts import named
from entente.web.sight import sheets

router = Router(tags=["records"])


class Version(Schema):
    """For whom, as of which day, and with what was known by the end of which (UTC); without days, as things stand now."""

    whom: Literal["national", "partner"] = Field("national", alias="for")
    on: date | None = None
    known: date | None = None


@operation(router, "GET", path="/records/{name}/file", summary="A record as PDF or DOCX", openapi_extra=a_file(MEDIA["pdf"], MEDIA["docx"]))
def get_record_file(
    request: HttpRequest,
    name: Text,
    version: Query[Version],
    what: Annotated[Literal["sheet", "document"], Query()] = "sheet",
    language: Annotated[Literal["en", "ja", "both"], Query()] = "en",
    form: Annotated[Literal["pdf", "docx"], Query()] = "pdf",
) -> HttpResponse:
    """All that is known of a record, or the document that it is: an edition, an agenda, minutes, a joint statement.

    A sheet may be asked for as of a day (`on`), and with what was known by the end of another (`known`, UTC).

    "Not found" for a draft, and for the document of a record that is none; refuses what keeps it from the partner.
    """
    sight: Sight = request.sight
    row = gate.record(sight, name)
    if row.type == "draft" or (what == "document" and not sheets.is_document(row)):
        raise Http404
    order = Order(DOCUMENT if what == "document" else SHEET, language, version.whom)
    made = sheets.document(
        sheets.looking(sight, row, version.on, version.known), order, form, request.build_absolute_uri("/"), named(request)
    )
    data, media, file = made
    return HttpResponse(data, content_type=media, headers={"Content-Disposition": f'attachment; filename="{file}"'})

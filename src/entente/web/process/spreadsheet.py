"""Any page with tables as a spreadsheet: `?as=xlsx` gives the same page's tables as XLSX, to whoever may see the page.

Touches nothing: what the page's view answered is read again and written as a workbook, so that the choke point has judged every word of it.
A sheet beside the tables says which page it was, its filters, its marking and when. Serves I1, S2 and every clause.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from entente.node.files import sheets
from entente.node.files.sheets import Cell
from entente.web import frame, tables_of
from entente.web.listing import AS, WHOLE, XLSX
from entente.web.templatetags.entente import bare_in, both_times, tongue

MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST = 60


def offer(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: answers with the page's tables where they are asked for; a page without a table stays a page."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        html = response.headers.get("Content-Type", "").startswith("text/html")
        if request.method != "GET" or request.GET.get(AS) != XLSX or response.status_code != 200 or not html:
            return response
        found = tables_of.find(response.content)
        return _workbook(request, found) if found.tables else response

    return answer


def _workbook(request: HttpRequest, found: tables_of.Found) -> HttpResponse:
    node = request.node
    marking = f"{_('Holds nothing above')} {bare_in(frame.ceiling_marking(node), tongue())}"
    about: list[list[Cell]] = [[_("Page"), found.heading], [_("Address"), request.path]]
    about += [[_("Filters"), found.filters]] if found.filters else []
    about += [[_("Marking"), marking], [_("Taken at"), strip_tags(both_times(node.clock()))]]
    if found.goes_on:
        about.append([_("Not whole"), _("The first %d rows stand here. Narrow the list by its filters to take the rest.") % WHOLE])
    tables = {**found.tables, _free(_("About this table"), found.tables): about}
    name = "-".join(["entente", *(part for part in request.path.strip("/").split("/") if part.isalpha())]) or "entente"
    widths = {sheet: _widths(rows) for sheet, rows in tables.items()}
    made = sheets.write_workbook(tables, widths, node.clock(), marking)
    return HttpResponse(made, content_type=MEDIA, headers={"Content-Disposition": f'attachment; filename="{name}.xlsx"'})


def _free(name: str, taken: Container[str]) -> str:
    return name if name not in taken else f"{name} 2"


def _widths(rows: Sequence[Sequence[Cell]]) -> list[int]:
    """Of each column, what its longest cell needs: a Japanese character is as wide as two others."""
    wide = [
        max((sum(2 if ord(c) > 0x2E7F else 1 for c in str(cell or "")) for cell in column), default=8) for column in zip(*rows, strict=True)
    ]
    return [min(max(one + 2, 8), WIDEST) for one in wide]

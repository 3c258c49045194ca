"""The plan as a table by the API: taken away, and brought in with a dry run row by row, then drafts of its rows.

Touches the database through the gate, and the act key through node.national.drafting. What is sent is not kept: the file is sent again to
carry it out. Headings are taken for fields as the page takes them, or as the sender says. Serves I1.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile

from entente.areas.action_plan.intake import Verdict
from entente.areas.action_plan.table import columns
from entente.implementation import fields
from entente.kernel.errors import Refusal
from entente.web.action_plan import plan_table
from entente.web.action_plan.plan_table import Upload
from entente.web.api import envelopes, told
from entente.web.api.door import a_file, operation
from entente.web.api.plan import shapes
from entente.web.gate import Sight

router = Router(tags=["imports"])
WORKBOOK = a_file("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")


@operation(router, "POST", path="/imports/plan/check", response=shapes.PlanRead, summary="What a table would do to the plan")
def check_plan_table(request: HttpRequest, choice: Form[shapes.PlanChoice], file: File[UploadedFile]) -> dict[str, Any]:
    """The dry run of a table (XLSX, CSV, DOCX): each row new, changed, the same, or refused with its reasons. Takes the role drafter.

    Refuses (F2) a table, row or field that there is none of.
    """
    plan_table.must_draft(request.sight)
    found = _chosen(request, choice)
    mapping = plan_table.mapping_of(request, found)
    judged = plan_table.verdicts(request.sight, found, mapping)
    columns = [
        {"position": at, "heading": str(heading or ""), "field": mapping.get(at)}
        for at, heading in enumerate(plan_table.headings_of(found))
    ]
    return {
        "name": found.name,
        "tables": [table.name for table in found.tables],
        "table": found.table.name,
        "heading_row": found.skipped + 1,
        "digest": found.digest,
        "columns": columns,
        "rows": [_row(request.sight, found, one) for one in judged],
    }


@operation(router, "POST", path="/imports/plan", response={201: list[shapes.RowDraft]}, summary="Drafts of a table's rows")
def import_plan_table(request: HttpRequest, digest: Form[envelopes.Line], choice: Form[shapes.PlanChoice], file: File[UploadedFile]) -> Any:
    """Drafts of every row that is new or changed, each once however often the table is sent; refused rows stay behind. Takes the role
    drafter.

    Refuses (DR4) a table whose cells are not those of the dry run that gave `digest`, and (F2) a table, row or field that there is none of.
    """
    plan_table.must_draft(request.sight)
    found = _chosen(request, choice)
    if found.digest != digest:
        raise Refusal("another-table", "DR4", _("This is not the table that was checked. Check it first, and send its digest along."))
    judged = plan_table.verdicts(request.sight, found, plan_table.mapping_of(request, found))
    made = plan_table.draft_rows(request, found, judged)
    return Status(201, [{"row": _at(found, one), "code": one.line.text["code"], "draft": draft} for one, draft in made])


@operation(router, "GET", path="/plan/file", summary="The action plan as XLSX", openapi_extra=WORKBOOK)
def get_plan_file(request: HttpRequest) -> HttpResponse:
    """Every readable measure in effect as a workbook, in the language asked for; imported again it changes nothing."""
    return plan_table.export(request)


def _chosen(request: HttpRequest, choice: shapes.PlanChoice) -> Upload:
    """What was sent, read where the sender says that the plan stands, by the fields that he names."""
    found = plan_table.sent(request)
    if choice.table is not None and choice.table > len(found.tables):
        raise Refusal("no-table", "F2", _("The file has no table %(number)d.") % {"number": choice.table})
    if choice.table is not None and choice.table - 1 != found.chosen:
        found = replace(found, chosen=choice.table - 1, skipped=0)
    if choice.heading_row is not None:
        if choice.heading_row > max(len(found.table.rows), 1):
            raise Refusal("no-table", "F2", _("The table has no row %(number)d.") % {"number": choice.heading_row})
        found = replace(found, skipped=choice.heading_row - 1)
    if choice.fields is None:
        return found
    known = {column.key for column in columns(plan_table.sides(request.sight))}
    headings = len(plan_table.headings_of(found))
    wrong = [f"{at}: {key}" for at, key in choice.fields.items() if key not in known or not 0 <= at < headings]
    wrong += [key for key, count in Counter(choice.fields.values()).items() if count > 1]
    if wrong:
        raise Refusal("no-table", "F2", _("Match each column of the table with one field of a measure, each once: %s.") % ", ".join(wrong))
    return replace(found, mapping=choice.fields)


def _at(found: Upload, verdict: Verdict) -> int:
    """The row of the sheet."""
    return found.skipped + 1 + verdict.line.number


def _row(sight: Sight, found: Upload, one: Verdict) -> dict[str, Any]:
    kind = sight.node.registry.kinds["measure"]
    changes = fields.changes(kind, kind.latest, one.before, one.line.text) if one.before and one.outcome == "changed" else []
    return {
        "row": _at(found, one),
        "outcome": one.outcome,
        "code": str(one.line.text.get("code", "")),
        "record": one.record or None,
        "reasons": list(one.reasons),
        "findings": [*one.findings, *one.line.remarks],
        "changes": [told.change(line) for line in changes if line.path],
    }

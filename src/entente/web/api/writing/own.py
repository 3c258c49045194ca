"""Own statements and files by the API: withdrawn; attached to drafts; read from entries.

Touches the database through the gate, and the act key through node.say and node.national.drafting. An own statement is superseded by a
draft that names its record (drafts.py); it is withdrawn here, as on its page. Serves I1 and every clause.
"""

from __future__ import annotations

from typing import Annotated, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import File, Form, Path, Router, Status
from ninja.files import UploadedFile

from entente.kernel.errors import Refusal
from entente.node import say
from entente.node.national import decisions, drafting
from entente.web import gate, uploads
from entente.web.api import envelopes
from entente.web.api.door import BINARY, Text, operation, request_name
from entente.web.api.writing import drafts, shapes
from entente.web.api.writing.say import said
from entente.web.drafts import attaching, enclosed
from entente.web.gate import Sight
from entente.web.person import traces
from entente.web.person.posts import officer_of
from entente.web.records import files
from entente.web.sight import house as sight_house
from entente.web.sight.api import draft_row, draft_view, said_under
from entente.web.writing.withdraw import may_withdraw

router = Router(tags=["own statements and files"])
Number = Annotated[int, Path(ge=1, le=999)]


@operation(router, "POST", path="/records/{name}/withdraw", response={201: envelopes.Said}, summary="Withdraw an own statement")
def withdraw_statement(request: HttpRequest, name: Text, answer: envelopes.Answer) -> Any:
    """Withdraws what this side stated; the entry and its history remain. Takes the role drafter or releasing-officer."""
    sight: Sight = request.sight
    row = gate.record(sight, name)
    if row.party != sight.node.party:
        raise Http404
    if not may_withdraw(sight):
        raise PermissionDenied(_("Statements are withdrawn by those who draft or release; your post holds neither role."))
    key = request_name(request, "withdraw", row.id[:64])
    before = said_under(sight, key)
    if before is not None:
        return Status(201, said(sight, row.id, before.act.id))
    if row.state == "withdrawn":
        raise Refusal("not-now", "W7", str(_("This statement was withdrawn already.")))
    decisions.enter(sight.node, officer_of(request), "withdraw", row.id, row.id)
    made = say.withdraw(sight.node, row.id, say.Manner(remark=answer.remark, post=request.user.post.code, request=key))
    traces.note(request, row.id, traces.EDITED)
    return Status(201, said(sight, row.id, made.id))


@operation(router, "GET", path="/records/{name}/acts/{act}/files", response=list[shapes.FileOf], summary="The files of an entry")
def list_files(request: HttpRequest, name: Text, act: Text) -> list[dict[str, Any]]:
    """The files attached to an entry of a record, by number."""
    sight: Sight = request.sight
    row, found = gate.record(sight, name), gate.act(sight, act)
    state = gate.state(sight, row)
    if state is None or all(cite.act != found.act.id for cite in state.history):
        raise Http404
    return [_file(one) for one in sight_house.files(sight, found, gate.body(sight, found))]


@operation(router, "GET", path="/records/{name}/acts/{act}/files/{number}", summary="A file of an entry", openapi_extra=BINARY)
def get_file(request: HttpRequest, name: Text, act: Text, number: Number) -> HttpResponse:
    """A file's bytes, as they were attached."""
    return files.file(request, name, act, number)


@operation(router, "POST", path="/records/{name}/files", response={201: shapes.Draft}, summary="Attach files to a record, as a draft")
def attach_to_record(request: HttpRequest, name: Text, attached: File[list[UploadedFile]]) -> Any:
    """Drafts a record's own text again with files beside those it has: of our statement, or of a text that all agreed; "not found" where
    neither stands. Takes the role drafter."""
    sight: Sight = request.sight
    row = gate.record(sight, name)
    found = attaching.standing(sight, row)
    if found is None:
        raise Http404
    act, text = found
    files = enclosed.together(enclosed.held(sight.node, act), uploads.read(attached))
    return drafts.keep(
        request, row.channel, row.type, enclosed.with_source(row.type, text, files), f"files:{row.id[:48]}", record=row.id, files=files
    )


@operation(router, "POST", path="/drafts/{name}/files", response=shapes.Draft, summary="Attach files to a draft")
def attach_files(request: HttpRequest, name: Text, revision: Form[envelopes.Line], attached: File[list[UploadedFile]]) -> dict[str, Any]:
    """Adds files as a further revision of a draft: it has to be cleared with them. Takes the role drafter."""
    sight: Sight = request.sight
    kept = draft_view(sight, draft_row(sight, name))
    held = enclosed.held(sight.node, kept.matter.revision)
    return _keep(request, kept.record, revision, enclosed.together(held, uploads.read(attached)))


@operation(router, "DELETE", path="/drafts/{name}/files/{number}", response=shapes.Draft, summary="Take a file off a draft")
def take_off_file(request: HttpRequest, name: Text, number: Number) -> dict[str, Any]:
    """Takes one file off, as a further revision. Takes the role drafter."""
    sight: Sight = request.sight
    kept = draft_view(sight, draft_row(sight, name))
    held = enclosed.held(sight.node, kept.matter.revision)
    if number > len(held):
        raise Http404
    return _keep(request, kept.record, kept.matter.revision, [one for at, one in enumerate(held, start=1) if at != number])


def _keep(request: HttpRequest, draft: str, revision: str, attached: list[enclosed.File]) -> dict[str, Any]:
    sight: Sight = request.sight
    text = draft_view(sight, draft_row(sight, draft)).matter.text
    if text is None:
        raise Http404
    drafting.save(
        sight.node, officer_of(request), type_=text.type, text=enclosed.with_source(text.type, text.text, attached), draft=draft,
        revision=revision, files=attached, request=request_name(request, "files", draft[:64]),
    )  # fmt: skip
    return drafts.shown(sight, draft_row(sight, draft))


def _file(one: sight_house.File) -> dict[str, Any]:
    return {"number": one.number, "name": one.name, "media_type": one.media_type, "size": one.size, "held": one.held}

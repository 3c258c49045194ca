"""What is done about one meeting by the API: changed, a read-out or a joint statement begun, papers, our own briefs; as drafts.

Touches the database through the gate, and the act key through node/. Briefs and papers for us alone stay at home and are kept at once.
Serves I2, I3, I4 and I5.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile

from entente.kernel.errors import Refusal
from entente.node import say
from entente.node.national import enclosures, overlays
from entente.web import uploads
from entente.web.api.consultations import shapes_meetings
from entente.web.api.door import Text, operation, request_name
from entente.web.api.writing import drafts
from entente.web.api.writing import shapes as drafted
from entente.web.consultations import attached, change, keep, meeting
from entente.web.gate import Sight
from entente.web.person.posts import officer_of
from entente.web.sight import consultations as sights
from entente.web.sight.consultations import Entry

router = Router(tags=["meetings"])
BEGUN = Literal["read-out", "joint-statement"]


@operation(router, "POST", path="/meetings/{name}/changes", response={201: drafted.Draft}, summary="Change a meeting, as a draft")
def change_meeting(request: HttpRequest, name: Text, wanted: shapes_meetings.ChangeIn) -> Any:
    """Drafts the meeting postponed, cancelled, by video, in the margins of another, held or closed. Takes the role drafter.

    Refuses (W5) what the meeting's page does not offer as it stands; other words of it are amended by `create_draft`.
    """
    sight: Sight = request.sight
    keep.must_draft(sight)
    entry, _circle = sights.meeting(sight, name)
    offered = [one["name"] for one in meeting.changes(entry)]
    if wanted.what not in offered:
        raise Refusal("not-now", "W5", _("As it stands the meeting can be: %s.") % (", ".join(offered) or "–"))
    text = change.changed(entry.text, wanted.what, sight.today)
    return drafts.keep(request, entry.row.channel, "meeting", text, f"{wanted.what}:{entry.row.id[:32]}", record=entry.row.id)


@operation(
    router, "POST", path="/meetings/{name}/begin/{type}", response={201: drafted.Draft}, summary="Begin a read-out or a joint statement"
)
def begin_words(request: HttpRequest, name: Text, type: BEGUN) -> Any:
    """Begins a draft of what is said after a meeting, with all that the meeting gives it. Takes the role drafter."""
    sight: Sight = request.sight
    keep.must_draft(sight)
    entry, _circle = sights.meeting(sight, name)
    return drafts.keep(request, entry.row.channel, type, change.begun(entry, type, sight.today), entry.row.id)


@operation(router, "POST", path="/meetings/{name}/papers", response={201: shapes_meetings.PaperKept}, summary="Add a paper to a meeting")
def add_paper(request: HttpRequest, name: Text, paper: Form[shapes_meetings.PaperIn], files: File[list[UploadedFile]]) -> Any:
    """Keeps files with a title: for both sides as a draft, for us alone at once. Takes the role drafter."""
    sight: Sight = request.sight
    keep.must_draft(sight)
    entry, circle = sights.meeting(sight, name)
    found = sights.agenda_of(circle, entry.row.id)
    typed = {key: str(value) for key, value in paper.dict().items() if value is not None}
    text = attached.paper_text(entry, typed, [item.no for item in found.text.items] if found is not None else [])
    label, sent = attached.marking(sight, paper.marking), uploads.read(files)
    if paper.whom == "both":
        more: dict[str, Any] = {"label": label} if label is not None else {}
        made = drafts.keep(request, entry.row.channel, "meeting-paper", text, entry.row.id, files=sent, **more)
        return Status(201, {"draft": made.value["id"], "record": None})
    manner = say.Manner(label=label, files=tuple(sent), request=request_name(request, "paper", entry.row.id[:64]))
    kept = enclosures.keep_at_home(sight.node, officer_of(request), "meeting-paper", text, manner)
    return Status(201, {"draft": None, "record": kept})


@operation(router, "GET", path="/agendas/{name}/briefs", response=shapes_meetings.Briefs, summary="Our own briefs on an agenda")
def get_briefs(request: HttpRequest, name: Text) -> Mapping[str, Any]:
    """Our briefs and lines to take, item by item; they never leave this node. Takes the role drafter."""
    sight: Sight = request.sight
    return {"items": sights.briefs(sight, _agreed(sight, name)).get("items", ())}


@operation(router, "PUT", path="/agendas/{name}/briefs", response=shapes_meetings.Briefs, summary="Write our own briefs on an agenda")
def put_briefs(request: HttpRequest, name: Text, briefs: shapes_meetings.Briefs) -> Mapping[str, Any]:
    """Keeps our briefs and lines to take as they are sent, in place of those before; items that the agenda does not have are left out."""
    sight: Sight = request.sight
    entry = _agreed(sight, name)
    known = {item.no for item in entry.text.items}
    items = [_brief(one) for one in briefs.items if one.no in known]
    told = [one for one in items if len(one) > 1]
    fields = {"items": told} if told else {}
    overlays.keep(sight.node, officer_of(request), entry.row.id, fields)
    anew = Sight(sight.node, sight.reader, sight.context)
    return {"items": sights.briefs(anew, entry).get("items", ())}


def _agreed(sight: Sight, name: str) -> Entry:
    """An agreed agenda, for a post that drafts."""
    entry = sights.named(sight, name, "agenda")
    if not entry.agreed:
        raise Http404
    if not keep.may_draft(sight):
        raise PermissionDenied(_("Drafts are written by those who hold the role of drafter; your post does not."))
    return entry


def _brief(one: shapes_meetings.ItemBrief) -> dict[str, Any]:
    """An item's brief and lines to take without what is empty."""
    brief, lines = _said(one.brief), [said for line in one.lines_to_take if (said := _said(line))]
    return {"no": one.no} | ({"brief": brief} if brief else {}) | ({"lines_to_take": lines} if lines else {})


def _said(words: Mapping[Any, str]) -> dict[str, str]:
    return {language: said.strip() for language, said in words.items() if said.strip()}

"""What is filed under a visit: the way to its place on the visit's page, to the form of a decision, and the purge of personal data.

Touches the database through the gate, and the act key through node.say: a purge destroys our own body for good, and tells every holder.
Serves S3, S2.
"""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from entente.areas.visits.clearances import VisitorList
from entente.areas.visits.parameters import REQUESTS
from entente.kernel.errors import Refusal
from entente.kernel.labels.disclose import RELEASING_OFFICER
from entente.node import say
from entente.web import gate, refusals
from entente.web.consultations import keep
from entente.web.gate import Row, Shows, Sight, shows
from entente.web.person.posts import officer_of
from entente.web.records import rows


def _visit_of(sight: Sight, row: Row) -> Row:
    """The visit under which a readable record is filed; else "not found"."""
    visit = getattr(gate.text(sight, row), "visit", None)
    known = gate.by_id(sight, [visit]).get(visit) if isinstance(visit, str) else None
    if known is None or known.type != "visit":
        raise Http404
    return known


@shows(Shows.RECORDS)
def place(request: HttpRequest, record: str) -> HttpResponse:
    """To where a record stands on its visit's page."""
    sight: Sight = request.sight
    row = gate.record(sight, record)
    return HttpResponseRedirect(f"{reverse('visit', args=[_visit_of(sight, row).id])}#filed-{row.id[:12]}")


@shows(Shows.RECORDS)
def decide(request: HttpRequest, record: str) -> HttpResponse:
    """To the form of a decision on a request; who does not draft, to the request itself."""
    sight: Sight = request.sight
    row = gate.record(sight, record)
    if row.type not in REQUESTS:
        raise Http404
    if not keep.may_draft(sight):
        return HttpResponseRedirect(reverse("record", args=[row.id]))
    return HttpResponseRedirect(f"{reverse('draft-new', args=['clearance-decision'])}?{urlencode({'about': row.id})}")


@shows(Shows.RECORDS)
def purge(request: HttpRequest, record: str) -> HttpResponse:
    """Purges our own list of visitors, after a page that says what that means; their number stays in the request."""
    sight: Sight = request.sight
    row = gate.record(sight, record)
    text, visit = own_list(sight, row), _visit_of(sight, row)
    may = RELEASING_OFFICER in sight.reader.roles
    if request.method == "POST":
        if not may:
            raise PermissionDenied(_("A list of visitors is purged by a releasing officer; your post does not hold that role."))
        try:
            purge_list(sight, officer_of(request).post, row)
        except Refusal as refusal:
            return keep.told(request, refusals.line(refusal), reverse("visit", args=[visit.id]))
        messages.success(request, _("Purged. The number of visitors stays in the request; every holder is told to destroy its copy."))
        return HttpResponseRedirect(reverse("visit", args=[visit.id]))
    details = {"row": rows.plain(row), "visit": rows.plain(visit), "number": len(text.persons), "may": may}
    return render(request, "web/visits/purge.html", details)


def own_list(sight: Sight, row: Row) -> VisitorList:
    """Our own list of visitors, as it stands; "not found" for any other record."""
    text = gate.text(sight, row)
    if not isinstance(text, VisitorList) or row.party != sight.node.party or row.state != "issued":
        raise Http404
    return text


def purge_list(sight: Sight, post: str, row: Row) -> list[str]:
    """Destroys every text of our own list and tells its holders; the acts that were purged. Whether the post may, the caller has asked."""
    acts = [revision.act for revision in row.revisions]
    for act in acts:
        say.about_act(sight.node, "purge", act, say.Manner(post=post, request=f"purge:{act}"))
    return acts

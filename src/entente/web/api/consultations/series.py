"""Series of meetings by the API: those promised and not yet there, a deferral, one meeting entered twice; as drafts.

Touches the database through the gate, and the act key through node.national.drafting. Serves I2, I3, I4 and I5.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Status

from entente.node.national import drafting
from entente.web import declaration
from entente.web.api.consultations import shapes_meetings
from entente.web.api.door import Text, operation, request_name
from entente.web.api.writing import drafts
from entente.web.api.writing import shapes as drafted
from entente.web.consultations import index, keep
from entente.web.consultations import series as page
from entente.web.gate import Sight
from entente.web.instruments import bring
from entente.web.person.posts import officer_of
from entente.web.sight import consultations as sights

router = Router(tags=["consultations"])


@operation(router, "POST", path="/series/promised", response={201: list[drafted.Draft]}, summary="Drafts of the declaration's own series")
def set_up_series(request: HttpRequest) -> Any:
    """Drafts of those of the declaration's own series that stand neither as records nor as drafts. Takes the role drafter.

    A series in any other words is made as every record is: by `create_draft`, of the type meeting-series.
    """
    sight: Sight = request.sight
    keep.must_draft(sight)
    channel = sight.node.find_channel(None).id
    return _made(request, channel, index.wanting(sight, channel))


@operation(
    router, "POST", path="/instruments/{instrument}/series", response={201: list[drafted.Draft]}, summary="Drafts of an instrument's series"
)
def draft_promised_series(request: HttpRequest, instrument: Text) -> Any:
    """Drafts of the meeting series that an instrument in effect promises in its own words; those that stand already are left out. Takes
    the role drafter."""
    sight: Sight = request.sight
    keep.must_draft(sight)
    row = next((row for row, text in declaration.instruments(sight) if text.id == instrument), None)
    if row is None:
        raise Http404
    return _made(request, row.channel, bring.wanting(sight, row, instrument))


@operation(router, "POST", path="/series/{name}/deferrals", response={201: drafted.Draft}, summary="Defer a series, as a draft")
def defer_series(request: HttpRequest, name: Text) -> Any:
    """Begins a deferral of the series from today: it explains a gap and repairs nothing. Its days and its reason are written in the draft.
    Takes the role drafter."""
    sight: Sight = request.sight
    keep.must_draft(sight)
    entry = sights.named(sight, name, "meeting-series")
    return drafts.keep(request, entry.row.channel, "deferral", page.deferral(entry, sight.today), entry.row.id)


@operation(router, "POST", path="/series/{name}/merge", response={201: drafted.Draft}, summary="One meeting entered twice, as a draft")
def merge_meetings(request: HttpRequest, name: Text, pair: shapes_meetings.MergeIn) -> Any:
    """Drafts the end of the later of two entries of one meeting, with a remark that names the one kept; "not found" where the two are no
    longer taken for one. Takes the role drafter."""
    sight: Sight = request.sight
    keep.must_draft(sight)
    entry = sights.named(sight, name, "meeting-series")
    found = next((one for one in page.twice(sights.circle(sight, entry)) if page.later(one)[1] == pair.gone), None)
    if found is None:
        raise Http404(_("These two are no longer taken for one meeting."))
    kept, gone = page.later(found)
    meeting = sights.named(sight, gone, "meeting")
    return drafts.keep(request, meeting.row.channel, "meeting", page.merged(meeting.text, kept), gone, record=meeting.row.id)


def _made(request: HttpRequest, channel: str, texts: Sequence[dict[str, Any]]) -> Any:
    """Drafts of these series, each once under the caller's key."""
    sight: Sight = request.sight
    made = []
    for text in texts:
        wanted: dict[str, Any] = {"type_": "meeting-series", "text": text, "channel": channel}
        made.append(drafting.save(sight.node, officer_of(request), **wanted, request=request_name(request, "series", text["code"][:64])))
    return Status(201, [drafts.kept(sight, act.id) for act in made])

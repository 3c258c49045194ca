"""Papers of a meeting and minutes of earlier ones: files attached under a label, listed and downloaded by whoever may read that label.

Touches the database through the gate and node/. For both sides a paper is a draft, cleared and released with its files; for us alone it is
kept at home at once. What the files say is found by the search. Serves I2, S2.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from entente.kernel.errors import Refusal
from entente.node import enclosures, say
from entente.web import refusals
from entente.web import sight_consultations as sights
from entente.web.consultations import keep, show
from entente.web.gate import Shows, Sight, shows
from entente.web.posts import officer_of
from entente.web.sight_consultations import Entry
from entente.web.uploads import read


@shows(Shows.RECORDS)
def attach(request: HttpRequest, record: str) -> HttpResponse:
    """Keeps files with a title: a draft for both sides, or at once for us alone."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    sight: Sight = request.sight
    keep.must_draft(sight)
    entry, _circle = sights.meeting(sight, record)
    back = f"{reverse('consultation-meeting', args=[entry.row.id])}#papers"
    try:
        files = read(request.FILES.getlist("files"))
        text = paper_text(entry, request.POST)
        label = _marking(sight, request.POST.get("marking", ""))
        if request.POST.get("whom") == "both":
            more: dict[str, Any] = {"label": label} if label is not None else {}
            return keep.there(keep.keep(request, entry.row.channel, "meeting-paper", text, files=files, **more).id)
        manner = say.Manner(label=label, files=tuple(files), request=keep.token(request, "paper"))
        enclosures.keep_at_home(sight.node, officer_of(request), "meeting-paper", text, manner)
    except Refusal as refusal:
        return keep.told(request, refusals.line(refusal), back)
    return HttpResponseRedirect(back)


def paper_text(entry: Entry, post: Any) -> dict[str, Any]:
    """The paper's text as typed; refuses (CN6) one without a title."""
    title = {language: said for language in ("en", "ja") if (said := post.get(f"title_{language}", "").strip()[:200])}
    if not title:
        raise Refusal("incomplete", "CN6", _("Give the paper a title, in English, Japanese or both."))
    sort = post.get("sort", "")
    text = {"series": entry.text.series, "meeting": entry.row.id, "title": title}
    return text | ({"sort": sort} if sort in ("OLD MINUTES", "OTHER") else {})


def _marking(sight: Sight, chosen: str) -> tuple[str, str] | None:
    """The policy and classification chosen; None for the channel's own."""
    ceiling = sight.node.home.settings.ceiling
    return (ceiling.policy, chosen) if chosen in markings(sight) else None


def markings(sight: Sight) -> list[str]:
    """The classifications that may be chosen: those of the node's policy up to what it may hold."""
    ceiling = sight.node.home.settings.ceiling
    policy = sight.node.samples.policies.get(ceiling.policy)
    names = [tier.name for tier in policy.classifications] if policy is not None else []
    return names[: names.index(ceiling.classification) + 1] if ceiling.classification in names else names


def listed(sight: Sight, meeting: str) -> list[dict[str, Any]]:
    """The papers of a meeting that this person may read, each with its files, whose it is, and whether it is for us alone."""
    found = []
    for entry in sights.all_of(sight, "meeting-paper"):
        if entry.text.meeting == meeting:
            alone = len(sight.node.charter(entry.row.channel).codes) == 1
            files = [{"no": no, "ref": ref} for no, ref in enumerate(sights.files(sight, entry.row), start=1)]
            found.append(show.plain(entry) | {"files": files, "alone": alone, "sort": show.choice("PaperSort", entry.text.sort)})
    return found


@shows(Shows.RECORDS)
def download(request: HttpRequest, record: str, number: int) -> HttpResponse:
    """One file, to be kept: never opened inside the pages."""
    sight: Sight = request.sight
    entry = sights.named(sight, record, "meeting-paper")
    found = sights.file(sight, entry.row, number)
    if found is None:
        raise Http404(_("This file is not here, or it is not for you to see."))
    ref, data = found
    headers = {"Content-Disposition": content_disposition_header(True, ref.name) or "attachment", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(data, content_type=ref.media_type, headers=headers)

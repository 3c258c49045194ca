"""Papers of a meeting and minutes of earlier ones: files attached under a label, listed and downloaded by whoever may read that label.

Touches the database through the gate and node/. For both sides a paper is a draft, cleared and released with its files; for us alone it is
kept at home at once. What the files say is found by the search. Serves I2, S2.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from entente.areas.consultations.records import Meeting, Participant
from entente.kernel.errors import Refusal
from entente.node import say
from entente.node.national import drafting, enclosures
from entente.node.national.matters import Draftview
from entente.web import refusals
from entente.web.consultations import keep, show
from entente.web.consultations.cleared import Barred, barred
from entente.web.gate import Shows, Sight, shows
from entente.web.person.posts import officer_of
from entente.web.sight import consultations as sights
from entente.web.sight.consultations import Entry
from entente.web.uploads import read


@shows(Shows.RECORDS)
def attach(request: HttpRequest, record: str) -> HttpResponse:
    """Keeps files with a title: a draft for both sides, or at once for us alone."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    sight: Sight = request.sight
    keep.must_draft(sight)
    entry, circle = sights.meeting(sight, record)
    back = f"{reverse('consultation-meeting', args=[entry.row.id])}#papers"
    try:
        files = read(request.FILES.getlist("files"))
        agenda = sights.agenda_of(circle, entry.row.id)
        text = paper_text(entry, request.POST, [item.no for item in agenda.text.items] if agenda is not None else [])
        label = marking(sight, request.POST.get("marking", ""))
        if request.POST.get("whom") == "both":
            more: dict[str, Any] = {"label": label} if label is not None else {}
            return keep.there(request, keep.keep(request, entry.row.channel, "meeting-paper", text, files=files, **more).id)
        manner = say.Manner(label=label, files=tuple(files), request=keep.token(request, "paper"))
        enclosures.keep_at_home(sight.node, officer_of(request), "meeting-paper", text, manner)
    except Refusal as refusal:
        return keep.told(request, refusals.line(refusal), back)
    return HttpResponseRedirect(back)


def paper_text(entry: Entry, post: Any, items: Sequence[int] = ()) -> dict[str, Any]:
    """The paper's text as typed, with the item of the agenda it belongs to where it is one of these; refuses (CN6) one without a title."""
    title = {language: said for language in ("en", "ja") if (said := post.get(f"title_{language}", "").strip()[:200])}
    if not title:
        raise Refusal("incomplete", "CN6", _("Enter a title for the paper, in English, Japanese or both."))
    sort = post.get("sort", "")
    text = {"series": entry.text.series, "meeting": entry.row.id, "title": title}
    item = int(typed) if (typed := post.get("item", "")).isascii() and typed.isdigit() else 0
    return text | ({"sort": sort} if sort in ("OLD MINUTES", "OTHER") else {}) | ({"item": item} if item in items else {})


def marking(sight: Sight, chosen: str) -> tuple[str, str] | None:
    """The policy and classification chosen; None for the channel's own."""
    ceiling = sight.node.home.settings.ceiling
    return (ceiling.policy, chosen) if chosen in markings(sight) else None


def markings(sight: Sight) -> list[str]:
    """The classifications that may be chosen: those of the node's policy up to what it may hold."""
    ceiling = sight.node.home.settings.ceiling
    policy = sight.node.samples.policies.get(ceiling.policy)
    names = [tier.name for tier in policy.classifications] if policy is not None else []
    return names[: names.index(ceiling.classification) + 1] if ceiling.classification in names else names


def listed(sight: Sight, meeting: Entry) -> list[dict[str, Any]]:
    """The papers of a meeting that this person may read: files, whose, for us alone or not, and which participants may not have it."""
    found = []
    for entry in sights.all_of(sight, "meeting-paper"):
        if entry.text.meeting == meeting.row.id:
            alone = len(sight.node.charter(entry.row.channel).codes) == 1
            files = [{"no": no, "ref": ref} for no, ref in enumerate(sights.files(sight, entry.row), start=1)]
            against = barred(sight, ours_alone(sight, meeting, alone), sights.label_of(sight, entry.row))
            found.append(
                show.plain(entry)
                | {"files": files, "alone": alone, "sort": show.choice("PaperSort", entry.text.sort), "item": entry.text.item}
                | {"title": show.said(entry.text.title), "barred": against}
            )
    return found


def barred_of(sight: Sight, found: Draftview) -> list[Barred]:
    """Which participants of its meeting may not have a paper that is still a draft; empty for a draft of anything else."""
    meeting = found.text.get("meeting") if found.type == "meeting-paper" else None
    row = sights.by_id(sight, meeting) if isinstance(meeting, str) else None
    entry = sights.entry(sight, row) if row is not None else None
    if entry is None or not isinstance(entry.text, Meeting):
        return []
    return barred(sight, entry.text.participants, drafting.label_of(sight.node, found.record))


def ours_alone(sight: Sight, meeting: Entry, alone: bool) -> list[Participant]:
    """Who is to have a paper of a meeting: all who take part, or of a paper for us alone those of our side."""
    return [one for one in meeting.text.participants if not alone or one.party == sight.node.party]


@shows(Shows.RECORDS)
def download(request: HttpRequest, record: str, number: int) -> HttpResponse:
    """One file of a paper, to be kept: never opened inside the pages."""
    return sent(request.sight, sights.named(request.sight, record, "meeting-paper"), number)


def sent(sight: Sight, entry: Entry, number: int) -> HttpResponse:
    """One file of a statement's act, as an answer that no browser opens in place; "not found" where it is not here."""
    found = sights.file(sight, entry.row, number)
    if found is None:
        raise Http404(_("This file is not here, or it is not for you to see."))
    ref, data = found
    headers = {"Content-Disposition": content_disposition_header(True, ref.name) or "attachment", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(data, content_type=ref.media_type, headers=headers)

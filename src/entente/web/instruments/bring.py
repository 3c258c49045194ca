"""Bringing a declaration: a file or pasted words in, a draft out that a person puts right before anything is proposed.

Touches the database through the gate and node.national.drafting; files are read by node.files.importing. Serves every clause of any
instrument.
"""

from __future__ import annotations

import secrets
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from entente.implementation.promised_series import series_texts
from entente.instrument import to_json
from entente.kernel.charter import Charter
from entente.kernel.errors import Refusal
from entente.node.files import importing
from entente.web import declaration, gate, refusals, words
from entente.web.consultations import keep
from entente.web.gate import Row, Shows, Sight, shows

LARGEST = 8 * 1024 * 1024
ACCEPTED = ".txt,.docx,.pdf,.html,.htm,.xml,.akn"


@shows(Shows.RECORDS)
def bring(request: HttpRequest) -> HttpResponse:
    """The page that takes a file or pasted words, and for which channel; what was read becomes a draft, which opens."""
    sight: Sight = request.sight
    keep.must_draft(sight)
    typed = {name: request.POST.get(name, "").strip()[:500] for name in ("id", "title", "channel", "language", "status")}
    problem = ""
    if request.method == "POST":
        try:
            return _taken(request, typed)
        except Refusal as refusal:
            problem = refusals.line(refusal)
    listed = [(one.id, one.terms.title, one.codes, one.id == typed["channel"]) for one in channels(sight)]
    details = {
        "problem": problem, "typed": typed, "channels": listed, "accepted": ACCEPTED, "token": secrets.token_urlsafe(24),
        "pasted": request.POST.get("pasted", "")[:2_000_000], "statuses": words.of_areas()["enum"]["VersionStatus"].items(),
    }  # fmt: skip
    return render(request, "web/instruments/bring.html", details, status=400 if problem else 200)


def channels(sight: Sight) -> list[Charter]:
    """The channels with a partner, in which a declaration can be proposed."""
    return [charter for charter in sight.node.channels() if len(charter.codes) > 1]


def _taken(request: HttpRequest, typed: dict[str, str]) -> HttpResponse:
    charter, text = read_sent(request, typed)
    act = keep.keep(request, charter.id, "instrument", text, name="instrument")
    return HttpResponseRedirect(reverse("instrument-correct", args=[act.id]))


def read_sent(request: HttpRequest, typed: dict[str, str]) -> tuple[Charter, dict[str, Any]]:
    """(the channel in which it would be proposed, the text read from what was sent). Refuses nothing sent, and what cannot be read."""
    sight: Sight = request.sight
    found = channels(sight)
    charter = next((one for one in found if one.id == typed["channel"]), found[0] if found else None)
    if charter is None:
        raise Refusal("no-channel", "DR5", _("There is no channel with a partner in which it could be proposed."))
    file = _file(request, "file", "pasted")
    if file is None:
        raise Refusal("nothing-sent", "IM9", _("Choose a file, or paste the words."))
    other = _file(request, "other", "other-pasted")
    language = typed["language"] if typed["language"] in ("en", "ja") else "ja"
    status = typed["status"] if typed["status"] in ("authentic", "courtesy") else "courtesy"
    others = [(language, status, other)] if other is not None else []
    made = importing.draft(file, importing.names_of(charter), {"id": typed["id"], "title": typed["title"]}, others)
    return charter, to_json(made.instrument)


def _file(request: HttpRequest, name: str, pasted: str) -> importing.File | None:
    """A file that was sent, else the words that were pasted; None for neither."""
    sent = request.FILES.get(name)
    if isinstance(sent, UploadedFile):
        if not sent.size or sent.size > LARGEST:
            raise Refusal("files", "CN4", _("The file is empty, or larger than 8 MB."))
        return str(sent.name or "file")[-200:], "", sent.read()  # what a browser says of its kind is not asked
    text = request.POST.get(pasted, "")
    return ("pasted.txt", "text/plain", text.replace("\r\n", "\n").encode()) if text.strip() else None


@shows(Shows.RECORDS)
def series(request: HttpRequest, instrument: str) -> HttpResponse:
    """Drafts of the meeting series that an instrument in effect promises in its own words; those that stand already are left out."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    sight: Sight = request.sight
    keep.must_draft(sight)
    found = next(((row, text) for row, text in declaration.instruments(sight) if text.id == instrument), None)
    if found is None:
        raise Http404
    row, _text = found
    here = f"{reverse('declaration')}?instrument={instrument}"
    try:
        wanted = wanting(sight, row, instrument)
        for one in wanted:
            keep.keep(request, row.channel, "meeting-series", one, name=f"series:{one['code']}")
    except Refusal as refusal:
        return keep.told(request, refusals.line(refusal), here)
    said = _("%s drafts were made. Each is cleared and released like any other.") % len(wanted)
    return keep.told(request, said if wanted else _("Every meeting series that the text promises stands here already."), here)


def wanting(sight: Sight, row: Row, instrument: str) -> list[dict[str, Any]]:
    """The texts of the series that an instrument promises in its own words and that do not stand here yet."""
    text: dict[str, Any] = importing.plain(row.revisions[-1].raw)
    held = {one.code for one in gate.listed(sight, {"channel": row.channel, "type": "meeting-series"}, 500)}
    codes, promised = sight.node.charter(row.channel).codes, importing.promised_series(text)
    other = importing.promised_otherwise(text)
    texts = series_texts(instrument, text.get("done_on"), codes, promised, text.get("language", "en"), other)
    return [one for one in texts if one["code"] not in held]

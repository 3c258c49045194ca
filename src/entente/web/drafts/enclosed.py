"""Files of a draft: attached and taken off, each time as a further revision, so that what was cleared is never another set of files.

Touches the database through the gate, and the act key through node.national.drafting. What a partner told us names its source file by its
SHA-256 (RB2): for such a draft the first file is the source. Serves I1, S2.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from entente.kernel.act import SALT
from entente.kernel.errors import Refusal
from entente.node.national import drafting, enclosures
from entente.node.national.matters import Draftview
from entente.node.node import Node
from entente.web import gate, refusals
from entente.web.api.door import KEY
from entente.web.gate import Shows, Sight, shows
from entente.web.person import traces
from entente.web.person.posts import officer_of
from entente.web.sight import drafts as sight_drafts
from entente.web.sight import house as sight_house
from entente.web.uploads import MOST, ends, read

RECORDED = "recorded"
File = tuple[str, str, bytes]


@shows(Shows.RECORDS)
def change(request: HttpRequest, record: str) -> HttpResponse:
    """Attaches files, or takes the one named off (POST); refuses as saving a draft does, and nothing is changed then."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    row, found = sight_drafts.draft(request.sight, record)
    try:
        _save(request, found)
    except Refusal as refusal:
        messages.error(request, refusals.line(refusal))
    else:
        traces.note(request, row.id, traces.EDITED)
        messages.success(request, _("Saved as a further revision. It has to be cleared with these files."))
    return HttpResponseRedirect(reverse("draft", args=[row.id]))


def _save(request: HttpRequest, found: Draftview) -> None:
    node, text = request.sight.node, found.matter.text
    if text is None:
        raise Http404
    revised = held(node, found.matter.revision)
    off = request.POST.get("off", "")
    if off:
        files = [one for number, one in enumerate(revised, start=1) if str(number) != off]
    else:
        files = together(revised, read(request.FILES.getlist("files")))
    given = request.POST.get("request", "")
    digest = hashlib.sha256(b"".join(hashlib.sha256(data).digest() for _name, _media, data in files)).hexdigest()[:24]
    name = f"web:files:{given if KEY.fullmatch(given) else secrets.token_urlsafe(24)}:{digest}"
    drafting.save(
        node, officer_of(request), type_=text.type, text=with_source(text.type, text.text, files), draft=found.record,
        revision=request.POST.get("revision", ""), files=files, request=name,
    )  # fmt: skip


def held(node: Node, act: str) -> list[File]:
    """The files of an act of ours, as they would be attached anew; refuses (DR5) where one is not held here any more."""
    return [(ref.name, ref.media_type, data[SALT:]) for ref, data in enclosures.held(node, act)]


def together(before: Sequence[File], more: Sequence[File]) -> list[File]:
    """All the files; refuses (CN4) more than there may be."""
    if len(before) + len(more) > MOST:
        raise Refusal("files", "CN4", _("Choose between one and %s files.") % MOST)
    return [*before, *more]


def with_source(type_: str, text: Any, files: list[File]) -> dict[str, Any]:
    """A text of what a partner told us names its source file; any other stays as it is."""
    if type_ != RECORDED:
        return dict(text)
    rest = {key: value for key, value in text.items() if key != "source_file"}
    return rest | ({"source_file": hashlib.sha256(files[0][2]).hexdigest()} if files else {})


def listed(sight: Sight, found: Draftview) -> list[sight_house.File]:
    """The files of a draft's latest revision."""
    held = gate.act(sight, found.matter.revision)
    return sight_house.files(sight, held, gate.body(sight, held))


def shown(sight: Sight, found: Draftview, changeable: bool) -> dict[str, Any]:
    """What a draft's page needs of its files."""
    return {"files": listed(sight, found), "changes_files": changeable, "files_token": secrets.token_urlsafe(24), "file_ends": ends()}

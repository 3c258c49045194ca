"""Release: exactly what the partner gets, who gets it and who does not and by which rule, what stays at home; then the order.

Touches the database through sight.drafts and node.national.drafting. The order waits its time and can be recalled until then. Serves I1,
S2.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from entente.kernel.area import Words
from entente.kernel.errors import Refusal
from entente.kernel.labels.disclose import RELEASING_OFFICER
from entente.node.national import drafting, putting
from entente.node.national.annotations import Fields
from entente.node.national.matters import Draftview
from entente.web import parties, refusals, words
from entente.web.action_plan.titled import titled
from entente.web.drafts import enclosed
from entente.web.drafts.by_field import against_of, grouped
from entente.web.drafts.listing import line
from entente.web.gate import Row, Shows, Sight, shows
from entente.web.person import traces
from entente.web.person.posts import by_title, officer_of
from entente.web.recorded import listed
from entente.web.records import fields, rows
from entente.web.sight import drafts as sight_drafts
from entente.web.templatetags.entente import bare_in, tongue

KINDS: dict[str, Words] = {
    "propose": {"en": "a proposal", "ja": "提案"},
    "state": {"en": "a statement of our own", "ja": "当方の発出文書"},
    "supersede": {"en": "a statement in place of our earlier one", "ja": "当方の従前の発出文書の差替え"},
}


@shows(Shows.RECORDS)
def release(request: HttpRequest, record: str) -> HttpResponse:
    """The preview (GET), and the order (POST)."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    sight: Sight = request.sight
    row, found = sight_drafts.draft(sight, record)
    officer = officer_of(request)
    if RELEASING_OFFICER not in officer.roles:
        raise PermissionDenied(_("Releasing officers order a release; your post does not hold that role."))
    refused = ""
    if request.method == "POST":
        try:
            _order(request, found)
        except Refusal as refusal:
            refused = refusals.line(refusal)
        else:
            traces.note(request, row.id, traces.EDITED)
            return HttpResponseRedirect(reverse("draft", args=[row.id]))
    shown = _page(request, row, found) | {"refused": refused}
    return render(request, "web/drafts/release.html", shown, status=409 if refused else 200)


def _order(request: HttpRequest, found: Draftview) -> None:
    given = request.POST.get("wait", "")
    seconds = int(given) if given.isascii() and given.isdigit() and len(given) < 9 else None
    drafting.order_release(request.sight.node, officer_of(request), found.record, seconds, request.POST.get("revision") or None)
    sight_drafts.send_due(request.sight)
    waits_ = _("Ordered. It goes when its waiting time is over; until then it can be recalled here.")
    us, codes = request.sight.node.party, found.channel.codes if found.channel is not None else ()
    others = [bare_in(parties.party(code), tongue()) or code for code in codes if code != us]
    gone = _("Released. It has gone to %s.") % _(", ").join(others) if others else _("Released. It stands among our own records.")
    messages.success(request, gone if seconds == 0 else waits_)


def _page(request: HttpRequest, row: Row, found: Draftview) -> dict[str, Any]:
    sight: Sight = request.sight
    known = sight.node.registry.kinds
    text = found.matter.text
    schema = text.schema if text is not None else 1
    preview = sight_drafts.preview(sight, officer_of(request), found)
    ready = found.state == "cleared" and not found.problems and preview is not None and not preview.against and not preview.refused
    mine = found.matter.drafted_by(officer_of(request).name, officer_of(request).post)
    return {
        "row": line(row, found.matter, sight.node.now_us()),
        "state": found.state,
        "next": by_title(found.next),
        "problems": against_of(grouped(sight, found, schema), found),
        "unnamed": [p.words for p in found.unnamed],
        "preview": preview,
        "meanwhile": sight_drafts.overtaken(sight, found),
        "plan_page": rows.whole_page(found.type, row.id, draft=True),
        "kind": KINDS.get(preview.kind, {}) if preview is not None else {},
        "channel": found.channel.terms.title if found.channel is not None else {},
        "texts": [
            (words.kind(t), titled(sight, t, fields.lines(known.get(t), version, one, whole=True))) for t, version, one in preview.texts
        ]
        if preview and found.type != putting.TYPE
        else [],
        "files": enclosed.listed(sight, found),
        "mine": mine,
        "ready": ready and not mine,
        "waits": waits(sight),
        **listed.of_draft(sight, found),
        "national": national(sight, text.record if text is not None else None),
        "comments": sum(len(event.comments) for event in found.history),
    }


def waits(sight: Sight) -> list[tuple[int, Words]]:
    """Waiting times to choose from, the node's own first."""
    own = drafting.waiting_s(sight.node)
    choices = {own: _minutes(own)} | {s: _minutes(s) for s in (900, 3600, 14_400, 86_400)}
    if sight.node.national().terms.exercise:
        choices[0] = {"en": "none (exercise only)", "ja": "待機なし（演習に限る）"}
    return list(choices.items())


def _minutes(seconds: int) -> Words:
    if seconds >= 3600 and seconds % 3600 == 0:
        hours = seconds // 3600
        return {"en": f"{hours} hour{'s' if hours != 1 else ''}", "ja": f"{hours}時間"}
    minutes = -(-seconds // 60)
    return {"en": f"{minutes} minute{'s' if minutes != 1 else ''}", "ja": f"{minutes}分"}


def national(sight: Sight, record: str | None) -> list[Any]:
    """Our own fields on the record, which stay at home."""
    return national_of(sight, sight_drafts.overlays(sight, record)) if record is not None else []


def national_of(sight: Sight, overlays: Iterable[tuple[Row, Fields]]) -> list[Any]:
    """The same of fields that were read already."""
    found = []
    for _row, said in overlays:
        kind = sight.node.registry.kinds.get(said.type)
        found += fields.national_lines(kind, said.fields)
    return found

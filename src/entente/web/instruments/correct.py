"""Putting a declaration right: the outline with what was read, a form over it, and the draft's own way to clearance and release.

Touches the database through the gate and node.national.drafting. The words of the text are not changed here. Serves every clause of any
instrument.
"""

from __future__ import annotations

import re
import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entente.instrument.promises import correct as correcting
from entente.instrument.promises.correct import Added, Corrections
from entente.instrument.promises.reading import RECITED, SEVERAL, WHOSE
from entente.kernel.calendar.days import parse_day
from entente.kernel.errors import Refusal
from entente.node.files import importing
from entente.web import gate, refusals, words
from entente.web.consultations import keep
from entente.web.drafts import asking
from entente.web.gate import Row, Shows, Sight, shows
from entente.web.instruments.outline import counts, outline
from entente.web.writing.edit import draft_address

CODE = re.compile(r"[A-Za-z0-9._-]{1,40}")
SURE = {"clear": gettext_lazy("clearly read"), "likely": gettext_lazy("likely so"), "unsure": gettext_lazy("not sure")}
ASKED = {
    RECITED: gettext_lazy("Is this recital a position to be followed, or background?"),
    WHOSE: gettext_lazy("Who promises this? No party is named before the verb."),
    SEVERAL: gettext_lazy("It names several things: one promise, or one for each?"),
}
MOST_ADDED = 3


@shows(Shows.RECORDS)
def correct(request: HttpRequest, record: str) -> HttpResponse:
    """The outline of a draft of an instrument. POST keeps the corrections; do=go goes on to the draft's own page."""
    sight: Sight = request.sight
    keep.must_draft(sight)
    row, draft = opened(sight, record)
    names = importing.names_of(sight.node.charter(draft.channel))
    problem = ""
    text: dict[str, Any] = dict(draft.text)
    if request.method == "POST":
        try:
            text = correcting.correct(draft.text, _said(request, draft.text), names)
            revision = request.POST.get("revision", "")[:64] or None
            keep.keep(request, draft.channel, "instrument", text, name="instrument-correct", draft=row.id, revision=revision)
        except Refusal as refusal:
            problem = refusals.line(refusal)
        else:
            if asking.ASK in request.POST:
                return keep.there(request, row.id)
            messages.success(request, _("The corrections are saved."))
            return HttpResponseRedirect(draft_address(row.id) if request.POST.get("do") == "go" else request.get_full_path())
    return render(request, "web/instruments/correct.html", _shown(row, text, names, problem), status=400 if problem else 200)


def opened(sight: Sight, record: str) -> tuple[Row, Any]:
    """A readable draft of an instrument; "not found" for anything else."""
    row = gate.record(sight, record)
    held: Any = gate.text(sight, row)
    if row.type != "draft" or getattr(held, "type", "") != "instrument" or held.channel is None or "clauses" not in held.text:
        raise Http404
    return row, held


def _shown(row: Row, text: dict[str, Any], names: Any, problem: str) -> dict[str, Any]:
    enums = words.of_areas()["enum"]
    readings = importing.readings(text, names)
    series = importing.promised_series(text)
    questions = {code: [ASKED.get(asked, asked) for asked in reading.questions] for code, reading in readings.items()}
    lines = outline(text, readings)
    for section in lines:
        for element in section["elements"]:
            for promise in element["promises"]:
                reading = promise["reading"]
                promise["sure"] = SURE[reading.confidence] if reading is not None else ""
                promise["questions"] = questions.get(promise["code"], [])
    return {
        "row": row,
        "text": text,
        "sections": lines,
        "counts": counts(text, series),
        "series": series,
        "kinds": list(enums["CommitmentKind"].items()),
        "units": list(enums["RhythmUnit"].items()),
        "bases": list(enums["RhythmBasis"].items()),
        "elements": [element["id"] for section in lines for element in section["elements"]],
        "added": range(MOST_ADDED),
        "problem": problem,
        "revision": row.revisions[-1].act,
        "token": secrets.token_urlsafe(24),
        "draft": draft_address(row.id),
    }


def _said(request: HttpRequest, text: Any) -> Corrections:
    """What the form says. A promise whose fields are not in the form stays as it is."""
    post = request.POST
    promises: dict[str, dict[str, Any]] = {}
    for one in text.get("commitments", ()):
        code = one["code"]
        if f"kind-{code}" not in post:
            continue
        promises[code] = {
            "kind": post[f"kind-{code}"],
            "parties": post.get(f"parties-{code}", "").upper().split(),
            "en": post.get(f"en-{code}", ""),
            "ja": post.get(f"ja-{code}", ""),
            "drop": f"drop-{code}" in post,
        }
    rhythms: dict[int, dict[str, Any]] = {}
    for at, _rhythm in enumerate(text.get("rhythms", ())):
        if f"unit-{at}" in post:
            every = post.get(f"every-{at}", "").strip()
            number = int(every) if every.isascii() and every.isdigit() and 0 < int(every) <= 600 else None
            rhythms[at] = {"every": number, "unit": post[f"unit-{at}"], "basis": post.get(f"basis-{at}", ""), "drop": f"drop-r{at}" in post}
    added = [
        Added(post.get(f"add-clause-{n}", "")[:80], post.get(f"add-words-{n}", "")[:20_000], post.get(f"add-kind-{n}", "do"))
        for n in range(MOST_ADDED)
        if post.get(f"add-words-{n}", "").strip()
    ]
    return Corrections(post.get("title", ""), _day(post.get("done_on", "")), promises, rhythms, added)


def _day(typed: str) -> str | None:
    """The day the text was done, as typed; empty takes it away. Refuses what is no date."""
    if not typed.strip():
        return ""
    found = parse_day(typed)
    if found is None:
        raise Refusal("no-date", "IM10", _("“%s” is not a date. Write it as 2018-10-02, 2 October 2018 or 平成30年10月2日.") % typed[:40])
    return found.isoformat()

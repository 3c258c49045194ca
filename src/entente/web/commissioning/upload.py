"""Returned files and dropped mails: read in, shown answer by answer with what would be recorded, recorded when an officer confirms.

Touches the database through the gate; what was read is kept as the person's own work (autosave.py) until he has recorded it or thrown it
away. Serves I1, S2.
"""

from __future__ import annotations

import hashlib
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import takewhile
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from entente.areas.commissioning.form import Given
from entente.areas.commissioning.intake import Verdict, judge
from entente.kernel.area import Words
from entente.kernel.bilingual import words
from entente.kernel.errors import Refusal
from entente.node.returns import originals, reading, rounds
from entente.node.returns.reading import Delivery
from entente.web import refusals
from entente.web.commissioning.role import must_coordinate
from entente.web.gate import Shows, Sight, shows
from entente.web.person import autosave
from entente.web.person.posts import officer_of
from entente.web.sight import commissioning as sights

FORM = "round-returns"
ORIGINAL = "round-original:"
PART = 2_500_000
"""Bytes of a file in one row of what is kept: less than autosave.MAX_BYTES when written in base 64."""
MOST = 40
ASKED: Words = {"en": "Ask of the partner", "ja": "相手側への要請"}


@shows(Shows.RECORDS)
def upload(request: HttpRequest) -> HttpResponse:
    """The page that takes returned files and mails; what cannot be read at all is named, and the others are read."""
    must_coordinate(request.sight)
    problems: list[tuple[str, Refusal]] = []
    if request.method == "POST":
        taken: list[Delivery] = []
        came: dict[str, bytes] = {}
        files = request.FILES.getlist("files")
        if not files or len(files) > MOST:
            problems.append(("", Refusal("files", "CN4", _("Choose between one and %s files.") % MOST)))
        for file in files[:MOST]:
            try:
                data = file.read() if file.size <= reading.MAX_BYTES else b""
                taken.append(reading.read_return(name_of(file.name), data))
                came[taken[-1].digest] = data
            except Refusal as refusal:
                problems.append((name_of(file.name), refusal))
        if taken and _keep(request, taken, came, problems):
            return HttpResponseRedirect(reverse("round-upload-check"))
    kept = autosave.kept(request.user, FORM) is not None
    shown = {"problems": _lines(problems), "kept": kept}
    return render(request, "web/commissioning/upload.html", shown, status=400 if problems else 200)


def _lines(problems: list[tuple[str, Refusal]]) -> list[Any]:
    """What could not be read, file by file, in the page's language."""
    return [
        format_html("{}: {}", name, refusals.line(why)) if name and name not in why.words else refusals.line(why) for name, why in problems
    ]


def name_of(name: str) -> str:
    """A file's name without its folders and without what cannot be shown."""
    return "".join(c for c in (name or "").replace("\\", "/").rpartition("/")[2] if c.isprintable())[-120:]


@shows(Shows.RECORDS)
def check(request: HttpRequest) -> HttpResponse:
    """The dry run."""
    sight: Sight = request.sight
    must_coordinate(sight)
    kept = _kept(request)
    if kept is None:
        return HttpResponseRedirect(reverse("round-upload"))
    deliveries, problems = kept
    judged = verdicts(sight, deliveries)
    shown = [_shown(at, one) for at, (one, _delivery) in enumerate(judged) if one.outcome != "empty"]
    counts = {outcome: sum(one["outcome"] == outcome for one in shown) for outcome in ("new", "differs", "same", "refused")}
    details: dict[str, Any] = {"lines": shown, "counts": counts, "files": [one.name for one in deliveries], "problems": _lines(problems)}
    details |= {"empty": sum(one.outcome == "empty" for one, _delivery in judged), "recordable": counts["new"] + counts["differs"]}
    return render(request, "web/commissioning/check.html", details)


@shows(Shows.RECORDS)
def record(request: HttpRequest) -> HttpResponse:
    """Records what the officer has ticked, or throws all of it away."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    sight: Sight = request.sight
    must_coordinate(sight)
    kept = _kept(request)
    if kept is None or "discard" in request.POST:
        _forget(request)
        return HttpResponseRedirect(reverse("round-upload"))
    judged = verdicts(sight, kept[0])
    chosen = [pair for at, pair in enumerate(judged) if str(at) in request.POST.getlist("take") and pair[0].outcome in ("new", "differs")]
    asked = [(one.known.record, one.asked.measure) for one, _d in chosen if one.known is not None and one.asked is not None]
    if not chosen or len(set(asked)) < len(asked):
        words_ = _("Choose one return for each measure.") if chosen else _("Choose at least one return.")
        messages.error(request, words_)
        return HttpResponseRedirect(reverse("round-upload-check"))
    try:
        done = rounds.record_all(sight.node, officer_of(request), [(one, d.way, d.digest) for one, d in chosen])
        keep_originals(request, chosen, partial(_original, request))
    except Refusal as refusal:
        messages.error(request, refusals.line(refusal))
        return HttpResponseRedirect(reverse("round-upload-check"))
    _forget(request)
    messages.success(request, ngettext("%d return is recorded.", "%d returns are recorded.", len(done)) % len(done))
    return HttpResponseRedirect(reverse("round", args=[asked[0][0]]))


def verdicts(sight: Sight, deliveries: list[Delivery]) -> list[tuple[Verdict, Delivery]]:
    """Every answer with what would become of it, and the file it stands in."""
    pairs = [(replace(answer, where=_within(one, answer.where)), one) for one in deliveries for answer in one.answers]
    found = judge([answer for answer, _one in pairs], sights.known(sight), sight.node.clock().date())
    return [(verdict, one) for verdict, (_answer, one) in zip(found, pairs, strict=True)]


def _within(one: Delivery, where: Words) -> Words:
    """A place with the file that it is in."""
    return {"en": f"{one.name}, {where['en']}", "ja": f"{one.name}の{where['ja']}"}


def _shown(at: int, one: Verdict) -> dict[str, Any]:
    answer = one.answer
    prose = (("narrative", answer.narrative), ("ask", answer.ask))
    return {
        "no": at,
        "where": answer.where,
        "outcome": one.outcome,
        "round": one.known.text.code if one.known is not None else "",
        "code": one.asked.code
        if one.asked is not None
        else (answer.reference.measure if answer.reference is not None else answer.typed[:60]),
        "rag": answer.rag.lower() if answer.rag is not None else "",
        "by": answer.by,
        "told": [(ASKED if key == "ask" else {}, words(text)) for key, text in prose if text is not None],
        "finish": answer.forecast_finish,
        "reasons": one.reasons,
        "remarks": one.remarks,
        "before": words(one.before.narrative) if one.before is not None and one.outcome == "differs" else {},
        "before_rag": one.before.rag.lower() if one.before is not None and one.outcome == "differs" else "",
    }


def _number(one: Verdict) -> str:
    """The number of the measure, as far as it is known."""
    if one.asked is not None:
        return one.asked.code
    return one.answer.reference.measure if one.answer.reference is not None else one.answer.typed[:60]


def _keep(request: HttpRequest, taken: list[Delivery], came: dict[str, bytes], problems: list[tuple[str, Refusal]]) -> bool:
    values: dict[str, Any] = {
        "files": [[one.name, one.digest, one.way, [[dict(g.where), dict(g.cells)] for g in one.given]] for one in taken],
        "problems": [[name, why.code, why.rule, why.words] for name, why in problems],
    }
    if not autosave.keep(request.user, FORM, values):
        problems.append(("", Refusal("file-too-large", "F1", _("These files hold too much text to be kept at once; send fewer."))))
        return False
    for digest, data in came.items():
        for at, first in enumerate(range(0, len(data), PART)):
            autosave.keep(request.user, _part(digest, at), {"data": b64encode(data[first : first + PART]).decode("ascii")})
    return True


def _part(digest: str, at: int) -> str:
    """The name under which a part of a file as it came waits."""
    return f"{ORIGINAL}{digest}:{at}"


def _original(request: HttpRequest, digest: str) -> bytes:
    """A file as it came, put together again; empty where it does not wait any more."""
    parts = (autosave.kept(request.user, _part(digest, at)) for at in range(reading.MAX_BYTES // PART + 1))
    data = b"".join(b64decode(part.values["data"]) for part in takewhile(lambda part: part is not None, parts) if part is not None)
    return data if hashlib.sha256(data).hexdigest() == digest else b""


def _forget(request: HttpRequest) -> None:
    """The files were recorded, or thrown away."""
    kept = _kept(request)
    for one in kept[0] if kept is not None else ():
        for at in range(reading.MAX_BYTES // PART + 1):
            autosave.forget(request.user, _part(one.digest, at))
    autosave.forget(request.user, FORM)


def keep_originals(request: HttpRequest, chosen: list[tuple[Verdict, Delivery]], came: Callable[[str], bytes]) -> None:
    """The files of the returns that were recorded, kept as they came (by digest) with the round they answer."""
    sight: Sight = request.sight
    for digest in dict.fromkeys(delivery.digest for _one, delivery in chosen):
        data = came(digest)
        mine = [(one, delivery) for one, delivery in chosen if delivery.digest == digest]
        for round_ in dict.fromkeys(one.known.record for one, _d in mine if one.known is not None):
            asked = [one.asked for one, _d in mine if one.asked is not None and one.known is not None and one.known.record == round_]
            if data:
                originals.keep(sight.node, officer_of(request), round_, mine[0][1], (data, asked))


def _kept(request: HttpRequest) -> tuple[list[Delivery], list[tuple[str, Refusal]]] | None:
    kept = autosave.kept(request.user, FORM)
    if kept is None:
        return None
    files = [Delivery(name, digest, way, tuple(Given(*one) for one in given)) for name, digest, way, given in kept.values["files"]]
    return files, [(name, Refusal(code, rule, told)) for name, code, rule, told in kept.values["problems"]]

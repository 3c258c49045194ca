"""Returned files and mails by the API: read with a dry run, and the answers that were chosen recorded, with the files as they came.

Touches the database through the gate, and node/returns for what is said; all of it stays at home. What is only read is not kept: the files
are sent again to be recorded. Serves I1, S2.
"""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile
from pydantic import Field

from entente.areas.commissioning.intake import Verdict
from entente.kernel.errors import Refusal
from entente.node.returns import reading, rounds
from entente.node.returns.reading import Delivery
from entente.web.api.door import operation
from entente.web.api.oversight import shapes_rounds as shapes
from entente.web.commissioning import upload
from entente.web.commissioning.role import must_coordinate
from entente.web.gate import Sight
from entente.web.person.posts import officer_of

router = Router(tags=["rounds"])
Judged = list[tuple[Verdict, Delivery]]
Number = Annotated[int, Field(ge=0, le=9999)]


@operation(router, "POST", path="/rounds/returns/check", response=list[shapes.AnswerRead], summary="What returned files say")
def check_returns(request: HttpRequest, files: File[list[UploadedFile]]) -> list[dict[str, Any]]:
    """The dry run of returned forms and mails (DOCX, XLSX, .eml, .msg, text): every answer by its number in these files, and what would
    become of it. Takes the role coordinator.

    Refuses (F1, F2, F3) a file that cannot be read, by its name.
    """
    must_coordinate(request.sight)
    return [_line(at, one) for at, (one, _delivery) in enumerate(_judged(request.sight, _read(files)[0])) if one.outcome != "empty"]


@operation(router, "POST", path="/rounds/returns", response={201: list[shapes.AnswerRead]}, summary="Record returned answers")
def record_returns(request: HttpRequest, take: Form[list[Number]], files: File[list[UploadedFile]]) -> Any:
    """Records the answers of these numbers, as the dry run of the same files in the same order gave them, and keeps the files. Takes the
    role coordinator.

    Refuses (CR6) an answer that is not there, was refused or stands already, and two answers for one measure.
    """
    sight: Sight = request.sight
    must_coordinate(sight)
    taken, came = _read(files)
    judged = _judged(sight, taken)
    chosen = [(at, judged[at]) for at in dict.fromkeys(take) if at < len(judged)]
    asked = [(one.known.record, one.asked.measure) for _at, (one, _d) in chosen if one.known is not None and one.asked is not None]
    if not asked or len(chosen) < len(set(take)) or len(set(asked)) < len(asked):
        words = _("Choose one return for each measure.") if chosen else _("Choose at least one return.")
        raise Refusal("not-recordable", "CR6", words)
    pairs = [pair for _at, pair in chosen]
    rounds.record_all(sight.node, officer_of(request), [(one, each.way, each.digest) for one, each in pairs])
    upload.keep_originals(request, pairs, lambda digest: came[digest])
    return Status(201, [_line(at, one) for at, (one, _delivery) in chosen])


def _read(files: list[UploadedFile]) -> tuple[list[Delivery], dict[str, bytes]]:
    """The files as they were read, and their bytes by digest."""
    if not files or len(files) > upload.MOST:
        raise Refusal("files", "CN4", _("Choose between one and %s files.") % upload.MOST)
    taken, came = [], {}
    for file in files:
        data = file.read() if (file.size or 0) <= reading.MAX_BYTES else b""
        taken.append(reading.read_return(upload.name_of(file.name or ""), data))
        came[taken[-1].digest] = data
    return taken, came


def _judged(sight: Sight, taken: list[Delivery]) -> Judged:
    return upload.verdicts(sight, taken)


def _line(at: int, one: Verdict) -> dict[str, Any]:
    return {
        "number": at,
        "where": dict(one.answer.where),
        "outcome": one.outcome,
        "round": one.known.record if one.known is not None else None,
        "measure": one.asked.code if one.asked is not None else None,
        "rating": one.answer.rag,
        "by": one.answer.by or "",
        "narrative": {key: said for key in ("en", "ja") if (said := getattr(one.answer.narrative, key, None))},
        "forecast_finish": one.answer.forecast_finish,
        "reasons": list(one.reasons),
        "remarks": list(one.remarks),
    }

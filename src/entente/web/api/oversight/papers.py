"""Papers by the API: the quarterly paper, the annual report and briefs as JSON, PDF and DOCX; issued ones as they were issued.

Touches the database through the gate. A partner's version holds what every participant may have and nothing else. Serves I1, I3.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router, Schema, Status
from pydantic import Field

from entente.implementation.papers.paper import Chart, Heading, Lines, Para, Part, Sentence, Table
from entente.kernel.errors import Refusal
from entente.node.oversight.asking import Asking, Held
from entente.node.oversight.versions import Wish
from entente.node.render.documents import MEDIA
from entente.web.api.door import Text, a_file, operation, request_name
from entente.web.api.oversight import shapes_papers
from entente.web.api.told import lines
from entente.web.api.writing import drafts
from entente.web.api.writing import shapes as drafted
from entente.web.api.writing.own import Number
from entente.web.consultations import keep
from entente.web.gate import Sight
from entente.web.person.posts import named, officer_of
from entente.web.sight import oversight as papers_of

router = Router(tags=["papers"])
DOCUMENT = a_file(MEDIA["pdf"], MEDIA["docx"])


class PaperAsked(Schema):
    """Which paper: its kind, what a brief is on (S7, or a record's number), for whom, as of which two dates."""

    kind: Literal["quarterly", "annual", "brief"] = "quarterly"
    subject: Text = ""
    audience: Annotated[Literal["national", "partner"], Field(alias="for")] = "national"
    on: date | None = None
    known: date | None = None


@operation(router, "GET", path="/papers", response=shapes_papers.Paper, summary="A paper, made now")
def get_paper(request: HttpRequest, asked: Annotated[PaperAsked, Query()]) -> dict[str, Any]:
    """The quarterly paper, the annual report, or a brief: every sentence with the acts it rests on, and what keeps it from the partner."""
    sight: Sight = request.sight
    question, wish = _question(sight, asked), _wish(asked)
    paper = papers_of.make(sight, question, wish)
    causes = papers_of.page(sight, question, paper, wish).causes
    kept = [
        {"section": one.piece.section, "words": one.piece.words, "reasons": [_said(reason) for reason in one.reasons]} for one in causes
    ]
    return {
        "title": paper.title,
        "subtitle": paper.subtitle,
        "label": msgspec.to_builtins(paper.label),
        "for_whom": paper.for_whom,
        "effective_on": paper.effective_on,
        "known_on": paper.known_on,
        "notices": list(paper.notices),
        "parts": [_part(one) for one in paper.parts],
        "sources": [{"act": one.act, "words": one.words, "day": one.day} for one in paper.sources],
        "kept_from_partner": kept,
    }


@operation(router, "GET", path="/papers/file", summary="A paper as PDF or DOCX", openapi_extra=DOCUMENT)
def get_paper_file(
    request: HttpRequest,
    asked: Annotated[PaperAsked, Query()],
    language: Annotated[Literal["en", "ja", "both"], Query()] = "en",
    form: Annotated[Literal["pdf", "docx"], Query()] = "pdf",
) -> HttpResponse:
    """The paper as a document, in English, Japanese or both side by side."""
    sight: Sight = request.sight
    question, wish = _question(sight, asked), _wish(asked, language)
    data, media, name = papers_of.document(sight, question, wish, form, (request.build_absolute_uri("/"), named(request)))
    return HttpResponse(data, content_type=media, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@operation(router, "GET", path="/papers/issued", response=list[shapes_papers.Issued], summary="Papers issued")
def list_issued(request: HttpRequest) -> list[dict[str, Any]]:
    """The papers issued that the post may read, the newest first."""
    sight: Sight = request.sight
    question = papers_of.question(sight, sight.today)
    return [_issued(sight, one) for one in papers_of.issued(sight, question)] if question is not None else []


@operation(router, "POST", path="/papers/issued", response={201: list[shapes_papers.Issued]}, summary="Issue a paper")
def issue_paper(request: HttpRequest, paper: shapes_papers.IssueIn) -> Any:
    """Keeps a paper as it is now, with its files. Takes the role releasing-officer. Answers with all papers issued."""
    sight: Sight = request.sight
    asked = PaperAsked.model_validate({"kind": paper.kind, "subject": paper.subject, "for": paper.audience})
    papers_of.issue(sight, _question(sight, asked), officer_of(request), _wish(asked))
    return Status(201, list_issued(request))


@operation(router, "POST", path="/papers/together", response={201: drafted.Draft}, summary="A paper of both sides, as a draft")
def draft_joint_paper(request: HttpRequest, paper: shapes_papers.IssueIn) -> Any:
    """Drafts the paper for all participants to issue together, with its files in both languages: it takes effect when all have accepted
    it. Takes the role drafter."""
    sight: Sight = request.sight
    keep.must_draft(sight)
    asked = PaperAsked.model_validate({"kind": paper.kind, "subject": paper.subject, "for": "partner"})
    key = request_name(request, "joint-paper")
    return Status(201, drafts.kept(sight, papers_of.draft_together(sight, _question(sight, asked), officer_of(request), _wish(asked), key)))


@operation(router, "GET", path="/papers/issued/{name}/{number}", summary="A file of an issued paper", openapi_extra=DOCUMENT)
def get_issued_file(request: HttpRequest, name: Text, number: Number) -> HttpResponse:
    """A file, as it was issued."""
    sight: Sight = request.sight
    question = papers_of.question(sight, sight.today)
    if question is None:
        raise Http404
    data, media, called = papers_of.issued_file(sight, question, name, number)
    return HttpResponse(data, content_type=media, headers={"Content-Disposition": f'attachment; filename="{called}"'})


def _question(sight: Sight, asked: PaperAsked) -> Asking:
    """The question as of the two days; "not found" where no instrument that the post may see was in effect."""
    known = asked.known if asked.known is not None and asked.known < sight.today else None
    found = papers_of.question(sight, asked.on or sight.today, known)
    if found is None:
        raise Http404
    return found


def _wish(asked: PaperAsked, language: str = "en") -> Wish:
    wish = Wish(asked.kind, asked.subject, language, asked.audience)
    try:
        wish.check()
    except Refusal as refusal:
        raise Refusal("no-subject", "W5", refusal.words, refusal.ja) from refusal
    return wish


def _issued(sight: Sight, one: Held) -> dict[str, Any]:
    text = msgspec.to_builtins(one.text)
    return {"record": lines(sight, [one.row])[0], "kind": text["kind"].lower(), "files": [dict(file) for file in text["files"]]}


def _part(part: Part) -> dict[str, Any]:
    """A part of a paper; of a chart its data, which say the same as the drawing."""
    match part:
        case Heading():
            return {"sort": "heading", "words": part.words, "level": part.level}
        case Para():
            return {"sort": "paragraph", "sentences": [_sentence(one) for one in part.sentences]}
        case Lines():
            return {"sort": "list", "sentences": [_sentence(one) for one in part.items]}
        case Table():
            return _table("table", part)
        case Chart():
            return _table("chart", part.data) | {"words": part.caption}


def _table(sort: str, table: Table) -> dict[str, Any]:
    rows = [[_sentence(cell) for cell in row] for row in table.rows]
    return {"sort": sort, "words": table.caption, "columns": [one.words for one in table.columns], "rows": rows}


def _sentence(one: Sentence) -> dict[str, Any]:
    return {"words": one.words, "acts": list(one.acts)}


def _said(reason: Any) -> dict[str, str]:
    return {"en": reason.en, "ja": reason.ja}

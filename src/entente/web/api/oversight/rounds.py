"""Commissioning rounds by the API: asked, answered, compiled into drafts, closed; the form files and the compiled paper.

Touches the database through the gate, and node/returns for what is said; all of it stays at home. Serves I1, I3.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Path, Query, Router, Status

from entente.areas.commissioning.form import Answer
from entente.areas.commissioning.records import Return
from entente.kernel.bilingual import Prose, Title, words
from entente.kernel.charter import Charter
from entente.kernel.errors import Refusal
from entente.node.oversight import versions
from entente.node.render import documents
from entente.node.returns import compiling, rounds
from entente.node.returns.rounds import Question, Standing
from entente.node.returns.states import Line
from entente.web import problems
from entente.web.api.door import Text, a_file, operation
from entente.web.api.oversight import shapes_rounds
from entente.web.api.told import lines
from entente.web.commissioning import accounts, asking
from entente.web.commissioning.role import coordinates, must_coordinate
from entente.web.gate import Sight
from entente.web.person.posts import named, officer_of
from entente.web.sight import commissioning as sights

router = Router(tags=["rounds"])
FORMS = a_file(*asking.MEDIA.values())
PAPER = a_file(*documents.MEDIA.values())


@operation(router, "GET", path="/rounds", response=list[shapes_rounds.Round], summary="Commissioning rounds")
def list_rounds(request: HttpRequest) -> list[dict[str, Any]]:
    """Every round that the post may see, the latest asked first."""
    return [_round(request.sight, one) for one in sights.listed(request.sight)]


@operation(router, "POST", path="/rounds", response={201: shapes_rounds.RoundWhole}, summary="Ask all leads for returns")
def open_round(request: HttpRequest, asked: shapes_rounds.RoundIn) -> Any:
    """Opens a round over every live measure that an authority of ours leads. Takes the role coordinator."""
    sight: Sight = request.sight
    must_coordinate(sight)
    title = _said(asked.title)
    if title is None:
        raise Refusal("no-title", "W5", "Enter a title in at least one language.")
    note = _said(asked.note)
    question = Question(
        asked.code, Title(title.en, title.ja), (asked.period_from, asked.period_to), asked.due, Prose(note.en, note.ja) if note else None
    )
    act = rounds.ask(sight.node, officer_of(request), _channel(sight, asked.channel), question, sights.allowed(sight))
    anew = Sight(sight.node, sight.reader, sight.context)
    return Status(201, _whole(anew, sights.found(anew, act.id)))


@operation(router, "GET", path="/rounds/{name}", response=shapes_rounds.RoundWhole, summary="One round")
def get_round(request: HttpRequest, name: Text) -> dict[str, Any]:
    """A round with the state of each measure, and the returns that stand."""
    return _whole(request.sight, sights.found(request.sight, name))


@operation(router, "POST", path="/rounds/{name}/close", response=shapes_rounds.RoundWhole, summary="Close a round")
def close_round(request: HttpRequest, name: Text) -> dict[str, Any]:
    """Ends a round today, whatever is missing. Takes the role coordinator."""
    sight: Sight = request.sight
    must_coordinate(sight)
    one = sights.found(sight, name)
    rounds.close(sight.node, officer_of(request), one)
    return _whole(sight, sights.found(sight, one.row.id))


@operation(
    router, "PUT", path="/rounds/{name}/returns/{measure}", response=shapes_rounds.RoundWhole, summary="Return an answer on a measure"
)
def put_return(request: HttpRequest, name: Text, measure: Text, answer: shapes_rounds.ReturnIn) -> dict[str, Any]:
    """Records a lead's answer, in place of the one that stood. The lead's own people may, and a coordinator for everybody."""
    sight: Sight = request.sight
    one = sights.found(sight, name)
    line = next((found for found in _lines(sight, one) if measure in (found.asked.measure, found.asked.code) and found.row), None)
    if line is None:
        raise Http404
    if not coordinates(sight) and accounts.code_of(request.user.post) != line.asked.authority:
        raise PermissionDenied(_("This measure is answered for by another authority."))
    by = f"{request.user.get_username()}, {request.user.post.code}"
    where = {"en": "the API", "ja": "API"}
    given = Answer(where, "", None, answer.rating, _said(answer.narrative), _said(answer.ask), answer.forecast_finish, by)
    said = rounds.return_of(sight.node, officer_of(request), one.row.id, line.asked, (given, "FORM", None))
    rounds.record(sight.node, officer_of(request), one, line.asked, said)
    anew = Sight(sight.node, sight.reader, sight.context)
    return _whole(anew, sights.found(anew, one.row.id))


@operation(router, "POST", path="/rounds/{name}/drafts", response=list[shapes_rounds.ReportDraft], summary="Draft the progress reports")
def draft_reports(request: HttpRequest, name: Text) -> list[dict[str, Any]]:
    """A draft progress report for each return, each once; what cannot be drafted is named with its rule. Takes the role drafter."""
    sight: Sight = request.sight
    made = compiling.draft_all(sight.node, officer_of(request), sights.found(sight, name))
    return [
        {
            "code": one.code,
            "draft": one.act.id if one.act is not None else None,
            "reason": problems.in_words(one.refusal) if one.refusal is not None else "",
            "rule": one.refusal.rule if one.refusal is not None else "",
        }
        for one in made
    ]


@operation(router, "POST", path="/rounds/{name}/chasers", response=list[shapes_rounds.Chaser], summary="Remind authorities of a round")
def send_chasers(request: HttpRequest, name: Text, chased: shapes_rounds.ChaseIn) -> list[dict[str, Any]]:
    """Mails a chaser to each authority named, once a day: references and a link alone. Takes the role coordinator.

    Of each it is told how it was sent, or by which rule it was not (nothing missing, reminded today, no address, no mail server).
    """
    sight: Sight = request.sight
    must_coordinate(sight)
    told = asking.chase_all(request, sights.found(sight, name), chased.authorities)
    return [
        {
            "authority": code,
            "sent_to": outcome if not isinstance(outcome, Refusal) else None,
            "reason": problems.in_words(outcome) if isinstance(outcome, Refusal) else "",
            "rule": outcome.rule if isinstance(outcome, Refusal) else "",
        }
        for code, outcome in told
    ]


@operation(router, "GET", path="/rounds/{name}/forms/{authority}", summary="An authority's form file", openapi_extra=FORMS)
def get_form(
    request: HttpRequest,
    name: Text,
    authority: Annotated[Text, Path()],
    form: Annotated[Literal["docx", "xlsx"], Query()] = "docx",
    language: Annotated[Literal["en", "ja"], Query()] = "en",
) -> HttpResponse:
    """The file to send to an authority without an account. Takes the role coordinator."""
    return asking.file(request, name, authority, form, language)


@operation(router, "GET", path="/rounds/{name}/paper", summary="The compiled paper", openapi_extra=PAPER)
def get_round_paper(
    request: HttpRequest,
    name: Text,
    form: Annotated[Literal["pdf", "docx"], Query()] = "pdf",
    language: Annotated[Literal["en", "ja", "both"], Query()] = "en",
) -> HttpResponse:
    """What the leads returned, compiled, as a document."""
    sight: Sight = request.sight
    one = sights.found(sight, name)
    found = sights.compiled(sight, one, accounts.by_authority(sight.node))
    if found is None:
        raise Http404
    data = versions.document(*found, language, form, request.build_absolute_uri("/"), named(request))
    disposition = f'attachment; filename="{one.text.code}-{language}.{form}"'
    return HttpResponse(data, content_type=documents.MEDIA[form], headers={"Content-Disposition": disposition})


def _channel(sight: Sight, wanted: str | None) -> Charter:
    shared = [charter for charter in sight.node.channels() if len(charter.codes) > 1 and wanted in (None, charter.id)]
    if len(shared) != 1:
        raise Refusal("which-channel", "N7", "Say in which channel: there is not exactly one.")
    return shared[0]


def _said(given: Any) -> Prose | None:
    """Words by language; None where nothing is said in either."""
    told = {language: str(given[language]) for language in ("en", "ja") if str(given.get(language, "")).strip()}
    return Prose(told.get("en"), told.get("ja")) if told else None


def _lines(sight: Sight, one: Standing) -> list[Line]:
    return sights.lines(sight, one, accounts.by_authority(sight.node))


def _round(sight: Sight, one: Standing) -> dict[str, Any]:
    text = one.text
    days = {"period_from": text.period_from, "period_to": text.period_to, "due": text.due, "closed_on": text.closed_on}
    numbers = {"asked": len(text.asked), "returned": len(text.asked) - len(one.missing)}
    told = {"code": text.code, "titles": words(text.title), "note": words(text.note)}
    return {"record": lines(sight, [one.row])[0], **told, **days, **numbers}


def _whole(sight: Sight, one: Standing) -> dict[str, Any]:
    return {"round": _round(sight, one), "lines": [_line(found, one) for found in _lines(sight, one)]}


def _line(found: Line, one: Standing) -> dict[str, Any]:
    said = found.said
    return {
        "code": found.asked.code,
        "measure": found.asked.measure if found.row is not None else None,
        "titles": found.titles,
        "authority": found.asked.authority,
        "state": found.state,
        "asked_by": found.by,
        "chased_on": found.chased_on,
        "returned": _return(one.returns[found.asked.measure][0].id, said) if said is not None else None,
        "withheld": [{"en": reason.en, "ja": reason.ja} for reason in found.reasons],
    }


def _return(record: str, said: Return) -> dict[str, Any]:
    told = {name: getattr(said, name) for name in ("forecast_finish", "by", "way", "received_on", "officer", "post")}
    return {"id": record, "rating": said.rag, "narrative": words(said.narrative), "ask": words(said.ask), **told}

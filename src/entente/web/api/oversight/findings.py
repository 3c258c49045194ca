"""Oversight by the API: what the rules noticed and what was cleared of it, statements side by side, coverage and indicators.

Touches the database through the gate, and the act key through the pages' own functions. A finding stays at home until an officer who
clears has let it out. Serves I1, I3 and every clause.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Status

from entente.implementation.indicators import BY_CODE
from entente.node.national import drafting
from entente.node.officer import CLEARING
from entente.node.oversight.asking import Asking
from entente.web.api.door import Text, operation, request_name
from entente.web.api.oversight import shapes
from entente.web.api.told import lines
from entente.web.api.writing import drafts
from entente.web.api.writing import shapes as drafted
from entente.web.consultations import keep
from entente.web.gate import Sight
from entente.web.oversight import pairs
from entente.web.person.posts import officer_of
from entente.web.sight import oversight as source

router = Router(tags=["oversight"])
Day = Annotated[date | None, Query()]
Page = Annotated[int, Query(ge=1, le=100_000)]
AT_ONCE = 2000


@operation(router, "GET", path="/findings", response=list[shapes.FindingFound], summary="What the rules noticed")
def list_findings(request: HttpRequest, on: Day = None, known: Day = None) -> list[dict[str, Any]]:
    """Every finding of a day, and whether it may stand on the joint paper."""
    return _findings(request.sight, _asked(request.sight, on, known))


@operation(router, "POST", path="/findings/clear", response=list[shapes.FindingFound], summary="Say which findings may stand")
def clear_findings(request: HttpRequest, named: shapes.ClearedIn) -> list[dict[str, Any]]:
    """Says which of the findings shown may stand on the joint paper. Takes the role clearing. Answers with all findings of today."""
    sight: Sight = request.sight
    if CLEARING not in sight.reader.roles:
        raise PermissionDenied(_("Findings are cleared by an officer who clears; your post does not hold that role."))
    asked = _asked(sight)
    shown, chosen = ([(one.code, one.record) for one in some] for some in (named.shown, named.may_stand))
    source.clear(sight, asked, officer_of(request), (shown, chosen))
    anew = Sight(sight.node, sight.reader, sight.context)
    return _findings(anew, _asked(anew))


@operation(router, "POST", path="/findings/notice", response={201: drafted.Draft}, summary="The notice of a finding, as a draft")
def draft_notice(request: HttpRequest, named: shapes.FindingName) -> Any:
    """Begins a draft of the notice to the side that a finding speaks of. Takes the role drafter."""
    sight: Sight = request.sight
    keep.must_draft(sight)
    asked = _asked(sight)
    text = source.notice_text(sight, asked, (named.code, named.record))
    key = request_name(request, "notice", named.record[:64])
    act = drafting.save(sight.node, officer_of(request), type_="finding-notice", text=text, channel=asked.charter.id, request=key)
    return Status(201, drafts.kept(sight, act.id))


@operation(router, "GET", path="/statements/pairs", response=list[shapes.StatementPair], summary="Statements side by side")
def list_pairs(request: HttpRequest, on: Day = None, known: Day = None) -> list[dict[str, Any]]:
    """Every pair of statements that may contradict one another, as found, each with its judgement."""
    sight: Sight = request.sight
    return _pairs(sight, _asked(sight, on, known))


@operation(router, "POST", path="/statements/judgements", response=list[shapes.StatementPair], summary="Judge two statements")
def judge_pair(request: HttpRequest, judgement: shapes.JudgementIn) -> list[dict[str, Any]]:
    """Keeps at home whether two statements differ. Takes the role drafter or clearing."""
    sight: Sight = request.sight
    if not pairs.may_judge(sight):
        raise PermissionDenied(_("Statements are judged by who drafts or clears; your post does neither."))
    kind, one, other = judgement.name
    source.judge(sight, _asked(sight), officer_of(request), (kind, one, other), judgement.differs)
    anew = Sight(sight.node, sight.reader, sight.context)
    return _pairs(anew, _asked(anew))


@operation(router, "GET", path="/coverage", response=list[shapes.CoverageLine], summary="What answers for each commitment")
def list_coverage(request: HttpRequest, on: Day = None, known: Day = None) -> list[dict[str, Any]]:
    """The matrix: every commitment, its verdict, and the records that answer for it."""
    sight: Sight = request.sight
    found = source.coverage(sight, _asked(sight, on, known))
    return [
        {name: getattr(row, name) for name in ("clause", "titles", "kind", "verdict")}
        | {"commitment": row.code, "answers": sorted({answer.record for answer in row.answers})}
        for row in found
    ]


@operation(router, "GET", path="/indicators", response=list[shapes.Figure], summary="The indicators")
def list_indicators(request: HttpRequest, on: Day = None, known: Day = None) -> list[dict[str, Any]]:
    """Each figure with its numerator and denominator on a day."""
    sight: Sight = request.sight
    found = source.indicators(sight, _asked(sight, on, known))
    numbers = ("numerator", "denominator", "value", "records")
    return [{"code": one.indicator.code, "titles": one.indicator.titles, **{name: getattr(one, name) for name in numbers}} for one in found]


@operation(router, "GET", path="/indicators/{code}", response=list[shapes.FigureOf], summary="What is behind an indicator")
def get_indicator(request: HttpRequest, code: Text, on: Day = None, known: Day = None, page: Page = 1) -> list[dict[str, Any]]:
    """The records that went into a figure, the worst first, each with its own numerator and denominator, why, and the acts it rests on.

    2,000 at once; the page after the last is empty. "Not found" for a code that there is not.
    """
    sight: Sight = request.sight
    if code not in BY_CODE:
        raise Http404
    found, _total = source.behind(sight, _asked(sight, on, known), code, (page - 1) * AT_ONCE, AT_ONCE)
    rows = {one["id"]: one for one in lines(sight, list(source.rows_of(sight, found).values()))}
    return [
        {name: getattr(figure, name) for name in ("numerator", "denominator", "reason")}
        | {"record": rows.get(figure.record), "acts": list(figure.acts)}
        for figure in found
    ]


def _asked(sight: Sight, on: date | None = None, known: date | None = None) -> Asking:
    """The question as of the two days; "not found" where no instrument that the post may see was in effect."""
    earlier = known if known is not None and known < sight.today else None
    found = source.question(sight, on or sight.today, earlier)
    if found is None:
        raise Http404
    return found


def _findings(sight: Sight, asked: Asking) -> list[dict[str, Any]]:
    told, found = [], source.noticed(sight, asked)
    known = {one["id"]: one for one in lines(sight, list({one.one.row.id: one.one.row for one in found}.values()))}
    for one in found:
        span, notice = one.span, one.notice
        told.append(
            {
                "code": span.code,
                "record": known[one.one.row.id],
                "state": span.state,
                "reason": span.reason,
                "starts": span.starts,
                "speaks_of": list(one.speaks_of),
                "cleared": one.cleared,
                "stands": one.stands,
                "notice": notice.one.row.id if notice is not None else None,
            }
        )
    return told


def _pairs(sight: Sight, asked: Asking) -> list[dict[str, Any]]:
    return [
        {
            "name": list(one["pair"].name),
            "kind": one["pair"].kind,
            "clauses": list(one["pair"].clauses),
            "sides": [{"who": side["who"], "words": side["words"]} for side in one["texts"]],
            "state": one["state"],
            "judged_by": one["judged"].officer if one["judged"] is not None else None,
        }
        for one in pairs.listed(sight, asked, source.compared(sight, asked))
    ]

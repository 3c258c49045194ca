"""Oversight: coverage of every commitment, cadence, promises against what happened, slippage, differences, trend, indicators.

Touches the database through the gate. Drawings are made here as SVG and told in words beside; colour never speaks alone. Serves I3.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from entente.implementation import figures
from entente.implementation.charts.svg import Look, in_both_widths
from entente.implementation.charts.timeline import timeline
from entente.implementation.indicators import BY_CODE
from entente.implementation.papers.paper import Chart, Table
from entente.implementation.papers.phrases import both
from entente.implementation.papers.quarterly import CELLS
from entente.kernel.area import Words
from entente.node.oversight.asking import Asking
from entente.node.oversight.overview import Answer, Overview, Row
from entente.web import listing, words
from entente.web.declaration import AsOf, as_of, instruments, titles_of
from entente.web.gate import Shows, Sight, shows
from entente.web.records import rows
from entente.web.sight import oversight as source
from entente.web.templatetags.entente import day, said_in, tongue

SIGNS: Mapping[str, str] = {"live": "●", "deferred": "◇", "considered": "○", "recorded": "○", "stated": "“”"}
VERDICTS: Mapping[str, Words] = {
    "covered": both("covered", "対応あり"),
    "deferred": both("deferred", "延期中"),
    "considered": both("considered", "検討の記録あり"),
    "stated": both("stated by each side", "各国の表明あり"),
    "one-sided": both("stated by one side only", "一方のみ表明"),
    "differing": both("statements that differ", "表明内容に相違あり"),
    "uncovered": both("not covered", "対応なし"),
}
AT_ONCE = 50  # records behind an indicator on one page
OPEN = ("uncovered", "one-sided", "differing")
ORDER = ("lapsed", "overdue", "due", "on-time", "begun", "fulfilled", "deferred", "no-evidence", "position")
TIMELINE = both("Promises against what happened", "約束と実績")
TIMELINE_WORDS = both(
    "For each series: open diamonds are the days by which a meeting was due, pins the meetings held, hatched bars the gaps beyond.",
    "協議枠組みごとに、白ひし形は開催の期日、ピンは開催された会合、斜線の帯は期日を超えた空白期間を示す。",
)


@shows(Shows.RECORDS)
def oversight(request: HttpRequest) -> HttpResponse:
    """The page; `?show=uncovered` narrows the matrix to what nothing answers for."""
    sight: Sight = request.sight
    question = as_of(request, sight.today, of_instrument=True)
    asked = source.question(sight, question.day, question.known, question.typed.get("instrument"))
    if asked is None:
        return render(request, "web/oversight/overview.html", {"asked": question, "empty": True})
    found = source.overview(sight, asked)
    narrowed = request.GET.get("show") == "uncovered"
    details = {
        "asked": question,
        "instrument": asked.instrument.id,
        "choice": choice(sight, asked, question),
        "summary": _summary(found),
        "rows": [_row(row) for row in found.rows if not narrowed or row.verdict in OPEN],
        "narrowed": narrowed,
        "bare": sum(1 for row in found.rows if row.verdict in OPEN),
        "all": len(found.rows),
        "unjudged": sum(1 for one in source.compared(sight, asked) if one.judged is None),
        "differences": [{"matter": one, "record": record} for one, record in found.differences],
        "more": found.more,
        "totals": found.totals,
        **_drawings(found, asked),
    }
    return render(request, "web/oversight/overview.html", details)


def choice(sight: Sight, asked: Asking, question: AsOf) -> list[dict[str, Any]]:
    """The instruments that may be asked about, each as a link that keeps the two dates; empty where there is but one."""
    held = instruments(sight)
    kept = {name: text for name, text in question.typed.items() if text and name in ("on", "known")}
    return [
        {"query": urlencode(kept | {"instrument": text.id}), "titles": titles_of(text), "here": row.id == asked.row.id}
        for row, text in held
        if len(held) > 1
    ]


def _summary(found: Overview) -> list[tuple[str, int]]:
    states = [one.state for one in found.standings]
    return [(state, states.count(state)) for state in ORDER if state in states]


def _row(row: Row) -> dict[str, Any]:
    kind = words.of_areas()["enum"]["CommitmentKind"][row.kind]
    local = row.clause.rpartition("#")[2]
    return {
        "row": row,
        "local": local,
        "kind": kind,
        "answers": _answers(row.answers[:CELLS]),
        "more": len(row.answers[CELLS:]),
        "verdict": VERDICTS[row.verdict],
    }


def _answers(some: Sequence[Answer]) -> SafeString:
    """What answers for a commitment, each a link: several hundred on a page, which is too many for a template."""
    address, language = reverse("record", args=["-"]), tongue()
    parts = []
    for one in some:
        named = f"{_escaped(one.party)} " if one.party else ""
        link = f'<a class="govuk-link" href="{address[:-2]}{_escaped(one.record)}/">{named}{day(one.day) or _escaped(one.code)}</a>'
        how = _escaped(said_in(_HOW[one.how], language))
        parts.append(f'<span class="app-nowrap">{SIGNS[one.how]} {link}</span> <span class="app-muted">{how}</span> ')
    return mark_safe("".join(parts))


_HOW: Mapping[str, Words] = {
    "live": both("live", "実施中"),
    "deferred": both("deferred", "延期中"),
    "considered": both("on the agenda", "議題として検討"),
    "recorded": both("considered by all participants", "全参加国による検討"),
    "stated": both("stated", "表明"),
}


def _drawings(found: Overview, asked: Asking) -> dict[str, Any]:
    """The charts in the page's language, each with what it shows in words."""
    language = "ja" if (get_language() or "").startswith("ja") else "en"

    def drawn(chart: Chart) -> dict[str, Any]:
        return {
            "picture": _svg(chart.drawings[language] + chart.narrow[language]),
            "caption": chart.caption,
            "alt": chart.alt,
            "data": chart.data,
            "rows": _written(chart.data, language),
        }

    line = None
    if found.promises:
        look = Look(language, TIMELINE, TIMELINE_WORDS, f"promises-{language}")
        both_widths = in_both_widths(lambda one: timeline(found.promises, asked.day, one), look)
        line = {"picture": _svg(both_widths), "caption": TIMELINE, "alt": TIMELINE_WORDS}
    return {
        "cadence": drawn(figures.cadence_chart(found.series, asked.day, (language,))) if found.series else None,
        "timeline": line,
        "slippage": drawn(figures.slippage(found.slipping, (language,))) if found.slipping else None,
        "trend": drawn(figures.trend(found.counts, (language,))),
    }


def _written(table: Table, language: str) -> SafeString:
    """The rows of a drawing's table: too many for a template, which takes ten times as long over a cell."""
    lines = (
        "".join([f'<td class="govuk-table__cell">{_escaped(said_in(cell.words, language))}</td>' for cell in row]) for row in table.rows
    )
    return mark_safe("".join(f'<tr class="govuk-table__row">{line}</tr>' for line in lines))


def _escaped(words: str) -> str:
    return words if isinstance(words, SafeString) else escape(words)


def _svg(drawing: str) -> SafeString:
    """A drawing made by implementation.charts, which escapes every word."""
    return mark_safe(drawing)


@shows(Shows.RECORDS)
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """What is behind one number: every record that went into it, its own figure, why, and the acts."""
    sight: Sight = request.sight
    question = as_of(request, sight.today, of_instrument=True)
    asked = source.question(sight, question.day, question.known, question.typed.get("instrument"))
    if code not in BY_CODE or asked is None:
        raise Http404(_("There is no such indicator."))
    _none, total = source.behind(sight, asked, code, 0, 0)
    first, links = listing.place(request.GET, total, AT_ONCE)
    found, _total = source.behind(sight, asked, code, first, listing.at_once_in(request.GET, AT_ONCE))
    known = source.rows_of(sight, found)
    lines = [{"figure": one, "row": rows.plain(known[one.record]) if one.record in known else None, "acts": one.acts[:12]} for one in found]
    details = {"asked": question, "indicator": BY_CODE[code], "lines": lines} | links
    return render(request, "web/oversight/indicator.html", details)

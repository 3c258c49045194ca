"""Action plan: measures in effect and proposed, side by side with what rules compute and what each side last said; the same as CSV.

Touches the database through the gate. Joint status and schedule are those of the node's day (R1.4). Text that a spreadsheet would run as a
formula is made harmless (OWASP, CSV injection). Serves I1.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from entente.areas.action_plan.records import Measure
from entente.kernel.area import Words
from entente.web import gate, listing, parties, words
from entente.web.gate import Ordered, Row, Shows, Sight, shows
from entente.web.listing import Filter
from entente.web.records import rows
from entente.web.records.entries import may_draft

STATES = ("in-effect", "concluded", "proposed")
AT_ONCE = 50
PART = 500  # measures whose lines are made at once
OWED = {"missing", "stale"}


@dataclass(frozen=True, slots=True)
class Line:
    """A measure of the plan. `text` is None where this node cannot read it; status and schedule are "" where no rule speaks of it."""

    row: Mapping[str, Any]
    text: Measure | None
    clauses: list[str]
    status: str
    schedule: str
    ratings: list[tuple[str, str]]  # (party, its live rating or "")
    waits: list[tuple[str, Words]]  # (party, what it has to do)

    @property
    def leads(self) -> list[tuple[str, str]]:
        """(party, authority) of each side."""
        return sorted(self.text.leads.items()) if self.text is not None else []

    @property
    def stage(self) -> Words:
        """The stage in words."""
        found: Words = words.of_areas()["enum"]["Stage"].get(self.text.stage, {}) if self.text is not None else {}
        return found

    @property
    def start(self) -> date | None:
        """The baseline's first day."""
        return self.text.baseline_start if self.text is not None else None

    @property
    def finish(self) -> date | None:
        """The baseline's last day; None where none was set."""
        return self.text.baseline_finish if self.text is not None else None


@shows(Shows.RECORDS)
def plan(request: HttpRequest) -> HttpResponse:
    """The table of measures."""
    return render(request, "web/plan.html", question(request) | {"may_draft": may_draft(request.sight)})


@shows(Shows.RECORDS)
def plan_csv(request: HttpRequest) -> HttpResponse:
    """All measures the filters leave, whatever page was shown."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8", headers={"Content-Disposition": 'attachment; filename="action-plan.csv"'})
    answer.write("\N{BYTE ORDER MARK}")  # without it spreadsheets take UTF-8 Japanese for something else
    writer = csv.writer(answer)
    found = chosen(request)[1]
    sides = sorted({party for line in found for party, _rating in line.ratings})
    writer.writerow([harmless(name) for name in _headings(sides)])
    for line in found:
        writer.writerow([harmless(value) for value in _values(line, sides)])
    return answer


def question(request: HttpRequest) -> dict[str, Any]:
    """What plan and chart both show: the filters, one page of lines, and the links to the other pages and forms."""
    sight: Sight = request.sight
    filters = _filters(request.sight, request.GET)
    found = _numbers(sight, filters)
    typed = request.GET.get("page", "1")
    at_once = listing.at_once_in(request.GET, AT_ONCE)
    pages = max(1, -(-len(found) // at_once))
    page = min(max(int(typed), 1), pages) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 1
    shown = lines(sight, found[(page - 1) * at_once : page * at_once])
    return {
        "filters": filters,
        "chosen": listing.chosen(filters),
        "query": listing.query(filters),
        "lines": shown,
        "leads": sorted({lead for line in shown for lead in line.leads}),
        "count": len(found),
        "page": page,
        "pages": pages,
        "before_link": listing.query(filters, page=page - 1) if page > 1 else "",
        "after_link": listing.query(filters, page=page + 1) if page < pages else "",
        "today": sight.today,
    }


def chosen(request: HttpRequest) -> tuple[list[Filter], list[Line]]:
    """The filters as asked for, and all the measures they leave, by code."""
    filters = _filters(request.sight, request.GET)
    found = _numbers(request.sight, filters)
    parts = [found[start : start + PART] for start in range(0, len(found), PART)]
    return filters, [line for part in parts for line in lines(request.sight, part)]


def answering(sight: Sight, asked: QueryDict) -> list[int]:
    """The numbers of the measures that answer to a query, in the order of their codes."""
    return _numbers(sight, _filters(sight, asked))


def _filters(sight: Sight, asked: QueryDict) -> list[Filter]:
    leads = [parties.lead_choice(lead) for lead in gate.filter_values(sight, "measure", "lead")]
    return [
        listing.choice(asked, "clause", _("Clause"), listing.clause_choices(sight)),
        listing.choice(asked, "lead", _("Lead authority"), leads),
        listing.choice(asked, "state", _("State"), listing.named(words.RECORD_STATES, STATES)),
        listing.choice(asked, "standing", _("Schedule"), listing.named(words.of_areas()["state"]["measure.schedule"])),
    ]


def _numbers(sight: Sight, filters: list[Filter]) -> list[int]:
    """The measures that the filters leave, in the order of their codes."""
    clause, lead, state, standing = (one.chosen for one in filters)
    named = ((clause,) if clause else ()) + ((f"lead={lead}",) if lead else ())
    states = tuple(one for one in STATES if state in ("", one))
    return gate.by_code(sight, Ordered("measure", states, named, standing or None))


def lines(sight: Sight, numbers: Sequence[int]) -> list[Line]:
    """These measures as lines, in their order: the text, what rules find of each today, and what each side last said."""
    found = gate.by_numbers(sight, numbers)
    clauses = gate.clauses(sight, found)
    standing, status, owed = _computed(sight, found)
    ratings: dict[str, dict[str, str]] = defaultdict(dict)
    for measure, party, rating in gate.in_groups_of(sight, [row.id for row in found], "report.rag"):
        ratings[measure][party] = rating
    made = []
    for row in found:
        text = measure_text(sight, row)
        said = ratings.get(row.id, {})
        sides = [(party, said.get(party, "")) for party in sorted(text.leads)] if text is not None and row.revisions else []
        waits = [(who, words.move(verb, who == sight.node.party)) for who, verb, _act in row.move_list()] + owed.get(row.id, [])
        names = listing.by_number(clauses.get(row.id) or (text.clauses if text is not None else ()))
        made.append(Line(rows.plain(row), text, names, status.get(row.id, ""), standing.get(row.id, ""), sides, waits))
    return made


def measure_text(sight: Sight, row: Row) -> Measure | None:
    """The measure in effect; before that the one last proposed; None where it cannot be read here."""
    if row.revisions:
        found = gate.text(sight, row)
        return found if isinstance(found, Measure) else None
    try:
        return msgspec.convert(gate.proposed(sight, row), Measure)
    except msgspec.ValidationError:
        return None


def _computed(sight: Sight, found: Sequence[Row]) -> tuple[dict[str, str], dict[str, str], dict[str, list[tuple[str, Words]]]]:
    """By measure: its schedule and joint status today, and the reports that are missing or stale, whose and what."""
    standing, status = {}, {}
    owed: dict[str, list[tuple[str, Words]]] = defaultdict(list)
    for record, spans in gate.spans_of(sight, found).items():
        for span in spans:
            if span.sort == "standing":
                standing[record] = span.state
            elif span.code == "measure.status":
                status[record] = span.state
            elif span.code == "measure.report" and span.state in OWED and span.move:
                owed[record].append((span.move, words.product(span.code)))
    return standing, status, owed


def harmless(text: str) -> str:
    """A cell's text, with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")) else text


def _headings(sides: Sequence[str]) -> list[str]:
    fixed = [_("Number"), _("Title (English)"), _("Title (Japanese)"), _("Clauses"), _("Lead authorities"), _("Stage"), _("State")]
    rated = [_("Last rating: %s") % party for party in sides]
    return [*fixed, _("Start"), _("Finish"), _("Joint status"), _("Schedule"), *rated, _("Whose move"), _("Record")]


def _values(line: Line, sides: Sequence[str]) -> list[str]:
    titles, said = line.row["titles"], dict(line.ratings)
    return [
        line.row["code"],
        titles.get("en", ""),
        titles.get("ja", ""),
        " ".join(line.clauses),
        "; ".join(f"{party} {authority}" for party, authority in line.leads),
        listing.in_words(line.stage),
        listing.in_words(words.state(line.row["state"])),
        line.start.isoformat() if line.start else "",
        line.finish.isoformat() if line.finish else "",
        listing.in_words(words.state(line.status, "measure.status")),
        listing.in_words(words.state(line.schedule, "measure.schedule")),
        *(listing.in_words(words.state(said.get(party, ""), "report.rag")) for party in sides),
        "; ".join(f"{party}: {listing.in_words(what)}" for party, what in line.waits),
        line.row["id"],
    ]

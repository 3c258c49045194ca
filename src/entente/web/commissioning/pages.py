"""Rounds on pages: the list, asking every lead by one click, a round with the state of each measure, its closing.

Touches the database through the gate, and node/returns for what is said. Serves I1, I3.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from entente.kernel.bilingual import Prose, Title, words
from entente.kernel.calendar.days import parse_day
from entente.kernel.charter import Charter
from entente.kernel.errors import Refusal
from entente.node.oversight.open_matters import quarter_of
from entente.node.returns import rounds
from entente.node.returns.rounds import Question, Standing
from entente.node.returns.states import STATES, Line
from entente.web import listing, parties, refusals
from entente.web.commissioning import accounts, asking
from entente.web.commissioning.role import coordinates, due_at, must_coordinate
from entente.web.gate import Shows, Sight, shows
from entente.web.person.posts import DRAFTER, officer_of
from entente.web.sight import commissioning as sights

DUE_DAYS = 14


@shows(Shows.RECORDS)
def listed(request: HttpRequest) -> HttpResponse:
    """Every round, those still open first."""
    sight: Sight = request.sight
    found = [_summary(sight, one) for one in sights.listed(sight)]
    found.sort(key=lambda one: one["closed"] or one["complete"])
    asks = coordinates(sight)
    return render(
        request, "web/commissioning/rounds.html", {"rounds": found, "coordinates": asks, "at_once": _at_once(sight) if asks else None}
    )


def _at_once(sight: Sight) -> dict[str, Any] | None:
    """What one click asks, where nothing is left to choose: of one channel, about live measures that we lead, not asked about yet."""
    channels = _channels(sight)
    measures = sum(number for _code, number in _leads(sight, channels[0])) if len(channels) == 1 else 0
    if not measures:
        return None
    days = _days(sight)
    if any(one.text.period_to == days["period_to"] for one in sights.listed(sight)):
        return None  # a second round for the same days is not asked by mistake
    return {"typed": _offered(sight), "measures": measures, **days}


def _channels(sight: Sight) -> list[Charter]:
    return [charter for charter in sight.node.channels() if len(charter.codes) > 1]


def _summary(sight: Sight, one: Standing) -> dict[str, Any]:
    missing = len(one.missing)
    return {
        "id": one.row.id,
        "text": one.text,
        "titles": words(one.text.title),
        "asked": len(one.text.asked),
        "came": len(one.text.asked) - missing,
        "closed": one.text.closed_on is not None,
        "complete": not missing,
        "late": bool(missing) and one.text.closed_on is None and sight.node.clock().date() > one.text.due,
    }


@shows(Shows.RECORDS)
def new(request: HttpRequest) -> HttpResponse:
    """Asks all leads for returns: number, title, period and last day are offered and can be changed."""
    sight: Sight = request.sight
    must_coordinate(sight)
    channels = {charter.id: charter for charter in _channels(sight)}
    channel = channels.get(request.POST.get("channel", "")) or next(iter(channels.values()), None)
    typed = {key: request.POST.get(key, "").strip() for key in _FIELDS} if request.method == "POST" else _offered(sight)
    problems: dict[str, Any] = {}
    if request.method == "POST" and channel is not None:
        question = _read(typed, problems)
        if question is not None:
            try:
                act = rounds.ask(sight.node, officer_of(request), channel, question, sights.allowed(sight))
                messages.success(request, _("The round is open. Leads with an account find it here; for the others there are form files."))
                return HttpResponseRedirect(reverse("round", args=[act.id]))
            except Refusal as refusal:
                problems["code"] = refusals.line(refusal)
    leads = _leads(sight, channel)
    shown: dict[str, Any] = {"typed": typed, "problems": problems, "leads": leads, "measures": sum(number for _code, number in leads)}
    shown |= {"channels": list(channels.values()) if len(channels) > 1 else [], "channel": channel}
    return render(request, "web/commissioning/new.html", shown, status=400 if problems else 200)


_FIELDS = ("code", "title_en", "title_ja", "period_from", "period_to", "due", "note_en", "note_ja")


def _days(sight: Sight) -> dict[str, date]:
    """The quarter that ended last, or the one that ends within a fortnight, and a last day two weeks ahead."""
    due = sight.node.clock().date() + timedelta(days=DUE_DAYS)
    first, last = quarter_of(due)
    if last > due:
        first, last = quarter_of(first - timedelta(days=1))
    return {"period_from": first, "period_to": last, "due": due}


def _offered(sight: Sight) -> dict[str, str]:
    """What the form begins with: the next free number of the year's quarter, a title in both languages and the days."""
    days = _days(sight)
    last = days["period_to"]
    number = (last.month + 2) // 3
    taken = {one.text.code for one in sights.listed(sight)}
    code = f"{sight.node.party}-CR-{last.year}-{number}"
    code = next(name for name in (code, *(f"{code}-{n}" for n in range(2, 1000))) if name not in taken)
    return {
        "code": code,
        "title_en": f"Returns for the quarter to {last.day} {last:%B} {last.year}",
        "title_ja": f"{last.year}年{last.month}月までの四半期に係る照会",
        **{name: day.isoformat() for name, day in days.items()},
        "note_en": "",
        "note_ja": "",
    }


def _leads(sight: Sight, channel: Charter | None) -> list[tuple[str, int]]:
    """Our lead authorities in a channel's plan, each with the number of its live measures."""
    party = sight.node.party
    found = [one.text.leads.get(party) for one in sights.planned(sight, channel)] if channel is not None else []
    return sorted(Counter(code for code in found if code is not None).items())


def _read(typed: Mapping[str, str], problems: dict[str, Any]) -> Question | None:
    """The question that was typed; None where something is wrong with it, which is then in `problems`."""
    days: dict[str, date] = {}
    for key in ("period_from", "period_to", "due"):
        found = parse_day(typed[key])
        if found is None:
            problems[key] = _("“%s” is not a date. Write it as 2018-10-02, 2 October 2018 or 平成30年10月2日.") % typed[key][:40]
        else:
            days[key] = found
    if not typed["title_en"] and not typed["title_ja"]:
        problems["title_en"] = _("Enter a title in at least one language.")
    if not (3 <= len(typed["code"]) <= 40 and typed["code"].isascii() and typed["code"].replace("-", "").isalnum()):
        problems["code"] = _("A number has capital letters, digits and hyphens, such as GBR-CR-2018-4.")
    if problems:
        return None
    note = Prose(typed["note_en"][:20_000] or None, typed["note_ja"][:20_000] or None) if typed["note_en"] or typed["note_ja"] else None
    title = Title(typed["title_en"][:200] or None, typed["title_ja"][:200] or None)
    return Question(typed["code"].upper(), title, (days["period_from"], days["period_to"]), days["due"], note)


@shows(Shows.RECORDS)
def round_(request: HttpRequest, record: str) -> HttpResponse:
    """One round: every measure with its state and why, filters, counts; for a coordinator the forms, chasers and what is compiled."""
    sight: Sight = request.sight
    one = sights.found(sight, record)
    found = sights.lines(sight, one, accounts.by_authority(sight.node))
    used = [name for name in STATES if any(line.state == name for line in found)]
    authorities = sorted({line.asked.authority for line in found})
    filters = [
        listing.choice(request.GET, "state", _("State"), listing.named(STATES, used)),
        listing.choice(
            request.GET, "lead", _("Lead authority"), [(code, parties.lead_choice(f"{sight.node.party}:{code}")[1]) for code in authorities]
        ),
    ]
    state, lead = (one_.chosen for one_ in filters)
    shown = [line for line in found if state in ("", line.state) and lead in ("", line.asked.authority)]
    mine = accounts.code_of(request.user.post)
    counts = Counter(line.state for line in found)
    files = sights.originals_of(sight, one)
    return render(
        request,
        "web/commissioning/round.html",
        {
            "round": _summary(sight, one),
            "note": words(one.text.note),
            "due_at": due_at(sight, one.text.due),
            "filters": filters,
            "chosen": listing.chosen(filters),
            "count": len(shown),
            "counts": [(name, STATES[name], counts[name]) for name in STATES if counts[name]],
            "lines": [
                _line(line, one, coordinates(sight) or line.asked.authority == mine) | {"file": _file(line, one, files)} for line in shown
            ],
            "coordinates": coordinates(sight),
            "may_draft": DRAFTER in sight.reader.roles,
            "leads": asking.leads(sight, one, found) if coordinates(sight) else [],
            "mails": bool(sight.node.home.settings.mail),
            "today": sight.today,
        },
    )


TAGS = {"returned": "green", "late": "red", "asked": "yellow", "withheld": "orange", "closed": "grey"}


def _line(line: Line, one: Standing, may: bool) -> dict[str, Any]:
    answerable = may and line.row is not None and one.text.closed_on is None
    return {
        "code": line.asked.code,
        "record": line.asked.measure if line.row is not None else "",
        "titles": line.titles,
        "authority": line.asked.authority,
        "state": line.state,
        "words": STATES[line.state],
        "colour": TAGS[line.state],
        "by": line.by,
        "said": line.said,
        "reasons": [{"rule": reason.rule, "words": {"en": reason.en, "ja": reason.ja}} for reason in line.reasons],
        "chased_on": line.chased_on,
        "answer": reverse("round-answer", args=[one.row.id, line.asked.measure]) if answerable else "",
    }


def _file(line: Line, one: Standing, files: Mapping[str, str]) -> str:
    """The record of the file that a measure's return was read from; "" where it came otherwise, or the file may not be seen."""
    answered = one.returns.get(line.asked.measure) if line.said is not None else None
    return files.get(answered[1].sha256 or "", "") if answered is not None else ""


@shows(Shows.RECORDS)
def close(request: HttpRequest, record: str) -> HttpResponse:
    """Ends a round today."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    sight: Sight = request.sight
    must_coordinate(sight)
    one = sights.found(sight, record)
    try:
        rounds.close(sight.node, officer_of(request), one)
        messages.success(request, _("The round is closed: nothing more is recorded in it."))
    except Refusal as refusal:
        messages.error(request, refusals.line(refusal))
    return HttpResponseRedirect(reverse("round", args=[one.row.id]))

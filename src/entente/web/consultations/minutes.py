"""Minutes, paragraph by paragraph in two languages: begun from the agenda, redlined against the other side's, decisions with their actions.

Touches the database through the gate and node.national.drafting. A decision with an owner and a day becomes an action in the very act that
agrees the minutes. A paragraph whose words changed in one language alone is pointed out, and does not go until its drafter says that the
other language needs no change, or changes it (node.meetings.together). Serves I2, I3, I4 and I5.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from entente.kernel.calendar.days import parse_day
from entente.kernel.errors import Refusal
from entente.kernel.redline import runs
from entente.node.meetings.agendas import minutes_text
from entente.node.national import drafting
from entente.web import refusals
from entente.web.consultations import keep, show
from entente.web.drafts import asking
from entente.web.drafts.by_field import says_where
from entente.web.gate import Shows, Sight, shows
from entente.web.person.posts import officer_of
from entente.web.sight import consultations as sights
from entente.web.sight.consultations import Circle, Entry, Work
from entente.web.writing.edit import draft_address

MOST = 20_000
Text = Mapping[str, Any]


@shows(Shows.RECORDS)
def start(request: HttpRequest, record: str) -> HttpResponse:
    """A draft of minutes begun: from minutes that are there already, else from the agenda; one that is under way is gone on with."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    sight: Sight = request.sight
    keep.must_draft(sight)
    entry, circle = sights.meeting(sight, record)
    under_way = [one for one in sights.work(sight, entry.row.channel, frozenset({"minutes"})) if one.text.get("meeting") == entry.row.id]
    if under_way:
        return HttpResponseRedirect(reverse("consultation-minutes", args=[under_way[0].record]))
    there = latest(circle, entry.row.id)
    agenda = sights.agenda_of(circle, entry.row.id)
    try:
        if there is not None:
            how = _answers(sight, there)
            text = sights.minutes_before(sight, there.row.id, how.get("counters")) or keep.plain(there.text)
            act = keep.keep(request, entry.row.channel, "minutes", begun(text), there.row, **how)
        elif agenda is not None:
            act = keep.keep(request, entry.row.channel, "minutes", minutes_text(agenda.text))
        else:
            blank = {"series": entry.text.series, "meeting": entry.row.id, "paragraphs": [{"no": 1, "en": "", "ja": ""}]}
            act = keep.keep(request, entry.row.channel, "minutes", blank)
    except Refusal as refusal:
        return keep.told(request, refusals.line(refusal), reverse("consultation-meeting", args=[entry.row.id]))
    return HttpResponseRedirect(reverse("consultation-minutes", args=[act.id]))


def begun(text: Text) -> dict[str, Any]:
    """Minutes to go on with: what was said of one language in an earlier revision is not said of this one."""
    return {**text, "paragraphs": [{key: value for key, value in one.items() if key != "unchanged"} for one in text["paragraphs"]]}


def _answers(sight: Sight, there: Entry) -> dict[str, Any]:
    """The partner's open proposal that a draft answers; nothing where there is none."""
    theirs = [act for who, verb, act in there.row.move_list() if who == sight.node.party and verb == "accept"]
    return {"counters": theirs[0]} if theirs else {}


def latest(circle: Circle, meeting: str) -> Entry | None:
    """The minutes of a meeting, in effect or proposed, the latest changed; None where there are none."""
    return max(circle.about("minutes", "meeting", meeting), key=lambda one: one.row.changed_at, default=None)


@shows(Shows.RECORDS)
def minutes(request: HttpRequest, record: str) -> HttpResponse:
    """The editor of a draft of minutes."""
    sight: Sight = request.sight
    keep.must_draft(sight)
    work = sights.draft(sight, record, "minutes")
    meeting, circle = sights.meeting(sight, str(work.text.get("meeting", "")))
    problem, text, status = "", work.text, 200
    if request.method == "POST":
        try:
            text = read(request.POST, work.text)
            act = _save(request, work, text)
            if asking.ASK in request.POST:
                return keep.there(request, act)
            if "save" in request.POST:
                goes_on = request.POST["save"] == "on"
                return keep.told(request, _("Saved."), draft_address(act) if goes_on else request.path)
            work = sights.draft(sight, act, "minutes")
        except Refusal as refusal:
            problem, status = refusals.line(refusal), 409
    before = latest(circle, meeting.row.id)
    old = sights.minutes_before(sight, work.about, work.counters)
    agenda = sights.agenda_of(circle, meeting.row.id)
    details = {
        "meeting": show.meeting(meeting),
        "work": work,
        "link": draft_address(work.record),
        "paragraphs": paragraphs(text, old, titles(agenda)),
        "before": show.plain(before) if before is not None and old is not None else None,
        "answers": work.counters is not None,
        "parties": circle.group.parties,
        "authorities": sorted({one.authority for one in circle.entry.text.participants}),
        "against": [("" if says_where(one.words) else _where(one.path, text), one.words) for one in work.problems] if not problem else (),
        "problem": problem,
        "revision": request.POST.get("revision", work.revision) if problem else work.revision,
        "token": secrets.token_urlsafe(24),
    }
    return render(request, "web/consultations/minutes.html", details, status=status)


def _where(path: str, text: Text) -> str:
    """The paragraph and its language at which a check found something; empty of the whole, and where the sentence names the paragraph."""
    found = re.search(r"paragraphs\D+(\d+)\b.*\b(en|ja)$", path)
    held = text.get("paragraphs", ())
    if found is None or int(found[1]) >= len(held):
        return ""
    return f"{_('Paragraph')} {held[int(found[1])]['no']} {_('English') if found[2] == 'en' else _('Japanese')}"


def titles(agenda: Entry | None) -> dict[int, Mapping[str, str]]:
    """The titles of an agenda's items by number."""
    return {item.no: show.said(item.title) for item in agenda.text.items} if agenda is not None else {}


def _save(request: HttpRequest, work: Work, text: Text) -> str:
    """The draft's record, with this text as its latest revision; refuses (DR4) where somebody saved another meanwhile."""
    if text != work.text:
        revision = request.POST.get("revision", "")
        drafting.save(request.sight.node, officer_of(request), type_="minutes", text=text, draft=work.record, revision=revision)
    return work.record


def read(post: Mapping[str, str], text: Text) -> dict[str, Any]:
    """The minutes as typed: words of each paragraph and its decisions; an empty decision goes, `add` and `drop` change the paragraphs.

    Refuses (CN4) a day that is none.
    """
    held = list(text.get("paragraphs", ()))
    found = []
    for paragraph in held:
        no = paragraph["no"]
        if post.get("drop") == str(no) and len(held) > 1:
            continue
        one = {**paragraph, **{language: _typed(post, f"p-{no}-{language}", paragraph.get(language, "")) for language in ("en", "ja")}}
        decisions = [decision for k in range(1, len(paragraph.get("decisions", ())) + 2) if (decision := _decision(post, f"{no}-{k}", k))]
        for name in ("decisions", "unchanged"):
            one.pop(name, None)
        said = {"unchanged": post[f"p-{no}-unchanged"]} if post.get(f"p-{no}-unchanged") in ("en", "ja") else {}
        found.append(one | said | ({"decisions": decisions} if decisions else {}))
    if "add" in post:
        found.append({"no": max((one["no"] for one in found), default=0) + 1, "en": "", "ja": ""})
    return {**text, "paragraphs": found}


def _decision(post: Mapping[str, str], at: str, no: int) -> dict[str, Any] | None:
    """A decision as typed, with who carries it out by when as far as that is said; None where no word of it stands."""
    said = {language: _typed(post, f"d-{at}-{language}", "") for language in ("en", "ja")}
    if not any(said.values()):
        return None
    party, authority, due = (post.get(f"a-{at}-{field}", "").strip() for field in ("party", "authority", "due"))
    day = parse_day(due) if due else None
    if due and day is None:
        raise Refusal("no-day", "CN4", _("“%s” is not a date. Write it as 2018-10-02, 2 October 2018 or 平成30年10月2日.") % due)
    owner = {"party": party, "authority": authority.upper()} if party or authority else None
    return {"no": no, **said} | ({"owner": owner} if owner else {}) | ({"due": day.isoformat()} if day else {})


def _typed(post: Mapping[str, str], name: str, otherwise: str) -> str:
    return post.get(name, otherwise).replace("\r\n", "\n").strip()[:MOST]


def paragraphs(text: Text, before: Text | None, named: Mapping[int, Mapping[str, str]]) -> list[dict[str, Any]]:
    """Each paragraph with its item, its words, what differs from the text before in each language, and room for one more decision."""
    old = {one["no"]: one for one in (before or {}).get("paragraphs", ())}
    found = []
    for paragraph in text.get("paragraphs", ()):
        was = old.get(paragraph["no"])
        changes = [
            (language, runs(was.get(language, ""), paragraph.get(language, "")))
            for language in ("en", "ja")
            if was is not None and was.get(language, "") != paragraph.get(language, "")
        ]
        decisions = list(paragraph.get("decisions", ()))
        found.append(
            {
                "no": paragraph["no"],
                "title": named.get(paragraph.get("item", 0), {}),
                "en": paragraph.get("en", ""),
                "ja": paragraph.get("ja", ""),
                "decisions": [*decisions, {"no": len(decisions) + 1, "en": "", "ja": ""}],
                "changes": changes,
                "alone": alone(was, paragraph) if was is not None else "",
                "unchanged": paragraph.get("unchanged", ""),
                "fresh": before is not None and was is None,
            }
        )
    return found


def alone(was: Text, now: Text) -> str:
    """The language in which nothing of a paragraph changed while the other did; empty where both did, or neither."""
    same = {}
    for language in ("en", "ja"):
        words = [[one.get(language, "") for one in (text, *text.get("decisions", ()))] for text in (was, now)]
        same[language] = words[0] == words[1]
    return "" if same["en"] == same["ja"] else "en" if same["en"] else "ja"

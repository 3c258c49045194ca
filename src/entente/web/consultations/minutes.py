"""Minutes, paragraph by paragraph in two languages: begun from the agenda, redlined against the other side's, decisions made into actions.

Touches the database through the gate and node.drafting. A paragraph whose words changed in one language alone is pointed out and hinders
nothing. Serves I2, I3, I4 and I5.
"""

from __future__ import annotations

import difflib
import re
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from entente.areas.consultations.meetings import changed_in_one_language
from entente.areas.consultations.papers import Decision, Minutes, Paragraph
from entente.kernel.calendar.days import parse_day
from entente.kernel.errors import Refusal
from entente.node import drafting
from entente.node.agendas import minutes_text
from entente.web import refusals
from entente.web import sight_consultations as sights
from entente.web.consultations import keep, show
from entente.web.gate import Shows, Sight, shows
from entente.web.posts import officer_of
from entente.web.sight_consultations import Circle, Entry, Work
from entente.web.writing.edit import draft_address

MOST = 20_000
Text = Mapping[str, Any]
_WORDS = re.compile(r"\s+|[A-Za-z0-9'’-]+|.", re.DOTALL)


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
            act = keep.keep(request, entry.row.channel, "minutes", keep.plain(there.text), there.row, **_answers(sight, there))
        elif agenda is not None:
            act = keep.keep(request, entry.row.channel, "minutes", minutes_text(agenda.text))
        else:
            blank = {"series": entry.text.series, "meeting": entry.row.id, "paragraphs": [{"no": 1, "en": "", "ja": ""}]}
            act = keep.keep(request, entry.row.channel, "minutes", blank)
    except Refusal as refusal:
        return keep.told(request, refusals.line(refusal), reverse("consultation-meeting", args=[entry.row.id]))
    return HttpResponseRedirect(reverse("consultation-minutes", args=[act.id]))


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
        text = read(request.POST, work.text)
        try:
            act = _save(request, work, text)
            made = _actions(request, meeting, circle, text) if "save" in request.POST else 0
            if "save" in request.POST:
                words = _("Saved, with %s drafts of actions.") % made if made else _("Saved.")
                return keep.told(request, words, request.path)
            work = sights.draft(sight, act, "minutes")
        except Refusal as refusal:
            problem, status = refusals.line(refusal), 409
    before = latest(circle, meeting.row.id)
    old = keep.plain(before.text) if before is not None else None
    agenda = sights.agenda_of(circle, meeting.row.id)
    details = {
        "meeting": show.meeting(meeting),
        "work": work,
        "link": draft_address(work.record),
        "paragraphs": paragraphs(text, old, titles(agenda)),
        "before": show.plain(before) if before is not None else None,
        "one_language": one_language(old, text),
        "parties": circle.group.parties,
        "problem": problem,
        "revision": request.POST.get("revision", work.revision) if problem else work.revision,
        "token": secrets.token_urlsafe(24),
    }
    return render(request, "web/consultations/minutes.html", details, status=status)


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
    """The minutes as typed: words of each paragraph and its decisions; an empty decision goes, `add` and `drop` change the paragraphs."""
    held = list(text.get("paragraphs", ()))
    found = []
    for paragraph in held:
        no = paragraph["no"]
        if post.get("drop") == str(no) and len(held) > 1:
            continue
        one = {**paragraph, **{language: _typed(post, f"p-{no}-{language}", paragraph.get(language, "")) for language in ("en", "ja")}}
        decisions = []
        for k in range(1, len(paragraph.get("decisions", ())) + 2):
            said = {language: _typed(post, f"d-{no}-{k}-{language}", "") for language in ("en", "ja")}
            if any(said.values()):
                decisions.append({"no": k, **said})
        one.pop("decisions", None)
        found.append(one | ({"decisions": decisions} if decisions else {}))
    if "add" in post:
        found.append({"no": max((one["no"] for one in found), default=0) + 1, "en": "", "ja": ""})
    return {**text, "paragraphs": found}


def _typed(post: Mapping[str, str], name: str, otherwise: str) -> str:
    return post.get(name, otherwise).replace("\r\n", "\n").strip()[:MOST]


def _actions(request: HttpRequest, meeting: Entry, circle: Circle, text: Text) -> int:
    """Drafts of the actions that decisions were given an owner and a day; how many were made. Refuses a day that is none."""
    made, post = 0, request.POST
    for paragraph in text["paragraphs"]:
        for decision in paragraph.get("decisions", ()):
            name = f"a-{paragraph['no']}-{decision['no']}"
            party, authority, due = (post.get(f"{name}-{field}", "").strip() for field in ("party", "authority", "due"))
            if not (party and authority and due):
                continue
            day = parse_day(due)
            if day is None:
                raise Refusal("no-day", "CN4", _("“%s” is no date. Write it as 2018-10-02, 2 October 2018 or 平成30年10月2日.") % due)
            owner = {"party": party, "authority": authority.upper()}
            action = action_text(meeting, circle, (paragraph["no"], decision), owner, day.isoformat())
            once = f"web:action:{meeting.row.id}:{paragraph['no']}-{decision['no']}"
            channel = meeting.row.channel
            drafting.save(request.sight.node, officer_of(request), type_="action", text=action, channel=channel, request=once)
            made += 1
    return made


def action_text(meeting: Entry, circle: Circle, place: tuple[int, Text], owner: Mapping[str, str], due: str) -> dict[str, Any]:
    """An action from a decision: its number from series, meeting, paragraph and decision; its title the decision's first words."""
    no, decision = place
    text, on = meeting.text, show.day_of(meeting.text)
    number = text.ordinal or (on.strftime("%Y%m%d") if on is not None else meeting.row.id[:6].upper())
    said = {language: decision[language] for language in ("en", "ja") if decision.get(language)}
    return {
        "series": text.series,
        "meeting": meeting.row.id,
        "code": f"{circle.entry.text.code}-{number}-P{no}D{decision['no']}"[:40],
        "title": {language: words if len(words) <= 200 else words[:199] + "…" for language, words in said.items()},
        "owner": dict(owner),
        "agreed_on": on.isoformat() if on is not None else due,
        "due": due,
        "text": said,
        "paragraph": no,
        "decision": decision["no"],
        "clauses": list(text.clauses),
    }


def paragraphs(text: Text, before: Text | None, named: Mapping[int, Mapping[str, str]]) -> list[dict[str, Any]]:
    """Each paragraph with its item, its words, what differs from the text before in each language, and room for one more decision."""
    old = {one["no"]: one for one in (before or {}).get("paragraphs", ())}
    found = []
    for paragraph in text.get("paragraphs", ()):
        was = old.get(paragraph["no"])
        changes = [
            (language, redline(was.get(language, ""), paragraph.get(language, "")))
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
                "fresh": before is not None and was is None,
            }
        )
    return found


def redline(before: str, after: str) -> list[tuple[str, str]]:
    """What changed as runs of ("same" | "del" | "ins", words): by word where spaces part them, by character in Japanese."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    found = []
    for what, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(("same", "".join(old[a:b])))
            continue
        found += [("del", "".join(old[a:b]))] if b > a else []
        found += [("ins", "".join(new[c:d]))] if d > c else []
    return found


def one_language(before: Text | None, after: Text) -> list[str]:
    """A sentence for each language that alone was changed, naming the paragraphs; nothing without a text before."""
    if before is None:
        return []
    found = changed_in_one_language(loose(before), loose(after))
    sentences = {
        "en": _("Paragraph %s: the English changed, the Japanese did not."),
        "ja": _("Paragraph %s: the Japanese changed, the English did not."),
    }
    return [sentences[language] % ", ".join(map(str, numbers)) for language, numbers in sorted(found.items())]


def loose(text: Text) -> Minutes:
    """Minutes out of a draft's JSON, whatever is still empty in it."""
    made: Sequence[Paragraph] = [
        Paragraph(
            one["no"], one.get("en", ""), one.get("ja", ""), one.get("item"),
            tuple(Decision(d["no"], d.get("en", ""), d.get("ja", "")) for d in one.get("decisions", ())),
        )
        for one in text.get("paragraphs", ())
    ]  # fmt: skip
    if not text.get("meeting"):
        raise Http404
    return Minutes(str(text.get("series", "")), str(text["meeting"]), tuple(made))

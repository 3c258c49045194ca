"""One joint statement: the agreed text in both languages, embargo and "ready", and what each side published, compared with what was agreed.

Touches the database through the gate, node.national.drafting and node.meetings.publications. A publication is recorded with the file that
shows it; this node reads the file and fetches nothing. Before the embargo lifts, or before all are ready, nothing is recorded as published,
unless the officer says that it has happened all the same: a fact is never refused, and is then a finding. Serves I2 and I3.
"""

from __future__ import annotations

import secrets
from collections.abc import Container, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.translation import gettext as _

from entente.areas.consultations.check import instant
from entente.areas.consultations.joint_statements.published import words_digest
from entente.areas.consultations.joint_statements.records import Language, PublicationWithFiles, agreed, revision_digest
from entente.areas.consultations.joint_statements.release import may_publish
from entente.areas.consultations.records import Moment
from entente.implementation.named import by_name
from entente.kernel.area import Problem, Words
from entente.kernel.calendar import zones
from entente.kernel.calendar.days import parse_day
from entente.kernel.calendar.seats import UTC
from entente.kernel.errors import Refusal
from entente.node.meetings import publications
from entente.node.national.matters import Draftview
from entente.web import clocks, gate, parties, refusals
from entente.web.consultations import attached, keep, show
from entente.web.gate import Shows, Sight, shows
from entente.web.records import rows
from entente.web.sight import consultations as sights
from entente.web.sight.consultations import Circle, Entry
from entente.web.uploads import read as uploaded

LANGUAGES: tuple[Language, ...] = ("en", "ja")
LONGEST_PAGE = 500
File = tuple[str, str, bytes]


@shows(Shows.RECORDS)
def statement(request: HttpRequest, record: str) -> HttpResponse:
    """The page of a joint statement."""
    entry = sights.named(request.sight, record, "joint-statement")
    return render(request, "web/consultations/statement.html", page(request, entry))


def page(request: HttpRequest, entry: Entry) -> dict[str, Any]:
    """What the page shows."""
    sight: Sight = request.sight
    circle = sights.circle(sight, entry, ())
    now = sight.node.clock()
    text = entry.text
    meeting = gate.by_id(sight, [text.meeting]).get(text.meeting) if text.meeting is not None else None
    return {
        "one": told(sight, circle),
        "text": text,
        "meeting": rows.plain(meeting) if meeting is not None else None,
        "outlets": [{"party": one.party, "language": show.choice("Language", one.language), "page": one.page} for one in text.outlets],
        "published": [_published(sight, entry, one) for one in published(circle)],
        "against": [problem.words for problem in may_publish(text, ready(circle), circle.group.parties, now)],
        "may_record": keep.may_draft(sight) and entry.agreed,
        "typed": request.POST or typed_now(sight, now),
        "zones": sorted({seat.zone for seat in clocks.seats()}),
        "drafts": [one for one in sights.work(sight, entry.row.channel, frozenset({"publication", "ready"}))
                   if one.text.get("statement") == entry.row.id],
        "token": secrets.token_urlsafe(24),
    }  # fmt: skip


def told(sight: Sight, circle: Circle) -> dict[str, Any]:
    """A joint statement as its own page and its meeting's show it: who is ready for these words, whether it is free to publish."""
    entry = circle.entry
    digest, said = revision_digest(entry.text), ready(circle)
    found = [i for record in circle.group.records for i in sights.today(sight, circle, record.record)]
    against = may_publish(entry.text, said, circle.group.parties, sight.node.clock())
    lines = show.lines([i for i in found if i.code != "statement.ready"], "finding", "obligation", "fact")
    return show.plain(entry) | {
        "title": show.said(entry.text.title),
        "embargo": show.moment(entry.text.embargo),
        "ready": [{"party": party, "ready": said.get(party) == digest} for party in circle.group.parties],
        "may_say_ready": entry.agreed and said.get(sight.node.party) != digest and keep.may_draft(sight),
        "found": [_by_the_minute(one, against) | {"ours": one["move"] == sight.node.party} for one in lines],
        "published": [{"party": one.row.party, "at": show.moment(one.text.at)} for one in published(circle)],
    }


def _by_the_minute(line: dict[str, Any], against: Sequence[Problem]) -> dict[str, Any]:
    """A line of rules with governments by name; on the day on which an embargo lifts it is not free to publish before the minute.

    Rules know days alone, so that all nodes find the same; a page knows the hour.
    """
    if (line["code"], line["state"]) == ("statement.release", "free") and against:
        line = line | {"state": "embargoed", "reason": against[0].words}
    return line | {"reason": by_name(line["reason"], parties.names())}


def ready(circle: Circle) -> dict[str, str]:
    """The revision each party last said it is ready for."""
    said = sorted(circle.of("ready"), key=lambda one: one.row.changed_at)
    return {one.row.party: one.text.revision for one in said if one.row.state != "withdrawn"}


def published(circle: Circle) -> list[Entry]:
    """What was recorded as published and not withdrawn, the oldest first."""
    return sorted((one for one in circle.of("publication") if one.row.state != "withdrawn"), key=lambda one: one.row.changed_at)


def compared_of(sight: Sight, found: Draftview) -> list[dict[str, Any]]:
    """The pages of a publication that is still a draft, each compared with the statement; empty for a draft of anything else."""
    about = found.text.get("statement") if found.type == "publication" else None
    row = sights.by_id(sight, about) if isinstance(about, str) else None
    entry = sights.entry(sight, row) if row is not None else None
    if entry is None or entry.text is None or found.problems:
        return []
    text = msgspec.convert(dict(found.text), PublicationWithFiles)
    return [_page(one) for one in publications.compare(sight.node, entry.text, text, found.matter.revision)]


def _page(found: publications.Compared) -> dict[str, Any]:
    """A compared page as templates show it."""
    return {"language": show.choice("Language", found.language), "page": found.page, "found": found}


def _published(sight: Sight, entry: Entry, one: Entry) -> dict[str, Any]:
    """A publication with each page compared here, and its files."""
    shown = [_page(found) for found in sights.compared(sight, entry.text, one)]
    files = [{"no": no, "ref": ref} for no, ref in enumerate(sights.files(sight, one.row), start=1)]
    ours = one.row.party == sight.node.party
    return show.plain(one) | {"at": show.moment(one.text.at), "pages": shown, "files": files, "ours": ours}


def typed_now(sight: Sight, now: datetime) -> dict[str, str]:
    """The form before anybody has typed: this minute by our own clock."""
    zone = sight.node.seat.zone
    local = zones.local(now, zone)
    return {"on": local.date().isoformat(), "at": local.strftime("%H:%M"), "zone": zone}


@shows(Shows.RECORDS)
def publish(request: HttpRequest, record: str) -> HttpResponse:
    """A draft of our publication, with the files; what it shows is read and hashed here."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    sight: Sight = request.sight
    keep.must_draft(sight)
    entry = sights.named(sight, record, "joint-statement")
    try:
        at = moment_of(request.POST, sight.node.clock(), known_zones(sight))
        problems = may_publish(entry.text, ready(sights.circle(sight, entry, ())), sight.node.charter(entry.row.channel).codes, instant(at))
        if problems and request.POST.get("happened") != "yes":
            shown = page(request, entry) | {"refused": [problem.words for problem in problems]}
            return render(request, "web/consultations/statement.html", shown, status=409)
        text, files, words = publication(entry, at, request)
        act = keep.keep(request, entry.row.channel, "publication", text, files=files)
    except Refusal as refusal:
        shown = page(request, entry) | {"problem": refusals.line(refusal)}
        return render(request, "web/consultations/statement.html", shown, status=400)
    messages.info(request, words)
    return keep.there(request, act.id)


def known_zones(sight: Sight) -> frozenset[str]:
    """The zones by which a publication may be timed: those of the governments whose seats are known here, and UTC."""
    return frozenset(seat.zone for seat in (UTC, *sight.node.known_seats.values()))


def moment_of(post: Mapping[str, str], now: datetime, known: Container[str]) -> Moment:
    """When it was published, as typed. Refuses (CN2) what is no time, and (CN1) one that is still to come."""
    day, clock, zone = parse_day(post.get("on", "")), post.get("at", "").strip(), post.get("zone", "")
    parts = clock.split(":")
    if day is None or len(parts) != 2 or not all(part.isascii() and part.isdigit() for part in parts) or zone not in known:
        raise Refusal("no-time", "CN2", _("Enter the day, the time as 18:30, and whose clock it is."))
    at = Moment(day, f"{int(parts[0]):02}:{int(parts[1]):02}", zone)
    if instant(at) > now:
        raise Refusal("not-yet", "CN1", _("This time is still to come. Record a publication once it has taken place."))
    return at


def publication(entry: Entry, at: Moment, request: HttpRequest) -> tuple[dict[str, Any], list[File], str]:
    """(the text, its files, what the comparison found in words). Refuses (CN6) no page, a page without its address or its words."""
    pages: list[dict[str, Any]] = []
    files: list[File] = []
    said: list[str] = []
    for language in LANGUAGES:
        address, file = request.POST.get(f"page_{language}", "").strip()[:LONGEST_PAGE], _file(request, language)
        if not address and file is None:
            continue
        if not address or file is None:
            raise Refusal("incomplete", "CN6", _("For each language give both where it was published and the page, as a file or as text."))
        shown = publications.words_of(*file, entry.text, language)
        files.append(file)
        digest, wanted = words_digest(shown), words_digest(agreed(entry.text, language))
        pages.append({"language": language, "page": address, "sha256": digest, "file": len(files)})
        said.append(verdict(language, digest, wanted))
    if not pages:
        raise Refusal("incomplete", "CN6", _("Give at least one page: where it was published, and its file or text."))
    text = {"statement": entry.row.id, "at": keep.plain(at), "pages": pages}
    return text, files, " ".join(said)


def _file(request: HttpRequest, language: str) -> File | None:
    """The page in a language as sent: a file, else what was pasted."""
    sent = request.FILES.getlist(f"file_{language}")
    if sent:
        return uploaded(sent[:1])[0]
    pasted = request.POST.get(f"text_{language}", "").strip()
    return (f"published-{language}.txt", "text/plain", pasted.encode()) if pasted else None


def verdict(language: str, digest: str, wanted: str) -> str:
    """What the comparison found, with both digests."""
    equal: Words = {"en": _("The English is the agreed text (SHA-256 %s)."), "ja": _("The Japanese is the agreed text (SHA-256 %s).")}
    other: Words = {
        "en": _("The English is not the agreed text: published %(ours)s, agreed %(agreed)s. All spokespersons are told once this goes."),
        "ja": _("The Japanese is not the agreed text: published %(ours)s, agreed %(agreed)s. All spokespersons are told once this goes."),
    }
    if digest == wanted:
        return equal[language] % digest[:16]
    return other[language] % {"ours": digest[:16], "agreed": wanted[:16]}


@shows(Shows.RECORDS)
def download(request: HttpRequest, record: str, number: int) -> HttpResponse:
    """One file of a publication, to be kept: never opened inside the pages."""
    return attached.sent(request.sight, sights.named(request.sight, record, "publication"), number)

"""A meeting as an invitation: a calendar file to take away, mailed to posts with an address; replies and others' invitations read in.

Touches the database through the gate, and the mail server. An invitation holds times, a reference and a link, never a title or a text, and
is off above the tier that feeds show. What is read in is shown first; replies are kept at home, times become a draft offer. Serves I2, S2.
"""

from __future__ import annotations

import hashlib
import smtplib
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.core.mail import EmailMultiAlternatives
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from entente.areas.consultations.contacts.records import Contact
from entente.areas.consultations.records import Meeting
from entente.areas.invitations.records import Attendance
from entente.areas.invitations.records import Guest as Sent
from entente.implementation.calendars.calendar_file import Event, event
from entente.implementation.calendars.calendar_reader import Invited, read_calendar
from entente.implementation.papers.invitation import Guest, method, render_invitation
from entente.kernel.errors import Refusal
from entente.node.files.calendar_part import calendar_of
from entente.node.meetings import invitations
from entente.web import clocks, gate, refusals
from entente.web.consultations import keep, show
from entente.web.gate import Row, Shows, Sight, shows
from entente.web.models import User
from entente.web.person import autosave, digest, feeds, lowered, mail
from entente.web.person.posts import COORDINATOR, DRAFTER, officer_of
from entente.web.sight import consultations as sights
from entente.web.sight.consultations import Circle, Entry

FORM = "meeting-calendar"
ANSWERS: Mapping[str, Attendance] = {"ACCEPTED": "ACCEPTED", "DECLINED": "DECLINED", "TENTATIVE": "TENTATIVE"}
LARGEST = 4_000_000


def may_invite(sight: Sight) -> bool:
    """Whether the person's post sends invitations."""
    return bool({DRAFTER, COORDINATOR} & sight.reader.roles)


def must_invite(sight: Sight) -> None:
    """Refuses, in words, a post that neither drafts nor coordinates."""
    if not may_invite(sight):
        raise PermissionDenied(_("Invitations are sent by those who draft or coordinate; your post does neither."))


def of_meeting(request: HttpRequest, entry: Entry, circle: Circle) -> Event:
    """The meeting as calendars have it. Refuses (CN9) one without a day, and (W13) what the node does not let out."""
    sight: Sight = request.sight
    series: Row = circle.entry.row
    if not sights.let_out(sight, (entry.row, series), sight.reader):
        raise Refusal("not-let-out", "W13", "Its marking keeps this meeting out of calendars and email.")
    texts = [text for text in gate.texts(sight, entry.row) if isinstance(text, Meeting)] or [entry.text]
    made = event(feeds.source_of(request, entry.row, series), texts, entry.row.withdrawn_on is not None)
    if made is None:
        raise Refusal("no-agreed-time", "CN9", "No time is agreed for this meeting yet, so there is nothing to invite to.")
    return made


def guests(request: HttpRequest, entry: Entry, circle: Circle, ours: bool = True) -> list[Guest]:
    """The posts that take part and have an address: in the directory of contacts; with `ours`, also our people who wish mail.

    Whoever of ours may not hear of it, by his label or by what the node lets out, is left out.
    """
    sight: Sight = request.sight
    posts = list(dict.fromkeys(one.post for one in entry.text.participants if one.post))
    found = {}
    for one in sights.all_of(sight, "contact"):
        text = one.text
        if isinstance(text, Contact) and text.post in posts:
            address = next((reach.value for reach in text.reach if reach.means == "EMAIL" and "@" in reach.value), "")
            if address:
                found[address.lower()] = Guest(text.post, address)
    for user in User.objects.filter(is_active=True, post__code__in=posts).select_related("post").order_by("pk") if ours else ():
        address = digest.address_of(user)
        if address and _may_hear(sight, (entry.row, circle.entry.row), user):
            found.setdefault(address.lower(), Guest(user.post.code, address))
    return sorted(found.values(), key=lambda guest: (guest.post, guest.address))


def _may_hear(sight: Sight, rows: tuple[Row, ...], user: User) -> bool:
    try:
        return sights.let_out(sight, rows, lowered.feed_of(sight.node, user).reader)
    except Http404:
        return False


def _shown(request: HttpRequest) -> list[str]:
    sight: Sight = request.sight
    return list(dict.fromkeys(seat.zone for seat in (sight.node.seat, *clocks.seats())))


def section(request: HttpRequest, entry: Entry, circle: Circle) -> dict[str, Any] | None:
    """What the meeting's page shows of invitations to who may send them; None for anybody else."""
    sight: Sight = request.sight
    if not may_invite(sight) or not entry.agreed:
        return None
    held = sights.sent(sight, entry.row)
    if entry.text.held_on is not None and not held.invitations and not held.replies:
        return None  # nobody was invited, and nobody will be
    sent_ = [{"text": one, "method": show.choice("Method", one.method)} for one in held.invitations]
    replies = [{"text": text, "words": show.choice("Attendance", text.attendance)} for _row, text in held.replies.values()]
    found: dict[str, Any] = {"mails": bool(sight.node.home.settings.mail), "sent": sent_, "replies": replies, "problem": "", "off": False}
    try:
        found["off"] = method(of_meeting(request, entry, circle)) == "CANCEL"
        found["guests"] = guests(request, entry, circle)
    except Refusal as refusal:
        found["problem"] = refusals.of_words(refusal.words)
    return found


@shows(Shows.RECORDS)
def download(request: HttpRequest, record: str) -> HttpResponse:
    """The invitation as a file; "not found" where there is nothing to invite to, or the node lets it not out."""
    sight: Sight = request.sight
    entry, circle = sights.meeting(sight, record)
    try:
        made = of_meeting(request, entry, circle)
        organiser = str(sight.node.home.settings.mail.get("from", "noreply@invalid"))
        data = render_invitation(made, organiser, guests(request, entry, circle, ours=False), _shown(request))
    except Refusal as refusal:
        raise Http404 from refusal
    kind = f"text/calendar; method={method(made)}; charset=utf-8"
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": 'attachment; filename="meeting.ics"'})


@shows(Shows.RECORDS)
def send(request: HttpRequest, record: str) -> HttpResponse:
    """Mails the meeting as it stands to every post with an address, and keeps at home to whom it went."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    sight: Sight = request.sight
    must_invite(sight)
    entry, circle = sights.meeting(sight, record)
    back = f"{reverse('consultation-meeting', args=[entry.row.id])}#invitations"
    try:
        done, failed = deliver(request, entry, circle)
        if done:
            messages.success(request, _("Sent to %s.") % ", ".join(done))
        elif not failed:
            messages.error(request, _("None of the posts that take part has an email address here."))
    except Refusal as refusal:
        messages.error(request, refusals.line(refusal))
        return HttpResponseRedirect(back)
    for words in dict.fromkeys(failed):
        messages.error(request, _("The email server failed: %s.") % words)
    return HttpResponseRedirect(back)


def deliver(request: HttpRequest, entry: Entry, circle: Circle) -> tuple[list[str], list[str]]:
    """Mails a meeting as it stands and keeps at home to whom it went: the posts, and what the mail server failed with for others.

    Refuses (W12) a node without a mail server, and what `of_meeting` refuses.
    """
    sight: Sight = request.sight
    failed: list[str] = []
    settings = mail.settings_of(sight.node)
    made = of_meeting(request, entry, circle)
    invited = guests(request, entry, circle)
    data = render_invitation(made, str(settings["from"]), invited, _shown(request))
    done = [guest for guest in invited if _sent(sight, settings, (made, data), guest, failed)]
    if done:
        about = (made.source.revision, [Sent(guest.post, guest.address) for guest in done])
        invitations.sent(sight.node, officer_of(request), entry.row, "CANCEL" if method(made) == "CANCEL" else "REQUEST", about)
    return [guest.post for guest in done], failed


def _sent(sight: Sight, settings: Mapping[str, Any], what: tuple[Event, bytes], guest: Guest, failed: list[str]) -> bool:
    """Mails one guest: plain words with reference and link, and beside them the invitation itself (RFC 6047)."""
    made, data = what
    plain = mail.compose(settings, f"Entente {sight.node.party}: {made.source.reference}", _plain(made), guest.address)
    message = EmailMultiAlternatives(plain.subject, plain.body, plain.from_email, plain.to, connection=plain.connection)
    message.attach_alternative(data.decode(), f"text/calendar; method={method(made)}")
    try:
        message.send()
    except (OSError, smtplib.SMTPException) as error:
        failed.append(type(error).__name__)
        return False
    return True


def _plain(made: Event) -> str:
    sort = {"REQUEST": "Invitation / 招待", "CANCEL": "Called off / 取消し"}[method(made)]
    return f"{sort}\n{made.source.reference}\n{made.source.link}\n"


@shows(Shows.RECORDS)
def upload(request: HttpRequest, record: str) -> HttpResponse:
    """Takes a calendar file or a mail that carries one: a reply, or somebody else's invitation; shown before anything is done with it."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    sight: Sight = request.sight
    must_invite(sight)
    entry, _circle = sights.meeting(sight, record)
    back = f"{reverse('consultation-meeting', args=[entry.row.id])}#invitations"
    try:
        found, digest_ = taken(request.FILES.get("file"))
        read_calendar(found)
    except Refusal as refusal:
        messages.error(request, refusal.words if refusal.code == "no-file" else refusals.line(refusal))
        return HttpResponseRedirect(back)
    autosave.keep(request.user, f"{FORM}:{entry.row.id[:64]}", {"calendar": found.decode("utf-8", "replace"), "digest": digest_})
    return HttpResponseRedirect(reverse("consultation-calendar", args=[entry.row.id]))


def taken(file: UploadedFile | None) -> tuple[bytes, str]:
    """(the calendar in a file that was sent, the file's SHA-256). Refuses (CN4) none and too large a one, (CF1) what carries none."""
    if file is None or file.size is None or file.size > LARGEST:
        raise Refusal("no-file", "CN4", _("Choose a calendar file or an email that carries one, of at most 4 MB."))
    data = file.read()
    return calendar_of(file.name or "", data), hashlib.sha256(data).hexdigest()


@shows(Shows.RECORDS)
def check(request: HttpRequest, record: str) -> HttpResponse:
    """The dry run: who answers what, or which times the file proposes; POST does what was ticked."""
    sight: Sight = request.sight
    must_invite(sight)
    entry, _circle = sights.meeting(sight, record)
    name = f"{FORM}:{entry.row.id[:64]}"
    kept = autosave.kept(request.user, name)
    back = reverse("consultation-meeting", args=[entry.row.id])
    if kept is None:
        return HttpResponseRedirect(back)
    read = read_calendar(kept.values["calendar"].encode())
    replies = replies_of(sight, entry, read.meetings) if read.method == "REPLY" else []
    slots = [slot(one, sight) for one in read.meetings] if read.method != "REPLY" else []
    if request.method == "POST":
        autosave.forget(request.user, name)
        if "discard" in request.POST:
            return HttpResponseRedirect(back)
        try:
            if read.method == "REPLY":
                return _record(request, entry, replies, str(kept.values["digest"]))
            return _offer(request, entry, slots)
        except Refusal as refusal:
            return keep.told(request, refusals.line(refusal), back)
    details: dict[str, Any] = {"meeting": show.meeting(entry), "method": read.method, "replies": replies, "slots": slots}
    details["any"] = any(not one["problem"] for one in (*replies, *slots))
    return render(request, "web/consultations/calendar.html", details)


def replies_of(sight: Sight, entry: Entry, meetings: tuple[Invited, ...]) -> list[dict[str, Any]]:
    """Each answer of a reply with what stands against recording it."""
    held = sights.sent(sight, entry.row)
    uid = f"{entry.row.id}@{entry.row.channel}"
    out = []
    for one in meetings:
        for address, answer in one.answers.items():
            post, problem = held.guest_of(address), ""
            if one.uid != uid:
                problem = _("It answers another meeting.")
            elif post is None:
                problem = _("No invitation to this meeting went to this address.")
            elif answer not in ANSWERS:
                problem = _("It does not say whether anybody is coming.")
            older = bool(held.invitations) and one.sequence < held.invitations[-1].sequence
            out.append({"address": address, "post": post, "answer": answer, "words": show.choice("Attendance", answer),
                        "problem": problem, "older": older, "sequence": one.sequence})  # fmt: skip
    return out


def record_replies(request: HttpRequest, entry: Entry, replies: list[dict[str, Any]], digest_: str) -> int:
    """Keeps at home the answers against which nothing stands; how many."""
    good = [one for one in replies if not one["problem"]]
    for one in good:
        answer = (ANSWERS[one["answer"]], one["sequence"], digest_)
        invitations.replied(request.sight.node, officer_of(request), entry.row, one["address"], answer)
    return len(good)


def _record(request: HttpRequest, entry: Entry, replies: list[dict[str, Any]], digest_: str) -> HttpResponse:
    words = _("The reply is recorded.") if record_replies(request, entry, replies, digest_) else _("Nothing was recorded.")
    return keep.told(request, words, f"{reverse('consultation-meeting', args=[entry.row.id])}#invitations")


def slot(one: Invited, sight: Sight) -> dict[str, Any]:
    """One meeting of somebody's calendar as a time that could be offered."""
    problem: Any = one.problem or {}
    if one.starts is not None and not problem and one.starts <= sight.node.clock():
        problem = {"en": "It is over already.", "ja": "既に終了しています。"}
    if one.off and not problem:
        problem = {"en": "It was called off.", "ja": "取り消されています。"}
    value = f"{one.starts.isoformat()}/{one.ends.isoformat()}" if one.starts is not None and one.ends is not None else ""
    return {"starts": one.starts, "ends": one.ends, "problem": problem, "value": value}


def _offer(request: HttpRequest, entry: Entry, slots: list[dict[str, Any]]) -> HttpResponse:
    from entente.web.consultations.dates import offer_text  # which shows offers as the meeting's page does, and that page shows this one

    known = {one["value"] for one in slots if not one["problem"]}
    chosen = [value for value in request.POST.getlist("slot") if value in known]
    text = offer_text(entry, chosen, request.sight.node.seat.zone)
    back = reverse("consultation-meeting", args=[entry.row.id])
    if text is None:
        return keep.told(request, _("Choose at least one time to offer."), back)
    return keep.there(request, keep.keep(request, entry.row.channel, "slot-offer", text, name="calendar").id)

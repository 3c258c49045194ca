"""How the leads of a round are asked: form files to send, what was held back from them and by which rule, chasers by mail.

Touches the database through the gate, and the mail server. A chaser has references, a link, and for who has no account the post to answer;
never a title or a text, and nothing marked higher than the node lets out. Serves I1, S2.
"""

from __future__ import annotations

import smtplib
from collections.abc import Sequence
from typing import Any, Literal

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from entente.areas.commissioning.records import Chased
from entente.areas.commissioning.reference import reference
from entente.kernel.errors import Refusal
from entente.node.returns import docx_form, forms, rounds, xlsx_form
from entente.node.returns.rounds import Standing
from entente.node.returns.states import Line
from entente.web import refusals
from entente.web.commissioning import accounts
from entente.web.commissioning.role import must_coordinate
from entente.web.gate import Shows, Sight, shows
from entente.web.person import lowered, mail
from entente.web.person.posts import officer_of
from entente.web.sight import commissioning as sights

RENDERED = {"docx": docx_form.render_docx, "xlsx": xlsx_form.render_xlsx}
MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def leads(sight: Sight, one: Standing, found: Sequence[Line]) -> list[dict[str, Any]]:
    """Each authority that still has to answer: how many measures, how it is asked, what its form may not hold, when it was chased."""
    out = []
    for code in sorted({line.asked.authority for line in found if line.said is None}):
        missing = [line for line in found if line.asked.authority == code and line.said is None]
        try:
            made = sights.form(sight, one, code, "en")
            held, refused = [_held(item) for item in made.held], ""
        except Refusal as refusal:
            held, refused = [], refusals.line(refusal)
        has = bool(accounts.people(code)) or any(line.by == "account" for line in missing)
        out.append(
            {
                "code": code,
                "missing": len(missing),
                "account": has,
                "held": held,
                "refused": refused,
                "chased_on": rounds.chased_on(one, code),
                "mailed": bool(accounts.people(code) or accounts.address(sight.node, code)),
            }
        )
    return out


def _held(item: forms.HeldBack) -> dict[str, Any]:
    reasons = [{"rule": reason.rule, "words": {"en": reason.en, "ja": reason.ja}} for reason in item.verdict.reasons]
    return {"code": item.code, "what": item.what, "reasons": reasons}


@shows(Shows.RECORDS)
def form(request: HttpRequest, record: str, authority: str, kind: str) -> HttpResponse:
    """The form file of an authority; "not found" where nothing may or need be on it."""
    return file(request, record, authority, kind, "ja" if request.GET.get("language") == "ja" else "en")


def file(request: HttpRequest, record: str, authority: str, kind: str, language: Literal["en", "ja"]) -> HttpResponse:
    """The form file of an authority in a language, as docx or xlsx; "not found" alike for what is not there and what is not for it."""
    sight: Sight = request.sight
    must_coordinate(sight)
    one = sights.found(sight, record)
    if kind not in RENDERED:
        raise Http404
    try:
        made = sights.form(sight, one, authority, language)
    except Refusal as refusal:
        raise Http404 from refusal
    data = RENDERED[kind](made.form, sight.node.clock())
    name = f"{one.text.code}-{made.form.authority}-{language}.{kind}"
    return HttpResponse(data, content_type=MEDIA[kind], headers={"Content-Disposition": f'attachment; filename="{name}"'})


@shows(Shows.RECORDS)
def chase(request: HttpRequest, record: str) -> HttpResponse:
    """Reminds the authorities chosen by mail, each once a day; what could not be sent is said, and nothing is recorded of it."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    sight: Sight = request.sight
    must_coordinate(sight)
    one = sights.found(sight, record)
    told = chase_all(request, one, request.POST.getlist("lead")[:200])
    sent = [code for code, outcome in told if not isinstance(outcome, Refusal)]
    for code, outcome in told:
        if isinstance(outcome, Refusal):
            messages.error(request, format_html("{}: {}", code[:24], refusals.line(outcome)))
    if sent:
        messages.success(request, _("Sent to %s.") % ", ".join(sent))
    return HttpResponseRedirect(reverse("round", args=[one.row.id]))


def chase_all(request: HttpRequest, one: Standing, codes: Sequence[str]) -> list[tuple[str, Chased | Refusal]]:
    """Reminds authorities by mail and keeps that at home: of each, how it went, or by which rule it did not."""
    sight: Sight = request.sight
    told: list[tuple[str, Chased | Refusal]] = []
    for code in dict.fromkeys(codes):
        try:
            manner = send(sight, one, code)
            rounds.chased(sight.node, officer_of(request), one, code, manner)
            told.append((code, manner))
        except Refusal as refusal:
            told.append((code, refusal))
    return told


def send(sight: Sight, one: Standing, code: str) -> Chased:
    """Sends a chaser to an authority's people, or where none of them has mail to its address; how it went.

    Refuses (CR7, CR8) what needs none, (W12) a node without a mail server, an authority without an address, a server that fails, and
    (W13) what the node does not let out.
    """
    if one.text.closed_on is not None:
        raise Refusal("round-closed", "CR7", f"{one.text.code} is closed.")
    missing = [asked for asked in one.missing if asked.authority == code]
    if not missing:
        raise Refusal("nothing-missing", "CR8", f"{code} has returned all that it was asked.")
    if rounds.chased_on(one, code) == sight.node.clock().date():
        raise Refusal("chased-today", "CR8", f"{code} was reminded today already.")
    settings = mail.settings_of(sight.node)
    people = [(user, address) for user, address in accounts.people(code) if _may_hear(sight, one, user)]
    subject = f"Entente {sight.node.party}: {one.text.code}"
    try:
        if people:
            link = f"{mail.pages(settings)}{reverse('round', args=[one.row.id])}"
            for _user, address in people:
                mail.compose(settings, subject, account_text(one, [asked.code for asked in missing], link), address).send()
            return "ACCOUNT"
        address = accounts.address(sight.node, code)
        if not address:
            raise Refusal("no-address", "W12", f"{code} has no email address: nobody there wants email, and node.toml names none for it.")
        if not sights.let_out(sight, one, lowered.lowered(sight.node, forms.holder(sight.node, code))):
            raise Refusal("not-let-out", "W13", "Its marking keeps this round out of email.")
        named = [str(reference(one.row.id, one.text.code, asked)) for asked in missing]
        mail.compose(settings, subject, file_text(one, named, settings), address).send()
    except (OSError, smtplib.SMTPException) as error:
        raise Refusal("mail-failed", "W12", f"The email server failed ({type(error).__name__}); nothing was recorded.") from error
    return "ADDRESS"


def _may_hear(sight: Sight, one: Standing, user: Any) -> bool:
    """Whether a person may be sent the references: he may read them, and the node lets them out."""
    try:
        return sights.let_out(sight, one, lowered.feed_of(sight.node, user).reader)
    except Http404:
        return False


def account_text(one: Standing, codes: Sequence[str], link: str) -> str:
    """What a chaser tells who has an account: references, the last day, the link."""
    head = f"{one.text.code}: {len(codes)} returns are missing; last day {one.text.due.isoformat()}."
    japanese = f"{one.text.code}：未回答{len(codes)}件、期限{one.text.due.isoformat()}"
    return "\n\n".join((f"{head}\n{japanese}", "\n".join(codes), link)) + "\n"


def file_text(one: Standing, references: Sequence[str], settings: Any) -> str:
    """What a chaser tells who has none: the references on his form, the last day, whom to answer."""
    head = f"{one.text.code}: {len(references)} returns are missing; last day {one.text.due.isoformat()}."
    japanese = f"{one.text.code}：未回答{len(references)}件、期限{one.text.due.isoformat()}"
    answer = f"Answer to / 返送先: {one.text.post} <{settings['from']}>"
    return "\n\n".join((f"{head}\n{japanese}", "\n".join(references), answer)) + "\n"

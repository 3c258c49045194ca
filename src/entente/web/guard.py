"""Who may open a page at all: no view runs that has not declared what it shows, and each asks for what it takes to see that.

Touches the database (reads). `Guard` is the middleware: nobody who is not signed in, no administrator to records, no program beyond what
its token may; who is let through holds a `Sight` (web/gate.py). Serves S2, A1.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import ResolverMatch, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from entente.kernel.labels.disclose import ADMINISTRATOR
from entente.node.node import Node
from entente.web import clocks, errors, problems
from entente.web.gate import SAFE, Shows, Sight
from entente.web.models import Token
from entente.web.person import tokens
from entente.web.person.lowered import feed_of
from entente.web.person.posts import context, reader_of
from entente.web.process import current

CHOOSES_PASSWORD = "account_change_password"
THIRD_PARTY = {
    "account_login": Shows.NOTHING,
    "account_logout": Shows.NOTHING,
    "account_inactive": Shows.NOTHING,
    "account_reauthenticate": Shows.ACCOUNT,
    "account_change_password": Shows.ACCOUNT,
    "mfa_authenticate": Shows.NOTHING,
    "mfa_login_webauthn": Shows.NOTHING,
    "mfa_index": Shows.ACCOUNT,
    "mfa_reauthenticate": Shows.ACCOUNT,
    "mfa_activate_totp": Shows.ACCOUNT,
    "mfa_deactivate_totp": Shows.ACCOUNT,
    "mfa_view_recovery_codes": Shows.ACCOUNT,
    "mfa_generate_recovery_codes": Shows.ACCOUNT,
    "mfa_download_recovery_codes": Shows.ACCOUNT,
    "mfa_list_webauthn": Shows.ACCOUNT,
    "mfa_add_webauthn": Shows.ACCOUNT,
    "mfa_remove_webauthn": Shows.ACCOUNT,
    "mfa_edit_webauthn": Shows.ACCOUNT,
    "mfa_reauthenticate_webauthn": Shows.ACCOUNT,
    "usersessions_list": Shows.ACCOUNT,
}
"""Views that are not ours, by the name of their URL pattern."""
OWN_FACTORS = {name for name in THIRD_PARTY if name.startswith("mfa_") and THIRD_PARTY[name] is Shows.ACCOUNT} | {CHOOSES_PASSWORD}
"""What only those need whose password and second factor are kept here."""


def declared(callback: Any, name: str | None) -> Shows | None:
    """What a view was declared to show, or None."""
    found: Shows | None = getattr(callback, "shows", None)
    return found if found is not None else THIRD_PARTY.get(name or "")


class Guard:
    """Middleware: asks for every request what its view shows, and who is asking."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.node = current.node()
        with clocks.page_of(request.node):
            answer = self.get_response(request)
        empty = answer.status_code == 405 and request.method in SAFE and not answer.streaming and not answer.content
        return errors.form_alone(request, answer) if empty and not problems.asked_by_program(request) else answer

    def process_view(self, request: HttpRequest, view: Any, _args: Any, kwargs: Any) -> HttpResponse | None:
        """None where the view may run; a redirect to sign-in; refuses a view that is not declared, and a post that is not enough."""
        match: ResolverMatch = request.resolver_match
        what = declared(view, match.url_name)
        if what is None:
            raise RuntimeError(f"{match.route} has not declared what it shows (gate.shows)")
        if what is Shows.NOTHING:
            return None
        if what is Shows.CALENDAR:
            request.sight = feed(request.node, str(kwargs.get("token", "")))
            return None
        if not request.user.is_authenticated:
            return problems.not_signed_in() if problems.asked_by_program(request) else signed_out(request, view)
        if request.token is not None and request.token.scope != Token.WRITE and request.method not in SAFE:
            raise PermissionDenied(_("This token reads; to change anything it takes one that may write."))
        if request.user.sign_on and match.url_name in OWN_FACTORS:
            raise PermissionDenied(_("You sign in at your government’s identity provider. Your password and second factor are kept there."))
        if request.user.one_time_until is not None and match.url_name != CHOOSES_PASSWORD:
            return _first_a_password(request)
        if what is not Shows.ACCOUNT:
            sight = admit(request, what)
            request.sight = replace(sight, kept={}, said={}) if request.method in SAFE else sight
        return None


def signed_out(request: HttpRequest, view: Any) -> HttpResponse:
    """The way to sign in and back; what was being written is kept where the view does so (writing/lost.py). A part of a page gets 401."""
    kept = getattr(view, "keeps", None) if request.method == "POST" else None
    there = (kept(request) if kept is not None else None) or request.get_full_path()
    if getattr(request, "htmx", False):
        return HttpResponse(status=401)
    return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': there})}")


def _first_a_password(request: HttpRequest) -> HttpResponse:
    """To the page where a password of one's own is chosen; refuses one whose time is over."""
    if request.user.one_time_until < datetime.now(UTC):
        raise PermissionDenied(_("The password you were given for the first time has run out. Ask your node's administrator for another."))
    if problems.asked_by_program(request):
        raise PermissionDenied(_("Choose a password of your own first."))
    return HttpResponseRedirect(reverse(CHOOSES_PASSWORD))


def admit(request: HttpRequest, what: Shows) -> Sight:
    """The person's sight; refuses, in words, whoever holds no post, and the wrong side of the line round administrators."""
    reader = reader_of(request)
    if reader is None:
        raise PermissionDenied(_("You hold no post at this node, so there is nothing to show you. Ask its administrator for one."))
    if what is Shows.RECORDS and not reader.roles - {ADMINISTRATOR}:
        raise PermissionDenied(_("Administrators look after the node and read no records. Sign in with another post to read them."))
    if what is Shows.ADMINISTRATION and ADMINISTRATOR not in reader.roles:
        raise PermissionDenied(_("This page is for the node's administrators."))
    return Sight(request.node, reader, context(request.node))


def feed(node: Node, secret: str) -> Sight:
    """What the feed of a calendar token sees; "not found" without a live one."""
    token = tokens.find(secret, (Token.CALENDAR,))
    return feed_of(node, token.holder if token is not None else None)

"""A person's own account: post, sessions, language; how allauth behaves here.

Touches the database. Sign-in, passwords, TOTP, passkeys and sessions are allauth's. Serves S2, A1.
"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from entente.kernel.errors import Refusal
from entente.web import refusals
from entente.web.administration.forms import TokenForm
from entente.web.frame import marking, navigation
from entente.web.gate import Shows, shows
from entente.web.models import Token, User
from entente.web.person import feeds, tokens


class Adapter(DefaultAccountAdapter):
    """Nobody signs himself up; whoever is sent back after signing in stays on this node."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: accounts are the administrator's."""
        return False

    def set_password(self, user: User, password: str) -> None:
        """Whoever has chosen a password no longer has the one he was given."""
        user.one_time_until = None
        super().set_password(user, password)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuses after too many failures: of one account at one address first, then of the address, then of the account anywhere.

        A try that is refused for its account costs its address nothing: nobody's failures hold up a colleague behind the same address,
        nor a stranger's elsewhere the officer himself. A password that turns out right gives back what it cost.
        """
        name = str(credentials.get("username", "")).casefold()
        counted = ratelimit.RateLimitUsage([])
        for action, key in (("login_failed", f"{name} at {ratelimit.get_ip(request)}"), ("login_failed_anywhere", name)):
            spent = ratelimit.consume(request, app="allauth.account", action=action, key=key)
            if spent is None:
                raise self.validation_error("too_many_login_attempts")
            counted.usage += spent.usage
        self._login_failed_rl_usage = counted  # what the library's authenticate() gives back

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """On to work: whoever has chosen a password has nothing more to do there."""
        return self.get_login_redirect_url(request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The first page that the person's post can open."""
        post = request.user.post
        found = navigation(post, "")
        return str(found[0]["address"]) if found else reverse("account")


@shows(Shows.ACCOUNT)
def account(request: HttpRequest) -> HttpResponse:
    """Who is signed in, with which post and roles, and the ways to change password, second factor, sessions and tokens."""
    return _account(request, TokenForm())


@shows(Shows.ACCOUNT)
def own_tokens(request: HttpRequest) -> HttpResponse:
    """Makes, collects or revokes a token of one's own; a secret is shown once, on the answer itself."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    asked, key = request.POST.get("do", ""), request.POST.get("token", "")
    number = int(key) if key.isascii() and key.isdigit() and len(key) < 18 else 0
    form = TokenForm(request.POST if asked == "new" else None)
    try:
        if asked == "revoke":
            tokens.revoke(get_object_or_404(Token, pk=number, holder=request.user))
            messages.success(request, _("The token is revoked."))
        elif asked == "collect" or form.is_valid():
            if asked == "new":
                number = tokens.grant(request.user, **form.cleaned_data, by=request.user.username).pk
            token, secret = tokens.collect(request.user, number)
            found = feeds.addresses(request, token, secret) if token.scope == Token.CALENDAR else []
            return render(request, "web/token.html", {"token": token, "secret": secret, "feeds": found})
        else:
            return _account(request, form, 422)
    except Refusal as refusal:
        messages.error(request, refusals.line(refusal))
    return HttpResponseRedirect(reverse("account"))


def _account(request: HttpRequest, form: TokenForm, status: int = 200) -> HttpResponse:
    post = request.user.post
    cleared = [(marking(request.node, policy, name), policy) for policy, name in post.clearances.items()] if post else []
    page = {"roles": post.roles if post else [], "cleared": cleared, "tokens": tokens.live(request.user), "form": form}
    return render(request, "web/account.html", page, status=status)


@shows(Shows.NOTHING)
def no_account(request: HttpRequest) -> HttpResponse:
    """Where accounts come from, and what to do about a lost password."""
    return render(request, "web/no_account.html")


@shows(Shows.NOTHING)
def language(request: HttpRequest) -> HttpResponse:
    """Changes the language and goes back to the page it was asked from; an address of another host is not followed."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    wanted, back = request.POST.get("language", ""), request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = reverse("account_login")
    response = HttpResponseRedirect(back)
    if wanted in dict(settings.LANGUAGES):
        translation.activate(wanted)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            wanted,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
        if request.user.is_authenticated:
            request.user.language = wanted
            request.user.save(update_fields=["language"])
    return response

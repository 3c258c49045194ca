"""Sign-on at the government's own identity provider: OpenID Connect Core 1.0, the authorization code flow with PKCE (RFC 7636).

Touches the database and, by way of the sign-in library, the provider named in node.toml (node/home.py, `SignOn`). Nobody gets an account by
coming from there: the administrator has entered by which name the provider knows a person, and whoever is known by no such name is told so.
Nothing of what the provider says is kept, no token either. Serves S2, A1.
"""

from __future__ import annotations

from typing import Any, NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.adapter import get_adapter as provider_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base import AuthError, AuthProcess
from allauth.socialaccount.providers.openid_connect import views
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from requests import RequestException

from entente.node.home import SignOn
from entente.web import listing
from entente.web.gate import Shows, shows
from entente.web.models import User

PROVIDER = "government"
"""The name of the one provider in addresses; the address that it sends people back to is registered there."""


class Adapter(DefaultSocialAccountAdapter):
    """The provider of node.toml and no other; who comes from it is whom the administrator has named so."""

    def list_apps(self, request: HttpRequest, provider: str | None = None, client_id: str | None = None) -> list[SocialApp]:
        """The provider, as the library knows one; none where node.toml names none."""
        held = request.node.home.settings.sign_on
        if held is None or provider not in (None, PROVIDER, "openid_connect") or client_id not in (None, held.client_id):
            return []
        details = {"server_url": held.issuer, "uid_field": held.claim, "oauth_pkce_enabled": True, "scope": list(held.scopes)}
        app = SocialApp(provider="openid_connect", provider_id=PROVIDER, name=named(held), client_id=held.client_id, settings=details)
        app.secret = held.secret_file.read_text().strip()
        return [app]

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never: accounts are the administrator's."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Finds the person by the name that the provider gave; refuses, on a page in words, whoever is none here."""
        name = sociallogin.account.uid
        found = User.objects.filter(sign_on=name).select_related("post").first() if name else None
        if found is None or sociallogin.state.get("process") != AuthProcess.LOGIN:
            _fail(request, _("The provider knows you as “%s”. Nobody at this node is entered by that name.") % name, 403)
        sociallogin.user = found

    def on_authentication_error(self, request: HttpRequest, provider: Any, error: Any = None, **_more: Any) -> NoReturn:
        """What went wrong on the way, on a page in words."""
        if error == AuthError.CANCELLED:
            _fail(request, _("You turned back at the provider’s page before you were signed on."), 403)
        _fail(request, _("The provider’s answer could not be used: it came too late, or was not meant for this browser."), 502)


@shows(Shows.NOTHING)
def begin(request: HttpRequest) -> HttpResponse:
    """Off to the provider, and back to the page that was asked for. It changes nothing here, so a link may lead to it."""
    held = request.node.home.settings.sign_on
    if held is None:
        raise Http404
    there = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    try:
        provider = provider_adapter().get_provider(request, PROVIDER)
        answer: HttpResponse = provider.redirect(request, AuthProcess.LOGIN, next_url=there if safe else None)
    except (OSError, KeyError):  # RequestException is an OSError; so is a secret that cannot be read
        return _failed(request, _("%s does not answer as an identity provider.") % held.issuer, 502)
    return answer


@shows(Shows.NOTHING)
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from the provider: signs the person in, or says in words why not."""
    if request.node.home.settings.sign_on is None or provider_id != PROVIDER:
        raise Http404
    try:
        answer: HttpResponse = views.callback(request, provider_id)
    except (RequestException, KeyError):
        return _failed(request, _("The provider’s answer could not be used: it came too late, or was not meant for this browser."), 502)
    return answer


def named(held: SignOn) -> str:
    """The provider's name in the reader's language."""
    return listing.in_words(held.name)


def _fail(request: HttpRequest, why: str, status: int) -> NoReturn:
    raise ImmediateHttpResponse(_failed(request, why, status))


def _failed(request: HttpRequest, why: str, status: int) -> HttpResponse:
    return render(request, "web/sign_on_failed.html", {"why": why}, status=status)

"""Tokens: keys to the API or to calendar feeds for one person in one post, granted, collected once, used, revoked.

Touches the database, the clock and chance. A token is never worth more than its holder's post is at the moment of the request, and not
even that where he has left the post, was disabled or has not yet chosen a password of his own. The secret is shown once and only its
SHA-256 is kept; it has 256 bits of chance in it, so that a plain digest is enough. Serves S2, A1.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse

from entente.kernel.errors import Refusal
from entente.kernel.labels.disclose import ADMINISTRATOR
from entente.web.models import Token, User
from entente.web.problems import asked_by_program

PREFIX = "entente_"
LONGEST_DAYS = 366
API = (Token.READ, Token.WRITE)
SCOPES = (*API, Token.CALENDAR)
MANY = 20
USED_EVERY = timedelta(minutes=1)


def grant(holder: User, name: str, scope: str, days: int, by: str) -> Token:
    """A token that its holder has yet to collect. Refuses (W4) a holder without a post, an odd scope or length, and a twenty-first."""
    if holder.post is None or not holder.is_active:
        raise Refusal("no-post", "W4", f"{holder.username} holds no post, so a token would open nothing.")
    if scope not in SCOPES or not 1 <= days <= LONGEST_DAYS or not 0 < len(name.strip()) <= 80:
        raise Refusal("token-malformed", "W4", f"A token has a name, a scope ({', '.join(SCOPES)}), and lasts 1 to {LONGEST_DAYS} days.")
    if scope == Token.CALENDAR and set(holder.post.roles) <= {ADMINISTRATOR}:
        raise Refusal("no-post", "W4", f"{holder.post.code} reads no records, so there is nothing for a calendar to show.")
    if len(live(holder)) >= MANY:
        raise Refusal("too-many-tokens", "W4", f"{holder.username} has {MANY} tokens already; revoke one first.")
    now = datetime.now(UTC)
    made = {"post": holder.post, "holder": holder, "name": name.strip(), "scope": scope, "granted_by": by}
    token = Token(**made, granted_at=now, expires_at=now + timedelta(days=days))
    token.save()
    return token


def collect(holder: User, key: int) -> tuple[Token, str]:
    """The holder's token and its secret, which is never shown again. Refuses (W4) another's, one collected before, and one that is over."""
    secret = PREFIX + secrets.token_urlsafe(32)
    waiting = Token.objects.filter(pk=key, holder=holder, digest=None, revoked_at=None, expires_at__gt=datetime.now(UTC))
    if waiting.update(digest=digest_of(secret)) != 1:
        raise Refusal("token-gone", "W4", "This token was collected or revoked already, or has expired.")
    return Token.objects.get(pk=key), secret


def revoke(token: Token) -> None:
    """Ends a token; one that is over stays so."""
    Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=datetime.now(UTC))


def live(holder: User) -> list[Token]:
    """A person's tokens that are not over, the newest first."""
    found = Token.objects.filter(holder=holder, revoked_at=None, expires_at__gt=datetime.now(UTC))
    return list(found.select_related("post").order_by("-granted_at"))


def digest_of(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def find(secret: str, scopes: Sequence[str] = API) -> Token | None:
    """The token of a secret, of one of these scopes, where it and its holder are still good for the very post it was granted for."""
    now = datetime.now(UTC)
    known = Token.objects.filter(digest=digest_of(secret), scope__in=scopes, revoked_at=None, expires_at__gt=now)
    token: Token | None = known.select_related("holder__post").first()
    if token is None or not token.holder.is_active or token.holder.post_id != token.post_id or token.holder.one_time_until is not None:
        return None
    if token.used_at is None or token.used_at < now - USED_EVERY:
        Token.objects.filter(pk=token.pk).update(used_at=now)
    return token


def bearer(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: at the API's addresses, and nowhere else, a token takes the session's place; a bad one takes it and opens nothing.

    A request with a token comes from a program and carries no cookie of ours that another site could abuse, so no form token is asked.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        request.token = None
        kind, _space, secret = request.headers.get("Authorization", "").partition(" ")
        if asked_by_program(request) and kind:
            request.token = find(secret.strip()) if kind.lower() == "bearer" else None
            request.user = request.token.holder if request.token is not None else AnonymousUser()
            request._dont_enforce_csrf_checks = True
        return get_response(request)

    return answer

"""What an administrator may change, and the entry that goes with each change.

Touches the database, chance and the act key (through node.national.administration). Nobody changes what he himself is: another
administrator does (W8). An administrator's post holds no other role, so that looking after the node and reading what it holds stay apart
(W9). What two administrators change at once is not overwritten (W10). Serves S2, A1.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils.translation import gettext as _

from entente.kernel.errors import Refusal
from entente.kernel.labels.disclose import ADMINISTRATOR
from entente.node.national.administration import enter
from entente.node.node import Node
from entente.web.models import Post, Token, User
from entente.web.person import tokens

FIRST_PASSWORD = timedelta(hours=72)
FIELDS = ("title_en", "title_ja", "organisation", "nationality", "roles", "clearances", "purposes")


def stamp(found: Post | User | None) -> str:
    """A digest of what stands, so that a form knows whether it was filled in over something that has changed since."""
    if isinstance(found, User):
        values: Any = [found.post_id, found.is_active, found.sign_on]
    else:
        values = [getattr(found, name) for name in FIELDS] if found is not None else []
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16]


def save_post(node: Node, by: User, post: Post | None, code: str, values: Mapping[str, Any]) -> Post:
    """Makes a post, or changes one; gives it. Refuses one's own (W8), and the administrator's role beside another (W9)."""
    roles = set(values["roles"])
    if post is not None and by.post_id == post.pk:
        raise Refusal("own-post", "W8", str(_("You cannot change your own post. Another administrator must do it.")))
    if ADMINISTRATOR in roles and len(roles) > 1:
        raise Refusal("administrator-alone", "W9", str(_("An administrator’s post cannot hold any other role.")))
    if not values["organisation"].startswith(f"{node.party}:"):
        raise Refusal("not-our-organisation", "W9", str(_("Start the organisation with %s and a colon.") % node.party))
    before = {name: getattr(post, name) for name in FIELDS} if post is not None else {}
    changed = {name: (_text(before.get(name, "")), _text(values[name])) for name in FIELDS if before.get(name) != values[name]}
    if post is not None and not changed:
        return post
    enter(node, _post(by), "post-changed" if post is not None else "post-made", (by.username, code), changed)
    made: Post
    made, _new = Post.objects.update_or_create(code=code, defaults={name: values[name] for name in FIELDS})
    return made


def add_person(node: Node, by: User, name: str, post: Post | None) -> tuple[User, str]:
    """A new person and his first password, which is good for 72 hours and for choosing his own. Refuses a name that is taken (W10)."""
    if User.objects.filter(username__iexact=name).exists():
        raise Refusal("name-taken", "W10", str(_("This sign-in name is already taken.")))
    enter(node, _post(by), "person-made", (by.username, name), {"post": ("", _code(post))})
    return _with_first_password(User(username=name, post=post))


def move(node: Node, by: User, person: User, post: Post | None) -> None:
    """Gives a person another post, or none; his tokens and sessions for the old one end. Refuses one's own (W8)."""
    _check_other(by, person)
    if person.post_id == (post.pk if post is not None else None):
        return
    enter(node, _post(by), "person-moved", (by.username, person.username), {"post": (_code(person.post), _code(post))})
    person.post, person.seen_us = post, 0  # in the new post everything is new to him
    person.save(update_fields=["post", "seen_us"])
    _shut(person)


def give_password(node: Node, by: User, person: User) -> str:
    """A first password again; the old one, second factors, sessions and tokens end.

    Refuses one's own (W8), and one for somebody who signs in at the identity provider (W11).
    """
    _check_other(by, person)
    if person.sign_on:
        raise Refusal("signs-on-elsewhere", "W11", str(_("This person signs in at the identity provider and needs no password here.")))
    enter(node, _post(by), "password-given", (by.username, person.username))
    Authenticator.objects.filter(user=person).delete()
    _shut(person)
    return _with_first_password(person)[1]


def name_at_provider(node: Node, by: User, person: User, name: str) -> str:
    """Enters by which name the government's identity provider knows a person: from then on he signs in there and nowhere else.

    His password and second factors here end, with sessions and tokens. An empty name takes it back, and gives a first password; otherwise
    what comes back is empty. Refuses one's own (W8), and a name that stands beside somebody else (W10).
    """
    _check_other(by, person)
    if name == person.sign_on:
        return ""
    if name and User.objects.filter(sign_on=name).exists():
        raise Refusal("name-taken", "W10", str(_("Somebody else at this node is entered by this name at the provider.")))
    enter(node, _post(by), "sign-on-named", (by.username, person.username), {"sign_on": (person.sign_on, name)})
    Authenticator.objects.filter(user=person).delete()
    person.sign_on, person.one_time_until = name, None
    person.set_unusable_password()
    person.save(update_fields=["sign_on", "one_time_until", "password"])
    _shut(person)
    return "" if name else _with_first_password(person)[1]


def end_sessions(node: Node, by: User, person: User) -> None:
    """Signs a person out everywhere."""
    enter(node, _post(by), "sessions-ended", (by.username, person.username))
    _end_sessions(person)


def let_in(node: Node, by: User, person: User, active: bool) -> None:
    """Shuts a person out, or lets him in again. Refuses oneself (W8)."""
    _check_other(by, person)
    if person.is_active == active:
        return
    enter(node, _post(by), "person-enabled" if active else "person-disabled", (by.username, person.username))
    person.is_active = active
    person.save(update_fields=["is_active"])
    if not active:
        _shut(person)


def grant_token(node: Node, by: User, person: User, name: str, scope: str, days: int) -> Token:
    """A token for a person, which he alone collects. Refuses what tokens.grant refuses."""
    made = tokens.grant(person, name, scope, days, by.username)
    try:
        about = {"token": ("", f"{made.name}, {scope}, {made.post.code}, {made.expires_at:%Y-%m-%d}")}
        enter(node, _post(by), "token-granted", (by.username, person.username), about)
    except Refusal:
        made.delete()
        raise
    return made


def revoke_token(node: Node, by: User, token: Token) -> None:
    """Ends a token."""
    about = {"token": (f"{token.name}, {token.scope}, {token.post.code}", "")}
    enter(node, _post(by), "token-revoked", (by.username, token.holder.username), about)
    tokens.revoke(token)


def _check_other(by: User, person: User) -> None:
    if by.pk == person.pk:
        raise Refusal("oneself", "W8", str(_("You cannot change your own post or access. Another administrator must do it.")))


def _with_first_password(person: User) -> tuple[User, str]:
    password = "-".join(secrets.token_hex(2) for _part in range(4))
    person.set_password(password)
    person.one_time_until = datetime.now(UTC) + FIRST_PASSWORD
    person.save()
    return person, password


def _shut(person: User) -> None:
    """Ends sessions and tokens."""
    _end_sessions(person)
    Token.objects.filter(holder=person, revoked_at=None).update(revoked_at=datetime.now(UTC))


def _end_sessions(person: User) -> None:
    for session in Session.objects.filter(expire_date__gt=datetime.now(UTC)).iterator():
        if session.get_decoded().get(SESSION_KEY) == str(person.pk):
            session.delete()


def _post(by: User) -> str:
    return str(by.post.code) if by.post is not None else ""


def _code(post: Post | None) -> str:
    return str(post.code) if post is not None else ""


def _text(value: Any) -> str:
    """A value as an entry writes it."""
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {name}" for key, name in sorted(value.items()))
    return ", ".join(sorted(value)) if isinstance(value, list) else str(value)

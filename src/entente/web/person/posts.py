"""From a signed-in person to a reader: posts, their roles, and the demonstration's posts.

Touches the database. Which role may do what is decided in kernel.disclose and on the pages of each act; here only who holds what.
Serves S2, A1.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.conf import settings

from entente.kernel.area import Words
from entente.kernel.errors import Refusal
from entente.kernel.labels.disclose import ADMINISTRATOR, ASSIGNING_OFFICER, READER, RELEASING_OFFICER, Reader
from entente.node.node import Node
from entente.node.officer import ACCEPTING_OFFICER, CLEARING, COORDINATOR, DRAFTER, ROLES, SECURITY_OFFICER, Officer, context
from entente.web.models import Post, User

__all__ = [
    "ACCEPTING_OFFICER", "CLEARING", "COORDINATOR", "DRAFTER", "ROLES", "SECURITY_OFFICER", "Post", "SignIn", "User", "context",
    "create_demonstration_posts", "holding", "named", "officer_of", "reader_of",
]  # fmt: skip

DEMONSTRATION: tuple[tuple[str, str, str, str, tuple[str, ...]], ...] = (
    ("drafter", "desk", "Desk officer (drafts)", "担当官（起案）", (DRAFTER, COORDINATOR, ASSIGNING_OFFICER, READER)),
    ("release", "release", "Head of desk (clears and releases)", "班長（決裁・発出）", (CLEARING, RELEASING_OFFICER, READER)),
    ("accept", "accept", "Director (accepts)", "課長（同意）", (ACCEPTING_OFFICER, READER)),
    ("reader", "reader", "Analyst (reads)", "分析官（閲覧）", (READER,)),
    ("admin", "administration", "Administrator of the node", "ノード管理者", (ADMINISTRATOR,)),
)
"""Sign-in name, last part of the post's code, titles, roles."""


CODE = re.compile(r"\b[A-Z]{3}:[A-Z0-9-]+:[A-Za-z0-9-]+")


@dataclass(frozen=True, slots=True)
class SignIn:
    """A demonstration sign-in, for the demo to print."""

    name: str
    password: str
    post: str
    titles: Mapping[str, str]


def reader_of(request: Any) -> Reader | None:
    """The person as decisions see him; None for who is not signed in, is inactive, or holds no post of this node's party."""
    return reader_as(request.user)


def reader_as(user: Any) -> Reader | None:
    """The same for a person who is not the one signed in: the holder of a calendar's token."""
    if not user.is_authenticated or not user.is_active or user.post is None:
        return None
    return reader_at(user.post)


def reader_at(post: Post) -> Reader:
    """Whoever holds a post, as decisions see him."""
    return Reader(
        party=post.organisation.partition(":")[0],
        organisation=post.organisation,
        nationality=post.nationality,
        clearances=post.clearances,
        purposes=frozenset(post.purposes),
        roles=frozenset(post.roles),
    )


def officer_of(request: Any) -> Officer:
    """The signed-in person as node.national.drafting knows him; refuses (DR1) whoever holds no post."""
    user = request.user
    if reader_of(request) is None:
        raise Refusal("no-post", "DR1", "You hold no post at this node.")
    post: Post = user.post
    held = (frozenset(post.roles), post.clearances, frozenset(post.purposes), post.nationality)
    return Officer(user.get_username(), post.code, *held, proof_of(request))


def proof_of(request: Any) -> tuple[str, ...]:
    """How the person of a request has shown who he is, as areas.drafting.records.Proof names it; empty where the session does not say."""
    if request.token is not None:
        return ("token",)
    ways = [_way(one) for one in get_authentication_records(request, request.user)]
    return tuple(dict.fromkeys(way for way in ways if way))


def _way(record: Mapping[str, Any]) -> str:
    method = str(record.get("method", ""))
    if method == "mfa":
        return {"totp": "one-time-code", "webauthn": "passkey", "recovery_codes": "recovery-code"}.get(str(record.get("type")), "")
    return {"password": "password", "socialaccount": "identity-provider"}.get(method, "")


def named(request: Any) -> Words:
    """The post of the signed-in person by its titles and its code, as papers name who made them; empty without one."""
    post: Post | None = request.user.post if request.user.is_authenticated else None
    return {} if post is None else {"en": f"{post.title_en}, {post.code}", "ja": f"{post.title_ja}、{post.code}"}


def holding(role: str) -> list[Post]:
    """The posts that hold a role, by their code."""
    return [post for post in Post.objects.order_by("code") if role in post.roles]


def titles() -> dict[str, Words]:
    """The posts of this node by their titles, by code; of two that are called alike each with its code."""
    listed = list(Post.objects.values_list("code", "title_en", "title_ja"))
    often = Counter(title for _code, *both in listed for title in dict.fromkeys(both))
    return {
        code: {
            "en": english if often[english] == 1 else f"{english} ({code})",
            "ja": japanese if often[japanese] == 1 else f"{japanese}（{code}）",
        }
        for code, english, japanese in listed
    }


def by_title(told: Words) -> Words:
    """A sentence with the posts of this node named by their titles: a code is for lists of posts. Other codes stay."""
    codes = set(CODE.findall(told.get("en", "")))
    for code, names in titles().items() if codes else ():
        if code in codes:
            told = {language: said.replace(code, names.get(language, code)) for language, said in told.items()}
    return told


def create_demonstration_posts(node: Node) -> list[SignIn]:
    """Five posts and a person in each, made where absent; gives the sign-ins, the same ones every time. Refuses outside an exercise (W1).

    The passwords follow from the node's own secret, so that a second start prints what the first did and nothing is stored in clear.
    """
    if not node.national().terms.exercise:
        words = "Demonstration posts are for exercises, and this node's charter says that it is not one."
        raise Refusal("not-an-exercise", "W1", words)
    organisation = ":".join(node.home.settings.post.split(":")[:2])
    return [_create(node, organisation, row) for row in DEMONSTRATION]


def _create(node: Node, organisation: str, row: tuple[str, str, str, str, tuple[str, ...]]) -> SignIn:
    short, last, english, japanese, roles = row
    ceiling = node.home.settings.ceiling
    post, _ = Post.objects.update_or_create(
        code=f"{organisation}:{last}",
        defaults={
            "title_en": english,
            "title_ja": japanese,
            "organisation": organisation,
            "nationality": node.party,
            "roles": list(roles),
            "clearances": {ceiling.policy: ceiling.classification},
        },
    )
    name = f"{node.party.lower()}-{short}"
    password = _password(name)
    user = User.objects.filter(username=name).first() or User(username=name)
    user.post = post
    if not user.check_password(password):
        user.set_password(password)
    user.save()
    return SignIn(name, password, post.code, {"en": english, "ja": japanese})


def _password(name: str) -> str:
    digest = hmac.new(settings.SECRET_KEY.encode(), b"demonstration " + name.encode(), hashlib.sha256).digest()
    text = base64.b32encode(digest).decode().lower()
    return "-".join(text[i : i + 4] for i in (0, 4, 8, 12))

"""Who else has the same thing open: rows that a page renews every half minute while it is.

Touches the pages' own tables. Shown only to those who may open the record themselves. Serves every clause.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from entente.web.models import Presence, User
from entente.web.templatetags.entente import japanese

STILL = timedelta(seconds=90)
"""Who has not renewed for so long has left."""
SWEPT_AFTER = timedelta(days=1)
"""A row that old says nothing any more; it goes when somebody next opens something."""


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody at work on it, and since when."""

    name: str
    since: datetime


def renew(user: User, about: str) -> None:
    """The person has it open now; after an absence he begins anew."""
    now = timezone.now()
    found, made = Presence.objects.get_or_create(user=user, about=about, defaults={"since": now, "seen_at": now})
    if made:
        Presence.objects.filter(seen_at__lt=now - SWEPT_AFTER).delete()
    else:
        found.since = found.since if now - found.seen_at <= STILL else now
        found.seen_at = now
        found.save(update_fields=["since", "seen_at"])


def leave(user: User, about: str) -> None:
    """The person is done with it."""
    Presence.objects.filter(user=user, about=about).delete()


def others(user: User, about: str) -> list[Present]:
    """The others who have it open, the longest first."""
    found = Presence.objects.filter(about=about, seen_at__gte=timezone.now() - STILL).exclude(user=user)
    return [Present(name_of(row.user), row.since) for row in found.select_related("user__post").order_by("since")]


def name_of(user: User) -> str:
    """A person's name and post, in the page's language."""
    name = str(user.get_full_name() or user.get_username())
    if user.post is None:
        return name
    return f"{name}（{user.post.title_ja}）" if japanese() else f"{name} ({user.post.title_en})"

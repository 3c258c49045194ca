"""What was typed into a form and not yet sent: kept per person and form, so that a lost session loses nothing.

Touches the database. Plain rows, never exchanged, never signed: a draft that matters is an act in the national channel.
Serves every clause.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from entente.web.models import Autosave, User

MAX_BYTES = 4_000_000
"""More than an act can hold, so that whatever could be saved is kept."""
KEPT_FOR = timedelta(days=90)
"""How long what was typed waits for its author: longer than an absence, shorter than a posting."""


def keep(user: User, form: str, values: Mapping[str, Any]) -> bool:
    """Replaces what was kept of a form; False where it is too much to keep (four megabytes), and then what was kept before stays."""
    if sum(len(str(key)) + len(str(value)) for key, value in values.items()) > MAX_BYTES:
        return False
    _row, made = Autosave.objects.update_or_create(user=user, form=form, defaults={"values": dict(values)})
    if made:
        sweep()
    return True


def sweep() -> int:
    """Forgets, whenever a form is kept for the first time, what nobody has come back to for KEPT_FOR; how many rows went."""
    count, _by_model = Autosave.objects.filter(saved_at__lt=timezone.now() - KEPT_FOR).delete()
    return int(count)


def kept(user: User, form: str) -> Autosave | None:
    """What was kept of a form, or None."""
    found: Autosave | None = Autosave.objects.filter(user=user, form=form).first()
    return found


def forget(user: User, form: str) -> None:
    """The form was sent, or thrown away."""
    Autosave.objects.filter(user=user, form=form).delete()

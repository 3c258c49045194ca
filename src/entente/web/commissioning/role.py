"""Who asks the leads, and the moment at which a round's last day ends.

Touches the node's settings. Serves I1.
"""

from __future__ import annotations

from datetime import date, datetime, time

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from entente.kernel.calendar import zones
from entente.web.gate import Sight
from entente.web.person.posts import COORDINATOR


def coordinates(sight: Sight) -> bool:
    """Whether the person's post asks the leads."""
    return COORDINATOR in sight.reader.roles


def must_coordinate(sight: Sight) -> None:
    """Refuses, in words, a post that does not ask the leads."""
    if not coordinates(sight):
        raise PermissionDenied(_("The leads are asked by those who hold the role of coordinator; your post does not."))


def due_at(sight: Sight, due: date) -> datetime:
    """The end of a last day by our own clock."""
    return datetime.combine(due, time(23, 59), zones.zone(sight.node.seat.zone))

"""A person's own tracks: what he looked at and worked on lately, and when he last looked at the Desk.

Touches the database. His alone: no other page shows them. Serves every clause.
"""

from __future__ import annotations

from django.http import HttpRequest

from entente.web.gate import Row, Sight, by_id
from entente.web.models import Trace, User
from entente.web.process import asked

OPENED, EDITED = "opened", "edited"
KEPT = 200


def note(request: HttpRequest, record: str, verb: str = OPENED) -> None:
    """Remembers that the person opened or edited a record; the oldest tracks beyond 200 are dropped."""
    at = request.node.now_us()
    if asked.change("UPDATE web_trace SET verb = %s, at_us = %s WHERE user_id = %s AND record = %s", (verb, at, request.user.pk, record)):
        return
    made = Trace(user=request.user, record=record, verb=verb, at_us=at)
    Trace.objects.bulk_create([made], update_conflicts=True, unique_fields=["user", "record"], update_fields=["verb", "at_us"])
    old = Trace.objects.filter(user=request.user).order_by("-at_us").values_list("pk", flat=True)[KEPT:]
    if old:
        Trace.objects.filter(pk__in=list(old)).delete()


def lately(sight: Sight, user: User, limit: int = 10) -> list[tuple[Row, Trace]]:
    """His latest records, newest first; those that he may no longer read are left out."""
    sql = f"SELECT {asked.columns(Trace, 't')} FROM web_trace t WHERE t.user_id = %s ORDER BY t.at_us DESC LIMIT %s"
    found = [asked.made(Trace, row) for row in asked.rows(sql, (user.pk, limit))]
    rows = by_id(sight, [trace.record for trace in found])
    return [(rows[trace.record], trace) for trace in found if trace.record in rows]


def last_visit(request: HttpRequest) -> int:
    """The node's microseconds of his visit before this session (0: never here); within a session it stays the same."""
    if "since" not in request.session:
        request.session["since"] = request.user.seen_us
    asked.change("UPDATE web_user SET seen_us = %s WHERE id = %s", (request.node.now_us(), request.user.pk))
    return int(request.session["since"])

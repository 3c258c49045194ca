"""Sessions read directly: what Django wrote, and nothing of one that is over or unknown."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.contrib.sessions.models import Session
from tests.web.sample import Stage

from entente.web.process.sessions import SessionStore


def test_what_was_kept_is_read(shown: Stage) -> None:
    made = SessionStore()
    made["since"] = 5
    made.save()
    assert SessionStore(made.session_key)["since"] == 5
    Session.objects.filter(pk=made.session_key).update(expire_date=datetime.now(UTC) - timedelta(seconds=1))
    over = SessionStore(made.session_key)
    assert over.get("since") is None and over.session_key is None
    made.delete()
    unknown = SessionStore("x" * 32)
    assert unknown.get("since") is None and unknown.session_key is None

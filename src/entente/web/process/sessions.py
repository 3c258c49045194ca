"""Sessions in the database, as Django keeps them, read by one statement that stands ready.

Touches the database. Only the reading is ours: making, changing and ending sessions is Django's. Serves S2, A1.
"""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as Sessions

from entente.web.process import asked

HELD = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(Sessions):
    """Django's, but for how a session is read."""

    def load(self) -> dict[str, Any]:
        """What a session holds; one that is over or unknown holds nothing, and its key is given up."""
        found = asked.rows(HELD, (self.session_key, asked.now()))
        if not found:
            self._session_key = None
            return {}
        held: dict[str, Any] = self.decode(found[0][0])
        return held

"""Imported by the demonstration's fork server: sets Django up, so that each forked command need not. Touches Django's settings.

Serves every clause.
"""

from __future__ import annotations

import importlib

from entente.store import database

database.setup()
for name in ("django.core.management.commands.migrate", "django.db.backends.sqlite3.base", "django.db.migrations.executor"):
    importlib.import_module(name)

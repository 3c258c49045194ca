"""Which tables lie where: the pages' own only in the node that this process serves, the store's in every node's database.

Pure. Serves every clause.
"""

from __future__ import annotations


class Router:
    """Django's router: other nodes opened in the same process (tests) get the store's tables alone."""

    def allow_migrate(self, db: str, app_label: str, **_hints: object) -> bool | None:
        """False where an application has no tables in that database."""
        return None if app_label == "store" or db == "default" else False

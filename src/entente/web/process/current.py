"""The one node that this process serves: opened at the first request, its tables brought up to date.

Touches the environment, the node's folder and the database. Django's alias "default" is the node's database. Serves every clause.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connections

from entente.kernel.errors import Refusal
from entente.node.node import Node, open_node
from entente.store import database

ALIAS = "default"

_held: list[Node] = []
_opening = threading.Lock()


def node() -> Node:
    """The node in the folder that ENTENTE_HOME names, opened once. Refuses (N2) where its database is damaged or its disk full."""
    if not _held:
        with _opening:
            if not _held:
                hold(_opened())
    return _held[0]


def _opened() -> Node:
    try:
        opened = open_node(Path(os.environ["ENTENTE_HOME"]), alias=ALIAS)
        migrate()
        return opened
    except DatabaseError as error:
        raise Refusal("store-unavailable", "N2", f"The node's database cannot be used: {database.reason(error)}.") from error


def migrate() -> None:
    """Creates or upgrades the pages' own tables beside the store's."""
    if database.pending(ALIAS, [application.label for application in apps.get_app_configs()]):
        call_command("migrate", database=ALIAS, verbosity=0, interactive=False)


def hold(opened: Node) -> None:
    """Makes an opened node the one that pages show; tests put theirs here."""
    connections.databases[ALIAS]["CONN_MAX_AGE"] = None  # a request is served by the connection of its thread
    _held[:] = [opened]

"""Sample data for the tests of pages: two nodes in one process, the 2017 declaration in effect, measures that wait on either side.

Touches temporary folders and databases. `stage` gives the world, the sign-ins and a browser-like client for each.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from django.test import Client
from tests import nodes
from tests.said import instrument, measure, national_draft

from entente.areas.action_plan import sample
from entente.node.node import Node
from entente.store import database
from entente.store.database import migrate
from entente.web.person import posts
from entente.web.process import current


@dataclass
class Stage:
    """The world, London's node as the pages show it, and how to sign in at it; `secret` is a national draft under a higher marking."""

    world: nodes.World
    node: Node
    sign_ins: dict[str, posts.SignIn]
    records: dict[str, str]

    def client(self, name: str | None, language: str = "en") -> Client:
        """A browser signed in as gbr-<name> (None: nobody), in a language."""
        client = Client(headers={"accept-language": language})
        if name is not None:
            client.force_login(posts.User.objects.get(username=f"gbr-{name}"), "allauth.account.auth_backends.AuthenticationBackend")
        return client


def play(world: nodes.World) -> dict[str, str]:
    """The declaration and a measure agreed; one that waits on London, one that waits on Tokyo; a national draft. Record ids by name."""
    declaration = world.propose("JPN", "instrument", instrument())
    world.agree(declaration)
    acsa = world.propose("GBR", "measure", measure(sample.ACSA))
    world.agree(acsa)
    framework = world.propose("JPN", "measure", measure(sample.FRAMEWORK))
    cyber = world.propose("GBR", "measure", measure(sample.CYBER))
    world.settle()
    world.state("GBR", "progress-report", nodes.report(acsa.id, 7))
    world.settle()
    secret = national_draft(world["GBR"], "OFFICIAL-SENSITIVE")
    return {"declaration": declaration.id, "acsa": acsa.id, "framework": framework.id, "cyber": cyber.id, "secret": secret.id}


def put_on(node: Node) -> Node:
    """Makes a node the one that pages show: its database under Django's alias "default", with the pages' own tables."""
    database.connect(current.ALIAS, node.home.settings.database)
    current.migrate()
    shown = replace(node, alias=current.ALIAS)
    current.hold(shown)
    return shown


def every_table(alias: str) -> None:
    """The store's tables and the pages' own, in a store of this name."""
    migrate(alias)
    database.connect(current.ALIAS, f"sqlite:///{database.sqlite_path(alias)}")
    current.migrate()
    database.close(current.ALIAS)


@contextmanager
def stage(folder: Path) -> Iterator[Stage]:
    """Everything, closed on leaving; the stage that was on before is on again then."""
    before = list(current._held)
    with nodes.build(folder, 2, migrate=every_table) as world:
        records = play(world)
        node = put_on(world["GBR"])
        sign_ins = {row.name: row for row in posts.create_demonstration_posts(node)}
        low = posts.Post.objects.get(code="GBR:FCDO:reader")
        low.clearances = {nodes.POLICY: "OFFICIAL"}
        low.save()
        yield Stage(world, node, sign_ins, records)
        if current._held and current._held[0] is node:
            database.close(current.ALIAS)
            if before and before[0].home.path.exists():
                database.connect(current.ALIAS, before[0].home.settings.database)
                current.hold(before[0])

"""Pages asked for as a browser asks, in a process of its own with the pages' settings: CPU time for each request. Touches the database.

python -m benchmarks.ours._browsing HOME [PAGE ...]

Prints a line of JSON for each page and reader, of all pages or of those named. CPU time is this process's (pages, session, sign-in checks,
templates) plus, on PostgreSQL, its server process's, as /proc counts it.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client

    from entente.node.node import Node

ALL, FEW = "reads everything", "may read 1 in 100"
TAILS = ("Desk", "Declaration")
"""Pages whose 95th percentile counts, not the median."""
TIMES, TIMES_TAIL, WARM = 15, 40, 3
NANOSECONDS = 1_000_000  # in a millisecond
WORDS = ("maritime", "安保", "訓練", "機雷掃海", "雷", "sanctions 災害", "GBR-M-003", "logistic", "mar", "zeppelin")
"""What is searched for: common and rare, one and two characters, two words, a number, beginnings, nothing that is there."""
OVERSEEN = (
    ("oversight", "/oversight/"),
    ("consultations", "/consultations/"),
    ("statements", "/oversight/statements/"),
    ("findings", "/oversight/findings/"),
    ("indicator", "/oversight/indicator/action.in-time/"),
    ("quarterly", "/oversight/papers/?kind=quarterly"),
)
"""Pages and papers that are made from all there is."""
RECORDS = ("measure", "statement", "progress-report", "meeting", "meeting-series", "agenda", "minutes", "action")
"""Types of which a record's page is asked for."""


def main(words: list[str]) -> None:
    """Asks for every page."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "entente.web.settings", "ENTENTE_HOME": words[0], "ENTENTE_HOSTS": "testserver"}
    from entente.web.process import current
    from entente.web.process.wsgi import application  # as a served process begins

    assert callable(application)
    node = current.node()
    from benchmarks.ours._story import HIGH

    clients = {ALL: _client("all", HIGH), FEW: _client("few", "OFFICIAL")}
    for page, reader, addresses in _pages(node):
        if page in words[1:] or not words[1:]:
            _say(_measure(clients[reader], page, reader, addresses))


def _pages(node: Node) -> Iterator[tuple[str, str, list[str]]]:
    """(page, reader, addresses): the dearest of the addresses counts."""
    from urllib.parse import quote

    from entente.store import database

    last = database.rows(node.alias, "SELECT MAX(changed_at), MIN(changed_at) FROM record")[0]
    behind = f"{(last[0] + last[1]) // 2}.x"
    lists = (
        "",
        "?type=statement",
        "?type=measure",
        "?clause=jp-gb-2017%23S6",
        "?waits=GBR",
        "?type=statement&clause=jp-gb-2017%23A5",
        f"?after={behind}",
    )
    named = "SELECT identity FROM (SELECT id AS identity, number FROM record WHERE type = %s AND state IN ('in-effect', 'issued')) AS r"
    records = [database.rows(node.alias, f"{named} ORDER BY number LIMIT 1 OFFSET 1", (kind,))[0][0] for kind in RECORDS]
    for reader in (ALL, FEW):
        yield "records list", reader, [f"/records/{query}" for query in lists]
    yield "record page", ALL, [f"/records/{record}/" for record in records]
    for reader in (ALL, FEW):
        yield "search", reader, [f"/search/?q={quote(words)}" for words in WORDS]
    for reader in (ALL, FEW):
        yield "Desk", reader, ["/"]
        yield "Declaration", reader, ["/declaration/"]
    yield (
        "action plan",
        ALL,
        ["/plan/", "/plan/?page=3", "/plan/?clause=jp-gb-2017%23S6", "/plan/?lead=JPN:MOFA", "/plan/?standing=overdue"],
    )
    for page, address in OVERSEEN:
        yield page, ALL, [address]


def _measure(client: Client, page: str, reader: str, addresses: list[str]) -> dict[str, object]:
    costs = {}
    for address in addresses:
        times = TIMES if len(addresses) > 1 else TIMES_TAIL
        for _ in range(WARM):
            answer = client.get(address)
            if answer.status_code != 200:
                raise RuntimeError(f"{address} answers {answer.status_code}")
        server, spent, wall = _server_ms(), [], []
        for _ in range(times):
            started, clock = process_time(), perf_counter()
            client.get(address)
            spent.append((process_time() - started) * 1_000)
            wall.append((perf_counter() - clock) * 1_000)
        behind = (_server_ms() - server) / times
        spent.sort()
        wall.sort()
        costs[address] = (statistics.median(spent) + behind, spent[int(len(spent) * 0.95)] + behind, behind, wall[int(len(wall) * 0.95)])
    dearest = max(costs, key=lambda address: costs[address][0])
    median, tail, behind, wall_tail = costs[dearest]
    detail = {address: round(cost[0], 1) for address, cost in costs.items()}
    return {
        "page": page, "reader": reader, "median": median, "p95": tail, "server": behind, "wall_p95": wall_tail,
        "address": dearest, "each": detail,
    }  # fmt: skip


def _server_ms() -> float:
    """The CPU time that this connection's PostgreSQL process has used (proc(5), schedstat); 0 on SQLite, whose work is this process's."""
    from django.db import connections

    connection = connections["default"]
    if connection.vendor == "sqlite":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / NANOSECONDS


def _client(name: str, classification: str) -> Client:
    """A browser signed in to a post with this clearance."""
    from django.test import Client

    from benchmarks.ours import _nodes
    from entente.web.models import Post, User

    post, _ = Post.objects.update_or_create(
        code=f"GBR:FCDO:{name}",
        defaults={
            "title_en": name, "title_ja": name, "organisation": "GBR:FCDO", "nationality": "GBR", "roles": ["reader"],
            "clearances": {_nodes.POLICY: classification},
        },
    )  # fmt: skip
    user, _ = User.objects.update_or_create(username=name, defaults={"post": post})
    client = Client(headers={"accept-language": "en"})
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def _say(line: dict[str, object]) -> None:
    print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])

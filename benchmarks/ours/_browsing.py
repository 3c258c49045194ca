"""Pages asked for as a browser asks, in a process of its own with the pages' settings: CPU time for each request. Touches the database.

python -m benchmarks.ours._browsing HOME RECORD SIZE [SIZE ...]

ENTENTE_HOME names the node, filled here to each size in turn; RECORD is one really agreed. Prints a line of JSON for each page and size.
CPU time is this process's (pages, session, sign-in checks, templates) plus, on PostgreSQL, its server process's, as /proc counts it.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
from pathlib import Path
from time import perf_counter, process_time

ALL, FEW = "reads everything", "may read 1 in 100"
TIMES, TIMES_TAIL, WARM = 15, 40, 3
TICKS = os.sysconf("SC_CLK_TCK")


def main(words: list[str]) -> None:
    """Fills and measures, size by size."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "entente.web.settings", "ENTENTE_HOME": words[0], "ENTENTE_HOSTS": "testserver"}
    import django

    django.setup()
    from benchmarks.ours import _filled
    from entente.web import current

    node = current.node()
    clients = {ALL: _client("all", _filled.HIGH), FEW: _client("few", "OFFICIAL")}
    filled = 1
    for size in map(int, words[2:]):
        started = perf_counter()
        _filled.fill(node, filled, size)
        filled = size
        _say({"filled": size, "seconds": perf_counter() - started})
        for page, reader, addresses in _pages(node, words[1], size):
            _say(_measure(clients[reader], page, reader, addresses, size))


def _pages(node, record, size):  # type: ignore[no-untyped-def]
    """(page, reader, addresses): the dearest of the addresses counts."""
    from urllib.parse import quote

    from benchmarks.ours import _filled

    behind = f"{_filled.EPOCH_US + size // 3 * _filled.STEP_US}.x"
    lists = (
        "",
        "?type=statement",
        "?type=measure",
        "?clause=jp-gb-2017%23S6",
        "?waits=GBR",
        "?type=statement&clause=jp-gb-2017%23A5",
        f"?after={behind}",
    )
    for reader in (ALL, FEW):
        yield "records list", reader, [f"/records/{query}" for query in lists]
    yield "record page", ALL, [f"/records/{record}/"]
    for reader in (ALL, FEW):
        yield "search", reader, [f"/search/?q={quote(words)}" for words in _filled.words()]
    for reader in (ALL, FEW):
        yield "Desk", reader, ["/"]
        yield "Declaration", reader, ["/declaration/"]
    yield "action plan", ALL, ["/plan/"]


def _measure(client, page, reader, addresses, size):  # type: ignore[no-untyped-def]
    costs = {}
    for address in addresses:
        times = TIMES if len(addresses) > 1 else TIMES_TAIL
        for _ in range(WARM):
            answer = client.get(address)
            if answer.status_code != 200:
                raise RuntimeError(f"{address} answers {answer.status_code}")
        server, spent, wall = _server_ticks(), [], []
        for _ in range(times):
            started, clock = process_time(), perf_counter()
            client.get(address)
            spent.append((process_time() - started) * 1_000)
            wall.append((perf_counter() - clock) * 1_000)
            if page == "record page" or spent[-1] > 2_000:
                continue
        behind = (_server_ticks() - server) / TICKS * 1_000 / times
        spent.sort()
        wall.sort()
        costs[address] = (statistics.median(spent) + behind, spent[int(len(spent) * 0.95)] + behind, behind, wall[int(len(wall) * 0.95)])
    dearest = max(costs, key=lambda address: costs[address][0])
    median, tail, behind, wall_tail = costs[dearest]
    detail = {address: round(cost[0], 1) for address, cost in costs.items()}
    return {
        "page": page, "reader": reader, "size": size, "median": median, "p95": tail, "server": behind, "wall_p95": wall_tail,
        "address": dearest, "each": detail,
    }  # fmt: skip


def _server_ticks() -> int:
    """Ticks of CPU that this connection's PostgreSQL process has used; 0 on SQLite, whose work is this process's."""
    from django.db import connections

    connection = connections["default"]
    if connection.vendor == "sqlite":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _client(name: str, classification: str):  # type: ignore[no-untyped-def]
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

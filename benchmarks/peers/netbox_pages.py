"""NetBox's list of sites and one site, asked for as a browser asks, in a process of NetBox's own Python. Touches NetBox's database.

python netbox_pages.py make
python netbox_pages.py SITES [SITES ...]

The first makes NetBox's tables and indexes from its models in one go; its own hundreds of migrations come to the same in ten times the
time. The second fills the database to each number of sites and prints a line of JSON for each page: CPU milliseconds of this process and
of its PostgreSQL process, as `_browsing` counts ours. Reads as anybody: every permission to view is given to all in the configuration.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.test import Client

TIMES, WARM, AT_ONCE = 15, 3, 2_000
NANOSECONDS = 1_000_000  # in a millisecond


def main(words: list[str]) -> None:
    """Fills and measures, size by size."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netbox.settings")
    import django

    django.setup()
    if words == ["make"]:
        _make()
        return
    from dcim.models import Site
    from django.test import Client

    client = Client(headers={"accept-language": "en"})
    for size in map(int, words):
        held = Site.objects.count()
        for start in range(held, size, AT_ONCE):
            numbers = range(start, min(start + AT_ONCE, size))
            made = [
                Site(name=f"Site {n:07}", slug=f"site-{n:07}", status=("active", "planned")[n % 2], facility=f"F{n % 500}") for n in numbers
            ]
            Site.objects.bulk_create(made)
        _sql("ANALYZE")
        one = Site.objects.order_by("pk")[size // 2]
        for page, address in (("list", "/dcim/sites/?per_page=50"), ("detail", f"/dcim/sites/{one.pk}/")):
            print(json.dumps({"page": page, "size": size, **_measure(client, address)}), flush=True)


def _make() -> None:
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command

    settings.MIGRATION_MODULES = {application.label: None for application in apps.get_app_configs()}
    _sql("CREATE EXTENSION ltree")
    _sql("CREATE COLLATION natural_sort (provider = icu, locale = 'und-u-kn-true')")
    call_command("migrate", run_syncdb=True, verbosity=0)


def _measure(client: Client, address: str) -> dict[str, float]:
    for _ in range(WARM):
        answer = client.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answers {answer.status_code}")
    server, spent, wall = _server_ms(), [], []
    for _ in range(TIMES):
        started, clock = process_time(), perf_counter()
        client.get(address)
        spent.append((process_time() - started) * 1_000)
        wall.append((perf_counter() - clock) * 1_000)
    behind = (_server_ms() - server) / TIMES
    return {"median": statistics.median(spent) + behind, "server": behind, "wall": statistics.median(wall), "bytes": len(answer.content)}


def _server_ms() -> float:
    return int(Path(f"/proc/{_sql('SELECT pg_backend_pid()')[0][0]}/schedstat").read_text().split()[0]) / NANOSECONDS


def _sql(statement: str) -> Any:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


if __name__ == "__main__":
    main(sys.argv[1:])

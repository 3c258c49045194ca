"""The tally of standings is kept channel by channel: the tables are made anew and filled from the intervals."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from django.db import migrations, models

EPOCH, DAY, FOREVER = 719_163, 86_400_000_000, 1 << 62
SHIFTS = (8, 5)


def fill(apps: Any, schema_editor: Any) -> None:
    """Sums the corners of every standing interval, and their blocks, as store/intervals/tally.py keeps them."""
    interval = apps.get_model("store", "Interval").objects.using(schema_editor.connection.alias)
    columns = ("channel_id", "state", "starts", "ends", "clauses", "known_from", "known_to")
    corners: Counter[tuple[int, int, str, str, str]] = Counter()
    for channel, state, starts, ends, clauses, since, until in interval.filter(sort="standing").values_list(*columns).iterator(5_000):
        for clause in json.loads(clauses):
            for at, sign in ((since, 1), (until, -1)):
                if at < FOREVER:
                    known = EPOCH + at // DAY
                    corners[starts, known, channel, clause, state] += sign
                    if ends < FOREVER:
                        corners[ends, known, channel, clause, state] -= sign
    blocks: Counter[tuple[int, int, int, str, str, str]] = Counter()
    for (day, known, channel, clause, state), n in corners.items():
        for by_day in SHIFTS:
            for by_known in SHIFTS:
                blocks[10 * by_day + by_known, day >> by_day, known >> by_known, channel, clause, state] += n
    names = ("day", "known", "channel", "clause", "state")
    for name, keys, found in (("Tally", names, corners), ("TallyBlock", ("level", *names), blocks)):
        model = apps.get_model("store", name)
        rows = [model(**dict(zip(keys, key, strict=True)), n=n) for key, n in found.items() if n]
        model.objects.using(schema_editor.connection.alias).bulk_create(rows, batch_size=500)


def empty(apps: Any, schema_editor: Any) -> None:
    """Takes out what is counted over all channels together."""
    for name in ("Tally", "TallyBlock"):
        apps.get_model("store", name).objects.using(schema_editor.connection.alias).all().delete()


class Migration(migrations.Migration):
    dependencies = [("store", "0002_search_counts")]

    operations = [
        migrations.RunPython(empty, migrations.RunPython.noop),
        migrations.RemoveConstraint("tally", "tally_once"),
        migrations.RemoveConstraint("tallyblock", "tally_block_once"),
        migrations.AddField("tally", "channel", models.CharField(max_length=64, default=""), preserve_default=False),
        migrations.AddField("tallyblock", "channel", models.CharField(max_length=64, default=""), preserve_default=False),
        migrations.AddConstraint(
            "tally", models.UniqueConstraint(fields=("day", "known", "channel", "clause", "state"), name="tally_once")
        ),
        migrations.AddConstraint(
            "tallyblock",
            models.UniqueConstraint(fields=("level", "day", "known", "channel", "clause", "state"), name="tally_block_once"),
        ),
        migrations.RunPython(fill, empty),
    ]

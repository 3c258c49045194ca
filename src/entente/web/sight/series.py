"""The gate's function for the list of series: of each what a list needs, read off what rules found when its acts came in.

Touches the database (reads), each record by its own label. Rules are run here again, over what a person may read, only where not all of a
series is for him to read. Serves I2, I3, I4 and I5.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from entente.areas.consultations.records import AnySeries
from entente.kernel.area import STANDINGS, Group
from entente.node.national.matters import linked
from entente.store import records
from entente.store.intervals import grouped, standing_of
from entente.web import gate
from entente.web.gate import Sight
from entente.web.sight import consultations as sights
from entente.web.sight.consultations import Circle, Entry

LISTED = ("meeting-series", "meeting", "meeting-count", "deferral")
"""What a list tells of: when meetings were and will be, and what is deferred; of all else only whose move it is."""


def of_channel(sight: Sight, channel: str) -> list[Entry]:
    """Every readable series of a channel, those that stand worst first, of these the longest so; who may not read all has them by code."""
    found = [one for one in sights.all_of(sight, "meeting-series") if one.row.channel == channel and isinstance(one.text, AnySeries)]
    if not sight.all_labels:
        return found
    spans = standing_of.found(sight.node.alias, [one.row.number for one in found], None, sight.today, ("standing",))

    def pressing(one: Entry) -> tuple[int, date, str]:
        stands = next(iter(spans.get(one.row.number, ())), None)
        known = stands is not None and stands.state in STANDINGS
        return (
            (-STANDINGS.index(stands.state), stands.starts, one.row.code) if stands is not None and known else (1, date.max, one.row.code)
        )

    return sorted(found, key=pressing)


def listed(sight: Sight, entries: Sequence[Entry], since: date) -> list[tuple[Entry, Circle]]:
    """These series of one channel, each with its meetings and deferrals, how it stood from a day on, and what rules find today."""
    if not entries:
        return []
    alias, channel, proposed = sight.node.alias, entries[0].row.channel, sights.still_proposed(sight)
    hidden = records.hidden_groups(alias, channel, [one.row.id for one in entries], None if sight.all_labels else sight.labels)
    numbers = {one.row.id: one.row.number for one in entries if one.row.id not in hidden}
    kept = records.in_groups(alias, channel, numbers, None, numbers, LISTED)
    today, stood = grouped.today(alias, channel, numbers, sight.today), grouped.stood(alias, channel, numbers, since)
    out = []
    for one in entries:
        if one.row.id in hidden:
            out.append((one, sights.circle(sight, one, proposed)))
            continue
        rows = gate.readable(sight, kept.get(one.row.id, []))
        group = Group(one.row.id, tuple(linked(sight.node, row) for row in rows), sight.node.charter(channel).codes)
        found = [each for each in today.get(one.row.id, ()) if (each.record, each.sort) != (one.row.id, "standing")]
        out.append((one, sights.filed(sight, one, (rows, group), (*stood.get(one.row.id, ()), *found), proposed)))
    return out

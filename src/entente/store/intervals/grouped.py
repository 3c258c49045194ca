"""What rules find of whole groups, for lists that show many of them: who is to move today, and how some records stood over the years.

Touches the database (reads). As known now; every query begins at the index of groups or of records. Serves I2, I3, I4 and I5.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from entente.kernel.area import Interval, Sort
from entente.store import database
from entente.store.layout import FOREVER

COLUMNS = "i.grp, i.sort, i.code, i.state, i.starts, i.ends, r.id, i.reason, i.acts, i.clauses, i.move, i.numerator, i.denominator"
SOURCE = "interval i JOIN record r ON r.number = i.record"


def today(alias: str, channel: str, groups: Mapping[str, int], day: date) -> dict[str, list[Interval]]:
    """What rules find on a day of the records of these groups of a channel, by group, in order of record and code.

    Groups are given with the numbers of the records that they are called after.
    """
    where = f"i.known_to = {FOREVER} AND i.starts <= %s AND i.ends > %s AND i.channel_id = %s"
    return _grouped(alias, where, (day.toordinal(), day.toordinal(), channel), groups)


def stood(alias: str, channel: str, groups: Mapping[str, int], since: date) -> dict[str, list[Interval]]:
    """How the records that these groups are called after stood from a day on, by group, the oldest first."""
    sql = f"SELECT {COLUMNS} FROM {SOURCE} WHERE i.known_to = {FOREVER} AND i.sort = 'standing' AND i.ends > %s AND i.channel_id = %s"
    rows = database.select_in(alias, f"{sql} AND i.grp = '' AND i.record IN ({{}})", groups.values(), (since.toordinal(), channel))
    return _by_group(sorted(rows, key=lambda row: row[4]))


def _grouped(alias: str, where: str, params: Sequence[Any], groups: Mapping[str, int]) -> dict[str, list[Interval]]:
    sql = f"SELECT {COLUMNS} FROM {SOURCE} WHERE {where}"
    own = database.select_in(alias, f"{sql} AND i.grp = '' AND i.record IN ({{}})", groups.values(), params)
    others = database.select_in(alias, f"{sql} AND NOT (i.grp = '') AND i.grp IN ({{}})", groups, params)
    return _by_group(sorted(own + others, key=lambda row: (row[6], row[2], row[4])))


def _by_group(rows: Sequence[tuple[Any, ...]]) -> dict[str, list[Interval]]:
    found: dict[str, list[Interval]] = {}
    for group, sort, *rest in rows:
        one = _read(sort, rest)
        found.setdefault(group or one.record, []).append(one)
    return found


def _read(sort: Sort, rest: Sequence[Any]) -> Interval:
    code, state, starts, ends, record, reason, acts, clauses, move, numerator, denominator = rest
    until = date.fromordinal(ends) if ends < FOREVER else None
    return Interval(
        sort, code, state, date.fromordinal(starts), until, record, json.loads(reason), tuple(json.loads(acts)), tuple(json.loads(clauses)),
        move or None, numerator, denominator,
    )  # fmt: skip

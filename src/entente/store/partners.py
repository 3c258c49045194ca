"""How the exchange stands: contacts, what partners hold, their receipts and reports, evidence of forks; facts of the node itself.

Touches the database. Serves I1 to I5: "why did it not arrive" is answered from here, in words.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from entente.store import database, noted
from entente.store.layout import storable

TOGETHER = 100  # questions in one statement


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner in a channel; times in microseconds since 1970 UTC, 0 for never; `ahead_s` is our clock minus theirs."""

    party: str
    url: str
    heads: Mapping[str, int]
    contact_at: int
    tried_at: int
    failures: int
    trouble: str
    ahead_s: int
    compared: bool


class Report(NamedTuple):
    """A partner's word on one of our acts."""

    party: str
    log: str
    seq: int
    status: str
    rule: str
    words: str
    at: int


class Receipt(NamedTuple):
    """A cosignature: who holds the log, up to which size, at what time (seconds since 1970, signed)."""

    party: str
    size: int
    at: int
    note: bytes


class Proof(NamedTuple):
    """Evidence that a log is not what it was: two payloads for one place, or two checkpoints."""

    log: int
    sort: str
    seq: int
    one: bytes
    other: bytes
    words: str
    at: int


def partners(alias: str, channel: str) -> list[Partner]:
    """The other parties of a channel, by code."""
    columns = "party, url, heads, contact_at, tried_at, failures, trouble, ahead_s, compared"
    sql = f"SELECT {columns} FROM partner WHERE channel_id = %s ORDER BY party"
    return [_partner(row) for row in database.rows(alias, sql, (channel,))]


def _partner(row: tuple[Any, ...]) -> Partner:
    return Partner(row[0], row[1], json.loads(row[2]), row[3], row[4], row[5], row[6], row[7], bool(row[8]))


def add(alias: str, channel: str, party: str) -> None:
    """A partner of whom nothing was heard yet."""
    row = {"channel_id": channel, "party": party, "url": "", "heads": "{}", "contact_at": 0, "tried_at": 0, "failures": 0}
    noted.add(alias, "partner", row | {"trouble": "", "ahead_s": 0, "compared": True}, ("channel_id", "party"))


def _change(alias: str, channel: str, party: str, **changes: Any) -> None:
    noted.change(alias, "partner", changes, {"channel_id": channel, "party": party})


def set_url(alias: str, channel: str, party: str, url: str) -> None:
    """Where a partner's node answers."""
    _change(alias, channel, party, url=url)


def contact(alias: str, channel: str, party: str, heads: Mapping[str, int], at: int, ahead_s: int) -> None:
    """A partner answered or asked: what it holds, when, and how far our clock is ahead of its."""
    held = json.dumps(dict(sorted(heads.items())))
    _change(alias, channel, party, heads=held, contact_at=at, tried_at=at, failures=0, trouble="", ahead_s=ahead_s)


def trouble(alias: str, channel: str, party: str, words: str, at: int, ahead_s: int | None = None) -> int:
    """A partner could not be reached; gives how often in a row.

    Where it did answer, by refusing, `ahead_s` is how far our clock is ahead of its.
    """
    failures = next((p.failures for p in partners(alias, channel) if p.party == party), 0) + 1
    heard = {} if ahead_s is None else {"contact_at": at, "ahead_s": ahead_s}
    _change(alias, channel, party, tried_at=at, failures=failures, trouble=storable(words), **heard)
    return failures


def set_compared(alias: str, channel: str, party: str | None, compared: bool) -> None:
    """Whether our log was compared with a partner's copy since the last restore; None for every partner."""
    key = {"channel_id": channel} | ({} if party is None else {"party": party})
    noted.change(alias, "partner", {"compared": compared}, key)


def add_receipt(alias: str, log: int, receipt: Receipt) -> None:
    """Keeps a cosignature; one already held for that size stays."""
    noted.add(alias, "cosignature", {"log_id": log, **receipt._asdict()}, ("log_id", "party", "size"), "ON CONFLICT DO NOTHING")


def receipts(alias: str, log: int) -> list[Receipt]:
    """The latest cosignature of each party under a log's checkpoints."""
    sql = (
        "SELECT c.party, c.size, c.at, c.note FROM cosignature c JOIN"
        " (SELECT party, MAX(size) AS size FROM cosignature WHERE log_id = %s GROUP BY party) m ON m.party = c.party AND m.size = c.size"
        " WHERE c.log_id = %s ORDER BY c.party"
    )
    return [Receipt(*row) for row in database.rows(alias, sql, (log, log))]


def first_receipts(alias: str, places: Sequence[tuple[int, str, int]]) -> dict[tuple[int, str, int], int]:
    """By (log, party, sequence): the time of the earliest cosignature of the party that covers the act (seconds), where there is one."""
    found: dict[tuple[int, str, int], int] = {}
    one = "SELECT * FROM (SELECT at FROM cosignature WHERE log_id = %s AND party = %s AND size > %s ORDER BY size LIMIT 1) AS r"
    for start in range(0, len(places), TOGETHER):
        some = places[start : start + TOGETHER]
        sql = " UNION ALL ".join(f"SELECT {n}, r{n}.at FROM ({one}) AS r{n}" for n in range(len(some)))
        found |= {some[n]: int(at) for n, at in database.rows(alias, sql, [value for place in some for value in place])}
    return found


def set_heads(alias: str, channel: str, party: str, heads: Mapping[str, int]) -> None:
    """What a partner says it holds of each log."""
    _change(alias, channel, party, heads=json.dumps(dict(sorted(heads.items()))))


def clear_reports(alias: str, channel: str, party: str, log: str, first: int, last: int) -> None:
    """Takes back what a partner said of these acts."""
    sql = "DELETE FROM report WHERE channel_id = %s AND party = %s AND log = %s AND seq >= %s AND seq <= %s"
    database.run(alias, sql, (channel, party, log, first, last))


def add_report(alias: str, channel: str, report: Report) -> None:
    """Keeps a partner's word on one of our acts (the first of those it concerns)."""
    row = {"channel_id": channel, **report._replace(rule=storable(report.rule))._asdict()}
    noted.add(alias, "report", row, ("channel_id", "party", "log", "seq"), "ON CONFLICT DO NOTHING")


def reports(alias: str, channel: str) -> list[Report]:
    """What partners say of our acts."""
    sql = "SELECT party, log, seq, status, rule, words, at FROM report WHERE channel_id = %s ORDER BY party, log, seq"
    return [Report(*row) for row in database.rows(alias, sql, (channel,))]


def add_evidence(alias: str, proof: Proof) -> None:
    """Keeps evidence; it is never removed."""
    row = proof._asdict()
    noted.add(alias, "evidence", {"log_id": row.pop("log"), **row}, ("log_id", "sort", "seq"))


def evidence(alias: str, log: int) -> list[Proof]:
    """Evidence against a log."""
    sql = "SELECT log_id, sort, seq, one, other, words, at FROM evidence WHERE log_id = %s ORDER BY id"
    return [Proof(*row) for row in database.rows(alias, sql, (log,))]


def setting(alias: str, name: str) -> str | None:
    """A fact of the node."""
    found = database.rows(alias, "SELECT value FROM setting WHERE id = %s", (name,))
    return str(found[0][0]) if found else None


def set_setting(alias: str, name: str, value: str | None) -> None:
    """Keeps a fact of the node; None removes it."""
    database.run(alias, "DELETE FROM setting WHERE id = %s", (name,))
    if value is not None:
        database.insert(alias, "setting", "id, value", [(name, value)])


def settings_like(alias: str, prefix: str) -> dict[str, str]:
    """Facts whose names begin so."""
    return {row[0]: row[1] for row in database.rows(alias, "SELECT id, value FROM setting WHERE id LIKE %s", (prefix + "%",))}


def requested(alias: str, request: str) -> int | None:
    """The position of the act that was said under a request, or None."""
    found = database.rows(alias, "SELECT act FROM request WHERE id = %s", (request,))
    return int(found[0][0]) if found else None

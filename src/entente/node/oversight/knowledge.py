"""As of a day, of one clause: what each side knew, what each had told, what all had agreed. Touches the database (reads).

Had told: a side's own statements that name the clause, signed by then. Had agreed: joint records on it that were in effect by then.
Knew: of the entries behind both, those that a side had itself made or had received. What we received is dated by our own node; what
another side received by its first receipt that covers the entry (a cosignature), so that a side which learnt late is shown to have known
late. Serves I3 and every clause.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from entente.kernel.act import parse_time
from entente.node import look
from entente.node.oversight.asking import Asking
from entente.store import records, shown

MOST = 60
"""Records on a clause of which the question is answered, the newest first."""


@dataclass(frozen=True, slots=True)
class Said:
    """A record on the clause: since when it stands (its statement, or all confirmed), and since which day each side knew of it."""

    record: str
    type: str
    party: str
    code: str
    titles: str
    since: date
    known: dict[str, date | None]


@dataclass(frozen=True, slots=True)
class Side:
    """One side on the day: the records it had told, those it knew, and those on the clause that it did not know yet."""

    party: str
    told: tuple[Said, ...]
    knew: tuple[Said, ...]
    unknown: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The answer on a day: each side, and what all had agreed."""

    day: date
    sides: tuple[Side, ...]
    agreed: tuple[Said, ...]
    more: bool  # whether more records name the clause than were asked


def knowledge(asking: Asking, clause: str, day: date) -> Knowledge:
    """Who knew, had told and had agreed what of a clause at the end of a day, of what the asker may see."""
    where = {"channel": asking.charter.id}
    rows = [row for row in shown.listed(asking.node.alias, asking.allowed, where, MOST + 1, clause) if row.type != "instrument"]
    said = [one for row in rows[:MOST] if row.revisions and (one := _said(asking, row)) is not None and one.since <= day]
    sides = []
    for party in asking.charter.codes:
        knew = tuple(one for one in said if _by(one, party, day))
        told = tuple(one for one in said if one.party == party)
        sides.append(Side(party, told, knew, tuple(one for one in said if one not in knew)))
    return Knowledge(day, tuple(sides), tuple(one for one in said if not one.party), len(rows) > MOST)


def _by(one: Said, party: str, day: date) -> bool:
    known = one.known.get(party)
    return known is not None and known <= day


def _said(asking: Asking, row: records.Row) -> Said | None:
    """A record with the days on which each side knew of the act that gave it effect first; None where that act is not held."""
    act = row.revisions[0].act
    found = look.find_act(asking.node, act)
    header = found.act.header
    signed = parse_time(header.signed_at) if header is not None else None
    if header is None or signed is None:
        return None
    known: dict[str, date | None] = dict.fromkeys(asking.charter.codes)
    known[found.act.party] = signed.date()
    if found.act.party != asking.node.party:
        known[asking.node.party] = datetime.fromtimestamp(found.received_at / 1_000_000, UTC).date()
    receipts = look.receipts_of(asking.node, found)
    for party, at in receipts.items():
        if party not in (asking.node.party, found.act.party):
            known[party] = datetime.fromtimestamp(at, UTC).date()
    since = date.fromordinal(row.revisions[0].day)
    return Said(row.id, row.type, row.party, row.code, row.titles, since, known)

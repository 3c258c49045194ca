"""The gate's functions for administrators: what they and their like did. No other record is reached from here.

Touches the database (reads). Each takes a Sight first. An administrator reads no record (D5 in kernel.verdict); entries about
administration, of this node's own national channel, are what he answers for, and the one exception. Serves S2.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from entente.areas.administration import TYPE
from entente.areas.administration.records import EntryWithSignOn
from entente.kernel.labels.disclose import ADMINISTRATOR
from entente.node.national.administration import read
from entente.store import partners, shown
from entente.web.gate import Sight


@dataclass(frozen=True, slots=True)
class Done:
    """An entry, and when it was made (the node's time)."""

    entry: EntryWithSignOn
    at: datetime


def changes(sight: Sight, limit: int) -> list[Done]:
    """What administrators did, the latest first. Refuses whoever is none."""
    if ADMINISTRATOR not in sight.reader.roles:
        raise PermissionDenied(_("This page is for the node's administrators."))
    node = sight.node
    rows = shown.listed(node.alias, None, {"type": TYPE, "channel": node.national().id, "party": node.party}, limit)
    texts = [(row, row.revisions[-1].raw) for row in rows if row.revisions]
    return [Done(read(raw), datetime.fromtimestamp(row.changed_at / 1_000_000, UTC)) for row, raw in texts if raw is not None]


def addresses(sight: Sight) -> list[tuple[str, str]]:
    """(participant, the address its node is asked at), each once; no record is in it."""
    known = [partner for charter in sight.node.channels() for partner in partners.partners(sight.node.alias, charter.id)]
    return sorted({(partner.party, partner.url) for partner in known})

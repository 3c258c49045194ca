"""What leaves the house without a session, in feeds and mails: what a person may read, and of that only what the node lets out.

Pure but for the node's settings and the person's post. Serves S2, I2 and I3.
"""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404
from django.utils.translation import gettext as _

from entente.kernel.labels.disclose import ADMINISTRATOR, Reader
from entente.kernel.labels.policy import level
from entente.node.node import Node
from entente.web.gate import Sight
from entente.web.models import User
from entente.web.person.posts import context, reader_as


def feed_of(node: Node, holder: User | None) -> Sight:
    """What a person's feeds see: what he may read, and of that only what the node's setting lets out; else "not found"."""
    reader = reader_as(holder) if holder is not None else None
    if reader is None or not reader.roles - {ADMINISTRATOR}:
        raise Http404(_("There is no such calendar. Its token may have been revoked, or has expired."))
    return Sight(node, lowered(node, reader), context(node))


def lowered(node: Node, reader: Reader) -> Reader:
    """A reader who is cleared for no more than the node lets out in feeds and mails."""
    held = {name: _lower(node, name, tier) for name, tier in reader.clearances.items()}
    return replace(reader, clearances={name: tier for name, tier in held.items() if tier})


def _lower(node: Node, name: str, held: str) -> str:
    """The lower of a clearance and of what feeds may show under that policy: as set; a sample's lowest tier; else nothing."""
    policy = node.samples.policies.get(name)
    if policy is None:
        return ""
    lowest = min(policy.classifications, key=lambda tier: tier.hierarchy).name if policy.sample else ""
    limit = node.home.settings.calendar.get(name, lowest)
    tiers = level(policy, limit), level(policy, held)
    if tiers[0] is None or tiers[1] is None:
        return ""
    return limit if tiers[0] < tiers[1] else held

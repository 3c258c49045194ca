"""An officer at work inside this government: name, post, roles, and how label decisions see him.

Pure but for the node's clock. Who holds which post is the pages' (web/person/posts.py); the command line speaks for the post that it is
given. Serves S2, A1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from entente.kernel.errors import Refusal
from entente.kernel.labels.disclose import ADMINISTRATOR, ASSIGNING_OFFICER, READER, RELEASING_OFFICER, Context, Reader
from entente.node.node import Node

DRAFTER, CLEARING, ACCEPTING_OFFICER, SECURITY_OFFICER = "drafter", "clearing", "accepting-officer", "security-officer"
COORDINATOR = "coordinator"
ROLES = (
    DRAFTER, CLEARING, RELEASING_OFFICER, ACCEPTING_OFFICER, COORDINATOR, ASSIGNING_OFFICER, READER, ADMINISTRATOR, SECURITY_OFFICER,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Officer:
    """A person at a post ("GBR:FCDO:desk"). Clearances None: the node's ceiling; nationality empty: the node's party.

    `proof` is how he has shown who he is (areas.drafting.records.Proof): whoever holds the node's folder, unless a shell says otherwise.
    """

    name: str
    post: str
    roles: frozenset[str]
    clearances: Mapping[str, str] | None = field(default=None, hash=False)
    purposes: frozenset[str] = frozenset()
    nationality: str = ""
    proof: tuple[str, ...] = ("operator",)


def reader_for(node: Node, officer: Officer) -> Reader:
    """The officer as kernel.disclose decides about him; refuses a post of no organisation of this party (D1)."""
    ceiling = node.home.settings.ceiling
    clearances = {ceiling.policy: ceiling.classification} if officer.clearances is None else officer.clearances
    organisation = ":".join(officer.post.split(":")[:2])
    return Reader(node.party, organisation, officer.nationality or node.party, clearances, officer.purposes, frozenset(officer.roles))


def context(node: Node) -> Context:
    """What the node decides by today (its own day: simulated in an exercise)."""
    home, samples = node.home.settings, node.samples
    return Context(node.party, node.clock().date(), home.ceiling, samples.policies, samples.equivalences)


def require(officer: Officer, *roles: str) -> None:
    """Refuses (DR1) whoever holds none of these roles, and administrators, who neither draft, clear nor release."""
    if ADMINISTRATOR in officer.roles:
        raise Refusal(
            "role-administrator", "DR1", "An administrator looks after the node and takes no part in drafting, clearance or release."
        )
    if not officer.roles & set(roles):
        raise Refusal(
            "role-missing", "DR1", f"This needs the role {' or '.join(roles)}; {officer.name} at {officer.post} does not hold it."
        )

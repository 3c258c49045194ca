"""One government's node: its folder, store, record types and policies, opened together.

Touches files, the database and the clock through what it holds. Functions of this package take a Node; nothing else is global.
Serves every clause.
"""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from entente import areas
from entente.instrument import published
from entente.kernel import canonical
from entente.kernel.area import Kind, Registry
from entente.kernel.calendar.seats import SEATS, Seat, seat, seats_of
from entente.kernel.charter import PAYLOAD_TYPE, Charter, open_charter
from entente.kernel.errors import Refusal
from entente.kernel.labels.equivalence import within_ceiling
from entente.kernel.labels.label import Label
from entente.kernel.labels.policy import level
from entente.kernel.reading import Shelf, parse_text
from entente.kernel.signature import SigningKey, key_id, seal
from entente.node.home import Home, create, discard, open_home, read_key
from entente.node.samples import Samples, load_samples
from entente.store import database, logs, partners, records

MICROSECOND = 1_000_000


@dataclass
class Node:
    """A node at work. `registry` says which record types and schema versions it reads; `clock` and `random` are the tests' to replace."""

    home: Home
    alias: str
    registry: Registry
    samples: Samples
    clock: Callable[[], datetime]
    random: Callable[[int], bytes] = os.urandom
    charters: dict[str, Charter] = field(default_factory=dict)
    clauses: dict[str, tuple[int, frozenset[str] | None]] = field(default_factory=dict)  # by channel: as of which change of instruments
    signers: dict[str, SigningKey] = field(default_factory=dict)
    log_channels: dict[int, str] = field(default_factory=dict)
    queues: dict[str, Any] = field(default_factory=dict)  # of those who say something at the same time, by channel (submit.Queue)
    before_signing: Callable[[Node, str], None] | None = None  # of a process that does not exchange all the time (first_contact.ask)

    @property
    def party(self) -> str:
        """Whose node it is."""
        return self.home.settings.party

    @property
    def seat(self) -> Seat:
        """Where our own government sits: whose clock is ours."""
        return seat(self.party, self.known_seats)

    @property
    def known_seats(self) -> Mapping[str, Seat]:
        """The seats that are known here: those of the settings before those of the program's table."""
        return {**SEATS, **self.home.settings.seats}

    def seats(self, charter: Charter | None = None) -> tuple[Seat, ...]:
        """Whose clocks stand beside a time: of the parties to a shared channel; else of all with which this node shares one, and ours."""
        shared = charter is not None and len(charter.codes) > 1
        codes = charter.codes if charter is not None and shared else [code for one in self.channels() for code in one.codes]
        return seats_of((self.party, *codes), self.known_seats)

    def now_us(self) -> int:
        """Microseconds since 1970 UTC."""
        return int(self.clock().timestamp() * MICROSECOND)

    def key(self, role: str) -> SigningKey:
        """A signing key, read once."""
        if role not in self.signers:
            self.signers[role] = self.home.key(role)
        return self.signers[role]

    def key_of(self, role: str, public: bytes | str) -> SigningKey:
        """The signing key whose public key, or key id, this is: a channel's log says which is in force there. Refuses one not kept here."""
        wanted = public if isinstance(public, str) else key_id(public)
        name = f"{role}.{wanted}"
        if name not in self.signers:
            file = self.home.path / "keys" / f"{name}.key"
            self.signers[name] = read_key(file, role) if file.exists() else self.key(role)
        if self.signers[name].key_id != wanted:
            raise Refusal("key-absent", "N6", f"The {role} key in force in this channel, {wanted}, is not in {self.home.path / 'keys'}.")
        return self.signers[name]

    def charter(self, channel: str) -> Charter:
        """A channel's charter; refuses a channel this node takes no part in."""
        if channel not in self.charters:
            self.charters |= {row[0]: open_charter(row[2]) for row in logs.channels(self.alias)}
        if channel not in self.charters:
            raise Refusal("unknown-channel", "C6", f"This node takes part in no channel {channel[:12]}….")
        return self.charters[channel]

    def channels(self) -> list[Charter]:
        """Every channel, oldest first."""
        return [self.charter(row[0]) for row in logs.channels(self.alias)]

    def national(self) -> Charter:
        """The channel this government has with itself: one, made with the node."""
        known = next((c for c in self.charters.values() if c.codes == (self.party,)), None)
        return known or next(c for c in self.channels() if c.codes == (self.party,))

    def find_channel(self, text: str | None) -> Charter:
        """The channel whose id begins so; without a text, the only shared one."""
        shared = [c for c in self.channels() if len(c.codes) > 1]
        if text is None:
            if len(shared) == 1:
                return shared[0]
            known = "; ".join(f"{c.id[:12]} {c.terms.title.get('en', '')}" for c in shared) or "none yet: `entente charter` opens one"
            raise Refusal("channel-unclear", "N7", f"Name the channel with --channel; this node's shared channels: {known}.")
        if text == "national":
            return self.national()
        found = [c for c in self.channels() if c.id.startswith(text)]
        if len(found) != 1:
            raise Refusal("channel-unclear", "N7", f"{len(found) or 'No'} channels begin with “{text}”.")
        return found[0]

    def shelf(self, charter: Charter) -> Shelf:
        """What gate 2 reads with in a channel; the national channel knows every channel's clauses."""
        return Shelf(self.registry, charter.codes, self.known_clauses(charter), partial(self.label_problem, charter))

    def known_clauses(self, charter: Charter) -> frozenset[str] | None:
        """The clauses of every text of an instrument that has had effect in a channel, so that a later text takes none away (B8).

        At home those of every channel are known, and those of the declaration that comes with the program: what is recorded before a
        partner joins names its clauses too.
        """
        if len(charter.codes) == 1:
            known = [self._stated_clauses(c) or frozenset() for c in self.channels()]
            return frozenset(published.clause_ids(published.load())).union(*known)
        return self._stated_clauses(charter)

    def _stated_clauses(self, charter: Charter) -> frozenset[str] | None:
        """Those of the channel's own instruments; None where it has none."""
        changed = records.last_change(self.alias, charter.id, "instrument")
        if charter.id not in self.clauses or self.clauses[charter.id][0] != changed:
            rows = records.listed(self.alias, {"channel": charter.id, "type": "instrument"}, limit=1000)
            texts = [text for row in rows for text in row.revisions]
            kind = self.registry.kinds.get("instrument")
            known = [frozenset(_clauses_in(kind, text)) for text in texts if text.raw is not None] if kind is not None else []
            self.clauses[charter.id] = (changed, frozenset().union(*known) if known else None)
        return self.clauses[charter.id][1]

    def label_problem(self, charter: Charter, label: Label) -> str:
        """What stands against holding a label here: unknown policy, above the channel's or the node's ceiling (B9)."""
        on = self.clock().date()
        channel_ceiling = charter.terms.ceiling
        for ceiling in (channel_ceiling, self.home.settings.ceiling):
            verdict = within_ceiling(label, ceiling, self.samples.policies, self.samples.equivalences, on)
            if not verdict.allowed:
                return verdict.reasons[0].en
        return ""


def _clauses_in(kind: Kind, text: records.Text) -> tuple[str, ...]:
    """The clauses of one text of an instrument, where this node knows its schema version."""
    return kind.facets(parse_text(kind, text.schema, text.raw)).clauses if text.raw is not None and text.schema in kind.schemas else ()


def init(path: Path, party: str, name: Mapping[str, str], options: Mapping[str, Any]) -> Node:
    """Makes a node: folder, keys, database, national channel; where that fails nothing is left that would stand in the next try's way."""
    _check_ceiling(*options["ceiling"])
    create(path, party, name, options)
    try:
        return _complete(open_node(path), party, options)
    except BaseException:
        discard(path)
        raise


def _check_ceiling(name: str, classification: str) -> None:
    """Refuses (N4) a ceiling of a policy or classification that is not known here: under it nothing could be held."""
    policies = load_samples().policies
    policy = policies.get(name)
    if policy is None:
        raise Refusal("ceiling-unknown", "N4", f"No label policy “{name}” is known here; there are {', '.join(sorted(policies))}.")
    if level(policy, classification) is None:
        tiers = ", ".join(tier.name for tier in policy.classifications)
        raise Refusal("ceiling-unknown", "N4", f"The policy {name} has no classification “{classification}”; it has {tiers}.")


def _complete(node: Node, party: str, options: Mapping[str, Any]) -> Node:
    """The national channel of a node just made."""
    now = node.clock()
    terms = {
        "protocol": 1,
        "title": {"en": f"{party}, national", "ja": f"{party}（国内）"},
        "exercise": bool(options.get("simulated_from")),
        "opened_on": now.strftime("%Y-%m-%d"),
        "ceiling": {"policy": node.home.settings.ceiling.policy, "classification": node.home.settings.ceiling.classification},
        "parties": [party_card(node.home)],
    }
    envelope = seal(canonical.encode(terms), PAYLOAD_TYPE, node.key("root"))
    with database.write(node.alias):
        logs.open_channel(node.alias, envelope, party, node.now_us())
    return node


def party_card(home: Home) -> dict[str, Any]:
    """What a charter says of this party."""
    return {
        "code": home.settings.party,
        "name": dict(home.settings.name),
        "keys": home.public_keys(),
        "authorities": [{"code": a["code"], "name": dict(a["name"])} for a in home.settings.authorities],
    }


def open_node(path: Path, registry: Registry | None = None, clock: Callable[[], datetime] | None = None, alias: str | None = None) -> Node:
    """Opens the node in a folder, creating or upgrading its tables; `alias` names its database in this process (default: by the path)."""
    home = open_home(path)
    alias = alias or "node-" + uuid.uuid5(uuid.NAMESPACE_URL, str(path.absolute())).hex[:12]
    database.connect(alias, home.settings.database)
    database.migrate(alias)
    return Node(home, alias, registry or areas.registry(), load_samples(), clock or home.now)


def fingerprint(registry: Registry) -> str:
    """Names what a registry reads and finds: the same text as long as types, schema versions and rules are the same."""
    known = sorted(f"{kind.type}:{version}" for kind in registry.kinds.values() for version in kind.schemas)
    known += [f"{area.name}={area.rules_version}" for area in registry.areas]
    return hashlib.sha256(" ".join(known).encode()).hexdigest()[:16]


def read_last_with(node: Node) -> str | None:
    """The registry fingerprint with which bodies were last read here."""
    return partners.setting(node.alias, "registry")


def utc(microseconds: int) -> datetime:
    """A moment from its microseconds."""
    return datetime.fromtimestamp(microseconds / MICROSECOND, UTC)

"""Channels with fixed keys, salts and times, in which parties write true signed entries: what the test vectors are made of.

Touches nothing outside itself. Every seed is the SHA-256 of a name, so that the same calls give the same bytes on every machine.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256, shake_256
from typing import Any

from tests.ledger import START, Memory, label_for

from entente.kernel import canonical, charter, signature
from entente.kernel.act import PAYLOAD_TYPE, Act, Cite, LogName, act_id, content_digest, parse_header, render_content
from entente.kernel.gate1.ruling import Verdict
from entente.kernel.log import ROOT_KINDS
from entente.kernel.proofs import checkpoint, merkle

SIGNING = ("root", "act", "checkpoint", "transport")
NAMES = {"GBR": {"en": "United Kingdom", "ja": "英国"}, "JPN": {"en": "Japan", "ja": "日本国"}, "AUS": {"en": "Australia"}}


def key(*name: str) -> signature.SigningKey:
    """The signing key whose seed is the SHA-256 of the name."""
    return signature.SigningKey(sha256(" ".join(("entente vectors", *name)).encode()).digest())


def base64(data: bytes) -> str:
    """Standard base64."""
    return b64encode(data).decode()


def encryption_key(*name: str) -> bytes:
    """1,216 bytes in the place of an ML-KEM-768 and an X25519 key; nothing is encrypted to it here."""
    return shake_256(" ".join(("entente vectors encryption", *name)).encode()).digest(1216)


def party_terms(code: str) -> dict[str, Any]:
    """A party as a charter names it."""
    keys = {role: base64(key(code, role).public) for role in SIGNING}
    return {
        "code": code,
        "name": NAMES[code],
        "keys": {**keys, "encryption": base64(encryption_key(code))},
        "authorities": [{"code": f"{code}-MFA", "name": {"en": "Foreign ministry"}}],
    }


def terms_of(*codes: str) -> dict[str, Any]:
    """Charter terms between these parties."""
    return {
        "protocol": 1,
        "title": {"en": "Test vectors", "ja": "試験ベクトル"},
        "exercise": True,
        "opened_on": "2018-10-02",
        "ceiling": {"policy": "sample", "classification": "OFFICIAL"},
        "parties": [party_terms(code) for code in sorted(codes)],
    }


def seal_terms(terms: Mapping[str, Any], *signers: str) -> bytes:
    """The charter's envelope, signed by the roots of these parties."""
    return signature.seal(canonical.encode(dict(terms)), charter.PAYLOAD_TYPE, *(key(code, "root") for code in signers))


@dataclass(frozen=True)
class Said:
    """An act as it was written: its entry and content, and what gate 1 must finally say of it ("admitted", "void G12")."""

    act: Act
    entry: bytes
    content: bytes | None
    expect: str

    @property
    def id(self) -> str:
        """The act's id."""
        return self.act.id

    @property
    def cite(self) -> str:
        """How others cite it."""
        return str(self.act.cite)

    @property
    def place(self) -> str:
        """`JPN/1/0`."""
        return f"{self.act.log[0]}/{self.act.log[1]}/{self.act.seq}"


def words(verdict: Verdict) -> str:
    """A verdict as the vectors write it."""
    return f"{verdict.status} {verdict.rule}".strip()


@dataclass
class Channel:
    """A channel and one node's view of it, to which what is written is delivered at once unless told otherwise."""

    codes: tuple[str, ...]
    envelope: bytes = b""
    logs: dict[LogName, list[Said]] = field(default_factory=dict)
    said: list[Said] = field(default_factory=list)
    steps: list[dict[str, Any]] = field(default_factory=list)
    clock: str = START

    def __post_init__(self) -> None:
        self.envelope = seal_terms(terms_of(*self.codes), *self.codes)
        self.charter = charter.open_charter(self.envelope)
        self.view = Memory(self.codes)
        self.keys = {code: {role: key(code, role) for role in SIGNING} for code in self.codes}

    def write(self, party: str, kind: str, *cites: Said | str, expect: str = "admitted", **fields: Any) -> Said:
        """The next entry of a party's log. `fields` replace those of the header, None leaves one out; besides, `generation`, `signer`
        (a key), `body` (a JSON value, False for none), `commitment` (in the place of the true one)."""
        log = (party, fields.pop("generation", 1))
        signer, body = fields.pop("signer", None), fields.pop("body", None)
        own = self.logs.setdefault(log, [])
        if body is None and kind in ("propose", "state", "supersede"):
            body = {"texts": [{"n": len(self.said)} for _ in fields.get("targets", ())]}
        content = render_content(body, sha256(f"salt {log} {len(own)}".encode()).digest()) if body else None
        header = {
            "v": 1,
            "log": self.charter.origin(*log),
            "seq": len(own),
            "prev": own[-1].id if own else self.charter.id,
            "kind": kind,
            "post": f"{party}:MFA:desk",
            "signed_at": self.clock,
            "label": label_for(self.codes),
            "seen": {f"{p}/{g}": len(entries) for (p, g), entries in self.logs.items() if entries and (p, g) != log} or None,
            "cites": [one if isinstance(one, str) else one.cite for one in cites] or None,
            "body": fields.pop("commitment", {"digest": content_digest(content), "size": len(content) - 32} if content else None),
            **fields,
        }
        payload = canonical.encode({name: value for name, value in header.items() if value is not None})
        entry = signature.seal(payload, PAYLOAD_TYPE, signer or self.keys[party]["root" if kind in ROOT_KINDS else "act"])
        chain, read, _ = parse_header(payload)
        said = Said(Act(act_id(payload), log, chain.seq, read), entry, content, expect)
        own.append(said)
        self.said.append(said)
        return said

    def say(self, party: str, kind: str, *cites: Said | str, expect: str = "admitted", **fields: Any) -> Said:
        """Writes and delivers."""
        return self.deliver(self.write(party, kind, *cites, expect=expect, **fields))

    def deliver(self, said: Said, at_once: str = "") -> Said:
        """One entry arrives at the view; `at_once` is what must be said of it now, where that is not the final verdict."""
        before = {**self.view.verdicts}
        self.view.receive(said.act)
        new = {one.place: words(self.view.verdicts[one.id]) for one in self.said if one.id in self.view.verdicts and one.id not in before}
        if said.id not in self.view.verdicts:
            # Behind an act that waits, or one not delivered yet, an act waits too, without a rule of its own.
            first = self.view.inbox[said.act.log].get(self.view.decided(said.act.log))
            new[said.place] = words(self.view.waiting[said.act.log]) if first is said.act else "waiting"
        assert new[said.place] == (at_once or said.expect), (said.place, new, at_once or said.expect)
        self.steps.append({"entry": said.entry.decode(), "verdicts": new})
        return said

    def freeze(self, party: str, generation: int = 1) -> None:
        """The view holds the log to be forked from here on."""
        self.view.freeze((party, generation))
        self.steps.append({"freeze": f"{party}/{generation}"})

    def verify(self) -> None:
        """Every act delivered has the verdict its author of the vectors declared."""
        for said in self.said:
            found = self.view.verdicts.get(said.id)
            assert found is None or words(found) == said.expect, (said.place, found, said.expect)

    def leaves(self, party: str, generation: int = 1) -> list[bytes]:
        """Leaf hashes of a log."""
        return [merkle.leaf_hash(said.entry) for said in self.logs[party, generation]]

    def note(self, party: str, size: int | None = None, generation: int = 1, signer: signature.SigningKey | None = None) -> bytes:
        """The signed checkpoint of a log's first `size` entries."""
        leaves = self.leaves(party, generation)[:size]
        point = checkpoint.Checkpoint(self.charter.origin(party, generation), len(leaves), merkle.root(leaves))
        return checkpoint.sign_checkpoint(point, signer or self.keys[party]["checkpoint"], point.origin)

    def cosign(self, note: bytes, by: str, at: int, signer: signature.SigningKey | None = None) -> bytes:
        """The note with a party's receipt."""
        return note + checkpoint.cosign(note, signer or self.keys[by]["checkpoint"], f"entente/{self.charter.id}/{by}", at)

    def rotate(self, party: str, role: str, expect: str = "admitted", **fields: Any) -> Said:
        """A rotation of one key, in force from the next entry on."""
        new = key(party, role, "second")
        said = self.say(party, "rotate", keys={role: base64(new.public)}, expect=expect, **fields)
        self.keys[party] = {**self.keys[party], role: new}
        return said

    def target(self, **fields: Any) -> dict[str, Any]:
        """A target of a record type; `record` and `base` for an existing record."""
        return {"type": "measure", "schema": 1, **{name: value for name, value in fields.items() if value is not None}}

    def propose(self, party: str, *about: dict[str, Any], expect: str = "admitted", **fields: Any) -> Said:
        """A proposal of a new record, or of these targets."""
        cites: Iterable[Said | str] = fields.pop("cites", ())
        return self.say(party, "propose", *cites, targets=list(about) or [self.target()], expect=expect, **fields)

    def agree(self, proposal: Said) -> Said:
        """All others accept, the proposer concludes; the conclusion."""
        accepted = [self.say(code, "accept", proposal) for code in self.codes if code != proposal.act.party]
        return self.say(proposal.act.party, "conclude", proposal, *accepted)


def inclusion(leaves: list[bytes], index: int) -> list[bytes]:
    """The audit path of a leaf among these."""
    return merkle.inclusion_proof(index, len(leaves), lambda level, node: merkle.root(leaves[node << level : (node + 1) << level]))


def consistency(leaves: list[bytes], old: int) -> list[bytes]:
    """The proof from the first `old` of these leaves to all."""
    return merkle.consistency_proof(old, len(leaves), lambda level, node: merkle.root(leaves[node << level : (node + 1) << level]))


def missing(party: str, seq: int, generation: int = 1) -> str:
    """A citation of an act that nobody has written."""
    return str(Cite(party, generation, seq, sha256(f"missing {party} {seq}".encode()).hexdigest()))

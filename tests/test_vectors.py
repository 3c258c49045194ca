"""The vectors under tests/vectors: this implementation gives what they say, and the generator gives the very files.

The readers here use the public functions that the node uses, so that a vector which names a rule is refused by that rule on the way an
entry or a message takes.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.kernel.labels.label_material import render_label
from tests.ledger import Memory
from tests.vectors.generate import FILES, render
from tests.vectors.histories import TWO
from tests.vectors.material import Channel, words
from tests.vectors.message_cases import Bare
from tests.vectors.state_cases import render_record

from entente.exchange import auth, wire
from entente.exchange.failure import Peer, unsigned
from entente.exchange.message import Request, Response
from entente.exchange.replay import NonceMemory
from entente.exchange.serve import handle
from entente.kernel import alike, canonical, charter, log, reading, signature
from entente.kernel.act import CONTENT_PREFIX, Header, LogName, content_digest
from entente.kernel.area import Area, Facets, Kind, Problem, Registry
from entente.kernel.errors import Refusal
from entente.kernel.gate1.ruling import Decided
from entente.kernel.labels import label
from entente.kernel.log import opened_from
from entente.kernel.proofs import checkpoint, merkle, proof

FOLDER = Path(__file__).parent / "vectors"
VECTORS: dict[str, Any] = {name: json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")) for name in FILES}


def cases(name: str, group: str = "cases") -> Any:
    """The cases of a group of a file, each under its name."""
    rows = VECTORS[name][group]
    return pytest.mark.parametrize("case", rows, ids=[re.sub(r"\W+", "-", str(row.get("name", at))) for at, row in enumerate(rows)])


def refused(case: dict[str, Any]) -> tuple[str, str]:
    """The rule and code that an invalid case names."""
    return case["rule"], case["code"]


def said(info: pytest.ExceptionInfo[Refusal]) -> tuple[str, str]:
    """The rule and code of a refusal."""
    return info.value.rule, info.value.code


@pytest.mark.parametrize("name", FILES)
def test_the_generator_gives_the_file(name: str) -> None:
    assert render(name) == (FOLDER / f"{name}.json").read_text(encoding="utf-8")


def test_no_file_is_left_over_and_all_stay_under_a_megabyte() -> None:
    files = list(FOLDER.glob("*.json"))
    assert {file.stem for file in files} == set(FILES)
    assert sum(file.stat().st_size for file in files) < 1_000_000


def test_every_rule_of_gate_1_is_kept_and_broken() -> None:
    verdicts = {verdict for case in VECTORS["gate1"]["cases"] for step in case["steps"] for verdict in step.get("verdicts", {}).values()}
    assert {f"void G{n}" for n in range(1, 30)} - verdicts == {"void G8", "void G9"}
    assert {"admitted", "kept G8", "waiting", "waiting G4", "waiting G5"} <= verdicts
    about = {case["rule"] for case in VECTORS["gate1"]["cases"]}
    kept = {case["rule"] for case in VECTORS["gate1"]["cases"] for step in case["steps"] if "admitted" in step.get("verdicts", {}).values()}
    assert about - kept == {"G2", "G8"}  # a true post stands in every other history; what is kept is not admitted


@cases("canonical", "valid")
def test_canonical_bytes_round_trip(case: dict[str, Any]) -> None:
    data = b64decode(case["bytes"])
    assert canonical.encode(canonical.decode(data)) == data


@cases("canonical", "invalid")
def test_other_bytes_are_not_canonical(case: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as info:
        canonical.decode(b64decode(case["bytes"]))
    assert said(info) == refused(case)


@cases("ed25519", "signatures")
def test_signatures(case: dict[str, Any]) -> None:
    message = b64decode(VECTORS["ed25519"]["message"])
    assert signature.verify(b64decode(case["public"]), message, b64decode(case["signature"])) is case["valid"]


@cases("ed25519", "keys")
def test_keys(case: dict[str, Any]) -> None:
    if case["valid"]:
        signature.check_public_key(b64decode(case["public"]))
        return
    with pytest.raises(Refusal, match="bad-key"):
        signature.check_public_key(b64decode(case["public"]))


def test_envelopes() -> None:
    given = VECTORS["envelope"]
    keys = {name: b64decode(public) for name, public in given["keys"].items()}
    payload = b64decode(given["payload"])
    assert signature.pae(given["payloadType"], payload) == b64decode(given["pae"])
    for case in given["valid"]:
        assert signature.verify_envelope(case["envelope"].encode(), given["payloadType"], keys) == (payload, tuple(sorted(keys)))


@cases("envelope", "invalid")
def test_envelopes_refused(case: dict[str, Any]) -> None:
    given = VECTORS["envelope"]
    keys = {name: b64decode(public) for name, public in given["keys"].items()}
    with pytest.raises(Refusal) as info:
        signature.verify_envelope(b64decode(case["envelope"]), given["payloadType"], keys)
    assert said(info) == refused(case)


@cases("content", "valid")
def test_commitments(case: dict[str, Any]) -> None:
    assert VECTORS["content"]["prefix"].encode() == CONTENT_PREFIX
    assert content_digest(bytes.fromhex(case["salt"]) + b64decode(case["bytes"])) == case["digest"]


@cases("charter", "valid")
def test_charters(case: dict[str, Any]) -> None:
    assert charter.open_charter(case["envelope"].encode()).id == case["id"]


@cases("charter", "invalid")
def test_charters_refused(case: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as info:
        charter.open_charter(case["envelope"].encode())
    assert said(info) == refused(case)


def name_of(text: str) -> LogName:
    """The log that `JPN/1` names."""
    party, _, generation = text.partition("/")
    return party, int(generation)


@pytest.mark.parametrize("read_batch", [log.read_batch, alike.read_batch], ids=["in full", "the short way"])
@cases("log")
def test_logs(case: dict[str, Any], read_batch: Any) -> None:
    terms = charter.open_charter(VECTORS["log"]["charter"].encode())
    keys = None
    for before in case["before"]:
        _, head, none = read_batch([one.encode() for one in before["entries"]], log.first_head(terms, name_of(before["log"]), keys))
        assert none is None
        keys = head.keys
    entries = [one.encode() for one in case["entries"]]
    if "repeat" in case:
        entries[-1] = case["repeat"]["text"].encode() * case["repeat"]["times"]
    read, head, refusal = read_batch(entries, log.first_head(terms, name_of(case["log"]), keys))
    assert (len(read), head.size) == (case["read"], case["read"])
    assert ((refusal.rule, refusal.code) if refusal else ("", "")) == refused(case)


class Reader:
    """Reads entries of any log of a channel, each by the log rules, and puts them before gate 1."""

    def __init__(self, envelope: str) -> None:
        self.terms = charter.open_charter(envelope.encode())
        self.heads: dict[LogName, log.Head] = {}
        self.keys: dict[tuple[LogName, int], log.Keyring] = {}
        self.view = Memory(self.terms.codes)
        self.places: dict[str, str] = {}
        self.held: dict[LogName, dict[int, bytes]] = {}

    def deliver(self, entry: str) -> dict[str, str]:
        """New verdicts by place, once this entry has come; entries before their turn are held back from the log rules."""
        payload = json.loads(b64decode(json.loads(entry)["payload"]))
        name = name_of(payload["log"].removeprefix(f"entente/{self.terms.id}/"))
        self.held.setdefault(name, {})[payload["seq"]] = entry.encode()
        before = set(self.view.verdicts)
        while (found := self.held[name].pop(self.head(name).size, None)) is not None:
            (read,), self.heads[name], refusal = log.read_batch([found], self.head(name))
            assert refusal is None
            self.keys[name, read.act.seq] = self.heads[name].keys
            self.places[read.act.id] = f"{name[0]}/{name[1]}/{read.act.seq}"
            self.view.receive(read.act)
        return {self.places[act]: words(verdict) for act, verdict in self.view.verdicts.items() if act not in before}

    def head(self, name: LogName) -> log.Head:
        """Where the log ends; a later generation begins with the keys in force after the act its opening cites."""
        if name not in self.heads:
            opening = self.held[name].get(0) if name[1] > 1 else None
            keys = None
            if opening is not None:
                (first,), _, _ = log.read_batch([opening], log.first_head(self.terms, name))
                cite = opened_from(first.act.header)
                keys = self.keys.get((cite.log, cite.seq)) if cite else None
            self.heads[name] = log.first_head(self.terms, name, keys)
        return self.heads[name]


@cases("gate1")
def test_gate_1(case: dict[str, Any]) -> None:
    reader = Reader(VECTORS["gate1"]["charters"][case["parties"]])
    for step in case["steps"]:
        if "freeze" in step:
            reader.view.freeze(name_of(step["freeze"]))
            continue
        new = reader.deliver(step["entry"])
        decided = {place: verdict for place, verdict in step["verdicts"].items() if not verdict.startswith("waiting")}
        assert new == decided
        for place, verdict in step["verdicts"].items():
            if verdict.startswith("waiting "):
                assert words(reader.view.waiting[name_of(place.rpartition("/")[0])]) == verdict


@cases("gate1")
def test_gate_1_says_the_same_in_another_order(case: dict[str, Any]) -> None:
    if any("freeze" in step for step in case["steps"]):
        return  # where a log was frozen depends on what had come by then
    reader = Reader(VECTORS["gate1"]["charters"][case["parties"]])
    final = {place: verdict for step in case["steps"] for place, verdict in step["verdicts"].items()}
    found: dict[str, str] = {}
    for step in sorted(case["steps"], key=lambda step: len(step["entry"]), reverse=True):
        found |= reader.deliver(step["entry"])
    for step in case["steps"]:
        found |= reader.deliver(step["entry"])
    assert found == final


@cases("fold")
def test_folds(case: dict[str, Any]) -> None:
    for entries in (case["entries"], case["entries"][::-1]):
        reader = Reader(case["charter"])
        for entry in (*entries, *entries):
            reader.deliver(entry)
        for record, state in case["records"].items():
            assert render_record(reader.view.record(record)) == state


def nodes(proofs: list[str]) -> list[bytes]:
    """Hashes from hexadecimal."""
    return [bytes.fromhex(one) for one in proofs]


def test_trees() -> None:
    given = VECTORS["merkle"]
    leaves = [merkle.leaf_hash(entry.encode()) for entry in given["entries"]]
    for row in given["roots"]:
        assert merkle.root(leaves[: row["size"]]).hex() == row["root"]
    for row in given["inclusion"]:
        leaf, root = nodes([row["leaf"], row["root"]])
        assert merkle.verify_inclusion(leaf, row["index"], row["size"], nodes(row["proof"]), root) is row["valid"]
    for row in given["consistency"]:
        old, new = nodes([row["old_root"], row["new_root"]])
        assert merkle.verify_consistency(row["old"], row["new"], nodes(row["proof"]), old, new) is row["valid"]


def test_checkpoints() -> None:
    given = VECTORS["checkpoint"]
    public = b64decode(given["public"])
    assert checkpoint.parse_verifier_key(given["verifier_key"]) == (given["origin"], 1, public)
    for case in (*given["valid"], *given["extended"]):
        point = checkpoint.open_checkpoint(case["note"].encode(), given["origin"], public)
        assert point.size == case["size"]
    root = merkle.root([merkle.leaf_hash(entry.encode()) for entry in given["entries"]])
    assert [case["root"] for case in given["valid"]] == [root.hex()]
    assert checkpoint.open_checkpoint(given["false_root"]["note"].encode(), given["origin"], public).root != root


@cases("checkpoint", "invalid")
def test_checkpoints_refused(case: dict[str, Any]) -> None:
    given = VECTORS["checkpoint"]
    with pytest.raises(Refusal) as info:
        checkpoint.open_checkpoint(case["note"].encode(), given["origin"], b64decode(given["public"]))
    assert said(info) == refused(case)


def test_cosignatures() -> None:
    given = VECTORS["checkpoint"]["cosigner"]
    for case in given["lines"]:
        arguments = (given["text"].encode(), case["line"].encode(), given["name"], b64decode(given["public"]))
        if "at" in case:
            assert checkpoint.open_cosignature(*arguments) == case["at"]
            continue
        with pytest.raises(Refusal) as info:
            checkpoint.open_cosignature(*arguments)
        assert said(info) == refused(case)


@cases("label", "valid")
def test_labels(case: dict[str, Any]) -> None:
    parsed = label.parse_label(case["label"])
    assert render_label(parsed) == case["label"]
    assert {names: label.covers(parsed, frozenset(names.split())) for names in case["covers"]} == case["covers"]


@cases("label", "invalid")
def test_labels_refused(case: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as info:
        label.parse_label(case["label"])
    assert said(info) == refused(case)


class Note(msgspec.Struct, frozen=True, omit_defaults=True):
    """The record type of the gate-2 vectors."""

    title: str
    clauses: tuple[str, ...] = ()


def check_note(text: Note, parties: tuple[str, ...]) -> Iterator[Problem]:
    """Its one domain rule."""
    if text.title == "refused":
        yield Problem("title", "N1", {"en": "This title is refused."})


def shelf() -> reading.Shelf:
    """What the gate-2 vectors are read with."""
    note = Kind("note", False, {"en": "note"}, {1: Note}, lambda text: Facets("", {}, text.clauses), (), check=check_note)
    registry = Registry((Area("sample", {"en": "sample"}, (), (note,)),))
    given = VECTORS["gate2"]
    clauses = frozenset(given["clauses"])
    return reading.Shelf(registry, tuple(given["parties"]), clauses, lambda one: "" if one.policy == "sample" else "Unknown policy.")


@cases("gate2")
def test_gate_2(case: dict[str, Any]) -> None:
    header, content = msgspec.convert(case["header"], Header), b64decode(case["content"])
    rule = "" if reading.is_content_of(header, content) else "B2"
    if not rule:
        try:
            reading.read(header, content, shelf())
        except Refusal as refusal:
            rule = refusal.rule
    assert (rule, reading.RETRIED.get(rule, "")) == (case["rule"], case["retried"])


@cases("gate2", "attachments")
def test_attachments(case: dict[str, Any]) -> None:
    ref = msgspec.convert(VECTORS["gate2"]["attachment"], reading.AttachmentRef)
    assert reading.is_attachment(ref, b64decode(case["content"])) is (case["rule"] == "")


@cases("proof", "valid")
def test_proofs(case: dict[str, Any]) -> None:
    found = proof.check_proof(case["file"].encode(), case["channel"])
    assert [[one.party, one.at] for one in found.cosigned] == case["received"]
    with pytest.raises(Refusal, match="P2"):
        proof.check_proof(case["file"].encode(), "0" * 64)


@cases("proof", "tampered")
def test_tampered_proofs(case: dict[str, Any]) -> None:
    data = canonical.encode({**json.loads(VECTORS["proof"]["valid"][0]["file"]), **case["set"]})
    rule = ""
    try:
        proof.check_proof(data)
    except Refusal as refusal:
        rule = refusal.rule
    assert rule == case["rule"]


@cases("proof", "malformed")
def test_malformed_proofs(case: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as info:
        proof.check_proof(case["file"].encode())
    assert info.value.rule == case["rule"]


def request_of(case: dict[str, Any]) -> Request:
    """A request of the vectors."""
    return Request(case["method"], case["path"], case["headers"], b64decode(case["body"]))


def response_of(case: dict[str, Any]) -> Response:
    """An answer of the vectors."""
    return Response(case["status"], case["headers"], b64decode(case["body"]))


def transport(party: str) -> bytes:
    """A party's transport key in the vectors."""
    return b64decode(VECTORS["request"]["keys"][party])


def test_signed_requests() -> None:
    given = VECTORS["request"]
    signed = auth.verify_request(request_of(given["request"]), {"GBR": [transport("GBR")]})
    assert (signed.party, signed.to, signed.created, signed.nonce) == tuple(
        given["request"][n] for n in ("party", "to", "created", "nonce")
    )
    for case in given["clock"]:
        try:
            auth.check_clock(signed, case["now"])
            code = ""
        except Refusal as refusal:
            code = refusal.code
        assert code == case["code"]


@cases("request", "invalid")
def test_requests_refused(case: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as info:
        auth.verify_request(request_of(case), {"GBR": [transport("GBR")]})
    assert said(info) == refused(case)


def test_signed_answers() -> None:
    given = VECTORS["request"]
    sent = request_of(given["request"])
    assert auth.verify_response(response_of(given["answer"]), sent, [transport("JPN")]) == given["answer"]["created"]
    for case in given["false_answers"]:
        with pytest.raises(Refusal) as info:
            auth.verify_response(response_of(case), sent, [transport("JPN")])
        assert said(info) == refused(case)


@cases("message", "requests")
def test_requests_that_read(case: dict[str, Any]) -> None:
    assert wire.parse_request(b64decode(case["bytes"])).version == 1


@cases("message", "answers")
def test_answers_that_read(case: dict[str, Any]) -> None:
    assert wire.parse_response(b64decode(case["bytes"])).version == 1


@cases("message", "false_requests")
def test_requests_that_do_not_read(case: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as info:
        wire.parse_request(b64decode(case["bytes"]))
    assert said(info) == refused(case)


@cases("message", "false_answers")
def test_answers_that_do_not_read(case: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as info:
        wire.parse_response(b64decode(case["bytes"]))
    assert said(info) == refused(case)


def test_a_node_answers_one_request_after_another() -> None:
    given, nonces = VECTORS["answering"], NonceMemory()
    source = Bare(Channel(TWO).charter)
    for case in given["steps"]:
        response = handle(request_of(case), source, given["now"], nonces)
        if case["rule"]:
            told = json.loads(response.body)
            assert (told["rule"], told["code"]) == refused(case), case["name"]
        else:
            assert response.status == 200, case["name"]


@cases("answering", "unsigned_answers")
def test_unsigned_answers(case: dict[str, Any]) -> None:
    assert not auth.is_signed(response_of(case))
    peer = Peer("00", "JPN", "https://japan.example", ())
    refusal = unsigned(peer, response_of(case))
    assert (refusal.rule, refusal.code) == refused(case)


def test_the_reader_of_these_tests_judges_as_the_kernel_does() -> None:
    """`Decided` is what gate 1 looks at; a reader that dropped verdicts would make every history pass."""
    reader = Reader(VECTORS["fold"]["cases"][0]["charter"])
    for entry in VECTORS["fold"]["cases"][0]["entries"]:
        reader.deliver(entry)
    assert all(isinstance(one, Decided) for entries in reader.view.logs.values() for one in entries)
    assert len(reader.places) == len(VECTORS["fold"]["cases"][0]["entries"]) == len(reader.view.verdicts)

"""Vectors about effect: gate 1, the fold, gate 2, proof files, signed requests.

Touches nothing outside itself. Each function gives the JSON value of one vector file. What is expected is declared by hand in histories.py
and here, never copied from what the implementation said, except for the states of the fold, which are read and checked by eye.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from tests.ledger import label_for
from tests.vectors.histories import LATER, LATEST, TWO, histories
from tests.vectors.material import Channel, Said, base64, inclusion, key, seal_terms, terms_of

from entente.exchange import auth
from entente.exchange.errors import ERRORS
from entente.exchange.message import Request, Response
from entente.kernel import canonical, fold, signature
from entente.kernel.act import PAYLOAD_TYPE, Cite, content_digest
from entente.kernel.proofs import proof

Case = dict[str, Any]
RULE_OF = {error.code: error.rule for error in ERRORS}


def gate1_cases() -> Case:
    """Histories with the verdicts that each delivery brings."""
    rows, charters = [], {}
    for rule, name, channel in histories():
        parties = " ".join(channel.codes)
        charters[parties] = channel.envelope.decode()
        rows.append({"rule": rule, "name": name, "parties": parties, "steps": channel.steps})
    return {"charters": charters, "cases": rows}


def fold_cases() -> Case:
    """Histories and the states of their records."""
    rows = []
    for name, channel in (
        ("joint record", _joint()),
        ("crossing proposals", _crossing()),
        ("own record", _own()),
        ("three parties", _three()),
    ):
        about = dict.fromkeys(r for said in channel.said for r in channel.view.verdicts[said.id].records)
        rows.append(
            {
                "name": name,
                "charter": channel.envelope.decode(),
                "entries": [said.entry.decode() for said in channel.said],
                "records": {record: render_record(channel.view.record(record)) for record in about},
            }
        )
    return {"cases": rows}


def render_record(record: fold.Record | None) -> Case:
    """A record's state as JSON: fields as section 7 of the protocol names them, citations as text."""
    assert record is not None
    return _plain(asdict(record))


def _plain(value: Any) -> Any:
    if isinstance(value, Cite):
        return str(value)
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, fold.Move):
        return value._asdict()
    return [_plain(item) for item in value] if isinstance(value, tuple | list) else value


def _joint() -> Channel:
    c = Channel(TWO)
    p = c.propose("JPN", c.target(), c.target())
    x = c.agree(p)
    c.say("GBR", "confirm", x, signed_at=LATER)
    r = c.propose("JPN", c.target(record=p.id, base=x.cite), signed_at=LATER, expires_at=LATEST)
    c.say("GBR", "decline", r, signed_at=LATER)
    s = c.propose("GBR", c.target(record=f"{p.id}.1", base=x.cite), signed_at=LATER)
    c.say("JPN", "accept", s, signed_at=LATER)
    c.say("GBR", "spill", p, signed_at=LATER)
    return c


def _crossing() -> Channel:
    c = Channel(TWO)
    p = c.propose("JPN")
    q = c.write("GBR", "propose", p, targets=[c.target(record=p.id)])
    r = c.write("JPN", "propose", p, targets=[c.target(record=p.id)], seen=None)
    c.deliver(r)
    c.deliver(q)
    a = c.say("GBR", "accept", r, seen={"JPN/1": 2})
    c.say("JPN", "conclude", r, a)
    return c


def _own() -> Channel:
    c = Channel(TWO)
    s = c.say("JPN", "state", targets=[c.target()])
    t = c.say("JPN", "supersede", targets=[{**c.target(record=s.id, base=s.cite), "schema": 2}], signed_at=LATER)
    c.say("JPN", "purge", s, signed_at=LATER)
    spill = c.say("GBR", "spill", t)
    c.say("JPN", "withdraw", t, signed_at=LATEST)
    c.say("GBR", "withdraw", spill)
    return c


def _three() -> Channel:
    c = Channel(("AUS", "GBR", "JPN"))
    p = c.propose("JPN")
    c.say("GBR", "accept", p)
    q = c.propose("AUS", c.target(record=p.id), cites=[p])
    c.say("JPN", "withdraw", p)
    x = c.agree(q)
    c.say("GBR", "confirm", x)
    return c


GATE2_PARTIES = TWO
GATE2_CLAUSES = ("jp-gb-2017#S1",)


def gate2_cases() -> Case:
    """Bodies by rules B2-B10, read with one record type `note` of one schema (see the README of the vectors)."""
    good = {"texts": [{"title": "A title", "clauses": ["jp-gb-2017#S1"]}]}
    rows: list[Case] = []

    def add(name: str, rule: str, body: Any, retried: str = "", **fields: Any) -> None:
        data = body if isinstance(body, bytes) else canonical.encode(body)
        content = bytes(32) + data
        c = Channel(TWO)
        kind, targets = fields.pop("kind", "state"), fields.pop("targets", [{"type": "note", "schema": 1}])
        commitment = {"digest": content_digest(fields.pop("committed", content)), "size": len(data)}
        said = c.write("JPN", kind, targets=targets, commitment=commitment, body=False, **fields)
        rows.append({"name": name, "header": _header(said), "content": base64(content), "rule": rule, "retried": retried})

    add("a text", "", good)
    add("a text, a remark, an attachment", "", {**good, "remark": {"en": "x"}, "attachments": [ATTACHMENT]})
    add("no text where the kind carries none", "", {"remark": {"ja": "了解"}}, kind="decline", targets=None)
    add("another body than the one committed", "B2", good, committed=bytes(32) + b"{}")
    add("a field too many", "B3", {**good, "note": "x"})
    add("an attachment's digest in capitals", "B3", {**good, "attachments": [{**ATTACHMENT, "digest": "A" * 64}]})
    add("an attachment with a size below zero", "B3", {**good, "attachments": [{**ATTACHMENT, "size": -1}]})
    add("not JSON", "B3", b"{texts}")
    add("a space", "RFC 8785", b'{"texts":[{"title": "x"}]}')
    add("a float in a field of no meaning", "RFC 8785", b'{"texts":[{"more":1.5,"title":"x"}]}')
    add("a key that is not ASCII", "RFC 8785", '{"remark":{"é":"x"},"texts":[{"title":"x"}]}'.encode())
    add("two texts for one target", "B4", {"texts": [good["texts"][0]] * 2})
    add("a text with an acceptance", "B4", good, kind="accept", targets=None)
    add("a type not known", "B5", good, "upgrade", targets=[{"type": "other", "schema": 1}])
    add("a schema not known", "B5", good, "upgrade", targets=[{"type": "note", "schema": 2}])
    add("a title that is a number", "B6", {"texts": [{"title": 7}]}, "upgrade")
    add("a title that is refused", "B7", {"texts": [{"title": "refused"}]}, "upgrade")
    add("a clause not known", "B8", {"texts": [{"title": "x", "clauses": ["jp-gb-2016#S1"]}]}, "instrument")
    policy = {**label_for(TWO), "policy": "unknown"}
    add("a label whose policy is not known", "B9", good, "policy", label=policy)
    attachments = [
        ("true", bytes(32) + b"file", True),
        ("another byte", bytes(32) + b"fild", False),
        ("longer", bytes(32) + b"files", False),
    ]
    return {
        "parties": list(GATE2_PARTIES),
        "clauses": list(GATE2_CLAUSES),
        "cases": rows,
        "attachment": ATTACHMENT,
        "attachments": [{"name": n, "content": base64(d), "rule": "" if ok else "B10"} for n, d, ok in attachments],
    }


ATTACHMENT = {"name": "map.png", "media_type": "image/png", "size": 4, "digest": content_digest(bytes(32) + b"file")}


def _header(said: Said) -> Any:
    return canonical.decode(signature.open_envelope(said.entry, PAYLOAD_TYPE)[0])


def proof_cases() -> Case:
    """Proof files that hold, and changes to the first by which one step of the check fails."""
    c = Channel(TWO)
    c.propose("JPN")
    c.rotate("JPN", "act")
    act = c.say("JPN", "state", targets=[c.target()])
    c.rotate("JPN", "checkpoint", signed_at=LATER)
    c.rotate("GBR", "checkpoint")
    note = c.cosign(c.note("JPN"), "GBR", 1_538_557_200)
    turned = [c.logs["JPN", 1][1].entry, c.logs["JPN", 1][3].entry, c.logs["GBR", 1][0].entry]
    path = inclusion(c.leaves("JPN"), 2)
    full = proof.render_proof(c.envelope, turned, act.entry, path, note, act.content)
    g = Channel(TWO)
    g.propose("JPN")
    counted = g.rotate("JPN", "act")
    kept = dict(g.keys["JPN"])
    lost = [g.rotate("JPN", "checkpoint"), g.write("JPN", "rotate", keys={"act": base64(key("JPN", "act", "third").public)})]
    g.keys["JPN"] = kept  # generation 2 goes on from before these two rotations, with the keys of then
    opened, later = g.write("JPN", "open", counted, generation=2), g.write("JPN", "state", targets=[g.target()], generation=2)
    second = g.note("JPN", generation=2)
    paths = [inclusion(g.leaves("JPN", 2), n) for n in (0, 1)]
    began = proof.render_proof(g.envelope, [counted.entry, *(one.entry for one in lost)], opened.entry, paths[0], second)
    went_on = proof.render_proof(g.envelope, [counted.entry], later.entry, paths[1], second, later.content)
    d = Channel(("JPN",))
    only = d.propose("JPN")
    plain = proof.render_proof(d.envelope, [], only.entry, [], d.note("JPN"))
    value = canonical.decode(full)
    beyond = canonical.decode(went_on)
    assert isinstance(value, dict) and isinstance(beyond, dict)
    beyond |= {"rotations": [*beyond["rotations"], base64(lost[1].entry)]}
    changes = [
        {"name": n, "rule": r, "set": {f: x for f, x in change.items() if x is not None}} for n, r, change in _tampered(c, act, value)
    ]
    changes.append({"name": "a rotation that did not count in a later generation, put among the others", "rule": "P5", "set": beyond})
    raw = [("a space", full.replace(b'":', b'": ', 1)), ("an empty file", b""), ("a list", b"[]")]
    return {
        "valid": [
            {"name": "body, rotations and a receipt", "file": full.decode(), "channel": c.charter.id, "received": [["GBR", 1_538_557_200]]},
            {"name": "alone, first and only entry, no body", "file": plain.decode(), "channel": d.charter.id, "received": []},
            {"name": "of a later generation", "file": went_on.decode(), "channel": g.charter.id, "received": []},
            {
                "name": "an opening: rotations beyond the act it cites change nothing",
                "file": began.decode(),
                "channel": g.charter.id,
                "received": [],
            },
        ],
        "tampered": changes,
        "malformed": [{"name": name, "file": data.decode(), "rule": "P1"} for name, data in raw],
    }


def _tampered(c: Channel, act: Said, value: Case) -> list[tuple[str, str, Case]]:
    first, rotated, _, last = c.logs["JPN", 1]
    theirs = c.logs["GBR", 1][0]
    other = Channel(("JPN",))
    note, own = value["checkpoint"], c.note("JPN")
    rotations = value["rotations"]
    assert act.content is not None
    forged = signature.seal(signature.open_envelope(act.entry, PAYLOAD_TYPE)[0], PAYLOAD_TYPE, key("stranger"))
    before = c.note("JPN", signer=key("JPN", "checkpoint"))
    unsigned = signature.seal(signature.open_envelope(rotated.entry, PAYLOAD_TYPE)[0], PAYLOAD_TYPE, key("JPN", "act"))
    claims = c.cosign(own, "GBR", 1_538_557_200, key("stranger")).decode()
    moved = note.replace(note.rpartition(" ")[2], base64(c_line(c, own, 1_538_557_201)) + "\n")
    return [
        ("version 2", "P1", {"entente-proof": 2}),
        ("a field too many", "P1", {"note": "x"}),
        ("base64 with a newline", "P1", {"entry": value["entry"] + "\n"}),
        ("a hash in capitals", "P1", {"inclusion": [value["inclusion"][0].upper(), *value["inclusion"][1:]]}),
        ("another channel's charter", "P3", {"charter": base64(other.envelope)}),
        ("a charter without one signature", "P2", {"charter": base64(seal_terms(terms_of(*TWO), "JPN"))}),
        ("an entry for a charter", "P2", {"charter": value["entry"]}),
        ("an index beyond the size", "P3", {"index": 4}),
        ("another index", "P3", {"index": 1}),
        ("another entry", "P3", {"entry": base64(first.entry)}),
        ("a charter for an entry", "P3", {"entry": value["charter"]}),
        ("rotations out of order", "P4", {"rotations": rotations[::-1]}),
        ("a rotation twice", "P4", {"rotations": [rotations[0], *rotations]}),
        ("an act among the rotations", "P4", {"rotations": [base64(first.entry), *rotations]}),
        ("a rotation signed with the act key", "P4", {"rotations": [rotations[0], base64(unsigned), rotations[2]]}),
        ("the rotation of the act key left out", "P5", {"rotations": [rotations[0], base64(last.entry)]}),
        ("an entry signed by a stranger", "P5", {"entry": base64(forged)}),
        ("the rotation of the checkpoint key left out", "P6", {"rotations": [base64(theirs.entry), base64(rotated.entry)]}),
        ("a checkpoint signed with the old key", "P6", {"checkpoint": before.decode()}),
        ("a checkpoint of another size", "P6", {"checkpoint": c.note("JPN", 3, signer=key("JPN", "checkpoint")).decode()}),
        ("another size", "P6", {"size": 5}),
        ("the partner's checkpoint", "P6", {"checkpoint": c.note("GBR").decode()}),
        ("a hash too few", "P7", {"inclusion": value["inclusion"][:-1]}),
        ("a hash too many", "P7", {"inclusion": [*value["inclusion"], "00" * 32]}),
        ("another hash", "P7", {"inclusion": ["00" * 32, *value["inclusion"][1:]]}),
        ("a receipt at another time than was signed", "P8", {"checkpoint": moved}),
        ("a receipt by a stranger is passed over", "", {"checkpoint": claims}),
        ("without the receipt it still proves", "", {"checkpoint": own.decode()}),
        ("the partner's rotation left out: its receipt is passed over", "", {"rotations": [base64(rotated.entry), base64(last.entry)]}),
        ("another body", "P9", {"content": base64(act.content[:-1] + b"]")}),
        ("another salt", "P9", {"content": base64(bytes(32) + act.content[32:])}),
    ]


def c_line(channel: Channel, note: bytes, at: int) -> bytes:
    """The material of GBR's receipt of a note, its time changed without signing again."""
    from entente.kernel.proofs.checkpoint import COSIGNATURE, key_hash, parse_note

    cosigned = channel.cosign(note, "GBR", at - 1)
    name = f"entente/{channel.charter.id}/GBR"
    line = parse_note(cosigned)[1][-1]
    assert line.name == name
    return key_hash(name, COSIGNATURE, channel.keys["GBR"]["checkpoint"].public) + at.to_bytes(8, "big") + line.signature[8:]


def request_cases() -> Case:
    """Signed requests and a signed answer by the profile of RFC 9421 (docs/protocol.md section 9)."""
    channel, at, nonce = Channel(TWO).charter.id, 1_538_470_800, "AAECAwQFBgcICQoLDA0ODw"
    headers = {"entente-channel": channel, "entente-to": "JPN", "content-type": "application/vnd.entente.sync.v1+msgpack"}
    bare = Request("POST", f"/exchange/v1/{channel}/sync", headers, b"\x82\xa7version\x01\xa5heads\x80")
    gbr, jpn, stranger = key("GBR", "transport"), key("JPN", "transport"), key("stranger")
    good = auth.sign_request(bare, gbr, at, nonce)
    signed = auth.verify_request(good, {"GBR": [gbr.public]})
    answer = auth.sign_response(Response(200, {"content-type": headers["content-type"]}, b"\x80"), signed, jpn, at + 1)

    def changed(**values: str) -> Request:
        replaced = {name.replace("_", "-"): value for name, value in values.items()}
        return Request(good.method, good.path, {**good.headers, **replaced}, good.body)

    given = good.headers["signature-input"]
    invalid = [
        ("unsigned", bare, "signature-malformed"),
        ("another label", changed(signature_input=given.replace("entente=", "sig1=", 1)), "signature-malformed"),
        ("another tag", changed(signature_input=given.replace("exchange-v1", "exchange-v2")), "signature-malformed"),
        ("a component left out", changed(signature_input=given.replace(' "entente-to"', "")), "signature-malformed"),
        ("parameters in another order", changed(signature_input=_swapped(given)), "signature-malformed"),
        ("another content", Request(good.method, good.path, good.headers, b"\x80"), "digest-mismatch"),
        ("another path", Request(good.method, good.path + "x", good.headers, good.body), "sender-unknown"),
        ("addressed to another party", changed(entente_to="AUS"), "sender-unknown"),
        ("signed by a stranger", auth.sign_request(bare, stranger, at, nonce), "sender-unknown"),
    ]
    false = [
        ("another status", Response(409, answer.headers, answer.body)),
        ("another content", Response(200, answer.headers, b"\x81")),
        ("signed by a stranger", auth.sign_response(Response(200, {}, b"\x80"), signed, stranger, at)),
    ]
    return {
        "keys": {"GBR": base64(gbr.public), "JPN": base64(jpn.public)},
        "request": {**message(good), "party": "GBR", "to": "JPN", "created": at, "nonce": nonce},
        "clock": [
            {"now": at + apart, "rule": rule, "code": code}
            for apart, rule, code in ((300, "", ""), (-300, "", ""), (301, "X6", "clock-apart"), (-301, "X6", "clock-apart"))
        ],
        "invalid": [{"name": name, **message(one), "rule": RULE_OF[code], "code": code} for name, one, code in invalid],
        "answer": {**message(answer), "created": at + 1},
        "false_answers": [{"name": name, **message(one), "rule": "X16", "code": "answer-false"} for name, one in false],
    }


def _swapped(given: str) -> str:
    """Signature-Input with `created` moved to the end."""
    created = given.partition(";created=")[2].partition(";")[0]
    return given.replace(f";created={created}", "", 1) + f";created={created}"


def message(sent: Request | Response) -> Case:
    """A request or an answer as the vectors write it."""
    named = {"method": sent.method, "path": sent.path} if isinstance(sent, Request) else {"status": sent.status}
    return {**named, "headers": dict(sent.headers), "body": base64(sent.body)}

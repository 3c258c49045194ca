"""Vectors about bytes: canonical JSON, Ed25519, envelopes, contents, charters, logs, trees, checkpoints, labels.

Touches nothing outside itself. Each function gives the JSON value of one vector file; each invalid case names the rule it breaks and the
code of the refusal (docs/protocol.md section 11).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256, sha512
from typing import Any

from tests.ledger import label_for
from tests.vectors.histories import LATER, TWO
from tests.vectors.material import Channel, base64, consistency, inclusion, key, seal_terms, terms_of

from entente.kernel import canonical, signature
from entente.kernel.act import CONTENT_PREFIX, PAYLOAD_TYPE, content_digest
from entente.kernel.proofs import checkpoint, merkle

Case = dict[str, Any]


def canonical_cases() -> Case:
    """Canonical JSON: bytes that are, bytes that are not."""
    valid = {
        "null": b"null",
        "empty": b"{}",
        "all kinds": '{"a":[],"b":[1,-1,0,true,false,null],"c":"日本 é \\u001f\\n\\"\\\\/"}'.encode(),
        "largest integers": b"[9007199254740992,-9007199254740992]",
        "keys in order of their bytes": b'{"":0,"A":1,"B":2,"a":3,"aa":4}',
        "unnormalised text stays as it is": '["\u00e9","e\u0301"]'.encode(),
        "beyond the basic plane": '"😀"'.encode(),
        "nested 64 deep": b"[" * 64 + b"]" * 64,
    }
    invalid = {
        "a space": b"[1, 2]",
        "keys out of order": b'{"b":1,"a":2}',
        "a key twice": b'{"a":1,"a":1}',
        "a key that is not ASCII": '{"é":1}'.encode(),
        "a float": b"[1.0]",
        "an exponent": b"[1e2]",
        "minus zero": b"[-0]",
        "an integer over 2^53": b"[9007199254740993]",
        "nested 65 deep": b"[" * 65 + b"]" * 65,
        "an escape that need not be": b'"\\u0041"',
        "a solidus escaped": b'"\\/"',
        "a control character in capitals": b'"\\u001F"',
        "a newline in the long form": b'"\\u000a"',
        "a lone surrogate": b'"\\ud800"',
        "a byte order mark": b"\xef\xbb\xbfnull",
        "not UTF-8": b'"\xff"',
        "overlong UTF-8": b'"\xc0\xaf"',
        "a newline at the end": b"null\n",
        "two values": b"1 2",
        "nothing": b"",
        "not a number": b"[NaN]",
    }
    return {
        "valid": [{"name": name, "bytes": base64(data)} for name, data in valid.items()],
        "invalid": [{"name": name, "bytes": base64(data), "rule": "RFC 8785", "code": "not-canonical"} for name, data in invalid.items()],
    }


def identity_signature(signer: signature.SigningKey, message: bytes) -> bytes:
    """A signature whose R is the identity point: some libraries take it, some do not; here nobody does."""
    scalar = int.from_bytes(sha512(signer.seed).digest()[:32], "little") & ((1 << 254) - 8) | 1 << 254
    point = bytes([1]) + bytes(31)
    challenge = int.from_bytes(sha512(point + signer.public + message).digest(), "little")
    return point + (challenge * scalar % signature.GROUP_ORDER).to_bytes(32, "little")


def ed25519_cases() -> Case:
    """Keys that may be enrolled, and signatures that every node accepts."""
    one, message = key("ed25519"), b"message"
    good = one.sign(message)
    s = int.from_bytes(good[32:], "little")
    triples = [
        ("a true signature", one.public, good, True),
        ("another message", one.public, one.sign(b"another"), False),
        ("another key", key("other").public, good, False),
        ("S not reduced", one.public, good[:32] + (s + signature.GROUP_ORDER).to_bytes(32, "little"), False),
        ("R the identity", one.public, identity_signature(one, message), False),
        ("a key of small order", bytes([1]) + bytes(31), good, False),
        ("cut short", one.public, good[:63], False),
    ]
    keys = [("a true key", one.public, True), ("31 bytes", one.public[:31], False)]
    keys += [(f"refused encoding {number}", point, False) for number, point in enumerate(sorted(signature.REFUSED_POINTS))]
    keys += [("off the curve", bytes([2]) + bytes(31), False)]
    return {
        "message": base64(message),
        "signatures": [{"name": n, "public": base64(p), "signature": base64(sig), "valid": ok} for n, p, sig, ok in triples],
        "keys": [{"name": n, "public": base64(p), "valid": ok} for n, p, ok in keys],
    }


def envelope_cases() -> Case:
    """DSSE envelopes: the one encoding, and others of the same content."""
    payload, signers = b'{"n":1}', [key("envelope", str(n)) for n in range(3)]
    good = signature.seal(payload, PAYLOAD_TYPE, *signers[:2])
    value = json.loads(good)

    def encode(**changes: Any) -> bytes:
        return canonical.encode({**value, **changes})

    two = value["signatures"]
    invalid = {
        "a space": good.replace(b'":', b'": ', 1),
        "another payload type": encode(payloadType="application/json"),
        "a field too many": encode(note="x"),
        "no signature": encode(signatures=[]),
        "signatures out of order": encode(signatures=two[::-1]),
        "the same key twice": encode(signatures=[two[0], two[0]]),
        "a key id in capitals": encode(signatures=[{**two[0], "keyid": two[0]["keyid"].upper()}]),
        "a key id too short": encode(signatures=[{**two[0], "keyid": two[0]["keyid"][:8]}]),
        "63 bytes of signature": encode(signatures=[{**two[0], "sig": base64(bytes(63))}]),
        "base64 with padding bits": good.replace(b'"eyJuIjoxfQ=="', b'"eyJuIjoxfR=="'),
        "base64 of the URL alphabet": good.replace(b"eyJuIjoxfQ==", b"eyJuIjoxfQ_="),
        "17 signatures": encode(signatures=[{"keyid": f"{n:016x}", "sig": two[0]["sig"]} for n in range(17)]),
        "not an object": b"[]",
    }
    wrong = encode(signatures=[two[0], {**two[1], "sig": two[0]["sig"]}])
    rows = [{"name": n, "envelope": base64(e), "rule": "DSSE", "code": "envelope-malformed"} for n, e in invalid.items()]
    rows.append(
        {"name": "a signature of a known key that is another's", "envelope": base64(wrong), "rule": "RFC 8032", "code": "signature-invalid"}
    )
    unknown = signature.seal(payload, PAYLOAD_TYPE, signers[2])
    rows.append({"name": "no known key", "envelope": base64(unknown), "rule": "RFC 8032", "code": "signature-invalid"})
    return {
        "payloadType": PAYLOAD_TYPE,
        "payload": base64(payload),
        "keys": {one.key_id: base64(one.public) for one in signers[:2]},
        "pae": base64(signature.pae(PAYLOAD_TYPE, payload)),
        "valid": [{"name": "two signatures", "envelope": good.decode()}],
        "invalid": rows,
    }


def content_cases() -> Case:
    """Commitments to bodies and attachments."""
    salt = sha256(b"entente vectors salt").digest()
    body = canonical.encode({"texts": [{"title": "日英共同宣言"}]})
    rows = [("a body", salt, body), ("an empty attachment", salt, b""), ("an attachment", sha256(salt).digest(), bytes(range(256)))]
    return {
        "prefix": CONTENT_PREFIX.decode(),
        "valid": [{"name": n, "salt": s.hex(), "bytes": base64(b), "digest": content_digest(s + b)} for n, s, b in rows],
    }


def charter_cases() -> Case:
    """Charters by rules C1-C5."""
    good = terms_of(*TWO)
    gbr, jpn = good["parties"]

    def with_party(**changes: Any) -> Case:
        return {**good, "parties": [gbr, {**jpn, **changes}]}

    def with_key(role: str, text: str) -> Case:
        return with_party(keys={**jpn["keys"], role: text})

    small, loose = base64(bytes([1]) + bytes(31)), jpn["keys"]["act"][:-2]
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    loose += letters[letters.index(jpn["keys"]["act"][-2]) + 1] + "="
    before = {"channel": "0" * 64, "checkpoints": [Channel(("JPN",)).charter.id]}
    valid = [("two parties", good), ("a successor", {**good, "predecessor": before}), ("one party", terms_of("JPN"))]
    invalid: list[tuple[str, Case, str, str]] = [
        ("a field too many", {**good, "note": "x"}, "C1", "charter-malformed"),
        ("no ceiling", {name: item for name, item in good.items() if name != "ceiling"}, "C1", "charter-malformed"),
        ("an impossible day", {**good, "opened_on": "2018-02-30"}, "C1", "charter-malformed"),
        ("a day in other digits", {**good, "opened_on": "２０１８-10-02"}, "C1", "charter-malformed"),
        ("protocol 2", {**good, "protocol": 2}, "C2", "protocol-unknown"),
        ("parties out of order", {**good, "parties": [jpn, gbr]}, "C3", "charter-malformed"),
        ("a party twice", {**good, "parties": [jpn, jpn]}, "C3", "charter-malformed"),
        ("no party", {**good, "parties": []}, "C3", "charter-malformed"),
        ("a code in small letters", {**good, "parties": [gbr, {**jpn, "code": "jpn"}]}, "C3", "charter-malformed"),
        ("a key of small order", with_key("act", small), "RFC 8032", "bad-key"),
        ("one key for two purposes", with_key("act", jpn["keys"]["root"]), "C4", "bad-key"),
        ("another party's key", with_key("act", gbr["keys"]["act"]), "C4", "bad-key"),
        ("a short encryption key", with_key("encryption", base64(bytes(1215))), "C4", "bad-key"),
        ("base64 with padding bits", with_key("act", loose), "C4", "bad-key"),
        ("a key that is not base64", with_key("act", "!"), "C4", "bad-key"),
    ]
    rows = [{"name": n, "envelope": seal_terms(t, *TWO).decode(), "rule": r, "code": c} for n, t, r, c in invalid]
    rows += [
        {"name": "one signature missing", "envelope": seal_terms(good, "JPN").decode(), "rule": "C5", "code": "charter-unsigned"},
        {
            "name": "a foreign signature besides",
            "envelope": seal_terms(good, *TWO, "AUS").decode(),
            "rule": "C5",
            "code": "charter-unsigned",
        },
    ]
    envelopes = [(name, seal_terms(terms, *(p["code"] for p in terms["parties"]))) for name, terms in valid]
    opened = [(name, one, signature.open_envelope(one, "application/vnd.entente.charter.v1+json")[0]) for name, one in envelopes]
    return {
        "valid": [{"name": n, "envelope": one.decode(), "id": sha256(payload).hexdigest()} for n, one, payload in opened],
        "invalid": rows,
    }


def log_cases() -> Case:
    """Logs by rules L1-L4: how many entries are read, and why the next is not."""
    channel = Channel(TWO)
    rows = [{"name": name, **case} for name, case in _logs()]
    return {"charter": channel.envelope.decode(), "cases": rows}


def _log(channel: Channel, rule: str = "", code: str = "", **more: Any) -> Case:
    """The JPN logs of a channel as a case; the last entry of the last generation is the one refused where a rule is named."""
    logs = {f"{p}/{g}": [said.entry.decode() for said in entries] for (p, g), entries in channel.logs.items() if p == "JPN"}
    name, entries = max(logs.items())
    first = [{"log": other, "entries": held} for other, held in logs.items() if other != name]
    return {"before": first, "log": name, "entries": entries, "read": len(entries) - bool(rule), "rule": rule, "code": code, **more}


def _logs() -> Iterator[tuple[str, Case]]:
    c = Channel(TWO)
    c.write("JPN", "state", targets=[c.target()])
    yield "one entry", _log(c)
    c = Channel(TWO)
    for _ in range(3):
        c.write("JPN", "state", targets=[c.target()], label=label_for(["JPN"]))
    c.keys["JPN"]["act"] = _rotated(c)
    c.write("JPN", "state", targets=[c.target()])
    yield "void acts are part of a log; a rotation changes the key of the next entry", _log(c)
    for name, fields, rule, code in (
        ("another protocol version", {"v": 2}, "L3", "protocol-unknown"),
        ("no sequence", {"seq": None}, "L3", "header-malformed"),
        ("a header of more than 32 KiB", {"note": "x" * 33_000}, "L3", "header-too-long"),
        ("a gap", {"seq": 2}, "L4", "out-of-place"),
        ("another predecessor", {"prev": "0" * 64}, "L4", "out-of-place"),
        ("another log", {"log": c.charter.origin("GBR")}, "L4", "out-of-place"),
        ("another generation", {"log": c.charter.origin("JPN", 2)}, "L4", "out-of-place"),
        ("signed by another key", {"signer": key("stranger")}, "L2", "wrong-key"),
        ("signed by the root", {"signer": key("JPN", "root")}, "L2", "wrong-key"),
    ):
        d = Channel(TWO)
        d.write("JPN", "state", targets=[d.target()])
        entry = _unread(d, "state", fields)
        yield name, {**_log(d), "entries": [*_log(d)["entries"], entry], "read": 1, "rule": rule, "code": code}
    d = Channel(TWO)
    entry = _unread(d, "rotate", {"keys": {"act": base64(key("x").public)}, "signer": key("JPN", "act")})
    yield "a rotation not signed by the root", {**_log_of(entry), "rule": "L2", "code": "wrong-key"}
    d = Channel(TWO)
    d.write("JPN", "state", targets=[d.target()])
    value = json.loads(_log(d)["entries"][0])
    value["signatures"][0]["sig"] = base64(bytes(32) + value["signatures"][0]["sig"].encode()[:32])
    yield "a false signature", {**_log_of(canonical.encode(value).decode()), "rule": "L2", "code": "signature-invalid"}
    yield "two signatures", {**_log_of(_two_signatures(d)), "rule": "L1", "code": "envelope-malformed"}
    yield "another encoding of the envelope", {**_log_of(_log(d)["entries"][0] + " "), "rule": "DSSE", "code": "envelope-malformed"}
    loose = signature.seal(_payload(d) + b" ", PAYLOAD_TYPE, key("JPN", "act")).decode()
    yield "a header that is not canonical", {**_log_of(loose), "rule": "RFC 8785", "code": "not-canonical"}
    yield "65,536 bytes", {**_log_of(""), "repeat": {"text": "x", "times": 65_536}, "rule": "L1", "code": "entry-too-long"}
    d = Channel(TWO)
    d.write("JPN", "state", targets=[d.target()])
    d.write("JPN", "state", targets=[d.target()], generation=2)
    yield "a later generation that is not opened", _log(d, "L4", "out-of-place")
    d = Channel(TWO)
    other = d.write("GBR", "state", targets=[d.target()])
    d.write("JPN", "state", targets=[d.target()])
    d.write("JPN", "open", other, generation=2)
    yield "an opening that cites another log", _log(d, "L4", "out-of-place")
    d = Channel(TWO)
    d.write("JPN", "state", targets=[d.target()])
    d.write("JPN", "open", "JPN/1/0", generation=2)
    yield "an opening whose citation does not read", _log(d, "L4", "out-of-place")
    d = Channel(TWO)
    s = d.write("JPN", "state", targets=[d.target()])
    d.write("JPN", "open", s, generation=2, signed_at=LATER)
    d.write("JPN", "state", targets=[d.target()], generation=2)
    yield "a later generation", _log(d)


def _log_of(entry: str) -> Case:
    return {"before": [], "log": "JPN/1", "entries": [entry], "read": 0}


def _payload(channel: Channel) -> bytes:
    return signature.open_envelope(channel.logs["JPN", 1][0].entry, PAYLOAD_TYPE)[0]


def _two_signatures(channel: Channel) -> str:
    return signature.seal(_payload(channel), PAYLOAD_TYPE, key("JPN", "act"), key("JPN", "root")).decode()


def _rotated(channel: Channel) -> signature.SigningKey:
    new = key("JPN", "act", "second")
    channel.write("JPN", "rotate", keys={"act": base64(new.public)})
    return new


def _unread(channel: Channel, kind: str, fields: Case) -> str:
    """The next entry of JPN's log with these fields of its header, which may be no entry at all."""
    signer = fields.pop("signer", None) or key("JPN", "act")
    own = channel.logs.get(("JPN", 1), [])
    header = {
        "v": 1,
        "log": channel.charter.origin("JPN"),
        "seq": len(own),
        "prev": own[-1].id if own else channel.charter.id,
        "kind": kind,
        "post": "JPN:MFA:desk",
        "signed_at": channel.clock,
        "label": label_for(TWO),
        **fields,
    }
    payload = canonical.encode({name: value for name, value in header.items() if value is not None})
    return signature.seal(payload, PAYLOAD_TYPE, signer).decode()


def merkle_cases() -> Case:
    """Roots, inclusion and consistency proofs over entries "0", "1", ..."""
    entries = [str(number).encode() for number in range(9)]
    leaves = [merkle.leaf_hash(entry) for entry in entries]
    included, consistent = [], []
    for size in (1, 2, 3, 6, 7, 8, 9):
        root = merkle.root(leaves[:size])
        for index in sorted({0, size // 2, size - 1}):
            proof = [one.hex() for one in inclusion(leaves[:size], index)]
            row = {"index": index, "size": size, "leaf": leaves[index].hex(), "root": root.hex(), "proof": proof, "valid": True}
            included += [row, {**row, "leaf": leaves[index - 1].hex() if size > 1 else "00" * 32, "valid": False}]
            included.append({**row, "proof": [*proof, "00" * 32], "valid": False})
            included += [{**row, "proof": proof[:-1], "valid": False}] if proof else []
        for old in sorted({1, size // 2, size - 1, size} - {0}):
            proof = [one.hex() for one in consistency(leaves[:size], old)]
            old_root = merkle.root(leaves[:old]).hex()
            row = {"old": old, "new": size, "old_root": old_root, "new_root": root.hex(), "proof": proof, "valid": True}
            consistent += [row, {**row, "old_root": "00" * 32, "valid": False}, {**row, "proof": [*proof, "00" * 32], "valid": False}]
    roots = [{"size": size, "root": merkle.root(leaves[:size]).hex()} for size in range(10)]
    return {"entries": [entry.decode() for entry in entries], "roots": roots, "inclusion": included, "consistency": consistent}


def checkpoint_cases() -> Case:
    """Checkpoints and cosignatures; a root that is not that of the entries (L5)."""
    c = Channel(TWO)
    for _ in range(3):
        c.write("JPN", "state", targets=[c.target()])
    note, origin = c.note("JPN"), c.charter.origin("JPN")
    public, name = c.keys["JPN"]["checkpoint"].public, f"entente/{c.charter.id}/GBR"
    text, witness = note.rpartition(b"\n\n")[0] + b"\n", c.keys["GBR"]["checkpoint"]
    cosigned = c.cosign(note, "GBR", 1_538_470_800)
    other = checkpoint.Checkpoint(origin, 3, sha256(b"another tree").digest())
    false_root = checkpoint.sign_checkpoint(other, c.keys["JPN"]["checkpoint"], origin)
    malformed = "checkpoint-malformed"
    invalid = [
        ("no signature of the log's key", c.note("JPN", signer=key("x")), "C2SP tlog-checkpoint", "signature-invalid"),
        ("size with a leading zero", note.replace(b"\n3\n", b"\n03\n"), "C2SP tlog-checkpoint", malformed),
        ("another size", note.replace(b"\n3\n", b"\n2\n"), "C2SP tlog-checkpoint", "signature-invalid"),
        ("another origin", note.replace(b"/JPN/1\n", b"/JPN/2\n", 1), "C2SP tlog-checkpoint", "origin-other"),
        ("a carriage return", note.replace(b"\n3\n", b"\r\n3\n"), "C2SP signed-note", "note-malformed"),
        ("no empty line", note.replace(b"\n\n", b"\n"), "C2SP signed-note", "note-malformed"),
        ("a hyphen for the dash", note.replace("—".encode(), b"-"), "C2SP signed-note", "note-malformed"),
        ("cut short", note[:-1], "C2SP signed-note", "note-malformed"),
    ]
    line = cosigned[len(note) :]
    forged = checkpoint.cosign(note, key("x"), name, 1_538_470_800)
    cosignatures: list[Case] = [
        {"name": "true", "line": line.decode(), "at": 1_538_470_800},
        {"name": "by another key", "line": forged.decode(), "rule": "C2SP tlog-cosignature", "code": "signature-invalid"},
        {
            "name": "in another name",
            "line": line.decode().replace("/GBR ", "/JPN "),
            "rule": "C2SP tlog-cosignature",
            "code": "signature-invalid",
        },
        {"name": "no newline", "line": line.decode()[:-1], "rule": "C2SP signed-note", "code": "note-malformed"},
    ]
    return {
        "origin": origin,
        "public": base64(public),
        "verifier_key": checkpoint.render_verifier_key(checkpoint.VerifierKey(origin, checkpoint.ED25519, public)),
        "entries": [said.entry.decode() for said in c.logs["JPN", 1]],
        "valid": [{"name": "size 3", "note": note.decode(), "size": 3, "root": merkle.root(c.leaves("JPN")).hex()}],
        "extended": [{"name": "with a cosignature and a line of another type", "note": (cosigned + _reserved(name)).decode(), "size": 3}],
        "invalid": [{"name": n, "note": one.decode(), "rule": r, "code": code} for n, one, r, code in invalid],
        "false_root": {"note": false_root.decode(), "rule": "L5", "code": "root-differs"},
        "cosigner": {"name": name, "public": base64(witness.public), "text": text.decode(), "lines": cosignatures},
    }


def _reserved(name: str) -> bytes:
    """A signature line of type 0x06, ML-DSA-44, which is kept and verified by nobody in version 1."""
    material = sha256(name.encode() + b"\n\x06" + bytes(1312)).digest()[:4] + bytes(2420)
    return f"— {name} {base64(material)}\n".encode()


def label_cases() -> Case:
    """Labels: their one form, and which channels they may stand in (G6)."""
    good = label_for(TWO)
    (tag,) = good["categories"]
    control = {"tag": "originator-control", "type": "restrictive", "values": ["GBR:FCDO"]}
    purpose = {"tag": "purpose", "type": "restrictive", "values": ["HADR"]}
    second = {**control, "values": ["GBR:MOD"]}
    valid: list[tuple[str, Case, list[str]]] = [
        ("released to both", good, ["GBR", "JPN", "GBR JPN"]),
        ("national", {**good, "categories": []}, ["GBR", "JPN", "AUS"]),
        ("all three tags", {**good, "categories": [control, purpose, tag]}, ["GBR", "JPN", "GBR JPN"]),
        ("two lists of originator control", {**good, "categories": [control, second, tag]}, ["GBR", "JPN", "GBR JPN"]),
    ]
    invalid: list[tuple[str, object]] = [
        ("no object", []),
        ("no categories", {name: item for name, item in good.items() if name != "categories"}),
        ("a field too many", {**good, "x": 1}),
        ("values out of order", {**good, "categories": [{**tag, "values": ["JPN", "GBR"]}]}),
        ("a value twice", {**good, "categories": [{**tag, "values": ["GBR", "GBR"]}]}),
        ("no value", {**good, "categories": [{**tag, "values": []}]}),
        ("releasable-to of another type", {**good, "categories": [{**tag, "type": "restrictive"}]}),
        ("a party in small letters", {**good, "categories": [{**tag, "values": ["gbr"]}]}),
        ("categories out of order", {**good, "categories": [tag, control]}),
        ("purpose twice", {**good, "categories": [purpose, {**purpose, "values": ["ISR"]}]}),
        ("a tag with an underscore", {**good, "categories": [{**tag, "tag": "releasable_to"}]}),
        ("a classification ending in a space", {**good, "classification": "OFFICIAL "}),
        ("a policy with a space", {**good, "policy": "a b"}),
        ("33 categories", {**good, "categories": [{**purpose, "tag": f"t{n:02}"} for n in range(33)]}),
    ]
    channels = ["AUS", "GBR", "JPN", "GBR JPN", "AUS GBR JPN"]
    return {
        "valid": [{"name": n, "label": one, "covers": {c: c in fits for c in channels}} for n, one, fits in valid],
        "invalid": [{"name": n, "label": one, "rule": "D1", "code": "label-malformed"} for n, one in invalid],
    }

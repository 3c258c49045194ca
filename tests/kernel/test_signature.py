"""Signatures and envelopes: one predicate for all nodes, held against published vectors, three other verifiers and hostile bytes."""

import base64
import gzip
import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st
from securesystemslib.dsse import Envelope
from securesystemslib.exceptions import VerificationError
from securesystemslib.signer import SSlibKey

from entente.kernel import canonical, signature
from entente.kernel.errors import Refusal
from entente.kernel.signature import SigningKey

SHARED = Path(os.environ.get("ENTENTE_SHARED", Path(__file__).parents[2].parent / "shared")) / "data"
WYCHEPROOF = SHARED / "crypto-logs" / "wycheproof" / "ed25519_test.json.gz"

TYPE = "application/vnd.entente.test+json"
KEY = SigningKey(bytes(range(32)))
OTHER = SigningKey(bytes(range(1, 33)))
KEYS = {KEY.key_id: KEY.public, OTHER.key_id: OTHER.public}
MESSAGE = b"Entente"

seeds = st.binary(min_size=32, max_size=32)


def openssl_accepts(public, message, signed):
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signed, message)
    except (InvalidSignature, ValueError):
        return False
    return True


@given(seeds, st.binary(), st.binary())
def test_signing_agrees_with_openssl_and_another_message_does_not_verify(seed, message, other):
    key = SigningKey(seed)
    private = Ed25519PrivateKey.from_private_bytes(seed)
    assert key.public == private.public_key().public_bytes_raw()
    assert key.sign(message) == private.sign(message)
    assert signature.verify(key.public, message, key.sign(message))
    assert signature.verify(key.public, other, key.sign(message)) == (message == other)
    signature.check_public_key(key.public)


@given(st.binary(max_size=40) | seeds, st.binary(), st.binary(max_size=70) | st.binary(min_size=64, max_size=64))
def test_any_bytes_verify_or_do_not(public, message, signed):
    assert signature.verify(public, message, signed) is False
    try:
        signature.check_public_key(public)
    except Refusal as refusal:
        assert refusal.code == "bad-key"


def test_wycheproof_agrees_case_by_case():
    """No case differs: the stricter rules refuse nothing there that is valid."""
    if not WYCHEPROOF.exists():
        pytest.skip("the shared test data is not on this machine")
    groups = json.loads(gzip.decompress(WYCHEPROOF.read_bytes()))["testGroups"]
    cases = [(bytes.fromhex(group["publicKey"]["pk"]), case) for group in groups for case in group["tests"]]
    assert len(cases) == 151
    for public, case in cases:
        signature.check_public_key(public)
        verdict = signature.verify(public, bytes.fromhex(case["msg"]), bytes.fromhex(case["sig"]))
        assert verdict == (case["result"] == "valid"), case["tcId"]


GOOD_R = "17ffad8068dc0de9935d36636f3ad1b5de6de3413b12388e453b05f2a4c1d3db"
SPLITTING = {
    # reason: (key, R, S, whether OpenSSL accepts). All are made over MESSAGE by whoever holds the key.
    "R is the identity": (
        KEY.public.hex(),
        "01" + "00" * 31,
        "42f7cf42197889ac439e7bc619dbfc3e6c1c0dc4e0e08bef1f8c8a3a0a8f4b07",
        True,
    ),
    "the key is the identity": ("01" + "00" * 31, GOOD_R, "15cd5b07" + "00" * 28, True),
    "the key is not reduced: y = p + 1": ("ee" + "ff" * 30 + "7f", GOOD_R, "15cd5b07" + "00" * 28, True),
    "R carries a point of order 8": (
        KEY.public.hex(),
        "d63c01223147541df4e170763e9e2788a8bf5971f52a93c5829dbe6f5ff6bba9",
        "765b39ed955ef4499cadbf855a95ad695a8ec2f68472b0e563b2b0bde92ecc08",
        False,
    ),
    "S is not reduced": (KEY.public.hex(), GOOD_R, "c4415f76428f2a5a806a11989711ebd90cdc06901b5b0eacdf39ba3b6923cc1f", False),
}


@pytest.mark.parametrize("reason", SPLITTING)
def test_signatures_on_which_libraries_may_differ_are_refused(reason):
    key, point, scalar, openssl = SPLITTING[reason]
    public, signed = bytes.fromhex(key), bytes.fromhex(point + scalar)
    assert openssl_accepts(public, MESSAGE, signed) == openssl
    assert signature.verify(public, MESSAGE, signed) is False


def test_the_library_is_not_asked_about_refused_points(monkeypatch):
    def asked(*_):
        raise AssertionError("the library was asked")

    monkeypatch.setattr(signature, "crypto_sign_open", asked)
    for reason, (key, point, scalar, _) in SPLITTING.items():
        if reason == "R carries a point of order 8":  # only the library can see that
            continue
        assert signature.verify(bytes.fromhex(key), MESSAGE, bytes.fromhex(point + scalar)) is False
    high = signature.GROUP_ORDER.to_bytes(32, "little")
    assert signature.verify(KEY.public, MESSAGE, KEY.sign(MESSAGE)[:32] + high) is False
    with pytest.raises(AssertionError):
        signature.verify(KEY.public, MESSAGE, KEY.sign(MESSAGE))


def test_refused_points_are_all_and_only_the_small_and_the_unreduced():
    """Counted from the curve equation: -x^2 + y^2 = 1 + d x^2 y^2; a point is small if eight times it is the identity."""
    prime = signature.FIELD_PRIME
    d = -121665 * pow(121666, -1, prime) % prime

    def double(x, y):
        t = d * x * x * y * y
        return 2 * x * y * pow(1 + t, -1, prime) % prime, (y * y + x * x) * pow(1 - t, -1, prime) % prime

    unreduced = 0
    for encoding in signature.REFUSED_POINTS:
        y = int.from_bytes(encoding, "little") % 2**255
        unreduced += y >= prime
        if y < prime:
            square = (y * y - 1) * pow(d * y * y + 1, -1, prime) % prime
            x = pow(square, (prime + 3) // 8, prime)
            x = x if x * x % prime == square else x * pow(2, (prime - 1) // 4, prime) % prime
            assert x * x % prime == square
            assert double(*double(*double(x, y))) == (0, 1)
    assert (unreduced, len(signature.REFUSED_POINTS)) == (38, 48)


@pytest.mark.parametrize(
    ("public", "reason"),
    [
        (b"", "32 bytes"),
        (bytes(31), "32 bytes"),
        (bytes(32), "small order"),
        (b"\x01" + bytes(31), "small order"),
        (b"\xed" + b"\xff" * 30 + b"\x7f", "small order or not canonically"),
        (b"\xff" * 32, "not canonically"),
        (b"\x02" + bytes(31), "prime-order"),
        (bytes.fromhex("b502ff3d92e31d8190b4aa4ea0414005167fad089c4de9dac8a2fc850fed4f58"), "prime-order"),
    ],
    ids=["empty", "short", "order 4", "identity", "y = p", "unreduced", "off the curve", "KEY plus a point of order 8"],
)
def test_keys_that_may_not_be_enrolled(public, reason):
    with pytest.raises(Refusal, match=reason) as caught:
        signature.check_public_key(public)
    assert caught.value.code == "bad-key"


def test_a_signing_key_is_its_seed_and_does_not_show_it():
    assert SigningKey.generate(lambda count: bytes(range(count))) == KEY
    assert KEY.key_id == signature.key_id(KEY.public) == hashlib.sha256(KEY.public).hexdigest()[:16]
    assert KEY.seed.hex() not in repr(KEY) and repr(KEY.seed) not in repr(KEY)
    with pytest.raises(AttributeError):
        KEY.seed = bytes(32)
    with pytest.raises(Refusal, match="32 bytes"):
        SigningKey(bytes(31))


def test_pae_is_the_example_of_the_dsse_protocol():
    expected = b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    assert signature.pae("http://example.com/HelloWorld", b"hello world") == expected
    assert signature.pae("é", b"") == b"DSSEv1 2 \xc3\xa9 0 "


@given(st.binary(), st.text(st.characters(exclude_categories=["Cs"])), st.sets(seeds, min_size=1, max_size=4))
def test_an_envelope_opens_verifies_and_is_canonical_json(payload, kind, some_seeds):
    made = [SigningKey(seed) for seed in some_seeds]
    envelope = signature.seal(payload, kind, *made)
    opened, pairs = signature.open_envelope(envelope, kind)
    ids = tuple(sorted(key.key_id for key in made))
    assert opened == payload and tuple(name for name, _ in pairs) == ids
    assert signature.verify_envelope(envelope, kind, {key.key_id: key.public for key in made}) == (payload, ids)
    assert canonical.encode(canonical.decode(envelope)) == envelope == signature.seal(payload, kind, *reversed(made))


def _sslib_key(key):
    pem = Ed25519PublicKey.from_public_bytes(key.public).public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return SSlibKey(key.key_id, "ed25519", "ed25519", {"public": key.public.hex()}), pem


@given(st.binary(max_size=200), st.integers(0, 199), st.booleans())
def test_securesystemslib_agrees_on_what_verifies(payload, place, spoil):
    envelope = json.loads(signature.seal(payload, TYPE, KEY, OTHER))
    if spoil:
        payload = bytearray(payload or b"x")
        payload[place % len(payload)] ^= 1
        envelope["payload"] = base64.b64encode(payload).decode()
    ours = canonical.encode(envelope)
    theirs = Envelope.from_dict(envelope)
    keys = [_sslib_key(KEY)[0], _sslib_key(OTHER)[0]]
    if spoil:
        with pytest.raises(VerificationError):
            theirs.verify(keys, 1)
        with pytest.raises(Refusal, match="does not verify"):
            signature.verify_envelope(ours, TYPE, KEYS)
    else:
        assert set(theirs.verify(keys, 2)) == set(signature.verify_envelope(ours, TYPE, KEYS)[1]) == set(KEYS)


@pytest.mark.skipif(not shutil.which("openssl"), reason="there is no openssl command on this machine")
def test_the_openssl_command_verifies_an_envelope(tmp_path):
    payload, ((_, signed),) = signature.open_envelope(signature.seal(b'{"a":1}', TYPE, KEY), TYPE)
    (tmp_path / "key.pem").write_bytes(_sslib_key(KEY)[1])
    (tmp_path / "sig.bin").write_bytes(signed)
    command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "key.pem", "-rawin", "-in", "pae.bin", "-sigfile", "sig.bin"]
    for content, code in ((payload, 0), (payload + b" ", 1)):
        (tmp_path / "pae.bin").write_bytes(signature.pae(TYPE, content))
        assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == code


def test_who_signed_counts_only_known_keys():
    both = signature.seal(b"p", TYPE, KEY, OTHER)
    assert signature.verify_envelope(both, TYPE, {OTHER.key_id: OTHER.public}) == (b"p", (OTHER.key_id,))
    with pytest.raises(Refusal, match="No key known") as caught:
        signature.verify_envelope(both, TYPE, {})
    assert caught.value.code == "signature-invalid"
    with pytest.raises(Refusal, match="does not verify"):
        signature.verify_envelope(both, TYPE, {**KEYS, OTHER.key_id: KEY.public})


@pytest.mark.parametrize("keys", [(), (KEY, KEY), tuple(SigningKey(bytes([n] * 32)) for n in range(17))], ids=["none", "twice", "17"])
def test_seal_refuses_no_key_a_key_twice_and_too_many(keys):
    with pytest.raises(Refusal) as caught:
        signature.seal(b"p", TYPE, *keys)
    assert caught.value.code == "envelope-malformed"


ENVELOPE = signature.seal(b"pay", TYPE, KEY, OTHER)
NAMES = sorted(KEYS)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'":', b'": '),
        (b"}]}", b"}]} "),
        (b"}]}", b"}]}\n"),
        (b"cGF5", b"cGF5\\n"),
        (b"cGF5", b"cGF5\n"),
        (b"cGF5", b"cGF"),
        (b"cGF5", b"c-_5"),
        (b"cGF5", b"\\u0063GF5"),
        (b"cGF5", b"cGF="),
        (b"==", b""),
        (b"+json", b"+xml"),
        (b"payloadType", b"payload_type"),
        (b'{"payload":', b'{"extra":1,"payload":'),
        (b'{"payload":', b'{"payload":"","payload":'),
        (b'"signatures"', b'"Signatures"'),
        (NAMES[0].encode(), NAMES[1].encode()),
        (NAMES[0].encode(), b"f" * 16),
        (NAMES[0].encode(), b"0" * 15),
        (NAMES[0].encode(), b"0" * 15 + b" "),
        (NAMES[0].encode(), b"0" * 15 + b"G"),
        (NAMES[0].encode(), b"0" * 18),
        (NAMES[1].encode(), NAMES[1].upper().encode()),
        (b'"sig":"', b'"sig":"AAAA'),
        (b'"sig"', b'"cert":"","sig"'),
        (b'"pay', b'"\xffpay'),
    ],
)
def test_an_envelope_has_one_encoding(old, new):
    changed = ENVELOPE.replace(old, new, 1)
    assert changed != ENVELOPE
    with pytest.raises(Refusal) as caught:
        signature.open_envelope(changed, TYPE)
    assert caught.value.code == "envelope-malformed"


def test_padding_bits_of_base64_must_be_zero():
    envelope = signature.seal(b"A", TYPE, KEY)
    assert b'"QQ=="' in envelope
    for wrong in (b'"QR=="', b'"QQ="', b'"QQ"', b'"Q Q="'):
        with pytest.raises(Refusal):
            signature.open_envelope(envelope.replace(b'"QQ=="', wrong), TYPE)


@pytest.mark.parametrize("data", [b"", b"null", b"{}", b"[]", b"[" * 100_000, b'{"x":' * 100_000, b'{"payload":1}'])
def test_other_json_is_no_envelope(data):
    with pytest.raises(Refusal) as caught:
        signature.open_envelope(data, TYPE)
    assert caught.value.code == "envelope-malformed"


@given(st.binary(), st.integers(0, len(ENVELOPE)), st.integers(0, 4))
def test_hostile_envelopes_give_a_refusal_or_verify(insert, place, drop):
    changed = ENVELOPE[:place] + insert + ENVELOPE[place + drop :]
    try:
        payload, _ = signature.verify_envelope(changed, TYPE, KEYS)
    except Refusal as refusal:
        assert refusal.code in ("envelope-malformed", "signature-invalid")
    else:
        assert (changed, payload) == (ENVELOPE, b"pay")

"""Signatures of requests and responses: RFC 9421's own example, another implementation, and every byte changed."""

import base64
import datetime
from dataclasses import replace
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.exchange.fakes import CHANNEL, NONCE, NOW, sync_request, transport

from entente.exchange import auth
from entente.exchange.auth import Signed
from entente.exchange.message import Request, Response
from entente.exchange.replay import NonceMemory
from entente.kernel.errors import Refusal
from entente.kernel.signature import SigningKey, key_id, verify

KEYS = {party: (transport(party).public,) for party in ("AUS", "GBR")}
ASKED = Signed("GBR", CHANNEL, "JPN", NOW, NONCE, sync_request().headers["signature"].removeprefix("entente="))


def code_of(call, *arguments):
    with pytest.raises(Refusal) as caught:
        call(*arguments)
    return caught.value.code


# Published examples


def test_the_ed25519_example_of_rfc_9421_appendix_b_2_6():
    key = SigningKey(base64.urlsafe_b64decode("n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU="))
    assert base64.urlsafe_b64encode(key.public) == b"JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs="
    components = [
        ('"date"', "Tue, 20 Apr 2021 02:07:55 GMT"),
        ('"@method"', "POST"),
        ('"@path"', "/foo"),
        ('"@authority"', "example.com"),
        ('"content-type"', "application/json"),
        ('"content-length"', "18"),
    ]
    covered = " ".join(name for name, _ in components)
    base = auth.signature_base(components, f'({covered});created=1618884473;keyid="test-key-ed25519"')
    published = base64.b64decode("wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==")
    assert key.sign(base) == published
    assert verify(key.public, base, published)


def test_the_content_digests_of_rfc_9530():
    assert auth.content_digest(b'{"hello": "world"}\n') == "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:"  # appendix B.1
    assert auth.content_digest(b'{"hello": "world"}') == "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:"  # appendix D


# Another implementation


def outside(name):
    library = pytest.importorskip("http_message_signatures", reason="the package http-message-signatures is not installed")
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.from_private_bytes(transport("GBR").seed)
    resolver = type(
        "Keys",
        (library.HTTPSignatureKeyResolver,),
        {"resolve_private_key": lambda self, key_id: private, "resolve_public_key": lambda self, key_id: private.public_key()},
    )
    return getattr(library, name)(signature_algorithm=library.algorithms.ED25519, key_resolver=resolver())


def test_another_implementation_signs_the_same_request_bytes():
    ours = sync_request()
    kept = {name: value for name, value in ours.headers.items() if not name.startswith("signature")}
    message = SimpleNamespace(method="POST", url=f"https://node.example{ours.path}", headers=dict(kept))
    outside("HTTPMessageSigner").sign(
        message,
        key_id=transport("GBR").key_id,
        created=datetime.datetime.fromtimestamp(NOW, datetime.UTC),
        nonce=NONCE,
        tag=auth.TAG,
        label=auth.LABEL,
        include_alg=False,
        use_existing_digest=True,
        covered_component_ids=[name.strip('"') for name in auth.REQUEST_COVERS],
    )
    theirs = {name.lower(): value for name, value in message.headers.items()}
    assert theirs == ours.headers


def test_another_implementation_verifies_our_request_and_response():
    ours = sync_request()
    request = SimpleNamespace(method="POST", url=f"https://node.example{ours.path}", headers=dict(ours.headers))
    age = datetime.timedelta(days=36_500)
    assert outside("HTTPMessageVerifier").verify(request, max_age=age, expect_tag=auth.TAG)
    answer = auth.sign_response(Response(200, {}, b"body"), ASKED, transport("GBR"), NOW)
    response = SimpleNamespace(status_code=200, headers=dict(answer.headers), request=request)
    assert outside("HTTPMessageVerifier").verify(response, max_age=age, expect_tag=auth.TAG)


# Laws


@given(st.binary(), st.sampled_from(["GBR", "AUS"]), st.integers(1, 10**11), st.binary(min_size=16, max_size=16))
def test_what_was_signed_is_verified_and_answered(body, party, created, random):
    nonce = auth.new_nonce(lambda count: random[:count])
    request = sync_request(sender=party, created=created, nonce=nonce, body=body)
    signed = auth.verify_request(request, KEYS)
    assert (signed.party, signed.channel, signed.to, signed.created, signed.nonce) == (party, CHANNEL, "JPN", created, nonce)
    answer = auth.sign_response(Response(200, {}, body), signed, transport("JPN"), created + 1)
    assert auth.verify_response(answer, request, [transport("JPN").public]) == created + 1


@given(st.data())
def test_any_change_of_a_request_is_refused(data):
    request = sync_request(body=b"some body")
    covered = ("content-digest", "entente-channel", "entente-to", "signature-input", "signature")
    name = data.draw(st.sampled_from(["method", "path", "body", *covered]))
    text = request.headers[name] if name in covered else getattr(request, name)
    at = data.draw(st.integers(0, len(text) - 1))
    if name == "body":
        other = text[:at] + bytes([data.draw(st.integers(0, 255).filter(lambda byte: byte != text[at]))]) + text[at + 1 :]
    else:
        other = text[:at] + data.draw(st.characters().filter(lambda char: char != text[at]) | st.just("")) + text[at + 1 :]
    changed = replace(request, headers=request.headers | {name: other}) if name in covered else replace(request, **{name: other})
    assert code_of(auth.verify_request, changed, KEYS) in ("signature-malformed", "digest-mismatch", "sender-unknown")


@given(st.data())
def test_any_change_of_a_response_is_refused(data):
    request = sync_request()
    response = auth.sign_response(Response(200, {}, b"some body"), auth.verify_request(request, KEYS), transport("JPN"), NOW)
    name = data.draw(st.sampled_from(["content-digest", "signature-input", "signature"]))
    text = response.headers[name]
    at = data.draw(st.integers(0, len(text) - 1))
    other = text[:at] + data.draw(st.characters().filter(lambda char: char != text[at]) | st.just("")) + text[at + 1 :]
    body = data.draw(st.binary().filter(lambda body: body != b"some body"))
    public = [transport("JPN").public]
    for changed in (
        replace(response, headers=dict(response.headers) | {name: other}),
        replace(response, body=body),
        replace(response, body=body, headers=dict(response.headers) | {"content-digest": auth.content_digest(body)}),
        replace(response, status=data.draw(st.integers(100, 599).filter(lambda status: status != 200))),
    ):
        assert code_of(auth.verify_response, changed, request, public) == "answer-false"


@given(st.dictionaries(st.sampled_from(["signature-input", "signature", "content-digest", "entente-channel", "entente-to"]), st.text()))
def test_any_headers_are_refused(headers):
    assert code_of(auth.verify_request, Request("POST", "/", headers), KEYS) == "signature-malformed"
    assert code_of(auth.verify_response, Response(200, headers), sync_request(), KEYS["GBR"]) == "answer-false"


# Keys


def test_a_strangers_key_and_an_unknown_channel_give_the_very_same_refusal():
    stranger = SigningKey(b"s" * 32)
    request = sync_request()
    forged = auth.sign_request(request, stranger, NOW, NONCE)
    claimed = {name: value.replace(stranger.key_id, key_id(KEYS["GBR"][0])) for name, value in forged.headers.items()}
    answers = set()
    for asked, keys in ((forged, KEYS), (replace(forged, headers=claimed), KEYS), (request, {})):
        with pytest.raises(Refusal) as caught:
            auth.verify_request(asked, keys)
        answers.add((caught.value.code, caught.value.rule, caught.value.words))
    assert len(answers) == 1
    assert answers.pop()[:2] == ("sender-unknown", "X5")


def test_while_a_rotation_settles_both_keys_are_accepted_and_then_one():
    new = SigningKey(b"n" * 32)
    before, after = sync_request(), auth.sign_request(sync_request(), new, NOW, NONCE)
    both = {"GBR": (new.public, transport("GBR").public)}
    assert auth.verify_request(before, both).party == auth.verify_request(after, both).party == "GBR"
    assert auth.verify_request(after, {"GBR": (new.public,)}).party == "GBR"
    assert code_of(auth.verify_request, before, {"GBR": (new.public,)}) == "sender-unknown"


def test_an_answer_to_another_request_is_refused_even_with_the_same_nonce():
    first, second = sync_request(body=b"first"), sync_request(body=b"second")
    answer = auth.sign_response(Response(200), auth.verify_request(first, KEYS), transport("JPN"), NOW)
    public = [transport("JPN").public]
    assert auth.verify_response(answer, first, public) == NOW
    assert code_of(auth.verify_response, answer, second, public) == "answer-false"
    assert code_of(auth.verify_response, answer, first, [transport("AUS").public]) == "answer-false"


# Clock and replay


@given(st.integers(-(10**9), 10**9), st.integers(1, 10_000))
def test_the_clock_may_be_apart_by_the_window_and_no_more(apart, window):
    signed = replace(ASKED, created=NOW + apart)
    if abs(apart) <= window:
        assert auth.check_clock(signed, NOW, window) is None
    else:
        assert code_of(auth.check_clock, signed, NOW, window) == "clock-apart"


def test_a_clock_apart_is_told_with_both_clocks():
    with pytest.raises(Refusal) as caught:
        auth.check_clock(replace(ASKED, created=NOW - 7_380), NOW)
    assert caught.value.words == (
        "Your clock is 2 h 3 min behind ours: yours says 2026-10-14 15:43:40 UTC, ours 2026-10-14 17:46:40 UTC; 5 min are allowed."
    )
    with pytest.raises(Refusal, match=r"999999999999 s of Unix time"):
        auth.check_clock(replace(ASKED, created=999_999_999_999), NOW)


@pytest.mark.parametrize(("seconds", "words"), [(0, "0 s"), (59, "59 s"), (60, "1 min"), (3_601, "1 h 1 s"), (90_061, "1 d 1 h")])
def test_spans_in_words(seconds, words):
    assert auth.render_span(seconds) == words


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(-20, 20), st.integers(0, 30)), max_size=60))
def test_within_its_window_no_request_passes_twice(events):
    window, now, passed = 10, 1_000, set()
    memory = NonceMemory(window)
    for number, offset, step in events:
        now += step
        signed = replace(ASKED, nonce=str(number), created=number * 10 + 1_000 + offset)
        try:
            auth.check_clock(signed, now, window)
            memory.remember(signed, now)
        except Refusal:
            continue
        assert (signed.nonce, signed.created) not in passed
        passed.add((signed.nonce, signed.created))


def test_the_memory_is_bounded_tells_parties_apart_and_forgets():
    memory = NonceMemory(window=10, limit=2)
    memory.remember(ASKED, NOW)
    memory.remember(replace(ASKED, party="AUS"), NOW)
    assert code_of(memory.remember, ASKED, NOW + 20) == "replayed"
    assert code_of(memory.remember, replace(ASKED, nonce="other"), NOW) == "too-many-requests"
    memory.remember(replace(ASKED, nonce="other"), NOW + 21)
    assert code_of(memory.remember, ASKED, NOW + 41) == "replayed"
    memory.remember(ASKED, NOW + 42)

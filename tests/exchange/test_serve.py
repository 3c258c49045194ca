"""The handler: what a party gets, what a stranger gets, and that anything at all gets an answer."""

import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.exchange.fakes import CHANNEL, GBR, JPN, NONCE, NOW, Node, sync_request, transport, write_log

from entente.exchange import compress, errors, wire
from entente.exchange.auth import is_signed, sign_request, verify_response
from entente.exchange.message import Request, Response, request_from_wsgi, response_to_wsgi
from entente.exchange.replay import NonceMemory
from entente.exchange.serve import handle, parse_target, render_refusal
from entente.kernel.errors import Refusal
from entente.kernel.proofs.tile import render_bundle
from entente.kernel.signature import SigningKey

JAPAN = {JPN: write_log(JPN, 40), GBR: write_log(GBR, 12)}
PUBLIC = [transport("JPN").public]


def ask(request, node=None, now=NOW, nonces=None):
    return handle(request, node or Node("JPN", JAPAN), now, nonces or NonceMemory())


def sync(asked, node=None):
    request = sync_request(asked)
    response = ask(request, node)
    verify_response(response, request, PUBLIC)
    assert response.status == 200, response.body
    return wire.parse_response(compress.decode(response.headers, response.body, wire.MAX_RESPONSE))


def error(response):
    return json.loads(response.body)["code"]


# What a party gets


@given(st.integers(0, 45), st.integers(0, 15), st.integers(1, 40_000))
def test_asking_again_until_there_is_no_more_gives_exactly_what_was_lacking(japan, britain, max_bytes):
    held = {JPN: japan, GBR: britain}
    got = {JPN: [], GBR: []}
    more = True
    while more:
        heads = {wire.log_text(log): size for log, size in held.items()}
        answer = sync(wire.SyncRequest(1, heads, max_bytes=max_bytes))
        assert answer.heads == {"JPN/1": 40, "GBR/1": 12}
        for part in answer.parts:
            log = wire.log_name(part.log)
            assert part.first == held[log] and part.checkpoint == Node("JPN", JAPAN).checkpoint(CHANNEL, log)
            got[log] += zip(part.entries, part.contents, strict=True)
            held[log] += len(part.entries)
        more = answer.more
        assert answer.parts or not more
    assert got == {JPN: JAPAN[JPN][japan:], GBR: JAPAN[GBR][britain:]}


def test_a_party_that_lost_its_tail_gets_it_back_first():
    answer = sync(wire.SyncRequest(1, {"GBR/1": 5, "JPN/1": 0}, max_bytes=1))
    assert [(part.log, part.first) for part in answer.parts] == [("GBR/1", 5)]
    assert answer.more


def test_missing_contents_are_served_within_the_budget_and_absence_is_said():
    node = Node("JPN", JAPAN, attachments={(GBR, 3, 1): b"a" * 1_000, (GBR, 3, 2): b"b" * 1_000})
    want = tuple(wire.Want("GBR/1", *place) for place in ((3, 0), (99, 0), (3, 1), (3, 2)))
    heads = {"GBR/1": 12, "JPN/1": 40}
    answer = sync(wire.SyncRequest(1, heads, want), node)
    assert [content.data for content in answer.contents] == [JAPAN[GBR][3][1], None, b"a" * 1_000, b"b" * 1_000]
    assert not answer.more
    short = sync(wire.SyncRequest(1, heads, want, max_bytes=100), node)
    assert [content.data for content in short.contents] == [JAPAN[GBR][3][1], None, b"a" * 1_000]
    assert short.more


def test_notes_go_both_ways():
    ours = wire.Notes(reports=(wire.Report("JPN/1", 3, 3, "sealed", "B2", {"en": "Unknown code."}),))
    theirs = wire.Notes(checkpoints=(b"note",))
    node = Node("JPN", JAPAN, notes=theirs)
    assert sync(wire.SyncRequest(1, {"JPN/1": 7}, notes=ours), node).notes == theirs
    assert node.received == [("GBR", {JPN: 7}, ours)]


def test_checkpoint_tiles_and_bundles_are_served_to_parties():
    node = Node("JPN", JAPAN)
    served = {}
    for number, name in enumerate(("checkpoint", "tile/entries/000.p/40", "tile/0/000.p/40", "tile/0/000", "tile/x/000")):
        path = f"/exchange/v1/{CHANNEL}/JPN/1/{name}"
        response = ask(sync_request(method="GET", path=path, body=b"", nonce=NONCE + str(number)), node)
        served[name] = compress.decode(response.headers, response.body, 10**6) if response.status == 200 else response.status
    assert served["checkpoint"] == node.checkpoint(CHANNEL, JPN)
    assert served["tile/entries/000.p/40"] == render_bundle([entry for entry, _ in JAPAN[JPN]])
    assert served["tile/0/000.p/40"] == node.tile(CHANNEL, JPN, 0, 0, 40)
    assert served["tile/0/000"] == served["tile/x/000"] == 404


def test_compression_only_where_the_asker_takes_it():
    plain = sync_request(nonce=NONCE + "1")
    headers = {name: value for name, value in plain.headers.items() if name != "accept-encoding"}
    assert "content-encoding" not in ask(replace(plain, headers=headers)).headers
    assert ask(replace(plain, headers=headers | {"accept-encoding": "gzip, zstd;q=1"})).headers["content-encoding"] == "zstd"


# What is refused

BOMB = compress.compress(b"\0" * (wire.MAX_REQUEST + 1))
HEADERS = dict(sync_request().headers)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"body": b"\xc1"}, "message-malformed"),
        ({"body": b"\x82\xa7version\x02\xa5heads\x80"}, "version-unknown"),
        ({"body": wire.render_request(wire.SyncRequest(1, {"FRA/1": 0}))}, "message-malformed"),
        ({"body": wire.render_request(wire.SyncRequest(1, {}, (wire.Want("FRA/1", 0, 0),)))}, "message-malformed"),
        ({"headers": HEADERS | {"content-type": "text/plain"}}, "encoding-unknown"),
        ({"headers": HEADERS | {"content-encoding": "gzip"}}, "encoding-unknown"),
        ({"headers": HEADERS | {"content-encoding": "zstd"}, "body": BOMB}, "too-large"),
        ({"to": "AUS"}, "misdirected"),
        ({"created": NOW - 301}, "clock-apart"),
        ({"created": NOW + 301}, "clock-apart"),
        ({"method": "GET", "path": f"/exchange/v1/{CHANNEL}/AUS/1/checkpoint"}, "not-found"),
        ({"method": "GET", "path": f"/exchange/v1/{CHANNEL}/FRA/1/checkpoint"}, "message-malformed"),
    ],
)
def test_a_party_reads_why_it_is_refused_signed(changes, code):
    request = sync_request(**changes)
    response = ask(request)
    verify_response(response, request, PUBLIC)
    assert error(response) == code
    assert response.status == errors.STATUS[code]


def test_what_the_node_refuses_travels_with_its_own_words():
    node = Node("JPN", JAPAN, refuses=Refusal("above-ceiling", "R1", "Too secret."))
    response = ask(sync_request(), node)
    assert (response.status, json.loads(response.body)) == (409, {"code": "above-ceiling", "rule": "R1", "words": "Too secret."})
    assert is_signed(response)


def test_a_replay_is_refused():
    nonces, node = NonceMemory(), Node("JPN", JAPAN)
    assert ask(sync_request(), node, nonces=nonces).status == 200
    assert error(ask(sync_request(), node, nonces=nonces)) == "replayed"
    assert len(node.received) == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda request: replace(request, path="/exchange/v1/sync"), "not-found"),
        (lambda request: replace(request, path=f"/exchange/v1/{CHANNEL}/GBR/1/tail"), "not-found"),
        (lambda request: replace(request, path=request.path + "\n"), "not-found"),
        (lambda request: replace(request, method="GET"), "not-found"),
        (lambda request: replace(request, body=b"x" * (wire.MAX_REQUEST + 1)), "too-large"),
        (lambda request: replace(request, body=request.body[:-1]), "digest-mismatch"),
        (lambda request: replace(request, path=request.path.replace(CHANNEL, "0" * 64)), "signature-malformed"),
        (lambda request: replace(request, headers={"entente-channel": CHANNEL}), "signature-malformed"),
        (lambda request: replace(request, headers=dict(request.headers) | {"entente-to": "AUS"}), "sender-unknown"),
        (lambda request: sign_request(request, SigningKey(b"s" * 32), NOW, NONCE), "sender-unknown"),
    ],
)
def test_without_a_partys_signature_the_refusal_is_not_signed_and_nothing_is_touched(change, code):
    node = Node("JPN", JAPAN)
    response = ask(change(sync_request()), node)
    assert error(response) == code
    assert response.status == errors.STATUS[code]
    assert not is_signed(response)
    assert not node.received


def test_a_stranger_cannot_tell_whether_a_channel_exists():
    stranger, other = SigningKey(b"s" * 32), "0" * 64
    here = sign_request(sync_request(), stranger, NOW, NONCE)
    elsewhere = sign_request(
        replace(here, path=here.path.replace(CHANNEL, other), headers=dict(here.headers) | {"entente-channel": other}), stranger, NOW, NONCE
    )
    assert ask(here) == ask(elsewhere)


@given(
    st.text(max_size=20) | st.sampled_from(["GET", "POST"]),
    st.text() | st.builds("/exchange/v1/{}/{}".format, st.sampled_from([CHANNEL, "0" * 64]), st.sampled_from(["sync", "GBR/1/checkpoint"])),
    st.dictionaries(st.sampled_from(sorted(HEADERS)), st.text(max_size=100)),
    st.binary(max_size=100),
)
def test_any_request_gets_an_unsigned_refusal(method, path, headers, body):
    response = ask(Request(method, path, headers, body))
    assert response.status == errors.STATUS[error(response)]
    assert not is_signed(response)


@given(st.binary(max_size=300), st.sampled_from(["zstd", "identity"]))
def test_any_content_of_a_party_gets_a_signed_answer(body, coding):
    request = sync_request(body=body, headers=HEADERS | {"content-encoding": coding})
    response = ask(request)
    verify_response(response, request, PUBLIC)
    assert response.status in (400, 413)


@given(st.text(max_size=200))
def test_any_path_names_a_target_or_nothing(path):
    with pytest.raises(Refusal):
        parse_target(f"/exchange/v1/{path}")


def test_the_table_of_errors_is_whole():
    assert [error.rule for error in errors.ERRORS] == [f"X{n}" for n in range(1, len(errors.ERRORS) + 1)]
    assert len(errors.RULE) == len(errors.ERRORS)
    assert all(400 <= error.status < 500 or not error.status for error in errors.ERRORS)


# WSGI


def environ(**changes):
    request = sync_request()
    names = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in request.headers.items() if name != "content-type"}
    base = {
        "REQUEST_METHOD": "POST",
        "SCRIPT_NAME": "/entente",
        "PATH_INFO": request.path,
        "CONTENT_TYPE": request.headers["content-type"],
        "CONTENT_LENGTH": str(len(request.body)),
        "wsgi.input": io.BytesIO(request.body),
    }
    return base | names | changes


def test_a_request_passes_wsgi_unchanged_under_whatever_it_is_mounted():
    request = sync_request()
    assert request_from_wsgi(environ()) == replace(request, path="/entente" + request.path)
    chunked = environ(CONTENT_LENGTH="", **{"wsgi.input_terminated": True})
    assert request_from_wsgi(chunked).body == request.body
    assert request_from_wsgi(environ(CONTENT_LENGTH="")).body == b""


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("CONTENT_LENGTH", str(wire.MAX_REQUEST + 1), "too-large"),
        ("CONTENT_LENGTH", "-1", "too-large"),
        ("CONTENT_LENGTH", "9" * 5_000, "too-large"),
        ("QUERY_STRING", "a=b", "not-found"),
    ],
)
def test_wsgi_refuses_before_reading(name, value, code):
    with pytest.raises(Refusal) as caught:
        request_from_wsgi(environ(**{name: value, "wsgi.input": None}))
    assert caught.value.code == code


def test_a_response_passes_wsgi():
    status, headers, body = response_to_wsgi(render_refusal(errors.refusal("not-found", "No.")))
    assert status == "404 Not Found"
    assert dict(headers) == {"content-type": "application/json", "content-length": str(len(body[0]))}
    assert response_to_wsgi(Response(200, {}, b"x"))[2] == [b"x"]

"""The client against real servers on loopback: answers, cuts and refusals, each failure in words."""

import contextlib
import datetime
import ipaddress
import os
import socket
import ssl
import threading
from dataclasses import replace
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st
from tests.exchange.fakes import CHANNEL, GBR, JPN, NOW, Node, transport, write_log

from entente.exchange import client, wire
from entente.exchange.auth import new_nonce, sign_response, verify_request
from entente.exchange.client import Patience, Peer, Stamp, backoff, budget_after, open_carrier
from entente.exchange.errors import refusal
from entente.exchange.failure import unsigned
from entente.exchange.message import MEDIA_TYPE, Response, request_from_wsgi, response_to_wsgi
from entente.exchange.replay import NonceMemory
from entente.exchange.serve import handle, render_refusal
from entente.kernel.errors import Refusal
from entente.kernel.signature import SigningKey

QUICK = Patience(connect_s=0.5, read_s=0.3, total_s=2.0)
NOTHING = wire.SyncRequest(1, {"JPN/1": 30})


def peer_at(port, scheme="http", path=""):
    return Peer(CHANNEL, "JPN", f"{scheme}://127.0.0.1:{port}{path}", (transport("JPN").public,))


def stamp(now=NOW, key=None):
    return Stamp(key or transport("GBR"), now, new_nonce(os.urandom))


def sync(server, asked=NOTHING, carrier=None, **changes):
    return client.sync(carrier or open_carrier(patience=QUICK), peer_at(server.server_port), asked, stamp(**changes))


def refused(call, *arguments, **changes):
    with pytest.raises(Refusal) as caught:
        call(*arguments, **changes)
    assert "Error" not in caught.value.words and "Traceback" not in caught.value.words
    return caught.value.code, caught.value.words


# Answers


def test_a_log_is_pulled_in_steps_over_one_kept_connection(server):
    carrier, got, more = open_carrier(patience=QUICK), [], True
    while more:
        answer = sync(server, wire.SyncRequest(1, {"JPN/1": len(got)}, max_bytes=10_000), carrier)
        for part in answer.parts:
            got += zip(part.entries, part.contents, strict=True)
        more = answer.more
    assert got == server.node.held[JPN]
    assert len(server.traffic) == 3
    assert server.connections == 1


def test_after_a_cut_in_the_middle_the_next_request_goes_on_from_the_same_place(server):
    carrier = open_carrier(patience=QUICK)
    first = sync(server, wire.SyncRequest(1, {}, max_bytes=10_000), carrier).parts[0]
    server.cut_after = 500
    held = wire.SyncRequest(1, {"JPN/1": len(first.entries)})
    code, words = refused(sync, server, held, carrier)
    assert (code, "broke before the answer was complete" in words) == ("unreachable", True)
    server.cut_after = None
    rest = sync(server, held, carrier).parts[0]
    assert [*first.entries, *rest.entries] == [entry for entry, _ in server.node.held[JPN]]


def test_nothing_new_costs_one_small_request(server):
    answer = sync(server)
    assert (answer.parts, answer.contents, answer.more) == ((), (), False)
    ((request_head, request_body, response_head, response_body),) = server.traffic
    assert request_body < 40 and response_body < 40
    assert request_head < 1_000 and response_head < 600


def test_checkpoint_and_missing_tile(server):
    carrier, peer = open_carrier(patience=QUICK), peer_at(server.server_port)
    assert client.fetch(carrier, peer, JPN, "checkpoint", stamp()) == server.node.checkpoint(CHANNEL, JPN)
    code, words = refused(client.fetch, carrier, peer, JPN, "tile/0/009", stamp())
    assert (code, words) == ("not-found", "JPN refuses: This node does not hold what is asked for.")


def test_through_wsgi_under_a_prefix_with_a_large_request():
    node, nonces = Node("JPN", {GBR: write_log(GBR, 3)}), NonceMemory()

    def application(environ, start_response):
        status, headers, body = response_to_wsgi(handle(request_from_wsgi(environ), node, NOW, nonces))
        start_response(status, headers)
        return body

    quiet = type("Quiet", (WSGIRequestHandler,), {"log_message": lambda *_: None})
    with make_server("127.0.0.1", 0, application, handler_class=quiet) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        notes = wire.Notes(checkpoints=(os.urandom(50_000), b"a" * 50_000))
        asked = wire.SyncRequest(1, {"GBR/1": 1}, notes=notes)
        answer = client.sync(open_carrier(patience=QUICK), peer_at(running.server_port, path="/entente/"), asked, stamp())
        running.shutdown()
        thread.join()
    assert [len(part.entries) for part in answer.parts] == [2]
    assert node.received == [("GBR", {GBR: 1}, notes)]


# Refusals


def test_a_clock_behind_is_told_by_the_partner_in_proven_words(server):
    code, words = refused(sync, server, now=NOW - 7_380)
    assert code == "clock-apart"
    assert words.startswith("JPN refuses: Your clock is 2 h 3 min behind ours")


def test_a_key_unknown_there_is_told_without_proof(server):
    code, words = refused(sync, server, key=SigningKey(b"s" * 32))
    assert code == "refused-unsigned"
    assert "without proof that it is JPN" in words


def test_an_impostor_and_a_changed_answer_are_found_out(server):
    server.node.key = transport("AUS")
    assert refused(sync, server)[0] == "answer-false"
    server.node.key = None
    server.fault = lambda response: replace(response, body=response.body[:-1] + b"x")
    assert refused(sync, server)[0] == "answer-false"
    kept = []
    server.fault = lambda response: kept.append(response) or kept[0]
    sync(server)
    assert refused(sync, server)[0] == "answer-false"  # the answer to the request before


@pytest.mark.parametrize(
    ("status", "headers", "body", "code", "words"),
    [
        (200, {}, b"<html>It works!</html>", "not-a-node", "answers, with status 200, but is not an Entente node"),
        (502, {}, b"Bad gateway", "not-a-node", "status 502"),
        (301, {"location": "http://127.0.0.1:1/"}, b"", "not-a-node", "sends us to another address (status 301), which is not followed"),
        (403, {}, b'{"code":"teapot","rule":"X5","words":"no"}', "not-a-node", "status 403"),
    ],
)
def test_other_services_are_no_nodes(server, status, headers, body, code, words):
    server.fault = lambda _: Response(status, headers, body)
    found = refused(sync, server)
    assert found[0] == code
    assert words in found[1]


@pytest.mark.parametrize(
    ("response", "code"),
    [
        (Response(200, {"content-type": "text/plain"}, b"\x82"), "encoding-unknown"),
        (Response(200, {"content-type": MEDIA_TYPE, "content-encoding": "br"}, b"\x82"), "encoding-unknown"),
        (Response(200, {"content-type": MEDIA_TYPE}, b"\x82"), "message-malformed"),
        (Response(500, {}, b"\x82"), "answer-false"),
        (Response(409, {}, b'{"code":"above-ceiling","rule":"R1","words":"Too secret."}'), "above-ceiling"),
    ],
)
def test_what_the_partner_truly_answers_must_read(server, response, code):
    accepted = {"GBR": (transport("GBR").public,)}
    server.fault = lambda _: sign_response(response, verify_request(server.request, accepted), transport("JPN"), NOW)
    assert refused(sync, server)[0] == code


@given(st.binary(max_size=300))
def test_any_content_of_an_unsigned_answer_is_put_in_words(body):
    found = unsigned(peer_at(1), Response(403, {}, body))
    assert found.code in ("not-a-node", "refused-unsigned")


def test_words_from_outside_are_cut_and_cleaned():
    hostile = render_refusal(refusal("sender-unknown", "a\x1b[31m\n\u202e" + "b" * 10_000))
    words = unsigned(peer_at(1), hostile).words
    assert words.isprintable()
    assert len(words) < 1_200


# The network


def test_nobody_listens():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    code, words = refused(client.sync, open_carrier(patience=QUICK), peer_at(port), NOTHING, stamp())
    assert (code, words) == ("unreachable", f"http://127.0.0.1:{port} refused the connection.")


def scripted(answer, then_wait=0.0):
    """A server of one connection that reads a little, says these bytes, waits and closes; its port."""
    listener = socket.create_server(("127.0.0.1", 0))

    def run():
        connection, _ = listener.accept()
        with listener, connection, contextlib.suppress(OSError):  # the client may hang up first
            connection.recv(65_536)
            connection.sendall(answer)
            threading.Event().wait(then_wait)
            connection.shutdown(socket.SHUT_WR)
            connection.settimeout(1.0)
            while connection.recv(65_536):
                pass  # what was sent and not read would turn the end into a reset

    threading.Thread(target=run, daemon=True).start()
    return listener.getsockname()[1]


HEAD = b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n"


@pytest.mark.parametrize(
    ("answer", "wait", "code", "words"),
    [
        (b"", 1.0, "unreachable", "took the request but sent nothing for 0.3 s"),
        (HEAD + b"x", 1.0, "unreachable", "took the request but sent nothing for 0.3 s"),
        (b"", 0.0, "unreachable", "broke before the answer was complete"),
        (HEAD + b"x", 0.0, "unreachable", "broke before the answer was complete"),
        (b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nab", 0.0, "unreachable", "broke before the answer was complete"),
        (b"220 mail.example ESMTP\r\n", 0.0, "not-a-node", "does not speak HTTP"),
    ],
)
def test_servers_that_fail(answer, wait, code, words):
    found = refused(client.sync, open_carrier(patience=QUICK), peer_at(scripted(answer, wait)), NOTHING, stamp())
    assert found[0] == code
    assert words in found[1]


def test_an_answer_without_end_is_ended(monkeypatch):
    monkeypatch.setattr(wire, "MAX_RESPONSE", 1_000)
    flood = b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n" + b"x" * 100_000
    assert refused(client.sync, open_carrier(patience=QUICK), peer_at(scripted(flood)), NOTHING, stamp())[0] == "too-large"
    monkeypatch.undo()
    carrier = replace(open_carrier(patience=QUICK), clock=iter(range(0, 1_000, 3)).__next__)
    code, words = refused(client.sync, carrier, peer_at(scripted(flood)), NOTHING, stamp())
    assert (code, "did not end within 2 s" in words) == ("unreachable", True)


def test_a_host_of_no_name():
    peer = replace(peer_at(1), base_url="http://node.invalid")
    code, words = refused(client.sync, open_carrier(patience=QUICK), peer, NOTHING, stamp())
    assert (code, "no host of the name" in words) == ("unreachable", True)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "node.example",
        "ftp://node.example",
        "http://a@node",
        "http://h:99999999",
        "http://h/../x",
        "http://h/?q",
        "http://h/a b",
        "file:///x",
    ],
)
def test_addresses_that_cannot_be_asked(url):
    code, words = refused(client.sync, open_carrier(patience=QUICK), replace(peer_at(1), base_url=url), NOTHING, stamp())
    assert (code, "cannot be asked" in words) == ("unreachable", True)


# TLS


def key_usage(certificates):
    """What a key may do: sign certificates, or handshakes."""
    return x509.KeyUsage(
        digital_signature=not certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=certificates,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def certificate(folder, name, issuer=None):
    """A certificate for loopback and its key as PEM files, signed by itself or by the issuer's (certificate, key)."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    day = datetime.timedelta(days=1)
    start = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer[0].subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start - day)
        .not_valid_after(start + day)
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        # Python 3.13 asks for what RFC 5280 sections 4.2.1.1 to 4.2.1.3 ask for
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key((issuer[1] if issuer else key).public_key()), critical=False)
        .add_extension(key_usage(certificates=issuer is None), critical=True)
        .sign(issuer[1] if issuer else key, hashes.SHA256())
    )
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / f"{name}.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / f"{name}.key").write_bytes(private)
    return made, key


@pytest.fixture(params=[ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def tls_server(server, tmp_path, request):
    """The server under TLS; it asks for a client certificate signed by the same authority."""
    authority = certificate(tmp_path, "authority")
    certificate(tmp_path, "server", authority)
    certificate(tmp_path, "client", authority)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "server.pem", tmp_path / "server.key")
    context.load_verify_locations(tmp_path / "authority.pem")
    context.verify_mode = ssl.CERT_REQUIRED
    context.maximum_version = request.param
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.folder = tmp_path
    return server


def test_mutual_tls(tls_server):
    folder, peer = tls_server.folder, peer_at(tls_server.server_port, "https")
    carrier = open_carrier(folder / "authority.pem", folder / "client.pem", folder / "client.key", QUICK)
    assert client.sync(carrier, peer, NOTHING, stamp()).heads == {"JPN/1": 30}


def test_certificates_that_are_not_trusted_are_told_apart(tls_server):
    folder, peer = tls_server.folder, peer_at(tls_server.server_port, "https")
    code, words = refused(client.sync, open_carrier(patience=QUICK), peer, NOTHING, stamp())
    assert code == "certificate-not-trusted"
    assert words.startswith(f"The certificate of {peer.base_url} is not trusted: ")
    code, words = refused(client.sync, open_carrier(folder / "authority.pem", patience=QUICK), peer, NOTHING, stamp())
    # Under TLS 1.2 the missing certificate ends the handshake, under 1.3 the first answer, by an alert or by nothing at all.
    assert code in ("certificate-not-trusted", "unreachable")
    assert "a certificate of ours" in words


# Waiting


@given(st.integers(0, 10**6), st.floats(0, 1, exclude_max=True), st.floats(0.1, 10), st.floats(1, 1_000))
def test_backoff_is_full_jitter_under_a_doubling_ceiling(attempt, chance, base, cap):
    assert 0 <= backoff(attempt, lambda: chance, base, cap) <= min(cap, base * 2.0 ** min(attempt, 1_000))
    assert backoff(attempt, lambda: 0.5, base, cap) <= backoff(attempt + 1, lambda: 0.5, base, cap)


@given(st.integers(client.MIN_BUDGET, wire.MAX_BUDGET), st.lists(st.booleans(), max_size=40))
def test_the_budget_stays_askable_and_recovers(budget, arrivals):
    for arrived in arrivals:
        budget = budget_after(budget, arrived)
        assert client.MIN_BUDGET <= budget <= wire.MAX_BUDGET
    for _ in range(8):
        budget = budget_after(budget, True)
    assert budget == wire.MAX_BUDGET

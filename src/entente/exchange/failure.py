"""What went wrong on the way, in an official's words: failures of the connection, and answers that are no answer.

Pure. Exceptions of urllib3 and ssl in, refusals X13-X17 out; never a library's own text but OpenSSL's reason for a certificate.
Serves I1: officials read why nothing arrives.
"""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from http.client import BadStatusLine, RemoteDisconnected

import msgspec
from urllib3 import exceptions as broken

from entente.exchange.errors import RULE, refusal
from entente.exchange.message import Response
from entente.kernel.errors import Refusal


@dataclass(frozen=True, slots=True)
class Peer:
    """A partner in a channel: where its node answers (the address under which `/exchange/v1/` is found), and the transport keys it may
    answer with."""

    channel: str
    party: str
    base_url: str
    keys: tuple[bytes, ...]


class _Error(msgspec.Struct):
    code: str
    rule: str
    words: str


_error = msgspec.json.Decoder(_Error).decode


def unreachable(connect_s: float, read_s: float, peer: Peer, error: Exception) -> Refusal:
    """The failure of a connection in words; the patience that was had with it in seconds."""
    where = peer.base_url
    causes = _causes(error)
    if isinstance(error, broken.NameResolutionError):
        words = f"There is no host of the name in {where}, or the name service does not answer."
    elif isinstance(error, broken.ReadTimeoutError):
        words = f"{where} took the request but sent nothing for {read_s:g} s."
    elif any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        words = f"{where} refused the connection."
    elif isinstance(error, broken.NewConnectionError):  # urllib3 makes it a ConnectTimeoutError too
        words = f"{where} cannot be reached from here."
    elif isinstance(error, broken.ConnectTimeoutError):
        words = f"There was no answer from {where} within {connect_s:g} s."
    elif isinstance(error, broken.SSLError) and not any(isinstance(cause, ssl.SSLEOFError) for cause in causes):
        return _untrusted(where, causes)
    elif any(isinstance(cause, BadStatusLine) and not isinstance(cause, RemoteDisconnected) for cause in causes):
        return refusal("not-a-node", f"Something answers at {where}, but it does not speak HTTP.")
    else:
        words = f"The connection to {where} broke before the answer was complete; what had come of it was not used."
        if isinstance(error, broken.SSLError):  # under TLS 1.3 a server may show only thus that it wanted a certificate
            words += " If this stays so, it may want a certificate of ours that it trusts."
    return refusal("unreachable", words)


def _causes(error: BaseException | None) -> list[BaseException]:
    """The exception and those within it, outermost first."""
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__ or next((arg for arg in error.args if isinstance(arg, BaseException)), None)
    return found


def _untrusted(where: str, causes: list[BaseException]) -> Refusal:
    """A TLS failure: their certificate, where OpenSSL says so, or else most likely ours."""
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return refusal("certificate-not-trusted", f"The certificate of {where} is not trusted: {cause.verify_message}.")
    reasons = [cause.reason for cause in causes if isinstance(cause, ssl.SSLError) and cause.reason]
    reason = reasons[0].replace("_", " ").lower() if reasons else "no reason was given"
    words = f"No protected connection to {where} came about ({reason}); it may ask for a certificate of ours that it trusts."
    return refusal("certificate-not-trusted", words)


class Answered(Refusal):
    """A refusal that the partner has signed; `created` is the Unix time at which it did, by its own clock."""

    def __init__(self, code: str, rule: str, words: str, created: int) -> None:
        super().__init__(code, rule, words)
        self.created = created


def refused(peer: Peer, response: Response, created: int) -> Refusal:
    """What the partner, proven to be it, refuses, under its own code and rule; `created` as verify_response found it."""
    error = _parse_error(response.body)
    if error is None:
        return refusal("answer-false", f"{peer.party} refuses with status {response.status} and gives no reason that reads.")
    return Answered(error.code, error.rule, f"{peer.party} refuses: {error.words}", created)


def unsigned(peer: Peer, response: Response) -> Refusal:
    """Who answers without a signature: a node that does not know us, or something else altogether."""
    error = _parse_error(response.body)
    if error is not None and RULE.get(error.code) == error.rule:
        words = f"{peer.base_url} refuses, without proof that it is {peer.party}: {error.words}"
        return refusal("refused-unsigned", words)
    if 300 <= response.status < 400:
        return refusal("not-a-node", f"{peer.base_url} sends us to another address (status {response.status}), which is not followed.")
    return refusal("not-a-node", f"{peer.base_url} answers, with status {response.status}, but is not an Entente node.")


def _parse_error(body: bytes) -> _Error | None:
    """The refusal in a response's content, its words short and without control characters; None where it is none."""
    try:
        error = _error(body)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
    if not (0 < len(error.code) <= 64 and 0 < len(error.rule) <= 40 and error.words):
        return None
    return _Error(error.code, error.rule, in_one_line(error.words[:1_000]))


def in_one_line(words: str) -> str:
    """A partner's words as a terminal or a page may show them: what steers either, or turns the direction of writing, is a space."""
    return "".join(char if char.isprintable() else " " for char in words)

"""Who sent a request and who answered it: HTTP message signatures by the charter's transport keys.

Pure. RFC 9421 with one fixed profile, and Content-Digest (RFC 9530, sha-256, over the content as coded). Both ways are signed, Ed25519,
label "entente", tag "entente-exchange-v1", parameters in the order created, keyid, nonce, tag:
a request covers @method, @path, content-digest, entente-channel (the channel's id) and entente-to (the party asked, so that nobody passes
a request on to a third party under another's name); a response covers @status, content-digest and the request's signature, and repeats
its nonce. Times are seconds of Unix time. Serves I1: only the parties of a channel speak in it.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from entente.exchange.errors import refusal
from entente.exchange.message import Request, Response
from entente.kernel.errors import Refusal
from entente.kernel.signature import SigningKey, key_id, verify

LABEL = "entente"
TAG = "entente-exchange-v1"
WINDOW = 300
"""Seconds a request's `created` may lie before or after the asked node's clock."""

REQUEST_COVERS = ('"@method"', '"@path"', '"content-digest"', '"entente-channel"', '"entente-to"')
RESPONSE_COVERS = ('"@status"', '"content-digest"', f'"signature";req;key="{LABEL}"')

_PARAMETERS = r';created=([1-9][0-9]{0,11});keyid="([0-9a-f]{16})";nonce="([A-Za-z0-9_-]{22,64})";tag="' + TAG + r'"\Z'
_REQUEST_INPUT = re.compile(LABEL + r"=(" + re.escape(f"({' '.join(REQUEST_COVERS)})") + _PARAMETERS.replace(r"\Z", r")\Z"))
_RESPONSE_INPUT = re.compile(LABEL + r"=(" + re.escape(f"({' '.join(RESPONSE_COVERS)})") + _PARAMETERS.replace(r"\Z", r")\Z"))
_SIGNATURE = re.compile(LABEL + r"=(:[A-Za-z0-9+/]{85}[AQgw]==:)\Z")  # one text for each 64 bytes
_CHANNEL = re.compile(r"[0-9a-f]{64}\Z")
_PARTY = re.compile(r"[A-Z]{3}\Z")


@dataclass(frozen=True, slots=True)
class Signed:
    """What a request's verified signature says: `party` sent it in `channel` to `to`; `signature` is its value as the field carries it."""

    party: str
    channel: str
    to: str
    created: int
    nonce: str
    signature: str


@dataclass(frozen=True, slots=True)
class _Input:
    """A message's signature as its headers carry it, not yet verified: `parameters` is the text of @signature-params."""

    parameters: str
    created: int
    nonce: str
    key_id: str
    signature: str


def new_nonce(random: Callable[[int], bytes]) -> str:
    """A nonce of 128 bits from the given source of random bytes, 22 characters."""
    return base64.urlsafe_b64encode(random(16)).decode().rstrip("=")


def content_digest(body: bytes) -> str:
    """The Content-Digest of a content (RFC 9530 section 2), sha-256 alone."""
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"


def signature_base(components: Iterable[tuple[str, str]], parameters: str) -> bytes:
    """What is signed: a line for each (serialised identifier, value), then the parameters (RFC 9421 section 2.5).

    Refuses ("signature-malformed", X3) what is not ASCII, as the standard does.
    """
    base = "\n".join([*(f"{name}: {value}" for name, value in components), f'"@signature-params": {parameters}'])
    if not base.isascii():
        raise refusal("signature-malformed", "Method, path and signed headers are ASCII; this message has other characters in them.")
    return base.encode()


def sign_request(request: Request, key: SigningKey, created: int, nonce: str) -> Request:
    """The request with Content-Digest, Signature-Input and Signature; its headers already name `entente-channel` and `entente-to`."""
    headers = {**request.headers, "content-digest": content_digest(request.body)}
    parameters = _parameters(REQUEST_COVERS, created, nonce, key)
    base = signature_base(_request_components(replace(request, headers=headers)), parameters)
    return replace(request, headers={**headers, **_signature_headers(parameters, key.sign(base))})


def verify_request(request: Request, keys: Mapping[str, Sequence[bytes]]) -> Signed:
    """Who sent the request. `keys` are the transport keys accepted of each party, none where the channel is unknown here.

    Refuses what does not depend on keys in detail: "signature-malformed" (X3), "digest-mismatch" (X4); and all else with one sentence:
    "sender-unknown" (X5). Clock, replay and addressee are `check_clock`'s, the nonce memory's and the handler's.
    """
    claim = _claim(request.headers, _REQUEST_INPUT)
    channel, to = request.headers.get("entente-channel", ""), request.headers.get("entente-to", "")
    if not _CHANNEL.match(channel) or not _PARTY.match(to):
        raise refusal("signature-malformed", "The request does not name its channel and the party it asks.")
    _check_digest(request.headers, request.body)
    base = signature_base(_request_components(request), claim.parameters)
    party = _signer(claim, base, keys)
    if party is None:
        words = "This node knows no channel in which the sender of this request is a party, or the request was changed on its way."
        raise refusal("sender-unknown", words)
    return Signed(party, channel, to, claim.created, claim.nonce, claim.signature)


def check_clock(signed: Signed, now: int, window: int = WINDOW) -> None:
    """Refuses "clock-apart" (X6) a request signed over `window` seconds before or after `now`, in words to its sender."""
    apart = signed.created - now
    if abs(apart) > window:
        side = "ahead of" if apart > 0 else "behind"
        words = (
            f"Your clock is {render_span(abs(apart))} {side} ours: yours says {_render_time(signed.created)}, "
            f"ours {_render_time(now)}; {render_span(window)} are allowed."
        )
        raise refusal("clock-apart", words)


def sign_response(response: Response, asked: Signed, key: SigningKey, created: int) -> Response:
    """The response with Content-Digest, Signature-Input and Signature, bound to the request it answers."""
    headers = {**response.headers, "content-digest": content_digest(response.body)}
    parameters = _parameters(RESPONSE_COVERS, created, asked.nonce, key)
    base = signature_base(_response_components(replace(response, headers=headers), asked.signature), parameters)
    return replace(response, headers={**headers, **_signature_headers(parameters, key.sign(base))})


def verify_response(response: Response, sent: Request, public: Sequence[bytes]) -> int:
    """When the party with one of these transport keys signed this answer to that request, by its own clock.

    Refuses "answer-false" (X16): no signature, another's, for another request, or a changed status or content.
    """
    try:
        claim = _claim(response.headers, _RESPONSE_INPUT)
        _check_digest(response.headers, response.body)
    except Refusal as refused:
        raise refusal("answer-false", f"The answer does not prove who gave it. {refused.words}") from None
    asked = _claim(sent.headers, _REQUEST_INPUT)
    base = signature_base(_response_components(response, asked.signature), claim.parameters)
    if claim.nonce != asked.nonce or _signer(claim, base, {"": public}) is None:
        raise refusal("answer-false", "The answer is not signed with a transport key of the party asked, or is not for this request.")
    return claim.created


def is_signed(response: Response) -> bool:
    """Whether a response carries a signature field at all; that it verifies is `verify_response`'s to say."""
    return "signature-input" in response.headers


def render_span(seconds: int) -> str:
    """A span of time in words, its two largest units: "2 h 3 min", "45 s"."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    parts = [f"{amount} {unit}" for amount, unit in ((days, "d"), (hours, "h"), (minutes, "min"), (rest, "s")) if amount]
    return " ".join(parts[:2]) or "0 s"


def _render_time(moment: int) -> str:
    """UTC, or the bare number where it is beyond the calendar."""
    try:
        return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    except (ValueError, OverflowError, OSError):
        return f"{moment} s of Unix time"


def _request_components(request: Request) -> list[tuple[str, str]]:
    headers = request.headers
    values = (request.method, request.path, headers["content-digest"], headers["entente-channel"], headers["entente-to"])
    return list(zip(REQUEST_COVERS, values, strict=True))


def _response_components(response: Response, signature: str) -> list[tuple[str, str]]:
    return list(zip(RESPONSE_COVERS, (str(response.status), response.headers["content-digest"], signature), strict=True))


def _parameters(covers: Sequence[str], created: int, nonce: str, key: SigningKey) -> str:
    return f'({" ".join(covers)});created={created};keyid="{key.key_id}";nonce="{nonce}";tag="{TAG}"'


def _signature_headers(parameters: str, signature: bytes) -> dict[str, str]:
    value = base64.b64encode(signature).decode()
    return {"signature-input": f"{LABEL}={parameters}", "signature": f"{LABEL}=:{value}:"}


def _claim(headers: Mapping[str, str], profile: re.Pattern[str]) -> _Input:
    """The signature in the headers, if they are the profile's very text."""
    found, value = profile.match(headers.get("signature-input", "")), _SIGNATURE.match(headers.get("signature", ""))
    if found is None or value is None:
        raise refusal("signature-malformed", f"Its signature headers are missing or not of the profile {TAG}.")
    parameters, created, key, nonce = found.groups()
    return _Input(parameters, int(created), nonce, key, value[1])


def _check_digest(headers: Mapping[str, str], body: bytes) -> None:
    if headers.get("content-digest") != content_digest(body):
        raise refusal("digest-mismatch", "The content is not the one that was digested: it was cut short or changed on its way.")


def _signer(claim: _Input, base: bytes, keys: Mapping[str, Sequence[bytes]]) -> str | None:
    """The party with a key of the claimed id under which the signature verifies."""
    signature = base64.b64decode(claim.signature[1:-1])
    for party, accepted in keys.items():
        if any(key_id(public) == claim.key_id and verify(public, base, signature) for public in accepted):
            return party
    return None

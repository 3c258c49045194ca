"""The asking side: one signed request to a partner's node and its answer, or a refusal in words.

Touches the network and a monotonic clock. HTTP/1.1 over a kept-alive connection; TLS 1.2 or later where the address says https, with the
system's certificate authorities or those of a given file instead, and a client certificate where one is given; redirects are not
followed and proxies of the environment not used. Repeating, waiting and what is done with the answer are the node's.
Serves every clause: acts arrive here.
"""

from __future__ import annotations

import re
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

import urllib3
from urllib3 import exceptions as broken

from entente.exchange import compress, wire
from entente.exchange.auth import is_signed, sign_request, verify_response
from entente.exchange.errors import refusal
from entente.exchange.failure import Peer, refused, unreachable, unsigned
from entente.exchange.message import MEDIA_TYPE, PREFIX, Request, Response
from entente.kernel.act import LogName
from entente.kernel.signature import SigningKey

CHUNK = 256 * 1024
MIN_BUDGET = 64 * 1024
_BASE_URL = re.compile(r"https?://(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::[1-9][0-9]{0,4})?(?:/[A-Za-z0-9_~-][A-Za-z0-9_~.-]*)*/?")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long the asker waits, in seconds: for a connection, for the next bytes, and for one answer in all."""

    connect_s: float = 5.0
    read_s: float = 30.0
    total_s: float = 600.0


@dataclass(frozen=True, slots=True)
class Carrier:
    """Connections to partners, safe to share between threads."""

    pool: urllib3.PoolManager
    patience: Patience = Patience()
    clock: Callable[[], float] = field(default=time.monotonic, repr=False)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What makes a request this one: our transport key as the partner knows it, Unix time in seconds, a nonce never used before."""

    key: SigningKey
    now: int
    nonce: str


def open_carrier(
    ca_file: Path | None = None,
    client_certificate: Path | None = None,
    client_key: Path | None = None,
    patience: Patience = Patience(),
    connections: int = 4,
) -> Carrier:
    """A carrier; `connections` are kept for each partner. The files are PEM; raises OSError where one does not read."""
    context = ssl.create_default_context(cafile=ca_file)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if client_certificate is not None:
        context.load_cert_chain(client_certificate, client_key)
    timeout = urllib3.Timeout(connect=patience.connect_s, read=patience.read_s)
    return Carrier(urllib3.PoolManager(maxsize=connections, ssl_context=context, retries=False, timeout=timeout), patience)


def sync(carrier: Carrier, peer: Peer, asked: wire.SyncRequest, stamp: Stamp) -> wire.SyncResponse:
    """The partner's answer, signed by it for this request. Nothing is taken of an answer that was cut: ask again from the same heads.

    Refuses X13-X17, X1, X2, X10 and X11 for an answer that does not read, and what the partner refuses, under its own code and rule.
    """
    return ask(carrier, peer, asked, stamp)[0]


def ask(carrier: Carrier, peer: Peer, asked: wire.SyncRequest, stamp: Stamp) -> tuple[wire.SyncResponse, int]:
    """As `sync`, with the Unix time at which the partner says it signed the answer: how its clock stands beside ours."""
    headers, body = compress.encode(wire.render_request(asked))
    request = Request("POST", _path(peer, "sync"), {"content-type": MEDIA_TYPE, **headers}, body)
    response, created = _exchange(carrier, peer, request, stamp)
    if response.headers.get("content-type") != MEDIA_TYPE:
        raise refusal("encoding-unknown", f"{peer.party} answers with another content type than {MEDIA_TYPE}.")
    return wire.parse_response(compress.decode(response.headers, response.body, wire.MAX_RESPONSE)), created


def fetch(carrier: Carrier, peer: Peer, log: LogName, name: str, stamp: Stamp) -> bytes:
    """A log's `checkpoint`, or the tile or bundle of that path (`tile.tile_path`), not verified. Refuses as `sync`."""
    request = Request("GET", _path(peer, f"{wire.log_text(log)}/{name}"))
    response, _ = _exchange(carrier, peer, request, stamp)
    return compress.decode(response.headers, response.body, wire.MAX_RESPONSE)


def backoff(attempt: int, random: Callable[[], float], base: float = 2.0, cap: float = 600.0) -> float:
    """Seconds to wait after failure number `attempt` (from 0): exponential with full jitter, from 0 to min(cap, base * 2^attempt);
    `random` gives numbers from 0 to below 1."""
    return random() * min(cap, base * 2.0 ** min(attempt, 64))


def budget_after(budget: int, arrived: bool) -> int:
    """The `max_bytes` to ask for next: half after an answer that did not arrive, double after one that did; 64 KiB to 16 MiB.

    On a line that breaks every few seconds an answer must be short enough to arrive whole.
    """
    return min(wire.MAX_BUDGET, budget * 2) if arrived else max(MIN_BUDGET, budget // 2)


def is_address(url: str) -> bool:
    """Whether a partner can be asked there: http or https, host, port, and a plain path."""
    return _BASE_URL.fullmatch(url) is not None


def _path(peer: Peer, rest: str) -> str:
    """The whole path at the partner; refuses an address that is no plain http or https one."""
    if not is_address(peer.base_url):
        words = f"The address of {peer.party}, {peer.base_url[:200]}, cannot be asked: it is http or https, host, port and a plain path."
        raise refusal("unreachable", words)
    return urlsplit(peer.base_url).path.rstrip("/") + f"{PREFIX}{peer.channel}/{rest}"


def _exchange(carrier: Carrier, peer: Peer, request: Request, stamp: Stamp) -> tuple[Response, int]:
    """The partner's signed response of status 200 to the request, signed here, and when it was signed."""
    headers = {**request.headers, "entente-channel": peer.channel, "entente-to": peer.party, "accept-encoding": compress.NAME}
    signed = sign_request(Request(request.method, request.path, headers, request.body), stamp.key, stamp.now, stamp.nonce)
    response = _send(carrier, peer, signed)
    if not is_signed(response):
        raise unsigned(peer, response)
    created = verify_response(response, signed, peer.keys)
    if response.status != HTTPStatus.OK:
        raise refused(peer, response, created)
    return response, created


def _send(carrier: Carrier, peer: Peer, request: Request) -> Response:
    parts = urlsplit(peer.base_url)
    deadline = carrier.clock() + carrier.patience.total_s
    try:
        raw = carrier.pool.request(
            request.method,
            f"{parts.scheme}://{parts.netloc}{request.path}",
            body=request.body or None,
            headers=request.headers,
            redirect=False,
            preload_content=False,
            decode_content=False,
        )
        try:
            body = _read(carrier, peer, raw, deadline)
        except BaseException:
            raw.close()
            raise
        raw.release_conn()
    except (broken.HTTPError, OSError) as error:
        raise unreachable(carrier.patience.connect_s, carrier.patience.read_s, peer, error) from error
    return Response(raw.status, {name.lower(): value.strip(" \t") for name, value in raw.headers.items()}, body)


def _read(carrier: Carrier, peer: Peer, raw: urllib3.BaseHTTPResponse, deadline: float) -> bytes:
    """The whole content, within limit and deadline; raises urllib3's ProtocolError where it is cut short."""
    chunks: list[bytes] = []
    left = wire.MAX_RESPONSE
    while chunk := raw.read(CHUNK, decode_content=False):
        chunks.append(chunk)
        left -= len(chunk)
        if left < 0:
            raise refusal("too-large", f"{peer.party} answers with more than {wire.MAX_RESPONSE:,} bytes.")
        if carrier.clock() > deadline:
            words = f"The answer from {peer.base_url} did not end within {carrier.patience.total_s:g} s."
            raise refusal("unreachable", words)
    return b"".join(chunks)

"""HTTP requests and responses as values, and their way in and out of WSGI.

Pure, but for reading `wsgi.input`. PEP 3333; header names in lower case, values as Latin-1 text without surrounding spaces.
Serves every clause: all that one government sends another passes here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from entente.exchange.errors import refusal
from entente.exchange.wire import MAX_REQUEST

PREFIX = "/exchange/v1/"
MEDIA_TYPE = "application/vnd.entente.sync.v1+msgpack"


@dataclass(frozen=True, slots=True)
class Request:
    """A request. `path` is the whole path of the target, without query; `body` the content as coded on the wire."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Response:
    """A response; `body` is the content as coded on the wire."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


def request_from_wsgi(environ: Mapping[str, Any]) -> Request:
    """The request of a WSGI call, its content read.

    Refuses "too-large" (X11) before reading, and "not-found" (X9) a target with a query: no endpoint has one. A content shorter than its
    declared length is given as it came; its digest will not fit (X4).
    """
    if environ.get("QUERY_STRING"):
        raise refusal("not-found", "No endpoint of the exchange takes a query.")
    headers = {name[5:].replace("_", "-").lower(): str(value).strip(" \t") for name, value in environ.items() if name.startswith("HTTP_")}
    if environ.get("CONTENT_TYPE"):
        headers["content-type"] = environ["CONTENT_TYPE"]
    path = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
    return Request(environ["REQUEST_METHOD"], path, headers, _content(environ))


def response_to_wsgi(response: Response) -> tuple[str, list[tuple[str, str]], list[bytes]]:
    """Status line, headers and body as `start_response` and the server take them; Content-Length is set."""
    status = f"{response.status} {HTTPStatus(response.status).phrase}"
    return status, [*response.headers.items(), ("content-length", str(len(response.body)))], [response.body]


def _content(environ: Mapping[str, Any]) -> bytes:
    declared = environ.get("CONTENT_LENGTH") or ""
    if not declared and not environ.get("wsgi.input_terminated"):
        return b""
    length = int(declared) if declared.isascii() and declared.isdigit() and len(declared) < 12 else MAX_REQUEST + 1
    if declared and length > MAX_REQUEST:
        raise refusal("too-large", f"A request has at most {MAX_REQUEST:,} bytes of content.")
    content: bytes = environ["wsgi.input"].read(length)
    return content

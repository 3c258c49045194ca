"""A node on loopback that answers by the handler, and can be told to fail in the middle."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from tests.exchange.fakes import NOW, Node, write_log

from entente.exchange.message import Request
from entente.exchange.replay import NonceMemory
from entente.exchange.serve import handle


class Server(ThreadingHTTPServer):
    """`fault` changes a response before it is sent; `cut_after` ends the connection after so many bytes of content."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.node, self.nonces, self.fault, self.cut_after = Node("JPN"), NonceMemory(), lambda response: response, None
        self.connections, self.traffic, self.now = 0, [], NOW

    def get_request(self):
        self.connections += 1
        return super().get_request()

    def handle_error(self, request, client_address):
        """A connection that breaks is part of these tests."""


class Handler(BaseHTTPRequestHandler):
    """HTTP/1.1 with kept-alive connections."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def do_POST(self):
        server = self.server
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        request = Request(self.command, self.path, {name.lower(): value for name, value in self.headers.items()}, body)
        server.request = request
        response = server.fault(handle(request, server.node, server.now, server.nonces))
        head = len(self.requestline) + 2 + sum(len(name) + len(value) + 4 for name, value in self.headers.items()) + 2
        server.traffic.append((head, len(body), sum(len(n) + len(v) + 4 for n, v in response.headers.items()), len(response.body)))
        self.send_response(response.status)
        for name, value in response.headers.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(response.body)))
        self.end_headers()
        self.wfile.write(response.body[: server.cut_after])
        self.wfile.flush()
        self.close_connection = server.cut_after is not None

    do_GET = do_POST  # noqa: N815

    def log_message(self, *_):
        """Tests print nothing."""


@pytest.fixture
def server():
    """Japan's node, answering on loopback; `server.fault` and `server.cut_after` may be set."""
    with Server() as running:
        running.node = Node("JPN", {("JPN", 1): write_log(("JPN", 1), 30)})
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield running
        running.shutdown()
        thread.join()

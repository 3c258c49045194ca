"""A node's HTTP side: the exchange as a WSGI application, and the server process with its synchronising loop.

Touches the network. Granian runs the application; the loop runs beside it, in a thread of the supervising process. Serves every clause.
"""

from __future__ import annotations

import errno
import multiprocessing
import os
import socket
import threading
import time
from collections.abc import Callable, Iterable
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from entente.exchange.client import open_carrier
from entente.exchange.message import request_from_wsgi, response_to_wsgi
from entente.exchange.replay import NonceMemory
from entente.exchange.serve import handle, render_refusal
from entente.kernel.errors import Refusal
from entente.node import lasting, mailing
from entente.node.node import Node, open_node
from entente.node.partners.source import NodeSource
from entente.node.partners.sync import Exchange, Round, exchange_all, run_loop
from entente.node.search import index

HOME = "ENTENTE_HOME"

Start = Callable[[str, list[tuple[str, str]]], Any]


def exchange_application(source: NodeSource) -> Callable[[dict[str, Any], Start], Iterable[bytes]]:
    """A WSGI application that answers the exchange's requests for one node."""
    nonces = NonceMemory()

    def application(environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        try:
            response = handle(request_from_wsgi(environ), source, int(time.time()), nonces)
        except Refusal as refusal:
            response = render_refusal(refusal)
        status, headers, body = response_to_wsgi(response)
        start_response(status, headers)
        return body

    return application


def application(environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
    """The WSGI entry point of a server process: the node in the folder that ENTENTE_HOME names."""
    return _of_this_process()(environ, start_response)


_made: list[Callable[[dict[str, Any], Start], Iterable[bytes]]] = []
_making = threading.Lock()


def end_with_parent() -> None:
    """Ends this process when the one that started it is gone, killed perhaps: what answers alone would hold the port and never ask."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)  # at once: a transaction that is open is as one that a kill broke off


def _of_this_process() -> Callable[[dict[str, Any], Start], Iterable[bytes]]:
    with _making:
        if not _made:
            end_with_parent()
            _made.append(exchange_application(NodeSource(open_node(Path(os.environ[HOME])))))
            lasting.settle()
    return _made[0]


def check_port(host: str, port: int) -> None:
    """Refuses a port that something else is listening on."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            why = "is in use by another program" if error.errno == errno.EADDRINUSE else f"cannot be used: {(error.strerror or '').lower()}"
            words = f"Port {port} on {host} {why}; choose another with --port."
            raise Refusal("port-in-use", "N13", words) from error


def open_exchange(node: Node, ca_file: Path | None = None) -> Exchange:
    """The node's side of its exchanges, with connections of its own."""
    return Exchange(node, open_carrier(ca_file=ca_file), NodeSource(node))


THREADS = 4  # for requests: one that waits for a commit answers nobody else (docs/adr/0005-group-commit.md)
EXCHANGE_ALONE = "entente.node.partners.serve:application"


def serve(
    node: Node,
    host: str,
    port: int,
    told: Callable[[Round], None] = lambda _: None,
    every_s: float = 2.0,
    target: str = EXCHANGE_ALONE,
) -> None:
    """Serves the WSGI application of that name (default: the exchange alone) and keeps synchronising until interrupted."""
    from granian import Granian
    from granian.constants import Interfaces

    check_port(host, port)
    exchange = open_exchange(node)
    for found in exchange_all(exchange):  # a machine set back overnight learns of it here, before anything is said in its name
        told(found)
    lasting.settle()
    # Not forked: a copy of this process, its loop caught holding a lock and its database open, may never answer.
    multiprocessing.set_start_method("spawn", force=True)
    os.environ[HOME] = str(node.home.path.absolute())
    stop = threading.Event()
    loop = threading.Thread(target=run_loop, args=(exchange, stop, every_s, told), daemon=True)
    beside = [threading.Thread(target=work, args=(node, stop), daemon=True) for work in (index.keep_up, mailing.keep_up)]
    server = Granian(
        target,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        log_enabled=False,
        websockets=False,
    )
    loop.start()
    for thread in beside:
        thread.start()
    try:
        server.serve()
    finally:
        stop.set()
        loop.join(timeout=10)
        for thread in beside:
            thread.join(timeout=10)

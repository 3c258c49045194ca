"""A node at work in a process of its own, to be killed.

Touches the network, a node's folder, standard output and error, which become files beside the folder. It serves the exchange, keeps rounds
going, and says things: a writer reports and proposes under numbered request ids, an answerer accepts. Each act is printed after its commit,
in one write, as "request act".
"""

from __future__ import annotations

import os
import threading
import time
from itertools import count
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from tests import nodes

from entente.kernel.act import Act, Draft, Target
from entente.kernel.charter import Charter
from entente.kernel.errors import Refusal
from entente.node import look
from entente.node.node import Node, open_node
from entente.node.partners.serve import exchange_application, open_exchange
from entente.node.partners.source import NodeSource
from entente.node.partners.sync import run_loop
from entente.node.submit import Submission, say_one
from entente.store import records

PAUSE_S = 0.01  # between a thread's acts: what is tested is the kill, not the speed


class Server(ThreadingMixIn, WSGIServer):
    """Requests beside one another."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """Keeps no log."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Nothing."""


def acknowledge(request: str, act: Act) -> None:
    """One write: a line is there whole or, cut by the kill, without its end."""
    os.write(1, f"{request} {act.id}\n".encode())


def write(node: Node, channel: Charter, numbers: count[int]) -> None:
    """Reports, and a proposal now and then, for ever."""
    measure = records.listed(node.alias, {"channel": channel.id, "type": "measure", "state": "in-effect"})[-1].id
    for number in numbers:
        kind, target, text = "state", Target("progress-report", 1), nodes.report(measure, 1 + number % 12)
        if number % 10 == 0:
            kind, target, text = "propose", Target("measure", 1), nodes.measure(f"GBR-M-2018-{number % 1000:03}", channel.codes)
        draft = Draft(kind, f"{node.party}:FCDO:desk", nodes.label(channel.codes), (target,), (), {"texts": [text]})
        acknowledge(f"w{number}", say_one(node, channel.id, Submission(draft, f"w{number}")))
        time.sleep(PAUSE_S)


def answer(node: Node, channel: Charter) -> None:
    """Accepts whatever waits for this party, for ever."""
    while True:
        for row in records.with_moves(node.alias, channel.id):
            for party, verb, act in row.move_list():
                if party == node.party and verb == "accept":
                    cite = str(look.find_act(node, act).act.cite)
                    draft = Draft("accept", f"{node.party}:FCDO:desk", nodes.label(channel.codes), (), (cite,))
                    try:
                        acknowledge(f"a{act[:20]}", say_one(node, channel.id, Submission(draft, f"a{act[:20]}")))
                    except Refusal:
                        continue  # it was answered meanwhile
        time.sleep(0.02)


def main(folder: Path, port: int, role: str, start: int) -> None:
    """Runs until killed: a `role` "writes", its request ids numbered from `start` on, or "answers"."""
    for number, name in ((1, "out"), (2, "err")):
        os.dup2(os.open(folder.parent / f"{folder.name}.{name}", os.O_WRONLY | os.O_APPEND | os.O_CREAT), number)
    node = open_node(folder)
    channel = node.find_channel(None)
    server = make_server("127.0.0.1", port, exchange_application(NodeSource(node)), Server, Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    threading.Thread(target=run_loop, args=(open_exchange(node), threading.Event(), 0.05), daemon=True).start()
    os.write(1, b"ready\n")
    if role == "answers":
        answer(node, channel)
    numbers = count(start)
    threading.Thread(target=write, args=(node, channel, numbers), daemon=True).start()
    write(node, channel, numbers)

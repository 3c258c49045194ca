"""One stage for the pages of rounds, a round for each module on it, a mail server that keeps what it is given."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from tests.said import measure
from tests.web import sample
from tests.web.sample import Stage

from entente.areas.action_plan import sample as plan
from entente.node.node import Node
from entente.node.returns import rounds
from entente.node.returns.rounds import Standing
from entente.web.person import posts
from entente.web.process import current

MOD, HO, FCDO = "GBR-M-2018-031", "GBR-M-2018-032", "GBR-M-2018-033"
ASKED = {
    "title_en": "Third quarter", "title_ja": "第3四半期", "period_from": "2018-07-01", "period_to": "2018年9月30日",
    "due": "16 October 2018", "note_en": "", "note_ja": "両言語で回答のこと。",
}  # fmt: skip


@dataclass
class Box:
    """What a mail server was given."""

    port: int
    held: list[tuple[str, EmailMessage]] = field(default_factory=list)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        self.held.append((envelope.rcpt_tos[0], message_from_bytes(envelope.content, policy=policy.default)))
        return "250 kept"


@pytest.fixture(scope="package")
def box() -> Iterator[Box]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        kept = Box(free.getsockname()[1])
    server = Controller(kept, hostname="127.0.0.1", port=kept.port)
    server.start()
    yield kept
    server.stop()


def with_mail(node: Node, port: int) -> Node:
    """The node with a mail server, and an address for MOD; HO holds nothing."""
    mail = {"host": "127.0.0.1", "port": port, "from": "node@example.org", "tls": False, "pages": "https://node.example/"}
    mod = {"code": "MOD", "name": {"en": "Defence"}, "mail": "mod@example.org"}
    authorities = (mod, {"code": "HO", "name": {"en": "Home"}, "holds": ""})
    return replace(node, home=replace(node.home, settings=replace(node.home.settings, mail=mail, authorities=authorities)))


@dataclass
class Rounds:
    """The stage with a round opened by a click."""

    stage: Stage
    box: Box
    code: str

    @property
    def found(self) -> Standing:
        return rounds.find(self.stage.node, self.code)

    @property
    def address(self) -> str:
        return f"/plan/rounds/{self.found.row.id}/"

    def measure(self, code: str) -> str:
        """The record of a measure of the round."""
        return next(one.measure for one in self.found.text.asked if one.code == code)


@pytest.fixture(scope="package")
def led(tmp_path_factory: pytest.TempPathFactory, shown: Stage) -> Iterator[Stage]:
    """Measures led by MOD and HO beside the foreign ministry's."""
    with sample.stage(tmp_path_factory.mktemp("rounds")) as stage:
        for code, authority in ((MOD, "MOD"), (HO, "HO"), (FCDO, "FCDO")):
            act = stage.world.propose("GBR", "measure", measure(plan.ACSA, code, leads={"GBR": authority, "JPN": "MOD"}, supporting={}))
            stage.world.agree(act)
        yield stage


@pytest.fixture(scope="module")
def opened(led: Stage, shown: Stage, box: Box, request: pytest.FixtureRequest) -> Iterator[Rounds]:
    """A round of this module's own, opened by a click."""
    led.node = sample.put_on(with_mail(led.world["GBR"], box.port))
    code = f"GBR-CR-{request.module.__name__.rpartition('_')[2].upper()}"
    answer = led.client("drafter").post("/plan/rounds/new/", ASKED | {"code": code})
    assert answer.status_code == 302, answer.content.decode()
    yield Rounds(led, box, code)
    sample.put_on(shown.world["GBR"])
    current.hold(shown.node)


@pytest.fixture
def lead(opened: Rounds) -> Iterator[posts.User]:
    """An officer of MOD with an account, for one test."""
    post = posts.Post.objects.create(
        code="GBR:MOD:plans", title_en="Plans", title_ja="計画", organisation="GBR:MOD", nationality="GBR", roles=["reader"],
        clearances={"entente:sample:gbr:1": "OFFICIAL"},
    )  # fmt: skip
    user = posts.User.objects.create(username="gbr-mod", post=post)
    yield user
    user.delete()
    post.delete()

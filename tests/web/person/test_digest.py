"""Digests before a real mail server: right people, references only, each matter once, a failure told and made good."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email import message_from_bytes, policy
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from tests import nodes
from tests.web import sample
from tests.web.sample import Stage

from entente.kernel.errors import Refusal
from entente.node import mailing
from entente.node.node import Node
from entente.web.models import Preference
from entente.web.person import digest, follows, posts
from entente.web.process import current


@dataclass
class Box:
    """What a mail server was given: (recipients, bytes)."""

    held: list[tuple[list[str], bytes]] = field(default_factory=list)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        self.held.append((envelope.rcpt_tos, envelope.content))
        return "250 kept"


@pytest.fixture
def box() -> Iterator[tuple[Box, int]]:
    """A mail server on a free port."""
    kept = Box()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(kept, hostname="127.0.0.1", port=port)
    server.start()
    yield kept, port
    server.stop()


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory, shown: Stage) -> Iterator[Stage]:
    """A stage of this module's own at which reader and drafter follow a measure and a hidden draft."""
    with sample.stage(tmp_path_factory.mktemp("digest")) as stage:
        yield stage
    sample.put_on(shown.world["GBR"])
    current.hold(shown.node)


@pytest.fixture(autouse=True)
def wishes(play: Stage) -> Iterator[None]:
    for name in ("reader", "drafter", "admin"):
        user = posts.User.objects.get(username=f"gbr-{name}")
        digest.wish(user, f"{name}@example.org", 0)
        for record in ("acsa", "secret"):
            Preference.objects.create(user=user, name=f"{follows.PREFIX}record:{play.records[record]}", value={})
    yield
    Preference.objects.all().delete()


def node_with(stage: Stage, port: int) -> Node:
    mail = {"host": "127.0.0.1", "port": port, "from": "node@example.org", "tls": False, "pages": "https://node.example/"}
    home = stage.node.home
    return replace(stage.node, home=replace(home, settings=replace(home.settings, mail=mail)))


def test_right_people_references_only_each_matter_once(play: Stage, box: tuple[Box, int]) -> None:
    kept, port = box
    assert digest.send(node_with(play, port)) == digest.Outcome(2, ())
    assert sorted(to for to, _ in kept.held) == [["drafter@example.org"], ["reader@example.org"]]
    for _to, data in kept.held:
        mail = message_from_bytes(data, policy=policy.default)
        text = mail.get_content()
        assert "GBR-M-2018-006" in text and f"https://node.example/records/{play.records['acsa']}/" in text
        assert " London; " in text and "（東京）" in text and mail["Subject"].startswith("Entente GBR: ")
        for hidden in ("GBR-M-2018-099", play.records["secret"], "A draft that only", "Accounting for logistic", "後方支援", "Moving on"):
            assert hidden not in text and hidden not in str(mail["Subject"]) and hidden.encode() not in data
    assert digest.send(node_with(play, port)) == digest.Outcome(0, ()) and len(kept.held) == 2
    report = play.world.state("GBR", "progress-report", nodes.report(play.records["acsa"], 8))
    play.world.settle()
    assert digest.send(node_with(play, port)).sent == 2
    text = message_from_bytes(kept.held[-1][1], policy=policy.default).get_content()
    assert report.id in text


def test_a_server_that_fails_is_told_and_tried_again(play: Stage, box: tuple[Box, int]) -> None:
    kept, port = box
    failed = digest.send(node_with(play, 1)).failed
    assert [name for name, _why in failed] == ["gbr-reader", "gbr-drafter"] and "@" not in str(failed)
    assert digest.send(node_with(play, port)).sent == 2 and len(kept.held) == 2


def test_who_has_left_is_mailed_nothing(play: Stage, box: tuple[Box, int]) -> None:
    kept, port = box
    posts.User.objects.filter(username="gbr-reader").update(is_active=False)
    digest.send(node_with(play, port))
    posts.User.objects.filter(username="gbr-reader").update(is_active=True)
    assert [to for to, _ in kept.held] == [["drafter@example.org"]]


def test_without_a_server_it_says_so(play: Stage) -> None:
    with pytest.raises(Refusal, match="W12"):
        digest.send(play.node)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_page_takes_an_address_where_there_is_a_server(play: Stage, language: str) -> None:
    client = play.client("accept", language)
    assert 'name="address"' not in client.get("/follow/").content.decode()
    current.hold(node_with(play, 25))
    try:
        client.post("/follow/", {"do": "mail", "address": "a@example.org"})
        assert 'value="a@example.org"' in client.get("/follow/").content.decode()
        said = client.post("/follow/", {"do": "mail", "address": "a@b\r\nBcc: x@example.org"}, follow=True).content.decode()
        assert (
            "This is not an email address. Write it as name@example.org." if language == "en" else "形式が正しくありません"
        ) in said and "a@example.org" in said
        client.post("/follow/", {"do": "mail", "address": ""})
        assert digest.address_of(posts.User.objects.get(username="gbr-accept")) == ""
    finally:
        current.hold(play.node)


def test_the_command_says_how_it_went(
    play: Stage, box: tuple[Box, int], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(current, "node", lambda: play.node)
    assert digest.main() == 1 and "[W12]" in capsys.readouterr().err
    monkeypatch.setattr(current, "node", lambda: node_with(play, 1))
    assert digest.main() == 1 and "gbr-reader: not sent" in capsys.readouterr().err
    monkeypatch.setattr(current, "node", lambda: node_with(play, box[1]))
    assert digest.main() == 0 and capsys.readouterr().out == "2 sent\n"


def test_daily_nobody_is_sent_a_second_one_and_how_it_went_is_told(play: Stage, box: tuple[Box, int]) -> None:
    kept, port = box
    failing = node_with(play, 1)
    assert len(digest.daily(failing).failed) == 2
    told = mailing.state(play.node)
    assert told is not None and (told.done, told.failed, told.trouble) == (False, 2, "ConnectionRefusedError")
    assert digest.daily(node_with(play, port)) == digest.Outcome(2, ()) and len(kept.held) == 2
    play.world.state("GBR", "progress-report", nodes.report(play.records["acsa"], 9))
    play.world.settle()
    assert digest.daily(node_with(play, port)).sent == 0 and len(kept.held) == 2
    play.world.later(days=1)
    assert digest.daily(node_with(play, port)).sent == 2 and mailing.state(play.node).done  # type: ignore[union-attr]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_trouble_is_on_the_pages_of_exchange_and_administration(play: Stage, language: str) -> None:
    node = node_with(play, 1)
    mail = {**node.home.settings.mail, "hour": 7}
    current.hold(replace(node, home=replace(node.home, settings=replace(node.home.settings, mail=mail))))
    try:
        digest.daily(node)
        for name, address in (("reader", "/exchange/"), ("admin", "/administration/")):
            page = play.client(name, language).get(address).content.decode()
            assert ("The email server failed: ConnectionRefusedError" if language == "en" else "メールサーバーに障害があります") in page
            assert "gbr-reader" not in page or name == "admin"
        number = mailing.finish(play.node, 2, 0).sent
        page = play.client("reader", language).get("/exchange/").content.decode()
        assert (f"Sent last: {number}" if language == "en" else f"直近の送付：{number}通") in page
        wrong = replace(node.home.settings, mail=mail | {"hour": "noon"})
        current.hold(replace(node, home=replace(node.home, settings=wrong)))
        assert 'N5">' in play.client("reader", language).get("/exchange/").content.decode()
    finally:
        current.hold(play.node)

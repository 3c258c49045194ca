"""Digests by command: the pages' own program runs for this node, and what stands against it is one sentence."""

from __future__ import annotations

from tests.cli.conftest import Desks


def test_a_node_without_a_mail_server_says_so(desks: Desks) -> None:
    answer = desks("uk", "digest", "--daily")
    assert answer.code == 1 and answer.err.startswith("entente: node.toml names no mail server") and "[W12]" in answer.err


def test_with_a_server_and_nobody_who_wishes_mail_nothing_is_sent(desks: Desks) -> None:
    settings = desks.folder / "uk" / "node.toml"
    settings.write_text(settings.read_text() + '\n[mail]\nhost = "127.0.0.1"\nfrom = "a@example.org"\npages = "https://node.example"\n')
    answer = desks("uk", "digest")
    assert (answer.code, answer.out, answer.err) == (0, "0 sent\n", "")

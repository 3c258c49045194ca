"""Form files and chasers from the page: nothing held back is in them, mail has references and links alone, a real server gets it."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import docx
import pytest
from tests.web.commissioning.conftest import FCDO, MOD, Rounds, with_mail

from entente.node.returns import rounds
from entente.web.models import Preference
from entente.web.person import digest, posts
from entente.web.process import current

HIDDEN = ("Accounting for logistic", "後方支援", "Third quarter", "第3四半期", "両言語")


@pytest.mark.parametrize(("kind", "language"), [("docx", "en"), ("docx", "ja"), ("xlsx", "en"), ("xlsx", "ja")])
def test_a_form_is_sent_as_a_file(opened: Rounds, kind: str, language: str) -> None:
    answer = opened.stage.client("drafter").get(f"{opened.address}form/MOD.{kind}?language={language}")
    assert answer.status_code == 200 and f"{opened.code}-MOD-{language}.{kind}" in answer["Content-Disposition"]
    assert answer.content[:2] == b"PK"
    if kind == "docx":
        text = "\n".join(one.text for one in docx.Document(io.BytesIO(answer.content)).paragraphs)
        assert MOD in text and FCDO not in text and "GBR:FCDO:desk" in text


def test_no_form_for_who_may_hold_nothing_or_was_not_asked(opened: Rounds) -> None:
    client = opened.stage.client("drafter")
    for name in ("HO.docx", "DIT.docx", "MOD.pdf"):
        assert client.get(f"{opened.address}form/{name}").status_code == 404


def chase(opened: Rounds, *leads: str) -> str:
    opened.box.held.clear()
    return str(opened.stage.client("drafter").post(f"{opened.address}chase/", {"lead": leads}, follow=True).content.decode())


def test_a_chaser_to_an_address_has_references_and_whom_to_answer_once_a_day(opened: Rounds) -> None:
    opened.stage.world.later(days=1)
    assert "Sent to MOD." in chase(opened, "MOD")
    ((to, mail),) = opened.box.held
    text = mail.get_content()
    assert to == "mod@example.org" and mail["Subject"] == f"Entente GBR: {opened.code}"
    assert f"{opened.code}/{MOD}/MOD/" in text and "GBR:FCDO:desk <node@example.org>" in text and "http" not in text
    assert not any(words in mail.as_string() or words in text for words in HIDDEN)
    assert "reminded today already" in chase(opened, "MOD") and opened.box.held == []
    assert [one.authority for one in opened.found.chasers].count("MOD") == 1
    assert "reminded on" in opened.stage.client("drafter").get(opened.address).content.decode()


def test_a_chaser_to_an_account_has_references_and_the_link(opened: Rounds, lead: posts.User) -> None:
    digest.wish(lead, "plans@mod.example.org", 0)
    opened.stage.world.later(days=1)
    assert "Sent to MOD." in chase(opened, "MOD")
    ((to, mail),) = opened.box.held
    assert to == "plans@mod.example.org" and MOD in mail.get_content() and f"https://node.example{opened.address}" in mail.get_content()
    assert not any(words in mail.get_content() for words in HIDDEN)
    Preference.objects.filter(user=lead).delete()


def test_who_has_no_address_and_a_server_that_fails_are_told_and_nothing_is_recorded(opened: Rounds) -> None:
    opened.stage.world.later(days=1)
    before = len(opened.found.chasers)
    page = chase(opened, "HO", "DIT")
    assert "HO has no email address" in page.replace("&#x27;", "'") and "DIT has returned all" in page
    current.hold(with_mail(opened.stage.node, 1))
    try:
        assert "The email server failed (ConnectionRefusedError)" in chase(opened, "MOD")
    finally:
        current.hold(opened.stage.node)
    assert len(opened.found.chasers) == before


def test_nothing_marked_higher_than_the_node_lets_out_is_mailed(opened: Rounds) -> None:
    opened.stage.world.later(days=1)
    node = opened.stage.node
    current.hold(replace(node, home=replace(node.home, settings=replace(node.home.settings, calendar={"entente:sample:gbr:1": ""}))))
    try:
        assert 'W13">' in chase(opened, "MOD") and opened.box.held == []
    finally:
        current.hold(node)
    assert rounds.chased_on(opened.found, "MOD") != node.clock().date()


def test_a_program_reminds_as_the_page_does(opened: Rounds) -> None:
    opened.stage.world.later(days=1)
    opened.box.held.clear()

    def sent(name: str, language: str = "en") -> Any:
        body = {"authorities": ["MOD", "HO"]}
        return opened.stage.client(name, language).post(f"/api/v1/rounds/{opened.code}/chasers", body, "application/json")

    assert sent("reader").status_code == 403 and opened.box.held == []
    mod, ho = sent("drafter").json()
    assert mod == {"authority": "MOD", "sent_to": "ADDRESS", "reason": "", "rule": ""} and len(opened.box.held) == 1
    assert ho["sent_to"] is None and ho["rule"] == "W12" and "HO has no email address" in ho["reason"]
    again = sent("drafter", "ja").json()[0]
    assert again["rule"] == "CR8" and again["reason"].startswith("MODには本日既に督促") and len(opened.box.held) == 1


def test_a_node_without_a_mail_server_says_so_and_not_that_a_lead_has_no_address(opened: Rounds) -> None:
    held = current.node()
    settings = replace(held.home.settings, mail={})
    current.hold(replace(held, home=replace(held.home, settings=settings)))
    try:
        page = opened.stage.client("drafter").get(opened.address).content.decode()
        assert "has no email server" in page and "no email address" not in page
        assert "督促メールを送れません" in opened.stage.client("drafter", "ja").get(opened.address).content.decode()
    finally:
        current.hold(held)

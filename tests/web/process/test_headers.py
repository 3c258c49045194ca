"""Headers: every answer carries them, and pages hold nothing that the policy would block."""

from __future__ import annotations

import re

import pytest
from tests.web.sample import Stage


@pytest.mark.parametrize("address", ["/", "/declaration/", "/exchange/", "/account/login/", "/nothing/"])
def test_every_answer_is_protected(shown: Stage, address: str) -> None:
    for client in (shown.client("drafter"), shown.client(None)):
        answer = client.get(address)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff" and answer.headers["X-Frame-Options"] == "DENY"
        assert "no-store" in answer.headers["Cache-Control"]
        text = answer.content.decode()
        assert not re.search(r"<[^>]+\s(style|on\w+)=", text)
        assert not re.search(r"<script(?![^>]*(src=|application/json))", text)
        assert not re.search(r'(src|href)="(https?:)?//', text)


def test_static_files_are_kept_for_ever_under_the_name_of_their_build(shown: Stage) -> None:
    page = shown.client(None).get("/account/login/").content.decode()
    sheet = re.search(r'href="(/static/[0-9a-f]{12}/entente/entente.css)"', page)
    assert sheet
    answer = shown.client(None).get(sheet[1])
    assert answer.status_code == 200 and "immutable" in answer.headers["Cache-Control"]

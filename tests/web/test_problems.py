"""Failures as problem details: which rule gives which status, and that what is hidden is told as what is absent."""

from __future__ import annotations

import json

import pytest
from django.utils import translation

from entente.kernel.errors import Refusal
from entente.web import problems, refusals


@pytest.mark.parametrize(
    ("code", "rule", "status"),
    [
        ("schema", "B6", 422), ("measure", "R1.10", 422), ("not-open", "N18", 409), ("stale-revision", "DR4", 409),
        ("role-missing", "DR1", 403), ("not-releasable", "D11", 403), ("not-compared", "N8", 503), ("clock-ahead", "N9", 503),
        ("no-channel", "DR5", 422), ("unknown-record", "N12", 404),
    ],
)  # fmt: skip
def test_a_rule_has_one_status(code: str, rule: str, status: int) -> None:
    with translation.override("en"):
        answer = problems.of_refusal(Refusal(code, rule, "Because."))
    assert answer.status_code == status and answer.headers["Content-Type"] == problems.MEDIA_TYPE
    body = json.loads(answer.content)
    assert body["status"] == status
    if status != 404:
        assert (body["code"], body["rule"], body["detail"], body["language"]) == (code, rule, "Because.", "en")


def test_what_is_absent_is_told_without_its_name() -> None:
    hidden = problems.of_refusal(Refusal("unknown-record", "N12", "This node knows no record “GBR-M-2018-099”."))
    assert hidden.content == problems.not_found().content and b"099" not in hidden.content


def test_who_is_not_signed_in_is_told_how() -> None:
    answer = problems.not_signed_in()
    assert answer.status_code == 401 and answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_refusal_is_told_in_the_callers_language() -> None:
    with translation.override("ja"):
        body = json.loads(problems.of_refusal(Refusal("four-eyes", "DR2", "Ann drafted it.")).content)
        unknown = json.loads(problems.of_refusal(Refusal("new", "Z9", "New.")).content)
        said = json.loads(problems.of_refusal(Refusal("incomplete", "ED7", "件名を記載してください。")).content)
    assert body["detail"].startswith("起案者又はその職は") and body["original"] == "Ann drafted it." and body["language"] == "ja"
    assert unknown["detail"] == refusals.OTHER and said["detail"] == "件名を記載してください。" and "original" not in said

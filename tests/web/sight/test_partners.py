"""Who does not answer is told, once it is more than one question that failed."""

from __future__ import annotations

import pytest
from tests.web.sample import Stage

from entente.store import partners
from entente.store.partners import Partner

AT = 1_538_470_800_000_000
"""2 October 2018, 10:00 in London."""


def partner(tried_s: int, trouble: str, contact_at: int = AT) -> Partner:
    return Partner("JPN", "http://127.0.0.1:1", {}, contact_at, AT + tried_s * 1_000_000, 3, trouble, 0, True)


@pytest.mark.parametrize(
    ("known", "told"),
    [
        (partner(61, "no route"), True),
        (partner(59, "no route"), False),
        (partner(3600, ""), False),
        (partner(61, "no route", 0), True),
    ],
)  # fmt: skip
def test_a_partner_is_away_after_a_minute_of_asking(shown: Stage, monkeypatch: pytest.MonkeyPatch, known: Partner, told: bool) -> None:
    monkeypatch.setattr(partners, "partners", lambda _alias, _channel: [known])
    for language, words in (("en", "What is new there is not here yet"), ("ja", "相手側の新しい動きはまだ届いていません")):
        page = shown.client("reader", language).get("/").content.decode()
        assert (words in page) is told
        assert ("10:00" in page.partition("app-must-act")[2][:300]) is (told and known.contact_at > 0)

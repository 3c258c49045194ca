"""What is typed about an action is read; each side finds what it has to say, and a stranger finds nothing."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from entente.kernel.errors import Refusal
from entente.web.consultations.action import latest_claim, typed


def test_a_claim_needs_a_day_and_a_dispute_its_reason() -> None:
    assert typed({"done_on": "2 August 2019", "words_en": " Sent. "}, "claim") == {"done_on": "2019-08-02", "text": {"en": "Sent."}}
    assert typed({}, "close") == {} and typed({"words_ja": "未着。"}, "dispute") == {"reason": {"ja": "未着。"}}
    with pytest.raises(Refusal, match="CN4"):
        typed({"done_on": "yesterday"}, "claim")
    with pytest.raises(Refusal, match="CN6"):
        typed({"words_en": " "}, "dispute")


def test_the_latest_claim_is_the_owners() -> None:
    def claim(party: str, at: int) -> Any:
        return SimpleNamespace(row=SimpleNamespace(party=party, changed_at=at))

    entry: Any = SimpleNamespace(row=SimpleNamespace(id="a"), text=SimpleNamespace(owner=SimpleNamespace(party="GBR")))
    claims = [claim("GBR", 1), claim("GBR", 3), claim("JPN", 9)]
    circle: Any = SimpleNamespace(about=lambda *_: claims)
    assert latest_claim(circle, entry) is claims[1]
    assert latest_claim(SimpleNamespace(about=lambda *_: []), entry) is None  # type: ignore[arg-type]

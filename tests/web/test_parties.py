"""What governments and authorities are called: from the charters, those joined since among them."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils.translation import override

from entente.web import parties


def charter(**parties_: Any) -> Any:
    made = [SimpleNamespace(code=code, name=name, authorities=authorities) for code, (name, authorities) in parties_.items()]
    return SimpleNamespace(terms=SimpleNamespace(parties=made))


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> SimpleNamespace:
    """A node in one channel with London's and Tokyo's names, and in another that nobody has opened yet, with Paris's."""
    defence = SimpleNamespace(code="MOD", name={"en": "Ministry of Defence", "ja": "国防省"})
    first = charter(GBR=({"en": "United Kingdom", "ja": "英国"}, [defence]), JPN=({"en": "Japan"}, []), AAA=({"en": "AAA"}, []))
    node = SimpleNamespace(charters={"first-of-this-test": first}, home=SimpleNamespace(path=tmp_path))
    node.channels = lambda: node.charters.update({"later-of-this-test": charter(FRA=({"en": "France"}, []))})
    monkeypatch.setattr(parties.current, "node", lambda: node)
    return node


def test_parties_and_authorities_by_name(known: SimpleNamespace) -> None:
    assert parties.party("GBR")["ja"] == "英国" and parties.authority("GBR", "MOD")["en"] == "Ministry of Defence"
    assert parties.names()["GBR"] == {"en": "United Kingdom", "ja": "英国"} and "MOD" not in parties.names()
    assert parties.party("XXX") == {} and parties.authority("GBR", "MOFA") == {}


def test_a_channel_joined_since_is_asked_for(known: SimpleNamespace) -> None:
    assert parties.party("GBR") and list(known.charters) == ["first-of-this-test"]
    assert parties.party("FRA") == {"en": "France"}


def test_a_code_that_nobody_named_is_not_looked_for_at_every_row(known: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    known.channels = lambda: asked.append(1)
    assert [parties.party("XXX") for _ in range(50)] == [{}] * 50 and len(asked) == 1
    monkeypatch.setattr(parties, "AGAIN_S", 0.0)
    assert parties.names()["GBR"] == {"en": "United Kingdom", "ja": "英国"} and "MOD" not in parties.names()
    assert parties.party("XXX") == {} and len(asked) == 2


def test_a_list_offers_code_and_name(known: SimpleNamespace) -> None:
    with override("ja"):
        assert parties.lead_choice("GBR:MOD") == ("GBR:MOD", "GBR MOD – 国防省")
        assert parties.lead_choice("GBR:XX") == ("GBR:XX", "GBR XX")


def test_a_list_of_a_government_s_authorities(known: SimpleNamespace) -> None:
    with override("en"):
        assert parties.authorities("GBR") == [("MOD", "MOD – Ministry of Defence")] and parties.authorities("JPN") == []

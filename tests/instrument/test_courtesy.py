"""Courtesy translations are of the shipped text, whole, and of no other."""

from __future__ import annotations

from entente.instrument import load
from entente.instrument.courtesy import NONE, courtesy

SHIPPED = load()


def test_the_shipped_declaration_has_a_title_a_place_and_every_heading_in_japanese() -> None:
    found = courtesy(SHIPPED.id, SHIPPED.title.text)
    assert found.title == {"ja": "安全保障協力に関する日英共同宣言"} and found.place == {"ja": "東京"}
    assert set(found.headings) == {section.id for section in SHIPPED.sections}
    assert all(said["ja"] for said in found.headings.values())


def test_another_text_under_the_same_id_has_none() -> None:
    assert courtesy(SHIPPED.id, "Another declaration") is NONE is courtesy("unheard-of", SHIPPED.title.text)

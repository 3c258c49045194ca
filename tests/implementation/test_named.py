"""Governments in sentences by name and not by code."""

from __future__ import annotations

from entente.implementation.named import with_names

NAMES = {"GBR": {"en": "United Kingdom", "ja": "英国"}, "JPN": {"en": "Japan", "ja": "日本国"}, "ITA": {"en": "Italy"}}


def test_a_code_alone_becomes_the_name_with_its_article() -> None:
    said = {"en": "GBR is to answer. GBR and JPN meet; the move is GBR's.", "ja": "GBRが回答し、JPNと会合する（GBR）。"}
    found = with_names(said, NAMES)
    assert found["en"] == "The United Kingdom is to answer. The United Kingdom and Japan meet; the move is the United Kingdom's."
    assert found["ja"] == "英国が回答し、日本国と会合する（英国）。"


def test_codes_of_records_authorities_and_strangers_stay() -> None:
    said = {"en": "GBR-M-2018-006 of GBR MOD, GBR:MOD, act JPN/1/12; USA waits.", "ja": "ITAは"}
    assert with_names(said, NAMES) == said

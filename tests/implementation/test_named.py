"""Governments in sentences by name and not by code."""

from __future__ import annotations

from entente.implementation.named import by_name

NAMES = {"GBR": {"en": "United Kingdom", "ja": "英国"}, "JPN": {"en": "Japan", "ja": "日本国"}, "ITA": {"en": "Italy"}}


def test_a_code_alone_becomes_the_name_with_its_article() -> None:
    said = {"en": "GBR is to answer. GBR and JPN meet; the move is GBR's.", "ja": "GBRが回答し、JPNと会合する（GBR）。"}
    found = by_name(said, NAMES)
    assert found["en"] == "The United Kingdom is to answer. The United Kingdom and Japan meet; the move is the United Kingdom's."
    assert found["ja"] == "英国が回答し、日本国と会合する（英国）。"


def test_codes_of_records_authorities_and_strangers_stay() -> None:
    said = {"en": "GBR-M-2018-006 of GBR MOD, GBR:MOD, act JPN/1/12; USA waits.", "ja": "GBR MODは"}
    assert by_name(said, NAMES) == said


def test_reasons_name_the_parties_and_leave_numbers_and_posts_as_they_are() -> None:
    names = {"GBR": {"en": "United Kingdom", "ja": "英国"}, "JPN": {"en": "Japan", "ja": "日本"}}
    told = {
        "en": "GBR is to answer JPN on GBR-M-2018-006. With GBR:MOD:desk waits GBR; USA does not.",
        "ja": "GBRはJPN:MOD:deskではなくJPNに回答する（GBR-M-2018-006）。",
    }
    assert by_name(told, names) == {
        "en": "The United Kingdom is to answer Japan on GBR-M-2018-006. With GBR:MOD:desk waits the United Kingdom; USA does not.",
        "ja": "英国はJPN:MOD:deskではなく日本に回答する（GBR-M-2018-006）。",
    }
    assert by_name({"ja": "GBRの報告"}, {"GBR": {"en": "United Kingdom"}}) == {"ja": "United Kingdomの報告"}


def test_a_party_before_a_colon_is_named_without_the_article() -> None:
    told = by_name({"en": "They differ: GBR: Green; JPN: Amber."}, {"GBR": {"en": "United Kingdom"}, "JPN": {"en": "Japan"}})
    assert told["en"] == "They differ: United Kingdom: Green; Japan: Amber."

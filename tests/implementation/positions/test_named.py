"""Dates, numbers and places that one text names and another does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.implementation.positions.named import lacking, named

AGREE = [
    ("North Korea launched a missile on 29 August 2017.", "北朝鮮は平成29年8月29日にミサイルを発射した。"),
    ("The Ministers met in Tokyo on 31 August.", "両大臣は、2017年８月31日、東京で会談した。"),
    ("We will provide 200 million yen over three years.", "我々は３年間で２億円を供与する。"),
    ("The fourth meeting was held in February 2021.", "第４回会合は2021年2月に開催された。"),
    ("1,147 days; COVID-19", "1147日。新型コロナウイルス感染症"),
    ("We may march on; both sides support the 2+2.", "双方は「２＋２」を支持する。"),
    ("Resolution 2375 of the Security Council", "安保理決議第2375号"),
    ("In the East China Sea and the South China Sea", "東シナ海及び南シナ海において"),
    ("12.5 million people", "1250万人"),
    ("two countries", "二国間"),
]


@pytest.mark.parametrize(("en", "ja"), AGREE)
def test_what_both_name_is_lacking_in_neither(en: str, ja: str) -> None:
    assert lacking(named(en), named(ja)) == () == lacking(named(ja), named(en))


DIFFER = [
    ("on 29 August 2017", "2017年８月28日", ["29 August 2017"], ["2017年8月28日"]),
    ("within 120 days", "150日以内", ["120"], ["150"]),
    ("in the South China Sea", "東シナ海において", ["South China Sea"], ["東シナ海"]),
    ("200 million yen", "2000万円", ["200,000,000"], ["20,000,000"]),
    ("condemn North Korea", "強く非難する", ["North Korea"], []),
    ("in 2018", "2019年に", ["2018"], ["2019年"]),
]


@pytest.mark.parametrize(("en", "ja", "english", "japanese"), DIFFER)
def test_what_one_alone_names_is_told_in_both_languages(en: str, ja: str, english: list[str], japanese: list[str]) -> None:
    assert [words["en"] for words in lacking(named(en), named(ja))] == english
    assert [words["ja"] for words in lacking(named(ja), named(en))] == japanese


@given(st.text(max_size=200) | st.text(alphabet="0123456789,.年月日千万億 平成may March31st一二十", max_size=60))
def test_any_text_names_what_it_names(text: str) -> None:
    found = named(text)
    assert lacking(found, found) == ()

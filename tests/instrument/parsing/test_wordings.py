"""One file with an English and a Japanese text: told apart, laid side by side, no character lost."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.instrument import claimed
from entente.instrument.bilingual import parse_wordings, unmatched
from entente.instrument.parsing.wordings import divide
from entente.instrument.promises.draft import draft_of
from entente.instrument.promises.parties import named
from entente.instrument.relabel import relabel
from entente.kernel.errors import Refusal

ENGLISH = """Agreement between Japan and Norland on Charts

The Government of Japan and the Government of Norland,

Desiring to strengthen cooperation at sea,

Have agreed as follows:

Article 1
Purpose

The Parties shall exchange charts.

Article 2
Meetings

1. The Parties shall convene annually a Joint Committee.

2. The Joint Committee shall:
(a) review this Agreement;
(b) prepare a report every two years.

Done at Tokyo on 3 April 2019, in the Japanese and English languages.

For the Government of Japan:
TARO Yamada
"""
JAPANESE = """海図に関する日本国とノーランドとの間の協定

日本国政府及びノーランド政府は、

海上における協力を強化することを希望し、

次のとおり協定した。

第一条
（目的）

両締約国政府は、海図を交換する。

第二条
（会合）

１　両締約国政府は、毎年、合同委員会を開催する。

２　合同委員会は、次のことを行う。
（ａ）この協定を検討すること。
（ｂ）二年ごとに報告書を作成すること。

二千十九年四月三日に東京で、日本語及び英語により本書二通を作成した。

日本国政府のために
山田太郎
"""
PARAGRAPHS = """Memorandum on Space
宇宙に関する覚書

The two sides have decided as follows:
両者は、次のとおり決定した。

1. Purpose
１．目的
The two sides will cooperate in space.
両者は、宇宙において協力する。

2. Meetings
２．会合
The two sides will hold biennial dialogues.
両者は、隔年で対話を行う。

Tokyo, 3 May 2020
２０２０年５月３日　東京
"""


@pytest.mark.parametrize(("text", "language", "other"), [(ENGLISH + "\n" + JAPANESE, "en", "ja"), (JAPANESE + "\n" + ENGLISH, "ja", "en")])
def test_one_text_after_the_other_is_one_instrument(check_coverage: Any, text: str, language: str, other: str) -> None:
    found = parse_wordings(text)
    check_coverage(text, found)
    (version,) = found.versions
    assert (found.language, version.language, version.status, len(found.clauses)) == (language, other, "authentic", 2)
    assert not unmatched(found, version), "each recital, article, paragraph and item stands beside its own"
    short = relabel(found)
    words = {text.id: text.text for text in short.versions[0].texts}
    last = short.clauses[1].items[1].items[1]
    assert {last.text, words[last.id]} == {"prepare a report every two years.", "二年ごとに報告書を作成すること。"}
    assert found.done_on == "2019-04-03" and len(found.signatories) == 1


def test_one_paragraph_after_the_other_is_one_instrument(check_coverage: Any) -> None:
    found = parse_wordings(PARAGRAPHS)
    check_coverage(PARAGRAPHS, found)
    assert [(c.heading, c.text) for c in found.clauses] == [
        ("Purpose", "The two sides will cooperate in space."), ("Meetings", "The two sides will hold biennial dialogues."),
    ]  # fmt: skip
    assert [t.text for t in found.versions[0].texts] == ["両者は、宇宙において協力する。", "両者は、隔年で対話を行う。"]
    assert found.versions[0].title == "宇宙に関する覚書"


def test_a_promise_alone_in_its_clause_has_a_title_in_each_language() -> None:
    made = draft_of(parse_wordings(PARAGRAPHS), "sp-2020", named(["JPN", "GBR"])).instrument
    assert [(c.code, c.title_en, c.title_ja) for c in made.commitments] == [
        ("C1a", "The two sides will cooperate in space", "両者は、宇宙において協力する"),
        ("C2a", "The two sides will hold biennial dialogues", "両者は、隔年で対話を行う"),
    ]


def test_texts_that_do_not_match_are_refused_in_a_sentence() -> None:
    english = "Statement\n\n1. They will meet every year.\n\n2. They will share data.\n\n3. They will train.\n"
    japanese = "共同声明\n\n１．両者は、毎年会合を行う。\n\n２．両者は、データを共有し、及び共同で訓練する。\n"
    with pytest.raises(Refusal, match="IM3") as refused:
        parse_wordings(english + "\n" + japanese)
    assert "3 clauses in English and 2 in Japanese; in one alone: 3." in refused.value.words


@pytest.mark.parametrize(
    "text",
    [
        "Statement\n\n1. They will meet.\n\n2. They will train at 東京.\n",
        "共同声明\n\n１．日本国（Japan）は、会合を行う。\n\n２．両者は、NATO及びEUと協力する。\n",
        ENGLISH + "\n日本国政府は、この協定を歓迎する。これは署名の日に発表された報道資料であって、番号を付した条項を含まない。" * 8,
    ],
)
def test_a_text_in_one_language_with_words_of_the_other_stays_one(text: str) -> None:
    assert not parse_wordings(text).versions


@given(
    st.lists(
        st.sampled_from(["1. They act.", "２．両者は、行う。", "Title", "題名", "", "5", "Taro", "\x0c", "Article 1", "第一条"]),
        max_size=30,
    )
)
def test_each_character_stands_in_one_wording(pieces: list[str]) -> None:
    text = "\n".join(pieces)
    parts = divide(text)
    assert not parts or all(len(words) == len(text) for _, words in parts)
    assert not parts or all(sum(not w[i].isspace() for _, w in parts) == 1 for i, c in enumerate(text) if not c.isspace())
    try:
        found = parse_wordings(text)
    except Refusal:
        return
    owners = [0] * len(text)
    for _, (start, end) in claimed(found):
        owners[start:end] = [n + 1 for n in owners[start:end]]
    assert all(owners[i] == 1 for i, c in enumerate(text) if not c.isspace())

"""Tokens: pairs of unspaced characters, words of spaced scripts; queries as phrases; where words stand in a text as written."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.store.search.tokens import Phrase, fold, needles, parse_query, spots, tokens


def holds(text: str, query: str) -> bool:
    """Whether all phrases of a query stand in a text, as the databases answer it."""
    made = tokens(text)

    def found(phrase: Phrase) -> bool:
        n = len(phrase.tokens)
        for at in range(len(made) - n + 1):
            *head, last = made[at : at + n]
            if tuple(head) == phrase.tokens[:-1] and (last == phrase.tokens[-1] or (phrase.prefix and last.startswith(phrase.tokens[-1]))):
                return True
        return False

    phrases = parse_query(query)
    return bool(phrases) and all(map(found, phrases))


def test_tokens() -> None:
    assert tokens("日英ACSAの履行 GBR-M-2018-006") == ["日英", "英", "acsa", "の履", "履行", "行", "gbr", "m", "2018", "006"]
    assert tokens("ＡＣＳＡ　ﾊﾟｰﾄﾅｰ") == ["acsa", "パー", "ート", "トナ", "ナー", "ー"]
    assert tokens("Straße, naïve; １２") == ["strasse", "naïve", "12"]
    assert tokens(" \n…—") == []


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("機雷掃海に関する安保対話", "安保"),
        ("機雷掃海に関する安保対話", "雷"),
        ("機雷掃海に関する安保対話", "話"),
        ("機雷掃海に関する安保対話", "機雷掃海"),
        ("日英ACSAの履行", "ACSAの"),
        ("日英ACSAの履行", "日英ACSA"),
        ("日英ACSAの履行", "英 acsa"),
        ("measure GBR-M-2018-006 of 2018", "gbr-m-2018-006"),
        ("Vigilant Isles 2018", '"vigilant isles"'),
    ],
)
def test_what_stands_in_a_text_is_found(text: str, query: str) -> None:
    assert holds(text, query)


@pytest.mark.parametrize(
    ("text", "query"), [("安全保障", "安保"), ("東京都", "京東"), ("isles vigilant", '"vigilant isles"'), ("対話", "対談"), ("a b", " 。")]
)
def test_what_does_not_is_not(text: str, query: str) -> None:
    assert not holds(text, query)


@given(st.text("安保訓練機雷掃海 aB1-", max_size=30), st.data())
def test_any_piece_of_an_unspaced_text_is_found(text: str, data: st.DataObject) -> None:
    plain = "".join(c for c in text if c in "安保訓練機雷掃海")
    if plain:
        start = data.draw(st.integers(0, len(plain) - 1))
        piece = plain[start : data.draw(st.integers(start + 1, len(plain)))]
        assert holds(plain, piece)


@given(st.text(max_size=300))
def test_no_query_breaks_the_reading(text: str) -> None:
    phrases = parse_query(text)
    assert len(phrases) <= 12 and all(phrase.tokens and all(phrase.tokens) for phrase in phrases)
    assert all(token.isalnum() or not token.isascii() for phrase in phrases for token in phrase.tokens)
    for one, other in spots(text, needles(text)):
        assert 0 <= one < other <= len(text)


def test_words_are_marked_as_written() -> None:
    text = "ＡＣＳＡの履行, exACSA, the acsa"
    assert [text[a:b] for a, b in spots(text, needles("acsa"))] == ["ＡＣＳＡ", "acsa"]
    assert [text[a:b] for a, b in spots(text, needles("履行"))] == ["履行"]
    assert spots("Straße", needles("strasse")) == [(0, 6)]
    assert spots("nothing", needles("")) == []


@given(st.text(alphabet="aAß ﬁ㍿ＡСс機が\u3099İ\u0345é½", max_size=12), st.sampled_from(["ss", "fi", "株", "a", "が", "i", "機", "1"]))
def test_every_spot_holds_the_word_whatever_its_folding(text: str, word: str) -> None:
    for one, other in spots(text, [word]):
        assert word in "".join(fold(character) for character in text[one:other])
    written = "".join(fold(character) for character in text)
    whole_text = fold(text)
    if word in written and word in whole_text and not word.isascii():
        assert spots(text, [word])


def test_ascii_folds_as_unicode_does() -> None:
    every = "".join(map(chr, range(128)))
    assert fold(every) == unicodedata.normalize("NFKC", every).casefold()
    assert spots("a LONG Long prolong", needles("long")) == [(2, 6), (7, 11)]


def test_a_latin_word_may_go_on_where_that_is_asked_for() -> None:
    assert [phrase.stem for phrase in parse_query('exercise ex "logistics" 訓練 logistics press was')] == [
        "exercise", "", "", "", "logistic", "press", "was",
    ]  # fmt: skip
    assert fold("ÀＢ") == "àb"

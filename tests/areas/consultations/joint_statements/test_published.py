"""Published words against agreed words: layout is no difference, a word is, and the redline names it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.areas.consultations.joint_statements.published import differences, reading_form, sentences, shown_on, words_digest

EN = "The Ministers met in Tokyo. They “reaffirmed” the declaration of 2017. They will meet again next year in London."
JA = "両大臣は東京で会談した。両大臣は2017年の宣言を再確認した。両大臣は、来年ロンドンで再び会談する。"


@pytest.mark.parametrize(
    ("agreed", "page"),
    [
        (
            EN,
            'Home > News\n\nThe Ministers met\nin Tokyo.  They "reaffirmed" the decla\u00adration of 2017.\u00a0They '
            "will\r\nmeet again next year in London.\n(c)",
        ),
        (JA, "ホーム\n両大臣は東京で会\n談した。両大臣は2017年の宣言を 再確認した。\u3000両大臣は、来年ロンドンで再び会談する。\n（了）"),
        ("パ", "ハ\u309a"),
    ],
)  # fmt: skip
def test_layout_is_no_difference(agreed: str, page: str) -> None:
    assert shown_on(page, agreed) == reading_form(agreed) and words_digest(shown_on(page, agreed)) == words_digest(agreed)


@pytest.mark.parametrize(
    ("agreed", "page", "runs"),
    [
        (EN, "Home. " + EN.replace("next year", "soon") + " Contact us.", [("del", "next year"), ("ins", "soon")]),
        (JA, "ホーム " + JA.replace("再確認", "確認") + "（了）", [("del", "再")]),
        (EN, EN.replace("The Ministers met in Tokyo.", "Ministers met in Tokyo."), [("del", "The"), ("del", " ")]),
    ],
)  # fmt: skip
def test_a_word_is_and_the_redline_names_it(agreed: str, page: str, runs: list[tuple[str, str]]) -> None:
    shown = shown_on(page, agreed)
    assert words_digest(shown) != words_digest(agreed)
    told = [run for run in differences(reading_form(agreed), shown) if run[0] != "same"]
    assert "".join(words for what, words in told if what == "del").strip() == "".join(w for what, w in runs if what == "del").strip()
    assert "".join(words for what, words in told if what == "ins") == "".join(w for what, w in runs if what == "ins")


def test_a_page_without_any_of_the_sentences_is_shown_whole() -> None:
    assert shown_on("Nothing of it stands here.", EN) == "Nothing of it stands here."
    assert shown_on("", EN) == ""


texts = st.text(st.sampled_from("ab Z.。、会談\n\u3000'’\u00ad!?"), max_size=60)


@given(texts, texts)
def test_runs_give_both_texts_back_and_sentences_the_whole(before: str, after: str) -> None:
    runs = differences(reading_form(before), reading_form(after))
    assert "".join(words for what, words in runs if what != "ins") == reading_form(before)
    assert "".join(words for what, words in runs if what != "del") == reading_form(after)
    assert "".join(sentences(reading_form(before))) == reading_form(before)


@given(texts)
def test_the_reading_form_of_a_reading_form_is_itself(text: str) -> None:
    assert reading_form(reading_form(text)) == reading_form(text)

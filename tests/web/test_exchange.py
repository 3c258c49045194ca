"""Exchange: the node's sentences in both languages, what must be acted on first, and no record in it."""

from __future__ import annotations

import pytest
from tests.web.sample import Stage

from entente.node.partners.sentences import SENTENCES, line


@pytest.mark.parametrize(
    ("language", "words"), [("en", "No address is known for JPN"), ("ja", "JPNのノードのアドレスが登録されていません")]
)
def test_what_must_be_acted_on_comes_first(shown: Stage, language: str, words: str) -> None:
    for name in ("drafter", "admin"):
        text = shown.client(name, language).get("/exchange/").content.decode()
        assert words in text and text.index(words) < text.index("</section>")
        assert "GBR-M-2018" not in text and "ACSA" not in text


@pytest.mark.parametrize("name", SENTENCES)
def test_both_languages_say_the_same(name: str) -> None:
    from string import Formatter

    english, japanese = ({field for _, field, _, _ in Formatter().parse(text) if field} for text in SENTENCES[name])
    assert english == japanese
    said = line(name, **dict.fromkeys(english, ("one", "二")))
    assert "二" not in said.words and (not english or "二" in said.ja)

"""A draft by its fields: a line says only what its field does not."""

from __future__ import annotations

from entente.web.drafts import by_field as module


def test_a_lines_title_says_only_what_its_field_does_not() -> None:
    title = {"en": "Title", "ja": "件名"}
    assert module.within(title, {"en": "Title (English)", "ja": "件名（英語）"}) == {"en": "English", "ja": "英語"}
    assert module.within(title, {"en": "Title, x", "ja": "件名・x"}) == {"en": "x", "ja": "x"} and module.head_of("a[0].b") == "a"


def test_a_sentence_that_names_its_paragraph_has_no_field_before_it() -> None:
    assert module.says_where({"en": "Only the English of paragraph 1 changed."}) and module.says_where({"en": "Paragraph 2 needs both."})
    assert not module.says_where({"en": "The paragraph is empty."}) and not module.says_where({})

"""A draft by its fields: a line says only what its field does not."""

from __future__ import annotations

from entente.web.drafts import by_field as module


def test_a_lines_title_says_only_what_its_field_does_not() -> None:
    title = {"en": "Title", "ja": "件名"}
    assert module.within(title, {"en": "Title (English)", "ja": "件名（英語）"}) == {"en": "English", "ja": "英語"}
    assert module.within(title, {"en": "Title, x", "ja": "件名・x"}) == {"en": "x", "ja": "x"} and module.head_of("a[0].b") == "a"

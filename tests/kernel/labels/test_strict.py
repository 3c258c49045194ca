"""Strict reading: what two readers could take differently is a problem, in words."""

from __future__ import annotations

import pytest

from entente.kernel.labels.strict import MAX_FILE_BYTES, MAX_NUMBER, both, fields, items, load_file, number, shown, text, unique
from entente.kernel.labels.verdict import Text


def test_a_file_names_its_format_once_and_gives_its_members() -> None:
    data = b'{"format": "x v1", "a": 1}'
    assert load_file(data, "x v1") == {"a": 1}
    assert load_file(data + b" " * (MAX_FILE_BYTES - len(data)), "x v1") == {"a": 1}
    for bad in (b'{"format": "x v2"}', b"[]", b'{"format": "x v1", "a": 1, "a": 2}', b"[" * 100_000, data + b" " * MAX_FILE_BYTES, b"\xff"):
        with pytest.raises(ValueError, match=r"\w+"):
            load_file(bad, "x v1")


def test_values_are_of_their_form_or_a_problem() -> None:
    assert (number(0), number(MAX_NUMBER)) == (0, MAX_NUMBER)
    assert both({"en": "x", "ja": "言葉"}) == Text("x", "言葉")
    assert fields({"a": 1, "b": 2}, "a b") == {"a": 1, "b": 2}
    for value in (-1, MAX_NUMBER + 1, True, 1.0, "1", None):
        with pytest.raises(ValueError, match="whole number"):
            number(value)
    for value in ("", " ", "a\nb", "\u202e", 1, None):
        with pytest.raises(ValueError, match="is not a name"):
            text(value, "a name")
    for call in (lambda: fields({"a": 1, "c": 2}, "a"), lambda: fields([], "a"), lambda: items({}), lambda: unique([1, 1], "number")):
        with pytest.raises(ValueError, match=r"exactly|list|twice"):
            call()


def test_what_a_message_shows_is_short_and_plain() -> None:
    assert shown("é" * 100) == ascii("é" * 100)[:80] and shown([1]) == "a list"

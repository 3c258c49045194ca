"""What the reader's process does with bytes, called here in ours: encodings, cutting, and that nonsense is an error and no text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.node.files import extract_reader as reader


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932", "iso2022_jp"])
def test_text_is_read_in_the_encodings_that_offices_use(encoding: str) -> None:
    assert reader.read("txt", "日英共同宣言".encode(encoding), 100) == "日英共同宣言"


@given(st.binary(max_size=400), st.sampled_from(["txt", "html", "eml"]))
def test_any_bytes_give_text_of_bounded_length_without_controls(data: bytes, kind: str) -> None:
    text = reader.read(kind, data, 50)
    assert len(text) <= 50 and not reader._CONTROL.search(text)


@given(st.binary(max_size=300), st.sampled_from(["docx", "xlsx", "msg"]))
def test_nonsense_in_a_container_is_an_error(data: bytes, kind: str) -> None:
    with pytest.raises(Exception):  # noqa: B017 - each library has its own; main() turns all into one line
        reader.read(kind, data, 50)


def test_pages_are_read_without_their_scripts() -> None:
    page = b"<meta charset=shift_jis><script>a<b</script><p>\x93\xfa\x89p</p><style>p{}</style><b>end"
    assert reader.read("html", page, 100) == "日英\nend"


def test_a_charset_that_does_not_exist_is_passed_over() -> None:
    mail = b"Content-Type: text/plain; charset=klingon\n\n" + "本文".encode()
    assert reader.read("eml", mail, 100) == "本文"

"""What the font covers, and what stands where it does not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from entente.node.render import glyphs


def test_the_font_covers_what_officials_write() -> None:
    assert set("Joint Declaration “£” é 宣言 協力 ガ ① 〓 髙 﨑 葛 鷗 – … ● ◇") <= glyphs.covered()
    assert not {"한", "😀", "ع"} & glyphs.covered()


@given(st.text())
def test_what_is_printed_is_covered_and_what_is_covered_is_printed(text: str) -> None:
    printed = glyphs.printable(text)
    assert set(printed) <= glyphs.covered() | {"\n"}
    assert printed == glyphs.printable(printed)
    kept = "".join(c for c in text if c in glyphs.covered() or c == "\n")
    assert printed.replace(glyphs.GETA, "").replace(" ", "") == kept.replace(glyphs.GETA, "").replace(" ", "") or any(
        glyphs.unicodedata.category(c) in glyphs.INVISIBLE for c in kept
    )


def test_invisible_controls_are_left_out_and_lines_stay_lines() -> None:
    assert glyphs.printable("a\u202eb\u200bc\nd\x00e\tf한") == "abc\nde f〓"
    assert glyphs.all_printable({"한": ["한", ("x", 3, None, True)]}) == {"한": ["〓", ["x", 3, None, True]]}

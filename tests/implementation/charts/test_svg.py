"""Elements, escaping, measuring and breaking of text."""

from __future__ import annotations

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st
from tests.implementation.charts.drawing import HOSTILE, SVG, check_drawing

from entente.implementation.charts import svg

LOOK = svg.Look("en", {"en": HOSTILE}, {"en": HOSTILE}, "x")


@given(st.text())
def test_any_text_can_stand_in_a_drawing(words: str) -> None:
    root = ElementTree.fromstring(svg.text(1, 2, words))
    kept = svg._FORBIDDEN.sub("\ufffd", words).replace("\r\n", "\n").replace("\r", "\n")
    assert "".join(root.itertext()) == kept


def test_hostile_words_stay_words() -> None:
    root = check_drawing(svg.frame(LOOK, 10, svg.text(0, 0, HOSTILE)))
    assert "<script>" in (root.findtext(f"{SVG}text") or "")


@given(st.text(max_size=200), st.integers(40, 400), st.integers(1, 3))
def test_broken_lines_fit_and_lose_nothing_unsaid(words: str, width: int, most: int) -> None:
    lines = svg.broken(words, 12, width, most)
    assert 1 <= len(lines) <= most
    assert all(svg.measure(line, 12) <= width for line in lines)
    told = "".join("".join(lines).split())
    assert "…" in told or told == "".join(words.split())


def test_japanese_is_broken_between_characters_and_keeps_its_marks() -> None:
    lines = svg.broken("共同訓練、演習及び寄港を容易にする。", 10, 52, 9)
    assert len(lines) > 2 and not any(line.startswith(("、", "。")) for line in lines)


def test_each_state_of_a_clause_has_a_look_of_its_own() -> None:
    pressing = [svg.FILLS[state] for state in ("on-time", "due", "overdue", "lapsed", "deferred", "no-evidence")]
    assert len({ground for ground, _, _ in pressing}) == len(pressing)
    assert len({pattern for _, _, pattern in pressing[1:5]}) == 4  # told apart in black and white
    assert "unknown" in svg.state_box((0, 0, 1, 1), "never heard of", "x")


def test_a_legend_goes_on_in_a_new_line_where_it_is_full() -> None:
    states = ["on-time", "due", "overdue", "lapsed", "deferred", "no-evidence"]
    names = {state: {"en": f"a long name for {state}"} for state in states}
    _, (_, wide) = svg.legend(states, names, (4, 0), LOOK)
    _, (_, narrow) = svg.legend(states, names, (4, 0), svg.Look("en", {"en": "t"}, {"en": "d"}, "x", 300))
    assert narrow > wide

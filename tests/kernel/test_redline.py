"""Two texts compared: nothing where they are the same, every difference once, entries of a list by their code."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.kernel.redline import MOST_WORDS, Change, compare, flatten, joined, runs, words

keys = st.text("abc", min_size=1, max_size=3)
values = st.recursive(
    st.one_of(st.booleans(), st.integers(-5, 5), st.text("xyz", max_size=3)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=3)),
    max_leaves=8,
)
texts = st.dictionaries(keys, values, max_size=4)


@given(texts)
def test_a_text_does_not_differ_from_itself(text: dict[str, Any]) -> None:
    assert compare(text, copy.deepcopy(text)) == []


@given(texts, texts)
def test_the_changes_turn_one_text_into_the_other(before: dict[str, Any], after: dict[str, Any]) -> None:
    lines = flatten(before)
    for change in compare(before, after):
        assert lines.get(change.path) == change.before
        if change.after is None:
            del lines[change.path]
        else:
            lines[change.path] = change.after
    assert lines == flatten(after)


@given(texts, texts)
def test_the_other_way_round_is_the_mirror(before: dict[str, Any], after: dict[str, Any]) -> None:
    there = {(c.path, c.before, c.after) for c in compare(before, after)}
    assert there == {(c.path, c.after, c.before) for c in compare(after, before)}


def test_an_entry_that_moved_is_not_two_changes() -> None:
    one = {"milestones": [{"code": "M1", "due": "2018-10-31"}, {"code": "M2", "due": "2018-12-14"}]}
    other = {"milestones": [{"code": "M2", "due": "2019-01-31"}, {"code": "M1", "due": "2018-10-31"}]}
    assert compare(one, other) == [Change("milestones[M2].due", "2018-12-14", "2019-01-31")]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("one two three", "one 2 three", [("same", "one "), ("del", "two"), ("ins", "2"), ("same", " three")]),
        ("共同訓練を実施する。", "共同演習を実施する。", [("same", "共同"), ("del", "訓練"), ("ins", "演習"), ("same", "を実施する。")]),
        (
            "by the end of May",
            "by the first of June",
            [("same", "by the "), ("del", "end"), ("ins", "first"), ("same", " of "), ("del", "May"), ("ins", "June")],
        ),
        ("2018-12-21", "2019-02-28", [("del", "2018-12-21"), ("ins", "2019-02-28")]),
        ("再確認した。", "確認した。", [("del", "再"), ("same", "確認した。")]),
        ("双方は会合した。", "双方は再び会合した。", [("same", "双方は"), ("ins", "再び"), ("same", "会合した。")]),
        (
            "パートナー国と協議し、その結果を公表する。",
            "パートナーシップ国と協議し、その結果を公表する。",
            [("del", "パートナー"), ("ins", "パートナーシップ"), ("same", "国と協議し、その結果を公表する。")],
        ),
        ("5月に行う訓練", "6月に行う演習", [("del", "5"), ("ins", "6"), ("same", "月に行う"), ("del", "訓練"), ("ins", "演習")]),
        ("Tokyo", "The harbour of Yokosuka", [("del", "Tokyo"), ("ins", "The harbour of Yokosuka")]),
        ("", "new", [("ins", "new")]),
        ("same", "same", [("same", "same")]),
    ],
)  # fmt: skip
def test_what_changed_word_by_word(before: str, after: str, expected: list[tuple[str, str]]) -> None:
    assert list(runs(before, after)) == expected


mixed = st.text(st.sampled_from("ab Z.'-é1２。、会談訓練でするー ーカナ\n"), max_size=60)


@given(mixed, mixed)
def test_the_runs_are_both_texts(before: str, after: str) -> None:
    found = runs(before, after)
    assert "".join(text for what, text in found if what != "ins") == before
    assert "".join(text for what, text in found if what != "del") == after
    assert "".join(words(before)) == before
    assert joined(found) == found


def test_a_long_text_is_shown_whole_rather_than_slowly() -> None:
    before, after = "a " * MOST_WORDS, "a " * (MOST_WORDS - 1) + "b "
    assert runs(before, after) == (("del", before), ("ins", after))

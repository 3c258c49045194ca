"""Two texts compared: nothing where they are the same, every difference once, entries of a list by their code."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from entente.node.redline import Change, compare, flatten

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

"""The outline of a draft: words cut where promises stand, none lost, none twice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from entente.instrument import load, to_json
from entente.web.instruments.outline import counts, cut, outline


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=5))
def test_the_pieces_are_the_words(words: str, spans: list[tuple[int, int]]) -> None:
    promises = [{"code": f"C1{n}", "evidence": {"element": "C1", "start": a, "end": min(b, len(words))}} for n, (a, b) in enumerate(spans)]
    assert "".join(piece for piece, _ in cut(words, "C1", promises)) == words
    assert cut(words, "C2", promises) == ([(words, "")] if words else [])


def test_every_element_of_the_shipped_text_stands_once() -> None:
    text = to_json(load())
    found = outline(text, {})
    ids = [element["id"] for section in found for element in section["elements"]]
    assert len(ids) == len(set(ids)) == 49 and sum(len(e["promises"]) for s in found for e in s["elements"]) == 94
    assert counts(text, ())["position"] > 0

"""Search by the API finds what the page finds, in both languages, and nothing that is not for the reader."""

from __future__ import annotations

import pytest
from tests.web.api.conftest import Send
from tests.web.sample import Stage

from entente.node.search import index


@pytest.fixture(autouse=True)
def indexed(played: Stage) -> None:
    """What the other modules of this stage said is in the index."""
    index.catch_up(played.node)


def test_words_are_found_and_marked(send: Send) -> None:
    status, found = send("reader", "GET", "/search?q=logistic")
    assert status == 200 and "GBR-M-2018-006" in [one["record"]["code"] for one in found["found"]]
    assert any(piece["marked"] and piece["words"].lower() == "logistic" for one in found["found"] for piece in one["passage"])
    assert "jp-gb-2017#S6" in [one["clause"] for one in found["clauses"]]


def test_two_japanese_characters_are_enough(send: Send) -> None:
    assert "GBR-M-2018-006" in [one["record"]["code"] for one in send("reader", "GET", "/search?q=%E8%A8%93%E7%B7%B4")[1]["found"]]


def test_a_reader_finds_nothing_that_is_not_for_him(send: Send) -> None:
    assert "GBR-M-2018-099" in [one["record"]["code"] for one in send("drafter", "GET", "/search?q=only+some+may+see")[1]["found"]]
    assert send("reader", "GET", "/search?q=only+some+may+see")[1]["found"] == []
    assert send("reader", "GET", "/search?q=logistic&type=statement")[1]["found"] == []

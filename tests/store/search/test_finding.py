"""The index asked in both databases: what is found, in what order, under which labels."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.store.indexed import CHANNEL, DOC, ask, put

from entente.store.search import documents, finding
from entente.store.search.finding import Question
from entente.store.search.tokens import parse_query


def test_words_of_both_languages(alias: str) -> None:
    put(alias, DOC)
    for words in ("訓練", "雷", "機雷掃海", "ＧＢＲ-m-2018-006", "logistic 2018", '"in 2018"', "掃海の共同"):
        assert [record for _, record in ask(alias, words)] == [1], words
    for words in ("安保", "訓機", '"2018 in"', "logistic absent", "ogistic"):
        assert ask(alias, words) == [], words


def test_title_first_then_the_newest_then_what_begins_so(alias: str) -> None:
    put(alias, DOC, replace(DOC, record=2, title="", body="logistic"), replace(DOC, record=3, title="", body="logistics"))
    put(alias, replace(DOC, record=4, title="other", body="logistic"))
    assert ask(alias, "logistic") == [(0, 1), (1, 4), (1, 2), (2, 3)]
    assert ask(alias, "logistics") == [(1, 3), (2, 4), (2, 2), (2, 1)]
    assert ask(alias, '"logistic"') == [(0, 1), (1, 4), (1, 2)]


def test_a_beginning_stands_for_the_words_there_are_however_many(alias: str, monkeypatch: pytest.MonkeyPatch) -> None:
    put(alias, DOC, replace(DOC, record=2, title="maritime", body="x"), replace(DOC, record=3, title="", body="mare marble"))
    for _ in range(2):
        assert ask(alias, "mar") == [(2, 3), (2, 2)] and ask(alias, "mar 訓練") == ask(alias, "mart") == []
        assert ask(alias, "mar mar", frozenset({1})) == [(2, 3), (2, 2)]
        monkeypatch.setattr(finding, "MOST_WORDS", 2)  # then all that begin so are gone through


def test_many_documents_are_gone_through_block_by_block(alias: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "BLOCK_BITS", 1)
    monkeypatch.setattr(finding, "RARE", 0)
    put(alias, *(replace(DOC, record=n, label=1 + n % 3, title="", body="seldom" if n == 1 else "often") for n in range(40)))
    assert [r for _, r in ask(alias, "often", limit=99)] == [n for n in reversed(range(40)) if n != 1]
    assert ask(alias, "seldom") == [(1, 1)] and ask(alias, "seldom", frozenset({1})) == []
    assert [r for _, r in ask(alias, "often", frozenset({1}), 5)] == [39, 36, 33, 30, 27]


def test_pages_follow_without_loss(alias: str) -> None:
    put(alias, *(replace(DOC, record=n, title="logistic" if n % 3 else "", body="logistics logistic") for n in range(10)))
    question, found, after = Question(tuple(parse_query("logistic"))), [], None
    while hits := finding.find(alias, None, question, after, 3):
        found += hits
        after = (hits[-1].rank, hits[-1].id)
    assert [hit.id for hit in found] == [hit.id for hit in finding.find(alias, None, question, None, 99)] and len(found) == 10


def test_only_what_may_be_read_leaves_the_database(alias: str, monkeypatch: pytest.MonkeyPatch) -> None:
    put(alias, DOC, replace(DOC, record=2, label=2), replace(DOC, record=3, record_label=2), replace(DOC, record=12, label=12))
    for _ in range(2):
        assert {r for _, r in ask(alias, "訓練", frozenset({1}))} == {1}
        assert {r for _, r in ask(alias, "訓練", frozenset({1, 2}))} == {1, 2, 3}
        assert ask(alias, "訓練", frozenset()) == [] == ask(alias, "訓練", frozenset({3}))
        monkeypatch.setattr(finding, "WIDEST", 0)  # then the rows alone are compared
    monkeypatch.setattr(finding, "WIDEST", 200)
    monkeypatch.setattr(finding, "_numbers", lambda *_: "")  # then the index alone
    assert {r for _, r in ask(alias, "訓練", frozenset({1}))} == {1}


def test_who_may_see_little_finds_the_same_however_it_is_gathered(alias: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "BLOCK_BITS", 1)
    put(alias, *(replace(DOC, record=n, label=1 + (n % 5 > 0), title="", body="機雷" if n % 2 else "often") for n in range(60)))
    for seen in (0, 10_000):
        monkeypatch.setattr(finding, "SEEN", seen)
        assert [r for _, r in ask(alias, "雷", frozenset({1}), 4)] == [55, 45, 35, 25]
        assert [r for _, r in ask(alias, "雷", frozenset({1}), 99)] == [55, 45, 35, 25, 15, 5]


def test_a_page_behind_the_end_is_empty(alias: str) -> None:
    put(alias, DOC)
    question = Question(tuple(parse_query("logistic")))
    assert finding.find(alias, None, question, (2, 0), 9) == [] == finding.find(alias, None, question, (1, 1), 9)


def test_no_word_typed_is_taken_for_a_label_or_a_command(alias: str) -> None:
    put(alias, replace(DOC, label=2, record_label=2))
    for words in ("d2", "=d2", "r2", "marks : d2", f"c{CHANNEL}", "t6d656173757265"):
        assert ask(alias, words) == []
    for words in ("' OR 1=1 --", "訓練 OR 安保", "NEAR(訓練 共同)", "a* ' \" ) | & ! <->", "\\", "訓練\\'"):
        assert ask(alias, words, frozenset({1})) == []


def test_filters(alias: str) -> None:
    put(alias, DOC, replace(DOC, record=2, type="report", channel="d" * 64, clauses=("x#S6.1",)))
    assert ask(alias, "訓練", type="report") == ask(alias, "訓練", channel="d" * 64) == ask(alias, "訓練", clause="x#S6.1") == [(1, 2)]
    assert ask(alias, "訓練", clause="x#S6") == [(1, 1)] and ask(alias, "訓練", type="measure", channel="d" * 64) == []

"""The index in both databases: what is found, in what order, under which labels; what is forgotten is found no more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from entente.store import database, search
from entente.store.search import Document, Question
from entente.store.tokens import parse_query

CHANNEL = "c" * 64
DOC = Document(1, 1, 0, "text", 1, 1, CHANNEL, "measure", "GBR-M-2018-006 Logistic support", "機雷掃海の共同訓練 in 2018", ("x#S6",))


@pytest.fixture(params=["sqlite", "postgresql"])
def alias(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An empty store of either kind."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('search') / 'node.sqlite3'}"
    else:
        fresh: Callable[[], str] = request.getfixturevalue("postgres_url")
        url = fresh()
    name = f"search-{request.param}"
    database.connect(name, url)
    database.migrate(name)
    yield name
    database.close(name)


def put(alias: str, *documents: Document) -> None:
    with database.write(alias):
        search.put(alias, dict.fromkeys(doc.record for doc in documents), documents)


def ask(alias: str, words: str, allowed: frozenset[int] | None = None, limit: int = 20, **narrow: str) -> list[tuple[int, int]]:
    question = Question(tuple(parse_query(words)), **narrow)
    return [(hit.rank, hit.record) for hit in search.find(alias, allowed, question, None, limit)]


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
        monkeypatch.setattr(search, "MOST_WORDS", 2)  # then all that begin so are gone through


def test_many_documents_are_gone_through_block_by_block(alias: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "BLOCK_BITS", 1)
    monkeypatch.setattr(search, "RARE", 0)
    put(alias, *(replace(DOC, record=n, label=1 + n % 3, title="", body="seldom" if n == 1 else "often") for n in range(40)))
    assert [r for _, r in ask(alias, "often", limit=99)] == [n for n in reversed(range(40)) if n != 1]
    assert ask(alias, "seldom") == [(1, 1)] and ask(alias, "seldom", frozenset({1})) == []
    assert [r for _, r in ask(alias, "often", frozenset({1}), 5)] == [39, 36, 33, 30, 27]


def test_pages_follow_without_loss(alias: str) -> None:
    put(alias, *(replace(DOC, record=n, title="logistic" if n % 3 else "", body="logistics logistic") for n in range(10)))
    question, found, after = Question(tuple(parse_query("logistic"))), [], None
    while hits := search.find(alias, None, question, after, 3):
        found += hits
        after = (hits[-1].rank, hits[-1].id)
    assert [hit.id for hit in found] == [hit.id for hit in search.find(alias, None, question, None, 99)] and len(found) == 10


def test_only_what_may_be_read_leaves_the_database(alias: str, monkeypatch: pytest.MonkeyPatch) -> None:
    put(alias, DOC, replace(DOC, record=2, label=2), replace(DOC, record=3, record_label=2), replace(DOC, record=12, label=12))
    for _ in range(2):
        assert {r for _, r in ask(alias, "訓練", frozenset({1}))} == {1}
        assert {r for _, r in ask(alias, "訓練", frozenset({1, 2}))} == {1, 2, 3}
        assert ask(alias, "訓練", frozenset()) == [] == ask(alias, "訓練", frozenset({3}))
        monkeypatch.setattr(search, "WIDEST", 0)  # then the rows alone are compared
    monkeypatch.setattr(search, "WIDEST", 200)
    monkeypatch.setattr(search, "_numbers", lambda *_: "")  # then the index alone
    assert {r for _, r in ask(alias, "訓練", frozenset({1}))} == {1}


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


def test_long_texts_are_found_to_their_end_and_over_every_seam(alias: str) -> None:
    words = [f"w{n}" for n in range(3 * search.PIECE)]
    put(alias, replace(DOC, body=" ".join(words) + " の" * 3_000 + "終端"))
    for n in (0, search.PIECE - 1, search.PIECE, 2 * search.PIECE - 30, 3 * search.PIECE - 2):
        assert {r for _, r in ask(alias, f'"w{n} w{n + 1}"')} == {1}, n
    assert ask(alias, "終端") and not ask(alias, '"w5 w7"')


def test_what_is_forgotten_is_not_found(alias: str) -> None:
    put(alias, DOC, replace(DOC, record=2, act=2), replace(DOC, act=3, part="remark", title="", body="remarkable"))
    with database.write(alias):
        search.forget(alias, [2, 3])
    assert ask(alias, "訓練") == [(1, 1)] and ask(alias, "remarkable") == []
    listed = {row[0] for row in database.rows(alias, "SELECT word FROM search_word")}
    assert "logistic" in listed and not {"remarkable", "訓練", "2018¶", "m"} & listed
    put(alias, replace(DOC, body="anew"))
    assert ask(alias, "訓練") == [] and ask(alias, "anew") == [(1, 1)]
    with database.write(alias):
        search.clear(alias)
    assert ask(alias, "anew") == [] and database.rows(alias, "SELECT COUNT(*) FROM search_doc") == [(0,)]
    put(alias, DOC)
    assert ask(alias, "訓練") == [(1, 1)]


def test_forgotten_words_leave_the_file(tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("scrub") / "node.sqlite3"
    database.connect("scrub", f"sqlite:///{file}")
    database.migrate("scrub")
    put("scrub", replace(DOC, body="unmistakable"), replace(DOC, record=2, act=2, body="harmless"))
    database.scrub("scrub")
    assert b"unmistakable" in file.read_bytes()
    with database.write("scrub"):
        search.forget("scrub", [1])
    search.scrub("scrub")
    database.scrub("scrub")
    assert b"unmistakable" not in file.read_bytes() and b"harmless" in file.read_bytes()
    database.close("scrub")

"""Documents for the index, and how tests put them in and ask for them."""

from __future__ import annotations

from entente.store import database
from entente.store.search import documents, finding
from entente.store.search.documents import Document
from entente.store.search.finding import Question
from entente.store.search.tokens import parse_query

CHANNEL = "c" * 64
DOC = Document(1, 1, 0, "text", 1, 1, CHANNEL, "measure", "GBR-M-2018-006 Logistic support", "機雷掃海の共同訓練 in 2018", ("x#S6",))


def put(alias: str, *given: Document) -> None:
    with database.write(alias):
        documents.put(alias, dict.fromkeys(doc.record for doc in given), given)


def ask(alias: str, words: str, allowed: frozenset[int] | None = None, limit: int = 20, **narrow: str) -> list[tuple[int, int]]:
    question = Question(tuple(parse_query(words)), **narrow)
    return [(hit.rank, hit.record) for hit in finding.find(alias, allowed, question, None, limit)]

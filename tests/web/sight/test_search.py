"""What search asks the index for: a person's own labels, and nothing for who may read nothing."""

from __future__ import annotations

from tests.web.sample import Stage
from tests.web.test_gate import sight_of

from entente.kernel.labels.disclose import Reader
from entente.node.search.searching import Asked
from entente.web.gate import Sight
from entente.web.sight import search as sight_search


def test_by_label(shown: Stage) -> None:
    high, low = sight_of(shown, "drafter"), sight_of(shown, "reader")
    secret = shown.records["secret"]
    assert [one.row.id for one in sight_search.answer(high, Asked("限られた者")).found] == [secret]
    assert sight_search.answer(low, Asked("限られた者")).found == []
    blind = Sight(low.node, Reader("GBR", "GBR:FCDO", "GBR", {}, roles=frozenset({"reader"})), low.context)
    assert sight_search.answer(blind, Asked("logistic")).found == []


def test_every_word_must_stand_in_a_clause() -> None:
    assert sight_search.words_stand_in("S6 Logistics (ACSA)", "acsa s6") and not sight_search.words_stand_in("S6 Logistics", "acsa s6")
    assert not sight_search.words_stand_in("S6", " 。")

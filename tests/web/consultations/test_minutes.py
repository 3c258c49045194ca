"""Minutes: what was typed is read, one language changed alone is named, changes are marked by word and by character."""

from __future__ import annotations

from typing import Any

import pytest

from entente.kernel.bilingual import Title
from entente.kernel.errors import Refusal
from entente.web.consultations.minutes import _where, alone, begun, paragraphs, read, titles
from entente.web.sight.consultations import Entry

TEXT: dict[str, Any] = {
    "series": "s",
    "meeting": "m",
    "paragraphs": [{"no": 1, "item": 2, "en": "We met.", "ja": "会合した。", "decisions": [{"no": 1, "en": "Send.", "ja": "送付。"}]}],
}


def test_what_is_typed_is_read() -> None:
    kept = read({"p-1-en": " We met again.\r\nTwice. ", "d-1-1-en": "Send.", "d-1-1-ja": "送付。", "d-1-2-en": "Ask."}, TEXT)
    paragraph = kept["paragraphs"][0]
    assert paragraph["en"] == "We met again.\nTwice." and paragraph["ja"] == "会合した。" and paragraph["item"] == 2
    assert [one["no"] for one in paragraph["decisions"]] == [1, 2]
    assert "decisions" not in read({"d-1-1-en": " "}, TEXT)["paragraphs"][0]


def test_paragraphs_come_and_go_but_never_all() -> None:
    longer = read({"add": "1"}, TEXT)
    assert [one["no"] for one in longer["paragraphs"]] == [1, 2]
    assert [one["no"] for one in read({"drop": "1"}, longer)["paragraphs"]] == [2]
    assert len(read({"drop": "1"}, TEXT)["paragraphs"]) == 1


def test_a_decision_takes_its_owner_and_day_and_a_day_that_is_none_is_refused() -> None:
    typed = {"d-1-1-en": "Send.", "d-1-1-ja": "送付。", "a-1-1-party": "GBR", "a-1-1-authority": "fcdo", "a-1-1-due": "平成31年6月28日"}
    (decision,) = read(typed, TEXT)["paragraphs"][0]["decisions"]
    assert decision == {
        "no": 1,
        "en": "Send.",
        "ja": "送付。",
        "owner": {"party": "GBR", "authority": "FCDO"},
        "due": "2019-06-28",
    }
    with pytest.raises(Refusal, match="CN4"):
        read(typed | {"a-1-1-due": "31 February"}, TEXT)


def test_one_language_alone_is_named_and_a_word_on_the_other_lasts_for_one_revision() -> None:
    decisions = {"d-1-1-en": "Send.", "d-1-1-ja": "送付。"}
    changed = read({"p-1-ja": "再び会合した。", "p-1-unchanged": "en", **decisions}, TEXT)
    (shown,) = paragraphs(changed, TEXT, {})
    assert shown["alone"] == shown["unchanged"] == "en"
    assert "unchanged" not in begun(changed)["paragraphs"][0] and "unchanged" not in read(decisions, changed)["paragraphs"][0]
    both = read({"p-1-ja": "再び会合した。", "p-1-en": "We met again.", **decisions}, TEXT)
    assert paragraphs(both, TEXT, {})[0]["alone"] == "" and alone(TEXT["paragraphs"][0], TEXT["paragraphs"][0]) == ""


def test_changes_are_marked() -> None:
    shown = paragraphs(read({"p-1-en": "We sat.", "add": "1"}, TEXT), TEXT, {2: {"en": "Item"}})
    assert [language for language, _runs in shown[0]["changes"]] == ["en"] and shown[0]["title"] == {"en": "Item"}
    assert shown[1]["fresh"] and shown[1]["decisions"][-1]["no"] == 1


def test_titles_of_an_agenda() -> None:
    from types import SimpleNamespace

    from entente.areas.consultations.papers import Agenda, AgendaItem

    row: Any = SimpleNamespace(id="r")
    assert titles(Entry(row, Agenda("s", "m", (AgendaItem(3, Title("A"), "PROPOSED"),)), True)) == {3: {"en": "A"}}
    assert titles(None) == {}


def test_what_stands_against_it_is_named_by_paragraph_and_language() -> None:
    text = {"paragraphs": [{"no": 1}, {"no": 7}]}
    assert _where("paragraphs[1].ja", text) == _where("paragraphs.1.ja", text) == "Paragraph 7 Japanese"
    assert _where("paragraphs[0]", text) == "" and _where("series", text) == _where("paragraphs[9].en", text) == ""

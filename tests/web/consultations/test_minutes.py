"""Minutes: what was typed is read, one language changed alone is named, changes are marked by word and by character."""

from __future__ import annotations

from typing import Any

from django.utils import translation

from entente.web.consultations.minutes import action_text, loose, one_language, paragraphs, read, redline, titles
from entente.web.sight_consultations import Entry

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


def test_one_language_alone_is_named() -> None:
    changed = read({"p-1-ja": "再び会合した。", "d-1-1-en": "Send.", "d-1-1-ja": "送付。"}, TEXT)
    with translation.override("en"):
        assert one_language(TEXT, changed) == ["Paragraph 1: the Japanese changed, the English did not."]
    both = read({"p-1-ja": "再び会合した。", "p-1-en": "We met again.", "d-1-1-en": "Send.", "d-1-1-ja": "送付。"}, TEXT)
    assert one_language(TEXT, both) == [] and one_language(None, changed) == []
    assert loose({"meeting": "m", "paragraphs": [{"no": 1}]}).paragraphs[0].en == ""


def test_changes_are_marked() -> None:
    assert redline("We met in London.", "We met in Tokyo.") == [("same", "We met in "), ("del", "London"), ("ins", "Tokyo"), ("same", ".")]
    assert redline("双方は会合した。", "双方は再び会合した。") == [("same", "双方は"), ("ins", "再び"), ("same", "会合した。")]
    shown = paragraphs(read({"p-1-en": "We sat.", "add": "1"}, TEXT), TEXT, {2: {"en": "Item"}})
    assert [language for language, _runs in shown[0]["changes"]] == ["en"] and shown[0]["title"] == {"en": "Item"}
    assert shown[1]["fresh"] and shown[1]["decisions"][-1]["no"] == 1


def test_an_action_says_where_it_comes_from() -> None:
    from types import SimpleNamespace

    series = SimpleNamespace(entry=SimpleNamespace(text=SimpleNamespace(code="NSA")))
    text = SimpleNamespace(ordinal=5, series="s", clauses=("jp-gb-2017#I3",), held_on=None, starts=None, window_from=None)
    meeting: Any = SimpleNamespace(text=text, row=SimpleNamespace(id="m" * 64))
    made = action_text(meeting, series, (1, {"no": 2, "en": "x" * 300}), {"party": "GBR", "authority": "FCDO"}, "2019-06-28")  # type: ignore[arg-type]
    assert made["code"] == "NSA-5-P1D2" and len(made["title"]["en"]) == 200 and made["text"]["en"] == "x" * 300
    assert made["agreed_on"] == "2019-06-28" and "ja" not in made["title"]


def test_titles_of_an_agenda() -> None:
    from types import SimpleNamespace

    from entente.areas.consultations.papers import Agenda, AgendaItem
    from entente.areas.consultations.records import Title

    row: Any = SimpleNamespace(id="r")
    assert titles(Entry(row, Agenda("s", "m", (AgendaItem(3, Title("A"), "PROPOSED"),)), True)) == {3: {"en": "A"}}
    assert titles(None) == {}

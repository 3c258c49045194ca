"""Rows written in one go: every word escaped, each in the page's language, what was chosen or found marked."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from django.utils import translation
from tests.web.sample import Stage

from entente.store.intervals.standing_of import Found
from entente.web.listing import Filter
from entente.web.templatetags import lines

HOSTILE = """<script>x</script>"'&"""


class Read(HTMLParser):
    """What a browser makes of it: elements with their attributes, and the words between."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def line(**more: Any) -> dict[str, Any]:
    words = {"en": HOSTILE, "ja": f"日{HOSTILE}"}
    plain = {
        "id": "a" * 64, "type": words, "code": HOSTILE, "titles": words, "state": HOSTILE, "party": "GBR", "due_on": 736999,
        "changed_at": 1_538_438_400_000_000, "channel": "c", "address": "", "clauses": ["jp-gb-2017#S6", "jp-gb-2017#S7"],
    }  # fmt: skip
    return plain | more


def owed(**more: Any) -> dict[str, Any]:
    deed = {"address": f"/x/?q={HOSTILE}", "words": {"en": HOSTILE, "ja": HOSTILE}}
    rule = {"what": {"en": HOSTILE, "ja": HOSTILE}, "rule": "reporting", "is": "late", "until": 737000, "from": 736998, "who": HOSTILE}
    return line(deeds=[deed], **rule, **more)


def table(name: str, *shown: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": name, "shown": shown, "due": False} | more


RULED = Found(
    sort="obligation", code="reporting", state="late", starts=date(2018, 10, 1), ends=date(2018, 11, 1), move=HOSTILE, clauses=(), acts=(),
    reason={"en": HOSTILE, "ja": HOSTILE}, numerator=None, denominator=None,
)  # fmt: skip
FOUND = line(
    where="In a remark", file=HOSTILE, language="en", passage=[{"words": HOSTILE, "marked": True}, {"words": "<b>", "marked": False}]
)


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize(
    "text",
    [
        lambda: lines.record_rows([line(waits=[("JPN", {"en": HOSTILE, "ja": HOSTILE})])]),
        lambda: lines.desk_rows(table("changed", line(), changed=True)),
        lambda: lines.desk_rows(table("ours", owed())),
        lambda: lines.desk_rows(table("theirs", owed())),
        lambda: lines.desk_rows(table("due", owed(), due=True)),
        lambda: lines.found_items([FOUND]),
        lambda: lines.ruling_items([{"what": {"en": HOSTILE, "ja": HOSTILE}, "found": RULED}]),
        lambda: lines.navigation_items([{"title": HOSTILE, "address": f"/?{HOSTILE}", "here": True}]),
        lambda: lines.filter_options(Filter("a", "b", ((HOSTILE, HOSTILE),), HOSTILE)),
    ],
)
def test_words_of_people_are_words_and_nothing_else(shown: Stage, language: str, text: Any) -> None:
    with translation.override(language):
        read = Read(text())
    assert HOSTILE in read.words and not {"script", "b", "x"} & {name for name, _ in read.elements}
    allowed = {"aria-current", "class", "href", "title", "data-label", "datetime", "lang", "value", "selected"}
    assert {key for _, held in read.elements for key in held} <= allowed


def test_each_page_has_its_own_language(shown: Stage) -> None:
    one = line(type={"en": "Measure", "ja": "措置"}, titles={"en": "Title", "ja": "題"}, waits=[])
    said = {}
    for language in ("en", "ja", "en"):
        with translation.override(language):
            said[language] = str(lines.record_rows([one]))
    assert "Measure" in said["en"] and "措置" not in said["en"] and "Changed (London / Tokyo)" in said["en"]
    assert (
        "措置" in said["ja"] and "Measure" not in said["ja"] and "Changed (London / Tokyo)" not in said["ja"] and "2018/10/2" in said["ja"]
    )


def test_a_row_without_a_number_keeps_its_first_column(shown: Stage) -> None:
    for text in (lines.record_rows([line(code="", waits=[])]), lines.desk_rows(table("changed", line(code=""), changed=True))):
        assert "–</span></td>" in str(text).partition("app-list__number")[2].partition("app-list__title")[0]


def test_what_was_chosen_is_marked_and_nothing_else(shown: Stage) -> None:
    options = (("a", "A"), ("b", "B"))
    for chosen in ("a", "b", ""):
        read = Read(lines.filter_options(Filter("n", "t", options, chosen)))
        assert [held["value"] for _, held in read.elements if "selected" in held] == ([chosen] if chosen else [])


def test_the_deeds_of_a_line_stand_where_they_are_due(shown: Stage) -> None:
    ours, theirs = (Read(lines.desk_rows(table(name, owed()))) for name in ("ours", "theirs"))
    for read, inside in ((ours, "app-list__deeds app-no-print"), (theirs, "app-list__more app-list__deeds")):
        assert [held["href"] for _, held in read.elements if "q=" in (held.get("href") or "")] == [f"/x/?q={HOSTILE}"]
        assert any(inside in (held.get("class") or "") for _, held in read.elements)


def test_the_passage_has_its_words_marked(shown: Stage) -> None:
    text = str(lines.found_items([FOUND | {"passage": [{"words": "a", "marked": False}, {"words": "b", "marked": True}]}]))
    assert "a<mark>b</mark></p>" in text and text.count(" · ") == 3
    assert text.count(" · ") - str(lines.found_items([FOUND | {"where": "", "file": "", "clauses": []}])).count(" · ") == 2

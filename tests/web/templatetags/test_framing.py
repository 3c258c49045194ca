"""The strip with the marking and the choice of language: what stands in them, escaped, and nothing where nothing is known."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.template import Context, Template
from django.utils import translation
from tests.web.sample import Stage

AT = datetime(2018, 10, 2, 9, 0, tzinfo=UTC)
KNOWN: dict[str, Any] = {
    "ceiling": {"en": "A <b>", "ja": "秘"}, "exercise": True, "simulated": True, "now": AT,
    "languages": (("en", "English"), ("ja", "日本語")), "LANGUAGE_CODE": "en", "here": "/a?b=<c>&d", "csrf_token": "tok<en",
}  # fmt: skip


def made(tag: str, language: str = "en", **changed: Any) -> str:
    with translation.override(language):
        return Template(f"{{% load framing %}}{{% {tag} %}}").render(Context(KNOWN | changed))


def test_the_head_says_marking_exercise_and_time_and_the_foot_no_time(shown: Stage) -> None:
    head, foot = made("marking_strip"), made("marking_strip bottom=True")
    for words in ("A &lt;b&gt;", "EXERCISE", "Holds nothing above"):
        assert words in head and words in foot
    assert "(simulated time)" in head and "<time" in head and 'aria-label="Marking and clock"' in head
    assert "<time" not in foot and 'aria-label="Marking, at the foot"' in foot
    assert "秘" in made("marking_strip", "ja") and "演習" in made("marking_strip", "ja")


def test_what_is_not_known_is_not_said(shown: Stage) -> None:
    assert made("marking_strip", ceiling=None) == ""
    plain = made("marking_strip", exercise=False, simulated=False)
    assert "EXERCISE" not in plain and "simulated" not in plain and "<time" in plain
    assert made("language_items", languages=()) == ""


@pytest.mark.parametrize(("own", "other"), [("en", "ja"), ("ja", "en")])
def test_each_other_language_is_a_button_back_to_this_page(shown: Stage, own: str, other: str) -> None:
    said = made("language_items", LANGUAGE_CODE=own)
    assert f'<span aria-current="true" lang="{own}">' in said and f'name="language" value="{other}" lang="{other}">' in said
    assert said.count("<form ") == 1 and 'name="next" value="/a?b=&lt;c&gt;&amp;d"' in said and 'value="tok&lt;en"' in said
    assert "csrfmiddlewaretoken" not in made("language_items", csrf_token="NOTPROVIDED")

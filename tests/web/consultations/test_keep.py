"""Keep: a text as JSON with fields changed and dropped."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from entente.areas.consultations.records import Meeting
from entente.kernel.bilingual import Title
from entente.web.consultations.keep import plain, token


def test_fields_are_changed_and_dropped() -> None:
    text = plain(Meeting("s", Title("M"), "PLANNED", "VTC", host="GBR"), stage="CANCELLED", host=None)
    assert text == {"series": "s", "title": {"en": "M"}, "stage": "CANCELLED", "mode": "VTC"}


def test_a_form_names_its_request() -> None:
    def asked(value: str) -> Any:
        return SimpleNamespace(POST={"request": value})

    assert token(asked("a" * 32), "held") == "web:held:" + "a" * 32
    assert token(asked("short"), "held") == "" and token(asked(""), "held") == ""

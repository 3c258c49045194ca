"""The fields of a record on pages: who is named by code in the text is named in words, in both languages."""

from __future__ import annotations

from typing import Any

import pytest
from django.template import Context, Template
from django.utils.html import strip_tags
from django.utils.translation import override

from entente import areas
from entente.implementation.sheets.called import Called
from entente.web import parties
from entente.web.records import fields

CALLED = Called(
    {"GBR": {"en": "United Kingdom", "ja": "英国"}, "JPN": {"en": "Japan", "ja": "日本"}},
    {("GBR", "MOD"): {"en": "Ministry of Defence", "ja": "国防省"}},
)
MEETING: dict[str, Any] = {
    "title": {"en": "Meeting"}, "host": "JPN",
    "participants": [{"party": "GBR", "authority": "MOD"}, {"party": "JPN", "authority": "XX"}],
}  # fmt: skip


def said(type_: str, text: dict[str, Any], language: str) -> str:
    kind = areas.registry().kinds[type_]
    with override(language):
        page = Template("{% load named %}{% field_lines lines %}").render(Context({"lines": fields.lines(kind, kind.latest, text)}))
    return " ".join(strip_tags(page.replace("<", " <")).split())


@pytest.mark.parametrize(
    ("language", "host", "participant", "lead"),
    [
        (
            "en",
            "Host Japan",
            "United Kingdom Ministry of Defence (MOD) Japan XX",
            "Lead authorities, United Kingdom Ministry of Defence (MOD)",
        ),
        ("ja", "開催国 日本", "英国 国防省 日本 XX", "主管当局・英国 国防省"),
    ],
)
def test_governments_by_name(monkeypatch: pytest.MonkeyPatch, language: str, host: str, participant: str, lead: str) -> None:
    monkeypatch.setattr(parties, "called", lambda: CALLED)
    page = said("meeting", MEETING, language)
    assert host in page and participant in page and "GBR" not in page
    assert lead in said("measure", {"leads": {"GBR": "MOD"}}, language)
    changed = fields.changes(areas.registry().kinds["meeting"], 1, {"host": "GBR"}, {"host": "JPN"})
    assert [one.value.words[language] for one in changed if one.value is not None] == [host.split()[1]]

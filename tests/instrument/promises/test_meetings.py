"""Meeting series in a text: names, rhythms, and what is only mentioned."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.instrument import load
from entente.instrument.promises.meetings import find_series

KNOWN = {
    "Consultations will be held annually between Defence Ministries.": [("Consultations", 12)],
    "A joint steering group shall be established and will meet quarterly.": [("joint steering group", 3)],
    "The Participants will establish a Joint Working Group, which will meet every six months.": [("Joint Working Group", 6)],
    "They will hold an annual ministerial meeting and biannual steering committee meetings.": [
        ("ministerial meeting", 12),
        ("steering committee meetings", None),
    ],
    "The Ministers will meet every six months.": [("Meeting of the Ministers", 6)],
    "They will meet every six months.": [("Meeting", 6)],
    "The two sides will convene annually at the level of Foreign Ministers.": [("Meeting of the two sides", 12)],
    "They plan to launch a dialogue on space.": [("dialogue on space", None)],
    "At the last meeting they agreed much.": [],
    "Quarterly staff talks": [("staff talks", 3)],
    "annual ministerial meeting;": [("ministerial meeting", 12)],
    "Dialogue on cyber every six months.": [("Dialogue on cyber", 6)],
    "The annual meeting was useful.": [],
    "Following the annual meeting, exercises": [],
    "日本国と英国は、毎年、外務・防衛閣僚会合及び外相戦略対話を開催する。": [("外務・防衛閣僚会合", 12), ("外相戦略対話", 12)],
    "両国は、四半期ごとに国家安全保障局長間の対話を行う。": [("国家安全保障局長間の対話", 3)],
}


@pytest.mark.parametrize(("text", "series"), KNOWN.items())
def test_series_of_a_sentence(text: str, series: list[tuple[str, int | None]]) -> None:
    found = find_series(text)
    assert [(s.name, s.cadence.every if s.cadence else None) for s in found] == series
    assert all(bool(s.question) == (s.cadence is None or s.cadence.every is None) for s in found)


def test_the_series_of_2017() -> None:
    found = [(c.id, s.name, s.cadence.every if s.cadence else None) for c in load().clauses for s in find_series(c.text)]
    assert found == [
        ("I2", "Foreign and Defence Ministers’ meeting", 12),
        ("I2", "Foreign Ministers’ Strategic Dialogue", 12),
        ("I2", "Defence Ministers’ meeting", 12),
        ("I2", "Foreign and Defence Director-General level consultation", 12),
        ("I3", "dialogues between their National Security Advisors / National Security Secretariats", 3),
        ("I4", "working level meetings", None),
        ("I5", "working-level dialogues", None),
        ("I5", "Working-level dialogue on South Asia", None),
        ("I5", "meetings between relevant ministries", None),
    ]


@given(st.text(max_size=300) | st.text(alphabet="hold meeting, and quarterly. 会合を開催する毎年", max_size=300))
def test_any_text_is_read_and_spans_lie_in_it(text: str) -> None:
    for series in find_series(text):
        assert series.name and 0 <= series.span[0] < series.span[1] <= len(text)


@pytest.mark.parametrize("text", ["hold " * 8_000 + "meeting", "hold meeting and " * 4_000, "会合、" * 8_000 + "を開催する。"])
def test_long_text_is_read_in_good_time(text: str) -> None:
    find_series(text[:40_000])

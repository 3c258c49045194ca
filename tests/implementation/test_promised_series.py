"""The meeting series of 2017 as texts that the record type accepts."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from entente.areas import consultations
from entente.implementation.promised_series import kind_of, series_texts
from entente.instrument import load
from entente.instrument.promises.draft import series_of
from entente.kernel.errors import Refusal

KIND = next(kind for kind in consultations.AREA.kinds if kind.type == "meeting-series")
PARTIES = ("GBR", "JPN")


def test_the_series_of_2017_pass_the_record_type() -> None:
    texts = series_texts("jp-gb-2017", "2017-08-31", PARTIES, series_of(load()), "en")
    for text in texts:
        assert not list(KIND.check(msgspec.convert(text, KIND.schemas[KIND.latest]), PARTIES))
    assert [(t["kind"], t.get("interval_months")) for t in texts[:5]] == [
        ("2+2", 12), ("FM STRATEGIC DIALOGUE", 12), ("DMM", 12), ("DG CONSULTATION", 12), ("NSA", 3),
    ]  # fmt: skip
    assert {t["basis"] for t in texts} == {"NOT FIXED"} and len({t["code"] for t in texts}) == len(texts)
    assert kind_of("Working-level dialogue on South Asia") == "SOUTH ASIA"


def test_a_series_has_its_name_in_both_languages_where_both_texts_have_as_many_in_the_clause() -> None:
    (first, second) = series_of(load())[:2]
    beside = [replace(first, name="外務・防衛閣僚会合"), replace(second, name="外相戦略対話")]
    texts = series_texts("x-2024", "2024-01-01", PARTIES, [first, second], "en", beside)
    assert [text["title"]["ja"] for text in texts] == ["外務・防衛閣僚会合", "外相戦略対話"]
    assert "ja" not in series_texts("x-2024", "2024-01-01", PARTIES, [first, second], "en", beside[:1])[0]["title"]


def test_weeks_bind_as_a_longest_gap_and_a_text_without_a_date_is_refused() -> None:
    weekly = [replace(series_of(load())[0], every=2, unit="week", basis="rolling")]
    (text,) = series_texts("x-2024", "2024-01-01", PARTIES, weekly, "ja")
    assert text["longest_gap_days"] == 14 and "interval_months" not in text and set(text["title"]) == {"ja"}
    assert not list(KIND.check(msgspec.convert(text, KIND.schemas[KIND.latest]), PARTIES))
    with pytest.raises(Refusal, match="SE1"):
        series_texts("x-2024", None, PARTIES, weekly, "en")

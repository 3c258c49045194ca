"""What the form of corrections says is read leniently, and a day strictly; the way through is in test_bring."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from django.test import RequestFactory

from entente.kernel.errors import Refusal
from entente.web.instruments.correct import _day, _said

TEXT = {"commitments": [{"code": "C1a"}, {"code": "C2a"}], "rhythms": [{"unit": "month"}]}


def test_fields_that_are_not_there_change_nothing() -> None:
    request = RequestFactory().post("/")
    request.POST = QueryDict("kind-C1a=do&parties-C1a=jpn+gbr&drop-C1a=on&unit-0=month&every-0=x&add-words-1=some")  # type: ignore[assignment]
    said = _said(request, TEXT)
    assert set(said.promises) == {"C1a"} and said.promises["C1a"]["drop"] and said.promises["C1a"]["parties"] == ["JPN", "GBR"]
    assert said.rhythms[0]["every"] is None and [added.words for added in said.added] == ["some"]


def test_a_day_as_people_write_it() -> None:
    assert (_day(""), _day("平成29年8月31日")) == ("", "2017-08-31")
    with pytest.raises(Refusal, match="IM10"):
        _day("soon")

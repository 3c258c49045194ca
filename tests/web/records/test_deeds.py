"""Every deed is about a state that its rule has, in both languages, and leads to a page that there is."""

from __future__ import annotations

from urllib.parse import parse_qsl

from django.urls import resolve
from tests.web.sample import Stage

from entente.areas.action_plan import parameters as plan
from entente.areas.consultations.parameters import CODES
from entente.areas.logistics import parameters as logistics
from entente.areas.visits import parameters as visits
from entente.web.records import deeds


def test_every_deed_is_of_a_state_that_there_is_and_leads_somewhere(shown: Stage) -> None:
    for code, state in deeds.DEEDS:
        known = {**CODES, **plan.CODES, **visits.CODES, **logistics.CODES}[code]
        assert known.sort == "obligation" and state in known.states, (code, state)
        for deed in deeds.of(code, state, "a" * 64):
            path, _, query = deed["address"].partition("?")
            named = dict(parse_qsl(query)).values() or [resolve(path).kwargs["record"]]
            assert set(deed["words"]) == {"en", "ja"} and resolve(path) and list(named) == ["a" * 64]
    assert deeds.of("statement.ready", "not-ready", "a" * 64) == []


def test_who_can_do_nothing_is_told_whose_work_it_is() -> None:
    assert deeds.doer({"verb": "accept"}) == deeds.ACCEPTS
    assert deeds.doer({"rule": "measure.report", "is": "missing"}) == deeds.DRAFTS
    assert deeds.doer({"rule": "statement.ready", "is": "not-ready"}) is None

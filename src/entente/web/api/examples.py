"""Examples in the API's description: what a request looks like, operation by operation, and what its parameters can be.

Pure. The tests read each by the very schema that reads requests (tests/web/api/test_examples.py). Serves every clause.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

ACT = "41d0c7f5a9be2b60c1e9d17d0a5f1c52f0b93c7be4f9a1d2c3b4a59687786950"
MEASURE: Mapping[str, Any] = {
    "code": "GBR-M-2018-006",
    "title": {"en": "Accounting for support under the ACSA", "ja": "ACSAに基づく後方支援の計上"},
    "clauses": ["jp-gb-2017#S6"],
    "type": "DELIVERABLE",
    "stage": "ACTIVE",
    "leads": {"GBR": "MOD", "JPN": "MOD"},
    "baseline_start": "2018-10-01",
    "baseline_finish": "2018-12-21",
    "completion_criterion": {"en": "Both ledgers agree for one exercise.", "ja": "一回の訓練について双方の帳簿が一致すること。"},
}
REVISION = {"revision": ACT, "comments": [{"path": "baseline_finish", "words": "Why not before the meeting in November?"}]}
FINDING = {"code": "measure.disagreement", "record": ACT}

BODIES: Mapping[str, Any] = {
    "create_draft": {"type": "measure", "text": MEASURE},
    "revise_draft": {"text": MEASURE, "revision": ACT},
    "ask_clearance": {"to_post": "GBR:FCDO:release"},
    "clear_draft": {"revision": ACT},
    "return_draft": REVISION,
    "release_draft": {"revision": ACT, "wait_s": 600},
    "recall_draft": {"words": "The annex is not the agreed one."},
    "answer_proposal": {"remark": "Agreed at the working level on 1 October."},
    "withdraw_statement": {"remark": "Stated in error."},
    "create_edition": {"title": {"en": "Action plan 2018", "ja": "行動計画2018"}, "drafts": [ACT], "held_on": "2018-12-14"},
    "put_recorded": {"records": [ACT]},
    "answer_recorded": {"answers": [{"record": ACT, "act": ACT, "answer": "corrected", "words": {"en": "We said: perhaps."}}]},
    "issue_paper": {"kind": "quarterly", "audience": "partner"},
    "draft_agenda": {"lines": [{"key": f"overdue:{ACT}", "minutes": 15}], "own": [{"en": "Any other matter", "ja": "その他"}]},
    "offer_times": {"slots": [{"starts": "2018-10-16T08:00:00Z", "ends": "2018-10-16T10:00:00Z"}]},
    "answer_offer": {"chosen": 1},
    "claim_action": {"done_on": "2018-10-12", "words": {"en": "The annex was sent by bag."}},
    "close_action": {"words": {"en": "The annex has come."}},
    "dispute_action": {"words": {"en": "The annex lacks its second table.", "ja": "附属書の第二表が欠けている。"}},
    "merge_meetings": {"gone": ACT},
    "change_meeting": {"what": "held"},
    "put_briefs": {
        "items": [{"no": 1, "brief": {"en": "The rate is the point."}, "lines_to_take": [{"en": "Ask for the annex by October."}]}]
    },
    "correct_instrument": {
        "revision": ACT,
        "title": "Joint Declaration on Sea Lanes",
        "done_on": "2023-05-18",
        "promises": {"S1a": {"kind": "do", "parties": ["GBR", "JPN"]}, "S2b": {"drop": True}},
        "rhythms": {"0": {"every": 1, "unit": "month", "basis": "calendar-year"}},
        "added": [{"clause": "S3", "words": "exchange of views on sea lanes", "kind": "do"}],
    },
    "draft_joint_paper": {"kind": "annual"},
    "decide_request": {"text": {"verdict": "GRANTED", "number": "DC-7", "valid_from": "2018-11-26", "valid_to": "2018-12-02"}},
    "put_digest": {"address": "desk@example.org"},
    "give_work": {"to_post": "GBR:FCDO:desk", "due": "2018-10-12", "words": "Ask the MOD for the figures of September."},
    "put_national": {"fields": {"internal_risk": {"en": "The rate may move."}}, "revision": ""},
    "answer_ping": {"still_right": True},
    "ask_next_contact": {"contact": ACT},
    "open_round": {
        "code": "GBR-CR-2018-4",
        "title": {"en": "Fourth quarter of 2018"},
        "period_from": "2018-10-01",
        "period_to": "2018-12-31",
        "due": "2019-01-14",
    },
    "send_chasers": {"authorities": ["MOD", "DIT"]},
    "put_return": {"rating": "GREEN", "narrative": {"en": "Both ledgers agree."}, "forecast_finish": "2018-12-21"},
    "clear_findings": {"shown": [FINDING], "may_stand": [FINDING]},
    "draft_notice": FINDING,
    "judge_pair": {"name": ["sides", ACT, ACT], "differs": True},
    "save_view": {"page": "records", "name": "What waits on Tokyo", "filters": {"type": "measure", "waits": "JPN"}, "shared": True},
    "follow": {"kind": "clause", "name": "jp-gb-2017#S6"},
}
"""A request's body, by operation."""

PARAMETERS: Mapping[str, Any] = {
    "name": "GBR-M-2018-006",
    "act": "JPN~1~12",
    "type": "measure",
    "version": 1,
    "state": "in-effect",
    "clause": "jp-gb-2017#S6",
    "waits": "JPN",
    "lead": "GBR:MOD",
    "instrument": "jp-gb-2017",
    "local": "S6",
    "q": "logistic support",
    "kind": "quarterly",
    "subject": "S6",
    "on": "2018-10-02",
    "known": "2018-10-02",
    "number": 1,
    "key": 1,
    "measure": "GBR-M-2018-006",
    "authority": "MOD",
    "verb": "accept",
    "offer": ACT,
    "code": "commitment.covered",
    "domain": "SEA",
    "visitor": "GBR",
    "host": "JPN",
    "requester": "GBR",
    "provider": "JPN",
    "hours": 96,
    "page": 1,
    "first": "2018-10-15",
    "last": "2018-11-16",
    "minutes": 120,
}
"""A parameter's value, by its name; one that is none of the choices that an operation leaves is left out there."""


def add(description: dict[str, Any]) -> None:
    """Puts the examples into an OpenAPI description."""
    for operations in description["paths"].values():
        for one in operations.values():
            sent = one.get("requestBody", {}).get("content", {}).get("application/json")
            if sent is not None and one["operationId"] in BODIES:
                sent["example"] = BODIES[one["operationId"]]
            for parameter in one.get("parameters", ()):
                value, schema = PARAMETERS.get(parameter["name"]), parameter.get("schema", {})
                if value is not None and value in schema.get("enum", [value]):
                    parameter["example"] = value

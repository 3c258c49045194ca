"""Drafting: what a government says to itself before it says it to a partner: drafts, clearance, release, assignments, national fields.

Pure. Statements in the national channel alone (pattern P1: draft, cleared, issued). All that concerns one draft is one group with it; the
state of a draft (`state.py`) and its dated intervals (`rules.py`) are functions of that group. Serves I1 and every clause.
"""

from __future__ import annotations

from typing import Any

import msgspec

from entente.areas.drafting.records import (
    Assignment,
    Clearance,
    ClearanceRequest,
    ConfirmationList,
    Departure,
    Dispatched,
    Draft,
    OfficerDecision,
    Overlay,
    Recall,
    ReleaseOrder,
)
from entente.areas.drafting.rules import assignment_rules, draft_rules
from entente.kernel.area import Area, Facets, Kind, Words

CLAUSES = ("jp-gb-2017#I1",)

TITLES: dict[str, Words] = {
    "draft": {"en": "Draft", "ja": "案"},
    "clearance-request": {"en": "Request for clearance", "ja": "決裁の依頼"},
    "clearance": {"en": "Clearance", "ja": "決裁"},
    "release-order": {"en": "Order to release", "ja": "発出の指示"},
    "recall": {"en": "Recall", "ja": "発出の取消し"},
    "departure": {"en": "End of the waiting time", "ja": "待機の終了"},
    "dispatched": {"en": "Outcome of a release", "ja": "発出の結果"},
    "assignment": {"en": "Assignment", "ja": "作業の割当て"},
    "officer-decision": {"en": "Officer’s decision", "ja": "担当官の判断"},
    "overlay": {"en": "National fields", "ja": "国内限りの項目"},
    "confirmation-list": {"en": "Records put for confirmation", "ja": "確認を求める記録の一覧"},
}
"""Names of the record types; `text.toml` repeats them beside the other strings."""


UNTITLED = {"en": "Untitled draft", "ja": "無題の案"}
"""The title of a draft whose text has none as yet, or is of a type that has none."""


def _draft_facets(text: Draft) -> Facets:
    """Read leniently: a draft may lack anything or hold anything."""
    if text.type == "confirmation-list":
        return Facets(text.type, _counted(text.text.get("items")))
    code, title = text.text.get("code"), text.text.get("title")
    known = title if isinstance(title, dict) else {}
    titles = {key: str(known[key])[:200] for key in ("en", "ja") if known.get(key)}
    return Facets(code if isinstance(code, str) and code else text.type, titles or UNTITLED)


def _counted(items: Any) -> Words:
    """What a list of records is called: how many it holds."""
    number = len(items) if isinstance(items, list | tuple) else 0
    return {"en": f"{number} record{'' if number == 1 else 's'} put for confirmation", "ja": f"確認を求める記録{number}件"}


def _step_facets(type_: str, name: str, text: Any) -> Facets:
    """Listed under the first digits of what the step is about."""
    return Facets(str(getattr(text, name) or "-")[:12], TITLES[type_], (), None, getattr(text, "due", None))


def _kind(type_: str, struct: type[msgspec.Struct], about: str, code: str = "") -> Kind:
    """A statement that is grouped with what its field `about` names; `code` names the field it is found by, where that is another."""
    return Kind(
        type=type_,
        joint=False,
        titles=TITLES[type_],
        schemas={1: struct},
        facets=lambda text: _step_facets(type_, code or about, text),
        clauses=CLAUSES,
        group=lambda record, text: str(getattr(text, about)) if text is not None else record,
    )


AREA = Area(
    name="drafting",
    titles={"en": "Drafting", "ja": "起案"},
    clauses=CLAUSES,
    kinds=(
        Kind("draft", False, TITLES["draft"], {1: Draft}, _draft_facets, CLAUSES),
        _kind("clearance-request", ClearanceRequest, "draft"),
        _kind("clearance", Clearance, "draft"),
        _kind("release-order", ReleaseOrder, "draft"),
        _kind("recall", Recall, "draft"),
        _kind("departure", Departure, "draft"),
        _kind("dispatched", Dispatched, "draft", "act"),
        _kind("assignment", Assignment, "record"),
        _kind("overlay", Overlay, "record"),
        _kind("officer-decision", OfficerDecision, "about", "act"),
        Kind(
            "confirmation-list",
            False,
            TITLES["confirmation-list"],
            {1: ConfirmationList},
            lambda text: Facets("confirmation-list", _counted(text.items)),
            CLAUSES,
        ),
    ),
    rules=(draft_rules, assignment_rules),
)

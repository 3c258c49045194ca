"""What the demonstration's desks write: a measure under clause S6, the other side's text of it, reports, a second measure.

Pure. Everything here is invented and says so; the clauses are the declaration's. Serves S6 and S13.
"""

from __future__ import annotations

import copy
from typing import Any

INVENTED = {"en": "Invented for demonstration.", "ja": "実演用の架空の内容。"}


def _said(en: str, ja: str) -> dict[str, str]:
    return {"en": f"{en} {INVENTED['en']}", "ja": f"{ja}{INVENTED['ja']}"}


MEASURE: dict[str, Any] = {
    "code": "GBR-M-2018-006",
    "title": {
        "en": "Accounting for logistic support in joint exercises under the ACSA",
        "ja": "ACSAに基づく共同訓練時の後方支援の計上",
    },
    "clauses": ["jp-gb-2017#S6", "jp-gb-2017#A2"],
    "commitments": ["jp-gb-2017#S6a"],
    "type": "DELIVERABLE",
    "stage": "ACTIVE",
    "leads": {"GBR": "MOD", "JPN": "MOD"},
    "supporting": {"GBR": ["FCO"], "JPN": ["MOFA"]},
    "baseline_start": "2018-09-03",
    "baseline_finish": "2018-12-21",
    "milestones": [
        {
            "code": "M1",
            "name": {"en": "Common order form agreed", "ja": "共通の発注書式の合意"},
            "due": "2018-10-31",
            "evidence_type": "COUNTERSIGNED",
        },
        {
            "code": "M2",
            "name": {"en": "First orders reconciled", "ja": "最初の発注の照合"},
            "due": "2018-12-14",
            "evidence_type": "COUNTERSIGNED",
        },
    ],
    "completion_criterion": _said("Both ledgers agree for one exercise.", "一回の訓練について双方の帳簿が一致すること。"),
    "regions": ["indo-pacific"],
}


def counter() -> dict[str, Any]:
    """Japan's text of the same measure: more time for the second step, and a sharper test of completion."""
    text = copy.deepcopy(MEASURE)
    text["milestones"][1]["due"] = "2019-01-31"
    text["baseline_finish"] = "2019-02-28"
    text["completion_criterion"] = _said(
        "Both ledgers agree, line by line, for one exercise.", "一回の訓練について双方の帳簿が項目ごとに一致すること。"
    )
    return text


def report(rag: str, en: str, ja: str) -> dict[str, Any]:
    """One side's report on the measure for September 2018."""
    return {
        "measure": MEASURE["code"],
        "period_from": "2018-09-03",
        "period_to": "2018-09-28",
        "rag": rag,
        "narrative": _said(en, ja),
    }


SECOND: dict[str, Any] = {
    "code": "GBR-M-2018-013",
    "title": {
        "en": "Exchange on norms of responsible behaviour in cyberspace",
        "ja": "サイバー空間における責任ある行動規範に関する協議",
    },
    "clauses": ["jp-gb-2017#S13"],
    "commitments": ["jp-gb-2017#S13b"],
    "type": "RECURRING",
    "stage": "AGREED",
    "leads": {"GBR": "FCO", "JPN": "MOFA"},
    "baseline_start": "2018-10-01",
    "cadence_months": 6,
    "completion_criterion": _said("Held twice a year.", "年二回の開催。"),
    "challenges": ["cyber"],
}

PAPERS: dict[str, dict[str, Any]] = {
    "measure.json": MEASURE,
    "counter.json": counter(),
    "report-uk.json": report("GREEN", "The draft form is with both staffs.", "書式案を双方の担当部局に提示した。"),
    "report-japan.json": report("AMBER", "Units of measure still differ between the ledgers.", "双方の帳簿で計量単位がなお異なる。"),
    "cyber.json": SECOND,
}
"""The files that the story puts beside the nodes, by name."""

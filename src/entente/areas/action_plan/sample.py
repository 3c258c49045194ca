"""A sample history for the demonstration: three invented measures and their reports. Pure.

The clauses are those of the declaration; measures, dates, ratings and words are invented and say so. Serves S6, S7, S13 and I1.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from entente.areas.action_plan.records import Answer, Forecast, Measure, Milestone, ProgressReport
from entente.kernel.bilingual import Prose, Title

INVENTED = {"en": "Invented for demonstration.", "ja": "実演用の架空の内容。"}


@dataclass(frozen=True, slots=True)
class Step:
    """One act of the sample, in order. `name` stands for the record id, which only signing gives: a later step with it is a revision.

    `party` proposes (measures) or states (reports). A report's `measure` and an answer's `report` hold names, to be put right by whoever
    signs.
    """

    on: date
    party: str
    name: str
    text: Measure | ProgressReport


def _said(en: str, ja: str) -> Prose:
    return Prose(f"{en} {INVENTED['en']}", f"{ja}{INVENTED['ja']}")


ACSA = Measure(
    code="GBR-M-2018-006",
    title=Title("Accounting for logistic support in joint exercises under the ACSA", "ACSAに基づく共同訓練時の後方支援の計上"),
    clauses=("jp-gb-2017#S6", "jp-gb-2017#A2"),
    commitments=("jp-gb-2017#S6a",),
    type="DELIVERABLE",
    stage="ACTIVE",
    leads={"GBR": "MOD", "JPN": "MOD"},
    supporting={"GBR": ("FCO",), "JPN": ("MOFA",)},
    baseline_start=date(2018, 1, 15),
    baseline_finish=date(2018, 12, 14),
    milestones=(
        Milestone("M1", Title("Common order form agreed", "共通の発注書式の合意"), date(2018, 5, 31), "COUNTERSIGNED"),
        Milestone("M2", Title("First orders reconciled", "最初の発注の照合"), date(2018, 10, 31), "COUNTERSIGNED"),
    ),
    completion_criterion=_said("Both ledgers agree for one exercise.", "一回の訓練について双方の帳簿が一致すること。"),
    regions=("indo-pacific",),
)

FRAMEWORK = Measure(
    code="JPN-M-2018-007",
    title=Title("Framework to facilitate joint operations and exercises", "共同運用・演習を円滑にするための枠組みの検討"),
    clauses=("jp-gb-2017#S7",),
    commitments=("jp-gb-2017#S7b",),
    type="TEXT",
    stage="ACTIVE",
    leads={"GBR": "MOD", "JPN": "MOFA"},
    supporting={"JPN": ("MOD",)},
    baseline_start=date(2018, 2, 1),
    baseline_finish=date(2019, 3, 29),
    priority="HIGH",
    depends_on=("GBR-M-2018-006",),
    milestones=(Milestone("M1", Title("List of procedures to improve", "改善すべき手続の一覧"), date(2018, 7, 31), "SELF"),),
    completion_criterion=_said("A joint paper is before the ministers.", "共同文書が両国閣僚に提出されること。"),
    regions=("indo-pacific",),
)

CYBER = Measure(
    code="GBR-M-2018-013",
    title=Title("Exchange on norms of responsible behaviour in cyberspace", "サイバー空間における責任ある行動規範に関する協議"),
    clauses=("jp-gb-2017#S13", "jp-gb-2017#A11"),
    commitments=("jp-gb-2017#S13b", "jp-gb-2017#A11a"),
    type="RECURRING",
    stage="ACTIVE",
    leads={"GBR": "FCO", "JPN": "MOFA"},
    baseline_start=date(2018, 3, 1),
    cadence_months=6,
    completion_criterion=_said("Held twice a year.", "年二回の開催。"),
    regions=("global",),
    challenges=("cyber",),
)

_Q1 = (date(2018, 1, 1), date(2018, 3, 31))
_Q2 = (date(2018, 4, 1), date(2018, 6, 30))
_Q3 = (date(2018, 7, 1), date(2018, 9, 30))

HISTORY: tuple[Step, ...] = (
    Step(date(2018, 1, 12), "GBR", "acsa", ACSA),
    Step(date(2018, 1, 30), "JPN", "framework", FRAMEWORK),
    Step(date(2018, 2, 20), "GBR", "cyber", CYBER),
    Step(
        date(2018, 4, 6), "GBR", "acsa-gbr-1",
        ProgressReport("acsa", *_Q1, "GREEN", _said("A draft form is with the partner.", "書式案を相手側に提示した。")),
    ),
    Step(
        date(2018, 4, 9), "JPN", "acsa-jpn-1",
        ProgressReport("acsa", *_Q1, "GREEN", _said("The draft form is being studied.", "書式案を検討中である。")),
    ),
    Step(
        date(2018, 4, 10), "JPN", "framework-jpn-1",
        ProgressReport(
            "framework", *_Q1, "GREEN", _said("Ministries have been consulted.", "関係省庁との協議を行った。"),
            ask_of_partner=_said("Please name the procedures that matter most.", "優先すべき手続を示されたい。"),
        ),
    ),
    Step(
        date(2018, 4, 12), "GBR", "framework-gbr-1",
        ProgressReport("framework", *_Q1, "GREEN", _said("Work has begun.", "作業を開始した。")),
    ),
    Step(
        date(2018, 5, 25), "GBR", "cyber-gbr-1",
        ProgressReport("cyber", date(2018, 3, 1), date(2018, 5, 24), "GREEN", _said("Held in London.", "ロンドンで開催した。"),
                       held_on=(date(2018, 5, 22),)),
    ),
    Step(
        date(2018, 7, 6), "GBR", "acsa-gbr-2",
        ProgressReport("acsa", *_Q2, "GREEN", _said("The form is in use.", "書式の使用を開始した。"),
                       forecasts=(Forecast("M1", date(2018, 6, 12), date(2018, 6, 12)),), forecast_finish=date(2018, 12, 14)),
    ),
    Step(
        date(2018, 7, 9), "JPN", "acsa-jpn-2",
        ProgressReport("acsa", *_Q2, "AMBER", _said("Units still convert quantities by hand.", "数量の換算が手作業で行われている。"),
                       forecast_finish=date(2019, 1, 31), blockers=(_said("Units of measure differ.", "計量単位が異なる。"),)),
    ),
    Step(
        date(2018, 7, 10), "GBR", "framework-gbr-2",
        ProgressReport("framework", *_Q2, "AMBER", _said("The list is late.", "一覧の作成が遅れている。"),
                       answers=(Answer("framework-jpn-1", _said("Entry procedures come first.", "入国手続を最優先とする。")),)),
    ),
    Step(
        date(2018, 10, 5), "GBR", "acsa-gbr-3",
        ProgressReport("acsa", *_Q3, "GREEN", _said("The exercise is supported.", "訓練への支援を実施した。"),
                       forecast_finish=date(2018, 12, 14)),
    ),
    Step(
        date(2018, 10, 9), "JPN", "acsa-jpn-3",
        ProgressReport("acsa", *_Q3, "GREEN", _said("Quantities now agree.", "数量が一致した。"), forecast_finish=date(2018, 12, 14)),
    ),
)  # fmt: skip
"""In order of date. The cyber exchange falls silent after its first meeting, so that the demonstration has something overdue."""

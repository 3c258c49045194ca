"""Oversight: explanations, findings for the joint paper and the right of reply, considerations, deferrals of commitments, papers issued.

Pure. Explanations are shared statements and stand beside a standing; clearances are said in the national channel; whom a finding speaks of
is told and replies (`reply`); what was considered, deferred or issued by both is a joint text (`joint`). None of them changes a standing.
Serves I3, I1.
"""

from __future__ import annotations

from entente.areas.oversight.joint import (
    CommitmentDeferral,
    Consideration,
    JointPaper,
    check_commitment_deferral,
    check_consideration,
    check_joint_paper,
    deferral_rules,
)
from entente.areas.oversight.records import (
    Explanation,
    FindingClearance,
    IssuedPaper,
    check_explanation,
    check_paper,
    words,
)
from entente.areas.oversight.reply import FindingNotice, FindingReply, check_notice, check_reply, reply_rules
from entente.kernel.area import Area, Facets, Kind, Words

CLAUSES = ("jp-gb-2017#I3",)

TITLES: dict[str, Words] = {
    "explanation": {"en": "Explanation", "ja": "説明"},
    "finding-clearance": {"en": "Finding cleared for the joint paper", "ja": "共同報告への記載の承認"},
    "finding-notice": {"en": "Finding meant for the joint paper", "ja": "共同報告に記載予定の所見"},
    "finding-reply": {"en": "Reply to a finding", "ja": "所見に対する回答"},
    "consideration": {"en": "Record of consideration", "ja": "検討の記録"},
    "commitment-deferral": {"en": "Deferral of commitments", "ja": "約束事項の延期"},
    "issued-paper": {"en": "Paper issued", "ja": "発出した報告書"},
    "joint-paper": {"en": "Paper issued together", "ja": "共同で発出した報告書"},
}


def _explanation_facets(text: Explanation) -> Facets:
    """Listed by its day, under the clauses it is about."""
    said = words(text.text)
    return Facets(text.said_on.isoformat(), {key: value[:120] for key, value in said.items()}, text.clauses, text.said_on)


def _clearance_facets(text: FindingClearance) -> Facets:
    return Facets("", TITLES["finding-clearance"])


def _paper_facets(text: IssuedPaper | JointPaper) -> Facets:
    return Facets(text.code, words(text.title), text.clauses, text.effective_on)


def _notice_facets(text: FindingNotice) -> Facets:
    said = {key: value[:120] for key, value in words(text.text).items()}
    return Facets("", said, text.clauses, None, text.reply_by)


def _reply_facets(text: FindingReply) -> Facets:
    stands = {"en": "It may stand", "ja": "記載可"} if text.may_stand else {"en": "It may not stand", "ja": "記載不可"}
    return Facets("", stands)


def _reply_group(record: str, text: object) -> str:
    """A reply belongs with its notice; one that cannot be read stands alone until it can."""
    return text.notice if isinstance(text, FindingReply) else record


def _consideration_facets(text: Consideration) -> Facets:
    said = {key: value[:120] for key, value in words(text.text).items()}
    return Facets(text.considered_on.isoformat(), said or TITLES["consideration"], text.clauses, text.considered_on, text.review_on)


def _deferral_facets(text: CommitmentDeferral) -> Facets:
    codes = ", ".join(code.rpartition("#")[2] for code in text.commitments)
    return Facets(codes[:80], TITLES["commitment-deferral"], text.clauses, text.starts_on, None, text.until)


AREA = Area(
    name="oversight",
    titles={"en": "Oversight", "ja": "進捗管理"},
    clauses=CLAUSES,
    kinds=(
        Kind("explanation", False, TITLES["explanation"], {1: Explanation}, _explanation_facets, CLAUSES, check=check_explanation),
        Kind("finding-clearance", False, TITLES["finding-clearance"], {1: FindingClearance}, _clearance_facets, CLAUSES),
        Kind("finding-notice", False, TITLES["finding-notice"], {1: FindingNotice}, _notice_facets, CLAUSES, check=check_notice),
        Kind("finding-reply", False, TITLES["finding-reply"], {1: FindingReply}, _reply_facets, CLAUSES, _reply_group, check_reply),
        Kind(
            "consideration", True, TITLES["consideration"], {1: Consideration}, _consideration_facets, CLAUSES,
            check=check_consideration, authentic=("en", "ja"),
        ),
        Kind(
            "commitment-deferral", True, TITLES["commitment-deferral"], {1: CommitmentDeferral}, _deferral_facets, CLAUSES,
            check=check_commitment_deferral, authentic=("en", "ja"),
        ),
        Kind("issued-paper", False, TITLES["issued-paper"], {1: IssuedPaper}, _paper_facets, CLAUSES, check=check_paper),
        Kind("joint-paper", True, TITLES["joint-paper"], {1: JointPaper}, _paper_facets, CLAUSES, check=check_joint_paper),
    ),
    rules=(reply_rules, deferral_rules),
    rules_version=2,
)  # fmt: skip

"""Considerations, deferrals of commitments and papers issued together: what stands against each, and how long a deferral holds."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from entente.areas.oversight.joint import (
    CommitmentDeferral,
    Consideration,
    JointPaper,
    check_commitment_deferral,
    check_consideration,
    check_joint_paper,
    deferral_rules,
)
from entente.areas.oversight.records import PaperFile, Prose, Title
from entente.kernel.area import Group, Linked, Revision

S7, DAY, PARTIES = ("jp-gb-2017#S7",), date(2018, 10, 1), ("GBR", "JPN")
CONSIDERED = Consideration(S7, DAY, "NOT PURSUED", Prose("Costs outweigh the gain."))
DEFERRED = CommitmentDeferral(("jp-gb-2017#S7b",), S7, Prose("No staff."), DAY, date(2018, 9, 1), date(2019, 3, 31))


@pytest.mark.parametrize(
    ("changed", "rules"),
    [({}, []), ({"text": Prose()}, ["OV1"]), ({"review_on": DAY}, ["OV6"]), ({"review_on": date(2019, 1, 1)}, [])],
)
def test_a_consideration(changed: dict[str, object], rules: list[str]) -> None:
    assert [p.rule for p in check_consideration(msgspec.structs.replace(CONSIDERED, **changed), PARTIES)] == rules


@pytest.mark.parametrize(
    ("changed", "rules"),
    [({}, []), ({"reason": Prose()}, ["OV1"]), ({"until": date(2018, 9, 30)}, ["OV7"]), ({"commitments": ("jp-gb-2017#S8a",)}, ["OV8"])],
)
def test_a_deferral_of_commitments(changed: dict[str, object], rules: list[str]) -> None:
    assert [p.rule for p in check_commitment_deferral(msgspec.structs.replace(DEFERRED, **changed), PARTIES)] == rules


def test_it_holds_from_its_agreement_to_its_last_day_and_no_longer() -> None:
    record = Linked("d", "commitment-deferral", None, (Revision(DEFERRED, "a", DAY),))
    (interval,) = deferral_rules(Group("d", (record,), PARTIES))
    assert (interval.starts, interval.ends, interval.state) == (DAY, date(2019, 4, 1), "deferred")
    assert "S7b until 31 March 2019" in interval.reason["en"]
    withdrawn = msgspec.structs.replace(record, withdrawn_on=date(2018, 12, 1))
    assert [i.ends for i in deferral_rules(Group("d", (withdrawn,), PARTIES))] == [date(2018, 12, 1)]


def test_files_of_a_joint_paper_are_told_apart() -> None:
    file = PaperFile(1, "pdf", "both", "0" * 64)
    paper = JointPaper("Q-2018-4", "QUARTERLY", Title(), DAY, DAY, (file, file), S7)
    assert [p.rule for p in check_joint_paper(paper, PARTIES)] == ["OV1", "OV3"]

"""The annex of acts."""

from __future__ import annotations

from datetime import date

from tests.overseen import Seen

from entente.node.oversight import asking, versions
from entente.node.oversight.versions import Wish


def test_a_source_says_what_it_is_by_whom_and_when(seen: Seen) -> None:
    paper = versions.make(asking.ask(seen[0]["GBR"], date(2018, 12, 31)), Wish("quarterly"))
    said = {one.act: one for one in paper.sources}
    report = said[seen[1]["report-JPN"].id]
    assert report.words["en"].startswith("Progress report") and report.words["en"].endswith("Stated by JPN")
    assert report.day == date(2018, 10, 2) and report.labels

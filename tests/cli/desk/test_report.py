"""Papers by command: written once, in the form asked for; what cannot be made is one sentence and a code."""

from __future__ import annotations

from tests.cli.conftest import Desks


def test_a_quarterly_paper_and_a_brief_are_written(agreed: Desks) -> None:
    paper, brief = agreed.folder / "paper.docx", agreed.folder / "s6.html"
    made = agreed("uk", "report", "quarterly", "--language", "both", "--format", "docx", "--for", "partner", "-o", str(paper))
    assert made.code == 0 and f"Written: {paper}" in made.out.replace("\n", "") and paper.read_bytes()[:2] == b"PK"
    assert agreed("uk", "report", "brief", "S6", "--format", "html", "-o", str(brief)).code == 0
    assert "Brief on clause S6" in brief.read_text("utf-8")
    assert agreed("uk", "report", "brief", "S6", "--format", "html", "-o", str(brief)).code != 0  # nothing is overwritten


def test_what_cannot_be_made_is_said(agreed: Desks) -> None:
    out = str(agreed.folder / "none.pdf")
    assert "N34" in agreed("uk", "report", "brief", "S99", "-o", out).err
    assert "not a format" in agreed("uk", "report", "annual", "--format", "odt", "-o", out).err
    assert "N35" in agreed("uk", "report", "annual", "--language", "fr", "-o", out).err
    assert "quarterly" in agreed("uk", "report", "--help").out

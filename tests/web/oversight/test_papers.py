"""The page of papers: made by one click, kept as a file, refused in words; nobody gets what his post may not read."""

from __future__ import annotations

import pytest
from tests.web.sample import Stage


def test_a_quarterly_paper_on_the_page_and_as_files(shown: Stage) -> None:
    page = shown.client("drafter").get("/oversight/papers/?kind=quarterly&on=2018-12-31").content.decode()
    assert "Quarterly paper for the National Security Advisers" in page and "form=docx" in page
    assert "/oversight/act/" in page
    answer = shown.client("drafter").get("/oversight/papers/file/?kind=quarterly&language=ja&form=pdf&on=2018-12-31")
    assert answer.content[:5] == b"%PDF-" and "quarterly-2018-12-31-national-ja.pdf" in answer["Content-Disposition"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("kind=brief&subject=S99", "is no clause, measure or meeting"),
        ("kind=brief", "Say what the brief is on"),
        ("kind=quarterly&on=nonsense", "is no date"),
    ],
)
def test_what_cannot_be_made_is_said(shown: Stage, query: str, words: str) -> None:
    assert words in shown.client("reader").get(f"/oversight/papers/?{query}").content.decode()


def test_a_brief_is_a_click_from_its_clause_and_measure(shown: Stage) -> None:
    client = shown.client("reader")
    assert "kind=brief&amp;subject=jp-gb-2017%23S6" in client.get("/declaration/jp-gb-2017/S6/").content.decode()
    assert f"kind=brief&amp;subject={shown.records['acsa']}" in client.get("/records/GBR-M-2018-006/").content.decode()


def test_a_figure_leads_to_its_record_and_a_hidden_one_nowhere(shown: Stage) -> None:
    found = shown.client("drafter").get(f"/oversight/act/{shown.records['acsa']}/")
    assert found.status_code == 302 and shown.records["acsa"] in found["Location"]
    assert shown.client("reader").get(f"/oversight/act/{shown.records['secret']}/").status_code == 404
    assert shown.client("reader").get("/oversight/papers/file/?kind=brief&subject=S99").status_code == 404

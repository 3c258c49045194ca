"""The page of oversight and the figures behind its numbers."""

from __future__ import annotations

from tests.web.sample import Stage


def test_the_page_has_every_commitment_and_each_number_opens(shown: Stage) -> None:
    client = shown.client("reader")
    page = client.get("/oversight/?on=2018-12-31").content.decode()
    assert page.count('class="govuk-table__cell app-nowrap"') == 94 and "<svg" in page
    assert "/oversight/indicator/commitment.covered/?on=2018-12-31" in page
    assert client.get("/oversight/?show=uncovered").content.decode().count("govuk-table__cell app-nowrap") < 95
    inside = client.get("/oversight/indicator/commitment.covered/").content.decode()
    assert "/oversight/act/" in inside and client.get("/oversight/indicator/unknown/").status_code == 404

"""The statement of account and the lists of authorised officers: what the workbook holds, who may order on an order's page."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.web.logistics.test_orders import order
from tests.web.sample import stage

from entente.node.files.sheets import read_file

OFFICER = {"powers": ["ORDER"], "from_on": "2018-01-01"}


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_workbook_and_the_lists(tmp_path: Path, language: str) -> None:
    with stage(tmp_path) as shown:
        made = order(shown)
        client, japanese = shown.client("reader", language), language == "ja"
        page = client.get(f"/logistics/{made}/").content.decode()
        assert ("名簿は通知されていない" if japanese else "It has stated no list") in page
        listed = shown.world.state("GBR", "authorised-officer", OFFICER | {"post": "GBR:MOD:J4"})
        shown.world.state("JPN", "authorised-officer", OFFICER | {"post": "JPN:MOD:J4", "limit": "1", "currency": "JPY"})
        shown.world.settle()
        page = client.get(f"/logistics/{made}/").content.decode()
        assert f"/records/{listed.id}/" in page and ("名簿にない" if japanese else "No post on its list covers") in page
        page = client.get("/logistics/officers/").content.decode()
        assert "GBR:MOD:J4" in page.replace("<wbr>", "") and "JPY 1" in page and ("全ての区分" if japanese else "every category") in page

        answer = client.get("/logistics/statement.xlsx?requester=GBR&provider=weather")
        lines, entries, open_ = read_file("statement.xlsx", answer.content)
        assert [row[0] for row in lines.rows[1:]] == ["GBR-O-2018-002", "GBR-O-2018-001", "GBR-O-2018-001"]
        assert lines.rows[2][11] == "196.4" and lines.rows[2][14] == "JPY 17676000"
        assert [row[-1] for row in entries.rows[1:]] == (["一致", "不一致"] if japanese else ["Alike", "They differ"])
        (owed,) = open_.rows[1:]
        assert owed[:3] == ("GBR", "JPN", "JPY") or list(owed[:3]) == ["GBR", "JPN", "JPY"]
        assert owed[5] == owed[-1] == "17676000", "received 53 days ago, in the column of 31 to 60 days"

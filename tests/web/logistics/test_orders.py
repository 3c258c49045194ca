"""Orders on pages: the list and its filters, both ledgers beside each other, what each side may write."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from tests.web.sample import Stage, stage

from entente.areas.logistics import sample
from entente.areas.logistics.records import LedgerEntry
from entente.web.consultations.keep import plain


def entered(shown: Stage, party: str, entry: LedgerEntry, order: str, **changed: str) -> str:
    """An entry in a side's ledger; its record."""
    return shown.world.state(party, "ledger-entry", plain(msgspec.structs.replace(entry, order=order), **changed)).id


def order(shown: Stage) -> str:
    """The invented order, agreed, with one receipt alike and one that differs by a unit; another order waits for acceptance."""
    act = shown.world.propose("GBR", "support-order", plain(sample.FUEL))
    shown.world.agree(act)
    for party, entry in (("GBR", sample.ALIKE), ("JPN", sample.ALIKE), ("GBR", sample.MISTAKEN[0]), ("JPN", sample.MISTAKEN[1])):
        entered(shown, party, entry, act.id)
    shown.world.propose("GBR", "support-order", plain(sample.WAITING))
    shown.world.settle()
    return act.id


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_list_and_an_order_with_both_ledgers(tmp_path: Path, language: str) -> None:
    with stage(tmp_path) as shown:
        client = shown.client("drafter", language)
        assert ("There is no order yet." if language == "en" else "発注はまだありません。") in client.get("/logistics/").content.decode()
        made = order(shown)
        page = client.get("/logistics/").content.decode()
        assert f"/logistics/{made}/" in page and "GBR-O-2018-002" in page and ("They differ" if language == "en" else "不一致") in page
        assert f"/logistics/{made}/" in client.get("/logistics/?requester=GBR").content.decode()
        assert client.get("/logistics/?requester=JPN&page=x").status_code == 200
        found = client.get("/logistics/GBR-O-2018-001/").content.decode()
        words = {
            "en": ("They differ", "Alike", "a unit may have been mistaken", "Enter into our ledger", "Ask to hand supplies on", "196.4"),
            "ja": ("不一致", "一致", "単位の取違え", "自国の帳簿に記載", "移転の同意を要請", "196.4"),
        }[language]
        assert [word for word in words if word not in found] == []
        assert (
            "draft-new" not in found and "Enter into our ledger" not in shown.client("reader").get(f"/logistics/{made}/").content.decode()
        )
        assert client.get("/logistics/none/").status_code == 404


def test_the_other_sides_entry_is_entered_the_same_by_one_form(tmp_path: Path) -> None:
    with stage(tmp_path) as shown:
        made = order(shown)
        theirs = entered(shown, "JPN", sample.ALIKE, made, number="YOK-120")
        shown.world.settle()
        client = shown.client("drafter")
        page = client.get(f"/logistics/{made}/").content.decode()
        assert "Entry owed" in page and "YOK-120" in page
        assert "Enter the same into our ledger" in client.get(f"/records/{theirs}/").content.decode()
        form = client.get(f"/drafts/new/ledger-entry/?about={theirs}").content.decode()
        assert "YOK-120" in form and "196.4" in form

"""Records by the API: the same as the pages, page by page, with receipts, redlines and proofs that hold."""

from __future__ import annotations

import pytest
from tests.web.sample import Stage

from entente.kernel.proofs.proof import check_proof
from entente.web.records import records_list


def get(stage: Stage, address: str, name: str = "drafter") -> tuple[int, dict]:  # type: ignore[type-arg]
    answer = stage.client(name).get(f"/api/v1{address}")
    return answer.status_code, answer.json()


def test_pages_follow_one_another_without_gap_or_repeat(shown: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = get(shown, "/records")[1]
    monkeypatch.setattr(records_list, "AT_ONCE", 2)
    found, after = [], ""
    while True:
        page = get(shown, f"/records?after={after}")[1]
        assert page["count"] == whole["count"] == len(whole["records"])
        found += page["records"]
        if page["after"] is None:
            break
        after = page["after"]
    assert found == whole["records"]
    assert get(shown, "/records?after=nonsense")[0] == 422


def test_filters_narrow_as_the_page_does(shown: Stage) -> None:
    assert [one["code"] for one in get(shown, "/records?type=measure&clause=jp-gb-2017%23S6")[1]["records"]] == ["GBR-M-2018-006"]
    assert {one["code"] for one in get(shown, "/records?waits=GBR")[1]["records"]} == {"JPN-M-2018-007"}
    assert get(shown, "/records?type=nonsense")[1]["records"] == []


def test_a_record_has_its_text_history_receipts_and_proof(shown: Stage) -> None:
    found = get(shown, "/records/GBR-M-2018-006")[1]
    assert found["text"]["code"] == "GBR-M-2018-006" and not found["text_pending"]
    assert [one["kind"] for one in reversed(found["history"])] == ["propose", "accept", "conclude", "confirm"]
    assert set(found["history"][-1]["receipts"]) == {"JPN"}
    assert found["record"]["label"]["classification"] == "OFFICIAL"
    act = found["history"][-1]["act"]
    proof = shown.client("drafter").get(f"/api/v1/records/GBR-M-2018-006/acts/{act}/proof")
    assert proof.headers["Content-Type"] == "application/octet-stream" and check_proof(proof.content).act.id == act
    assert get(shown, f"/acts/{act}")[1] == get(shown, f"/acts/{found['history'][-1]['place'].replace('/', '~')}")[1]


def test_a_redline_names_what_it_was_compared_with(shown: Stage) -> None:
    record = shown.records["framework"]
    assert get(shown, f"/records/{record}/proposals/{record[:64]}/redline") == (200, {"against": "", "changes": []})
    assert get(shown, f"/records/{record}/proposals/{'0' * 64}/redline")[0] == 404


def test_what_is_hidden_is_absent(shown: Stage) -> None:
    secret = shown.records["secret"]
    for address in (f"/records/{secret}", f"/acts/{secret[:64]}", f"/records/{secret}/acts/{secret[:64]}/proof"):
        assert get(shown, address)[0] == 200 if "proof" not in address else True
        assert get(shown, address, "reader") == get(shown, address.replace(secret[:64], "0" * 64), "reader")
    high, low = get(shown, "/records")[1], get(shown, "/records", "reader")[1]
    assert high["count"] == low["count"] + 1 == len(low["records"]) + 1

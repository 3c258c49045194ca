"""A measure from proposal to effect, answers, drafts, holds, purges and spills: as typed at two desks."""

from __future__ import annotations

import json

from tests.cli.conftest import Desks

from entente.cli import exits
from entente.cli.demonstration.papers import MEASURE, counter, report

CODE = "GBR-M-2018-006"


def propose(desks: Desks) -> str:
    return str(desks.json("uk", "act", "propose", "measure", str(desks.folder / "measure.json"))["place"])


def state_of(desks: Desks, side: str, code: str = CODE) -> str:
    return str(desks.json(side, "records", "show", code)["state"])


def test_a_counter_proposal_is_accepted_and_takes_effect(agreed: Desks) -> None:
    first = agreed.json("uk", "act", "propose", "measure", str(agreed.folder / "measure.json"))
    assert first["next"] == ["JPN accepts, counters or declines."]
    agreed.carry()
    second = agreed.json("japan", "act", "propose", "measure", str(agreed.folder / "counter.json"), "--record", CODE)
    assert second["records"] == first["records"]
    agreed.carry()
    shown = agreed("uk", "records", "show", CODE).out
    assert "- 2018-12-21" in shown and "+ 2019-02-28" in shown
    assert agreed.json("uk", "act", "accept", CODE)["next"] == ["JPN concludes, by itself."]
    agreed.carry()
    for side in ("uk", "japan"):
        found = agreed.json(side, "records", "show", CODE)
        assert found["state"] == "in-effect" and found["text"] == counter()
    assert "GBR confirmed" in agreed("japan", "records", "show", CODE).out


def test_a_revision_finds_its_base_by_itself(agreed: Desks) -> None:
    propose(agreed)
    agreed.carry()
    assert agreed("japan", "act", "accept", CODE).code == 0
    agreed.carry()
    changed = agreed.paper("later.json", counter())
    assert agreed("japan", "act", "propose", "measure", changed, "--record", CODE).code == 0
    agreed.carry()
    assert "changes to the text in effect" in agreed("uk", "records", "show", CODE).out
    assert agreed("uk", "act", "accept", CODE).code == 0
    agreed.carry()
    assert agreed.json("uk", "records", "show", CODE)["text"] == counter()


def test_what_an_honest_desk_does_not_accept(agreed: Desks) -> None:
    act = propose(agreed)
    own = agreed("uk", "act", "accept", CODE)
    assert own.code == exits.REFUSED and "no proposal waits on GBR" in own.err
    agreed.carry()
    assert agreed("japan", "act", "accept", CODE).code == 0
    again = agreed("japan", "act", "accept", act)
    assert again.code == exits.REFUSED and "[N18 accepted-already]" in again.err
    agreed.carry()
    late = agreed("japan", "act", "accept", act)
    assert late.code == exits.REFUSED and "concluded already" in late.err


def test_an_expired_or_spilled_proposal_is_not_accepted(agreed: Desks) -> None:
    text = agreed.paper("expired.json", MEASURE | {"code": "GBR-M-2018-007"})
    agreed.json("uk", "act", "propose", "measure", text, "--expires", "2018-10-01")
    act = propose(agreed)
    agreed.carry()
    late = agreed("japan", "act", "accept", "GBR-M-2018-007")
    assert late.code == exits.REFUSED and "[N18 expired]" in late.err
    report_ = agreed.json("uk", "act", "spill", act, "--remark", "Wrong label.")["act"]
    agreed.carry()
    spilled = agreed("japan", "act", "accept", act)
    assert spilled.code == exits.REFUSED and "spill" in spilled.err
    assert agreed("japan", "act", "answer", report_, "passed-on", "--to", "Ministry of Defence").code == 0
    assert "spill" in agreed("japan", "act", "show", act).out


def test_a_decline_moves_the_proposer_who_withdraws(agreed: Desks) -> None:
    propose(agreed)
    agreed.carry()
    assert agreed.json("japan", "act", "decline", CODE, "--remark", "Let us meet first.")["next"] == [
        "GBR withdraws or proposes another text."
    ]
    agreed.carry()
    assert agreed("uk", "act", "withdraw", CODE).code == 0
    agreed.carry()
    assert state_of(agreed, "japan") == "lapsed"
    nothing = agreed("uk", "act", "withdraw", CODE)
    assert nothing.code == exits.REFUSED and "[G14 nothing-to-withdraw]" in nothing.err


def test_a_hold_keeps_the_conclusion_back(agreed: Desks) -> None:
    propose(agreed)
    assert agreed("uk", "act", "hold", CODE).code == 0
    agreed.carry()
    agreed("japan", "act", "accept", CODE)
    agreed.carry()
    assert state_of(agreed, "uk") == "proposed"
    assert agreed("uk", "act", "unhold", CODE).code == 0
    agreed.carry()
    assert state_of(agreed, "japan") == "in-effect"


def test_a_report_is_stated_replaced_and_withdrawn(agreed: Desks) -> None:
    propose(agreed)
    agreed.carry()
    agreed("japan", "act", "accept", CODE)
    agreed.carry()
    record = agreed.json("uk", "act", "state", "progress-report", str(agreed.folder / "report-uk.json"))["records"][0]
    red = agreed.paper("red.json", report("RED", "Stopped.", "停止。"))
    assert agreed("uk", "act", "supersede", record, red).code == 0
    agreed.carry()
    assert agreed.json("japan", "records", "show", record)["text"]["rag"] == "RED"
    foreign = agreed("japan", "act", "supersede", record, red)
    assert foreign.code == exits.REFUSED and "GBR's own statement" in foreign.err
    assert agreed("uk", "act", "withdraw", record).code == 0
    assert state_of(agreed, "uk", record) == "withdrawn"


def test_a_draft_may_break_rules_and_says_which(agreed: Desks) -> None:
    text = {key: value for key, value in MEASURE.items() if key not in ("baseline_finish", "milestones")}
    first = agreed.json("uk", "act", "draft", "measure", agreed.paper("draft.json", text))
    assert "ongoing" in json.dumps(first["findings"])
    agreed.carry()
    assert agreed.json("japan", "records", "list", "--type", "draft") == []
    good = agreed("uk", "act", "draft", "measure", str(agreed.folder / "measure.json"), "--replaces", first["record"])
    assert "Nothing stands against it" in good.out
    refused = agreed("uk", "act", "propose", "measure", str(agreed.folder / "draft.json"))
    assert refused.code == exits.REFUSED and "R1.10" in refused.err


def test_a_purged_body_is_shown_nowhere(agreed: Desks) -> None:
    act = propose(agreed)
    agreed.carry()
    assert agreed("uk", "act", "purge", act).code == 0
    agreed.carry()
    for side in ("uk", "japan"):
        assert "purged" in agreed(side, "act", "show", act).out
        assert agreed(side, "act", "show", act, "--body").out.strip() == "null"


def test_an_attachment_goes_with_its_act(agreed: Desks) -> None:
    (agreed.folder / "form.txt").write_text("order form")
    arguments = ("act", "propose", "measure", str(agreed.folder / "measure.json"), "--with", str(agreed.folder / "form.txt"))
    act = agreed.json("uk", *arguments, "--label", "entente:sample:gbr:1/OFFICIAL", "--post", "GBR:MOD:plans")["act"]
    shown = agreed.json("uk", "act", "show", act)
    assert shown["body"]["attachments"][0]["name"] == "form.txt" and shown["post"] == "GBR:MOD:plans"
    above = agreed("uk", *arguments, "--label", "entente:sample:gbr:1/OFFICIAL-SENSITIVE")
    assert above.code == exits.REFUSED and "[B9" in above.err


def test_an_authority_that_the_charter_does_not_name_is_pointed_out_and_bars_nothing(agreed: Desks) -> None:
    stray = agreed.paper("stray.json", MEASURE | {"code": "GBR-M-2018-031", "leads": {"GBR": "M0D", "JPN": "MOD"}})
    drafted = agreed("uk", "act", "draft", "measure", stray)
    assert drafted.code == 0 and "Look again: leads.GBR: The charter names no authority M0D of GBR" in drafted.out
    said = agreed.json("uk", "act", "propose", "measure", stray)
    assert "leads.GBR" in {one["path"] for one in said["unnamed"]} and said["next"]

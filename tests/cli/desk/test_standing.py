"""Standing of clauses as a desk asks for it: today, on another day, with what was known on another."""

from __future__ import annotations

from tests.cli.conftest import Desks

CODE = "GBR-M-2018-006"


def agree_on_measure(desks: Desks) -> None:
    assert desks("uk", "act", "propose", "measure", str(desks.folder / "measure.json")).code == 0
    desks.carry()
    assert desks("japan", "act", "accept", CODE).code == 0
    desks.carry()


def state(desks: Desks, side: str, *arguments: str) -> str:
    found = desks.json(side, "standing", "--clause", "S6", *arguments)
    return str(found["clauses"][0]["state"])


def test_two_dates_are_asked(agreed: Desks) -> None:
    assert state(agreed, "uk") == "no-evidence"
    agree_on_measure(agreed)
    for side in ("uk", "japan"):
        assert state(agreed, side) != "no-evidence"
        assert state(agreed, side, "--as-of", "2020-01-01") == "lapsed"
        assert state(agreed, side, "--known", "2018-10-01") == "no-evidence"


def test_a_position_has_no_traffic_light_and_every_clause_has_a_line(agreed: Desks) -> None:
    found = {line["clause"]: line["state"] for line in agreed.json("uk", "standing")["clauses"]}
    assert found["jp-gb-2017#S5"] == "position"
    assert len([c for c in found if "#S" in c]) >= 17 and len([c for c in found if "#A" in c]) >= 16


def test_words_say_whose_rules_and_whose_knowledge(agreed: Desks) -> None:
    out = agreed("uk", "standing", "--as-of", "2018-12-31", "--known", "2018-10-02").out
    assert "Standing on 2018-12-31: today's rules applied to what was known by the end of 2018-10-02 then." in out


def test_a_promise_before_the_numbered_clauses_is_a_clause_and_series_give_their_reasons_with_governments_by_name(agreed: Desks) -> None:
    (recital,) = agreed.json("uk", "standing", "--clause", "S0.1")["clauses"]
    assert (recital["clause"], recital["state"]) == ("jp-gb-2017#S0.1", "position")
    assert agreed("uk", "instrument", "series", "jp-gb-2017", "--clause", "I2", "--propose").code == 0
    agreed.carry()
    codes = [row["code"] for row in agreed.json("japan", "records", "list", "--type", "meeting-series")]
    assert agreed("japan", "act", "accept", codes[0]).code == 0, "they were proposed in one act, and are accepted in one"
    agreed.carry()
    told = agreed.json("uk", "standing", "--clause", "I2", "--as-of", "2018-12-31")["clauses"][0]["reasons"]
    assert {one["code"] for one in told} == set(codes)
    assert not any("GBR" in one["words"]["en"] for one in told)

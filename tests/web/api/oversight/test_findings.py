"""Findings, pairs, coverage and indicators by the API: what the pages show, cleared and judged by whom the pages let."""

from __future__ import annotations

from tests.web.api.conftest import Send
from tests.web.sample import Stage


def test_findings_are_cleared_by_who_clears(played: Stage, send: Send) -> None:
    status, found = send("release", "GET", "/findings")
    assert status == 200
    named = [{"code": one["code"], "record": one["record"]["id"]} for one in found]
    assert send("drafter", "POST", "/findings/clear", {"shown": named})[0] == 403
    status, after = send("release", "POST", "/findings/clear", {"shown": named, "may_stand": named})
    assert status == 200 and all(one["cleared"] for one in after) and len(after) == len(found)
    unknown = {"code": "measure.disagreement", "record": played.records["acsa"]}
    assert send("drafter", "POST", "/findings/notice", unknown)[1]["rule"] == "N38"


def test_every_commitment_has_a_verdict_and_every_figure_its_numbers(played: Stage, send: Send) -> None:
    coverage = send("reader", "GET", "/coverage")[1]
    assert len(coverage) > 60
    covered = {one["commitment"] for one in coverage if one["verdict"] != "uncovered"}
    others = {one for one in covered if one.startswith("I")} | {"S13b", "A11a"}  # what other modules of this stage may have agreed on
    assert covered - others == {"S6a"}
    assert {one["clause"] for one in coverage} > {"jp-gb-2017#S6", "jp-gb-2017#I3"}
    figures = send("reader", "GET", "/indicators")[1]
    assert figures and all(one["value"]["ja"] for one in figures)
    total = next(one for one in figures if one["records"])
    behind = send("reader", "GET", f"/indicators/{total['code']}")[1]
    assert len(behind) == total["records"] and sum(one["numerator"] for one in behind) == total["numerator"]
    assert send("reader", "GET", "/indicators/weather")[0] == 404


def test_a_pair_that_is_not_there_is_not_judged(played: Stage, send: Send) -> None:
    assert send("reader", "GET", "/statements/pairs")[1] == []
    wish = {"name": ["sides", "0", "1"], "differs": True}
    assert send("reader", "POST", "/statements/judgements", wish)[0] == 403
    assert send("drafter", "POST", "/statements/judgements", wish)[1]["rule"] == "N37"

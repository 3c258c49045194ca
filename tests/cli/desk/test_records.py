"""Lists narrow, and tell what was known on another day; one record shows everything."""

from __future__ import annotations

import json

from tests.cli.conftest import Desks

from entente.cli import exits

CODE = "GBR-M-2018-006"


def codes(desks: Desks, *arguments: str) -> list[str]:
    return [row["code"] for row in desks.json("uk", "records", "list", *arguments)]


def test_lists_narrow(agreed: Desks) -> None:
    agreed("uk", "act", "propose", "measure", str(agreed.folder / "measure.json"))
    assert codes(agreed) == [CODE, "jp-gb-2017"]
    assert codes(agreed, "--type", "measure", "--clause", "S6", "--state", "proposed", "--waits-on", "JPN") == [CODE]
    assert codes(agreed, "--waits-on", "GBR") == codes(agreed, "--clause", "S7", "--type", "measure") == []
    assert codes(agreed, "--limit", "1") == [CODE]


def test_lists_tell_what_was_known(agreed: Desks) -> None:
    assert codes(agreed, "--as-of", "2018-10-01") == []
    assert codes(agreed, "--as-of", "2018-10-02", "--state", "in-effect") == ["jp-gb-2017"]
    early = agreed("uk", "records", "show", "jp-gb-2017", "--as-of", "2018-10-01")
    assert early.code == exits.USAGE and "Nothing was known" in early.err


def test_a_text_can_be_taken_to_begin_another(agreed: Desks) -> None:
    agreed("uk", "act", "propose", "measure", str(agreed.folder / "measure.json"))
    out = agreed("uk", "records", "show", CODE, "--text").out
    assert agreed("uk", "act", "propose", "measure", agreed.paper("again.json", json.loads(out)), "--record", CODE).code == 0


def test_a_record_shows_both_zones_and_who_holds_what(agreed: Desks) -> None:
    out = agreed("uk", "records", "show", "jp-gb-2017").out
    assert "2018-10-02 10:00 London / 18:00 Tokyo" in out
    assert "JPN concluded" in out and "GBR confirmed" in out
    assert "more lines; --json prints all" in out


def test_types_are_listed_and_a_slip_in_one_finds_the_nearest(agreed: Desks) -> None:
    listed = {one["type"]: one["joint"] for one in agreed.json("uk", "records", "types")}
    assert listed["measure"] and not listed["progress-report"]
    assert "progress-report" in agreed("uk", "records", "types").out
    slip = agreed("uk", "records", "list", "--type", "mesure")
    assert slip.code == exits.USAGE and "is one of these meant: measure?" in slip.err
    wild = agreed("uk", "act", "propose", "tweet", str(agreed.folder / "measure.json"))
    assert wild.code == exits.REFUSED and "`entente records types` lists those there are." in wild.err

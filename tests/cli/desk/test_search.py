"""`entente search`: words of both languages, JSON for scripts, and what is said where nothing is found."""

from __future__ import annotations

from tests.cli.conftest import Desks
from tests.cli.desk.test_act import CODE


def propose(desks: Desks) -> None:
    """A measure is on the table."""
    desks.json("uk", "act", "propose", "measure", str(desks.folder / "measure.json"))


def test_search(agreed: Desks) -> None:
    propose(agreed)
    found = agreed.json("uk", "search", CODE.lower(), "--type", "measure")
    assert [line["code"] for line in found["found"]] == [CODE] and found["not_yet_indexed"] == 0
    assert found["found"][0]["found_in"] == "text" and found["found"][0]["passage"]
    answer = agreed("uk", "search", CODE, "--clause", "S6")
    assert answer.code == 0 and CODE in answer.out
    answer = agreed("uk", "search", "zeppelin")
    assert answer.code == 0 and "Nothing contains" in answer.out


def test_rebuild_makes_the_index_again(agreed: Desks) -> None:
    propose(agreed)
    assert agreed("uk", "rebuild").code == 0
    assert agreed.json("uk", "search", CODE)["found"]

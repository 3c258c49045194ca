"""The first account of a node's pages, by command."""

from __future__ import annotations

from tests.cli.conftest import Desks


def test_a_node_just_made_gets_its_first_administrator_and_a_name_is_judged(desks: Desks) -> None:
    answer = desks("uk", "administrator", "a.smith")
    assert answer.code == 0 and answer.out.startswith("a.smith is an administrator. First password") and "72 hours" in answer.out
    assert "person-made" in desks("uk", "dump").out
    again = desks("uk", "administrator", "A.Smith")
    assert again.code == 0 and again.out.partition("his own: ")[2] != answer.out.partition("his own: ")[2]
    refused = desks("uk", "administrator", "a smith")
    assert refused.code == 1 and "[W10" in refused.err

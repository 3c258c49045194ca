"""Verify finds what was changed, a backup restores, a proof is checked by the other program, dumps compare."""

from __future__ import annotations

import sqlite3

from tests.cli.conftest import Desks

import entente_verify
from entente.cli import exits


def test_a_changed_store_is_found(agreed: Desks) -> None:
    assert agreed("uk", "verify").code == exits.DONE
    with sqlite3.connect(agreed.folder / "uk" / "node.sqlite3") as store:
        store.execute("UPDATE record SET state = 'lapsed'")
    assert agreed("uk", "verify", "--quick").code == exits.DONE
    assert agreed("uk", "verify").code == exits.FOUND
    assert agreed.json("uk", "rebuild")["records"] == 1
    assert agreed("uk", "verify").code == exits.DONE


def test_a_restored_node_says_nothing_before_it_was_compared(agreed: Desks) -> None:
    file = str(agreed.folder / "monday.backup")
    assert agreed("uk", "backup", file, "--with-keys").code == exits.DONE
    assert agreed("uk", "backup", file).code == exits.USAGE
    assert agreed.json("again", "restore", file)["keys_missing"] == []
    digest = [agreed(side, "dump", "--shared", "--digest").out for side in ("uk", "again")]
    assert digest[0] == digest[1]
    refused = agreed("again", "act", "propose", "measure", str(agreed.folder / "measure.json"))
    assert refused.code == exits.REFUSED and "[N8 not-compared]" in refused.err


def test_a_purge_is_completed_in_backups(agreed: Desks) -> None:
    file = str(agreed.folder / "monday.backup")
    said = agreed.json("uk", "act", "propose", "measure", str(agreed.folder / "measure.json"))
    assert agreed("uk", "backup", file).code == exits.DONE
    assert agreed.json("uk", "thin", f"{file}.keys") == {f"{file}.keys": 0}
    assert agreed("uk", "act", "purge", said["act"]).code == exits.DONE
    assert agreed.json("uk", "thin", f"{file}.keys") == {f"{file}.keys": 1}
    assert agreed("uk", "thin", file).code == exits.REFUSED


def test_a_proof_is_checked_by_the_other_program(agreed: Desks) -> None:
    file = agreed.folder / "declaration.proof"
    assert agreed("uk", "proof", "jp-gb-2017", "--with-body", "-o", str(file)).code == exits.DONE
    assert entente_verify.main([str(file)]) == 0
    assert agreed("uk", "proof", "jp-gb-2017", "-o", str(file)).code == exits.USAGE
    file.write_bytes(file.read_bytes().replace(b'"size":', b'"size":1'))
    assert entente_verify.main([str(file)]) != 0


def test_a_dump_is_lines(agreed: Desks) -> None:
    assert len(agreed("uk", "dump").out.splitlines()) > 10


def test_a_partner_that_cannot_be_asked_is_left_out_of_the_mark_by_name(agreed: Desks) -> None:
    unset = agreed("uk", "high-water")
    assert unset.code == exits.NODE and "[N5 no-high-water]" in unset.err
    with (agreed.folder / "uk" / "node.toml").open("a") as settings:
        settings.write('\n[high_water]\nfile = "../uk.mark"\n')
    silent = agreed("uk", "high-water")
    assert silent.code == exits.PARTNER and "Partners may hold more" in silent.err
    stranger = agreed("uk", "high-water", "--without", "FRA")
    assert stranger.code == exits.USAGE and "its partners are JPN" in stranger.err
    done = agreed("uk", "high-water", "--without", "JPN")
    assert done.code == exits.DONE and "generation 1: " in done.out and (agreed.folder / "uk.mark").exists()

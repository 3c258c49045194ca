"""Every command teaches with an example and is documented; foreseeable trouble ends in one sentence and an exit code."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from tests.cli.shell import ROOT, entente, environment

from entente.cli import exits
from entente.cli.main import app
from entente.kernel.errors import Refusal
from entente.node.home import create


def walk(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command with the words that name it."""
    for name, inner in getattr(command, "commands", {}).items():
        yield (*path, name), inner
        yield from walk(inner, (*path, name))


COMMANDS = list(walk(typer.main.get_command(app)))


def documents() -> str:
    return "".join((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "docs/operations.md"))


@pytest.mark.parametrize(("path", "command"), COMMANDS, ids=[" ".join(path) for path, _ in COMMANDS])
def test_help_teaches_and_documents_name_everything(path: tuple[str, ...], command: Any) -> None:
    answer = entente(*path, "--help")
    assert answer.code == 0
    assert "Example:" in answer.out and "entente " in answer.out.partition("Example:")[2]
    assert f"entente {' '.join(path)}" in documents()
    for parameter in command.params:
        for option in parameter.opts:
            if option.startswith("--") and option != "--help":
                assert f"{option}" in documents(), f"{' '.join(path)} {option} stands in neither README.md nor docs/operations.md"


def test_the_walk_meets_all_groups() -> None:
    found = {path[0] for path, _ in COMMANDS}
    wanted = "init charter serve sync status act records instrument standing search draft meeting plan report returns digest verify rebuild"
    wanted += " administrator recorded backup restore thin proof dump demo high-water"
    assert found == set(wanted.split())


def test_help_does_not_wait_for_django() -> None:
    code = "import sys\nfrom entente.cli.main import run\nrun(['--help'])\nprint([m for m in sys.modules if m.split('.')[0] == 'django'])"
    done = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True)
    assert done.stdout.rstrip().endswith("[]")


def test_every_exit_code_is_documented() -> None:
    for code in exits.MEANINGS:
        assert f"| {code} |" in documents()


def one_sentence(err: str) -> bool:
    return err.startswith("entente: ") and err.count("\n") == 1 and "Traceback" not in err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["nonsense"], exits.USAGE),
        (["records", "list", "--no-such-option"], exits.USAGE),
        (["init"], exits.USAGE),
        (["--home", "{folder}/none", "status"], exits.NODE),
        (["instrument", "parse", "{folder}/none.txt"], exits.USAGE),
        (["instrument", "parse", "{folder}"], exits.USAGE),
        (["instrument", "show", "S99"], exits.USAGE),
        (["charter", "show", "{folder}/broken.json"], exits.USAGE),
        (["--home", "{folder}/node", "records", "show", "GBR-M-1"], exits.USAGE),
        (["--home", "{folder}/node", "act", "propose", "measure", "{folder}/broken.json"], exits.USAGE),
        (["--home", "{folder}/node", "standing"], exits.USAGE),
        (["--home", "{folder}/node", "standing", "--as-of", "tomorrow"], exits.USAGE),
        (["--home", "{folder}/node", "sync", "FRA"], exits.USAGE),
        (["--home", "{folder}/node", "init", "--party", "GBR", "--name-en", "UK"], exits.REFUSED),
        (["--home", "{folder}/node", "charter", "sign", "{folder}/broken.json"], exits.REFUSED),
        (["--home", "{folder}/node", "records", "list", "--type", "mesure"], exits.USAGE),
        (["--home", "{folder}/node", "records", "list", "--state", "agreed"], exits.USAGE),
        (["--home", "{folder}/node", "records", "list", "--limit", "0"], exits.USAGE),
        (["--home", "{folder}/node", "serve", "--port", "99999"], exits.USAGE),
        (["--home", "{folder}/new", "restore", "{folder}/none"], exits.USAGE),
        (["--home", "{folder}/new", "restore", "{folder}/broken.json"], exits.USAGE),
        (["--home", "{folder}/new", "init", "--party", "GBR", "--name-en", "UK", "--ceiling", "none/OFFICIAL"], exits.REFUSED),
        (["--home", "{folder}/new", "init", "--party", "GBR", "--name-en", "UK", "--ceiling", "entente:sample:gbr:1/HIGH"], exits.REFUSED),
        (["--home", "{folder}/new", "init", "--party", "GBR", "--name-en", "UK", "--database", "mysql://x"], exits.NODE),
    ],
)
def test_foreseeable_trouble_is_one_sentence(tmp_path: Path, arguments: list[str], code: int) -> None:
    (tmp_path / "broken.json").write_text("{")
    create(tmp_path / "node", "GBR", {"en": "UK"}, {"post": "GBR:FCDO:desk", "ceiling": ("entente:sample:gbr:1", "OFFICIAL")})
    answer = entente(*(argument.replace("{folder}", str(tmp_path)) for argument in arguments))
    assert answer.code == code, answer.err
    assert one_sentence(answer.err), answer.err


def test_a_node_that_could_not_be_completed_does_not_stand_in_the_next_tries_way(tmp_path: Path) -> None:
    wanted = ["--home", tmp_path / "node", "init", "--party", "GBR", "--name-en", "UK"]
    assert entente(*wanted, "--database", f"sqlite:///{tmp_path}/none/x.sqlite3").code == exits.NODE
    assert not (tmp_path / "node").exists()
    assert entente(*wanted).code == exits.DONE


def test_without_a_command_the_help_is_shown() -> None:
    answer = entente()
    assert answer.code == exits.USAGE and answer.err.startswith("Usage: entente ")


def test_a_refusal_names_its_rule(tmp_path: Path) -> None:
    answer = entente("--home", tmp_path, "status")
    assert answer.err.rstrip().endswith("[N5 no-node]")


def test_a_damaged_database_is_this_nodes_trouble(tmp_path: Path) -> None:
    create(tmp_path, "GBR", {"en": "UK"}, {"post": "GBR:FCDO:desk", "ceiling": ("entente:sample:gbr:1", "OFFICIAL")})
    (tmp_path / "node.sqlite3").write_bytes(b"this is no database" * 100)
    answer = entente("--home", tmp_path, "status")
    assert answer.code == exits.NODE
    assert one_sentence(answer.err)


def test_a_closed_pipe_is_no_error() -> None:
    line = f"{sys.executable} -m entente instrument show --json | head -1"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {line}"], env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("rule", "code"), [("G10", 1), ("B7", 1), ("N7", 2), ("N12", 2), ("X13", 3), ("X1", 3), ("N2", 4), ("N13", 4), ("TX1", 2)]
)
def test_a_rule_decides_the_exit_code(rule: str, code: int) -> None:
    assert exits.code_of(Refusal("any", rule, "Words.")) == code


def test_a_charter_that_nobody_has_signed_is_told_so(tmp_path: Path) -> None:
    for party in ("GBR", "JPN"):
        create(tmp_path / party, party, {"en": party}, {"post": f"{party}:FCDO:desk", "ceiling": ("entente:sample:gbr:1", "OFFICIAL")})
        assert entente("--home", tmp_path / party, "charter", "card", "-o", tmp_path / f"{party}.card").code == exits.DONE
    cards = [tmp_path / f"{party}.card" for party in ("GBR", "JPN")]
    draft = tmp_path / "charter.json"
    assert (
        entente("--home", tmp_path / "GBR", "charter", "draft", *cards, "--title-en", "Test", "--exercise", "-o", draft).code == exits.DONE
    )
    answer = entente("--home", tmp_path / "GBR", "charter", "join", draft)
    assert answer.code == exits.REFUSED and "Nobody has signed this charter yet" in answer.err and "[C5 charter-unsigned]" in answer.err

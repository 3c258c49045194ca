"""What `--help` shows: whole sentences, values in plain words, and no type of the program's own."""

from __future__ import annotations

import re
from typing import Any

import pytest
import typer
from tests.cli.shell import entente
from tests.cli.test_main import COMMANDS

from entente.cli.main import app
from entente.cli.teaching import first_sentence, teach

TAUGHT = teach(typer.main.get_command(app))


@pytest.mark.parametrize(("path", "command"), COMMANDS, ids=[" ".join(path) for path, _ in COMMANDS])
def test_no_help_shows_a_type_of_the_program_or_a_raw_escape(path: tuple[str, ...], command: Any) -> None:
    shown = entente(*path, "--help").out
    assert not re.search(r"<(?:list|str|int|float|path|bool)|\\b|\x08", shown), shown
    for parameter in command.params:
        assert parameter.help or parameter.param_type_name == "option", f"{' '.join(path)} {parameter.name} is not explained"


def test_a_list_of_commands_holds_their_whole_first_sentences() -> None:
    for path in ((), ("act",), ("charter",)):
        shown = " ".join(entente(*path, "--help").out.split())
        assert "..." not in shown.partition("Commands:")[2]
    assert "Make a node: its folder, keys, database, and the channel a government has with itself." in " ".join(
        entente("--help").out.split()
    )


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Do this.", "Do this."), ("Do this. Then that.", "Do this."), ("Do this; it helps.", "Do this."),
        ("Do\nthis\n\nExample", "Do this."), ("Read node.toml again. So.", "Read node.toml again."), ("Do", "Do."),
    ],
)  # fmt: skip
def test_first_sentence(text: str, first: str) -> None:
    assert first_sentence(text) == first


@pytest.mark.parametrize(
    ("path", "name", "shown"),
    [
        (("standing",), "as_of", "YYYY-MM-DD"), (("records", "list"), "limit", "NUMBER"), (("proof",), "out", "PATH"),
        (("charter", "join"), "address", "TEXT"), (("high-water",), "without", "PARTY"), (("act", "answer"), "outcome", "OUTCOME"),
        (("instrument", "parse"), "file", "FILE"), (("status",), "json", None),
    ],
)  # fmt: skip
def test_what_a_value_is_called(path: tuple[str, ...], name: str, shown: str | None) -> None:
    command = TAUGHT
    for step in path:
        command = command.commands[step]
    assert next(p.metavar for p in command.params if p.name == name) == shown

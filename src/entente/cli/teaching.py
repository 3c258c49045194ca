"""What `--help` shows of a command beside its own words: its whole first sentence in lists, and what a value is in plain words.

Pure, but for the command it is given. Without it lists break off in mid-sentence and values read as `<list[str]>`. Serves every clause.
"""

from __future__ import annotations

import inspect
import re
from typing import Any

DAYS = frozenset(["as_of", "known", "expires", "held_on", "opened_on"])
WORDS = {"int": "NUMBER", "float": "NUMBER", "Path": "PATH"}
_FIRST = re.compile(r"(?:;|\.(?=\s|$)|\n\n)")


def teach(command: Any) -> Any:
    """The command, and all below it, with first sentences and plain words put in; it is returned as it came."""
    if command.help and not command.short_help:
        command.short_help = first_sentence(command.help)
    for parameter in command.params:
        choices = parameter.type_descriptor.is_choice  # they are shown, and say more than a word
        if parameter.param_type_name == "argument":
            parameter.metavar = parameter.metavar or parameter.name.upper()
            if not choices:
                parameter.display_type_rich = _nothing
        elif not choices and not parameter.is_flag and parameter.metavar is None:
            parameter.metavar = word(parameter)
    for inner in getattr(command, "commands", {}).values():
        teach(inner)
    return command


def first_sentence(help_text: str) -> str:
    """The first sentence of a command's help as one line, up to its first semicolon."""
    text = inspect.cleandoc(help_text)
    end = _FIRST.search(text)
    return " ".join(text[: end.start() if end else None].split()) + "."


def word(parameter: Any) -> str:
    """What an option's value is: a day in its form, a number, a path, or text."""
    if parameter.name in DAYS:
        return "YYYY-MM-DD"
    named: str = parameter.bare_type().removeprefix("list[").removesuffix("]")
    return WORDS.get(named, "TEXT")


def _nothing(ctx: object) -> None:
    """An argument's name says what it is; its type in the program is nobody's business."""

"""What docs/protocol.md says and what the code says: rules and codes, collected from both.

Reads the document and the sources of the kernel and the exchange. A rule is a letter of the protocol's families and a number: C charter,
L log, G gate 1, B gate 2, X exchange, P proof file.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "protocol.md"
PACKAGES = ("kernel", "exchange")

RULE = re.compile(r"\b([CLGBXP])([1-9][0-9]?)\b(?:-(?:\1)([1-9][0-9]?)\b)?")
ROW = re.compile(r"^\|.*?\*\*([CLGBXP][1-9][0-9]?)\*\*", re.MULTILINE)


BESIDE = {"clock.py", "timeline.py", "workdays.py", "zones.py", "public_holidays.py", "days.py", "drafted.py", "wording.py"}
"""Modules of the kernel that no exchanged byte depends on: what a node finds and shows by them is its own."""


def sources() -> dict[str, str]:
    """The text of each module of the kernel and the exchange that the protocol is made of, by path under src/entente."""
    home = ROOT / "src" / "entente"
    paths = [path for package in PACKAGES for path in sorted((home / package).rglob("*.py")) if path.name not in BESIDE]
    return {str(path.relative_to(home)): path.read_text("utf-8") for path in paths}


def rules_in(text: str) -> Iterator[str]:
    """Every rule that a text names, ranges such as L1-L4 spelt out."""
    for family, first, last in RULE.findall(text):
        for number in range(int(first), int(last or first) + 1):
            yield f"{family}{number}"


def rules_defined(document: str) -> list[str]:
    """The rules that have a row of their own, in the order of their rows."""
    return ROW.findall(document)


def codes_in(source: str) -> Iterator[str]:
    """Codes of refusals that a module makes: the first argument of Refusal, refusal and Error's second; and the proof file's table."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            at = {"Refusal": 0, "refusal": 0, "Error": 1}.get(node.func.id)
            if at is not None and at < len(node.args) and isinstance(argument := node.args[at], ast.Constant):
                yield str(argument.value)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict) and ast.unparse(node.targets[0]) == "CODES":
            yield from (str(value.value) for value in node.value.values if isinstance(value, ast.Constant))


def codes_listed(document: str) -> list[str]:
    """The codes in the tables of section 11."""
    section = document.partition("\n## 11.")[2].partition("\n## 12.")[0]
    cells = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    return [code for cell in cells for code in re.findall(r"`([^`]+)`", cell)]

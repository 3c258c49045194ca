"""Writes the test vectors: `python -m tests.vectors.generate [folder]`, by default beside this file.

Touches the files of that folder. Deterministic: fixed seeds, salts and times; tests/test_vectors.py proves that the files are what it
gives.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.vectors import bytes_cases, message_cases, state_cases

FILES: Mapping[str, Callable[[], dict[str, Any]]] = {
    "canonical": bytes_cases.canonical_cases,
    "ed25519": bytes_cases.ed25519_cases,
    "envelope": bytes_cases.envelope_cases,
    "content": bytes_cases.content_cases,
    "charter": bytes_cases.charter_cases,
    "log": bytes_cases.log_cases,
    "merkle": bytes_cases.merkle_cases,
    "checkpoint": bytes_cases.checkpoint_cases,
    "label": bytes_cases.label_cases,
    "gate1": state_cases.gate1_cases,
    "fold": state_cases.fold_cases,
    "gate2": state_cases.gate2_cases,
    "proof": state_cases.proof_cases,
    "request": state_cases.request_cases,
    "message": message_cases.message_cases,
    "answering": message_cases.answering_cases,
}


def render(name: str) -> str:
    """The text of one vector file."""
    make = FILES[name]
    about = (make.__doc__ or "").partition("\n\n")[0]
    return json.dumps({"about": about, **make()}, ensure_ascii=False, indent=1) + "\n"


def main(folder: Path) -> None:
    """Writes every file."""
    for name in FILES:
        (folder / f"{name}.json").write_text(render(name), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)

"""The shared test data, and the law that every parse must keep."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from entente.instrument import Instrument, claimed
from entente.instrument.parsing.lines import _BARE, _PAGE

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def data() -> Path:
    path = Path(os.environ.get("ENTENTE_SHARED", ROOT / ".." / "shared")) / "data"
    if not path.is_dir():
        pytest.skip("the shared test data are not on this machine")
    return path


def _check_coverage(source: str, instrument: Instrument) -> None:
    owners = [0] * len(source)
    for _, (start, end) in claimed(instrument):
        assert 0 <= start < end <= len(source)
        for i in range(start, end):
            owners[i] += 1
    lost = [(i, source[i]) for i, count in enumerate(owners) if count != 1 and not source[i].isspace()]
    assert not lost, f"in no element or in two: {lost[:5]}"
    said = [" ".join(source[start:end].split()) for start, end in instrument.furniture]
    for words in said:
        assert _BARE.fullmatch(words) or _PAGE.fullmatch(words) or said.count(words) > 1


@pytest.fixture(scope="session")
def check_coverage() -> Callable[[str, Instrument], None]:
    """Each non-space character lies in exactly one element, or in page furniture: a page number, or a line that runs over pages."""
    return _check_coverage

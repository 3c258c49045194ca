"""Two wordings side by side."""

from __future__ import annotations

from pathlib import Path

import pytest

from entente.instrument import parse
from entente.instrument.bilingual import unmatched, version_of
from entente.instrument.relabel import relabel
from entente.instrument.sources import read_source
from entente.kernel.errors import Refusal


def test_thirty_articles_stand_beside_thirty(data: Path) -> None:
    english, japanese = (relabel(read_source((data / "treaty-text" / f"udhr.{name}.html").read_bytes())) for name in ("eng", "jpn"))
    found = version_of(english, japanese, "ja", "authentic")
    words = {text.id: text.text for text in found.texts}
    assert all(words[clause.id] for clause in english.clauses if clause.text) and "奴隷" in words["A4"]
    assert all(name.startswith("P") for name in unmatched(english, found)), "preambles are cut differently, and that is said"


def test_a_clause_in_one_language_alone_is_refused_by_name() -> None:
    with pytest.raises(Refusal, match="IM3") as refused:
        version_of(parse("A\n\n1. One.\n2. Two.\n"), parse("B\n\n1. One.\n"), "ja", "authentic")
    assert "C2" in refused.value.words

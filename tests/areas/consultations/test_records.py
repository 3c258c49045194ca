"""Every form of consultations has its headings, every field stands under one, and what is not plain has a hint."""

from __future__ import annotations

import pytest

from entente import areas
from entente.kernel.area import Kind

KINDS = [kind for area in areas.AREAS if area.name == "consultations" for kind in area.kinds]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.type)
def test_every_field_stands_under_a_heading(kind: Kind) -> None:
    under = [name for part in kind.parts() for name in part.fields]
    assert set(under) == set(kind.schemas[kind.latest].__struct_fields__)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.type)
def test_every_form_has_a_hint_in_both_languages(kind: Kind) -> None:
    hints = [words for path, words in kind.words().items() if path.endswith("?")]
    assert hints and all(set(words) == {"en", "ja"} and all(words.values()) for words in hints)

"""Who is named: charter names, customary names, all together; a possessive is no subject."""

from __future__ import annotations

import pytest

from entente.instrument.promises.parties import named, parties_in

NAMES = named(["JPN", "GBR", "XKX"], {"XKX": ["Kosovo"]})


@pytest.mark.parametrize(
    ("words", "whose"),
    [
        ("Japan", ("JPN",)), ("the UK and Kosovo", ("GBR", "XKX")), ("Japan’s policy", ()), ("We", ("GBR", "JPN", "XKX")),
        ("両国", ("GBR", "JPN", "XKX")), ("英国は", ("GBR",)), ("Italy", ()), ("JPN", ("JPN",)), ("Japanese", ()),
    ],
)  # fmt: skip
def test_names(words: str, whose: tuple[str, ...]) -> None:
    assert parties_in(words, NAMES) == whose

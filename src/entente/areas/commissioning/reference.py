"""The reference on every form: which round, which measure, which authority was asked, with a check that a slip of the hand breaks.

Pure. Written as people write numbers, "GBR-CR-2018-4/GBR-M-2018-006/MOD/3f2a9c1b"; read back from full-width letters, other dashes and
spaces between. The check is eight digits of a SHA-256 over the ids behind the numbers; it finds changes, it proves no sender. Serves I1.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from entente.areas.commissioning.records import Ask

DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d\u30fc\u2500", "-"))
FORM = re.compile(r"([A-Z0-9][A-Z0-9-]{2,39})/([A-Z0-9][A-Z0-9-]{2,39})/([A-Z0-9][A-Z0-9-]{0,23})/([0-9A-F]{8})")


@dataclass(frozen=True, slots=True)
class Reference:
    """The parts of a reference as they were written."""

    round: str
    measure: str
    authority: str
    check: str

    def __str__(self) -> str:
        return f"{self.round}/{self.measure}/{self.authority}/{self.check}"


def check_digits(round_id: str, measure_id: str, authority: str) -> str:
    """Eight hexadecimal digits that follow from who asked whom about what."""
    return hashlib.sha256("\n".join(("entente return v1", round_id, measure_id, authority)).encode()).hexdigest()[:8]


def reference(round_id: str, round_code: str, asked: Ask) -> Reference:
    """The reference of one measure of a round."""
    return Reference(round_code, asked.code, asked.authority, check_digits(round_id, asked.measure, asked.authority))


def parse_reference(text: str) -> Reference | None:
    """The reference in a text that holds one and nothing else; None where it holds none."""
    plain = re.sub(r"[\s\u200b\ufeff]", "", unicodedata.normalize("NFKC", text).translate(DASHES)).upper()
    found = FORM.fullmatch(plain)
    return Reference(found[1], found[2], found[3], found[4].lower()) if found else None

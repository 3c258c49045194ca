"""Stable ids of sections, clauses and items. Pure.

The rule. A section is named by the initial of its heading ("Strengthening Cooperation" S, "Areas of Cooperation" A); a later section
with the same initial takes as many further letters as tell it apart ("Security" then "Stability": S, St; four letters at most, then
S-2, S-3). P belongs to the preamble. Explicit units are named by kind and numeral: Pt1, Ch2, Sec1 within its chapter (Ch2.Sec1),
Annex1, Sup for supplementary provisions (附則). A heading without a Latin letter is H1, H2 ... in order; a run of clauses without
a heading is C. A clause is its section's id and its number (S9, Annex1.9); bullets count (A1). Articles and 条 are named by
themselves, whatever their chapter: Art5, Art5-2 (Article 5 bis, 第五条の二), and begin anew only in an annex or supplement: Sup.Art1.
An item adds its label to its clause's id: S3.a, Art5.2.a; the 号 of a Japanese article, which its 項 would else run into, are g1, g2.
One unnumbered paragraph of a chapeau is A0, several are S0.1, S0.2. An id that is taken gets -2, -3.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from entente.instrument.parsing.headings import unit_of
from entente.instrument.parsing.marks import LISTED, Mark
from entente.instrument.parsing.numerals import kanji_number, roman_number

_RANK = {"Pt": 0, "Ti": 1, "Ch": 2, "Sec": 3, "Sub": 4}
APART = ("Annex", "App", "Sched", "Prot", "Sup")
"""Units outside the body, in which articles are numbered anew."""


@dataclass(slots=True)
class Ids:
    """The ids given so far within one parse."""

    taken: set[str] = field(default_factory=lambda: {"P"})
    counts: dict[str, int] = field(default_factory=dict)
    chain: list[tuple[int, str]] = field(default_factory=list)
    apart: str = ""

    def claim(self, wanted: str) -> str:
        """The id, or the id with -2, -3 ... where it is taken."""
        name = wanted
        while name in self.taken:
            self.counts[wanted] = self.counts.get(wanted, 1) + 1
            name = f"{wanted}-{self.counts[wanted]}"
        self.taken.add(name)
        return name

    def section(self, heading: str) -> str:
        """The id of a section by its heading; empty heading for a run of clauses that has none."""
        unit = unit_of(heading)
        if unit is not None:
            return self._unit(*unit)
        self.chain.clear()
        letters = "".join(c for c in heading if c.isascii() and c.isalpha())
        if not letters:
            if not heading:
                return self.claim("C")
            self.counts["heading"] = self.counts.get("heading", 0) + 1
            return self.claim(f"H{self.counts['heading']}")
        for length in range(1, min(4, len(letters)) + 1):
            name = letters[0].upper() + letters[1:length].lower()
            if name not in self.taken:
                return self.claim(name)
        return self.claim(letters[0].upper())

    def _unit(self, code: str, numeral: str) -> str:
        number = kanji_number(numeral) or roman_number(numeral) or numeral.upper()
        if code in APART:
            self.chain.clear()
            self.apart = self.claim(f"{code}{number}")
            return self.apart
        rank = _RANK[code]
        while self.chain and self.chain[-1][0] >= rank:
            self.chain.pop()
        parts = [self.apart, *(name for _, name in self.chain), f"{code}{number}"]
        self.chain.append((rank, f"{code}{number}"))
        return self.claim(".".join(part for part in parts if part))

    def clause(self, section: str, mark: Mark, position: int) -> str:
        """The id of a clause in its section; bullets take their position."""
        if mark.style == "article":
            name = "Art" + "-".join(map(str, mark.ordinal))
            return self.claim(f"{self.apart}.{name}" if self.apart else name)
        return self.claim(numbered(section, str(position) if mark.style in LISTED else label_of(mark)))

    def item(self, parent: str, mark: Mark, position: int) -> str:
        """The id of an item below its clause or item."""
        label = str(position) if mark.style in LISTED else label_of(mark)
        return self.claim(f"{parent}.{'g' if mark.style == 'kanji' else ''}{label}")


def numbered(section: str, number: str) -> str:
    """A number after a section's id, with a point where the id itself ends in a digit: S9, Annex1.9."""
    return f"{section}.{number}" if section[-1:].isdigit() else f"{section}{number}"


def label_of(mark: Mark) -> str:
    """A mark in ASCII: letters as they are, every numeral as its value, a decimal number by its last part."""
    if mark.style.strip("()") in ("alpha", "roman", "ALPHA") and mark.label.isascii():
        return mark.label
    return "-".join(map(str, mark.ordinal))

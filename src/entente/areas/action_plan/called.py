"""What a ministry's own table calls governments and their authorities: by name, by short name, by code.

Pure. An officer writes "Ministry of Defence" or "外務省" where a measure holds MOD or MOFA, and "UK lead" or "主管（日）" over the column.
The names come from the charter; a government is also known by the first character of its Japanese name (日、英) and by the initials of its
English one (UK). Serves I1.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from entente.kernel.area import Words
from entente.kernel.charter import Party

CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{0,23}")
HOUSES = ("", "当局", "省庁", "府省庁")
LEADS = (
    *("lead", "lead authority", "lead authorities", "lead ministry", "lead department", "responsible", "responsible authority"),
    *(f"{part}{house}" for part in ("主管", "担当", "所管") for house in HOUSES),
)
SUPPORTING = (
    *("supporting", "supporting authority", "supporting authorities", "support"),
    *(f"{part}{house}" for part in ("支援", "協力", "関係") for house in HOUSES),
)
HEADINGS: Mapping[str, tuple[str, ...]] = {"leads": LEADS, "supporting": SUPPORTING}
BETWEEN = ("{word} {name}", "{name} {word}", "{word}({name})", "{word}, {name}", "{word}・{name}", "{word}:{name}", "{word} - {name}")
SIDED = ("{name}側{word}", "{word}（{name}側）", "{name}側の{word}")


@dataclass(frozen=True, slots=True)
class Called:
    """The names of governments by party, and each party's authorities: its codes by what they are called, as `plain` writes it."""

    governments: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    authorities: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def headings(self) -> dict[str, str]:
        """{plain heading: key of the column} of the headings that name a government's lead or supporting authorities."""
        return {
            plain(way.format(word=word, name=name)): f"{key}.{party}"
            for party, names in self.governments.items()
            for key, some in HEADINGS.items()
            for word in some
            for name in names
            for way in (*BETWEEN, *SIDED)
        }

    def code(self, party: str, typed: str) -> str | None:
        """The authority of a party that a text names, if it names one."""
        return self.authorities.get(party, {}).get(plain(typed))

    def codes(self, party: str, typed: str) -> list[str]:
        """The authorities that a list of them names; what is no name of one is taken as codes with blanks between them."""
        found: list[str] = []
        for part in filter(None, (one.strip() for one in re.split(r"[,;、・\n]", typed))):
            one = self.code(party, part)
            found += [one] if one is not None else [self.code(party, code) or code for code in part.split()]
        return found

    def stranger(self, party: str, typed: str) -> Words | None:
        """What to say of a text that is neither a name nor written as a code; None where it may be one."""
        known = sorted(set(self.authorities.get(party, {}).values()))
        if CODE.fullmatch(typed) or not known:
            return None
        return {
            "en": f"“{typed[:60]}” is no authority that the charter names; it names {', '.join(known)}.",
            "ja": f"「{typed[:60]}」は憲章に掲げられた当局ではありません。掲げられているのは{'、'.join(known)}です。",
        }


NOBODY = Called()


def called(parties: Iterable[Party]) -> Called:
    """What the governments of a charter and their authorities are called."""
    governments, authorities = {}, {}
    for one in parties:
        governments[one.code] = tuple(dict.fromkeys(_names(one.code, one.name)))
        authorities[one.code] = {plain(said): each.code for each in one.authorities for said in _sayings(each.code, each.name)}
    return Called(governments, authorities)


def plain(text: str) -> str:
    """A heading or a name without what does not tell two apart: width, case, blanks, line breaks."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _names(code: str, name: Words) -> Iterator[str]:
    yield code
    for language, said in name.items():
        yield said
        if language == "ja":
            yield said[:1]
        elif " " in said:
            yield "".join(word[0] for word in said.split() if word[0].isupper())


def _sayings(code: str, name: Words) -> Iterator[str]:
    yield code
    for said in name.values():
        yield from (said, f"{said}({code})", f"{code} {said}", f"{code} – {said}", f"the {said}")

"""Which parties a stretch of text names. Pure.

A party is known by the names of its charter entry and by the customary short forms of its state (ISO 3166 alpha-3 code to names); "we",
"both sides", "the two countries", 両国 are all of them. Serves every clause: a promise is somebody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

CUSTOMARY: Mapping[str, tuple[str, ...]] = {
    "AUS": ("Australia", "豪州", "オーストラリア"),
    "CAN": ("Canada", "カナダ"),
    "DEU": ("Germany", "ドイツ"),
    "FRA": ("France", "フランス"),
    "GBR": ("the United Kingdom", "United Kingdom", "the UK", "UK", "Britain", "Great Britain", "英国", "英"),
    "IND": ("India", "インド"),
    "ITA": ("Italy", "イタリア", "伊"),
    "JPN": ("Japan", "日本国", "日本", "我が国", "日"),
    "KOR": ("the Republic of Korea", "the ROK", "ROK", "大韓民国", "韓国"),
    "NLD": ("the Netherlands", "オランダ"),
    "NZL": ("New Zealand", "ニュージーランド"),
    "PHL": ("the Philippines", "フィリピン"),
    "SWE": ("Sweden", "スウェーデン"),
    "USA": ("the United States of America", "the United States", "United States", "the US", "US", "U.S.", "米国", "アメリカ合衆国"),
}
"""Customary names, as declarations use them; a party that is not here is known by its charter's names and by what an importer adds."""

_ALL = re.compile(
    r"\b(?:we|both|the (?:two|three|four|five) (?:countries|sides|governments|(?:Prime )?Ministers|leaders|nations|states)|"
    r"(?:the|both|all) (?:participants|parties|sides|countries|governments|signatories|Member States|States Parties|(?:Prime )?Ministers|"
    r"leaders)|each (?:side|party|participant|country|government))\b"
    r"|両国|双方|両政府|両首相|両大臣|三か国|三国|各国|締約国|参加者|参加国|我々|両者",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Named:
    """The parties of an instrument, and the names each goes by."""

    all: tuple[str, ...]
    patterns: tuple[tuple[str, re.Pattern[str]], ...]


def named(parties: Iterable[str], more: Mapping[str, Iterable[str]] | None = None) -> Named:
    """How these parties (alpha-3 codes) are named; `more` adds names by code."""
    codes = tuple(sorted(set(parties)))
    patterns = []
    for code in codes:
        names = {*CUSTOMARY.get(code, ()), *((more or {}).get(code, ())), code}
        latin = sorted((re.escape(n) for n in names if n and n.isascii()), key=len, reverse=True)
        other = sorted((re.escape(n) for n in names if n and not n.isascii() and len(n) > 1), key=len, reverse=True)
        patterns.append((code, re.compile("|".join([rf"\b(?:{'|'.join(latin)})(?![’'\w-])", *other]))))
    return Named(codes, tuple(patterns))


def parties_in(words: str, names: Named, subject: bool = False) -> tuple[str, ...]:
    """The parties named; all of them for "we" or 両国. With `subject`, those of the last clause before a verb, empty where none is."""
    text = words
    if subject:
        text = re.split(r"[;:]|(?<=[a-z]), (?=[A-Za-z]*ing\b)", words)[-1][-160:]
    if _ALL.search(text):
        return names.all
    return tuple(code for code, pattern in names.patterns if pattern.search(text))

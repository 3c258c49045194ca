"""Words that papers share: days, counts, states, parties, in English and Japanese.

Pure. English plurals are made here and nowhere else; Japanese figures are half-width, with their counters. Serves I3.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from entente.implementation.standing import STATE_WORDS
from entente.kernel.area import STANDINGS, Words

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
ORDER = (*reversed(STANDINGS), "position", "dropped")
"""States from the most pressing on."""
NUMBER = re.compile(r"[A-Z]{3}-[A-Z]+-[0-9]{4}-[0-9]+")
"""A record's number as people say it, not the day, period or list place that other records are filed under."""
ORDINAL = re.compile(r"No\. ([0-9]+)")


def both(en: str, ja: str) -> Words:
    """Words in the two languages."""
    return {"en": en, "ja": ja}


def same(text: str) -> Words:
    """What reads alike in both: a code, a number."""
    return {"en": text, "ja": text}


def day(value: date | None) -> Words:
    """A day; a dash where there is none."""
    if value is None:
        return same("–")
    return both(f"{value.day} {MONTHS[value.month - 1]} {value.year}", f"{value.year}年{value.month}月{value.day}日")


def numbered(code: str) -> Words:
    """A record's number; which meeting of its series as each language counts: “No. 3”, 「第3回」."""
    place = ORDINAL.fullmatch(code)
    return both(code, f"第{place[1]}回") if place else same(code)


def called(code: str, titles: Words) -> Words:
    """How a sentence names a record: by its title, with its number where people say it; by its code alone where it has no title."""
    english = titles.get("en") or titles.get("ja", "")
    if not english:
        return numbered(code)
    japanese = titles.get("ja") or english
    said = NUMBER.fullmatch(code) is not None
    return both(f"{english} ({code})", f"{japanese}（{code}）") if said else both(english, japanese)


def dated(value: date, words: Words) -> Words:
    """“14 December 2017: …”."""
    when = day(value)
    return {language: f"{when.get(language, when['en'])}{'：' if language == 'ja' else ': '}{text}" for language, text in words.items()}


def state(code: str) -> Words:
    """A state in words; a dash where it is unknown."""
    return STATE_WORDS.get(code, same(code)) if code else same("–")


def count(number: int, one: str, many: str, none: str = "") -> str:
    """English: “one clause”, “12 clauses”; `none` is how no such thing is said where “no clauses” would not do."""
    if number == 0 and none:
        return none
    figure = NUMBERS[number] if 0 <= number < len(NUMBERS) else f"{number:,}"
    return f"{figure} {one if number == 1 else many}"


def capital(text: str) -> str:
    """The sentence with a capital letter."""
    return text[:1].upper() + text[1:]


def series(items: Sequence[str], language: str) -> str:
    """“a, b and c”; 「a、b及びc」."""
    if len(items) < 2:
        return "".join(items)
    if language == "ja":
        return f"{'、'.join(items[:-1])}及び{items[-1]}"
    return f"{', '.join(items[:-1])} and {items[-1]}"


def runs(codes: Sequence[str]) -> list[str]:
    """Codes in their order, three or more neighbours that differ in their last letter alone as one: “S11b–S11g”."""
    out: list[list[str]] = []
    for code in codes:
        last = out[-1][-1] if out else ""
        follows = last[:-1] == code[:-1] and last[-1:].isalpha() and ord(code[-1]) == ord(last[-1]) + 1
        out[-1].append(code) if follows else out.append([code])
    return [each for run in out for each in ([f"{run[0]}–{run[-1]}"] if len(run) > 2 else run)]


def tally(counts: Mapping[str, int], states: Iterable[str] = ORDER) -> Words:
    """How many in each state, the most pressing first: “two lapsed, three overdue and 14 on time”; 「長期超過2、…」."""
    found = [(code, counts[code]) for code in states if counts.get(code)]
    found += [(code, number) for code, number in sorted(counts.items()) if number and code not in {code for code, _ in found}]
    english = [f"{NUMBERS[n] if n < len(NUMBERS) else n} {_short(code)}" for code, n in found]
    japanese = [f"{state(code)['ja']}{n}" for code, n in found]
    return both(series(english, "en"), "、".join(japanese))


def _short(code: str) -> str:
    return {"no-evidence": "without evidence", "position": "positions only"}.get(code, state(code)["en"])


def party(code: str, names: Mapping[str, Words]) -> Words:
    """A party's name, or its code where nobody gave one."""
    return names.get(code, same(code))

"""Numerals and dates as instruments print them. Pure.

Japanese numerals (十七, 二〇一七, １７), Roman numerals, English ordinals in words, and dates in English and Japanese, with the
Japanese era calendar (元号法, eras from Meiji on: year 1 of an era is the Gregorian year it began in). Dates come back as ISO 8601.
"""

from __future__ import annotations

import datetime
import re

_KANJI = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_ONES = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
]
_TEENS = ["fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"]
_DAYS = [*_ONES, *_TEENS, *(f"twenty-{w}" for w in _ONES[:9]), "thirtieth", "thirty-first"]
_DAY_WORDS = {word: n for n, word in enumerate(_DAYS, 1)}

_MONTH = "(" + "|".join(_MONTHS) + ")"
_WORDED = "|".join(sorted(_DAY_WORDS, key=len, reverse=True))
_DAY = rf"(\d{{1,2}}(?:st|nd|rd|th)?|{_WORDED})"
_TENS = {word: 10 * n for n, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)}
_UNITS_EN = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
             "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]  # fmt: skip
_YEAR_WORDS = (
    rf"two thousand(?: and)?(?: (?P<tens>{'|'.join(_TENS)}))?(?:[ -](?P<units>{'|'.join(sorted(_UNITS_EN, key=len, reverse=True))}))?\b"
)
_JA = "[0-9０-９〇一二三四五六七八九十百千元]{1,7}"
DATE_PATTERNS = (
    rf"(?P<day>\b{_DAY})(?: day)?(?: of)? (?P<month>{_MONTH})(?:,? in the year)?,? (?P<year>[12]\d{{3}}\b|{_YEAR_WORDS})",
    rf"(?P<month2>\b{_MONTH}) (?P<day2>\d{{1,2}}(?:st|nd|rd|th)?),? (?P<year2>[12]\d{{3}})\b",
    r"(?P<iso>\b[12]\d{3}-\d{2}-\d{2}\b)",
    rf"(?P<era>{'|'.join(_ERAS)}|西暦)?\s?(?P<jy>{_JA})\s?年\s?(?P<jm>{_JA})\s?月\s?(?P<jd>{_JA})\s?日",
)
_DATE = re.compile("|".join(DATE_PATTERNS), re.IGNORECASE)


def kanji_number(text: str) -> int | None:
    """The value of a Japanese or decimal numeral: 三十一 and 三一 and ３１ are 31; None for anything else."""
    if text == "元":
        return 1
    if not text or len(text) > 8:
        return None
    if all("0" <= c <= "9" or "０" <= c <= "９" for c in text):
        return int(text)
    if all(c in _KANJI for c in text):
        return int("".join(str(_KANJI[c]) for c in text))
    total = digit = 0
    for char in text:
        if char in _KANJI:
            digit = _KANJI[char]
        elif char in _UNITS:
            total, digit = total + (digit or 1) * _UNITS[char], 0
        else:
            return None
    return total + digit


def roman_number(text: str) -> int | None:
    """The value of a Roman numeral of at most eight letters in either case; None where its letters are not in order."""
    values = [_ROMAN.get(c, 0) for c in text.upper()]
    if not values or len(values) > 8 or 0 in values:
        return None
    total = sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
    return total if roman_text(total) == text.upper() else None


def roman_text(number: int) -> str:
    """The Roman numeral of a number, in capitals; empty below one."""
    steps = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")]
    out = ""
    for value, letters in [*steps, (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]:
        count, number = divmod(number, value) if number > 0 else (0, number)
        out += letters * count
    return out


def find_date(text: str) -> tuple[str, int, int] | None:
    """The first real date in a text as (ISO 8601 date, start, end); None where there is none or it is not in the calendar."""
    for match in _DATE.finditer(text):
        date = _date_of(match.groupdict())
        if date:
            return date.isoformat(), match.start(), match.end()
    return None


def _date_of(got: dict[str, str | None]) -> datetime.date | None:
    try:
        if got["iso"]:
            return datetime.date.fromisoformat(got["iso"])
        if got["jy"]:
            year, month, day = (kanji_number(got[k] or "") or 0 for k in ("jy", "jm", "jd"))
            return datetime.date(year + _ERAS.get(got["era"] or "", 0), month, day)
        word = (got["day"] or got["day2"] or "").lower()
        day = _DAY_WORDS.get(word) or int(re.sub(r"\D", "", word))
        month = _MONTHS.index((got["month"] or got["month2"] or "").lower()) + 1
        return datetime.date(_year_of(got["year"] or got["year2"] or "", got["tens"], got["units"]), month, day)
    except ValueError:
        return None


def _year_of(year: str, tens: str | None, units: str | None) -> int:
    """A year in digits, or in words as "two thousand and" its tens and units."""
    if year.isdecimal():
        return int(year)
    return 2000 + _TENS.get((tens or "").lower(), 0) + (_UNITS_EN.index(units.lower()) + 1 if units else 0)

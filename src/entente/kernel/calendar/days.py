"""Days as people type them: ISO, English words, Japanese with Western or era years, in any digits; a day of the week beside them.

Pure. Eras from Meiji on begin on the day of their proclamation; the first year of an era may be written 元年, numbers as 三十 or 三〇. An
order of day and month that could be read two ways (2/10/2018) is not guessed at, nor a day that is another day of the week. Serves every
clause.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

ERAS = {"明治": 1868, "大正": 1912, "昭和": 1926, "平成": 1989, "令和": 2019, "M": 1868, "T": 1912, "S": 1926, "H": 1989, "R": 2019}
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_ISO = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_ERA = re.compile(r"(明治|大正|昭和|平成|令和|[MTSHR])(\d{1,2}|元)[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})\.?,? (\d{4})", re.IGNORECASE)
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?, (\d{4})", re.IGNORECASE)
_NUMERALS = re.compile("[〇一二三四五六七八九十]+(?=[年月日])")
_WEEKDAY = re.compile(r"(.*\d日?) ?\(([月火水木金土日])(?:曜日?)?\)|([a-z]{3,9}),? (\d.*)", re.IGNORECASE)


def parse_day(typed: str) -> date | None:
    """The day that was typed, or None where it is none or could be read two ways."""
    text = _NUMERALS.sub(_number, unicodedata.normalize("NFKC", typed).strip())
    if (plain := _bare(text)) is None and (match := _WEEKDAY.fullmatch(text)):
        found, said = _bare(match[1] or match[4]), match[2] or match[3].lower()
        return found if found is not None and said in ("月火水木金土日"[found.weekday()], *_beginnings(found)) else None
    return plain


def _bare(text: str) -> date | None:
    """The day without a day of the week."""
    if match := _ISO.fullmatch(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _ERA.fullmatch(text):
        year = 1 if match[2] == "元" else int(match[2])
        return _day(ERAS[match[1]] + year - 1, int(match[3]), int(match[4])) if year else None
    if match := _WORDS.fullmatch(text):
        return _named(match[3], match[2], match[1])
    if match := _MONTH_FIRST.fullmatch(text):
        return _named(match[3], match[1], match[2])
    return None


def _named(year: str, month: str, day: str) -> date | None:
    found = [number for number, name in enumerate(MONTHS, 1) if name.startswith(month.lower())]
    return _day(int(year), found[0], int(day)) if len(found) == 1 else None


def _beginnings(found: date) -> list[str]:
    """How its day of the week may be written in English: whole, or three letters and more of it."""
    name = WEEKDAYS[found.weekday()]
    return [name[:length] for length in range(3, len(name) + 1)]


def _number(match: re.Match[str]) -> str:
    """A number in kanji in digits: 三十一 and 三一 are 31, 二〇一八 is 2018; what is no number stays."""
    tens, ten, ones = match[0].rpartition("十")
    if not ten:
        return "".join(str("〇一二三四五六七八九".index(one)) for one in ones)
    digits = ["", *"一二三四五六七八九"]
    return str((digits.index(tens) or 1) * 10 + digits.index(ones)) if tens in digits and ones in digits else match[0]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

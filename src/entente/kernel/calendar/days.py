"""Days as people type them: ISO, English words, Japanese with Western or era years, full-width digits.

Pure. Eras from Meiji on begin on the day of their proclamation; the first year of an era may be written 元年. An order of day and month
that could be read two ways (2/10/2018) is not guessed at. Serves every clause.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

ERAS = {"明治": 1868, "大正": 1912, "昭和": 1926, "平成": 1989, "令和": 2019, "M": 1868, "T": 1912, "S": 1926, "H": 1989, "R": 2019}
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")

_ISO = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_ERA = re.compile(r"(明治|大正|昭和|平成|令和|[MTSHR])(\d{1,2}|元)[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})\.?,? (\d{4})", re.IGNORECASE)


def parse_day(typed: str) -> date | None:
    """The day that was typed, or None where it is none or could be read two ways."""
    text = unicodedata.normalize("NFKC", typed).strip()
    if match := _ISO.fullmatch(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _ERA.fullmatch(text):
        year = 1 if match[2] == "元" else int(match[2])
        return _day(ERAS[match[1]] + year - 1, int(match[3]), int(match[4])) if year else None
    if match := _WORDS.fullmatch(text):
        found = [number for number, name in enumerate(MONTHS, 1) if name.startswith(match[2].lower())]
        return _day(int(match[3]), found[0], int(match[1])) if len(found) == 1 else None
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

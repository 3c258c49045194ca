"""What an officer types as a day, a number or a code, read; and the sentence where it cannot be.

Pure but for the language of the request. NFKC is applied here and to nothing else: full-width digits and letters become plain ones. A day
whose year stands last is read day first, as Britain writes it: no government here writes the month first. A year of two digits is not
guessed at. Days of an era begin on the day of its proclamation. Serves every clause.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from entente.implementation.amounts import digits
from entente.kernel.calendar.days import parse_day

ERAS = (
    ("明治", "M", date(1868, 10, 23)),
    ("大正", "T", date(1912, 7, 30)),
    ("昭和", "S", date(1926, 12, 25)),
    ("平成", "H", date(1989, 1, 8)),
    ("令和", "R", date(2019, 5, 1)),
)
"""Kanji, letter, first day. A year beyond an era's end is read on (papers of 2018 speak of 平成35年)."""

_YEAR_LAST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_SHORT_YEAR = re.compile(r"\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2}")
_YEAR_FIRST = re.compile(r"(\d{4}) (\d{1,2}) (\d{1,2})")
_WHOLE = re.compile(r"[+-]?[0-9]{1,3}(?:[, ][0-9]{3})+|[+-]?[0-9]{1,16}")


class Unread(Exception):
    """What was typed cannot be read; the message is the sentence for the officer."""


def plain(typed: str) -> str:
    """What was typed with full-width characters made plain and spaces at the ends taken off."""
    return unicodedata.normalize("NFKC", typed).strip()


def read_day(typed: str) -> date:
    """The day; raises Unread where there is none, where the calendar has no such day, and where the century would be a guess."""
    text = " ".join(plain(typed).split())
    if match := _YEAR_LAST.fullmatch(text):
        return _calendar(typed, int(match[3]), int(match[2]), int(match[1]))
    if match := _YEAR_FIRST.fullmatch(text):
        return _calendar(typed, int(match[1]), int(match[2]), int(match[3]))
    if _SHORT_YEAR.fullmatch(text):
        raise Unread(_("“%s” could be of two centuries or read in two orders. Write the year with four digits.") % typed)
    found = parse_day(text.upper() if re.match(r"[mtshr]\d", text) else text.replace(" ", "") if "年" in text else text)
    if found is None:
        if re.search(r"\d", text) and re.search(r"\d[^\d]+\d", text):
            raise Unread(_("“%s” is not a day of the calendar. Write it as 2018-10-02, 2 October 2018 or 平成30年10月2日.") % typed)
        raise Unread(_("“%s” is not a date. Write it as 2018-10-02, 2 October 2018 or 平成30年10月2日.") % typed)
    for name, letter, first in ERAS:
        if text.upper().startswith((name, letter)) and found < first and re.match(rf"(?:{name}|{letter})\s?[\d元]", text.upper()):
            raise Unread(_("“%s” lies before the first day of that era.") % typed)
    return found


def _calendar(typed: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        words = _("“%s” is not a day of the calendar. Write it as 2018-10-02, 2 October 2018 or 平成30年10月2日.")
        if day <= 12 < month:
            words = _("“%s” has no such month: the day comes before the month here. Write it as 2018-10-02 or 2 October 2018.")
        raise Unread(words % typed) from None


def read_whole(typed: str) -> int:
    """A whole number; commas and spaces between thousands are taken off."""
    text = plain(typed)
    if not _WHOLE.fullmatch(text):
        raise Unread(_("“%s” is not a whole number.") % typed)
    return int(text.replace(",", "").replace(" ", ""))


def read_decimal(typed: str) -> str:
    """A decimal number as bodies hold it: a string without exponent."""
    text = plain(typed).replace(",", "").replace(" ", "")
    try:
        found = Decimal(text)
    except InvalidOperation:
        raise Unread(_("“%s” is not a number.") % typed) from None
    if not found.is_finite() or abs(found.adjusted()) > 30:
        raise Unread(_("“%s” is not a number.") % typed)
    return format(found, "f")


def read_code(typed: str, pattern: str) -> str:
    """A code as its pattern has it; small letters are raised or the reverse where that alone was wrong."""
    text = plain(typed)
    for candidate in (text, text.upper(), text.lower()):
        if re.search(pattern, candidate):
            return candidate
    raise Unread(_("“%s” does not have the form of this code.") % typed)


def read_amount(typed: str, currency: str) -> str:
    """An amount in pounds or yen to whole minor units, as a string of digits."""
    text, places = read_decimal(typed), digits(currency)
    whole, _point, rest = text.partition(".")
    if len(rest.rstrip("0")) > places:
        raise Unread(_("“%(typed)s” is finer than the smallest unit of %(currency)s.") % {"typed": typed, "currency": currency})
    return str(int(whole + rest[:places].ljust(places, "0")))


def unkeepable(text: str) -> str:
    """The first character that no text here may hold, as U+0000: controls other than tab and line ends, lone surrogates; "" for none."""
    for character in text:
        number = ord(character)
        if (number < 32 and character not in "\t\n\r") or number == 127 or 0xD800 <= number <= 0xDFFF:
            return f"U+{number:04X}"
    return ""

"""Why: the sentences behind each interval of consultations, in English and in Japanese.

Pure. Plain official register in both; parties stand by their code. No sentence counts days up to today, since an interval does not know on
which day it is read. A sentence is built once for the same values and then shared: nobody changes one. Serves I2, I3, I4 and I5.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]

Words = dict[str, str]

_sentence = lru_cache(maxsize=16384)


@lru_cache(maxsize=8192)
def en_day(day: date) -> str:
    """A date as it stands in an English text: 31 August 2017."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


@lru_cache(maxsize=8192)
def ja_day(day: date) -> str:
    """A date as it stands in a Japanese text: 2017年8月31日."""
    return f"{day.year}年{day.month}月{day.day}日"

"""Texts in English and Japanese that record types share, and days as each language writes them.

Pure. `Title` and `Prose` are parts of published schemas and frozen as these are. A sentence is built once for the same values and then
shared: nobody changes one. Serves every clause.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Annotated

import msgspec
from msgspec import Meta

Short = Annotated[str, Meta(min_length=1, max_length=200)]
Long = Annotated[str, Meta(min_length=1, max_length=20_000)]

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
SHORT_MONTHS = tuple(name[:3] for name in MONTHS)

sentence = lru_cache(maxsize=16384)
"""Builds a sentence once for the same values."""


class Title(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A short text in English, Japanese or both; refuses neither. At most 200 characters each: one line on a page, two in a cell."""

    en: Short | None = None
    ja: Short | None = None

    def __post_init__(self) -> None:
        if self.en is None and self.ja is None:
            raise ValueError("at least one language is needed")


class Prose(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A long text in English, Japanese or both; refuses neither."""

    en: Long | None = None
    ja: Long | None = None

    def __post_init__(self) -> None:
        if self.en is None and self.ja is None:
            raise ValueError("at least one language is needed")


def words(text: Title | Prose | None) -> dict[str, str]:
    """A text by language, without the languages it lacks; empty for None."""
    if text is None:
        return {}
    return {key: value for key, value in (("en", text.en), ("ja", text.ja)) if value is not None}


@lru_cache(maxsize=8192)
def en_day(day: date) -> str:
    """A date as it stands in an English text: 31 August 2017."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


@lru_cache(maxsize=8192)
def ja_day(day: date) -> str:
    """A date as it stands in a Japanese text: 2017年8月31日."""
    return f"{day.year}年{day.month}月{day.day}日"


def on(day: int) -> tuple[str, str]:
    """A day, counted as date.toordinal() counts, in both languages."""
    at = date.fromordinal(day)
    return en_day(at), ja_day(at)

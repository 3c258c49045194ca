"""What a meeting is called: its number in the series, the series, the place and the day, in both languages.

Pure. As joint statements name meetings: "3rd Foreign and Defence Ministers' meeting, Greenwich, 14 December 2017". Serves I2 and I3.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from entente.areas.consultations.records import Meeting
from entente.kernel.area import Words
from entente.kernel.bilingual import en_day, ja_day, words

_ENDINGS: Mapping[int, str] = {1: "st", 2: "nd", 3: "rd"}


def ordinal(number: int) -> str:
    """A number in its order, in English: 1st, 2nd, 3rd, 11th, 21st."""
    return f"{number}{'th' if number % 100 in (11, 12, 13) else _ENDINGS.get(number % 10, 'th')}"


def numbered(series: Words, number: int) -> Words:
    """A meeting by its number in a series; in the languages that the series has, else in both by its number alone."""
    before = {"en": f"{ordinal(number)} ", "ja": f"第{number}回"}
    named = {language: start + series[language] for language, start in before.items() if series.get(language)}
    return named or {"en": f"Meeting No. {number}", "ja": f"第{number}回会合"}


def with_place_and_day(title: Words, place: Words, on: date | None) -> Words:
    """A title with where and when, each where it is known and the title does not say it already."""
    en = [part for part in (place.get("en"), en_day(on) if on else None) if part and part not in title.get("en", "")]
    ja = [part for part in (place.get("ja"), ja_day(on) if on else None) if part and part not in title.get("ja", "")]
    found = {"en": ", ".join([title["en"], *en])} if title.get("en") else {}
    return found | ({"ja": title["ja"] + (f"（{'、'.join(ja)}）" if ja else "")} if title.get("ja") else {})


def called(text: Meeting) -> Words:
    """What lists call a meeting: its own title; one that has a number in its series also with its place and day."""
    title = words(text.title)
    if text.ordinal is None:
        return title
    on = text.held_on or (text.starts.on if text.starts is not None else None)
    return with_place_and_day(title, words(text.place), on)

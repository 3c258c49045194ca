"""What a text names that another must name as well: dates, numbers, places; in English and in Japanese.

Pure, and no judgement on meaning. Dates match where none of their parts disagree ("31 August" and 2017年8月31日; eras are reckoned);
numbers in digits must be found in the other text, in digits or in words; places are those of the list below, the parties' own names left
out, since texts say "we". Serves every clause that takes a position.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from entente.instrument.parsing.numerals import kanji_number
from entente.kernel.area import Words

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth")
SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12, "千": 3, "万": 4, "億": 8, "兆": 12}
PLACES: tuple[tuple[str, str], ...] = (
    ("North Korea|DPRK|Democratic People’s Republic of Korea|Democratic People's Republic of Korea", "北朝鮮"),
    ("Republic of Korea|South Korea|ROK", "韓国|大韓民国"), ("Korean Peninsula", "朝鮮半島"), ("China", "中国"),
    ("Russia", "ロシア"), ("Ukraine", "ウクライナ"), ("Taiwan", "台湾"), ("Taiwan Strait", "台湾海峡"),
    ("East China Sea", "東シナ海"), ("South China Sea", "南シナ海"), ("Sea of Japan", "日本海"), ("Indo-Pacific", "インド太平洋"),
    ("Indian Ocean", "インド洋"), ("Gulf of Aden", "アデン湾"), ("Red Sea", "紅海"), ("Black Sea", "黒海"),
    ("Strait of Hormuz", "ホルムズ海峡"), ("Africa", "アフリカ"), ("Middle East", "中東"), ("Iran", "イラン"), ("Iraq", "イラク"),
    ("Syria", "シリア"), ("Afghanistan", "アフガニスタン"), ("Myanmar|Burma", "ミャンマー|ビルマ"), ("Pakistan", "パキスタン"),
    ("Philippines", "フィリピン"), ("Vietnam|Viet Nam", "ベトナム"), ("Indonesia", "インドネシア"), ("Malaysia", "マレーシア"),
    ("Thailand", "タイ王国|タイ国|タイ政府"), ("Australia", "豪州|オーストラリア"), ("France", "フランス"), ("Germany", "ドイツ"),
    ("Italy", "イタリア"), ("Somalia", "ソマリア"), ("Djibouti", "ジブチ"), ("Tokyo", "東京"), ("London", "ロンドン"),
    ("Hokkaido", "北海道"), ("Okinawa", "沖縄"), ("Hiroshima", "広島"), ("Nagasaki", "長崎"), ("Pyongyang", "平壌"),
    ("Beijing", "北京"), ("Moscow", "モスクワ"), ("Geneva", "ジュネーブ"), ("New York", "ニューヨーク"),
    ("Greenwich", "グリニッジ"), ("Portsmouth", "ポーツマス"), ("Brussels", "ブリュッセル"),
)  # fmt: skip
"""English and Japanese names of places that are no party of the first declaration; an alternative is set off by a bar."""

_INDEX = {name: i for i, words in enumerate(PLACES) for text in words for name in text.split("|")}
_LONGEST = sorted(_INDEX, key=len, reverse=True)  # “South China Sea” is not China
_PLACE = re.compile("|".join(rf"\b{name}\b" if name.isascii() or "’" in name else name for name in _LONGEST))
_MONTH = "|".join(MONTHS)
_DATES = re.compile(
    rf"\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m1>{_MONTH})(?:,? (?P<y1>[12]\d{{3}}))?\b"
    rf"|\b(?P<m2>{_MONTH})(?: (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,?\d))?(?:,? (?P<y2>[12]\d{{3}}))?\b"
    r"|\b(?P<y3>[12]\d{3})-(?P<m3>\d{2})-(?P<d3>\d{2})\b"
    rf"|(?P<era>{'|'.join(ERAS)})?(?P<y4>[0-9〇一二三四五六七八九十元]{{1,4}})年(?:(?P<m4>[0-9一二三四五六七八九十]{{1,2}})月(?:(?P<d4>[0-9一二三四五六七八九十]{{1,3}})日)?)?(?![間度以]|以)"
    r"|(?P<m5>[0-9一二三四五六七八九十]{1,2})月(?:(?P<d5>[0-9一二三四五六七八九十]{1,3})日)?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![A-Za-z0-9.,-])(?:\d[\d,]*(?:\.\d+)?(?:[千万億兆]| ?(?:thousand|million|billion|trillion)\b)?)+", re.IGNORECASE)
_PART = re.compile(r"(\d[\d,]*(?:\.\d+)?)(?: ?(千|万|億|兆|thousand|million|billion|trillion))?", re.IGNORECASE)
_WORD = re.compile(rf"\b(?:{'|'.join((*COUNTED, *ORDINALS))})\b", re.IGNORECASE)
_KANJI = re.compile(r"[〇一二三四五六七八九十百]+")

Day = tuple[int, int, int]
"""Year, month, day; 0 where the text does not say."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a text names: days, numbers in digits, numbers in words as well, places by their place in the list."""

    days: frozenset[Day]
    numbers: frozenset[Decimal]
    spelt: frozenset[Decimal]
    places: frozenset[int]


@lru_cache(maxsize=4096)
def named(text: str) -> Named:
    """What is named in a text of either language."""
    plain = unicodedata.normalize("NFKC", text)
    days: set[Day] = set()

    def take(m: re.Match[str]) -> str:
        day = _day(m)
        if day is None:
            return m[0]
        days.add(day)
        return " "

    rest = _DATES.sub(take, plain)
    numbers = set()
    for found in _NUMBER.finditer(rest):
        value = sum((_value(m[1], m[2]) for m in _PART.finditer(found[0])), Decimal(0))
        if value == int(value) and 1800 <= value < 2200 and re.fullmatch(r"\d{4}", found[0]):
            days.add((int(value), 0, 0))
        else:
            numbers.add(value.normalize())
    spelt = {Decimal((ORDINALS.index(w) if w in ORDINALS else COUNTED.index(w)) + 1) for w in (m[0].lower() for m in _WORD.finditer(rest))}
    spelt |= {Decimal(n) for m in _KANJI.finditer(rest) if (n := kanji_number(m[0])) is not None}
    places = frozenset(_INDEX[m[0]] for m in _PLACE.finditer(plain))
    return Named(frozenset(days), frozenset(numbers), frozenset(numbers | {n.normalize() for n in spelt}), places)


def _value(digits: str, scale: str | None) -> Decimal:
    return Decimal(digits.replace(",", "").rstrip(".")).scaleb(SCALES.get((scale or "").lower(), 0))


def _day(m: re.Match[str]) -> Day | None:
    """The day of a match, with 0 for what it does not say; None where it is no date ("may" the verb, 13月)."""
    for n in "123":
        if m[f"m{n}"]:
            month = MONTHS.index(m[f"m{n}"].lower()) + 1 if n != "3" else int(m["m3"])
            year, day = int(m[f"y{n}"] or 0), int(m[f"d{n}"] or 0)
            verb = n == "2" and not year and not day and m[0] in ("may", "May", "march", "March")
            return None if verb or not (year or month or day) or month > 12 or day > 31 else (year, month, day)
    for n in "45":
        if m[f"m{n}"] or (n == "4" and m["y4"]):
            year = (kanji_number(m["y4"]) or 0) + ERAS.get(m["era"] or "", 0) if n == "4" else 0
            month, day = (kanji_number(m[f"{part}{n}"] or "") or 0 for part in "md")
            early = n == "4" and year < 1800
            return None if early or not (year or month or day) or month > 12 or day > 31 else (year, month, day)
    return None


def lacking(one: Named, other: Named) -> tuple[Words, ...]:
    """What the one names and the other does not: days, numbers, places, each in words."""
    out: list[Words] = [_day_words(day) for day in sorted(one.days) if not any(_agree(day, each) for each in other.days)]
    out += [_number_words(number) for number in sorted(one.numbers - other.spelt)]
    return (*out, *(_place_words(place) for place in sorted(one.places - other.places)))


def _agree(a: Day, b: Day) -> bool:
    """Whether two days may be the same: some part is said by both, and no part differs."""
    said = [(x, y) for x, y in zip(a, b, strict=True) if x and y]
    return bool(said) and all(x == y for x, y in said)


def _day_words(day: Day) -> Words:
    year, month, number = day
    en = [str(number)] if number else []
    en += [MONTHS[month - 1].capitalize()] if month else []
    en += [str(year)] if year else []
    ja = f"{f'{year}年' if year else ''}{f'{month}月' if month else ''}{f'{number}日' if number else ''}"
    return {"en": " ".join(en), "ja": ja}


def _number_words(number: Decimal) -> Words:
    text = f"{number:,f}"
    return {"en": text, "ja": text}


def _place_words(place: int) -> Words:
    en, ja = PLACES[place]
    return {"en": en.partition("|")[0], "ja": ja.partition("|")[0]}

"""How often: the rhythms that a text promises, in English and Japanese. Pure.

Each is found where it stands: its span in the text it was read from, its words, and the interval they mean ("every 6 months"). What is
ambiguous ("biannual" is used for twice a year and for every two years) or open ("regular") has no interval and asks; nobody guesses for
the parties. `basis` says how a clock would count: "calendar-year" and "fiscal-year" where the text names one, "rolling" from the last time
("every six months"), "not-fixed" where the words leave it open ("annually").
Serves I2 and I3: what meets how often is read from the declaration's own words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from entente.instrument.model import Span
from entente.instrument.parsing.numerals import kanji_number

Unit = Literal["day", "week", "month"]
Basis = Literal["calendar-year", "fiscal-year", "rolling", "not-fixed"]


@dataclass(frozen=True, slots=True)
class Cadence:
    """A rhythm as the text gives it: `every` so many `unit`s, or None with a `question` to whoever knows."""

    span: Span
    words: str
    every: int | None
    unit: Unit
    basis: Basis
    question: str = ""


_NUMBERS = {
    w: n for n, w in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1)
} | {"other": 2}
_N = r"(?:[1-9]\d?|" + "|".join(_NUMBERS) + r"|second|third|fourth|fifth)"
_ORDINALS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5}
_PERIODS = {"year": 12, "month": 1, "quarter": 3}
_MEETING = r"(?:meetings?|dialogues?|consultations?|talks|exchanges?|conferences?|reviews?|contacts?|intervals|basis|exercises|visits)"

_FIXED: tuple[tuple[str, int, Unit], ...] = (
    (
        r"(?:semi|bi)-?annual(?:ly)?|half-yearly|twice (?:a|(?:in )?(?:each|every)|per) (?:(?:calendar|fiscal|financial) )?year"
        r"|twice yearly|twice annually|(?:every|each|once (?:a|per)) half[- ]year",
        6,
        "month",
    ),
    (r"biennial(?:ly)?|alternate years|every other year", 24, "month"),
    (r"triennial(?:ly)?", 36, "month"),
    (
        r"annual(?:ly)?|yearly|(?:once )?(?:every|each|per) year"
        r"|once (?:a|(?:in )?(?:every|each|per)) (?:(?:calendar|fiscal|financial) )?year",
        12,
        "month",
    ),
    (r"quarterly|(?:(?:once )?(?:in )?(?:every|each|per)|once a) quarter|four times (?:a|per|each) year", 3, "month"),
    (r"three times (?:a|per|each) year", 4, "month"),
    (r"bi-?monthly", 2, "month"),
    (r"monthly|(?:every|each) month|once a month", 1, "month"),
    (r"bi-?weekly", 2, "week"),
    (r"weekly|(?:every|each) week|once a week", 1, "week"),
)
_EN = re.compile(
    r"\b(?:"
    + rf"(?P<every>(?:once (?:in )?)?every (?P<n>{_N}) (?P<unit>years?|months?|weeks?|quarters?|days?))"
    + rf"|(?P<timed>(?P<times>{_N}) times (?:a|per|(?:in )?(?:each|every)) year)"
    + rf"|(?P<spaced>(?P<sn>{_N})-?(?P<su>month|week|year)ly)"
    + "|"
    + "|".join(f"(?P<f{i}>{pattern})" for i, (pattern, _, _) in enumerate(_FIXED))
    + rf"|(?P<open>(?:regularly|periodically|at regular intervals|on a regular basis|regular(?= (?:[a-z-]+ ){{0,3}}{_MEETING}\b)))"
    + r")\b(?!-)",
    re.IGNORECASE,
)
_COUNTED = re.compile(rf"\b(?P<n>{_N}) (?:[a-z-]+ ){{0,2}}{_MEETING} (?:in |held )?$", re.IGNORECASE)
"""Before "per year": how many meetings each year has."""
_AMBIGUOUS = {
    "biannual": "“{}” is used both for twice a year and for every two years: which is meant?",
    "bimonthly": "“{}” is used both for twice a month and for every two months: which is meant?",
    "biweekly": "“{}” is used both for twice a week and for every two weeks: which is meant?",
}
_EVERY_OTHER = "“{}” is read both with and without the time between: what interval is meant?"
_NOT_WHOLE = "“{}” is not a whole number of months: what interval is meant?"
_OPEN = "“{}” gives no interval: how often is meant?"
_CALENDAR = re.compile(r"calendar year|暦年")
_STOP = re.compile(r"[.;。；]\s*")
_FISCAL = re.compile(r"fiscal year|financial year|会計年度|年度")

_DIGITS = "0-9０-９〇一二三四五六七八九十百"
_J = rf"(?<![{_DIGITS}成和])[{_DIGITS}]{{1,5}}"  # not the end of a longer number, nor a year of an era
_LEAST = r"(?:少なくとも|最低(?:でも)?|原則として)?"
_ONCE = rf"に{_LEAST}(?:一|１|1)(?:回|度)"
_EACH = r"(?:ごと|毎|おき)"
_OF = rf"(?:{_ONCE}|{_EACH})"
_LONGEST_YEARS = 50  # "2017年に一回" is a date
_NOT_A_DATE = rf"(?<![{_DIGITS}昨同近翌本今去先来当前後元数かカヵヶケ箇])"  # "2017年一回", "同年一回" and "昨年二回" tell what happened
_TIMES = rf"(?:間)?(?:に)?(?:つき)?{_LEAST}(?P<times>[{_DIGITS}]{{1,2}})(?:回|度)(?!目)"
_YEARLY, _MONTHLY = _TIMES.replace("times", "yn"), _TIMES.replace("times", "mn")
_JA = re.compile(
    rf"(?P<half>半年{_OF}|(?<!四)(?:[毎各]半期|半期{_OF}))"
    rf"|(?P<quarter>[毎各]四半期|四半期{_OF}|四半期ベース|四半期の(?=会合|対話|協議))"
    rf"|(?P<other>隔年|[偶奇]数年(?=に|ごと|毎))|(?P<othermonth>隔月)|(?P<otherweek>隔週)"
    rf"|(?P<yearly>{_NOT_A_DATE}(?:毎(?:会計)?|各(?:会計)?|[一１1])?年(?:度)?{_YEARLY})"
    rf"|(?P<monthly>{_NOT_A_DATE}[毎各]?月{_MONTHLY})"
    rf"|(?P<many>(?P<jn>{_J})(?P<ju>年|[かカヵヶケ箇]月|週間?)(?:間)?{_OF})"
    rf"|(?P<each>(?<!月)(?P<en>{_J})(?P<eu>月|日)(?:間)?{_EACH})"
    rf"|(?P<year>[毎各](?:会計)?年(?:度)?|(?<![0-9０-９一-龠])年次(?!有給)|{_NOT_A_DATE}年(?:度)?(?:ごと|毎))"
    rf"|(?P<month>毎月)|(?P<week>毎週|{_NOT_A_DATE}週(?:に)?(?:一|１|1)(?:回|度))"
    rf"|(?P<openly>定期的(?:に|な)?|定期に|定期(?=会合|協議|対話|会談)|数(?:年|[かカヵヶケ箇]月){_OF})"
)
_JA_FIXED: dict[str, tuple[int, Unit]] = {
    "half": (6, "month"),
    "quarter": (3, "month"),
    "other": (24, "month"),
    "othermonth": (2, "month"),
    "otherweek": (2, "week"),
    "year": (12, "month"),
    "month": (1, "month"),
    "week": (1, "week"),
}


def find_cadences(text: str) -> tuple[Cadence, ...]:
    """Every rhythm named in the text, in its order; a date, a deadline ("within six months") and an age are none."""
    found = [_english(m, text) for m in _EN.finditer(text)] + [_japanese(m, text) for m in _JA.finditer(text)]
    return tuple(sorted((c for c in found if c is not None), key=lambda c: c.span))


def interval_words(every: int | None, unit: str) -> str:
    """An interval for people: "every 3 months", "every year", "not said"."""
    if every is None:
        return "not said"
    if unit == "month" and every % 12 == 0:
        return "every year" if every == 12 else f"every {every // 12} years"
    return f"every {unit}" if every == 1 else f"every {every} {unit}s"


def _english(m: re.Match[str], text: str) -> Cadence | None:
    words, span = m.group(0), m.span()
    if m["open"]:
        return Cadence(span, words, None, "month", "not-fixed", _OPEN.format(words))
    if m["spaced"]:
        return _multiple(m, _count(m["sn"]), m["su"].lower())
    if m["every"]:
        return _multiple(m, _count(m["n"]), m["unit"].lower().rstrip("s"))
    if m["timed"]:
        return _several(span, words, _count(m["times"]))
    index = next(i for i in range(len(_FIXED)) if m[f"f{i}"])
    _, every, unit = _FIXED[index]
    several = _COUNTED.search(text, 0, span[0]) if re.match(r"(?:per|each|every) year", words, re.IGNORECASE) else None
    if several is not None:
        return _several(span, words, _count(several["n"]))
    plain = re.sub(r"[^a-z]|ly$", "", words.lower())
    question = next((q.format(words) for stem, q in _AMBIGUOUS.items() if plain.startswith(stem.removesuffix("ly"))), "")
    return Cadence(span, words, None if question else every, unit, _basis(_beside(text, span), unit, every), question)


def _several(span: Span, words: str, times: int) -> Cadence:
    """So many times each year."""
    whole = 12 % times == 0
    return Cadence(span, words, 12 // times if whole else None, "month", "not-fixed", "" if whole else _NOT_WHOLE.format(words))


def _multiple(m: re.Match[str], count: int, unit: str) -> Cadence:
    if unit in _PERIODS:
        return Cadence(m.span(), m.group(0), count * _PERIODS[unit], "month", "rolling")
    return Cadence(m.span(), m.group(0), count, "week" if unit == "week" else "day", "rolling")


def _count(words: str) -> int:
    low = words.lower()
    return int(low) if low.isdigit() else _NUMBERS.get(low) or _ORDINALS[low]


def _basis(text: str, unit: str, every: int) -> Basis:
    if unit != "month" or (12 % every and every % 12):
        return "rolling"
    if _FISCAL.search(text):
        return "fiscal-year"
    return "calendar-year" if _CALENDAR.search(text) else "not-fixed"


def _beside(text: str, span: Span) -> str:
    """The sentence in which a rhythm stands: another sentence's year is not its own."""
    begin = max((m.end() for m in _STOP.finditer(text, 0, span[0])), default=0)
    end = _STOP.search(text, span[1])
    return text[begin : end.start() if end else len(text)]


def _japanese(m: re.Match[str], text: str) -> Cadence | None:
    words, span = m.group(0), m.span()
    if m["openly"]:
        return Cadence(span, words, None, "month", "not-fixed", _OPEN.format(words))
    if m["yearly"] or m["monthly"]:
        return _times(m, text, kanji_number(m["yn"] or m["mn"]), 12 if m["yearly"] else 1)
    if m["many"] or m["each"]:
        return _each(m, text, kanji_number(m["jn"] or m["en"]), (m["ju"] or m["eu"]))
    name = next(name for name in _JA_FIXED if m[name])
    every, kind = _JA_FIXED[name]
    return Cadence(span, words, every, kind, _basis(_beside(text, span), kind, every))


def _times(m: re.Match[str], text: str, times: int | None, months: int) -> Cadence | None:
    """So many times a year, or a month."""
    words, span = m.group(0), m.span()
    if not times:
        return None
    if months % times:
        return Cadence(span, words, None, "month", "not-fixed", _NOT_WHOLE.format(words))
    every = months // times
    return Cadence(span, words, every, "month", _basis(_beside(text, span), "month", every))


def _each(m: re.Match[str], text: str, count: int | None, unit: str) -> Cadence | None:
    """Every so many years, months, weeks or days."""
    words, span = m.group(0), m.span()
    if not count or (unit == "年" and count > _LONGEST_YEARS):
        return None
    kind: Unit = "week" if unit.startswith("週") else "day" if unit == "日" else "month"
    if words.endswith("おき"):
        return Cadence(span, words, None, kind, "not-fixed", _EVERY_OTHER.format(words))
    every = count * (12 if unit == "年" else 1)
    return Cadence(span, words, every, kind, _basis(_beside(text, span), "month", every) if kind == "month" and count == 1 else "rolling")

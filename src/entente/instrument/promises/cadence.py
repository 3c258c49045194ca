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
    (r"(?:semi|bi)-?annual(?:ly)?|half-yearly|twice (?:a|each|every|per) year|twice yearly|twice annually", 6, "month"),
    (r"biennial(?:ly)?|alternate years|every other year", 24, "month"),
    (r"triennial(?:ly)?", 36, "month"),
    (r"annual(?:ly)?|yearly|(?:once )?(?:every|each|per) year|once a year", 12, "month"),
    (r"quarterly|(?:every|each) quarter|four times (?:a|per|each) year", 3, "month"),
    (r"three times (?:a|per|each) year", 4, "month"),
    (r"bi-?monthly", 2, "month"),
    (r"monthly|(?:every|each) month|once a month", 1, "month"),
    (r"bi-?weekly", 2, "week"),
    (r"weekly|(?:every|each) week|once a week", 1, "week"),
)
_EN = re.compile(
    r"\b(?:"
    + rf"(?P<every>(?:once (?:in )?)?every (?P<n>{_N}) (?P<unit>years?|months?|weeks?|quarters?|days?))"
    + rf"|(?P<timed>(?P<times>{_N}) times (?:a|per|each|every) year)"
    + "|"
    + "|".join(f"(?P<f{i}>{pattern})" for i, (pattern, _, _) in enumerate(_FIXED))
    + rf"|(?P<open>(?:regularly|periodically|at regular intervals|on a regular basis|regular(?= (?:[a-z-]+ ){{0,3}}{_MEETING}\b)))"
    + r")\b(?!-)",
    re.IGNORECASE,
)
_AMBIGUOUS = {
    "biannual": "“{}” is used both for twice a year and for every two years: which is meant?",
    "bimonthly": "“{}” is used both for twice a month and for every two months: which is meant?",
    "biweekly": "“{}” is used both for twice a week and for every two weeks: which is meant?",
}
_EVERY_OTHER = "“{}” is read both with and without the time between: what interval is meant?"
_OPEN = "“{}” gives no interval: how often is meant?"
_CALENDAR = re.compile(r"calendar year|暦年")
_STOP = re.compile(r"[.;。；]\s*")
_FISCAL = re.compile(r"fiscal year|financial year|会計年度|年度")

_J = r"[0-9０-９〇一二三四五六七八九十]{1,3}"
_OF = r"(?:に(?:一|１|1)(?:回|度)|ごと|毎|おき)"
_JA = re.compile(
    rf"(?P<half>半年{_OF}|半期{_OF}|年(?:に)?(?:二|２|2)(?:回|度))"
    rf"|(?P<quarter>四半期{_OF}|四半期の(?=会合|対話|協議))"
    rf"|(?P<other>隔年)|(?P<othermonth>隔月)|(?P<otherweek>隔週)"
    rf"|(?P<many>(?P<jn>{_J})(?P<ju>年|[かカヶケ箇]月|週間|月)(?:間)?{_OF})"
    rf"|(?P<year>毎年(?:度)?|(?<![0-9０-９一-龠])年次(?!有給)|年(?:に)?(?:一|１|1)(?:回|度)|一年に一度)"
    rf"|(?P<month>毎月|月(?:に)?(?:一|１|1)(?:回|度))|(?P<week>毎週|週(?:に)?(?:一|１|1)(?:回|度))"
    rf"|(?P<openly>定期的(?:に|な)|定期(?=会合|協議|対話))"
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
    if m["every"]:
        return _multiple(m, _count(m["n"]), m["unit"].lower().rstrip("s"))
    if m["timed"]:
        times = _count(m["times"])
        whole = 12 % times == 0
        question = "" if whole else f"“{words}” is not a whole number of months: what interval is meant?"
        return Cadence(span, words, 12 // times if whole else None, "month", "not-fixed", question)
    index = next(i for i in range(len(_FIXED)) if m[f"f{i}"])
    _, every, unit = _FIXED[index]
    plain = re.sub(r"[^a-z]|ly$", "", words.lower())
    question = next((q.format(words) for stem, q in _AMBIGUOUS.items() if plain.startswith(stem.removesuffix("ly"))), "")
    return Cadence(span, words, None if question else every, unit, _basis(_beside(text, span), unit, every), question)


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
    if m["many"]:
        count = kanji_number(m["jn"])
        if not count:
            return None
        unit = m["ju"]
        if words.endswith("おき"):
            return Cadence(span, words, None, "week" if unit == "週間" else "month", "not-fixed", _EVERY_OTHER.format(words))
        if unit == "週間":
            return Cadence(span, words, count, "week", "rolling")
        every = count * (12 if unit == "年" else 1)
        return Cadence(span, words, every, "month", _basis(_beside(text, span), "month", every) if count == 1 else "rolling")
    name = next(name for name in _JA_FIXED if m[name])
    every, kind = _JA_FIXED[name]
    return Cadence(span, words, every, kind, _basis(_beside(text, span), kind, every))

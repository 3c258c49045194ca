"""What a form asks of a lead and what comes back: the questions, their headings in both languages, answers read from what was typed.

Pure. A form holds what its authority may hold and nothing else; that is decided where it is made. Text is kept as it was typed but for
line ends, control characters and blanks at its ends; it is never normalised. Serves I1, I3.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from entente.areas.commissioning.records import Rating
from entente.areas.commissioning.reference import Reference, parse_reference
from entente.kernel.area import Words
from entente.kernel.bilingual import Prose
from entente.kernel.calendar.days import parse_day

Cell = str | int | float | bool | date | None
LONGEST = 20_000
BY_LONGEST = 200

TITLES: Mapping[str, Words] = {
    "reference": {"en": "Reference (do not change)", "ja": "照会番号（変更不可）"},
    "measure": {"en": "Measure", "ja": "措置"},
    "finish": {"en": "Agreed finish", "ja": "合意された計画完了日"},
    "last": {"en": "Last report", "ja": "前回の報告"},
    "rag": {"en": "Status", "ja": "状況"},
    "narrative.en": {"en": "How it stands (English)", "ja": "進捗（英語）"},
    "narrative.ja": {"en": "How it stands (Japanese)", "ja": "進捗（日本語）"},
    "ask.en": {"en": "Ask of the partner (English)", "ja": "相手側への要請（英語）"},
    "ask.ja": {"en": "Ask of the partner (Japanese)", "ja": "相手側への要請（日本語）"},
    "forecast_finish": {"en": "Expected finish", "ja": "完了見込み"},
    "by": {"en": "Returned by (name and post)", "ja": "回答者（氏名・職）"},
}
"""Every heading of a form by its key."""

ANSWERS = ("rag", "narrative.en", "narrative.ja", "ask.en", "ask.ja", "forecast_finish")
"""The keys of what a lead writes for each measure; `by` is asked once for the whole form."""

HINTS: Mapping[str, Words] = {
    "rag": {"en": "Green, Amber or Red", "ja": "緑、黄又は赤"},
    "forecast_finish": {"en": "For example 2018-12-21", "ja": "例：2018年12月21日"},
}

RATINGS: Mapping[Rating, Words] = {
    "GREEN": {"en": "Green", "ja": "緑"},
    "AMBER": {"en": "Amber", "ja": "黄"},
    "RED": {"en": "Red", "ja": "赤"},
}
_RATED: Mapping[str, Rating] = {
    "green": "GREEN", "g": "GREEN", "緑": "GREEN", "緑色": "GREEN", "青": "GREEN",
    "amber": "AMBER", "a": "AMBER", "yellow": "AMBER", "黄": "AMBER", "黄色": "AMBER",
    "red": "RED", "r": "RED", "赤": "RED", "赤色": "RED",
}  # fmt: skip
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Question:
    """One measure on a form: its reference and number, and of its title, date and last report what the authority may hold."""

    reference: str
    code: str
    title: Words
    finish: date | None = None
    last: Words | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A form for one authority. `marking` is that of all that is in it; `title` and `note` are empty where it may not hold them."""

    round: str
    title: Words
    note: Words
    period_from: date
    period_to: date
    due: date
    due_times: Words
    authority: str
    answer_to: str
    language: Literal["en", "ja"]
    marking: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """What was found for one measure: where ("row 7", "the mail's text") and the cells by key, as they were typed."""

    where: Words
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Answer:
    """A lead's answer as it was read; `problems` say why it cannot be recorded, `remarks` what is to be known of it."""

    where: Words
    typed: str
    reference: Reference | None
    rag: Rating | None
    narrative: Prose | None
    ask: Prose | None
    forecast_finish: date | None
    by: str
    problems: tuple[Words, ...] = ()
    remarks: tuple[Words, ...] = ()
    marking: str = ""  # as it stands on the form that came back

    @property
    def empty(self) -> bool:
        """Whether nothing was answered."""
        return self.rag is None and self.narrative is None and self.ask is None and self.forecast_finish is None and not self.problems


def tidy(text: str) -> str:
    """A text as it is kept: lines end in one line feed, no control characters, no blanks at either end."""
    joined = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n").replace("\v", "\n")
    return _CONTROL.sub("", joined).strip()


def parse_rating(text: str) -> Rating | None:
    """The status that a word means, in either language, in any width; None for any other word."""
    return _RATED.get(unicodedata.normalize("NFKC", text).strip().strip(".。").casefold())


def read(given: Given) -> Answer:
    """The answer in what was found; what cannot be read is named, in words, and never guessed at."""
    cells = given.cells
    problems: list[Words] = []
    typed = _text(cells.get("reference"))
    reference = parse_reference(typed)
    prose = {key: _long(key, cells.get(key), problems) for key in ANSWERS if "." in key}
    rag = _rating(_text(cells.get("rag")), problems)
    finish = _day(cells.get("forecast_finish"), problems)
    narrative, ask = _prose(prose, "narrative"), _prose(prose, "ask")
    by, marking = _text(cells.get("by"))[:BY_LONGEST], _text(cells.get("marking"))[:BY_LONGEST]
    answer = Answer(given.where, typed, reference, rag, narrative, ask, finish, by, tuple(problems), marking=marking)
    if answer.empty:
        return answer
    if rag is None and not _text(cells.get("rag")):
        problems.append(_missing("rag"))
    if narrative is None:
        problems.append(_missing("narrative.en"))
    if reference is None:
        problems.insert(0, _no_reference(typed))
    return Answer(given.where, typed, reference, rag, narrative, ask, finish, by, tuple(problems), marking=marking)


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return tidy(cell.isoformat() if isinstance(cell, date) else str(cell))


def _long(key: str, cell: Cell, problems: list[Words]) -> str:
    text = _text(cell)
    if len(text) > LONGEST:
        names = TITLES[key]
        problems.append(
            {
                "en": f"{names['en']}: {len(text):,} characters; at most {LONGEST:,} are taken.",
                "ja": f"{names['ja']}：{len(text):,}文字あり、上限の{LONGEST:,}文字を超えています。",
            }
        )
        return ""
    return text


def _prose(found: Mapping[str, str], name: str) -> Prose | None:
    en, ja = found[f"{name}.en"], found[f"{name}.ja"]
    return Prose(en or None, ja or None) if en or ja else None


def _rating(text: str, problems: list[Words]) -> Rating | None:
    found = parse_rating(text) if text else None
    if text and found is None:
        shown = text[:40]
        problems.append(
            {"en": f"Status: “{shown}” is not one of Green, Amber, Red.", "ja": f"状況：「{shown}」は緑、黄、赤のいずれでもありません。"}
        )
    return found


def _day(cell: Cell, problems: list[Words]) -> date | None:
    if isinstance(cell, date):
        return cell
    text = _text(cell)
    found = parse_day(text) if text else None
    if text and found is None:
        shown = text[:40]
        problems.append(
            {
                "en": f"Expected finish: “{shown}” is not a date; write it as 2018-12-21.",
                "ja": f"完了見込み：「{shown}」は日付として読み取れません。「2018-12-21」又は「2018年12月21日」のように記載してください。",
            }
        )
    return found


def _missing(key: str) -> Words:
    if key == "rag":
        return {"en": "The status is missing.", "ja": "状況の記載がありません。"}
    return {"en": "How it stands is missing, in both languages.", "ja": "進捗の記載が、英語、日本語のいずれにもありません。"}


def _no_reference(typed: str) -> Words:
    if not typed:
        return {"en": "The reference of the form is missing.", "ja": "様式の照会番号がありません。"}
    shown = typed[:60]
    return {"en": f"“{shown}” is not a reference of a form.", "ja": f"「{shown}」は様式の照会番号ではありません。"}

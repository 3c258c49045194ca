"""An edition of the action plan as the plan: an overview, then each measure in full with what changed since the edition before.

Pure. Serves jp-gb-2017#I1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from entente.areas.action_plan.edition import Edition
from entente.implementation.fields import Line
from entente.implementation.papers.paper import Column, Heading, Lines, Paper, Para, Part, Sentence, Table
from entente.implementation.papers.phrases import both, capital, count, day, same
from entente.implementation.sheets.called import Called
from entente.implementation.sheets.parts import Base, Frame, Names, changed_parts, field_parts, framed
from entente.kernel.area import Words
from entente.kernel.bilingual import words
from entente.kernel.calendar.days import parse_day

CHANGE: Mapping[str, Words] = {
    "new": both("New", "新規"),
    "changed": both("Revised", "改定"),
    "same": same("–"),
    "dropped": both("Dropped", "除外"),
}
LEFT_OUT = frozenset({"code", "title"})
GONE = both(
    "The words cannot be shown here: they have not come yet, are sealed, or were purged.",
    "本文は表示できない（未着、封印又は消去済み）。",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """A measure of an edition: its number, titles, what became of it; its fields (None: not to be read here), those that changed."""

    code: str
    titles: Words
    outcome: str
    text: Mapping[str, object] | None
    lines: tuple[Line, ...] = ()
    changes: tuple[Line, ...] = ()
    base: Base = field(default_factory=Base)


def edition_paper(frame: Frame, text: Edition, state: Words, entries: Sequence[Entry], dropped: Sequence[Entry], names: Names) -> Paper:
    """The paper. `state` says how far the edition is agreed, `base` of an entry what it rests on."""
    parts: list[Part] = [Heading(both("Measures of this edition", "本版の措置"), 1), *_counted(entries, dropped)]
    if entries:
        parts.append(_overview(entries, frame.called))
    parts.append(Heading(both("The measures in full", "各措置の内容"), 1))
    for one in entries:
        parts += _measure(one, names)
    if dropped:
        parts.append(Heading(both("No longer in the plan", "計画から除外された措置"), 1))
        parts.append(Lines(tuple(one.base.says(_titled(one)) for one in dropped)))
    number = both(f"Edition {text.number}", f"第{text.number}版")
    endorsed = text.endorsed
    more: Words = {}
    if endorsed is not None:
        held, named = (day(endorsed.held_on) if endorsed.held_on is not None else {}), words(endorsed.meeting)
        first, second = named.get("en") or named.get("ja", ""), named.get("ja") or named.get("en", "")
        more = both(
            f", endorsed by {first}{', ' + held['en'] if held else ''}", f"、{second}{'（' + held['ja'] + '）' if held else ''}において了承"
        )
    return framed(
        frame,
        title=words(text.title),
        subtitle={
            key: f"{number[key]}{'、' if key == 'ja' else ', '}{state[key][:1].lower()}{state[key][1:]}{more.get(key, '')}"
            for key in ("en", "ja")
        },
        parts=parts,
    )


def _counted(entries: Sequence[Entry], dropped: Sequence[Entry]) -> list[Part]:
    """How many measures, of them new and revised; over all, so that it carries the labels of all."""
    number = {outcome: sum(one.outcome == outcome for one in entries) for outcome in ("new", "changed", "same")} | {"dropped": len(dropped)}
    said = (("new", "new", "新規"), ("changed", "revised", "改定"), ("same", "as before", "変更なし"), ("dropped", "dropped", "除外"))
    english = [count(number[outcome], words_, words_) for outcome, words_, _ja in said if number[outcome]]
    japanese = [f"{words_}{number[outcome]}件" for outcome, _en, words_ in said if number[outcome]]
    told = both(
        f"{capital(count(len(entries), 'measure', 'measures'))}: {', '.join(english)}.", f"措置{len(entries)}件（{'、'.join(japanese)}）。"
    )
    labels = tuple(dict.fromkeys(label for one in (*entries, *dropped) for label in one.base.labels))
    return [Para((Sentence(told, (), labels),))]


def _overview(entries: Sequence[Entry], called: Called) -> Table:
    columns = (
        Column(both("Measure", "措置"), 14),
        Column(both("Leads", "担当"), 6),
        Column(both("From", "開始"), 6),
        Column(both("Planned finish", "計画完了日"), 6),
        Column(both("Change", "変更"), 4),
    )
    rows = []
    for one in entries:
        said = one.text or {}
        leads = said.get("leads")
        each = [called.authority(party, lead) for party, lead in sorted(leads.items())] if isinstance(leads, Mapping) else []
        told = both("; ".join(one["en"] for one in each), "、".join(one["ja"] for one in each))
        days = [_day(said.get(name)) for name in ("baseline_start", "baseline_finish")]
        cells = (told, *days, CHANGE[one.outcome])
        rows.append((one.base.says(_titled(one)), *map(one.base.adds, cells)))
    return Table(both("Overview", "一覧"), columns, tuple(rows))


def _day(value: object) -> Words:
    found = parse_day(value) if isinstance(value, str) else None
    return day(found)


def _measure(one: Entry, names: Names) -> list[Part]:
    title = _titled(one)
    mark = CHANGE[one.outcome] if one.outcome in ("new", "changed") else {}
    head = {language: f"{text}{_bracketed(mark.get(language, ''), language)}" for language, text in title.items()}
    parts: list[Part] = [Heading(head, 2, one.base.labels)]
    if one.text is None:
        return [*parts, Para((one.base.says(GONE),))]
    return [*parts, *changed_parts(one.changes, names, one.base), *field_parts(one.lines, names, one.base, LEFT_OUT, 3)]


def _titled(one: Entry) -> Words:
    return {language: f"{one.code} {text}" for language, text in one.titles.items()} or same(one.code)


def _bracketed(text: str, language: str) -> str:
    if not text:
        return ""
    return f"（{text}）" if language == "ja" else f" ({text.lower()})"

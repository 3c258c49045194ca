"""The compiled paper of a commissioning round: what each lead returned, clause by clause, and who has not answered.

Pure. A measure is told in full under the first clause that it names and pointed to under the others; each line rests on the act of its
return and carries its label. Serves jp-gb-2017#I1, jp-gb-2017#I3.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from entente.areas.commissioning.form import RATINGS
from entente.areas.commissioning.records import Return
from entente.implementation.papers.paper import Column, Heading, Lines, Paper, Part, Sentence, Table
from entente.implementation.papers.phrases import both, capital, count, day, same
from entente.kernel.area import Words
from entente.kernel.bilingual import words
from entente.kernel.labels.label import Label

NOBODY: Words = both("None.", "なし。")


@dataclass(frozen=True, slots=True)
class Entry:
    """One measure of a round: number, titles, the clauses it names, who leads it, its return, and why it was not asked where it was not.

    `said` is None while nothing has come; `act` is the return's, else the measure's.
    """

    code: str
    titles: Words
    clauses: tuple[str, ...]
    authority: str
    said: Return | None
    act: str
    labels: tuple[Label, ...]
    unasked: Words | None = None


@dataclass(frozen=True, slots=True)
class Compiled:
    """All that the paper is made from. `clauses` are those of the instrument in the order of its text, with their short titles."""

    code: str
    title: Words
    period: tuple[date, date]
    due: date
    today: date
    label: Label
    for_whom: Words
    clauses: Mapping[str, Words]
    entries: tuple[Entry, ...]
    notices: tuple[Words, ...] = ()


def compiled(given: Compiled) -> Paper:
    """The paper."""
    first, last = (day(value) for value in given.period)
    parts = [*_summary(given), *_by_clause(given), *_missing(given)]
    titled = {language: f"{given.code}{'  ' if text else ''}{text}" for language, text in (given.title or same("")).items()}
    period = both(f"{first['en']} to {last['en']}", f"{first['ja']}から{last['ja']}まで")
    return Paper(
        title=both("Returns of the leads, compiled", "各主管当局の回答の取りまとめ"),
        subtitle={key: _in_brackets(titled.get(key) or next(iter(titled.values())), text, key) for key, text in period.items()},
        label=given.label,
        for_whom=given.for_whom,
        effective_on=given.today,
        known_on=given.today,
        parts=tuple(parts),
        notices=given.notices,
    )


def _summary(given: Compiled) -> Iterable[Part]:
    yield Heading(both("Summary", "概要"))
    came = [one for one in given.entries if one.said is not None]
    rated = Counter(one.said.rag for one in came if one.said is not None)
    due = day(given.due)
    acts, labels = tuple(one.act for one in came), tuple(label for one in came for label in one.labels)
    total = len(given.entries)
    asked = both(
        f"{capital(count(total, 'measure was', 'measures were'))} asked about, to be answered by {due['en']};"
        f" {count(len(came), 'return has', 'returns have')} come.",
        f"{total}件の措置について、{due['ja']}を期限として照会し、{len(came)}件の回答を得た。",
    )
    tally = both(
        ", ".join(f"{rated[key]} {RATINGS[key]['en'].lower()}" for key in RATINGS) + ".",
        "、".join(f"{RATINGS[key]['ja']}{rated[key]}件" for key in RATINGS) + "。",
    )
    yield Lines((Sentence(asked), Sentence(capital_of(tally), acts, labels)))


def capital_of(said: Words) -> Words:
    """A sentence with a capital letter in each language that has them."""
    return {language: capital(text) for language, text in said.items()}


def _by_clause(given: Compiled) -> Iterable[Part]:
    came = [one for one in given.entries if one.said is not None]
    named = [clause for clause in given.clauses if any(clause in one.clauses for one in came)]
    others = sorted({clause for one in came for clause in one.clauses} - set(named))
    first = {one.code: next((clause for clause in (*named, *others) if clause in one.clauses), "") for one in came}
    for clause in (*named, *others):
        local = clause.rpartition("#")[2]
        titles = given.clauses.get(clause, {})
        yield Heading({language: f"{local}  {titles.get(language, '')}".strip() for language in ("en", "ja")})
        told = [one for one in came if first[one.code] == clause]
        if told:
            yield _told(told)
        also = [one for one in came if clause in one.clauses and first[one.code] != clause]
        if also:
            yield Lines(tuple(_pointed(one, first[one.code].rpartition("#")[2]) for one in also))


def _pointed(one: Entry, clause: str) -> Sentence:
    return Sentence(both(f"{one.code}: reported under {clause}.", f"{one.code}：{clause}に記載。"), (), one.labels)


def _told(entries: Sequence[Entry]) -> Table:
    columns = (
        Column(both("Measure", "措置"), 9),
        Column(both("Lead", "担当"), 4),
        Column(both("Status", "状況"), 4),
        Column(both("How it stands", "進捗"), 12),
        Column(both("Ask of the partner", "相手側への要請"), 7),
        Column(both("Expected finish", "完了見込み"), 6),
    )
    return Table(both("Returns", "回答"), columns, tuple(_row(one, one.said) for one in entries if one.said is not None))


def _row(one: Entry, said: Return) -> tuple[Sentence, ...]:
    return (
        Sentence(_titled(one), (one.act,), one.labels),
        Sentence(same(one.authority), (), one.labels),
        Sentence(RATINGS[said.rag], (), one.labels),
        Sentence(words(said.narrative), (), one.labels),
        Sentence(words(said.ask) or same("–"), (), one.labels),
        Sentence(day(said.forecast_finish), (), one.labels),
    )


def _titled(one: Entry) -> Words:
    return {language: f"{one.code} {text}" for language, text in one.titles.items()} or same(one.code)


def _missing(given: Compiled) -> Iterable[Part]:
    yield Heading(both("Not returned", "未回答"))
    missing = [one for one in given.entries if one.said is None]
    if not missing:
        yield Lines((Sentence(NOBODY),))
        return
    columns = (Column(both("Measure", "措置"), 10), Column(both("Lead", "担当"), 4), Column(both("Why", "理由"), 10))
    days = (given.today - given.due).days
    late = both(f"{count(days, 'day', 'days')} late", f"期限を{days}日超過") if days > 0 else both("not yet due", "期限前")
    rows = tuple(
        (
            Sentence(_titled(one), (one.act,), one.labels),
            Sentence(same(one.authority), (), one.labels),
            Sentence(capital_of(one.unasked or late), (), one.labels),
        )
        for one in missing
    )
    yield Table(both("Measures without a return", "回答のない措置"), columns, rows)


def _in_brackets(words: str, more: str, language: str) -> str:
    return f"{words}（{more}）" if language == "ja" else f"{words} ({more})"

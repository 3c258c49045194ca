"""Agenda and minutes of a meeting as they lie on its table: items with their times; paragraphs in both languages, decisions, who does what.

Pure. Our own briefs and lines to take carry their own label, which keeps them off every version for the partner. Serves jp-gb-2017#I2,
jp-gb-2017#I3, jp-gb-2017#I4, jp-gb-2017#I5.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from entente.areas.consultations.check import instant
from entente.areas.consultations.papers import Agenda, AgendaItem, AnyMinutes
from entente.areas.consultations.records import Meeting
from entente.implementation.papers.paper import Column, Heading, Lines, Paper, Part, Sentence, Table
from entente.implementation.papers.phrases import both, day, same
from entente.implementation.sheets.called import Called
from entente.implementation.sheets.parts import Base, Frame, Names, choice, clocks, facts, framed, paragraphs, small, when
from entente.kernel.area import Words
from entente.kernel.bilingual import words
from entente.kernel.calendar.seats import Seat
from entente.kernel.errors import Refusal
from entente.kernel.labels.label import Label


@dataclass(frozen=True, slots=True)
class Held:
    """The meeting that an agenda or minutes are of, the title of its series, and what that rests on."""

    text: Meeting
    series: Words
    base: Base


@dataclass(frozen=True, slots=True)
class Ours:
    """What we alone prepared for an agenda: a brief on the whole, briefs and lines by number of the item, and its base."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    base: Base = field(default_factory=Base)


def agenda_paper(frame: Frame, text: Agenda, held: Held | None, names: Names, base: Base, ours: Ours | None = None) -> Paper:
    """The agenda: when, where and who; the items with ground, time and papers; then, for us alone, briefs and lines to take."""
    parts = [*_facts(held, frame.called), Heading(both("Items", "議事項目"), 1), _items(text, held, names, base, frame.called.seats)]
    if text.remarks is not None:
        parts += [Heading(both("Remarks", "備考"), 1), *paragraphs(words(text.remarks), base)]
    if ours is not None:
        parts += _ours(text, ours)
    return _paper(frame, both("Agenda", "議題"), held, parts)


def minutes_paper(frame: Frame, text: AnyMinutes, held: Held | None, titles: Mapping[int, Words], base: Base) -> Paper:
    """The minutes: paragraph beside paragraph under the item of the agenda they are on, with decisions, and then who does what by when."""
    parts: list[Part] = [*_facts(held, frame.called), Heading(both("Record of discussion", "議事の内容"), 1)]
    item: int | None = None
    for one in text.paragraphs:
        if one.item is not None and one.item != item:
            title = titles.get(one.item, {})
            parts.append(Heading({key: _item(one.item, title, key) for key in ("en", "ja")}, 2))
        item = one.item
        parts += paragraphs(both(one.en, one.ja), base, f"{one.no}.\u2003")
        if one.decisions:
            parts.append(Lines(tuple(base.adds(_decision(one.no, each.no, each.en, each.ja)) for each in one.decisions)))
    parts += _actions(text, base, frame.called)
    if text.papers:
        parts.append(Heading(both("Papers", "資料"), 1))
        parts.append(Lines(tuple(base.adds(words(one.title)) for one in text.papers)))
    return _paper(frame, both("Minutes", "議事録"), held, parts)


def _paper(frame: Frame, kind: Words, held: Held | None, parts: Sequence[Part]) -> Paper:
    """The frame names the meeting where the meeting's own label is the frame's."""
    named = held is not None and held.base.labels == (frame.label,)
    titles = words(held.text.title) if held is not None and named else {}
    title = (
        {key: f"{kind[key]}{'：' if key == 'ja' else ': '}{titles.get(key) or titles['en']}" for key in kind} if titles.get("en") else kind
    )
    return framed(
        frame,
        title=title,
        subtitle=held.series if held is not None and named else {},
        parts=parts,
    )


def _facts(held: Held | None, called: Called) -> list[Part]:
    """When, where and who; what has no day yet says between which days it is to be."""
    if held is None:
        return []
    text = held.text
    if text.starts is not None:
        time = when(called.seats, text.starts, text.ends)
    elif text.held_on is not None:
        time = day(text.held_on)
    elif text.window_from is not None:
        first, last = day(text.window_from), day(text.window_to)
        time = both(f"between {first['en']} and {last['en']}", f"{first['ja']}から{last['ja']}までの間")
    else:
        time = both("no date yet", "日時未定")
    place, mode = words(text.place), choice("Mode", text.mode)
    if place:
        mode = {key: f"{place.get(key) or place.get('en', '')}{_bracketed(small(mode.get(key, '')), key)}" for key in ("en", "ja")}
    rows = (
        (both("Meeting", "会合"), words(text.title)),
        (both("Series", "協議枠組み"), held.series),
        (both("Time", "日時"), time),
        (both("Place", "場所"), mode),
        (both("Host", "主催"), called.party(text.host) if text.host else {}),
        (both("Participants by post", "出席者（職）"), called.participants(text.participants)),
    )
    return [Heading(both("When, where and who", "日時・場所・出席者"), 1, held.base.labels), *facts(rows, held.base)]


def _starts(held: Held | None) -> datetime | None:
    try:
        return instant(held.text.starts) if held is not None and held.text.starts is not None else None
    except Refusal:
        return None


def _items(text: Agenda, held: Held | None, names: Names, base: Base, seats: Sequence[Seat]) -> Table:
    """The items. Where the meeting has a beginning and every item its minutes, each has its time by the clocks of these seats."""
    begins = _starts(held) if all(one.minutes_allotted for one in text.items) else None
    total = sum(one.minutes_allotted or 0 for one in text.items)
    columns = [Column(both("No.", "番号"), 3, numeric=True), Column(both("Item", "議題"), 16), Column(both("Why", "上程の理由"), 10)]
    places = both(" / ".join(one.english for one in seats), "／".join(one.japanese for one in seats))
    columns += [Column(places, 3 * len(seats) + 1)] if begins is not None else []
    columns += [Column(both("Minutes", "時間（分）"), 5, numeric=True)] if total else []
    rows: list[tuple[Sentence, ...]] = []
    before = 0
    for one in text.items:
        cells = [base.adds(same(str(one.no))), _titled(one, names, base, not rows), base.adds(_why(one))]
        if begins is not None and held is not None:
            cells.append(base.adds(same(clocks(seats, begins, before)), *held.base.labels))
        cells += [base.adds(same(str(one.minutes_allotted or "–")))] if total else []
        before += one.minutes_allotted or 0
        rows.append(tuple(cells))
    if total:
        blank = [base.adds({})] * (len(columns) - 3)
        rows.append((base.adds({}), base.adds(both("In all", "計")), *blank, base.adds(same(str(total)))))
    return Table({}, tuple(columns), tuple(rows))


def _titled(one: AgendaItem, names: Names, base: Base, first: bool) -> Sentence:
    """An item's title, the record it comes from where the title does not name it, its papers; the first has the agenda's own acts."""
    title, labels = words(one.title), tuple[Label, ...]()
    found = names.get(one.source or "")
    if found is not None and not any(said in found.words.get(key, "") for key, said in title.items()):
        title = {key: f"{title.get(key) or title.get('en', '')}{_bracketed(found.words.get(key, ''), key)}" for key in ("en", "ja")}
        labels = found.labels
    papers = [words(paper.title) for paper in one.papers]
    title = {key: "".join((said, *(_paper_of(paper, key) for paper in papers))) for key, said in title.items()}
    return (base.says if first else base.adds)(title, *labels)


def _why(one: AgendaItem) -> Words:
    """On which ground an item stands, and of which clause."""
    clause = one.clause.rpartition("#")[2] if one.clause is not None else ""
    return {key: f"{said}{_bracketed(clause, key)}" for key, said in choice("Ground", one.ground).items()}


def _paper_of(title: Words, language: str) -> str:
    text = title.get(language) or title.get("en") or title.get("ja", "")
    return f"\n資料：{text}" if language == "ja" else f"\nPaper: {text}"


def _ours(text: Agenda, ours: Ours) -> list[Part]:
    """Briefs and lines to take, item by item, under their own label."""
    by_no = {item.get("no"): item for item in ours.fields.get("items", ()) if isinstance(item, Mapping)}
    parts: list[Part] = [*paragraphs(_said(ours.fields.get("brief")), ours.base)]
    for item in text.items:
        mine = by_no.get(item.no, {})
        brief, lines = _said(mine.get("brief")), [_said(one) for one in mine.get("lines_to_take", ())]
        if brief or lines:
            parts.append(Heading({key: _item(item.no, words(item.title), key) for key in ("en", "ja")}, 2, ours.base.labels))
            parts += paragraphs(brief, ours.base)
            parts += [Lines(tuple(ours.base.adds(one) for one in lines if one))] if lines else []
    head = Heading(both("For us alone: briefs and lines to take", "当方限り：対処方針及び発言要領"), 1, ours.base.labels)
    return [head, *parts] if parts else []


def _said(value: object) -> Words:
    return {key: str(value[key]) for key in ("en", "ja") if value.get(key)} if isinstance(value, Mapping) else {}


def _item(no: int, title: Words, language: str) -> str:
    said = title.get(language) or title.get("en") or title.get("ja", "")
    if language == "ja":
        return f"議題{no}：{said}" if said else f"議題{no}"
    return f"Item {no}: {said}" if said else f"Item {no}"


def _decision(paragraph: int, no: int, en: str, ja: str) -> Words:
    return both(f"Decision {paragraph}.{no}: {en}", f"決定{paragraph}.{no}：{ja}")


def _actions(text: AnyMinutes, base: Base, called: Called) -> list[Part]:
    """Who does what by when, of decisions that say so."""
    rows = []
    for one in text.paragraphs:
        for each in one.decisions:
            owner, due = getattr(each, "owner", None), getattr(each, "due", None)
            if owner is not None or due is not None:
                who = called.authority(owner.party, owner.authority) if owner is not None else same("–")
                told = (same(f"{one.no}.{each.no}"), both(each.en, each.ja), who, day(due))
                rows.append(tuple(map(base.adds, told)))
    columns = (
        Column(both("No.", "番号"), 3),
        Column(both("Action", "フォローアップ事項"), 14),
        Column(both("Owner", "担当"), 5),
        Column(both("Due", "期限"), 6),
    )
    return [Heading(both("Actions", "フォローアップ事項"), 1), Table({}, columns, tuple(rows))] if rows else []


def _bracketed(text: str, language: str) -> str:
    if not text:
        return ""
    return f"（{text}）" if language == "ja" else f" ({text})"

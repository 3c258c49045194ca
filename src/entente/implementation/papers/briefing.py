"""The minister's question: what was promised, what is done, what comes next, what is open, and what to say, on one sheet.

Pure. One brief is on a clause, a measure, a meeting or a visit. The lines to take are national: their labels keep them, and all that is
national beside them, off the version for a partner. Serves jp-gb-2017#I3, jp-gb-2017#I1, jp-gb-2017#I2, jp-gb-2017#S3.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from entente.implementation.matters import Audience, Event, Showing, acts_of, everything, labels_of, shown
from entente.implementation.papers.paper import Heading, Lines, Paper, Para, Part, Sentence, Source
from entente.implementation.papers.phrases import both, count, dated, numbered, state
from entente.kernel.area import Words
from entente.kernel.labels.label import Label

MOST = 7  # lines under one heading: what a minister reads; what is left out is counted
ABOUT = {
    "clause": both("Brief on clause {code}", "条項{code}に関する説明資料"),
    "measure": both("Brief on measure {code}", "措置{code}に関する説明資料"),
    "meeting": both("Brief for the meeting {code}", "会合{code}に関する説明資料"),
    "visit": both("Brief on visit {code}", "訪問{code}に関する説明資料"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """What a brief answers. `about` is clause, measure, meeting or visit; `standing` is a state, "" where there is none.

    `lines` are national by their labels. `done` and `coming` are in any order. `label` is the frame's.
    """

    about: str
    code: str
    titles: Words
    standing: str
    label: Label
    for_whom: Words
    effective_on: date
    known_on: date
    promise: tuple[Sentence, ...]
    reasons: tuple[Sentence, ...] = ()
    done: tuple[Event, ...] = ()
    coming: tuple[Event, ...] = ()
    open: tuple[Sentence, ...] = ()
    lines: tuple[Sentence, ...] = ()
    sources: tuple[Source, ...] = ()
    standing_labels: tuple[Label, ...] = ()
    notices: tuple[Words, ...] = field(default=())


def briefing(question: Question, audience: Audience | None = None) -> Paper:
    """The brief with everything; for an audience, the version without what they may not be shown."""
    whom = audience or Audience(question.for_whom, everything)
    showing = whom.showing
    parts: list[Part] = []
    parts += _section(
        both("Promised", "約束した事項"),
        shown(question.promise, showing),
        both("No text is at hand.", "本文は登録されていない。"),
        running=True,
    )
    parts += _standing(question, showing)
    parts += _events(
        both("Done", "実施した事項"), shown(question.done, showing), both("Nothing is recorded as done.", "実施の記録はない。"), newest=True
    )
    parts += _events(
        both("Next", "今後の予定"), shown(question.coming, showing), both("No date is fixed.", "日程は決まっていない。"), newest=False
    )
    parts += _section(both("Open", "懸案事項"), shown(question.open, showing), both("No matter is open.", "懸案事項はない。"))
    lines, code = shown(question.lines, showing), numbered(question.code)
    if lines:
        parts.append(Heading(both("Lines to take", "発言要領"), labels=labels_of(lines)))
        parts.append(Lines(lines))
    return Paper(
        title=question.titles,
        subtitle={language: text.format(code=code[language]) for language, text in ABOUT[question.about].items()},
        label=question.label,
        for_whom=whom.for_whom,
        effective_on=question.effective_on,
        known_on=question.known_on,
        parts=tuple(parts),
        sources=shown(question.sources, showing),
        notices=question.notices,
        brief=True,
    )


def _section(title: Words, sentences: tuple[Sentence, ...], empty: Words, running: bool = False) -> Iterable[Part]:
    yield Heading(title)
    if not sentences:
        yield Para((Sentence(empty),))
    elif running or len(sentences) == 1:
        yield Para(sentences)
    else:
        yield Lines(_fewer(sentences))


def _standing(question: Question, showing: Showing) -> Iterable[Part]:
    reasons = shown(question.reasons, showing)
    if not question.standing or not showing(question.standing_labels):
        return
    now = state(question.standing)
    acts = tuple(dict.fromkeys(act for one in reasons for act in one.acts))
    first = Sentence(
        both(f"Standing: {now['en']}.", f"履行状況：{now['ja']}。"),
        acts,
        tuple(dict.fromkeys((*question.standing_labels, *labels_of(reasons)))),
    )
    yield Heading(both("Where it stands", "現状"))
    yield Para((first, *reasons[:MOST]))


def _events(title: Words, events: tuple[Event, ...], empty: Words, newest: bool) -> Iterable[Part]:
    """Dated lines: what is done with the newest first, what comes with the nearest first; what is beyond the sheet is counted."""
    ordered = sorted(events, key=lambda one: one.day, reverse=newest)
    kept, left = ordered[:MOST], ordered[MOST:]
    sentences = [Sentence(dated(one.day, one.words), one.acts, one.labels) for one in kept]
    if left:
        words = both(
            f"And {count(len(left), 'earlier step' if newest else 'later date', 'earlier steps' if newest else 'later dates')}.",
            f"その他、{'それ以前' if newest else 'それ以降'}に{len(left)}件。",
        )
        sentences.append(Sentence(words, acts_of(left), labels_of(left)))
    yield Heading(title)
    yield Lines(tuple(sentences)) if sentences else Para((Sentence(empty),))


def _fewer(sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    if len(sentences) <= MOST + 1:
        return sentences
    left = sentences[MOST:]
    acts = tuple(dict.fromkeys(act for one in left for act in one.acts))
    more = Sentence(both(f"And {count(len(left), 'more', 'more')}.", f"その他{len(left)}件。"), acts, labels_of(left))
    return (*sentences[:MOST], more)

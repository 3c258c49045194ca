"""What follows from words that both sides accept: actions from the decisions of minutes, counts from a meeting held for several series.

Pure. These texts go along in the same proposal, so that one acceptance agrees them all. Here too: which paragraphs of minutes changed in
one language alone, since both are authentic. Serves I2, I3, I4 and I5.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import msgspec

from entente.areas.consultations.papers import Action, AnyMinutes, AssignedDecision, AssignedMinutes, ComparedParagraph, Decision, Paragraph
from entente.areas.consultations.records import HELD_STAGES, AnyCount, Meeting, MeetingCountTogether
from entente.kernel.area import Problem
from entente.kernel.bilingual import Prose, Title

AnyParagraph = Paragraph | ComparedParagraph
LONGEST_TITLE = 200
NAMES = {"en": ("English", "英語"), "ja": ("Japanese", "日本語")}


class Held(NamedTuple):
    """A record that is agreed already, with its text."""

    record: str
    text: Any


class Beside(NamedTuple):
    """A text that goes along: its type, itself, and the agreed record that it changes (None: a new one)."""

    type: str
    text: msgspec.Struct
    record: str | None


def actions_of(
    minutes: AnyMinutes, meeting: Meeting, series_code: str, held: Iterable[Held] = (), before: AnyMinutes | None = None
) -> list[Beside]:
    """The actions that the decisions of minutes ask for.

    `held` are the agreed actions of the meeting: a decision is known by paragraph and number. One that stands as it does here in the
    minutes agreed `before` asks for nothing again: its action may have been changed since, by agreement. One whose decision goes stays.
    """
    was = {(p, d.no): d for p, d in _decisions(before)}
    there = {(one.text.paragraph, one.text.decision): one for one in held if one.text.meeting == minutes.meeting}
    found = []
    for no, decision in _decisions(minutes):
        old = there.get((no, decision.no))
        if decision.owner is None or decision.due is None or (old is not None and was.get((no, decision.no)) == decision):
            continue
        text = _action(minutes, meeting, series_code, (no, decision), old.text.code if old is not None else "")
        found.append(Beside("action", text, old.record if old is not None else None))
    return found


def _decisions(minutes: AnyMinutes | None) -> list[tuple[int, AssignedDecision]]:
    """(paragraph, decision) of minutes that can name owners."""
    paragraphs = minutes.paragraphs if isinstance(minutes, AssignedMinutes) else ()
    return [(paragraph.no, decision) for paragraph in paragraphs for decision in paragraph.decisions]


def _action(minutes: AnyMinutes, meeting: Meeting, series: str, place: tuple[int, AssignedDecision], code: str) -> Action:
    """An action from a decision: numbered by series, meeting, paragraph and decision; its title is the decision's first words."""
    no, decision = place
    assert decision.owner is not None and decision.due is not None
    on = day_of(meeting)
    number = meeting.ordinal or (f"{on:%Y%m%d}" if on is not None else minutes.meeting[:6].upper())
    titles = [said if len(said) <= LONGEST_TITLE else said[: LONGEST_TITLE - 1] + "…" for said in (decision.en, decision.ja)]
    return Action(
        series=minutes.series, meeting=minutes.meeting, code=code or f"{series}-{number}-P{no}D{decision.no}"[:40], title=Title(*titles),
        owner=decision.owner, agreed_on=min(on, decision.due) if on is not None else decision.due, due=decision.due,
        text=Prose(decision.en, decision.ja), paragraph=no, decision=decision.no, clauses=meeting.clauses,
    )  # fmt: skip


def day_of(meeting: Meeting) -> date | None:
    """The day of a meeting: held, to begin, or the first of its window."""
    return meeting.held_on or (meeting.starts.on if meeting.starts is not None else meeting.window_from)


def counts_of(meeting: Meeting, record: str | None, held: Iterable[Held] = ()) -> list[Beside]:
    """The counts of a meeting for the other series that it serves, once it was held; those left out that stand for the same day.

    A meeting that is new has no id yet (`record` None): its counts name the meeting of their own act.
    """
    there = {one.text.series: one for one in held if counted(one.record, one.text) == record}
    found = []
    for series in meeting.counts_for if meeting.stage in HELD_STAGES and meeting.held_on is not None else ():
        old = there.get(series)
        if old is None or old.text.held_on != meeting.held_on:
            text = MeetingCountTogether(series, meeting.held_on or date.min, record)
            found.append(Beside("meeting-count", text, old.record if old is not None else None))
    return found


def counted(record: str, text: AnyCount) -> str:
    """The meeting that a count counts: the one it names, else the first record of the act that made the count."""
    return text.meeting or record.partition(".")[0]


def changed_in_one_language(before: AnyMinutes, after: AnyMinutes) -> dict[str, tuple[int, ...]]:
    """The numbers of the paragraphs whose words, or whose decisions' words, changed in one language only, by that language.

    A paragraph that was added, taken away or moved is no change of language, nor is one that says that the other needs no change.
    """
    earlier: Sequence[AnyParagraph] = before.paragraphs
    later: Sequence[AnyParagraph] = after.paragraphs
    old = {p.no: p for p in earlier}
    found: dict[str, list[int]] = {}
    for paragraph in later:
        was = old.get(paragraph.no)
        if was is None:
            continue
        en, ja = (_said(was, language) != _said(paragraph, language) for language in ("en", "ja"))
        said = paragraph.unchanged if isinstance(paragraph, ComparedParagraph) else None
        if en != ja and said != ("ja" if en else "en"):
            found.setdefault("en" if en else "ja", []).append(paragraph.no)
    return {language: tuple(numbers) for language, numbers in found.items()}


def _said(paragraph: AnyParagraph, language: str) -> list[str]:
    """What a paragraph and its decisions say in a language."""
    decisions: Sequence[Decision | AssignedDecision] = paragraph.decisions
    return [getattr(one, language) for one in (paragraph, *decisions)]


def check_languages(before: AnyMinutes, after: AnyMinutes) -> Iterator[Problem]:
    """R1.9: what stands against agreeing minutes of which one language alone changed, paragraph by paragraph."""
    paragraphs: Sequence[AnyParagraph] = after.paragraphs
    places: Mapping[int, int] = {paragraph.no: n for n, paragraph in enumerate(paragraphs)}
    for changed, numbers in sorted(changed_in_one_language(before, after).items()):
        (en, ja), (other_en, other_ja) = NAMES[changed], NAMES["ja" if changed == "en" else "en"]
        for no in numbers:
            words = {
                "en": f"Only the {en} of paragraph {no} changed. Both languages are authentic: change the {other_en} too, or say that it "
                "needs no change.",
                "ja": f"第{no}段落の{ja}のみが変更されています。両言語とも正文であるため、{other_ja}も変更するか、"
                "変更を要しないことを確認する必要があります。",
            }  # fmt: skip
            yield Problem(f"paragraphs.{places[no]}", "R1.9", words)

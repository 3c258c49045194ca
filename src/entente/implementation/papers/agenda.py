"""The agenda that writes itself: open matters of all sides, ranked, each line on the record it comes from and the acts it rests on.

Pure. What rules found on a day, what waits on somebody, and what agendas before said go in; lines come out, most pressing first. An item on
three consecutive agendas of a series goes up to its parent series; one whose action is closed goes off by itself. The order of grounds is
the domain analysis's (section 1, agenda proposal). Serves I2-I5.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from entente.kernel.area import Interval, Words
from entente.kernel.bilingual import en_day, ja_day

GROUNDS = (
    "LAPSED CADENCE", "OVERDUE MEASURE", "DISAGREEMENT", "UNANSWERED ASK", "PENDING CONSENT", "UNRECONCILED LEDGER", "OPEN ACTION",
    "CARRIED FORWARD", "PROPOSED",
)  # fmt: skip
"""Why a matter is on an agenda, the most pressing first."""

GROUND_WORDS: Mapping[str, Words] = {
    "LAPSED CADENCE": {"en": "Consultation not held in time", "ja": "協議の未開催"},
    "OVERDUE MEASURE": {"en": "Measure overdue", "ja": "措置の期日超過"},
    "DISAGREEMENT": {"en": "The sides disagree", "ja": "各国の見解の相違"},
    "UNANSWERED ASK": {"en": "Request not answered", "ja": "未回答の要請"},
    "PENDING CONSENT": {"en": "Consent awaited", "ja": "同意待ち"},
    "UNRECONCILED LEDGER": {"en": "Ledgers differ", "ja": "帳簿の不一致"},
    "OPEN ACTION": {"en": "Action open", "ja": "未了のフォローアップ事項"},
    "CARRIED FORWARD": {"en": "Carried forward", "ja": "継続議題"},
    "PROPOSED": {"en": "Proposed", "ja": "提案された議題"},
}


@dataclass(frozen=True, slots=True)
class Parameters:
    """Assumptions of the domain analysis until both sides fix them: days a consent may wait, agendas until an item goes up, most lines."""

    consent_days: int = 30
    escalate_after: int = 3
    most: int = 40


PARAMETERS = Parameters()

RULED: Mapping[tuple[str, str], str] = {
    ("series.cadence", "lapsed"): "LAPSED CADENCE",
    ("series.cadence", "overdue"): "LAPSED CADENCE",
    ("series.too-long", "too-long"): "LAPSED CADENCE",
    ("measure.schedule", "overdue"): "OVERDUE MEASURE",
    ("measure.schedule", "lapsed"): "OVERDUE MEASURE",
    ("measure.milestones", "overdue"): "OVERDUE MEASURE",
    ("measure.disagreement", "rag-differs"): "DISAGREEMENT",
    ("report.inconsistent", "green-but-overdue"): "DISAGREEMENT",
    ("position.contradiction", "sides"): "DISAGREEMENT",
    ("position.contradiction", "own-words"): "DISAGREEMENT",
    ("position.contradiction", "joint-statement"): "DISAGREEMENT",
    ("position.contradiction", "languages"): "DISAGREEMENT",
    ("meeting.duplicate", "same-number"): "DISAGREEMENT",
    ("report.ask", "unanswered"): "UNANSWERED ASK",
    ("slot-offer.answer", "late"): "UNANSWERED ASK",
    ("action.open", "overdue"): "OPEN ACTION",
    ("action.open", "escalated"): "OPEN ACTION",
    ("action.open", "disputed"): "DISAGREEMENT",
    ("action.open", "claim-unanswered"): "UNANSWERED ASK",
    ("action.open", "open"): "OPEN ACTION",
    ("action.open", "claimed"): "OPEN ACTION",
    ("statement.mismatch", "en-differs"): "DISAGREEMENT",
    ("statement.mismatch", "ja-differs"): "DISAGREEMENT",
    ("visit.reports", "outcome-differs"): "DISAGREEMENT",
    ("visit.reports", "objectives-differ"): "DISAGREEMENT",
    ("clearance.decide", "late"): "UNANSWERED ASK",
    ("ledger.reconciliation", "differs"): "UNRECONCILED LEDGER",
    ("ledger.uncounted", "not-counted"): "UNRECONCILED LEDGER",
    ("ledger.answer", "late"): "UNRECONCILED LEDGER",
    ("order.settle", "overdue"): "UNRECONCILED LEDGER",
    ("retransfer.consent", "late"): "PENDING CONSENT",
}
"""Which finding of which rule is a ground, by (code, state)."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A record on which a party's consent is awaited: since when, by whom, the proposal's act."""

    record: str
    since: date
    party: str
    act: str


@dataclass(frozen=True, slots=True)
class About:
    """A record as an agenda names it."""

    code: str
    titles: Words
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Past:
    """An agenda of the series that was: the day of its meeting, its lines as (record, title, clause), and which of them were dealt with."""

    held_on: date
    items: tuple[tuple[str | None, Words, str | None], ...]
    closed: frozenset[str] = frozenset()  # records of lines that minutes closed or whose action is done


@dataclass(frozen=True, slots=True)
class Line:
    """A proposed line: its ground, title, why in words, the record and clause, the acts, since when it is open, its run of agendas.

    `run` counts consecutive agendas of this series up to and with this one; `escalated` says that it belongs to the parent series now:
    after so many agendas, or by its own rule.
    """

    ground: str
    titles: Words
    reason: Words
    source: str | None
    clause: str | None
    rests_on: tuple[str, ...]
    since: date
    run: int = 1
    escalated: bool = False


def propose(
    on: date,
    found: Iterable[Interval],
    waiting: Iterable[Waiting],
    names: Mapping[str, About],
    past: Sequence[Past] = (),
    parameters: Parameters = PARAMETERS,
) -> list[Line]:
    """The lines of an agenda on a day, most pressing first, one for each record and ground that counts most there.

    `found` are intervals in force; `names` the records that may stand on this paper: a record that is not named is left out. `past` are the
    agendas of the same series, oldest first.
    """
    lines = [line for interval in found if interval.record in names for line in _ruled(on, interval, names[interval.record])]
    lines += [line for one in waiting if one.record in names for line in _consent(on, one, names[one.record], parameters)]
    best: dict[str | None, Line] = {}
    for line in sorted(lines, key=_rank):
        best.setdefault(line.source, line)
    chosen = [*best.values(), *_carried(on, past, set(best), names)]
    counted = [_counted(line, past, parameters) for line in chosen]
    return sorted(counted, key=_rank)[: parameters.most]


def _rank(line: Line) -> tuple[int, int, date, str]:
    """Ground first, then what has run longest, then what is oldest; the record settles the rest."""
    return GROUNDS.index(line.ground), -line.run, line.since, line.source or ""


def _ruled(on: date, interval: Interval, about: About) -> Iterable[Line]:
    ground = RULED.get((interval.code, interval.state))
    if ground is None or not interval.starts <= on or (interval.ends is not None and interval.ends <= on):
        return
    clauses = interval.clauses or about.clauses
    clause, rises = clauses[0] if clauses else None, interval.state == "escalated"
    yield Line(ground, about.titles, interval.reason, interval.record, clause, interval.acts, interval.starts, escalated=rises)


def _consent(on: date, one: Waiting, about: About, parameters: Parameters) -> Iterable[Line]:
    days = (on - one.since).days
    if days < parameters.consent_days:
        return
    reason = {
        "en": f"{one.party}'s acceptance has been awaited for {days} days.",
        "ja": f"{one.party}の同意が{days}日間得られていない。",
    }
    yield Line("PENDING CONSENT", about.titles, reason, one.record, about.clauses[0] if about.clauses else None, (one.act,), one.since)


def _carried(on: date, past: Sequence[Past], present: Collection[str | None], names: Mapping[str, About]) -> Iterable[Line]:
    """What stood on the last agenda, was not closed, and is not here for a reason of its own."""
    if not past:
        return
    last = past[-1]
    for source, titles, clause in last.items:
        if source in present or (source is not None and (source in last.closed or source not in names)):
            continue
        reason = {
            "en": f"Not closed at the meeting of {en_day(last.held_on)}.",
            "ja": f"{ja_day(last.held_on)}の会合で完了していない。",
        }
        yield Line("CARRIED FORWARD", titles, reason, source, clause, (), last.held_on)


def _counted(line: Line, past: Sequence[Past], parameters: Parameters) -> Line:
    """The line with its run of consecutive agendas, and whether that sends it up."""
    run = 1
    for agenda in reversed(past):
        if not any(_same(line, source, titles) for source, titles, _clause in agenda.items):
            break
        run += 1
    return replace(line, run=run, escalated=line.escalated or run >= parameters.escalate_after)


def _same(line: Line, source: str | None, titles: Words) -> bool:
    return source == line.source if line.source is not None else source is None and titles == line.titles


def stopped(lines: Iterable[Line], deferred: Mapping[str, date]) -> list[Line]:
    """The lines again; one whose record is deferred until a day does not go up meanwhile, and says so (R1.6). Its run is counted on."""
    return [_stopped(line, deferred.get(line.source or "")) for line in lines]


def _stopped(line: Line, until: date | None) -> Line:
    if until is None or not line.escalated:
        return line
    said = {
        "en": f" It is deferred until {en_day(until)} and does not go up meanwhile.",
        "ja": f"{ja_day(until)}まで延期されており、その間は上位の協議枠組みに付議しない。",
    }
    return replace(line, escalated=False, reason={key: words + said.get(key, "") for key, words in line.reason.items()})


def escalated_from(children: Mapping[str, Sequence[Line]]) -> list[tuple[str, Line]]:
    """What goes up from child series, by series: (series, line) for each line that stood on three consecutive agendas there."""
    return [(series, line) for series, lines in sorted(children.items()) for line in lines if line.escalated]

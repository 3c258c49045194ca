"""Oversight on one page, filled for one question: coverage, cadence, promises against what happened, slippage, differences, indicators.

Touches the database (reads). Serves I3 and every clause.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from entente.areas.consultations.series.cadence import CLOCKS
from entente.areas.instruments import whole
from entente.areas.visits.parameters import REQUESTS
from entente.implementation import indicators
from entente.implementation.charts.svg import Mark
from entente.implementation.charts.timeline import Promise
from entente.implementation.indicators import Figure
from entente.implementation.matters import Count, Difference, Measure, Series
from entente.implementation.named import by_name
from entente.implementation.standing import POSITION, Standing
from entente.kernel.area import Words
from entente.kernel.bilingual import words
from entente.node.oversight import clauses, meetings, plan, sayings
from entente.node.oversight.asking import Asking, Held, counted, found, held, standings
from entente.node.oversight.open_matters import month_before, quarter_of
from entente.node.oversight.plan import CONSIDER
from entente.node.oversight.stated import newest
from entente.store.intervals import standing_of
from entente.store.intervals.standing_of import Found

COUNTED = ("measure", "meeting-series", "meeting", "action", "visit", "visit-report", *REQUESTS)
"""Record types of which rules find indicators."""
COVERED = "commitment.covered"
DRAWN = 12  # series in a drawing, measures that slip, differences: the most pressing; of the others it is said how many there are


@dataclass(frozen=True, slots=True)
class Answer:
    """What answers for a commitment, the record, its number, by whom and on which day.

    "live" and "deferred" as the schedule says; "considered" on the agenda of a meeting held, "recorded" by a record of consideration;
    "stated" of a position.
    """

    how: str
    record: str
    code: str
    party: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One commitment in the matrix: verdict "covered", "deferred", "considered", "stated", "one-sided", "differing" or "uncovered"."""

    code: str
    clause: str
    titles: Words
    kind: str
    answers: tuple[Answer, ...]
    verdict: str


@dataclass(frozen=True, slots=True)
class Overview:
    """All sections of the page; `more` says how many series, slipping measures and differences there are beside those told."""

    standings: tuple[Standing, ...]
    rows: tuple[Row, ...]
    series: tuple[Series, ...]
    promises: tuple[Promise, ...]
    slipping: tuple[Measure, ...]
    differences: tuple[tuple[Difference, str], ...]
    counts: tuple[Count, ...]
    totals: tuple[indicators.Total, ...]
    more: Mapping[str, int]


def overview(asking: Asking) -> Overview:
    """The page's sections, each from what may be seen alone."""
    items = plan.measures(asking)
    spans = found(asking, items, sorts=plan.TOLD)
    matrix = rows(asking, items, spans)
    apart = plan.differing(items, spans)
    judged = sayings.differing(asking)
    drawn = meetings.pressing(asking, DRAWN)
    slipping = plan.slipping(plan.live(items), spans)
    first, _ = quarter_of(asking.day)
    days = [month_before(first, 3 * back) - timedelta(days=1) for back in range(3, -1, -1)]
    return Overview(
        standings=standings(asking),
        rows=matrix,
        series=meetings.series(asking, drawn),
        promises=promises(asking, drawn),
        slipping=tuple(plan.told(asking, one, spans[one.row.id]) for one in slipping[:DRAWN]),
        differences=(
            *zip(plan.told_apart(asking, apart[:DRAWN]), (one.row.id for one, _ in apart), strict=False),
            *((sayings.difference(asking, one.pair), one.pair.one.record) for one in judged[:DRAWN]),
        ),
        more={
            "series": len(held(asking, "meeting-series")) - len(drawn),
            "slipping": len(slipping[DRAWN:]),
            "differences": len(apart[DRAWN:]) + len(judged[DRAWN:]),
        },
        counts=clauses.trend(asking, [*days, asking.day], cited=False),
        totals=totals(asking, matrix),
    )


def coverage(asking: Asking) -> tuple[Row, ...]:
    """Every commitment with all that answers for it."""
    items = plan.measures(asking)
    return rows(asking, items, found(asking, items, sorts=("standing",)))


def rows(asking: Asking, items: Sequence[Held], spans: Mapping[str, Sequence[Found]]) -> tuple[Row, ...]:
    """Every commitment with all that answers for it (R1.1): measures and deferrals, considerations, dated statements of each side."""
    carried = plan.answering(asking, items, spans)
    weighing = dict.fromkeys(whole(asking.instrument, one.clause) for one in asking.instrument.commitments if one.kind == CONSIDER)
    considered, stated = meetings.considered(asking, weighing), newest(asking, 1)
    away, weighed = plan.deferred(asking), plan.considered_codes(asking)
    differing = {(clause, side) for one in sayings.differing(asking) for clause, side in _sides(one)}
    out = []
    for promise in asking.instrument.commitments:
        clause, code = whole(asking.instrument, promise.clause), whole(asking.instrument, promise.code)
        cells = {**carried.get(code, {}), **carried.get(promise.code, {})}
        answers = [Answer(how, one.row.id, name) for name, (one, how) in cells.items()]
        answers += [Answer("deferred", one.row.id, one.row.code, "", one.text.until) for one in away.get(code, ())]
        if promise.kind == CONSIDER:
            answers += [Answer("recorded", one.row.id, one.row.code, "", one.text.considered_on) for one in weighed.get(code, ())]
            answers += [Answer("considered", one.row.id, one.row.code, "", one.text.held_on) for one in considered.get(clause, ())]
        if promise.kind == POSITION:
            last = {one.row.party: one for one in stated.get(clause, ())}
            answers += [Answer("stated", one.row.id, one.row.code, party, one.text.said_on) for party, one in sorted(last.items())]
        titles = {key: text for key, text in (("en", promise.title.en), ("ja", promise.title.ja)) if text}
        verdict = _verdict(promise.kind, answers, len(promise.parties))
        if promise.kind == POSITION and any((clause, side) in differing for side in promise.parties):
            verdict = "differing"
        out.append(Row(promise.code.rpartition("#")[2], clause, titles, promise.kind, tuple(answers), verdict))
    return tuple(out)


def _sides(one: sayings.Compared) -> list[tuple[str, str]]:
    """Under which clauses and of which sides a pair was judged to differ."""
    return [(clause, said.party) for clause in one.pair.clauses for said in (one.pair.one, one.pair.other)]


def _verdict(kind: str, answers: Sequence[Answer], parties: int) -> str:
    found_ = {one.how for one in answers}
    if kind == POSITION:
        sides = len({one.party for one in answers})
        return "stated" if sides >= parties else "one-sided" if sides else "uncovered"
    order = (("covered", "live"), ("deferred", "deferred"), ("considered", "recorded"), ("considered", "considered"))
    return next((name for name, how in order if how in found_), "uncovered")


def promises(asking: Asking, items: Sequence[Held]) -> tuple[Promise, ...]:
    """For each of these series with a promised interval: the days by which a meeting was due, those held, and the gaps beyond."""
    spans = meetings.lines(asking, items)
    taken = meetings.held_meetings(asking)
    out = []
    for one in items:
        lines = [[s for s in spans[one.row.id] if s.code == code and s.starts <= asking.day] for code in CLOCKS.values()]
        line = max(lines, key=len)
        late = [s for s in line if s.state in meetings.LATE]
        gaps: list[tuple[date, date]] = []
        for span in late:
            ends = min(span.ends or date.max, asking.day)
            if gaps and gaps[-1][1] == span.starts:
                gaps[-1] = (gaps[-1][0], ends)
            elif span.starts < ends:
                gaps.append((span.starts, ends))
        marks = tuple(Mark(each.text.held_on, words(each.text.title)) for each in taken.get(one.row.id, ()))
        if line:
            code = " ".join(clause.rpartition("#")[2] for clause in one.text.clauses)
            out.append(Promise(code, words(one.text.title), tuple(a - timedelta(days=1) for a, _ in gaps), marks, tuple(gaps)))
    return tuple(out)


def totals(asking: Asking, matrix: Sequence[Row]) -> tuple[indicators.Total, ...]:
    """Every indicator added up over all records that may be seen; what is known now of a day gone by is counted where it is kept."""
    wanted = counted(asking, COUNTED)
    if wanted is None:
        return indicators.totals({code: indicators.often(each) for code, each in figures(asking, matrix).items()})
    often = standing_of.figures(asking.node.alias, wanted, asking.day)
    return indicators.totals({**often, COVERED: indicators.often(_covered(asking, matrix))})


def figures(asking: Asking, matrix: Sequence[Row]) -> dict[str, list[Figure]]:
    """The figures behind every indicator by its code, each with its record."""
    out: dict[str, list[Figure]] = {}
    items = [one for type_ in COUNTED for one in held(asking, type_)]
    for record, spans in found(asking, items, sorts=("indicator",)).items():
        for span in spans:
            if span.numerator is not None and span.denominator is not None:
                figure = Figure(record, span.numerator, span.denominator, span.reason, span.acts)
                out.setdefault(span.code, []).append(figure)
    return {**out, **({COVERED: covered} if (covered := _covered(asking, matrix)) else {})}


def _covered(asking: Asking, matrix: Sequence[Row]) -> list[Figure]:
    out = []
    base = tuple(text.act for text in asking.row.revisions[-1:])
    for row in matrix:
        if row.kind != POSITION:
            met = row.verdict != "uncovered"
            titles = {language: f"{row.code} {text}" for language, text in row.titles.items()}
            out.append(Figure("", int(met), 1, titles, base))
    return out


def behind(asking: Asking, code: str, first: int, count: int) -> tuple[list[Figure], int]:
    """So many figures behind one indicator from one of them on, and how many there are. The worst stand first: shares not met, then the
    longest in days.
    """
    share = indicators.BY_CODE[code].how == indicators.SHARE
    wanted = counted(asking, COUNTED) if code != COVERED else None
    if wanted is not None:
        place = standing_of.Place(first, count, share)
        part, total = standing_of.figures_of(asking.node.alias, wanted, asking.day, code, place)
        return [_figure(record, span, asking) for record, span in part], total
    behind_it = _covered(asking, coverage(asking)) if code == COVERED else figures(asking, ()).get(code, [])
    every = sorted(behind_it, key=lambda one: one.numerator if share else -one.numerator)
    return every[first : first + count], len(every)


def _figure(record: str, span: standing_of.Found, asking: Asking) -> Figure:
    return Figure(record, span.numerator or 0, span.denominator or 0, by_name(span.reason, asking.names), span.acts)

"""The charts and the fixed tables of papers: each drawing with its alternative text and its data.

Pure. Serves jp-gb-2017#I3.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from entente.implementation.charts.cadence import cadence
from entente.implementation.charts.coverage import VERDICTS, Covered, coverage_matrix
from entente.implementation.charts.slippage import Slip, slip_text, slippage_bars
from entente.implementation.charts.svg import NARROW, Look, say
from entente.implementation.charts.trend import Trend, trend_lines
from entente.implementation.matters import Commitment, Count, Measure, Series
from entente.implementation.papers.paper import Chart, Column, Sentence, Table, said
from entente.implementation.papers.phrases import ORDER, both, count, day, same, state
from entente.kernel.area import Words
from entente.kernel.labels.label import Label

LANGUAGES = ("en", "ja")


def drawn(caption: Words, alt: Words, ident: str, draw: Callable[[Look], str], data: Table, languages: Sequence[str] = LANGUAGES) -> Chart:
    """A chart in both languages, or in those of a page; and once more in each for a telephone."""
    looks = {language: Look(language, caption, alt, f"{ident}-{language}") for language in languages}
    small = {language: draw(replace(look, ident=f"{look.ident}-n", width=NARROW)) for language, look in looks.items()}
    return Chart(caption, alt, {language: draw(look) for language, look in looks.items()}, data, narrow=small)


def run_on(sentences: Sequence[Sentence], labels: tuple[Label, ...]) -> Sentence:
    """Several sentences as the content of one cell."""
    if not sentences:
        return Sentence(same("–"), (), labels)
    words = {language: (" " if language == "en" else "").join(said(one.words, language)[0] for one in sentences) for language in LANGUAGES}
    acts = tuple(dict.fromkeys(act for one in sentences for act in one.acts))
    return Sentence(words, acts, tuple(dict.fromkeys((*labels, *(label for one in sentences for label in one.labels)))))


def trend(counts: Sequence[Count], languages: Sequence[str] = LANGUAGES) -> Chart:
    """How many clauses stood in each state at each paper, from the first paper that counted any."""
    counts = counts[next((at for at, one in enumerate(counts) if any(one.counts.values())), 0) :]
    states = [code for code in ORDER if code != "position" and any(one.counts.get(code) for one in counts)]
    trends = [Trend(code, tuple((one.day, one.counts.get(code, 0)) for one in counts)) for code in states]
    first, last = day(counts[0].day), day(counts[-1].day)
    caption = both("Standing of the clauses over time", "条項の履行状況の推移")
    alt = both(
        f"Lines: the number of clauses in each state, from {first['en']} to {last['en']}.",
        f"各状態にある条項の数の推移を示す折れ線（{first['ja']}から{last['ja']}まで）。",
    )
    columns = (Column(both("Day", "日付"), 5), *(Column(state(code), 2, numeric=True) for code in states))
    rows = tuple(
        (
            Sentence(day(one.day), one.acts, one.labels),
            *(Sentence(same(str(one.counts.get(code, 0))), (), one.labels) for code in states),
        )
        for one in counts
    )
    return drawn(caption, alt, "trend", lambda look: trend_lines(trends, look), Table(caption, columns, rows), languages)


def slippage(measures: Sequence[Measure], languages: Sequence[str] = LANGUAGES) -> Chart:
    """How many days each measure's forecast lies after its plan."""
    slips = [Slip(one.code, one.titles, one.slip_days or 0) for one in measures]
    caption = both("Forecast against plan", "計画と見込みの差")
    worst = max(slips, key=lambda one: one.days)
    alt = both(
        f"Bars: {count(len(slips), 'measure', 'measures')}; the longest delay is {worst.code}, {slip_text(worst.days, 'en')}.",
        f"措置{len(slips)}件の計画と見込みの差を示す棒グラフ。最も遅れているのは{worst.code}（{slip_text(worst.days, 'ja')}）。",
    )
    columns = (Column(both("Measure", "措置"), 12), Column(both("Days", "日数"), 4, numeric=True))
    rows = tuple(
        (
            Sentence({language: f"{one.code} {text}" for language, text in one.titles.items()}, one.acts, one.labels),
            Sentence({language: slip_text(slip.days, language) for language in LANGUAGES}, (), one.labels),
        )
        for one, slip in zip(measures, slips, strict=True)
    )
    return drawn(caption, alt, "slippage", lambda look: slippage_bars(slips, look), Table(caption, columns, rows), languages)


def cadence_table(series: Iterable[Series]) -> Table:
    """Each series with its promised interval, last and next."""
    columns = (
        Column(both("Series", "会合"), 11),
        Column(both("Promised", "約束された間隔"), 5),
        Column(both("Last held", "前回開催"), 6),
        Column(both("Next due", "次回期日"), 6),
        Column(both("State", "状態"), 4),
    )
    rows = tuple(
        (
            Sentence(one.titles, one.acts, one.labels),
            *(Sentence(words, (), one.labels) for words in (one.interval, day(one.last_held), day(one.next_due), state(one.state))),
        )
        for one in series
    )
    return Table(both("Series of meetings", "協議枠組み"), columns, rows)


def cadence_chart(series: Sequence[Series], on: date, languages: Sequence[str] = LANGUAGES) -> Chart:
    """A strip for each series, up to a day."""
    caption = both("Promised intervals and meetings held", "約束された間隔と開催の実績")
    late = sum(1 for one in series if one.state in ("overdue", "lapsed"))
    when, many = day(on), count(len(series), "series", "series")
    alt = both(
        f"Strips for {many} of meetings; on {when['en']}, {count(late, 'is', 'are', 'none is')} overdue or lapsed.",
        f"協議枠組み{len(series)}件の状態を示す帯。{when['ja']}現在、うち{late}件が期日超過又は長期超過。",
    )
    columns = (
        Column(both("Series", "会合"), 10),
        Column(both("From", "開始"), 5),
        Column(both("To", "終了"), 5),
        Column(both("State", "状態"), 5),
    )
    rows = tuple(
        (
            Sentence(one.titles, one.acts if at == 0 else (), one.labels),
            *(Sentence(words, (), one.labels) for words in (day(span.starts), day(min(span.ends, on)), state(span.state))),
        )
        for one in series
        for at, span in enumerate((*one.strip.spans, *one.strip.deferrals))
        if span.starts <= on
    )
    strips = [one.strip for one in series]
    return drawn(caption, alt, "cadence", lambda look: cadence(strips, on, look), Table(caption, columns, rows), languages)


def coverage(commitments: Sequence[Commitment], part: int = 0) -> Chart:
    """Commitments against the measures that answer for them; `part` counts the drawings of one matrix, which a caption tells apart."""
    codes = list(dict.fromkeys(code for one in commitments for code in one.cells))
    rows = [Covered(one.code, one.titles, one.cells) for one in commitments]
    bare = sum(1 for row in rows if row.verdict == "uncovered")
    reach = f"{rows[0].code}–{rows[-1].code}"
    caption = both(f"Commitments and the measures that answer for them: {reach}", f"約束事項とこれに対応する措置（{reach}）")
    alt = both(
        f"A matrix of {count(len(rows), 'commitment', 'commitments')} and {count(len(codes), 'measure', 'measures')};"
        f" {count(bare, 'commitment is', 'commitments are', 'none is')} not covered.",
        f"約束事項{len(rows)}件と措置{len(codes)}件の対照表。対応のない約束事項は{bare}件。",
    )
    columns = (
        Column(both("Commitment", "約束事項"), 10),
        Column(both("Measures", "措置"), 7),
        Column(both("Coverage", "対応状況"), 4),
    )
    cells = tuple(
        (
            Sentence({language: f"{one.code} {text}" for language, text in one.titles.items()}, one.acts, one.labels),
            Sentence(same(", ".join(one.cells) or "–"), (), one.labels),
            Sentence({language: say(VERDICTS[row.verdict], language) for language in LANGUAGES}, (), one.labels),
        )
        for one, row in zip(commitments, rows, strict=True)
    )
    return drawn(caption, alt, f"coverage-{part}", lambda look: coverage_matrix(rows, codes, look), Table(caption, columns, cells))

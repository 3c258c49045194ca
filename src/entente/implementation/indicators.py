"""Indicators: how the figures of single records are added up, how often each is looked at, and what both sides aim for.

Pure. A share is the sum of numerators over the sum of denominators; of figures in days the median and the longest are told,
of what is counted the sum. A figure never stands without the records behind it. Serves I3.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from entente.implementation.papers.phrases import both
from entente.kernel.area import Words

SHARE, DAYS, NUMBER, SUM = "share", "days", "number", "sum"


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator: its code, what it counts, how it is added up, how often it is looked at, its target (assumed until agreed)."""

    code: str
    titles: Words
    how: str
    cadence: Words
    target: Words


QUARTERLY = both("quarterly", "四半期ごと")
YEARLY = both("yearly", "毎年")
ALL = both("all (assumed)", "全て（想定）")

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        "commitment.covered",
        both("Commitments with an active measure or a deferral", "有効な措置又は延期のある約束事項"),
        SHARE,
        QUARTERLY,
        ALL,
    ),
    Indicator(
        "measure.both-reports", both("Measures on which every lead has reported", "全ての担当が報告済みの措置"), SHARE, QUARTERLY, ALL
    ),
    Indicator(
        "measure.slippage",
        both("Days between plan and forecast", "計画と見込みの差（日数）"),
        DAYS,
        QUARTERLY,
        both("0 (assumed)", "0（想定）"),
    ),
    Indicator("series.held-on-time", both("Meetings held within the promised interval", "約束された間隔内の会合"), SHARE, QUARTERLY, ALL),
    Indicator(
        "series.gap",
        both("Days between the last two meetings of a series", "直近2回の会合の間隔（日数）"),
        DAYS,
        QUARTERLY,
        both("the promised interval", "約束された間隔"),
    ),
    Indicator(
        "series.median-gap",
        both("Median days between meetings", "会合の間隔の中央値（日数）"),
        NUMBER,
        YEARLY,
        both("the promised interval", "約束された間隔"),
    ),
    Indicator(
        "series.per-year", both("Meetings in the year against those promised", "年間の会合数（約束に対する割合）"), SHARE, YEARLY, ALL
    ),
    Indicator(
        "meeting.days-to-minutes",
        both("Days from a meeting to its agreed minutes", "会合から議事録合意までの日数"),
        DAYS,
        QUARTERLY,
        both("30 (assumed)", "30（想定）"),
    ),
    Indicator(
        "clearance.days-to-decision",
        both("Days from a clearance request to the decision", "許可申請から決定までの日数"),
        DAYS,
        YEARLY,
        both("10 (assumed)", "10（想定）"),
    ),
    Indicator("clearance.unamended", both("Clearances granted without amendment", "変更なく許可された申請"), SHARE, YEARLY, ALL),
    Indicator(
        "visit.took-place", both("Agreed visits of the last year that took place", "過去1年の合意した訪問の実施"), SHARE, YEARLY, ALL
    ),
    Indicator(
        "visit.days-there", both("Days there, visits of the last year", "過去1年の訪問の滞在日数"), SUM, YEARLY, both("none", "なし")
    ),
    Indicator("visit.first", both("Done for the first time, last year", "過去1年に初めて実施した事項"), SUM, YEARLY, both("none", "なし")),
    Indicator("ledger.matched", both("Entries alike in the ledgers of all sides", "全ての帳簿で一致する記載"), SHARE, QUARTERLY, ALL),
    Indicator("order.in-time", both("Lines of orders settled in time", "期限内に決済された発注の行"), SHARE, QUARTERLY, ALL),
    Indicator("action.in-time", both("Actions done by their date", "期限内に完了したフォローアップ事項"), SHARE, QUARTERLY, ALL),
)
BY_CODE: Mapping[str, Indicator] = {one.code: one for one in INDICATORS}


@dataclass(frozen=True, slots=True)
class Figure:
    """One record's figure and why: record id, numerator over denominator, the reason, the acts it rests on."""

    record: str
    numerator: int
    denominator: int
    reason: Words
    acts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """An indicator added up: numerator, denominator, the value in words, and how many records went into it."""

    indicator: Indicator
    numerator: int
    denominator: int
    value: Words
    records: int


Often = Mapping[tuple[int, int], int]
"""How often each numerator over denominator occurs."""


def often(figures: Iterable[Figure]) -> Often:
    """How often each numerator over denominator occurs among figures."""
    return Counter((one.numerator, one.denominator) for one in figures)


def total(indicator: Indicator, counted: Often) -> Total:
    """All figures as one; a dash where there is none, for nothing is not zero."""
    records = sum(counted.values())
    if not records:
        return Total(indicator, 0, 0, both("–", "–"), 0)
    whole = sum(over * times for (over, _), times in counted.items())
    if indicator.how == SHARE:
        of = sum(under * times for (_, under), times in counted.items())
        share = f"{round(100 * whole / of)}%" if of else "–"
        return Total(indicator, whole, of, both(f"{whole} of {of} ({share})", f"{of}件中{whole}件（{share}）"), records)
    if indicator.how == SUM:
        return Total(indicator, whole, records, both(f"{whole:,} in all", f"計{whole:,}"), records)
    values = sorted((over / under, times) for (over, under), times in counted.items() if under)
    middle, most = (_plain(_median_low(values)), _plain(values[-1][0])) if values else ("–", "–")
    words = both(f"median {middle}, longest {most}", f"中央値{middle}、最長{most}")
    return Total(indicator, whole, records, words, records)


def _median_low(values: Sequence[tuple[float, int]]) -> float:
    """The middle of values in order, each as often as it occurs; the lower of two."""
    half = (sum(times for _, times in values) - 1) // 2
    upto = accumulate(times for _, times in values)
    return next(value for (value, _), passed in zip(values, upto, strict=True) if passed > half)


def _plain(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def totals(counted: Mapping[str, Often], known: Iterable[Indicator] = INDICATORS) -> tuple[Total, ...]:
    """Every indicator, in order, by what was counted under its code."""
    return tuple(total(one, counted.get(one.code, {})) for one in known)

"""Figures, targets and the verdict "met", "not met" or "not run". Pure.

A target is judged only on figures of the present run, from benchmarks that ran to their end, at the size the target names and in its
unit; whatever lacks one of these is "not run", never "met". Targets: ANCHORS ("Numbers to beat").
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

RECORDS_PER_S = "records/s"
MS = "ms"

REPLICATION = "replication"
"""Records signed and durable at A, pulled, verified and durable at B; records/s end to end. Peers run the same work."""
SYNC_NOTHING_NEW = "sync with nothing new"
STANDING_PAST_DATE = "standing of all clauses as of a past date"
ONE_NEW_ACT = "one new act"
INCLUSION_PROOF = "inclusion proof"
BOUND = "sign and verify bound, two cores"
PEER_GIT = "git"
PEER_MEDALLION = "medallion"
PEER_POSTGRES = "PostgreSQL logical replication"
RELEASED = "an entry released in London, on the Tokyo Desk, p95"
STANDING_STORE = "oversight: standing of all clauses as of a past date"
AGENDA = "oversight: agenda proposal"
BRIEF = "oversight: brief on a measure"
QUARTERLY = "oversight: quarterly paper in both languages"
PEER_NETBOX = "NetBox, list of 50 sites with their count"
PEER_NETBOX_DETAIL = "NetBox, page of one site"
PAGE_BESIDE = "page: records list, between NetBox's"

REPLICATION_N = 20_000
"""Records in a full-size replication run, ours and PostgreSQL's; git and medallion are too slow for it and run fewer."""
THOUSAND, MILLION = 1_000, 1_000_000

SAME_COST = 1.5
"""Two costs count as the same up to this ratio: the shared machine alone moves a figure by that much and more (KERNEL, head)."""

Verdict = Literal["met", "not met", "not run"]
Sense = Literal["at least", "at most"]


class NotRun(Exception):
    """A benchmark cannot run here; the text is the rest of the sentence "not run because ..."."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """One figure: `value` in `unit`, measured over or at a size of `n` (records, rows, acts). Refuses what no clock can give."""

    name: str
    value: float
    unit: str
    n: int
    note: str = ""

    def __post_init__(self) -> None:
        if not (math.isfinite(self.value) and self.value > 0):
            raise ValueError(f"{self.name}: a figure must be finite and above zero, not {self.value!r}")
        if self.n < 1:
            raise ValueError(f"{self.name}: the size must be at least 1, not {self.n!r}")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one benchmark. `not_run_because` is None if it ran to its end; `broke` tells an error from an absent peer.

    `measured_at` is the start of the run that it belongs to, UTC, as 2026-11-22 21:05.
    """

    benchmark: str
    measurements: tuple[Measurement, ...]
    seconds: float
    not_run_because: str | None = None
    broke: bool = False
    measured_at: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """`subject` alone, or divided by `reference`, must be at least or at most `limit`.

    `subject_n` and `reference_n` name the size wanted; None takes the largest size measured. `unit` is the unit of both figures.
    """

    words: str
    subject: str
    unit: str
    sense: Sense
    limit: float
    subject_n: int | None = None
    reference: str | None = None
    reference_n: int | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A target and what this run says of it; `figure` is the value or ratio held against the limit, `reason` why there is none."""

    target: Target
    verdict: Verdict
    subject: Measurement | None = None
    reference: Measurement | None = None
    figure: float | None = None
    reason: str = ""


TARGETS: tuple[Target, ...] = (
    Target("replication, against git with a signed commit a record", REPLICATION, RECORDS_PER_S, "at least", 200, reference=PEER_GIT),
    Target("replication, against medallion (TAXII 2.1)", REPLICATION, RECORDS_PER_S, "at least", 60, reference=PEER_MEDALLION),
    Target(
        "replication, against PostgreSQL logical replication and verification",
        REPLICATION, RECORDS_PER_S, "at least", 1.5, reference=PEER_POSTGRES,
    ),
    Target("replication, share of the sign and verify bound", REPLICATION, RECORDS_PER_S, "at least", 0.35, reference=BOUND),
    Target("sync with nothing new at 1,000 acts", SYNC_NOTHING_NEW, MS, "at most", 20, subject_n=THOUSAND),
    Target("sync with nothing new at 1,000,000 acts", SYNC_NOTHING_NEW, MS, "at most", 20, subject_n=MILLION),
    Target(
        "standing of all clauses as of a past date over 1,000,000 interval rows",
        STANDING_PAST_DATE, MS, "at most", 100, subject_n=MILLION,
    ),
    Target(
        "one new act: cost at 1,000,000 against 1,000",
        ONE_NEW_ACT, MS, "at most", SAME_COST, subject_n=MILLION, reference=ONE_NEW_ACT, reference_n=THOUSAND,
    ),
    Target("inclusion proof at 1,000,000", INCLUSION_PROOF, MS, "at most", 2, subject_n=MILLION),
    *(
        Target(f"{words}, 1,000,000 entries, {database}", f"page: {page}, {database}", MS, "at most", limit, subject_n=MILLION)
        for database in ("SQLite", "PostgreSQL")
        for words, page, limit in (
            ("records list with counts", "records list", 30),
            ("records list, reader of 1 in 100", "records list, reader of 1 record in 100", 30),
            ("record page", "record page", 10),
            ("search", "search", 20),
            ("Desk, p95", "Desk, p95", 100),
            ("Declaration, p95", "Declaration, p95", 100),
        )
    ),
    Target("records list at 100,000 entries, SQLite", "page: records list, SQLite", MS, "at most", 15, subject_n=100_000),
    Target("records list at 100,000 entries, PostgreSQL", "page: records list, PostgreSQL", MS, "at most", 15, subject_n=100_000),
    *(
        Target(
            f"NetBox's list page against ours on {database}, at 100,000", PEER_NETBOX, MS, "at least", 10, subject_n=100_000,
            reference=f"{PAGE_BESIDE}, {database}", reference_n=100_000,
        )
        for database in ("SQLite", "PostgreSQL")
    ),
    Target("an entry released in London is on the Tokyo Desk, p95 of wall time", RELEASED, MS, "at most", 3_000),
    Target("standing of all clauses as of a past date, 1,000,000 entries", STANDING_STORE, MS, "at most", 1_000, subject_n=MILLION),
    Target("agenda proposal, 1,000,000 entries", AGENDA, MS, "at most", 1_000, subject_n=MILLION),
    Target("quarterly paper in both languages, 1,000,000 entries", f"{QUARTERLY}, as PDF", MS, "at most", 5_000, subject_n=MILLION),
)  # fmt: skip


def judge_all(targets: Sequence[Target], outcomes: Sequence[Outcome]) -> tuple[Comparison, ...]:
    """One comparison a target, in the order given, from the outcomes of one run."""
    whole = [m for outcome in outcomes if outcome.not_run_because is None for m in outcome.measurements]
    broken = {m.name for outcome in outcomes if outcome.not_run_because is not None for m in outcome.measurements}
    return tuple(judge(target, whole, broken) for target in targets)


def judge(target: Target, measurements: Sequence[Measurement], broken: Iterable[str] = ()) -> Comparison:
    """The verdict on one target; `broken` names figures that exist only from benchmarks that did not run to their end."""
    wanted = [(target.subject, target.subject_n)]
    if target.reference is not None:
        wanted.append((target.reference, target.reference_n))
    found = [pick(measurements, name, n) for name, n in wanted]
    missing = [_missing(name, n, broken) for (name, n), figure in zip(wanted, found, strict=True) if figure is None]
    subject, reference = found[0], found[1] if len(found) > 1 else None
    wrong = [f"{m.name} was measured in {m.unit}, not {target.unit}" for m in found if m is not None and m.unit != target.unit]
    if subject is None or missing or wrong:
        return Comparison(target, "not run", subject, reference, None, "; ".join(missing + wrong))
    figure = subject.value / reference.value if reference else subject.value
    met = figure >= target.limit if target.sense == "at least" else figure <= target.limit
    return Comparison(target, "met" if met else "not met", subject, reference, figure)


def pick(measurements: Iterable[Measurement], name: str, n: int | None) -> Measurement | None:
    """The figure called `name` at size `n`, or at the largest size if `n` is None; the median where it was measured repeatedly."""
    named = [m for m in measurements if m.name == name and n in (None, m.n)]
    if not named:
        return None
    largest = max(m.n for m in named)
    same = [m for m in named if m.n == largest]
    middle = statistics.median(m.value for m in same)
    return Measurement(name, middle, same[0].unit, largest, same[0].note)


def growth(measurements: Sequence[Measurement]) -> dict[str, tuple[Measurement, ...]]:
    """The figures measured at two sizes or more, by name, smallest size first."""
    curves = {}
    for name in dict.fromkeys(m.name for m in measurements):
        sizes = sorted({m.n for m in measurements if m.name == name})
        points = [pick(measurements, name, n) for n in sizes]
        if len(points) > 1:
            curves[name] = tuple(point for point in points if point is not None)
    return curves


def _missing(name: str, n: int | None, broken: Iterable[str]) -> str:
    size = "" if n is None else f" at {n:,}"
    return f"{name}{size}: " + ("its benchmark did not run to its end" if name in set(broken) else "no figure in this run")

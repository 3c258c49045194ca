"""What the quarterly paper and the annual report are made from, and what of it an audience is shown.

Pure. Left out is left out before anything is counted, so that no figure tells of what its reader may not see. Serves jp-gb-2017#I3,
jp-gb-2017#I4.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from entente.implementation.matters import (
    Action,
    Audience,
    Clause,
    Commitment,
    Count,
    Decision,
    Difference,
    Event,
    Measure,
    Series,
    shown,
)
from entente.implementation.papers.paper import Source
from entente.kernel.area import Words
from entente.kernel.labels.label import Label

QUARTERLY, ANNUAL = "quarterly", "annual"


@dataclass(frozen=True, slots=True)
class Quarterly:
    """All that the paper is made from. `first` and `last` bound the period, `previous` is the day of the last paper, if any.

    `label` is the frame's; `instrument` the declaration's title; `names` the parties' names by code; `measures` those that are live.
    `base` are the acts of the declaration itself: what a figure of nothing rests on.
    """

    kind: str
    instrument: Words
    first: date
    last: date
    previous: date | None
    known_on: date
    label: Label
    for_whom: Words
    names: Mapping[str, Words]
    clauses: tuple[Clause, ...] = ()
    measures: tuple[Measure, ...] = ()
    series: tuple[Series, ...] = ()
    meetings: tuple[Event, ...] = ()
    differences: tuple[Difference, ...] = ()
    actions: tuple[Action, ...] = ()
    decisions: tuple[Decision, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    counts: tuple[Count, ...] = ()
    sources: tuple[Source, ...] = ()
    notices: tuple[Words, ...] = field(default=())
    base: tuple[str, ...] = ()


def restricted(given: Quarterly, audience: Audience) -> Quarterly:
    """What of it the audience may be shown; a difference that nobody's explanation is left of goes with them."""
    showing = audience.showing
    clauses = tuple(
        replace(one, reasons=shown(one.reasons, showing), explanations=shown(one.explanations, showing))
        for one in shown(given.clauses, showing)
    )
    differences = tuple(replace(one, explanations=shown(one.explanations, showing)) for one in shown(given.differences, showing))
    return replace(
        given,
        for_whom=audience.for_whom,
        clauses=clauses,
        measures=shown(given.measures, showing),
        series=shown(given.series, showing),
        meetings=shown(given.meetings, showing),
        differences=tuple(one for one in differences if one.explanations),
        actions=shown(given.actions, showing),
        decisions=shown(given.decisions, showing),
        commitments=shown(given.commitments, showing),
        counts=shown(given.counts, showing),
        sources=shown(given.sources, showing),
    )

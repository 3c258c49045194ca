"""What papers are made of: clauses, measures, series, meetings, differences, actions and decisions, ready to be told.

Pure values. Each carries the acts it rests on and the labels of what went into it; what carries none carries the paper's. A matter is shown
whole or not at all, so a paper for a partner is built from the matters that he may have, and its figures count those alone: a figure
never tells of a matter that is withheld. Serves jp-gb-2017#I3, jp-gb-2017#I1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Protocol, TypeVar

from entente.implementation.charts.cadence import Strip
from entente.implementation.papers.paper import Sentence
from entente.kernel.area import Words
from entente.kernel.labels.label import Label


class Labelled(Protocol):
    """Whatever carries labels: matters of every sort, sentences, sources."""

    @property
    def labels(self) -> tuple[Label, ...]:
        """The labels of what went into it."""
        ...


class Resting(Protocol):
    """Whatever rests on acts."""

    @property
    def acts(self) -> tuple[str, ...]:
        """The ids of those acts."""
        ...


Some = TypeVar("Some", bound=Labelled)
Showing = Callable[[tuple[Label, ...]], bool]
"""Whether something with these labels may be shown to those the paper is for."""


CITED = 200
"""Acts that one figure of a paper cites at most; the pages of the figure name them all."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a version is for, in words, and what they may be shown: the two go together, so that no paper says it is for somebody else."""

    for_whom: Words
    showing: Showing


def everything(labels: tuple[Label, ...]) -> bool:
    """Showing all: the national paper."""
    return True


def shown(items: Iterable[Some], showing: Showing) -> tuple[Some, ...]:
    """Those of the items that may be shown, in their order."""
    return tuple(item for item in items if showing(item.labels))


@dataclass(frozen=True, slots=True)
class Explanation:
    """What one side says of a matter."""

    party: str
    said: Sentence

    @property
    def labels(self) -> tuple[Label, ...]:
        """Those of the sentence."""
        return self.said.labels


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: its code ("S7"), what it promises in a few words, its standing now and at the last paper ("" = unknown), and why."""

    code: str
    titles: Words
    state: str
    before: str = ""
    reasons: tuple[Sentence, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    acts: tuple[str, ...] = ()
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: its schedule state, baseline and forecast finish, who leads, and what is said of its lateness."""

    code: str
    titles: Words
    state: str
    leads: Words
    baseline: date | None = None
    forecast: date | None = None
    why: Words | None = None
    acts: tuple[str, ...] = ()
    labels: tuple[Label, ...] = ()

    @property
    def slip_days(self) -> int | None:
        """Forecast less baseline; None where either is unknown."""
        return (self.forecast - self.baseline).days if self.forecast and self.baseline else None


@dataclass(frozen=True, slots=True)
class Series:
    """A series of meetings: the promised interval in words, its state, the last and the next due, and its strip for the chart."""

    titles: Words
    interval: Words
    state: str
    last_held: date | None
    next_due: date | None
    strip: Strip
    acts: tuple[str, ...] = ()
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """Something dated: a meeting held, a step done, a step to come."""

    day: date
    words: Words
    acts: tuple[str, ...] = ()
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """A matter on which the sides differ, with each side's explanation."""

    code: str
    titles: Words
    explanations: tuple[Explanation, ...]
    acts: tuple[str, ...] = ()
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class Action:
    """An action agreed at a meeting: what, whose, by when; `claimed` where its owner says it is done and it waits to be closed."""

    code: str
    words: Words
    owner: Words
    due: date
    claimed: bool = False
    acts: tuple[str, ...] = ()
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """Something that needs a decision: the question, who decides, by when."""

    words: Words
    decides: Words
    by: date | None = None
    acts: tuple[str, ...] = ()
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class Commitment:
    """One commitment and what answers for it: by number, `live`, `deferred` or `considered`."""

    code: str
    titles: Words
    cells: Mapping[str, str]
    acts: tuple[str, ...] = ()
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """How many clauses stood in each state on a day."""

    day: date
    counts: Mapping[str, int]
    acts: tuple[str, ...] = ()
    labels: tuple[Label, ...] = ()


def acts_of(items: Iterable[Resting]) -> tuple[str, ...]:
    """The acts that these rest on, once each: all, or of many thousand the first CITED, which a reader of paper can follow."""
    return tuple(islice(dict.fromkeys(act for item in items for act in item.acts), CITED))


def labels_of(items: Iterable[Labelled]) -> tuple[Label, ...]:
    """All labels of these, once each: those of a figure that counts them."""
    return tuple(dict.fromkeys(label for item in items for label in item.labels))

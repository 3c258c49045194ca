"""Meeting series that an instrument promises, as texts of the record type "meeting-series". Pure.

What the words say is filled in: name, clause, interval, how it is counted (NOT FIXED where the words leave it open), reckoned from the
day the instrument was done, hosts in rotation. What they do not say is left for the parties. Serves I2, I3, I4 and I5, and their like
elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from entente.instrument.promises.draft import MeetingSeries
from entente.kernel.errors import Refusal

BASES = {"rolling": "ROLLING", "calendar-year": "CALENDAR YEAR", "fiscal-year": "FISCAL YEAR", "not-fixed": "NOT FIXED"}
DAYS = {"day": 1, "week": 7}

_KINDS: tuple[tuple[str, str], ...] = (
    ("2+2", r"2\+2|foreign and defen[cs]e ministers?|外務・防衛閣僚|外務・防衛大臣|外相・防衛相"),
    ("FM STRATEGIC DIALOGUE", r"foreign ministers?.{0,3} strategic dialogue|外相.{0,4}戦略対話|外務大臣.{0,4}戦略対話"),
    ("DG CONSULTATION", r"director-general|局長級"),
    ("DMM", r"\bdefen[cs]e ministers?|防衛相会談|防衛大臣会[合談]"),
    ("NSA", r"national security (?:advis[eo]rs?|secretar)|国家安全保障局"),
    ("CAPACITY-BUILDING WG", r"capacity[- ]building|能力構築"),
    ("SOUTH ASIA", r"south asia|南アジア"),
)


def series_texts(
    instrument: str,
    done_on: str | None,
    parties: Sequence[str],
    found: Iterable[MeetingSeries],
    language: str,
    other: Sequence[MeetingSeries] = (),
) -> list[dict[str, Any]]:
    """A text for each series, with a code of its own, named in both languages where `other`, the same text read in the other language, has
    as many series in the clause. Refuses SE1 "no-date", an instrument without the day from which to reckon."""
    if done_on is None:
        raise Refusal("no-date", "SE1", "The instrument has no date, so there is no day from which its series could be reckoned.")
    every, out = tuple(found), list[dict[str, Any]]()
    own, foreign = ("ja", "en") if language == "ja" else ("en", "ja")
    counted: dict[str, int] = {}
    for series in every:
        counted[series.clause] = counted.get(series.clause, 0) + 1
        clause = re.sub(r"[^A-Z0-9]", "-", series.clause.upper())
        prefix = instrument.upper()[: 34 - len(clause)]
        name = _name(series)
        text: dict[str, Any] = {
            "code": f"{prefix}-{clause}-{counted[series.clause]}",
            "title": {own: name, **_beside(series, counted[series.clause] - 1, (every, other), foreign)},
            "kind": kind_of(name),
            "clauses": [f"{instrument}#{series.clause}"],
            "basis": "NOT FIXED",
            "reckoned_from": done_on,
            "host_rule": "ROTATION" if len(parties) > 1 else "FIXED",
            "host_order": sorted(parties)[:20],
        }
        if series.commitment:
            text["commitments"] = [f"{instrument}#{series.commitment}"]
        if series.every is not None and series.unit == "month" and series.every <= 120:
            text |= {"interval_months": series.every, "basis": BASES[series.basis]}
        elif series.every is not None and series.unit in DAYS:
            text["longest_gap_days"] = series.every * DAYS[series.unit]
        out.append(text)
    return out


def _name(series: MeetingSeries) -> str:
    return series.name[:1].upper() + series.name[1:200]


def _beside(
    series: MeetingSeries, at: int, texts: tuple[Sequence[MeetingSeries], Sequence[MeetingSeries]], language: str
) -> dict[str, str]:
    """Its name in the other language: that of the series in the same place of the same clause, where both have as many."""
    mine, theirs = ([one for one in each if one.clause == series.clause] for each in texts)
    return {language: _name(theirs[at])} if len(mine) == len(theirs) else {}


def kind_of(name: str) -> str:
    """The kind of series that a name is of; "OTHER" where it is none of those told apart."""
    return next((kind for kind, words in _KINDS if re.search(words, name, re.IGNORECASE)), "OTHER")

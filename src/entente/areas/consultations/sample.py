"""The seven series in the declaration's own words, and the meetings of the public record from 2015 to 2023. Pure.

The series are I2 (four), I3, I4 and the dialogue on South Asia of I5; what the text does not say (basis, hosts, authorities as they are
called today) is the ordinary practice and said to be assumed in the remarks. The meetings are facts of the public record: joint
statements that both Foreign Ministries published; their authority and place stand in `source`. Serves I2, I3, I4 and I5.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from entente.areas.consultations.meetings.naming import numbered, with_place_and_day
from entente.areas.consultations.records import AnsweringSeries, Meeting, Mode, Outcome, Participant, SeriesKind
from entente.kernel.bilingual import Prose, Title, words

DECLARED = date(2017, 8, 31)
"""The day of the promise: Tokyo, 31 August 2017."""

ASSUMED = Prose(
    "The declaration gives neither the way of counting nor the order of hosts; both participants have still to fix them.",
    "間隔の算定方法及び開催国の順序は宣言に定めがなく、双方が定める必要がある。",
)


@dataclass(frozen=True, slots=True)
class Promise:
    """One series: its short name here, its code and titles, its clause, its months (None: no interval promised), who takes part.

    `keeps` are the commitments of the clause that it answers for.
    """

    name: str
    code: str
    kind: SeriesKind
    title: Title
    clause: str
    months: int | None
    authorities: tuple[tuple[str, str], ...]
    parent: str | None
    keeps: tuple[str, ...]


PROMISES: tuple[Promise, ...] = (
    Promise(
        "2+2", "2+2", "2+2", Title("Foreign and Defence Ministers' meeting", "外務・防衛閣僚会合"), "jp-gb-2017#I2", 12,
        (("GBR", "FCO"), ("GBR", "MOD"), ("JPN", "MOFA"), ("JPN", "MOD")), None, ("I2a",),
    ),
    Promise(
        "fm-sd", "FM-SD", "FM STRATEGIC DIALOGUE", Title("Foreign Ministers' Strategic Dialogue", "外相戦略対話"), "jp-gb-2017#I2", 12,
        (("GBR", "FCO"), ("JPN", "MOFA")), None, ("I2b",),
    ),
    Promise(
        "dmm", "DMM", "DMM", Title("Defence Ministers' meeting", "防衛相会談"), "jp-gb-2017#I2", 12,
        (("GBR", "MOD"), ("JPN", "MOD")), None, ("I2c",),
    ),
    Promise(
        "dg", "DG", "DG CONSULTATION", Title("Foreign and Defence Director-General level consultation", "外務・防衛当局間協議（局長級）"),
        "jp-gb-2017#I2", 12, (("GBR", "FCO"), ("GBR", "MOD"), ("JPN", "MOFA"), ("JPN", "MOD")), "2+2", ("I2d",),
    ),
    Promise(
        "nsa", "NSA", "NSA", Title("National Security Advisers' dialogue", "国家安全保障局長級対話"), "jp-gb-2017#I3", 3,
        (("GBR", "NSS"), ("JPN", "NSS")), "2+2", ("I3a",),
    ),
    Promise(
        "cb-wg", "CB-WG", "CAPACITY-BUILDING WG",
        Title("Working-level meeting on capacity-building assistance", "能力構築支援に関する実務者会合"),
        "jp-gb-2017#I4", None, (("GBR", "FCO"), ("JPN", "MOFA")), "dg", ("I4a",),
    ),
    Promise(
        "south-asia", "SA", "SOUTH ASIA", Title("Working-level dialogue on South Asia", "南アジアに関する実務者対話"), "jp-gb-2017#I5",
        None, (("GBR", "FCO"), ("JPN", "MOFA")), "dg", ("I5b",),
    ),
)  # fmt: skip


def series(promise: Promise, parent: str | None = None) -> AnsweringSeries:
    """A promise as the text of a meeting series; `parent` is the record id of its parent series, which only signing gives."""
    return AnsweringSeries(
        code=promise.code, title=promise.title, kind=promise.kind, clauses=(promise.clause,),
        basis="NOT FIXED", reckoned_from=DECLARED, host_rule="ROTATION", host_order=("GBR", "JPN"),
        interval_months=promise.months, parent=parent, remarks=ASSUMED,
        participants=tuple(Participant(party, authority) for party, authority in promise.authorities),
        commitments=tuple(f"jp-gb-2017#{code}" for code in promise.keeps),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Public:
    """A meeting of the public record: the series' name, its number, day, host, place, mode and outcome, and what shows it."""

    series: str
    ordinal: int
    on: date
    host: str
    place: Title
    mode: Mode
    outcome: Outcome
    source: str


PUBLIC_RECORD: tuple[Public, ...] = (
    Public(
        "2+2", 1, date(2015, 1, 21), "GBR", Title("London", "ロンドン"), "IN PERSON", "JOINT STATEMENT",
        "Joint statement of the first Japan-UK Foreign and Defence Ministers' Meeting, London, 21 January 2015",
    ),
    Public(
        "2+2", 2, date(2016, 1, 8), "JPN", Title("Tokyo", "東京"), "IN PERSON", "JOINT STATEMENT",
        "Joint statement of the second Japan-UK Foreign and Defence Ministers' Meeting, Tokyo, 8 January 2016",
    ),
    Public(
        "2+2", 3, date(2017, 12, 14), "GBR", Title("Greenwich", "グリニッジ"), "IN PERSON", "JOINT STATEMENT",
        "Joint statement of the third Japan-UK Foreign and Defence Ministers' Meeting, Greenwich, 14 December 2017",
    ),
    Public(
        "2+2", 4, date(2021, 2, 3), "JPN", Title("By video", "オンライン"), "VTC", "JOINT STATEMENT",
        "Joint statement of the fourth Japan-UK Foreign and Defence Ministers' Meeting, held by video, 3 February 2021",
    ),
    Public(
        "2+2", 5, date(2023, 11, 7), "JPN", Title("Tokyo", "東京"), "IN PERSON", "JOINT STATEMENT",
        "Joint statement of the fifth Japan-UK Foreign and Defence Ministers' Meeting, Tokyo, 7 November 2023",
    ),
)  # fmt: skip


def meeting(public: Public, series: str) -> Meeting:
    """A meeting of the public record as the text of a meeting; `series` is the record id of its series."""
    promise = next(one for one in PROMISES if one.name == public.series)
    named = with_place_and_day(numbered(words(promise.title), public.ordinal), words(public.place), public.on)
    return Meeting(
        series=series, title=Title(named["en"], named["ja"]), stage="CLOSED", mode=public.mode,
        ordinal=public.ordinal, place=public.place, host=public.host, held_on=public.on, outcome=public.outcome, source=public.source,
        clauses=tuple(promise.clause for promise in PROMISES if promise.name == public.series),
    )  # fmt: skip

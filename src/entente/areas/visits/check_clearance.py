"""What stands against a request, a decision or a note, beyond what the schema says.

Pure. VI1 days and hours in order; VI2 who takes part; VI5 one thing is named once; VI6 a grant has its number, conditions and a return
their words, a third state's clearance its source and days. R3.4 a request for visit lasts a year at most; R3.5 dangerous goods have
rows; R3.7 what is said of the Five Power Defence Arrangements needs its members' consent where not all who read it are members. That
only the host decides is a finding of the rules, since a text does not know its visit. Serves S3.
"""

from __future__ import annotations

from collections.abc import Iterator

from entente.areas.visits.check import in_order, problem
from entente.areas.visits.clearances import (
    GRANTED,
    AircraftClearance,
    ClearanceDecision,
    FrameworkNote,
    HostBerth,
    LogisticRequest,
    ShipClearance,
    VisitorList,
    VisitRequest,
)
from entente.areas.visits.parameters import FPDA, PARAMETERS
from entente.areas.visits.records import Moment
from entente.kernel.area import Problem
from entente.kernel.calendar import zones
from entente.kernel.errors import Refusal


def _moments(path: str, first: Moment, last: Moment, names: tuple[str, str]) -> Iterator[Problem]:
    found = []
    for name, at in zip(names, (first, last), strict=True):
        try:
            found.append(zones.instant(at.on, at.at, at.zone, at.later))
        except Refusal as refusal:
            yield problem(f"{path}{name}", "VI1", refusal.words, "この日時は、記載された時間帯に存在しません。")
    if len(found) == 2 and found[1] < found[0]:
        yield problem(f"{path}{names[1]}", "VI1", "It ends before it begins.", "終了日時が開始日時より前です。")


def check_ship(text: ShipClearance, parties: tuple[str, ...]) -> Iterator[Problem]:
    """Problems of a ship's request."""
    yield from _moments("", text.eta, text.etd, ("eta", "etd"))


def check_aircraft(text: AircraftClearance, parties: tuple[str, ...]) -> Iterator[Problem]:
    """Problems of a request for aircraft: R3.5, and legs in order."""
    for n, leg in enumerate(text.legs):
        yield from _moments(f"legs.{n}.", leg.enters, leg.exits, ("enters", "exits"))
    if text.dangerous_goods and not text.goods:
        yield problem("goods", "R3.5", "Dangerous goods are declared: list them.", "危険物を搭載する場合は、その明細を記載してください。")
    if text.goods and not text.dangerous_goods:
        yield problem(
            "dangerous_goods", "R3.5", "Dangerous goods are listed: declare them.", "危険物の明細がある場合は、搭載ありとしてください。"
        )


def check_supplies(text: LogisticRequest, parties: tuple[str, ...]) -> Iterator[Problem]:
    """Problems of a LOGREQ."""
    yield from in_order("to_day", text.from_day, text.to_day)
    if len({one.nato_code for one in text.fuel}) != len(text.fuel):
        yield problem("fuel", "VI5", "A fuel is named twice.", "同一の燃料が重複して記載されています。")


def check_request(text: VisitRequest, parties: tuple[str, ...]) -> Iterator[Problem]:
    """Problems of a request for visit: R3.4."""
    yield from in_order("to_day", text.from_day, text.to_day)
    if (text.to_day - text.from_day).days >= PARAMETERS.visit_request_most_days:
        yield problem("to_day", "R3.4", "A request for visit lasts a year at most.", "訪問申請の期間は、最長1年です。")


def check_visitors(text: VisitorList, parties: tuple[str, ...]) -> Iterator[Problem]:
    """Problems of a list: nobody twice. A clearance that ends during the visit is a condition for the host, and a finding."""
    if len({(one.name, one.born_on, one.id_number) for one in text.persons}) != len(text.persons):
        yield problem("persons", "VI5", "A person is named twice.", "同一の者が重複して記載されています。")


def check_decision(text: ClearanceDecision, parties: tuple[str, ...]) -> Iterator[Problem]:
    """Problems of a decision."""
    yield from in_order("valid_to", text.valid_from, text.valid_to)
    if text.verdict in GRANTED and text.number is None:
        yield problem("number", "VI6", "A grant has its number.", "許可には番号が必要です。")
    if text.verdict == "GRANTED WITH CONDITIONS" and not text.conditions:
        yield problem("conditions", "VI6", "Say which conditions.", "条件を記載する必要があります。")
    if text.verdict == "RETURNED" and text.reason is None:
        yield problem("reason", "VI6", "Say what is to be completed.", "補正すべき事項を記載する必要があります。")
    if text.recorded_for is not None:
        if text.recorded_for in parties:
            words = (
                f"{text.recorded_for} is in this channel and decides itself.",
                f"{text.recorded_for}はこのチャネルの参加国であり、自ら決定します。",
            )
            yield problem("recorded_for", "VI2", *words)
        if text.source is None:
            yield problem("source", "VI6", "Say where the third state's clearance stands.", "第三国の許可の出典を記載する必要があります。")
        if text.valid_from is None or text.valid_to is None:
            yield problem("valid_from", "VI6", "A third state's clearance has its days.", "第三国の許可には有効期間の記載が必要です。")


def check_berth(text: HostBerth, parties: tuple[str, ...]) -> Iterator[Problem]:
    """Problems of a berth."""
    yield from in_order("to_day", text.from_day, text.to_day)


def check_framework(text: FrameworkNote, parties: tuple[str, ...]) -> Iterator[Problem]:
    """R3.7: every member whose information it is has agreed, unless all who read it here are members."""
    yield from in_order("to_day", text.from_day, text.to_day)
    members = set(FPDA) if text.framework == "FPDA" else set(text.members)
    if members and not set(parties) <= members:
        missing = sorted(members - set(parties) - {one.state for one in text.consents})
        if missing:
            named = ", ".join(missing)
            yield problem(
                "consents",
                "R3.7",
                f"Not all members have agreed that this is told here: {named}.",
                f"提供への同意を得ていない参加国がある：{named}",
            )

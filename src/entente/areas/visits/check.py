"""What stands against proposing an entry of the programme or issuing a report, beyond what the schema says.

Pure. Rules of this folder, numbered here: VI1 days in order; VI2 who takes part; VI3 a stage and its dates; VI4 a port lies in the country
of its UN/LOCODE; VI5 one thing is named once. R3.6 exactly one legal basis on a day is a finding of the rules, since a visit is planned
before its basis is chosen. Serves S3, S5 and S8.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from entente.areas.visits.records import Place, Visit, VisitReport
from entente.kernel.area import Problem

COUNTRIES = {"GBR": "GB", "JPN": "JP", "USA": "US", "AUS": "AU", "ITA": "IT", "CAN": "CA", "SGP": "SG", "KOR": "KR"}
"""ISO 3166-1 alpha-2 of states whose ports are often named; a state that is not listed is not checked."""


def problem(path: str, rule: str, en: str, ja: str) -> Problem:
    """A problem with its sentence in both languages."""
    return Problem(path, rule, {"en": en, "ja": ja})


def in_order(path: str, first: date | None, last: date | None) -> Iterator[Problem]:
    """VI1: the last day is not before the first."""
    if first is not None and last is not None and last < first:
        yield problem(path, "VI1", "It ends before it begins.", "終了日が開始日より前です。")


def in_country(path: str, place: Place | None, state: str | None) -> Iterator[Problem]:
    """VI4: a UN/LOCODE begins with the letters of its country."""
    wanted = COUNTRIES.get(state or "")
    if place is not None and place.locode is not None and wanted is not None and not place.locode.startswith(wanted):
        en = f"{place.locode} is not a port of {state}: its UN/LOCODE would begin with {wanted}."
        yield problem(path, "VI4", en, f"{place.locode}は{state}の港ではありません。国連LOCODEは{wanted}で始まります。")


def check_visit(text: Visit, parties: tuple[str, ...]) -> Iterator[Problem]:
    """Problems of an entry. Whether its clauses and measures exist is not checked here."""
    yield from _who(text, parties)
    yield from in_order("window_to", text.window_from, text.window_to)
    yield from in_order("held_to", text.held_from, text.held_to)
    if (text.held_from is not None or text.held_to is not None) and text.stage != "HELD":
        yield problem("held_from", "VI3", "Only a visit that took place has the days on which it was there.",
                       "実際の滞在日は、実施された訪問に限り記載してください。")  # fmt: skip
    if (text.held_from is None) != (text.held_to is None):
        yield problem("held_to", "VI3", "The first and the last day belong together.", "初日及び末日は併せて記載してください。")
    if text.stage == "CALLED OFF" and text.confidence == "FIXED":
        yield problem("confidence", "VI3", "What is called off is not fixed.", "中止された訪問を確定とすることはできません。")
    if not text.segments:
        yield from in_country("place.locode", text.place, text.host)
    for n, segment in enumerate(text.segments):
        yield from in_order(f"segments.{n}.to_day", segment.from_day, segment.to_day)
        yield from in_country(f"segments.{n}.place.locode", segment.place, segment.state)
    for n, basis in enumerate(text.bases):
        yield from in_order(f"bases.{n}.to_day", basis.from_day, basis.to_day)
        if basis.kind == "AD HOC NOTE" and basis.reference is None:
            yield problem(
                f"bases.{n}.reference",
                "R3.6",
                "An ad hoc basis is a note: name it.",
                "個別の取決めによる場合は、その文書を記載してください。",
            )
    if len(set(text.measures)) != len(text.measures):
        yield problem("measures", "VI5", "A measure is named twice.", "同一の措置が重複して記載されています。")


def _who(text: Visit, parties: tuple[str, ...]) -> Iterator[Problem]:
    """VI2. In a channel of one the other side has no node, and whoever is named is our own word."""
    if text.host == text.visitor:
        yield problem("host", "VI2", "A visitor is not its own host.", "訪問国と受入国が同一です。")
    if len(parties) > 1:
        for path, party in (("visitor", text.visitor), ("host", text.host)):
            if party is not None and party not in parties:
                yield problem(path, "VI2", f"{party} is not in this channel.", f"{party}はこのチャネルの参加国ではありません。")


def check_report(text: VisitReport, parties: tuple[str, ...]) -> Iterator[Problem]:
    """Problems of a report. Whether the visit exists is not checked here."""
    yield from in_order("held_to", text.held_from, text.held_to)
    if text.outcome == "DID NOT TAKE PLACE":
        for path, value in (("held_from", text.held_from), ("objectives", text.objectives), ("first", text.first)):
            if value is not None:
                yield problem(path, "VI3", "This belongs to a visit that took place.", "この欄は、実施された訪問に限り記載してください。")

"""Invented orders with both sides' entries, for demonstrations and tests: the frame follows the guide's example, no figure is real.

Pure data. Serves S6.
"""

from __future__ import annotations

from datetime import date

from entente.areas.logistics.records import LedgerEntry, OrderLine, SupportOrder
from entente.kernel.bilingual import Prose, Title

FUEL = SupportOrder(
    code="GBR-O-2018-001",
    title=Title("Fuel and water for a port visit (invented)", "寄港時の燃料及び水（架空）"),
    clauses=("jp-gb-2017#S6",),
    requester="GBR",
    provider="JPN",
    basis="EXERCISES",
    place=Title("Yokosuka", "横須賀"),
    required_on=date(2018, 8, 10),
    lines=(
        OrderLine(1, "PETROLEUM, OILS AND LUBRICANTS", Title("F-76", "F-76（軽油）"), "MTQ", "200", "90000", "JPY", "IN KIND", "5"),
        OrderLine(2, "WATER", Title("Fresh water", "清水"), "LTR", "40000", "2", "JPY", "CASH"),
    ),
    late_reason=Prose("Written down when the node was set up.", "ノードの設置時に記載した。"),
)

WAITING = SupportOrder(
    code="GBR-O-2018-002",
    title=Title("Fuel for a training flight (invented)", "訓練飛行のための燃料（架空）"),
    clauses=("jp-gb-2017#S6",),
    requester="GBR",
    provider="JPN",
    basis="EXERCISES",
    place=Title("Misawa", "三沢"),
    required_on=date(2018, 10, 22),
    lines=(
        OrderLine(1, "PETROLEUM, OILS AND LUBRICANTS", Title("F-34", "F-34（ジェット燃料）"), "LTR", "30000", "95", "JPY", "CASH", "3"),
    ),
)

ALIKE = LedgerEntry("", 1, "RECEIPT", "YOK-118", date(2018, 8, 10), quantity="196.4", unit="MTQ")
MISTAKEN = (
    LedgerEntry("", 2, "RECEIPT", "YOK-119", date(2018, 8, 10), quantity="10000", unit="LTR"),
    LedgerEntry("", 2, "RECEIPT", "YOK-119", date(2018, 8, 10), quantity="37854", unit="LTR"),
)
"""The requester wrote US gallons into a field of litres; the provider wrote litres."""

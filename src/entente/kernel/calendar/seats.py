"""Where governments sit, and which clocks stand beside a time: those of the governments that take part, in the order of their codes.

Pure. A government that this table does not know reads UTC, named as such, and never another's clock; a node's settings may name its seat
(`[seats.CHL]` in node.toml). What rules say is told by this table alone, since every node has to find the same. Serves I2 and I3.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from entente.kernel.bilingual import SHORT_MONTHS
from entente.kernel.calendar import zones


class Seat(NamedTuple):
    """Where a government's ministries sit, in English and in Japanese, and the zone of the clocks on their walls."""

    english: str
    japanese: str
    zone: str


UTC = Seat("UTC", "協定世界時", "UTC")
"""The clock of a government whose seat nobody has named."""

SEATS: Mapping[str, Seat] = {
    "JPN": Seat("Tokyo", "東京", "Asia/Tokyo"),
    "GBR": Seat("London", "ロンドン", "Europe/London"),
    "AUS": Seat("Canberra", "キャンベラ", "Australia/Sydney"),
    "USA": Seat("Washington", "ワシントン", "America/New_York"),
    "ITA": Seat("Rome", "ローマ", "Europe/Rome"),
    "FRA": Seat("Paris", "パリ", "Europe/Paris"),
    "DEU": Seat("Berlin", "ベルリン", "Europe/Berlin"),
    "CAN": Seat("Ottawa", "オタワ", "America/Toronto"),
    "KOR": Seat("Seoul", "ソウル", "Asia/Seoul"),
    "IND": Seat("New Delhi", "ニューデリー", "Asia/Kolkata"),
    "NZL": Seat("Wellington", "ウェリントン", "Pacific/Auckland"),
    "PHL": Seat("Manila", "マニラ", "Asia/Manila"),
    "SGP": Seat("Singapore", "シンガポール", "Asia/Singapore"),
    "MYS": Seat("Kuala Lumpur", "クアラルンプール", "Asia/Kuala_Lumpur"),
    "IDN": Seat("Jakarta", "ジャカルタ", "Asia/Jakarta"),
    "THA": Seat("Bangkok", "バンコク", "Asia/Bangkok"),
    "VNM": Seat("Hanoi", "ハノイ", "Asia/Ho_Chi_Minh"),
    "NLD": Seat("The Hague", "ハーグ", "Europe/Amsterdam"),
    "BEL": Seat("Brussels", "ブリュッセル", "Europe/Brussels"),
    "ESP": Seat("Madrid", "マドリード", "Europe/Madrid"),
    "PRT": Seat("Lisbon", "リスボン", "Europe/Lisbon"),
    "IRL": Seat("Dublin", "ダブリン", "Europe/Dublin"),
    "DNK": Seat("Copenhagen", "コペンハーゲン", "Europe/Copenhagen"),
    "NOR": Seat("Oslo", "オスロ", "Europe/Oslo"),
    "SWE": Seat("Stockholm", "ストックホルム", "Europe/Stockholm"),
    "FIN": Seat("Helsinki", "ヘルシンキ", "Europe/Helsinki"),
    "EST": Seat("Tallinn", "タリン", "Europe/Tallinn"),
    "LVA": Seat("Riga", "リガ", "Europe/Riga"),
    "LTU": Seat("Vilnius", "ビリニュス", "Europe/Vilnius"),
    "POL": Seat("Warsaw", "ワルシャワ", "Europe/Warsaw"),
    "CZE": Seat("Prague", "プラハ", "Europe/Prague"),
    "AUT": Seat("Vienna", "ウィーン", "Europe/Vienna"),
    "GRC": Seat("Athens", "アテネ", "Europe/Athens"),
    "ROU": Seat("Bucharest", "ブカレスト", "Europe/Bucharest"),
    "TUR": Seat("Ankara", "アンカラ", "Europe/Istanbul"),
}
"""The seat of each government's foreign ministry and the zone of its clocks; data, to be overridden by an argument or a node's settings."""


def seat(party: str, known: Mapping[str, Seat] = SEATS) -> Seat:
    """A government's seat; UTC where none is known."""
    return known.get(party, UTC)


def seats_of(parties: Iterable[str], known: Mapping[str, Seat] = SEATS) -> tuple[Seat, ...]:
    """The seats of governments in the order of their codes, each once; UTC where there is no government at all."""
    return tuple(dict.fromkeys(seat(party, known) for party in sorted(set(parties)))) or (UTC,)


def told(moment: datetime, seats: Sequence[Seat]) -> tuple[str, str]:
    """An instant in English and in Japanese by the clocks of these seats, the day once where it is the same."""
    english, japanese, last = [], [], None
    for place, kanji, name in seats:
        at = zones.local(moment, name)
        same, last = at.date() == last, at.date()
        english.append(f"{'' if same else f'{last.day} {SHORT_MONTHS[last.month - 1]} {last.year} '}{at:%H:%M} {place}")
        japanese.append(f"{'' if same else f'{last.year}年{last.month}月{last.day}日 '}{at:%H:%M} {kanji}")
    return ", ".join(english), "、".join(japanese)

"""Visits of the public record, 2018, and one that is invented and says so.

Pure data. Of the public visits the season is known from the services' own releases, the days are not: the window is the season, and no
days of presence are claimed. Serves S3, S5 and S8.
"""

from __future__ import annotations

from datetime import date

from entente.areas.visits.records import Place, Visit
from entente.kernel.bilingual import Prose, Title

INVENTED = Prose("Invented for the demonstration.", "実演用に作成した架空の内容。")
_REGION = Prose(
    "Deployment to the Indo-Pacific region, with a call in Japan and training with the Self-Defense Forces.",
    "インド太平洋地域への派遣。日本への寄港及び自衛隊との共同訓練を行う。",
)
YOKOSUKA = Place(Title("Yokosuka", "横須賀"), "JPYOS")
_CLAUSES = ("jp-gb-2017#S3", "jp-gb-2017#S8", "jp-gb-2017#A2")


def _call(code: str, title: Title, window: tuple[date, date], held: bool, source: str, place: Place | None) -> Visit:
    return Visit(
        code=code, title=title, clauses=_CLAUSES, domain="SEA", visitor="GBR", host="JPN", window_from=window[0], window_to=window[1],
        place=place or Place(Title("Japan", "日本")), purpose=_REGION, confidence="FIXED" if held else "LIKELY",
        stage="HELD" if held else "PLANNED", source=source,
    )  # fmt: skip


PUBLIC_RECORD: tuple[Visit, ...] = (
    _call(
        "GBR-V-2018-001", Title("HMS Sutherland at Yokosuka", "英海軍フリゲート「サザーランド」の横須賀寄港"),
        (date(2018, 4, 1), date(2018, 5, 31)), True,
        "Public record: Royal Navy and Maritime Self-Defense Force, spring 2018 (season known; days not stated here)", YOKOSUKA,
    ),
    _call(
        "GBR-V-2018-002", Title("HMS Albion in Japan", "英海軍揚陸艦「アルビオン」の日本寄港"),
        (date(2018, 7, 1), date(2018, 8, 31)), True,
        "Public record: Royal Navy and Maritime Self-Defense Force, summer 2018 (season known; days not stated here)", None,
    ),
    _call(
        "GBR-V-2018-003", Title("HMS Argyll in the region and Japan", "英海軍フリゲート「アーガイル」の地域派遣及び日本寄港"),
        (date(2018, 12, 1), date(2019, 1, 31)), False,
        "Public record: Royal Navy, December 2018 to January 2019 (months known; days not stated here)", None,
    ),
)  # fmt: skip
"""As they stand in October 2018: two that took place and one that is ahead."""

TRAINING_SHIP = Visit(
    code="JPN-V-2018-004", title=Title("Training ship of the Self-Defense Forces at Portsmouth", "海上自衛隊練習艦のポーツマス寄港"),
    clauses=_CLAUSES, domain="SEA", visitor="JPN", host="GBR", window_from=date(2018, 11, 26), window_to=date(2018, 11, 30),
    place=Place(Title("Portsmouth", "ポーツマス"), "GBPME"), purpose=INVENTED, confidence="FIXED",
)  # fmt: skip
"""An invented visit in the other direction."""

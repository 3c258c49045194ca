"""Japanese names of public holidays that the kept library names in English, by country: one name may be another day elsewhere.

Pure. Names as the Japanese missions in these countries write them in their lists of days off. Serves I2 and I3.
"""

from __future__ import annotations

from collections.abc import Mapping

COMMON: Mapping[str, str] = {
    "New Year's Day": "元日",
    "Good Friday": "聖金曜日",
    "Easter Saturday": "聖土曜日",
    "Easter Sunday": "復活祭",
    "Easter Monday": "復活祭月曜日",
    "Christmas Day": "クリスマス",
    "Boxing Day": "ボクシング・デー",
    "Labor Day": "レイバー・デー",
    "Thanksgiving Day": "感謝祭",
}

BY_PARTY: Mapping[str, Mapping[str, str]] = {
    "GBR": {
        "May Day": "メーデー（銀行休業日）",
        "Spring Bank Holiday": "春季銀行休業日",
        "Late Summer Bank Holiday": "夏季銀行休業日",
        "Wedding of William and Catherine": "ウィリアム王子結婚式",
        "Diamond Jubilee of Elizabeth II": "エリザベス二世即位60周年",
        "Platinum Jubilee of Elizabeth II": "エリザベス二世即位70周年",
        "State Funeral of Queen Elizabeth II": "エリザベス二世国葬",
        "Coronation of Charles III": "チャールズ三世戴冠式",
    },
    "AUS": {
        "ANZAC Day": "アンザック・デー",
        "Additional Public Holiday": "追加の休日",
        "Australia Day": "オーストラリア・デー",
        "Canberra Day": "キャンベラ・デー",
        "Declared Public Holiday": "特別休日",
        "Family & Community Day": "家族と地域の日",
        "King's Birthday": "国王誕生日",
        "Labor Day": "労働者の日",
        "National Day of Mourning for Queen Elizabeth II": "エリザベス二世国民追悼の日",
        "Queen's Birthday": "女王誕生日",
        "Reconciliation Day": "和解の日",
    },
    "USA": {
        "Columbus Day": "コロンブス・デー",
        "Independence Day": "独立記念日",
        "Juneteenth National Independence Day": "ジューンティーンス（奴隷解放記念日）",
        "Martin Luther King Jr. Day": "キング牧師記念日",
        "Memorial Day": "戦没将兵追悼記念日",
        "Veterans Day": "退役軍人の日",
        "Washington's Birthday": "ワシントン誕生日（大統領の日）",
    },
    "ITA": {
        "All Saints' Day": "諸聖人の日",
        "Anniversary of the Unification of Italy": "イタリア統一記念日",
        "Assumption Of Mary Day": "聖母被昇天の日",
        "Epiphany": "公現祭",
        "Immaculate Conception": "無原罪の御宿りの日",
        "Labor Day": "メーデー",
        "Liberation Day": "解放記念日",
        "National Unity Day": "国民統合の日",
        "Republic Day": "共和国記念日",
        "Saint Francis of Assisi, Patron Saint of Italy": "守護聖人アッシジの聖フランチェスコの日",
        "Saint Stephen's Day": "聖ステファノの日",
    },
    "CAN": {"Canada Day": "カナダ・デー", "Family Day": "家族の日", "Victoria Day": "ビクトリア・デー"},
}


def japanese(party: str, name: str) -> str:
    """A holiday's name in Japanese, with 振替休日 for a day in lieu, and both names of a day that has two; its own where none is known."""
    return "、".join(_one(party, one) for one in name.split("; "))


def _one(party: str, name: str) -> str:
    plain = name.removesuffix(" (observed)")
    found = BY_PARTY.get(party, {}).get(plain) or COMMON.get(plain)
    if found is None:
        return name
    return f"{found}（振替休日）" if plain != name else found

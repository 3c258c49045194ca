"""Invented words for records, in English and Japanese: a few that stand nearly everywhere, many that are rare. Pure."""

from __future__ import annotations

from itertools import accumulate, product
from random import Random

ENGLISH = (
    "maritime", "security", "exercise", "logistics", "cyber", "defence", "officials", "agreed", "review", "capacity", "building",
    "Indo-Pacific", "supply", "annual", "dialogue", "equipment", "technology", "peacekeeping", "humanitarian", "disaster",
    "relief", "counter", "terrorism", "sanctions", "ministers", "secretariat", "group",
)  # fmt: skip
JAPANESE = (
    "安全保障", "共同訓練", "後方支援", "海洋安全保障", "協議", "防衛装備",
    "能力構築支援", "人道支援", "災害救援", "機雷掃海", "情報", "履行",
)  # fmt: skip
RARE = [
    "".join(parts) for parts in product(("ka", "to", "mer", "bri", "shi", "dan"), ("lo", "na", "ver", "ki"), ("ston", "ra", "wick", "mi"))
]
"""Names as texts have them, the n-th one n times rarer than the first."""
_WEIGHTS = list(accumulate(1 / n for n in range(1, len(RARE) + 1)))
COMMON_SHARE = 0.7


def english(random: Random, count: int) -> str:
    """So many words."""
    common = (random.random() < COMMON_SHARE for _ in range(count))
    return " ".join(random.choice(ENGLISH) if one else random.choices(RARE, cum_weights=_WEIGHTS)[0] for one in common)


def japanese(random: Random, count: int) -> str:
    """So many words, written without spaces."""
    return "".join(random.choice(JAPANESE) for _ in range(count))


def title(random: Random, mark: str) -> dict[str, str]:
    """A title in both languages; `mark` ends it."""
    return {"en": f"{english(random, 5)} {mark}", "ja": f"{japanese(random, 3)} {mark}"}


def prose(random: Random, count: int) -> dict[str, str]:
    """A text in both languages, so many English words long."""
    return {"en": english(random, count), "ja": japanese(random, count // 3)}

"""Why: the sentences behind each interval on the programme of visits, in English and in Japanese.

Pure. Plain official register in both; parties stand by their code. No sentence counts days up to today, since an interval does not know on
which day it is read. A sentence is built once for the same values and then shared: nobody changes one. Serves S3, S5 and S8.
"""

from __future__ import annotations

from entente.kernel.bilingual import on, sentence

Words = dict[str, str]

_STANDING: dict[str, tuple[str, str]] = {
    "begun": ("Agreed for {a} to {b}.", "{a}から{b}までの予定で合意されている。"),
    "on-time": ("Under way by the agreed dates, {a} to {b}.", "合意された日程（{a}から{b}まで）により実施中である。"),
    "due": ("Ended on {b}; no side has yet reported what happened.", "{b}に終了したが、いずれの側からも結果の報告がない。"),
    "overdue": ("Ended on {b}; the reports on it are late.", "{b}に終了したが、結果の報告が期限を過ぎている。"),
    "fulfilled": ("Took place; it ended on {b}.", "実施済みであり、{b}に終了した。"),
    "season": ("Took place between {a} and {b}; the days are not on record.", "{a}から{b}までの間に実施済み（日付は記録されていない）。"),
}

_LIFE: dict[str, tuple[str, str]] = {
    "possible": ("Possible, {a} to {b}.", "{a}から{b}までの間に実施の可能性がある。"),
    "likely": ("Likely, {a} to {b}.", "{a}から{b}までの間に実施の見込みである。"),
    "fixed": ("Fixed for {a} to {b}.", "{a}から{b}までの実施が確定している。"),
    "under-way": ("Under way by its dates, {a} to {b}.", "日程（{a}から{b}まで）により実施中である。"),
    "over": ("Its dates, {a} to {b}, have passed.", "日程（{a}から{b}まで）を終了した。"),
    "called-off": ("Called off by both sides; it was planned for {a} to {b}.", "双方が中止を合意した（当初の日程：{a}から{b}まで）。"),
}


def _between(pattern: tuple[str, str], first: int, last: int) -> Words:
    (a, a_ja), (b, b_ja) = on(first), on(last)
    return {"en": pattern[0].format(a=a, b=b), "ja": pattern[1].format(a=a_ja, b=b_ja)}


@sentence
def standing(state: str, first: int, last: int) -> Words:
    """Why a visit answers for its clauses as it does."""
    return _between(_STANDING[state], first, last)


@sentence
def life(state: str, first: int, last: int) -> Words:
    """Where a visit is in its life."""
    return _between(_LIFE[state], first, last)


@sentence
def report(state: str, party: str, by: int) -> Words:
    """Who owes a report, by when."""
    en, ja = on(by)
    if state == "late":
        return {"en": f"{party}'s report on the visit was due by {en}.", "ja": f"本件訪問に関する{party}の報告の期限（{ja}）を過ぎている。"}
    return {"en": f"{party} reports on the visit by {en}.", "ja": f"{party}は、{ja}までに本件訪問について報告する。"}


@sentence
def reports_differ(state: str) -> Words:
    """How two sides' reports differ."""
    if state == "outcome-differs":
        return {
            "en": "One side reports that it took place, another that it did not.",
            "ja": "一方は実施されたと報告し、他方は実施されなかったと報告している。",
        }
    return {"en": "The sides judge differently whether its objectives were met.", "ja": "目的の達成に関する各国の評価が異なる。"}


@sentence
def took_place(yes: bool, last: int) -> Words:
    """Whether an agreed visit took place."""
    en, ja = on(last)
    if yes:
        return {"en": f"Took place; ended on {en}.", "ja": f"実施済み（{ja}終了）"}
    return {"en": f"Was planned until {en} and did not take place.", "ja": f"{ja}までの予定であったが、実施されなかった。"}


@sentence
def days_there(days: int, first: int, last: int) -> Words:
    """How long it was there."""
    (a, a_ja), (b, b_ja) = on(first), on(last)
    return {"en": f"{days} days there, {a} to {b}.", "ja": f"滞在{days}日（{a_ja}から{b_ja}まで）"}


@sentence
def first_time(en: str, ja: str) -> Words:
    """What was done for the first time."""
    return {"en": f"For the first time: {en or ja}", "ja": f"初めて実施：{ja or en}"}

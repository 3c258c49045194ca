"""Why: the sentences behind each interval of consultations, in English and in Japanese.

Pure. Plain official register in both; parties stand by their code. No sentence counts days up to today, since an interval does not know on
which day it is read. A sentence is built once for the same values and then shared: nobody changes one. Serves I2, I3, I4 and I5.
"""

from __future__ import annotations

from entente.kernel.bilingual import on, sentence

Words = dict[str, str]

NOT_FIXED: Words = {
    "en": "The participants have not fixed how the interval is counted: a rolling and a fiscal-year clock are shown.",
    "ja": "間隔の算定方法が確定していないため、前回の開催日から算定する期日と、会計年度により算定する期日とを併記する。",
}

_BY_CLOCK = {
    "series.cadence": ("", ""),
    "series.rolling": (", counted from the last meeting", "（前回の開催日から算定）"),
    "series.calendar-year": (", counted by calendar year", "（暦年により算定）"),
    "series.fiscal-year": (", counted by fiscal year", "（会計年度により算定）"),
}


@sentence
def cadence(state: str, code: str, deadline: int | None, last: int | None, was: str) -> Words:
    """Why a series is in its state: its deadline, its last meeting, and what a deferral has stopped."""
    en_by, ja_by = _BY_CLOCK[code]
    met = f"Last held on {on(last)[0]}." if last is not None else "No meeting is known."
    met_ja = f"前回の開催は{on(last)[1]}である。" if last is not None else "開催の記録はない。"
    if deadline is None:
        if state == "no-evidence" and last is None:
            return {"en": "No interval is agreed, and no meeting is known.", "ja": "間隔が合意されておらず、開催の記録もない。"}
        if state == "no-evidence":
            return {
                "en": f"No interval is agreed, and no recent meeting is known. {met}",
                "ja": f"間隔が合意されておらず、最近の開催も確認できない。{met_ja}",
            }
        return {"en": f"No interval is agreed. {met}", "ja": f"間隔は合意されていない。{met_ja}"}
    en, ja = on(deadline)
    if state == "deferred":
        return {
            "en": f"Deferred by all participants; the date, {en}, is unchanged and the series would be {was}. {met}",
            "ja": f"全ての参加国の合意により延期されている。期日（{ja}）は変わらず、延期がなければ「{_STATE_JA[was]}」である。{met_ja}",
        }
    if state == "overdue":
        return {"en": f"The next meeting was due by {en}{en_by}. {met}", "ja": f"次回会合の期日（{ja}）{ja_by}を過ぎている。{met_ja}"}
    if state == "lapsed":
        return {
            "en": f"The next meeting was due by {en}{en_by}; more than half an interval has passed since. {met}",
            "ja": f"次回会合の期日（{ja}）{ja_by}から、間隔の半分を超えて経過している。{met_ja}",
        }
    return {"en": f"The next meeting is due by {en}{en_by}. {met}", "ja": f"次回会合の期日は{ja}である{ja_by}。{met_ja}"}


_STATE_JA = {"due": "期日接近", "overdue": "期日超過", "lapsed": "長期超過"}


@sentence
def convene(state: str, host: str, deadline: int) -> Words:
    """Whose turn it is to convene."""
    en, ja = on(deadline)
    if state == "open":
        return {"en": f"{host} is to convene the next meeting by {en}.", "ja": f"次回会合は、{ja}までに{host}が開催する番である。"}
    return {
        "en": f"{host} was to convene the next meeting by {en}; no date is agreed.",
        "ja": f"次回会合は{ja}までに{host}が開催する番であったが、日程が合意されていない。",
    }


@sentence
def figure(code: str, numerator: int, denominator: int) -> Words:
    """A figure of a series in words."""
    if code == "series.held-on-time":
        return {
            "en": f"{numerator} of {denominator} meetings promised by then were held on time.",
            "ja": f"期日の到来した{denominator}回のうち{numerator}回が期日までに開催された。",
        }
    days = str(numerator) if denominator == 1 else f"{numerator / denominator:.1f}"
    if code == "series.gap":
        return {"en": f"{days} days lay between the last two meetings.", "ja": f"直近2回の会合の間隔は{days}日であった。"}
    return {"en": f"The median gap between meetings is {days} days.", "ja": f"会合の間隔の中央値は{days}日である。"}


@sentence
def too_long(longest: int, base: int) -> Words:
    """R1.7: a gap longer than agreed."""
    en, ja = on(base)
    return {
        "en": f"More than {longest} days have passed since {en} without a meeting.",
        "ja": f"{ja}から{longest}日を超えて会合が開催されていない。",
    }


@sentence
def per_year(count: int, wanted: int, year: int) -> Words:
    """R1.7: how many meetings a year had."""
    return {
        "en": f"{count} of {wanted} meetings were held in the year that began in {year}.",
        "ja": f"{year}年に始まる年度の開催は、{wanted}回に対し{count}回であった。",
    }


@sentence
def duplicate(state: str, ordinal: int | None, days: tuple[int | None, int | None], places: tuple[str, ...]) -> Words:
    """Why two records may be one meeting."""
    shown = [on(day) if day is not None else ("no day", "日付なし") for day in dict.fromkeys(days)]
    where = " / ".join(dict.fromkeys(place for place in places if place))
    at, at_ja = (f" ({where})", f"（{where}）") if where else ("", "")
    if state == "same-number":
        en, ja = f"Both are meeting No. {ordinal} of the series", f"いずれも本協議枠組みの第{ordinal}回とされている"
    else:
        en, ja = "Their days are close together", "日付が近接している"
    return {
        "en": f"May be one meeting entered twice. {en}: {' and '.join(one[0] for one in shown)}{at}. It is counted once.",
        "ja": f"同一の会合が二重に記録された可能性がある。{ja}：{'及び'.join(one[1] for one in shown)}{at_ja}。計上は一回とする。",
    }


@sentence
def day_off(day: int, party: str, en_name: str, ja_name: str) -> Words:
    """A meeting on a holiday or weekend of a party."""
    en, ja = on(day)
    return {
        "en": f"{en} is not a working day in {party}: {en_name}.",
        "ja": f"{ja}は{party}の休日に当たる（{ja_name}）。",
    }


@sentence
def cut_off(state: str, day: int, working_days: int, version: str) -> Words:
    """R1.3: until when reports for a dialogue are taken."""
    en, ja = on(day)
    if state == "open":
        return {
            "en": f"Reports for this meeting are taken until {en}, {working_days} joint working days before it ({version}).",
            "ja": f"本会合のための報告の締切りは、共通執務日で{working_days}日前の{ja}である（{version}）。",
        }
    return {
        "en": f"Reports for this meeting were taken until {en} ({version}).",
        "ja": f"本会合のための報告は{ja}に締め切られた（{version}）。",
    }


@sentence
def unrecorded(day: int) -> Words:
    """A meeting whose agreed day has passed without a word."""
    en, ja = on(day)
    return {
        "en": f"The agreed day, {en}, has passed; say whether the meeting was held.",
        "ja": f"合意された日（{ja}）を過ぎた。開催の有無を記録する必要がある。",
    }


@sentence
def find_date(state: str, party: str) -> Words:
    """Whose move it is to find a date."""
    if state == "accepted":
        return {
            "en": f"A time is accepted; {party} is to propose it as agreed.",
            "ja": f"日時が受諾された。{party}が合意として提案する。",
        }
    if state == "refused":
        return {
            "en": f"None of the times suits; {party} is to offer others.",
            "ja": f"いずれの日時も不可とされた。{party}が他の日時を提示する。",
        }
    return {"en": f"No date is agreed; {party} is to offer times.", "ja": f"日程が合意されていない。{party}が日時を提示する。"}


@sentence
def answer_slots(state: str, party: str, by: int) -> Words:
    """An offer of times that waits for an answer."""
    en, ja = on(by)
    if state == "open":
        return {
            "en": f"{party} is asked to answer the times offered by {en}.",
            "ja": f"{party}は、提示された日時に{ja}までに回答することを求められている。",
        }
    return {
        "en": f"{party} has not answered the times offered; an answer was asked for by {en}.",
        "ja": f"提示された日時に{party}の回答がない（期限は{ja}）。",
    }


@sentence
def no_such_slot(chosen: int, offered: int) -> Words:
    """An acceptance of a slot that was not offered."""
    return {
        "en": f"Slot {chosen} is accepted, but {offered} were offered.",
        "ja": f"候補{chosen}が受諾されているが、提示されたのは{offered}件である。",
    }


@sentence
def agenda(state: str, by: int) -> Words:
    """An agenda that is owed."""
    en, ja = on(by)
    if state == "open":
        return {"en": f"The agenda is to be agreed by {en}.", "ja": f"議題は{ja}までに合意する。"}
    return {"en": f"The agenda was to be agreed by {en}.", "ja": f"議題の合意の期限（{ja}）を過ぎている。"}


@sentence
def minutes(state: str, by: int) -> Words:
    """Minutes that are owed."""
    en, ja = on(by)
    if state == "open":
        return {"en": f"Minutes are to be agreed by {en}.", "ja": f"議事録は{ja}までに合意する。"}
    return {"en": f"Minutes were to be agreed by {en}.", "ja": f"議事録の合意の期限（{ja}）を過ぎている。"}


@sentence
def minutes_after(days: int) -> Words:
    """How long minutes took."""
    return {"en": f"The minutes were agreed {days} days after the meeting.", "ja": f"議事録は会合の{days}日後に合意された。"}


@sentence
def one_language(numbers: tuple[int, ...], changed: str) -> Words:
    """Paragraphs changed in one language alone."""
    listed = ", ".join(str(n) for n in numbers)
    en, ja = ("English", "英語") if changed == "en" else ("Japanese", "日本語")
    return {
        "en": f"This revision changes only the {en} of paragraph(s) {listed}; both languages are authentic, so compare them.",
        "ja": f"今回の改訂では、第{listed}段落の{ja}のみが変更されている。両言語とも正文であるため、照合する必要がある。",
    }


@sentence
def read_outs(have: tuple[str, ...]) -> Words:
    """Who has published a read-out."""
    listed = ", ".join(have)
    return {"en": f"Read-outs by {listed}.", "ja": f"対外説明を行った側：{'、'.join(have)}。"}

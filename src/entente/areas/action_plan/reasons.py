"""Why: the sentences behind each interval, in English and in Japanese.

Pure. Plain official register in both; party and milestone codes stand as written. No sentence counts days up to today, since an interval
does not know on which day it is read. A sentence is built once for the same values and then shared: nobody changes one. Days that rules
compute come as ordinals. Serves I1.
"""

from __future__ import annotations

from datetime import date

from entente.kernel.bilingual import en_day, ja_day, sentence

_RAG_EN = {"green": "Green", "amber": "Amber", "red": "Red"}
_RAG_JA = {"green": "緑", "amber": "黄", "red": "赤"}

Words = dict[str, str]


@sentence
def schedule(state: str, recurring: bool, start: date, due: int | None) -> Words:
    """Why a measure's schedule is in its state; `due` is the day its clock runs to, or the day of completion."""
    if state == "begun":
        return _begun(start)
    deadline = date.fromordinal(due) if due is not None else None
    if state == "fulfilled":
        return _fulfilled(deadline)
    if state in _STILL:
        return _STILL[state]
    if deadline is None:
        return {"en": "A live report stands, but no date is set.", "ja": "有効な報告はあるが、期日が定められていない。"}
    en, ja = en_day(deadline), ja_day(deadline)
    if recurring:
        thing_en, thing_ja = "the next occurrence", "次回の実施期日"
    else:
        thing_en, thing_ja = "completion", "計画完了日"
    if state == "overdue":
        return {"en": f"The date for {thing_en}, {en}, has passed.", "ja": f"{thing_ja}（{ja}）を過ぎている。"}
    if state == "lapsed":
        return {
            "en": f"The date for {thing_en}, {en}, passed more than half the planned span ago.",
            "ja": f"{thing_ja}（{ja}）から、予定された期間の半分を超えて経過している。",
        }
    if state == "due":
        return {"en": f"The date for {thing_en} is near: {en}.", "ja": f"{thing_ja}（{ja}）が近づいている。"}
    return {"en": f"The date for {thing_en} is {en}, and a live report stands.", "ja": f"{thing_ja}は{ja}であり、有効な報告がある。"}


@sentence
def review(state: str, number: int, due: int) -> Words:
    """Why an edition of the plan is to be looked at again; `due` is the last day in time."""
    day = date.fromordinal(due)
    if state == "due":
        return {"en": f"Edition {number} is to be reviewed by {en_day(day)}.", "ja": f"第{number}版は、{ja_day(day)}までに見直しを要する。"}
    return {
        "en": f"Edition {number} was to be reviewed by {en_day(day)}; no later edition is in effect.",
        "ja": f"第{number}版は{ja_day(day)}までに見直しを要したが、後の版は発効していない。",
    }


_WAS = {
    "due": ("its date was near", "期日が近づいていた"),
    "overdue": ("its date had passed", "期日を経過していた"),
    "lapsed": ("its date had long passed", "期日を大幅に経過していた"),
}


@sentence
def deferred(was: str, due: int | None) -> Words:
    """Why a measure is deferred for a time, what it would be without (`was`), and its old date, which stands."""
    en, ja = _WAS[was]
    if due is None:
        return {
            "en": f"All parties have agreed to defer it for a time; {en}.",
            "ja": f"全ての参加国の同意により、期間を定めて延期されている（{ja}）。",
        }
    day = date.fromordinal(due)
    return {
        "en": f"All parties have agreed to defer it for a time; {en}, and that date, {en_day(day)}, is unchanged.",
        "ja": f"全ての参加国の同意により、期間を定めて延期されている（{ja}）。期日（{ja_day(day)}）は変更されていない。",
    }


_STILL = {
    "no-evidence": {
        "en": "No side has a report that is recent enough to rely on.",
        "ja": "いずれの側からも、依拠し得る最近の報告がない。",
    },
    "deferred": {
        "en": "All parties have agreed to suspend the measure; its dates are unchanged.",
        "ja": "全ての参加国の同意により、本措置は延期されている。期日は変更されていない。",
    },
    "dropped": {"en": "All parties have agreed to drop the measure.", "ja": "全ての参加国の同意により、本措置は取りやめとなった。"},
}


def _begun(start: date) -> Words:
    return {
        "en": f"Agreed, to start on {en_day(start)}; the first report is not yet called for.",
        "ja": f"合意済み（開始日は{ja_day(start)}）。最初の報告の期限は到来していない。",
    }


def _fulfilled(day: date | None) -> Words:
    if day is None:
        return {"en": "All parties have agreed that the measure is completed.", "ja": "全ての参加国の同意により、本措置は完了とされた。"}
    return {
        "en": f"All parties have agreed that the measure was completed on {en_day(day)}.",
        "ja": f"全ての参加国の同意により、本措置は{ja_day(day)}に完了したとされた。",
    }


@sentence
def status(ratings: tuple[tuple[str, str, bool], ...], late: bool, milestones: tuple[str, ...]) -> Words:
    """Why the joint status is what it is: (side, rating or "", recorded by another) for each, the schedule's fault, overdue milestones."""
    en, ja = [], []
    for side, rag, recorded in ratings:
        if not rag:
            en.append(f"{side}: no current report")
            ja.append(f"{side}：最近の報告なし")
        elif recorded:
            en.append(f"{side}: {_RAG_EN[rag]} (recorded by another party)")
            ja.append(f"{side}：{_RAG_JA[rag]}（他の参加国による記録）")
        else:
            en.append(f"{side}: {_RAG_EN[rag]}")
            ja.append(f"{side}：{_RAG_JA[rag]}")
    if late:
        en.append("the date has passed")
        ja.append("期日を経過")
    if milestones:
        codes = ", ".join(milestones)
        en.append(f"overdue milestones: {codes}")
        ja.append(f"期日を過ぎた中間目標：{codes}")
    return {"en": "; ".join(en) + ".", "ja": "、".join(ja) + "。"}


@sentence
def rag(rag: str, side: str, author: str, a: date, b: date) -> Words:
    """What a report says of the period from `a` to `b`, and whose word it is."""
    if side != author:
        return {
            "en": f"{author} recorded for {side}: {_RAG_EN[rag]} for {en_day(a)} to {en_day(b)}.",
            "ja": f"{author}は、{ja_day(a)}から{ja_day(b)}までの期間に関する{side}の評価を「{_RAG_JA[rag]}」と記録した。",
        }
    return {
        "en": f"{side} reported {_RAG_EN[rag]} for {en_day(a)} to {en_day(b)}.",
        "ja": f"{side}は、{ja_day(a)}から{ja_day(b)}までの期間について「{_RAG_JA[rag]}」と報告した。",
    }


@sentence
def unreadable(side: str) -> Words:
    """A report that this node holds and cannot read."""
    return {"en": f"{side}'s report cannot be read at this node.", "ja": f"{side}の報告は、このノードでは読むことができない。"}


@sentence
def owed(state: str, side: str, by: int) -> Words:
    """A report that is asked for (`by` is the last day), was never made, or is too old."""
    day = date.fromordinal(by)
    en, ja = en_day(day), ja_day(day)
    if state == "due":
        return {"en": f"A report by {side} is due by {en}.", "ja": f"{side}による報告の期限は{ja}である。"}
    if state == "missing":
        return {
            "en": f"{side} has no report on this measure; one was due by {en}.",
            "ja": f"本措置について{side}の報告がない（期限は{ja}）。",
        }
    return {"en": f"{side}'s last report went stale after {en}.", "ja": f"{side}の最新の報告は{ja}をもって古くなった。"}


@sentence
def milestones(codes: tuple[str, ...]) -> Words:
    """Milestones whose day has passed."""
    listed = ", ".join(codes)
    return {"en": f"Milestones overdue: {listed}.", "ja": f"期日を過ぎた中間目標：{listed}。"}


@sentence
def inconsistent(side: str, codes: tuple[str, ...], late: bool) -> Words:
    """Green against dates that have passed."""
    en, ja = [], []
    if late:
        en.append("the measure's date has passed")
        ja.append("措置の期日が経過している")
    if codes:
        en.append(f"milestones are overdue ({', '.join(codes)})")
        ja.append(f"中間目標（{', '.join(codes)}）が期日を過ぎている")
    return {"en": f"{side} reports green although {' and '.join(en)}.", "ja": f"{side}は「緑」と報告しているが、{'、また'.join(ja)}。"}


@sentence
def disagreement(ratings: tuple[tuple[str, str], ...]) -> Words:
    """Sides whose live ratings differ."""
    en = "; ".join(f"{side}: {_RAG_EN[rag]}" for side, rag in ratings)
    ja = "、".join(f"{side}は「{_RAG_JA[rag]}」" for side, rag in ratings)
    return {"en": f"The sides rate the measure differently: {en}.", "ja": f"参加国の評価が一致していない：{ja}。"}


@sentence
def ask(state: str, author: str, until: int) -> Words:
    """An ask that waits for an answer (`until` is the last day of the time allowed)."""
    day = date.fromordinal(until)
    en, ja = en_day(day), ja_day(day)
    if state == "open":
        return {"en": f"{author} asks for an answer by {en}.", "ja": f"{author}は{ja}までの回答を求めている。"}
    return {"en": f"The ask by {author} was not answered by {en}.", "ja": f"{author}の要請に対し、{ja}までに回答がなかった。"}


@sentence
def both(have: int, of: int) -> Words:
    """How many sides have a report of their own that is not stale."""
    return {"en": f"{have} of {of} sides have a current report.", "ja": f"{of}者のうち{have}者から最近の報告がある。"}


@sentence
def slippage(days: int, side: str, forecast: int) -> Words:
    """How far the latest forecast lies from the baseline."""
    day = date.fromordinal(forecast)
    if days == 0:
        return {
            "en": f"{side} forecasts the planned date, {en_day(day)}.",
            "ja": f"{side}は予定どおり{ja_day(day)}の完了を見込んでいる。",
        }
    en, ja = ("after", "遅い") if days > 0 else ("before", "早い")
    return {
        "en": f"{side} forecasts {en_day(day)}, {abs(days)} days {en} the plan.",
        "ja": f"{side}は{ja_day(day)}の完了を見込んでおり、計画より{abs(days)}日{ja}。",
    }

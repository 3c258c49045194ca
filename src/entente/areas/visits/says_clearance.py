"""Why: the sentences behind each interval on clearances and coverage, in English and in Japanese.

Pure. Plain official register in both; parties stand by their code, and no person is named. A sentence is built once for the same values and
then shared: nobody changes one. Serves S3.
"""

from __future__ import annotations

from entente.areas.visits.says import Words
from entente.kernel.bilingual import on, sentence

_STATE: dict[str, tuple[str, str]] = {
    "submitted": ("{who} has asked; {host} has not decided.", "{who}が申請済みであり、{host}の決定を待っている。"),
    "amended": ("{who} has amended the request; {host} has not decided on it.", "{who}が申請を変更し、{host}の決定を待っている。"),
    "granted": ("{host} has granted it.", "{host}が許可した。"),
    "granted-with-conditions": ("{host} has granted it with conditions.", "{host}が条件付きで許可した。"),
    "refused": ("{host} has refused it.", "{host}が不許可とした。"),
    "returned": ("{host} has returned it to {who} to be completed.", "{host}が{who}に差し戻した。"),
    "used": ("It was granted and used.", "許可に基づき実施された。"),
    "lapsed": ("Its days have passed and it was not used.", "使用されないまま期間が終了した。"),
    "cancelled": ("{who} has cancelled the request.", "{who}が申請を取り消した。"),
}

_GAP: dict[str, tuple[str, str]] = {
    "no-clearance": ("No clearance of {state} covers {a} to {b}.", "{a}から{b}まで、{state}の許可がない。"),
    "no-basis": ("No legal basis is named for {a} to {b} in {state}.", "{a}から{b}まで、{state}における法的根拠が定められていない。"),
    "several-bases": (
        "More than one legal basis is named for {a} to {b} in {state}; exactly one applies.",
        "{a}から{b}まで、{state}における法的根拠が複数記載されている。適用されるのは一つに限られる。",
    ),
    "basis-not-in-force": (
        "The legal basis named for {a} to {b} is not in force in {state} then.",
        "{a}から{b}までについて記載された法的根拠は、その期間に{state}において効力を有しない。",
    ),
    "no-berth": ("{state} has named no berth for {a} to {b}.", "{a}から{b}まで、{state}による係留場所の指定がない。"),
}


@sentence
def state(name: str, who: str, host: str) -> Words:
    """Where a request is."""
    en, ja = _STATE[name]
    return {"en": en.format(who=who, host=host), "ja": ja.format(who=who, host=host)}


@sentence
def gap(what: str, where: str, first: int, last: int) -> Words:
    """What is not covered, in which state, on which days."""
    (a, a_ja), (b, b_ja) = on(first), on(last)
    en, ja = _GAP[what]
    return {"en": en.format(state=where, a=a, b=b), "ja": ja.format(state=where, a=a_ja, b=b_ja)}


@sentence
def decide(name: str, host: str, by: int) -> Words:
    """The host owes a decision."""
    en, ja = on(by)
    if name == "late":
        return {"en": f"{host} was to decide on the request by {en}.", "ja": f"申請に対する{host}の決定の期限（{ja}）を過ぎている。"}
    return {"en": f"{host} decides on the request by {en}.", "ja": f"{host}は、{ja}までに申請について決定する。"}


@sentence
def resubmit(who: str, by: int) -> Words:
    """The visitor is to complete a request that was returned."""
    en, ja = on(by)
    return {"en": f"{who} completes the returned request before {en}.", "ja": f"{who}は、差し戻された申請を{ja}までに補正する。"}


@sentence
def submit(name: str, type_: str, who: str, by: int, calendars: str) -> Words:
    """The visitor owes a request by its host's lead time."""
    en, ja = on(by)
    what, what_ja = {
        "ship-clearance": ("ship clearance", "艦船の寄港許可"),
        "aircraft-clearance": ("flight clearance", "航空機の飛行許可"),
    }[type_]
    if name == "late":
        return {
            "en": f"{who}'s request for {what} was to be there by {en} (lead time counted over both calendars, {calendars}).",
            "ja": f"{who}による{what_ja}の申請期限（{ja}、双方の執務日により算定、{calendars}）を過ぎている。",
        }
    return {
        "en": f"{who}'s request for {what} is to be there by {en} (lead time counted over both calendars, {calendars}).",
        "ja": f"{who}は、{ja}までに{what_ja}を申請する（双方の執務日により算定、{calendars}）。",
    }


@sentence
def late(by: int, sent: int) -> Words:
    """A request came after the last day for it."""
    (en, ja), (was, was_ja) = on(by), on(sent)
    return {
        "en": f"The last day for this request was {en}; it was submitted on {was}.",
        "ja": f"本申請の期限は{ja}であったが、{was_ja}に提出された。",
    }


@sentence
def local_time(at: str, local: str, port: str) -> Words:
    """An ETA that reads as if local time had been written as UTC."""
    return {
        "en": f"{at} UTC is {local} at {port}, when the port takes no ships. Is {at} the local time?",
        "ja": f"協定世界時{at}は{port}では{local}であり、入港時間外に当たる。{at}は現地時刻ではないか。",
    }


NOT_HOST: Words = {
    "en": "Only the host decides on a request: this decision counts for nothing.",
    "ja": "申請について決定するのは受入国に限られる。本決定は効力を有しない。",
}
NOT_VISITOR: Words = {
    "en": "Only the visitor asks for a clearance: this request counts for nothing.",
    "ja": "許可を申請するのは訪問国に限られる。本申請は効力を有しない。",
}


@sentence
def decided_after(days: int) -> Words:
    """How long a decision took."""
    return {"en": f"Decided {days} days after it was submitted.", "ja": f"提出から{days}日後に決定された。"}


@sentence
def amendments(count: int) -> Words:
    """How often a request was amended before it was granted."""
    if count == 0:
        return {"en": "Granted without an amendment.", "ja": "変更なく許可された。"}
    return {"en": f"Granted after {count} amendments.", "ja": f"{count}回の変更の後に許可された。"}


@sentence
def expiring(last: int) -> Words:
    """A recurring request for visit that runs out."""
    en, ja = on(last)
    return {"en": f"This recurring request runs out on {en}.", "ja": f"本件の反復訪問の申請は{ja}に終了する。"}


@sentence
def expires(count: int) -> Words:
    """Clearances of persons that end before the visit does: a condition, no refusal."""
    return {
        "en": f"The clearance of {count} of the persons ends before the visit does: a condition, not a refusal.",
        "ja": f"{count}名のセキュリティ・クリアランスが訪問の終了前に失効する（不許可ではなく条件の対象となる）。",
    }


@sentence
def number(listed: int, asked: int) -> Words:
    """A list that names another number of persons than its request."""
    return {"en": f"Persons on the list: {listed}; visitors in the request: {asked}.", "ja": f"名簿は{listed}名、申請は{asked}名である。"}


@sentence
def purge(by: int) -> Words:
    """Personal data whose time is over; counts stay in the request."""
    en, ja = on(by)
    return {
        "en": f"The list of visitors is to be purged by {en}; their number stays in the request.",
        "ja": f"訪問者名簿は{ja}までに消去する。人数は申請に残る。",
    }

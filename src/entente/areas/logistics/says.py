"""Why: the sentences behind each interval on orders and ledgers, in English and in Japanese.

Pure. No sentence counts days up to today, since an interval does not know on which day it is read. Serves S6.
"""

from __future__ import annotations

from entente.areas.logistics.ledger import Balance, Key, Matched, factor
from entente.kernel.bilingual import on

Words = dict[str, str]

EVENTS: dict[str, tuple[str, str]] = {
    "RECEIPT": ("receipt", "受領"), "RETURN": ("return", "返還"), "PAYMENT": ("payment", "支払"), "SERVICE": ("service", "役務"),
}  # fmt: skip
POWERS: dict[str, tuple[str, str]] = {
    "ORDER": ("orders", "発注"), "ACCEPT": ("accepts orders", "受注の承認"), "RECEIVE": ("signs for what comes", "受領の署名"),
    "SETTLE": ("settles", "決済"),
}  # fmt: skip
UNITS: dict[str, tuple[str, str]] = {
    "LTR": ("litres", "リットル"), "MTQ": ("cubic metres", "立方メートル"), "GLL": ("US gallons", "米ガロン"),
    "GLI": ("UK gallons", "英ガロン"), "KGM": ("kilograms", "キログラム"), "TNE": ("tonnes", "トン"), "C62": ("pieces", "個"),
    "HUR": ("hours", "時間"), "DAY": ("days", "日"),
}  # fmt: skip
_DIFFER: dict[str, tuple[str, str]] = {
    "currency": ("the currency", "通貨"), "amount": ("the amount", "金額"), "quantity": ("the quantity", "数量"),
    "unit": ("the quantity", "数量"), "day": ("the day", "日付"),
}  # fmt: skip


def _named(key: Key) -> tuple[str, str]:
    line, event, number = key
    en, ja = EVENTS[event]
    return f"line {line}, {en} {number}", f"第{line}行の{ja}{number}"


def differs(one: Matched) -> Words:
    """Two ledgers that differ on an entry: in what, what each says, and which units may have been taken for each other."""
    (en, ja), (what_en, what_ja) = _named(one.key), _DIFFER[one.differs]
    told = [(party, posting.text) for party, posting in one.by.items()]
    money = one.differs in ("currency", "amount")
    if one.differs == "day":
        said_en = ", ".join(f"{party} {on(text.happened_on.toordinal())[0]}" for party, text in told)
        said_ja = "、".join(f"{party} {on(text.happened_on.toordinal())[1]}" for party, text in told)
    elif money:
        said_en, said_ja = (sign.join(f"{party} {text.currency} {text.amount}" for party, text in told) for sign in (", ", "、"))
    else:
        said_en = ", ".join(f"{party} {text.quantity} {UNITS[text.unit or 'C62'][0]}" for party, text in told)
        said_ja = "、".join(f"{party} {text.quantity}{UNITS[text.unit or 'C62'][1]}" for party, text in told)
    sentence = {"en": f"The ledgers differ in {what_en} of {en}: {said_en}.", "ja": f"{ja}の{what_ja}が帳簿間で一致しない：{said_ja}。"}
    units = factor(told[0][1], told[1][1]) if one.differs == "unit" else None
    if units is None:
        return sentence
    (a_en, a_ja), (b_en, b_ja) = UNITS[units[0]], UNITS[units[1]]
    sentence["en"] += f" The numbers differ by the factor between {a_en} and {b_en}: a unit may have been mistaken."
    sentence["ja"] += f"数値の比は{a_ja}と{b_ja}の換算率に等しく、単位の取違えの可能性がある。"
    return sentence


def answer(one: Matched, party: str) -> Words:
    """An entry of the other side that a party's ledger lacks."""
    (en, ja), by = _named(one.key), "/".join(one.by)
    return {
        "en": f"{by} entered {en}; {party}'s ledger has no such entry.",
        "ja": f"{by}は{ja}を記帳したが、{party}の帳簿に対応する記載がない。",
    }


def twice(one: Matched) -> Words:
    """An entry that one side made twice."""
    (en, ja), party = _named(one.key), one.twice[0].party
    return {"en": f"{party} entered {en} more than once.", "ja": f"{party}は{ja}を重複して記帳した。"}


_UNCOUNTED: dict[str, tuple[str, str]] = {
    "line": ("the order has no such line", "発注にその行がない"),
    "currency": ("the order names another currency", "発注の通貨と異なる"),
    "unit": ("its unit measures something else than the order's", "発注の単位に換算できない"),
}


def uncounted(one: Matched, why: str) -> Words:
    """An entry that all ledgers have alike and that counts for no line."""
    (en, ja), (why_en, why_ja) = _named(one.key), _UNCOUNTED[why]
    return {
        "en": f"All ledgers have {en}, but it counts for nothing: {why_en}.",
        "ja": f"{ja}は双方の帳簿で一致するが、{why_ja}ため算入されない。",
    }


def over(balance: Balance) -> Words:
    """More was received than ordered and tolerated."""
    line = balance.line
    en, ja = UNITS[line.unit]
    return {
        "en": f"Line {line.no}: {balance.received.normalize():f} {en} were received of {line.quantity} ordered.",
        "ja": f"第{line.no}行：発注{line.quantity}{ja}に対し、受領は{balance.received.normalize():f}{ja}である。",
    }


def retroactive(received: int, agreed: int) -> Words:
    """An order that both sides accepted after a delivery on it (R6.10)."""
    (day_en, day_ja), (then_en, then_ja) = on(received), on(agreed)
    return {
        "en": f"Delivery began on {day_en}; the order has been in effect since {then_en} only.",
        "ja": f"提供は{day_ja}に始まり、発注の効力発生は{then_ja}であった。",
    }


def unexplained(received: int) -> Words:
    """A delivery before the order, for which the order gives no reason (R6.10)."""
    en, ja = on(received)
    return {
        "en": f"Delivery began on {en}, before the order was in effect, and the order does not say why.",
        "ja": f"提供は発注の効力発生前の{ja}に始まったが、その理由が発注に記載されていない。",
    }


_LIFE: dict[str, tuple[str, str]] = {
    "accepted": (
        "Both sides accepted the order; nothing is in both ledgers yet.",
        "発注は双方が同意済みであり、双方の帳簿に一致する記載はまだない。",
    ),
    "part-delivered": ("By both ledgers part of the order was received.", "双方の帳簿により、発注の一部が受領済みである。"),
    "delivered": ("By both ledgers every line was received.", "双方の帳簿により、全ての行が受領済みである。"),
    "part-settled": ("By both ledgers part of what was received is settled.", "双方の帳簿により、受領分の一部が決済済みである。"),
    "settled": ("By both ledgers all that was received is settled.", "双方の帳簿により、受領分は全て決済済みである。"),
}


def life(state: str) -> Words:
    """Where an order is in its life."""
    en, ja = _LIFE[state]
    return {"en": en, "ja": ja}


def settle(state: str, due: int, owed: tuple[Balance, ...]) -> Words:
    """What the requester has still to return, replace or pay; overdue in kind proposes cash at the order's price, and never converts."""
    en, ja = on(due)
    lines = ", ".join(str(balance.line.no) for balance in owed)
    if state == "due":
        return {
            "en": f"What was received on line {lines} is to be settled by {en}.",
            "ja": f"第{lines}行の受領分は、{ja}までに決済を要する。",
        }
    sentence = {
        "en": f"What was received on line {lines} was to be settled by {en}.",
        "ja": f"第{lines}行の受領分は、{ja}までに決済を要した。",
    }
    kind = [balance for balance in owed if balance.line.mode != "CASH" and balance.owed]
    if kind:
        sums = ", ".join(f"{balance.line.currency} {balance.owed.normalize():f}" for balance in kind)
        sentence["en"] += f" Both sides may agree on cash instead: {sums} at the order's price."
        sentence["ja"] += f"双方の合意により金銭による決済に変更できる（発注価格により{sums}）。"
    return sentence


def consent(to_en: str, to_ja: str, party: str) -> Words:
    """A request to hand supplies on that is not answered."""
    return {
        "en": f"{party} is asked to consent to the transfer to {to_en}.",
        "ja": f"{to_ja}への移転に対する{party}の同意が求められている。",
    }


_FIGURES: dict[str, tuple[str, str]] = {
    "ledger.matched": ("entries stand alike in all ledgers", "全ての帳簿で一致する記載"),
    "order.in-time": ("lines were settled in time", "期限内に決済された行"),
}


def figure(code: str, numerator: int, denominator: int) -> Words:
    """A figure of an order."""
    en, ja = _FIGURES[code]
    return {"en": f"{numerator} of {denominator} {en}.", "ja": f"{ja}：{denominator}件中{numerator}件。"}

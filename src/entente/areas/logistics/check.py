"""What stands against proposing an order or writing into a ledger, beyond what the schema says.

Pure. Rules of the domain analysis, section 6: R6.1 to R6.5; LG1 lines by number; LG2 a quantity or an amount. Whether an entry's order and
line exist is a finding of the rules: what a side says happened is never refused for the other's text. Serves S6.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from entente.areas.logistics.parameters import WEAPON_GROUPS
from entente.areas.logistics.records import AuthorisedOfficer, LedgerEntry, OrderLine, SupportOrder
from entente.kernel.area import Problem

WEAPON = re.compile(
    r"\b(machine[ -]?guns?|rifles?|pistols?|revolvers?|carbines?|howitzers?|mortars?|cannons?|launchers?|missiles?|torpedo(?:es)?)\b(?!-)"
    r"|機関銃|機関砲|小銃|拳銃|迫撃砲|りゅう弾砲|榴弾砲|発射機|ミサイル|魚雷",
    re.IGNORECASE,
)
"""Words for weapons, which the agreement excludes from what may be provided; ammunition for them is not meant."""
ROUNDS = re.compile(r"\b(rounds?|ammunition|cartridges?|shells?|for)\b|弾|用", re.IGNORECASE)


def problem(path: str, rule: str, en: str, ja: str) -> Problem:
    """A problem with its sentence in both languages."""
    return Problem(path, rule, {"en": en, "ja": ja})


def check_order(text: SupportOrder, parties: tuple[str, ...]) -> Iterator[Problem]:
    """Problems of an order. Whether its clauses and its visit exist is not checked here."""
    for name in ("requester", "provider"):
        if getattr(text, name) not in parties:
            en = f"{getattr(text, name)} is not a participant here."
            yield problem(name, "R6.2", en, f"{getattr(text, name)}は参加国ではありません。")
    if text.requester == text.provider:
        yield problem("provider", "R6.2", "Nobody provides for himself.", "要請国と提供国は異なる必要があります。")
    numbers = [line.no for line in text.lines]
    if len(set(numbers)) < len(numbers):
        yield problem("lines", "LG1", "Two lines have the same number.", "番号が重複する行があります。")
    for n, line in enumerate(text.lines):
        yield from _line(f"lines.{n}", line)


def _line(path: str, line: OrderLine) -> Iterator[Problem]:
    if Decimal(line.quantity) == 0:
        yield problem(f"{path}.quantity", "LG2", "Nothing is ordered: the quantity is 0.", "数量が0です。")
    if weapon(line):
        en = "Weapons are not among what may be provided under the agreement (R6.5)."
        yield problem(f"{path}.item", "R6.5", en, "武器は、協定に基づく提供の対象に含まれない（R6.5）。")
    explosive = (line.un_number, line.hazard_division, line.neq_kg)
    if line.category == "AMMUNITION" and None in explosive:
        yield problem(path, "R6.5", "Ammunition needs its UN number, hazard division and net explosive quantity.",
                      "弾薬には、国連番号、危険区分及び正味爆薬量の記載が必要です。")  # fmt: skip
    if line.category != "AMMUNITION" and any(value is not None for value in explosive):
        yield problem(path, "R6.5", "Only ammunition has a UN number, hazard division or net explosive quantity here.",
                      "国連番号、危険区分及び正味爆薬量は、弾薬に限り記載してください。")  # fmt: skip


def weapon(line: OrderLine) -> bool:
    """Whether a line orders a weapon: by its stock number's group, or by its words where these are not about rounds for one."""
    if line.nsn is not None and line.nsn[:2] in WEAPON_GROUPS:
        return True
    said = [text for text in (line.item.en, line.item.ja) if text]
    return any(WEAPON.search(text) and not ROUNDS.search(text) for text in said)


def check_officer(text: AuthorisedOfficer, parties: tuple[str, ...]) -> Iterator[Problem]:
    """R6.1: a post of a participant, a limit with its currency, days in order."""
    if text.post.partition(":")[0] not in parties:
        yield problem(
            "post", "R6.1", "Name a post of a participant, as GBR:MOD:J4.", "参加国の職を「GBR:MOD:J4」のように記載してください。"
        )
    if (text.limit is None) != (text.currency is None):
        yield problem("limit", "R6.1", "A limit has an amount and its currency.", "上限額には金額及び通貨を記載してください。")
    if text.until is not None and text.until < text.from_on:
        yield problem("until", "R6.1", "The last day lies before the first.", "終了日が開始日より前です。")


def check_entry(text: LedgerEntry, parties: tuple[str, ...]) -> Iterator[Problem]:
    """LG2: a payment has an amount with its currency and nothing else has; everything else has a quantity with its unit."""
    money = text.event == "PAYMENT"
    wanted, others = (("amount", "currency"), ("quantity", "unit")) if money else (("quantity", "unit"), ("amount", "currency"))
    for name in wanted:
        if getattr(text, name) is None:
            en = "A payment has an amount and its currency." if money else "A receipt, return or service has a quantity and its unit."
            ja = "支払には、金額及び通貨を記載してください。" if money else "受領、返還及び役務には、数量及び単位を記載してください。"
            yield problem(name, "LG2", en, ja)
    for name in others:
        if getattr(text, name) is not None:
            en = "A payment has no quantity." if money else "Only a payment has an amount."
            yield problem(name, "LG2", en, "支払に数量は記載しないでください。" if money else "金額は、支払に限り記載してください。")

"""Verdicts on labels and their reasons, in English and Japanese.

Pure. The rules, by number (in brackets: the requirement that each carries out):
D1 form: a label, policy or table is written exactly as defined, or refused.  D2 known: policy, classification and every category are
known here, or the item is sealed.  D3 valid: types and values are the policy's; an obsolete one stands on no new label.  D4 ceiling:
nothing above the node's accredited ceiling.  D5 releasable-to: party and nationality are listed [R2.2].  D6 clearance: at or above the
classification [R2.2].  D7 originator control: the organisation is on every list [R2.2].  D8 purpose: authorised for every one [R2.2].
D9 roles: read, assign and release each need their own; an administrator reads nothing by that role alone and releases nothing.
D10 own policy: a party assigns its own national policy alone, to an audience that includes itself.  D11 mapping: no mapping in force,
no sending.  D12 compound: highest level, intersection of audiences, union of caveats; nobody left is an error [R2.1].
Serves jp-gb-2017#S2, jp-gb-2017#A1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """The same words in English and Japanese."""

    en: str
    ja: str


@dataclass(frozen=True)
class Reason:
    """Why: a stable code, the numbered rule, the sentence in both languages; `party` where it concerns one recipient."""

    code: str
    rule: str
    en: str
    ja: str
    party: str | None = None


@dataclass(frozen=True)
class Verdict:
    """Whether, and why. It has no truth value of its own: `if may_read(...)` would else hold for every refusal."""

    allowed: bool
    reasons: tuple[Reason, ...]

    def __bool__(self) -> bool:
        raise TypeError("a verdict is not a truth value: ask .allowed")


SENTENCES: dict[str, tuple[str, str, str]] = {
    "policy-unknown": (
        "D2",
        "The security policy {policy} is not known here; the item stays sealed.",
        "区分方針{policy}は当方に登録されていないため、封印したままとします。",
    ),
    "classification-unknown": (
        "D2",
        "The policy {policy} has no classification {name}; the item stays sealed.",
        "区分方針{policy}に区分{name}はないため、封印したままとします。",
    ),
    "category-unknown": (
        "D2",
        "The policy {policy} has no category {tag}; the item stays sealed.",
        "区分方針{policy}にカテゴリ{tag}はないため、封印したままとします。",
    ),
    "category-undecidable": (
        "D2",
        "This node cannot tell who meets the category {tag}; the item stays sealed.",
        "カテゴリ{tag}を満たす者を当方では判定できないため、封印したままとします。",
    ),
    "category-type": (
        "D3",
        "The category {tag} is of type {expected} in the policy {policy}, not {found}.",
        "区分方針{policy}におけるカテゴリ{tag}の種別は{expected}であり、{found}ではありません。",
    ),
    "value-unknown": (
        "D2",
        "The category {tag} has no value {value} in the policy {policy}.",
        "区分方針{policy}のカテゴリ{tag}に値{value}はありません。",
    ),
    "classification-obsolete": (
        "D3",
        "The classification {name} is obsolete and may not stand on a new label.",
        "区分{name}は廃止されており、新しい区分表示には使えません。",
    ),
    "value-obsolete": (
        "D3",
        "The value {value} of category {tag} is obsolete and may not stand on a new label.",
        "カテゴリ{tag}の値{value}は廃止されており、新しい区分表示には使えません。",
    ),
    "ceiling-unknown": (
        "D4",
        "This node's ceiling {name} is not in a policy that it knows; nothing may be held until that is put right.",
        "このノードの上限{name}は既知の区分方針にないため、是正されるまで何も保持できません。",
    ),
    "ceiling-above": (
        "D4",
        "{name} is above this node's ceiling, {ceiling}.",
        "{name}はこのノードの上限{ceiling}を超えています。",
    ),
    "ceiling-no-mapping": (
        "D4",
        "No equivalence in force places {name} in the policy of this node's ceiling, so it counts as above it.",
        "このノードの上限の区分方針に{name}を対応させる有効な対照表がないため、上限を超えるものとして扱います。",
    ),
    "ceiling-within": (
        "D4",
        "{name} is at or below this node's ceiling, {ceiling}.",
        "{name}はこのノードの上限{ceiling}以下です。",
    ),
    "party-not-listed": (
        "D5",
        "The label is releasable to {listed}; {party} is not among them.",
        "区分表示の提供先は{listed}であり、{party}は含まれません。",
    ),
    "nationality-not-listed": (
        "D5",
        "The label is releasable to {listed}; a national of {nationality} is not among them.",
        "区分表示の提供先は{listed}であり、{nationality}の国籍の者は含まれません。",
    ),
    "clearance-none": (
        "D6",
        "The reader holds no clearance in {policy}, nor one that an equivalence in force relates to {name}.",
        "閲覧者は{policy}の取扱資格も、有効な対照表により{name}に対応する取扱資格も持っていません。",
    ),
    "clearance-below": (
        "D6",
        "The clearance held, {held}, is below {name}.",
        "保有する取扱資格{held}は{name}に達していません。",
    ),
    "organisation-not-addressed": (
        "D7",
        "The originator controls this item and has not addressed it to {organisation}.",
        "作成元が配布を管理しており、{organisation}は宛先に含まれていません。",
    ),
    "no-organisation-addressed": (
        "D7",
        "The originator controls this item and has addressed it to no organisation of {party}.",
        "作成元が配布を管理しており、{party}のどの組織も宛先に含まれていません。",
    ),
    "purpose-not-held": (
        "D8",
        "The item is limited to the purpose {purpose}, for which the reader is not authorised.",
        "利用目的は{purpose}に限られ、閲覧者はその目的について許可されていません。",
    ),
    "role-none": (
        "D9",
        "The person holds no role in which items are read.",
        "閲覧を行う役割を持っていません。",
    ),
    "role-administrator-alone": (
        "D9",
        "An administrator reads nothing by that role alone.",
        "管理者の役割だけでは閲覧できません。",
    ),
    "role-administrator-releases": (
        "D9",
        "An administrator releases nothing, whatever other role is held.",
        "管理者は、他の役割を持っていても発出を行えません。",
    ),
    "role-assigning-missing": (
        "D9",
        "A label is assigned by an assigning officer.",
        "区分の指定は区分指定担当者が行います。",
    ),
    "role-releasing-missing": (
        "D9",
        "An item is released by a releasing officer.",
        "発出は発出担当者が行います。",
    ),
    "party-not-own": (
        "D10",
        "An officer of {party} does not act for {own}, whose node this is.",
        "{party}の担当者は、このノードの属する{own}を代表して操作することはできません。",
    ),
    "policy-not-own": (
        "D10",
        "The policy {policy} belongs to {authority}; {own} assigns its own alone.",
        "区分方針{policy}は{authority}のものであり、{own}が付与できるのは自国の区分方針のみです。",
    ),
    "originator-not-listed": (
        "D10",
        "The label leaves {own}, its originator, out of those it is releasable to.",
        "区分表示の提供先に、作成元である{own}自身が含まれていません。",
    ),
    "recipient-policy-unknown": (
        "D11",
        "No security policy of {party} is known here, so nothing can be sent to it.",
        "{party}の区分方針が当方に登録されていないため、送付できません。",
    ),
    "no-mapping": (
        "D11",
        "No equivalence in force on {on} gives {name} a place in a policy of {party}, so it is not sent.",
        "{on}に有効な対照表に{party}の区分方針で{name}に当たる区分がないため、送付しません。",
    ),
    "no-recipient": (
        "D11",
        "No recipient is named.",
        "提供先が指定されていません。",
    ),
    "nobody-left": (
        "D12",
        "The parts have no audience in common in category {tag}: nobody may have the whole.",
        "構成部分のカテゴリ{tag}に共通する対象がなく、全体を受け取れる者がいません。",
    ),
    "joined": (
        "D12",
        "The whole carries the highest level, the common audience and all caveats of its parts.",
        "全体には、構成部分の最も高い区分、共通の提供先、全ての取扱条件が付きます。",
    ),
    "read-allowed": (
        "D6",
        "The reader's clearance, {held}, party, nationality, organisation and purposes meet {name}.",
        "閲覧者の取扱資格{held}、所属国、国籍、組織及び利用目的は{name}の条件を満たしています。",
    ),
    "assign-allowed": (
        "D10",
        "An assigning officer of {own} may assign {name} of its own policy.",
        "{own}の区分指定担当者は、自国の区分方針の{name}を付与できます。",
    ),
    "receive-allowed": (
        "D11",
        "{party} is among those {name} is releasable to and has a place for it in its policy.",
        "{party}は{name}の提供先に含まれ、自国の区分方針に対応する区分があります。",
    ),
}


def reason(code: str, *, concerns: str | None = None, **values: object) -> Reason:
    """The reason of that code with its words filled in; `concerns` is the recipient it is about."""
    rule, en, ja = SENTENCES[code]
    return Reason(code, rule, en.format(**values), ja.format(**values), concerns)


def verdict(against: Sequence[Reason], *allowed: Reason) -> Verdict:
    """Refused with every reason against, or allowed with the reasons given for that."""
    return Verdict(False, tuple(against)) if against else Verdict(True, allowed)

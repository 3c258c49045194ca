"""Refusals in the reader's language: a sentence for each rule that an officer can meet on the pages, beside the rule's own English words.

Pure but for the language of the request. A refusal's own sentence may name what it is about (a file, a post, a record), so it is never
dropped: on a page in another language it follows in small print, marked as English. Serves every clause.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from entente.kernel.errors import Refusal

_JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")

CODES: Mapping[str, str] = {
    "role-administrator": "管理者はノードの管理のみを行い、起案、決裁及び発出には関与しません。",
    "no-post": "職が割り当てられていません。",
    "gone": "待機時間が経過し、既に発出されたか、発出手続中です。発出後は、記録の画面で撤回することができます。",
    "taken-otherwise": "この間に別の判断がなされました。案の現状を確認してください。",
    "nothing-to-recall": "取り消すことのできる発出の指示はありません。",
    "accepted-already": "当方はこの提案に既に同意しています。",
    "expired": "この提案は期限が過ぎています。提案側は改めて提案することができます。",
    "not-open": "この提案は既に終了しています。",
    "record-unclear": "指定された番号に該当する記録が複数あります。より長い番号を入力してください。",
    "file-too-large": "ファイルが大きすぎます。分割するか、不要な部分を除いてください。",
    "one-language": "正文である両言語のうち一方のみが変更されています。他方も変更するか、変更不要と明記した対案を提出してください。",
    "unread": "本文をここで読むことができないため、手続を行えません。",
}
"""By the refusal's code, where it says more than its rule."""

RULES: Mapping[str, str] = {
    "B1": "本文の形式が正しくありません。",
    "B3": "本文の形式が正しくありません。",
    "B4": "この種類の記載には、その内容を含めることができません。",
    "B5": "このノードでは扱えない種類の記録です。",
    "B6": "本文がその種類の書式に合っていません。",
    "B7": "本文がその種類の要件を満たしていません。",
    "B8": "引用された条項は、このチャネルで効力を有する文書にありません。",
    "B9": "区分を読み取ることができません。",
    "B10": "添付ファイルが本文に記載されたものと一致しません。",
    "D1": "区分又は取扱資格の記載が正しい形式ではありません。",
    "D2": "この区分又は区分方針は、このノードで知られていません。",
    "D3": "この区分は、その方針で認められていません。",
    "D4": "このノードで取り扱うことのできる最高の区分を超えています。",
    "D5": "相手側がこの区分の提供先に含まれていません。",
    "D6": "取扱資格がこの区分に達していません。",
    "D7": "作成者が定めた提供先に含まれていません。",
    "D8": "この利用目的は認められていません。",
    "D9": "この操作に必要な役割がありません。",
    "D10": "区分は、自国の方針によってのみ、自国を含む範囲に付すことができます。",
    "D11": "相手側の区分への読替えが定められていないため、送付できません。",
    "D12": "各部分の区分をまとめると提供先がなくなるため、作成できません。",
    "DR1": "この操作に必要な役割がありません。",
    "DR2": "起案者又はその職は、自らの案の決裁及び発出を行うことができません。他の担当者が行ってください。",
    "DR3": "案の現在の状態では、この手続を行えません。",
    "DR4": "この間に別の本文が保存されました。最新の本文を確認してください。",
    "DR5": "発出先のチャネルが定められていないか、相手のいないチャネルです。",
    "DR6": "決裁後、同じ記録について別の本文が確定又は発出されました。",
    "DR7": "必要な内容が不足しています。差戻しには意見を付し、発出の前には支障となる点を除いてください。",
    "DR8": "待機時間は、定められた下限以上、30日以内としてください。待機時間を置かない発出は演習に限られます。",
    "DR9": "現在の職は、この本文の決裁を依頼されていません。",
    "ED3": "この版に掲載する措置の本文に、重複又は不備があります。",
    "ED4": "このノードでは、この版を読むことができません。",
    "ED5": "この版を作成した後に、別の本文が確定しました。改めて作成してください。",
    "ED7": "版の記載事項が不足しています。",
    "F1": "ファイルが大きすぎます。",
    "F2": "表として読み取ることができません。",
    "F3": "ファイルがパスワードで保護されています。保護のない写しを保存してください。",
    "F4": "セルの文字数が多すぎます。",
    "G1": "記載の形式が正しくありません。",
    "G2": "この職の名で記載することはできません。",
    "G3": "記載の日時が前後しています。時計を確認してください。",
    "G6": "区分の形式が正しくありません。",
    "G10": "提案の対象となる記録が正しくありません。",
    "G11": "この記録について、その提案を行うことはできません。",
    "G12": "この提案に同意することはできません。",
    "G13": "この提案には、現状では同意できません。",
    "G14": "撤回の対象となる提案又は発言はありません。",
    "G15": "確定は提案側が行います。",
    "G16": "この提案は既に終了しています。",
    "G17": "この記録について、現状では確定できません。",
    "G18": "全ての側の同意がまだ得られていません。",
    "G19": "この提案は期限が過ぎています。",
    "G20": "受領確認の対象となる確定がありません。",
    "G21": "受領は既に確認されています。",
    "G22": "この記録について、その発言を行うことはできません。",
    "G23": "この間に別の記載がなされたか、当方の発言ではありません。差替えは発言した側のみが行います。",
    "G24": "この提案を不同意とすることはできません。",
    "G25": "この記載の本文を消去することはできません。",
    "G26": "この問いへの回答はできません。",
    "G27": "誤送付として報告することはできません。",
    "G28": "鍵の更新の内容が正しくありません。",
    "N4": "このチャネルでは、現在記載を行えません。",
    "N12": "該当する記録又は案がありません。",
    "N16": "記録の種類がこの手続に合っていません。",
    "N17": "記載を保存できませんでした。何も変更されていません。",
    "N18": "現状では、この手続を行えません。",
    "N21": "記載を保存できませんでした。何も変更されていません。",
    "W5": "入力内容の形式が正しくありません。",
    "W7": "現状では、この手続を行えません。",
    "W8": "現在の職では行えません。",
    "W9": "現在の職では行えません。",
}
"""By the numbered rule."""

OTHER = "規則により、この手続は行われませんでした。"


def line(refusal: Refusal) -> str | SafeString:
    """A refusal as one line of a page: in English its own words and rule; in Japanese the rule's sentence, then those words in small."""
    own = f"{refusal.words} [{refusal.rule}]"
    if not (get_language() or "en").startswith("ja"):
        return own
    if _JAPANESE.search(refusal.words):  # a page of ours said it, in the reader's language
        return own
    words = CODES.get(refusal.code) or RULES.get(refusal.rule, OTHER)
    return format_html('{} [{}] <small class="app-muted" lang="en">{}</small>', words, refusal.rule, refusal.words)

"""Refusals in the reader's language, with what they name: a file, a post, a record.

Pure but for the language of the request. Where a sentence is not known in Japanese, that of its rule stands for it and the English words
follow in small print, so that nothing is dropped. Serves every clause.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from entente.kernel.errors import Refusal
from entente.node.in_japanese import told
from entente.web.templatetags.entente import ruled

_JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")

RULES: Mapping[str, str] = {
    "B1": "本文の形式が正しくありません。",
    "B2": "届いた本文が、記載が確約したものと一致しません。",
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
    "CR1": "照会の日付の前後が逆になっています。",
    "CR2": "同じ措置について重ねて照会しています。",
    "CR3": "照会の記録は国内のチャネルに限られます。",
    "CR4": "この照会は、ここでは確認できません。",
    "CR5": "この照会は、その措置を対象としていません。",
    "CR6": "この回答は記録できません。照会番号及び記入内容を確認してください。",
    "CR7": "この照会は既に締め切られています。",
    "CR8": "照会又は督促の対象がないか、その番号が既に使われています。",
    "CR9": "この当局向けの様式に記載できる措置がありません。",
    "CR10": "この回答には、案に付すことのできない制限があります。報告は個別に起案してください。",
    "CF1": "カレンダーファイルとして読み取ることができません。",
    "CN9": "会合の時刻がまだ合意されていないため、招待を送ることができません。",
    "IV2": "このアドレスには、この会合の招待を送っていません。",
    "DR1": "この操作に必要な役割がありません。",
    "DR2": "起案者又はその職は、自らの案の決裁及び発出を行うことができません。他の担当者が行ってください。",
    "DR3": "案の現在の状態では、この手続を行えません。",
    "DR4": "この間に別の本文が保存されました。最新の本文を確認してください。",
    "DR5": "発出先のチャネルが定められていないか、国内のチャネルです。",
    "DR6": "決裁後、同じ記録について別の本文が確定又は発出されました。",
    "DR7": "必要な内容が不足しています。差戻しには意見を付し、発出の前には支障となる点を除いてください。",
    "DR8": "待機時間は、定められた下限以上、30日以内としてください。待機時間を置かない発出は演習に限られます。",
    "C3": "チャネルにそのような参加国はいません。",
    "C6": "そのようなチャネルはありません。",
    "CN1": "会合の期間が正しくありません。",
    "CN4": "ファイル又は入力内容が受け付けられません。",
    "CN6": "必要な記載が不足しています。",
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
    "G14": "撤回の対象となる提案又は記載はありません。",
    "G15": "確定は提案側が行います。",
    "G16": "この提案は既に終了しています。",
    "G17": "この記録について、現状では確定できません。",
    "G18": "全ての側の同意がまだ得られていません。",
    "G19": "この提案は期限が過ぎています。",
    "G20": "受領確認の対象となる確定がありません。",
    "G21": "受領は既に確認されています。",
    "G22": "この記録について、その記載を行うことはできません。",
    "G23": "この間に別の記載がなされたか、当方の記載ではありません。差替えは記載した側のみが行います。",
    "G24": "この提案を不同意とすることはできません。",
    "G25": "この記載の本文を消去することはできません。",
    "G26": "この問いへの回答はできません。",
    "G27": "誤送付として報告することはできません。",
    "G28": "鍵の更新の内容が正しくありません。",
    "N4": "このチャネルでは、現在記載を行えません。",
    "N12": "該当する記録又は案がありません。",
    "N3": "データベースで障害が発生しました。しばらくしてからやり直してください。",
    "N7": "チャネルが複数あります。どのチャネルかを指定してください。",
    "N8": "復元後の照合が済んでいないため、記載を行えません。",
    "N9": "時計が信頼できる範囲を超えて進んでいるため、署名できません。",
    "N10": "自らのログが凍結されているため、記載を行えません。",
    "N11": "該当する記載はありません。",
    "N13": "同じ依頼が、別の内容で既に用いられています。",
    "N14": "このノードでは、その操作を行えません。",
    "N15": "終了の対象がありません。",
    "N24": "証明を作成できません。本文がここにないか、まだ受領の署名がありません。",
    "N25": "そのような条項はありません。",
    "N26": "どの条項を指すのか明らかではありません。",
    "N27": "そのような文書はないか、どの文書を指すのか明らかではありません。",
    "N30": "その言語の文書は作成できません。",
    "N31": "文書を印刷用に作成できませんでした。",
    "N33": "その日に効力を有する宣言等がないため、作成できません。",
    "N34": "説明資料の対象となる条項又は記録が見つかりません。",
    "N35": "そのような報告書はありません。",
    "N36": "ファイルはこのノードにありません。",
    "RB4": "自らの発言を、相手側の発言として記録することはできません。",
    "RB5": "引用された文言が、出典のファイルにありません。",
    "N16": "記録の種類がこの手続に合っていません。",
    "N17": "記載を保存できませんでした。何も変更されていません。",
    "N18": "現状では、この手続を行えません。",
    "N21": "記載を保存できませんでした。何も変更されていません。",
    "W12": "メールを送付できませんでした。メールサーバー及びアドレスの設定を確認してください。",
    "W13": "区分により、この照会をメールに記載することはできません。",
    "W1": "この操作は演習に限られます。",
    "W4": "トークンを発行できません。",
    "W6": "この記載の証明はまだありません。相手側との次の交換の後に得られます。",
    "W10": "その名称は既に用いられています。",
    "W11": "保存できる数の上限に達しているか、名称が正しくありません。",
    "W5": "入力内容の形式が正しくありません。",
    "W7": "現状では、この手続を行えません。",
    "W8": "現在の職では行えません。",
    "W9": "現在の職では行えません。",
}
"""By the numbered rule, where the sentence itself is not known in Japanese (node/refusals_ja.toml)."""

OTHER = "規則により、この手続は行われませんでした。"


def in_japanese(english: str) -> str | None:
    """A rule's or a partner's sentence in Japanese; None where it is not known here."""
    return told(english)


def sentence(refusal: Refusal) -> str:
    """A refusal in Japanese: what the rule or a page of ours says in it, else the sentence of its numbered rule."""
    known = refusal.ja or in_japanese(refusal.words)
    if known is not None:
        return known
    return refusal.words if _JAPANESE.search(refusal.words) else RULES.get(refusal.rule, OTHER)


def of_words(english: str) -> str:
    """A sentence of a rule that was kept in English, in the reader's language where it is known in it."""
    return (in_japanese(english) or english) if (get_language() or "en").startswith("ja") else english


def line(refusal: Refusal) -> SafeString:
    """A refusal as one line of a page, which tells its rule to who points at it; in Japanese its English words follow in small where
    nothing here has them."""
    if not (get_language() or "en").startswith("ja"):
        return ruled(refusal.words, refusal.rule)
    said = sentence(refusal)
    if said == RULES.get(refusal.rule, OTHER):
        return format_html('{} <small class="app-muted" lang="en">{}</small>', ruled(said, refusal.rule), refusal.words)
    return ruled(said, refusal.rule)

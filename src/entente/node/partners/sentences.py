"""The sentences in which a node tells how the exchange stands, in English and Japanese.

Pure but for the list of sentences in Japanese. A reason that a rule or a partner gave is quoted as it was given, in Japanese where that
is known. Serves I1 to I5.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from entente.node.in_japanese import told


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence in English (`words`) and Japanese, and whether somebody must act on it."""

    words: str
    act: bool = False
    ja: str = ""

    def said(self, language: str) -> str:
        """The sentence in a language, `en` or `ja`."""
        return self.ja if language == "ja" and self.ja else self.words


ALONE: dict[str, tuple[str, str]] = {
    "alone": ("{ours} of our own; nobody else is in this channel.", "自らの記載{ours}。このチャネルに他の参加国はありません。"),
    "exercise": ("exercise", "演習"),
    "no-address": ("no address", "アドレスなし"),
}
"""What the command line says of a channel beside its lines."""
SENTENCES: dict[str, tuple[str, str]] = {
    "own-frozen": (
        "Our own log is frozen, nothing more can be said in it: {why} What was agreed stays."
        " Open a new generation with `entente charter open-generation`, which needs the root key.",
        "自らのログが凍結され、これ以上記載できません：{why}合意済みの内容は変わりません。"
        "ルート鍵を用い、`entente charter open-generation`で新しい世代を開いてください。",
    ),
    "restored": (
        "This node was restored; it says nothing until its log was compared with {parties}'s copy: `entente sync`, or `serve` by itself.",
        "このノードは復元されたため、{parties}の写しとの照合が済むまで何も発出しません。"
        "照合は`entente sync`で行います（`serve`は自動的に行います）。",
    ),
    "no-address": (
        "No address is known for {party}'s node: `entente charter address {party} URL`.",
        "{party}のノードのアドレスが登録されていません：`entente charter address {party} URL`",
    ),
    "answered-but": (
        "{party}'s node answered at {at}, but: {why}",
        "{party}のノードは{at}に応答しましたが、次の問題があります：{why}",
    ),
    "not-reached": (
        "Not reached at {at} ({count} in a row; last answer {last}): {why}",
        "{at}に接続できませんでした（連続{count}回、最後の応答は{last}）：{why}",
    ),
    "never-reached": (
        "Not reached at {at} ({count} in a row; it has never answered): {why}",
        "{at}に接続できませんでした（連続{count}回、応答を受けたことはありません）：{why}",
    ),
    "not-asked": ("{party}'s node has not been asked yet.", "{party}のノードにはまだ照会していません。"),
    "answered": ("Last answer {at}.", "最後の応答は{at}です。"),
    "clock-ahead": (
        "Our clock is {span} ahead of {party}'s; one of the two must be set right.",
        "当方の時計は{party}の時計より{span}進んでいます。いずれかを合わせる必要があります。",
    ),
    "clock-behind": (
        "Our clock is {span} behind {party}'s; one of the two must be set right.",
        "当方の時計は{party}の時計より{span}遅れています。いずれかを合わせる必要があります。",
    ),
    "sent-part": (
        "Sent: {party} holds {held} of our {said}. Waiting for its next question: {left}.",
        "送付：{party}は当方の記載{said}のうち{held}件を保持しています。{left}件は次の照会を待っています。",
    ),
    "sent-signed": (
        "Sent: {party} holds all our {said}, and has signed for {receipted} ({at}).",
        "送付：{party}は当方の記載{said}を全て保持し、{receipted}件まで受領の署名をしています（{at}）。",
    ),
    "sent-unsigned": (
        "Sent: {party} holds all our {said}, and has signed for none yet.",
        "送付：{party}は当方の記載{said}を全て保持していますが、受領の署名はまだありません。",
    ),
    "sent-none": (
        "Sent: nothing; we have said nothing in this channel yet.",
        "送付：なし。当方はこのチャネルでまだ何も発出していません。",
    ),
    "reported-refused": (
        "Refused there: our act {seq} by rule {rule}, because: {why} {then}",
        "相手側で拒否：当方の記載{seq}（規則{rule}）。理由：{why}{then}",
    ),
    "reported-sealed": (
        "Sealed there, not shown: our act {seq} by rule {rule}, because: {why} {then}",
        "相手側で封印（表示されません）：当方の記載{seq}（規則{rule}）。理由：{why}{then}",
    ),
    "reported-waiting": (
        "Waiting there: our act {seq} by rule {rule}, because: {why} {then}",
        "相手側で待機：当方の記載{seq}（規則{rule}）。理由：{why}{then}",
    ),
    "reported-frozen": (
        "Our log is frozen there: our act {seq} by rule {rule}, because: {why} {then}",
        "当方のログが相手側で凍結：当方の記載{seq}（規則{rule}）。理由：{why}{then}",
    ),
    "received": (
        "Received: {received} of {party}, every signature checked. Verified under its signed checkpoint: {verified}.",
        "受領：{party}の記載{received}（署名は全て検証済み）。うち{verified}件は相手側の署名済みチェックポイントで確認済みです。",
    ),
    "received-none": (
        "Received: nothing of {party} yet.",
        "受領：{party}の記載はまだありません。",
    ),
    "in-effect": (
        "In effect: {count}, confirmed by all. Open: {theirs} on which {party} moves next, {ours} on which we do.",
        "発効中：全参加国が受領確認した{count}。未了：{party}の対応待ち{theirs}件、当方の対応待ち{ours}件。",
    ),
    "frozen": (
        "{party}'s log is frozen since act {size}: {why} Pieces of evidence kept: {kept}. {then}",
        "{party}のログは記載{size}以降凍結されています：{why}証拠{kept}点を保管しています。{then}",
    ),
    "undecided": (
        "Of {party}'s acts, {count} cannot be decided before an act that has not come here yet.",
        "{party}の記載{count}件は、まだ届いていない記載を待っています。",
    ),
    "future": (
        "{party}'s latest act is signed at {at}, which lies ahead of our clock.",
        "{party}の最新の記載の署名時刻{at}は、当方の時計より先です。",
    ),
    "set-back": (
        "{party} holds only {told} of its own {size} acts: it was set back, and will fetch the rest from us.",
        "{party}は自らの記載{size}件のうち{told}件しか保持していません。以前の状態に戻されたもので、残りは当方から取得します。",
    ),
    "refused": (
        "Refused here: its act {seq} by rule {rule}, because: {why} {then}",
        "当方で拒否：相手側の記載{seq}（規則{rule}）。理由：{why}{then}",
    ),
    "sealed": (
        "Sealed here, not shown: its act {seq} by rule {rule}, because: {why} {then}",
        "当方で封印（表示しません）：相手側の記載{seq}（規則{rule}）。理由：{why}{then}",
    ),
    "missing": (
        "Texts of its acts that have not come yet: {count}; any holder may serve them.",
        "相手側の記載のうち{count}件の本文がまだ届いていません。保持している参加国のいずれからも取得できます。",
    ),
}

THEN: dict[str, tuple[str, str]] = {
    "refused-here": (
        "It has no effect, and nothing is to be done here; if it is still meant, {party} says it anew.",
        "効力はなく、当方での対応は不要です。必要があれば{party}が改めて発出します。",
    ),
    "refused-there": (
        "It has no effect; if it is still meant, we say it anew as the rule asks.",
        "効力はありません。必要があれば、規則に従い当方から改めて発出してください。",
    ),
    "waiting-there": (
        "Nothing is to be done: it goes on by itself once what it builds on has come.",
        "対応は不要です。前提となる記載が届けば自動的に処理されます。",
    ),
    "frozen-here": (
        "Keep the store and talk to {party}: it goes on with a new generation of its log, which needs its root key.",
        "データベースを保存し、{party}に連絡してください。{party}がルート鍵を用いて新しい世代を開くまで、再開しません。",
    ),
    "frozen-there": (
        "Talk to {party}; we go on with a new generation: `entente charter open-generation`, which needs the root key.",
        "{party}に連絡し、ルート鍵を用い、`entente charter open-generation`で新しい世代を開いてください。",
    ),
    "upgrade-here": (
        "Upgrade this node; it is then read by itself.",
        "このノードを更新してください。更新後、自動的に読み直します。",
    ),
    "upgrade-there": (
        "{party} upgrades its node, which then reads it by itself.",
        "{party}のノードの更新を待っています。更新後、自動的に読み直されます。",
    ),
    "clause-here": (
        "It is read by itself once an instrument with that clause is in effect.",
        "当該条項を含む文書が発効すれば、自動的に読み直します。",
    ),
    "clause-there": (
        "It is read there once an instrument with that clause is in effect; if the clause is wrong, we say it anew.",
        "当該条項を含む文書が発効すれば、相手側で自動的に読み直されます。条項に誤りがあれば、当方から改めて発出してください。",
    ),
    "label-here": (
        "Ask {party} to say it anew under a label that both know, over a line fit for what it may hold.",
        "内容に応じた手段で{party}に連絡し、双方が知る区分で改めて発出するよう依頼してください。",
    ),
    "label-there": (
        "Withdraw it and say it anew under a label that {party} knows.",
        "撤回のうえ、{party}が知る区分で改めて発出してください。",
    ),
    "text-here": (
        "Ask {party} to say it anew as the rule asks; if its release is newer than ours, upgrade this node.",
        "規則に従い改めて発出するよう{party}に依頼してください。相手側の版が新しい場合は、このノードを更新してください。",
    ),
    "text-there": (
        "Withdraw it and say it anew as the rule asks; if our release is newer, {party} upgrades its node.",
        "撤回のうえ、規則に従い改めて発出してください。当方の版が新しい場合は、{party}のノードの更新を待ちます。",
    ),
}
"""Who acts next on what was not taken as it was meant, and how."""
_READ_AGAIN = {"B5": "upgrade", "B8": "clause", "B9": "label"}


def then(status: str, rule: str, here: bool, party: str) -> tuple[str, str]:
    """Who acts on an act that stands so (refused, sealed, waiting, frozen) by that rule, here or at the partner's node."""
    name = _READ_AGAIN.get(rule, "text") if status == "sealed" else status
    english, japanese = THEN[f"{name}-{'here' if here else 'there'}"]
    return english.format(party=party), japanese.format(party=party)


def span(seconds: int) -> tuple[str, str]:
    """A length of time in both languages, rounded down: seconds under two minutes, then minutes, hours, days from two of each on."""
    for size, en, ja in ((86_400, "days", "日"), (3600, "hours", "時間"), (60, "minutes", "分")):
        if seconds >= 2 * size:
            return f"{seconds // size} {en}", f"{seconds // size}{ja}"
    return f"{seconds} seconds", f"{seconds}秒"


def acts(count: int) -> tuple[str, str]:
    """So many acts, in both languages."""
    return f"{count} act" if count == 1 else f"{count} acts", f"{count}件"


def records(count: int) -> tuple[str, str]:
    """So many records, in both languages."""
    return f"{count} record" if count == 1 else f"{count} records", f"記録{count}件"


def line(name: str, act: bool = False, **values: Any) -> Line:
    """The sentence of that name with its values; a value given as (English, Japanese) is put into each."""
    english, japanese = SENTENCES[name]
    first = {key: value[0] if isinstance(value, tuple) else value for key, value in values.items()}
    second = {key: value[1] if isinstance(value, tuple) else value for key, value in values.items()}
    quoted = second.get("why")
    if isinstance(quoted, str):
        second["why"] = told(quoted) or quoted
    return Line(english.format(**first), act, japanese.format(**second))

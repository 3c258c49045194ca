"""Japanese sentences that promise: the verb stands last. Pure.

The end of a sentence says what it is: 継続する, 引き続き…する a promise to go on; 検討する, 模索する to look into; 歓迎する, 確認する,
表明する a position; any other act a promise to do. Permissions (できる), definitions (をいう) and descriptions (である) promise nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from entente.instrument.model import Kind

JA = re.compile(r"[ぁ-んァ-ヶ]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A promise read from a Japanese sentence: its closing verb and why it is of this kind."""

    kind: Kind
    strength: str
    confidence: Literal["clear", "likely", "unsure"]
    because: str


_END = r"(?:する|した|します|しました|していく|していきます|することとする|することを決定した|することで一致した|すること)?"
_CLOSE = r"(?:。|．|；|$)"
_CONTINUE = re.compile(rf"(?P<verb>(?:継続|維持|堅持){_END}|(?:続け|保ち続け)(?:る|ていく|ます))\s*{_CLOSE}")
_STILL = re.compile(r"引き続き|引続き|継続して|今後とも|これまでと同様")
_CONSIDER = re.compile(
    rf"(?P<verb>(?:検討|模索|探求|探究|追求|議論|(?<![一-龠])協議|研究|調査|考慮)(?:を(?:行う|進める|開始する|深める)|{_END})"
    rf"|可能性を(?:探る|追求する)|見直(?:す|します|しを行う)|(?:実施|履行|進捗)(?:の)?状況等?を(?:確認|点検|評価){_END})\s*{_CLOSE}"
)
_STANCE = re.compile(
    r"(?P<verb>(?:歓迎|確認|再確認|認識|強調|支持|反対|表明|留意|評価|非難|支援を表明|共有|要求|要請|期待|懸念|尊重|重視|確信|想起|宣言|称賛|憂慮)"
    rf"{_END}|(?:立場|懸念|決意|支持|意思)を(?:示す|表す|改めて表明する|共にする)|訴える|呼びかける|求める)\s*{_CLOSE}"
)
_NOTHING = re.compile(
    r"(?:できる|をいう|という|である|とする|による|ものとみなす|推定する|準用する|適用する|適用しない|妨げない|されている|している|であった|べきである)\s*[。．；]?$"
)
_MUST = re.compile(r"(?P<verb>[一-龠ァ-ヶ]{0,6}(?:しなければならない|するものとする|してはならない|こととする|こととした))\s*[。．；]?$")
_DO = re.compile(
    r"(?P<verb>(?:[一-龠ァ-ヶー]{1,8}(?:する|します|した|していく|していきます)|(?:行|図|講じ|設け|深め|進め|高め|努め|取り組|結|開|整え|定め|果た)"
    r"(?:う|る|む|ぶ|く|す|います|ます|っていく|ていく|んでいく)))\s*[。．；]?$"
)
_EFFORT = re.compile(r"努め|目指|追求|取り組")


def read_japanese(words: str) -> Sentence | None:
    """What a Japanese sentence promises; None where it only describes, permits or defines."""
    found = _CONSIDER.search(words)
    if found:
        return Sentence("consider", found["verb"], "clear", f"「{found['verb']}」 looks into something")
    found = _CONTINUE.search(words)
    if found:
        return Sentence("continue", found["verb"], "clear", f"「{found['verb']}」 goes on with something")
    found = _STANCE.search(words)
    if found:
        return Sentence("position", found["verb"], "clear", f"「{found['verb']}」 says where they stand")
    must = _MUST.search(words)
    if must is None and _NOTHING.search(words):
        return None
    found = must or _DO.search(words)
    if found is None:
        return None
    verb = found["verb"]
    still = _STILL.search(words)
    if still:
        return Sentence("continue", verb, "likely", f"「{still[0]}」 before 「{verb}」 goes on with something")
    weak = must is None and bool(_EFFORT.search(verb))
    return Sentence("do", verb, "likely" if weak else "clear", f"「{verb}」 promises an act")

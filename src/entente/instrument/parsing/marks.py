"""What a line's first characters may number: "3.", "(a)", "第二条", "•". Pure.

A mark is a possibility, not a finding: "i." is a letter and a Roman numeral, "2." may begin a broken line; `blocks` accepts a mark
by its place in a sequence. 弟 for 第 is a slip that official texts hold. Styles name the series: "article" (and § 1), "num" (1. １． 1、
Paragraph 1:), "num)", "(num)", "bare" (２ alone, or before a tab), "dec2" to "dec4" (1.1), "lettered" (A.1), "circled" (①), "roman" (i.),
"(roman)", "ROMAN", "alpha", "(alpha)", "ALPHA", "kanji" (一), "(kanji)", "iroha" (イ ロ ハ), "kana" (ア イ ウ), "bullet", and Word's lower
bullets: "ring" (o) and "square" (a private character of its symbol font).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from entente.instrument.parsing.numerals import kanji_number, roman_number

IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワ"
BULLETS = "•·●○■□◆◇▪▸‣∙・➢➤✓\uf0b7\uf0d8\uf0fc"
"""The last three are what Word's symbol fonts leave in a copied text: a dot, an arrow head, a tick."""
DASHES = "*–—-"
LISTED = frozenset({"bullet", "ring", "square"})
"""Styles that do not count; in a text copied from Word each stands for a level."""
STARTERS = frozenset({"num", "(num)", "num)", *LISTED, "(alpha)", "(kanji)", "circled", "dec2", "dec3", "dec4", "lettered"})
"""Styles plain enough to begin a series on a line that no blank line or full stop sets apart."""

_DIGIT = "[0-9０-９]"
_NUMERAL = "[0-9０-９〇一二三四五六七八九十百千]{1,8}"
_ARTICLE = re.compile(
    r"(?P<label>(?:(?:article|art\.)\s{1,4}|§\s{0,2})(?P<n>\d{1,4}|[ivxlc]{1,8})\s?(?P<b>bis|ter|quater)?)(?P<p>\s?[.:–—-]|(?=\s|$))",
    re.IGNORECASE | re.ASCII,
)
_CAPTIONED = re.compile(r"\([A-Z][A-Za-z]{2}[^()]{0,60}(?:$|\)\s*(?:$|[A-Z0-9(]))")
_JO = re.compile(rf"(?P<label>[第弟]\s?(?P<n>{_NUMERAL})\s?条(?P<b>(?:の{_NUMERAL})*))(?=$|[\s（])")
_DECIMAL = re.compile(rf"(?P<label>{_DIGIT}{{1,3}}(?:[.．]{_DIGIT}{{1,3}}){{1,3}})[.．]?(?=\s|$)")
_NAMED = r"(?i:paragraph|clause|point|commitment)\s(?P<l2>[0-9]{1,3})\s?[:.–—-](?=\s|$)"
_SERIES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (style, re.compile(pattern))
    for style, pattern in [
        ("num", rf"(?P<l>{_DIGIT}{{1,3}})(?:\.(?!\S)|\.(?=[A-Z“‘(（ぁ-んァ-ヶ一-龠])|．(?!{_DIGIT})|、)|{_NAMED}"),
        ("num)", rf"(?P<l>{_DIGIT}{{1,3}})[)）](?!\S)"),
        ("(num)", rf"[(（]\s?(?P<l>{_DIGIT}{{1,3}})\s?[)）]"),
        ("bare", r"(?P<l>[０-９]{1,3})(?=\s|$)|(?P<l2>[0-9]{1,3})(?=　|\t|\s\s|$)"),
        ("circled", r"(?P<l>[①-⑳])"),
        ("(roman)", r"[(（](?P<l>[ivxl]{1,8})[)）]"),
        ("(alpha)", r"[(（](?P<l>[a-zａ-ｚ])[)）]"),
        ("roman", r"(?P<l>[ivxl]{1,8})[.)](?!\S)"),
        ("alpha", r"(?P<l>[a-z])[.)](?!\S)"),
        ("ROMAN", r"(?P<l>[IVXLC]{1,8}|[Ⅰ-Ⅻ])(?:[.)．、](?=\s|$|[ぁ-んァ-ヶ一-龠])|(?=　|$)|(?<=[Ⅰ-Ⅻ]))"),
        ("lettered", r"(?P<l>[A-Z]\.[0-9]{1,2})[.)]?(?=\s)"),
        ("ALPHA", r"(?P<l>[A-Z])[.)](?!\S)"),
        ("(kanji)", r"[(（](?P<l>[一二三四五六七八九十]{1,4})[)）]"),
        ("kanji", r"(?P<l>[一二三四五六七八九十]{1,4})(?:[、．](?=.)|(?=\s|$))"),
        ("iroha", rf"[(（]?(?P<l>[{IROHA}])(?:[)）．]|(?=\s|$))"),
        ("kana", rf"[(（]?(?P<l>[{KANA}])(?:[)）．]|(?=\s|$))"),
        ("ring", r"(?P<l>o)(?=\t|\s\s?[^\W\d_])|(?P<l2>\uf06f)(?=\s)"),
        ("square", r"(?P<l>\uf0a7)(?=\s|$|\w)"),
        ("bullet", rf"(?P<l>[{BULLETS}])(?=\s|$|[ぁ-んァ-ヶ一-龠“A-Z])|(?P<l2>[{DASHES}])(?=\s)"),
    ]
)


_POSSIBLE = re.compile(r"art|paragraph\s|commitment\s|[A-Za-z]{1,8}(?:[^A-Za-z]|$)|[^A-Za-z]", re.IGNORECASE)
"""Most lines begin with a word, and with no mark: this tells them before sixteen patterns do."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A style of numbering, the place in its series, the label as printed and where the text after it begins."""

    style: str
    ordinal: tuple[int, ...]
    label: str
    end: int


def read_marks(line: str) -> tuple[Mark, ...]:
    """Every mark the line may begin with, likeliest first; empty where it begins with none."""
    return _read_marks(line[:40]) if _POSSIBLE.match(line) else ()


@lru_cache(maxsize=1024)
def _read_marks(head: str) -> tuple[Mark, ...]:
    article = _article(head)
    if article:
        return (article,)
    decimal = _DECIMAL.match(head)
    if decimal:
        parts = re.split("[.．]", decimal["label"])
        return (Mark(f"dec{len(parts)}", (int(parts[-1]),), decimal["label"], decimal.end()),)
    out = []
    for style, pattern in _SERIES:
        match = pattern.match(head)
        if match:
            label = next(group for group in match.groups() if group)
            ordinal = _ordinal(style, label)
            if ordinal:
                out.append(Mark(style, (ordinal,), label, match.end()))
    return tuple(out)


def _article(head: str) -> Mark | None:
    match = _ARTICLE.match(head)
    if match:
        number = int(match["n"]) if match["n"].isdecimal() else roman_number(match["n"])
        branch = {"bis": (2,), "ter": (3,), "quater": (4,)}.get((match["b"] or "").lower(), ())
        # "Article 5 of the Charter", "Article 5, paragraph 2": words about an article, not its heading; "Article 5 (Definitions)" is one.
        rest = head[match.end() :].lstrip()
        if number is None or (not _CAPTIONED.match(rest) and (rest[:1].islower() or rest[:1] in tuple(",()'’;"))):
            return None
        return Mark("article", (number, *branch), match["label"].rstrip(), match.end())
    match = _JO.match(head)
    if match:
        numbers = [kanji_number(part) for part in (match["n"] + match["b"]).split("の")]
        return Mark("article", tuple(n or 0 for n in numbers), match["label"], match.end())
    return None


def _ordinal(style: str, label: str) -> int | None:
    kind = style.strip("()").lower()
    if kind in ("num", "bare"):
        return int(label)
    if kind == "lettered":
        return int(label[2:])
    if kind == "roman":
        return ord(label) - ord("Ⅰ") + 1 if "Ⅰ" <= label <= "Ⅻ" else roman_number(label)
    if kind == "alpha":
        return ord(label.lower()) - ord("a" if label.isascii() else "ａ") + 1
    if kind == "kanji":
        return kanji_number(label)
    if kind == "circled":
        return ord(label) - ord("①") + 1
    if kind == "iroha":
        return IROHA.index(label) + 1
    return KANA.index(label) + 1 if kind == "kana" else 1

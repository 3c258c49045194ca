"""The verbs by which declarations promise, in their common forms. Pure data and one pattern; no word here is of one instrument only.

Four groups follow the four kinds of commitment. The lists were made from the usage of joint declarations, action plans and resolutions
(what states "will", "continue to", "explore" and "welcome"); a verb that is not listed is found after "will" or "shall" all the same.
"""

from __future__ import annotations

import re

CONSIDER = [
    "consider",
    "explore",
    "examine",
    "study",
    "discuss",
    "investigate",
    "review",
    "assess",
    "evaluate",
    "deliberate",
    "contemplate",
    "seek",
    "endeavour",
    "endeavor",
    "strive",
    "aim",
]
"""After "will": a promise to look into something; "seek", "aim" and their like promise an effort and are marked as less sure."""

EFFORT = frozenset(["seek", "endeavour", "endeavor", "strive", "aim", "review", "discuss", "assess", "evaluate"])

CONTINUE = ["continue", "maintain", "sustain", "keep", "remain"]

ACT = [
    "accelerate",
    "accede",
    "achieve",
    "address",
    "adopt",
    "advance",
    "align",
    "apply",
    "arrange",
    "assist",
    "attend",
    "attribute",
    "begin",
    "bring",
    "build",
    "carry",
    "collaborate",
    "combat",
    "commence",
    "complete",
    "conclude",
    "conduct",
    "consult",
    "contribute",
    "convene",
    "cooperate",
    "co-operate",
    "coordinate",
    "co-ordinate",
    "counter",
    "create",
    "deepen",
    "defend",
    "deliver",
    "deploy",
    "designate",
    "deter",
    "develop",
    "engage",
    "enhance",
    "ensure",
    "establish",
    "exchange",
    "expand",
    "expedite",
    "extend",
    "facilitate",
    "finalise",
    "finalize",
    "follow",
    "foster",
    "further",
    "hold",
    "host",
    "identify",
    "implement",
    "improve",
    "include",
    "increase",
    "inform",
    "initiate",
    "institute",
    "intensify",
    "introduce",
    "invest",
    "invite",
    "join",
    "launch",
    "make",
    "meet",
    "mitigate",
    "monitor",
    "negotiate",
    "notify",
    "observe",
    "open",
    "operationalise",
    "operationalize",
    "organise",
    "organize",
    "oversee",
    "participate",
    "plan",
    "prepare",
    "prevent",
    "promote",
    "protect",
    "provide",
    "publish",
    "pursue",
    "raise",
    "ratify",
    "reduce",
    "refrain",
    "report",
    "resolve",
    "respond",
    "second",
    "send",
    "set",
    "share",
    "sign",
    "standardise",
    "start",
    "strengthen",
    "submit",
    "support",
    "take",
    "train",
    "transfer",
    "uphold",
    "upgrade",
    "use",
    "utilise",
    "utilize",
    "verify",
    "work",
]

STANCE = [
    "acknowledge",
    "affirm",
    "agree",
    "appreciate",
    "applaud",
    "call",
    "commend",
    "condemn",
    "confirm",
    "congratulate",
    "convey",
    "declare",
    "demand",
    "deplore",
    "emphasise",
    "emphasize",
    "encourage",
    "endorse",
    "express",
    "firmly",
    "highlight",
    "note",
    "oppose",
    "praise",
    "reaffirm",
    "recall",
    "recognise",
    "recognize",
    "regard",
    "reiterate",
    "reject",
    "remain",
    "renew",
    "respect",
    "share",
    "stand",
    "stress",
    "support",
    "underline",
    "underscore",
    "urge",
    "value",
    "view",
    "welcome",
]
"""In the present tense: what a side holds, not what it will do."""

DECIDE = ["agree", "decide", "undertake", "commit", "pledge", "resolve", "intend", "determine", "plan", "aim"]
"""In the present or perfect tense before an infinitive ("have decided to establish"): a promise of that infinitive."""

DOUBLE = frozenset(
    [
        "share",
        "support",
        "stress",
        "value",
        "view",
        "note",
        "respect",
        "regard",
        "call",
        "stand",
        "demand",
        "urge",
        "highlight",
        "praise",
        "endorse",
        "reject",
    ]
)
"""Stances that are nouns as well ("strong support"): after "and" they are verbs only before an article, "that" or the like."""

TELLING = [
    "affirming",
    "reaffirming",
    "committing",
    "condemning",
    "declaring",
    "opposing",
    "pledging",
    "sharing",
    "supporting",
    "welcoming",
]
"""Participles that begin a recital and say where the parties stand; other recitals ("recalling", "noting") give background."""

IN_TEXT = [
    "reaffirming",
    "recognising",
    "recognizing",
    "reiterating",
    "welcoming",
    "stressing",
    "emphasising",
    "emphasizing",
    "underlining",
    "underscoring",
]
"""Participles inside an operative sentence that hold a position of their own."""

_ADVERB = (
    r"(?:also|further|actively|closely|jointly|strongly|firmly|fully|strictly|regularly|annually|accordingly|together|continuously|"
    r"(?-i:[a-z]{3,14}ly))"
)
ADVERBS = rf"(?:,? ?\b{_ADVERB}\b,? ?){{0,3}}"


def any_of(words: list[str], ending: str = "") -> str:
    """The words as one alternation, longest first, each with an ending's pattern."""
    return "(?:" + "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)) + ")" + ending


def present(words: list[str]) -> str:
    """The words in the present tense, either person: welcome, welcomes."""
    return any_of(words, r"(?:s|es)?")


def perfect(words: list[str]) -> str:
    """The words in the perfect or past: decided, agreed, committed, pledged."""
    forms = []
    for word in words:
        stem = word.removesuffix("e") if word.endswith("e") else word
        forms.append({"undertake": "undertaken", "commit": "committed"}.get(word, f"{stem}ed"))
    return any_of(forms)

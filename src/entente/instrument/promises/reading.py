"""From a clause's words to the promises they make: what kind, by which verb, of whom, and how sure the reading is. Pure.

A sentence promises where an operative verb stands: "will continue" and its like to *continue*, "will consider", "explore" to *consider*,
"will", "shall", "decide to" to *do*, "welcome", "reaffirm" a *position*. Verbs joined by "and" share the subject and the modal before them;
a text governed by words that end in a colon ("will include the following:") takes their verb. This is a proposal to a person: each
reading names the span it rests on, its confidence ("clear", "likely", "unsure"), and what has to be decided. It does not split the
objects of a verb (`objects` does, where a list leaves no doubt). Japanese is read in `japanese`. Serves every clause alike.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from typing import Literal

from entente.instrument.model import Kind, Span
from entente.instrument.parsing.lines import is_cjk
from entente.instrument.promises import verbs
from entente.instrument.promises.japanese import JA, Sentence, read_japanese
from entente.instrument.promises.parties import Named, parties_in

Confidence = Literal["clear", "likely", "unsure"]


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise as read: `strength` its operative verb, `span` its words in the text, `parties` whose it is (empty: not said)."""

    kind: Kind
    strength: str
    span: Span
    parties: tuple[str, ...]
    confidence: Confidence
    because: str
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Verb:
    kind: Kind
    start: int
    end: int
    confidence: Confidence
    because: str
    modal: bool = False
    cut: int = -1  # where the promise before it ends; -1: at `start`


_MODAL = r"(?:will|shall|would|should|must|are to|is to)"
_ADV = verbs.ADVERBS
_ASIDE = r"(?:, (?:as|where|when|if|whenever) [^,;.]{1,40},)?"
"""As in "will, as appropriate, strengthen"."""
_OPERATIVE = re.compile(
    rf"\b(?P<modal>{_MODAL})\b(?P<no> not)?{_ASIDE}{_ADV} ?(?P<verb>\bbe(?: [a-z]+ly)? [a-z-]+|\b[a-z][a-z-]+\b)"
    r"(?: (?:and|or) (?P<twin>[a-z][a-z-]+)(?= [a-z]))?"
    rf"|\b(?P<decide>(?:(?:have|has|hereby|jointly) )*(?:{verbs.present(verbs.DECIDE)}|{verbs.perfect(verbs.DECIDE)})) to"
    rf"{_ADV} ?(?P<decided>\b[a-z][a-z-]+\b)"
    rf"|\b(?P<keeps>continues? to(?: [a-z]+ly)? [a-z-]+)"
    rf"|\b(?P<stance>(?:(?:hereby|also|(?-i:[a-z]{{3,12}}ly)) )?"
    rf"(?:{verbs.present(verbs.STANCE)}|(?P<past>{verbs.perfect(verbs.STANCE)})))\b",
    re.IGNORECASE,
)
_JOINED = re.compile(
    rf"(?:,|;)? ?\b(?P<joint>and|or|as well as)(?P<aside>,[^,;.]{{1,50}},)?{_ADV} ?\b(?P<verb>{verbs.any_of(verbs.ACT + verbs.CONSIDER)})\b"
    rf"(?! (?:of|in|on|with|and|between|among|by|at|from)\b(?! (?:a|an|the|its|their|our)\b))",
    re.IGNORECASE,
)
_INCLUDING = re.compile(
    rf"\bincluding (?:(?P<to>to {verbs.any_of(verbs.ACT)}\b)|(?P<ing>(?:launching|establishing|creating|setting up|convening|holding)\b))"
)
_PARTICIPLE = re.compile(rf"\b{verbs.any_of(verbs.IN_TEXT)}\b(?= (?:that|the|their|its|our|[A-Z]))")
_BARE = re.compile(
    rf"{verbs.any_of(verbs.ACT + verbs.CONSIDER + verbs.CONTINUE)}\b(?! (?:of|for|on|by|and|with|in|from|between)\b)(?= \w)", re.IGNORECASE
)
_RECITAL = re.compile(rf"{verbs.any_of(verbs.TELLING)}\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.;!?。；])(?<!No\.)(?<!St\.)(?<!Mr\.)(?<!Art\.)(?:\s+|(?<=[。；])\s*)(?=\S)|\n+")
_SUBJECT = re.compile(
    r"(?:[A-Z][\w.’']*|\b(?:[Ww]e|[Tt]hey|sides|countries|governments|participants|parties|ministers|leaders|states|both))[ ,]*"
    r"(?:(?:have|has|also|further|again|jointly) )*$"
)
_LINKED = re.compile(r"(?:\band|,)\s*(?:(?:have|has|also|further|again) )*$")
_COLON = re.compile(rf"\b(?P<verb>{_MODAL}|{verbs.any_of(verbs.DECIDE)}(?:ed|d|s)? to)\b(?P<rest>[^.;:]{{0,40}})[:：]\s*$", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:which|that|who|where|whose|if|when|as)\b[^,;]*$", re.IGNORECASE)


_FOLLOWING = re.compile(r"(?:次の|以下の|次に掲げる|以下に掲げる)[^。]{0,30}$|(?:次の|以下の|次に掲げる|以下に掲げる)[^。]{1,60}。\s*$")
_NAMED = re.compile(r"[ぁ-ん][^。]*[一-龠ァ-ヶー]$")
"""A Japanese item that ends in a noun: what is done with it stands above the list."""
_LINK = re.compile(r"[,;]?\s*(?:and|or|as well as|which|that|who)?,?\s*$")
_TAIL = re.compile(r"[,;]?\s*(?:\b(?:and|or)\b)?\s*[.;]?\s*$")
OPEN_VERB = 12
"""Characters between "will" and a colon, above which the verb stands there already ("will include the following:")."""

NEAR = 240
"""Characters before a verb in which its subject and its clause are looked for: sentences are long, their subjects are not."""

WHOSE = "Who promises this? No party is named before the verb."
RECITED = "Is this recital a position to be followed, or background?"
SEVERAL = "It names several things: one promise, or one for each?"


def sentences(text: str) -> list[Span]:
    """The spans of a text's sentences; a semicolon and a line break part them as a full stop does."""
    cuts = [0, *(m.end() for m in _SENTENCE.finditer(text)), len(text)]
    spans = [(a, a + len(text[a:b].rstrip())) for a, b in itertools.pairwise(cuts)]
    return [(a, b) for a, b in spans if b > a]


def read_commitments(text: str, names: Named, governing: Promise | None = None) -> tuple[Promise, ...]:
    """The promises of a clause, in the order of its words; `governing` is that of the words above it which end in a colon."""
    out: list[Promise] = []
    last: tuple[str, ...] = ()
    for start, end in () if governing is not None and _NAMED.search(text.strip()) else sentences(text):
        words = text[start:end]
        found = _japanese(words, start, names) if JA.search(words) else _english(words, start, names, last)
        last = next((p.parties for p in reversed(found) if p.parties), last)
        if not found and out and text[:start].rstrip().endswith((";", "；")):
            out[-1] = replace(out[-1], span=(out[-1].span[0], end), questions=(*out[-1].questions[:1], SEVERAL))
        out += found
    if not out and governing is None:
        return _bare(text, names)
    if out or governing is None or not text.strip():
        return tuple(out)
    first = re.match(r"[A-Za-z-]+", text.strip())
    kind = _kind(first[0].lower()) if first and first[0].lower() in {*verbs.CONSIDER, *verbs.CONTINUE} else governing.kind
    because = f"governed by “{governing.strength}” in the words above it"
    return (
        replace(
            governing,
            kind=kind,
            span=(0, len(_TAIL.sub("", text)) or len(text)),
            because=because,
            confidence="likely",
            questions=_lists(text),
        ),
    )


def _bare(text: str, names: Named) -> tuple[Promise, ...]:
    """What a point promises that begins with its verb, as those of a plan do: "Hold an annual dialogue"."""
    found = _BARE.match(text)
    if found is None:
        return ()
    verb = found[0].lower()
    because = f"begins with the verb “{found[0]}”, as the points of a plan do"
    span = (0, len(_TAIL.sub("", text)) or len(text))
    return (Promise(_kind(verb), found[0], span, names.all, "likely", because, (WHOSE, *_lists(text[found.end() :]))),)


def read_recital(text: str, names: Named) -> tuple[Promise, ...]:
    """The position that a recital takes; none where it gives background ("recalling", "noting")."""
    found = _RECITAL.match(text.lstrip("*• "))
    if found is None:
        return ()
    because = f"a recital that begins with “{found[0]}”; recitals seldom bind"
    return (Promise("position", found[0], (0, len(text)), names.all, "unsure", because, (RECITED,)),)


def governs(text: str, promises: tuple[Promise, ...], names: Named) -> Promise | None:
    """What governs a list below this text: its last promise where it ends in a colon, or a verb left open ("We will:")."""
    found = _COLON.search(text[-200:])
    if found is None and promises and _FOLLOWING.search(text):
        return promises[-1]
    if found is None or (promises and len(found["rest"]) > OPEN_VERB):
        return promises[-1] if promises and text.rstrip().endswith((":", "：")) else None
    whose = parties_in(text[-200:][: found.start()], names, subject=True)
    asked = () if whose else (WHOSE,)
    return Promise("do", found["verb"], (0, len(text)), whose or names.all, "likely", "a verb left open before a list", asked)


def _english(words: str, offset: int, names: Named, before: tuple[str, ...]) -> list[Promise]:
    found = _verbs(words)
    out: list[Promise] = []
    subject: tuple[str, ...] = ()
    for i, verb in enumerate(found):
        lead = words[(found[i - 1].end if i else 0) : verb.start]
        stated = parties_in(lead, names, subject=True)
        subject = stated or subject
        whose = subject or (before if re.match(r"\s*(?:they|it|both)\b", words, re.IGNORECASE) else ())
        begin = _begin(words, verb, found[i - 1].end if i else 0, bool(stated))
        following = found[i + 1] if i + 1 < len(found) else None
        until = len(words) if following is None else following.start if following.cut < 0 else following.cut
        stop = _stop(words, until, following is not None)
        asked = () if whose else (WHOSE,)
        sure: Confidence = verb.confidence if whose else "unsure"
        span = (offset + begin, offset + max(stop, verb.end))
        strength = words[verb.start : verb.end].strip(" ,")
        out.append(Promise(verb.kind, strength, span, whose or names.all, sure, verb.because, asked + _lists(words[verb.end : stop])))
    return out


def _verbs(words: str) -> list[_Verb]:
    """The operative verbs of a sentence, in order: main ones, those joined to them, participles."""
    main = [verb for m in _OPERATIVE.finditer(words) if (verb := _main(m, words)) is not None]
    out = list(main)
    for i, verb in enumerate(main):
        if verb.kind != "position" and verb.modal:
            limit = main[i + 1].start if i + 1 < len(main) else len(words)
            out += [_joined(m, verb) for m in _JOINED.finditer(words, verb.end, limit) if _is_joined(m, words, verb.end)]
    if main:
        out += [_Verb("do", m.start(), m.end(), "likely", f"“{m[0]}” adds an act to the sentence") for m in _INCLUDING.finditer(words)]
        out += [_Verb("position", m.start(), m.end(), "likely", f"“{m[0]}” takes a position") for m in _PARTICIPLE.finditer(words)]
    ordered = sorted(out, key=lambda verb: (verb.start, -verb.end))
    return [v for i, v in enumerate(ordered) if not i or v.start >= ordered[i - 1].end]


def _main(m: re.Match[str], words: str) -> _Verb | None:
    start, end, said = m.start(), m.end(), m[0].strip()
    relative = bool(_RELATIVE.search(words[max(0, start - NEAR) : start]))
    if m["keeps"]:
        return None if relative else _Verb("continue", start, end, "clear", f"“{said}” goes on with something", True)
    if m["stance"]:
        return _stance(m, words, relative)
    modal = (m["modal"] or "").lower()
    verb = (m["verb"] or m["decided"]).lower()
    if verb in ("be", "have", "not", "to", "of", "and", "also"):
        return None
    kind = _kind(verb)
    decided = (m["decide"] or "").lower().split()[-1:]
    hoped = bool(decided) and decided[0].startswith(("intend", "plan", "aim"))
    weak = verb in verbs.EFFORT or modal in ("would", "should") or relative or verb.startswith("be ") or hoped
    told = f"“{said}” promises " + {"do": "an act", "continue": "to go on", "consider": "to look into it", "position": "a position"}[kind]
    if m["no"]:
        told = f"“{said}” promises to refrain"
    return _Verb(kind, start, end, "likely" if weak else "clear", told, True)


def _kind(verb: str) -> Kind:
    if verb in verbs.CONTINUE:
        return "continue"
    return "consider" if verb in verbs.CONSIDER else "do"


def _stance(m: re.Match[str], words: str, relative: bool) -> _Verb | None:
    """A verb in the present or past tense with a subject before it, or linked to the verb before: "support" is a noun as well."""
    before, after = words[max(0, m.start() - NEAR) : m.start()], words[m.end() : m.end() + NEAR]
    verb = m["stance"].rpartition(" ")[2].lower()
    if relative or not after.strip() or re.match(r" (?:of|between|among|for|and)\b", after):
        return None
    told = f"“{m[0].strip()}” says where they stand"
    if _SUBJECT.search(before) and not (m["past"] and re.match(r" (?:by|[a-z]+ (?:of|and)\b)", after)):
        return _Verb("position", m.start(), m.end(), "clear", told)
    if not _LINKED.search(before):
        return None
    double = m["past"] or verb.rstrip("s") in verbs.DOUBLE or verb in verbs.DOUBLE
    if double and not re.match(r" (?:the|a|an|their|its|our|each|any|all|that|on|upon|with)\b", after):
        return None
    return _Verb("position", m.start(), m.end(), "likely", told)


def _is_joined(m: re.Match[str], words: str, verb_end: int) -> bool:
    """Whether a verb after "and" goes on with the promise: not inside a purpose ("to protect and promote") or a relative clause."""
    between = words[max(verb_end, m.start() - NEAR) : m.start()]
    purpose = re.search(r"\bto (?:[a-z-]+, )*[a-z-]+(?: [a-z-]+){0,4}$", between) and not m[0].startswith(",")
    return not purpose and not _RELATIVE.search(between) and bool(between.strip())


def _joined(m: re.Match[str], to: _Verb) -> _Verb:
    """What "continue to strengthen and promote" says of the second verb is that it goes on as well."""
    kind = "continue" if to.kind == "continue" else _kind(m["verb"].lower())
    told = f"“{m['verb']}” is joined to the promise before it"
    return _Verb(kind, m.start("verb"), m.end(), "likely", told, True, m.start())


def _begin(words: str, verb: _Verb, after: int, stated: bool) -> int:
    """Where the promise's words begin: at its own subject, or at the verb where it shares one."""
    if not after:
        return 0
    if not stated:
        return verb.start
    lead = words[after : verb.start]
    cut = max(lead.rfind(", "), lead.rfind(" and "), lead.rfind("; "))
    return after + cut + 1 + len(lead[cut + 1 :]) - len(lead[cut + 1 :].lstrip()) if cut >= 0 else after


def _stop(words: str, until: int, followed: bool) -> int:
    """Where the promise's words end: without the "and" that leads to the next."""
    tail = words[max(0, until - 40) : until]
    return until - len(tail) + len(_LINK.sub("", tail)) if followed else until


def _lists(words: str) -> tuple[str, ...]:
    inner = _TAIL.sub("", words)
    parts = len(re.findall(r",\s|;\s|\band\b|、|及び|並びに", inner))
    return (SEVERAL,) if parts >= 2 else ()


def _japanese(words: str, offset: int, names: Named) -> list[Promise]:
    found: Sentence | None = read_japanese(words)
    if found is None:
        return []
    topic = re.match(r"(.{1,60}?)[はが](?![ぁ-ん]{0,1}$)", words)
    whose = parties_in(topic[1], names, subject=True) if topic and is_cjk(words[0]) else ()
    asked = () if whose else (WHOSE,)
    sure: Confidence = found.confidence if whose else "unsure"
    span = (offset, offset + len(words))
    return [Promise(found.kind, found.strength, span, whose or names.all, sure, found.because, asked + _lists(words))]

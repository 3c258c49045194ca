"""Pairs of texts that may contradict one another, each with its two sentences side by side and the signs by which it was found.

Pure, and never a judgement: a machine finds, an officer says "they differ" or "they do not". What is computed, for each clause:

- **sides**: the newest statement of each of two sides, unless both name topics and these differ. Always a pair, with signs or without;
- **own earlier words**: a statement and the one of the same side before it on the same topic, where the newer is a record of its own (it
  does not supersede) and does not say that it answers the other, their nearest sentences are alike, and signs are found;
- **joint statement**: a statement made while a joint statement on the clause stood, where their nearest sentences are alike and signs are
  found;
- **languages**: the English and the Japanese of one statement, where one names a date, a number or a place that the other does not.

Of each side's statements on a clause and topic the last few are compared (a parameter); what was judged of older ones stays judged.

A sign is something named by one alone (`named`), or a negation in one alone. Sentences are alike by the words (English) or pairs of
characters (Japanese) that they share. Serves every clause that takes a position.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import NamedTuple

from entente.implementation.papers.phrases import both
from entente.implementation.positions.named import lacking, named
from entente.instrument.model import Span
from entente.instrument.promises.reading import sentences
from entente.kernel.area import Words
from entente.kernel.labels.label import Label
from entente.kernel.parameter import assumed

SIDES, OWN, JOINT, LANGUAGES = "SIDES", "OWN EARLIER WORDS", "JOINT STATEMENT", "LANGUAGES"
KINDS = (SIDES, OWN, JOINT, LANGUAGES)
SHOWN = 400  # characters of a sentence that is shown for want of another
FIRST, SECOND = both("the first", "前者"), both("the second", "後者")


@dataclass(frozen=True, slots=True)
class Parameters:
    """Assumptions until both sides fix them: how alike two sentences are that speak of one thing, in percent; how many are compared."""

    alike_percent: int = assumed(40, "ours: two sentences that share two words of five")
    most_recent: int = assumed(5, "ours: of a side's statements on a topic the last five")
    most_sentences: int = assumed(60, "ours: of a long text the first sixty sentences")


PARAMETERS = Parameters()


@dataclass(frozen=True, slots=True)
class Said:
    """A text as it was said: by one side, or by all (`party` empty: a joint statement).

    `record` and `act` name it, `answers` the record of the statement that it says it answers.
    """

    record: str
    act: str
    party: str
    day: date
    titles: Words
    texts: Words
    clauses: tuple[str, ...]
    labels: tuple[Label, ...] = ()
    topic: str = ""
    answers: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts for an officer to judge; of LANGUAGES `other` is `one`. `side_by_side` holds a sentence of each, `signs` what was found."""

    kind: str
    clauses: tuple[str, ...]
    one: Said
    other: Said
    side_by_side: tuple[Words, Words]
    signs: tuple[Words, ...]

    @property
    def name(self) -> tuple[str, str, str]:
        """What tells a pair from others: its kind and the acts of the texts as they stand."""
        return self.kind, self.one.act, "" if self.kind == LANGUAGES else self.other.act


def pairs(
    statements: Iterable[Said], joint: Iterable[Said] = (), p: Parameters = PARAMETERS, known: Known | None = None
) -> tuple[Pair, ...]:
    """All pairs, by clause in the order in which clauses are first named, each once with all the clauses it is found under.

    What is `known` of texts that were compared before is not found again; what is found is added to it.
    """
    known = {} if known is None else known
    ordered = sorted(statements, key=lambda one: (one.day, one.act))
    agreed = sorted(joint, key=lambda one: (one.day, one.act))
    out: dict[tuple[str, str, str], Pair] = {}
    on_clause: dict[str, list[Said]] = {}
    for one in ordered:
        for clause in dict.fromkeys(one.clauses):
            on_clause.setdefault(clause, []).append(one)
    for clause, every in on_clause.items():
        said = _recent(every, p)
        found = [
            *_sides(said, p, known),
            *_own(said, p, known),
            *_against(said, [one for one in agreed if clause in one.clauses], p, known),
            *_spoken(said, known),
        ]
        for kind, one, other, side_by_side, signs in found:
            pair = Pair(kind, (clause,), one, other, side_by_side, signs)
            held = out.get(pair.name)
            out[pair.name] = pair if held is None else Pair(kind, (*held.clauses, clause), one, other, side_by_side, signs)
    return tuple(out.values())


class Brief(NamedTuple):
    """Of a statement what says whether it is compared."""

    day: date
    act: str
    party: str
    topic: str
    clauses: tuple[str, ...]


def needed(said: Sequence[Brief], p: Parameters = PARAMETERS) -> list[int]:
    """The places of those statements that `pairs` compares or is ordered by: of all others it finds nothing."""
    ordered = sorted(range(len(said)), key=lambda at: said[at][:2])
    on_clause: dict[str, list[int]] = {}
    for at in ordered:
        for clause in dict.fromkeys(said[at].clauses):
            on_clause.setdefault(clause, []).append(at)
    found = {at for every in on_clause.values() for at in (every[0], *_recent_places(said, every, p))}
    return sorted(found)


def _recent_places(said: Sequence[Brief], every: Sequence[int], p: Parameters) -> Iterable[int]:
    counted: dict[tuple[str, str], int] = {}
    for at in reversed(every):
        key = (said[at].party, said[at].topic)
        counted[key] = counted.get(key, 0) + 1
        if counted[key] <= p.most_recent:
            yield at


def _recent(said: Sequence[Said], p: Parameters) -> list[Said]:
    """The last statements of each side on each topic, so that what is compared does not grow with what was said long ago."""
    kept: list[Said] = []
    counted: dict[tuple[str, str], int] = {}
    for one in reversed(said):
        key = (one.party, one.topic)
        counted[key] = counted.get(key, 0) + 1
        if counted[key] <= p.most_recent:
            kept.append(one)
    return kept[::-1]


class Best(NamedTuple):
    """Of two texts in one language the sentences to be shown: whether there are signs between them, how alike in percent, where each is."""

    signed: bool
    percent: int
    one: Span
    other: Span


Known = dict[tuple[str, ...], dict[str, Best]]
"""What was found between texts by the records and acts that say them, which never say anything else: where, and none of the words."""

Found = tuple[str, Said, Said, tuple[Words, Words], tuple[Words, ...]]


def _sides(said: Sequence[Said], p: Parameters, known: Known) -> Iterable[Found]:
    newest: dict[str, dict[str, Said]] = {}
    for each in said:
        newest.setdefault(each.party, {})[each.topic] = each
    for a, b in combinations(sorted(newest), 2):
        for topic in sorted({*newest[a], *newest[b]}):
            found = [one for side in (a, b) if (one := newest[side].get(topic) or newest[side].get("")) is not None]
            if len(found) == 2 and topic in (found[0].topic, found[1].topic):
                side_by_side, signs = compared(found[0], found[1], p, known)
                yield SIDES, found[0], found[1], side_by_side, signs


def _own(said: Sequence[Said], p: Parameters, known: Known) -> Iterable[Found]:
    last: dict[tuple[str, str], Said] = {}
    for one in said:
        before = last.get((one.party, one.topic))
        last[one.party, one.topic] = one
        if before is None or before.record == one.record or one.answers == before.record:
            continue
        if _signed(one, before, p, known):
            side_by_side, signs = compared(one, before, p, known)
            yield OWN, one, before, side_by_side, signs


def _against(said: Sequence[Said], agreed: Sequence[Said], p: Parameters, known: Known) -> Iterable[Found]:
    for one in said:
        standing = [each for each in agreed if each.day <= one.day]
        if standing and _signed(one, standing[-1], p, known):
            side_by_side, signs = compared(one, standing[-1], p, known)
            yield JOINT, one, standing[-1], side_by_side, signs


def _spoken(said: Iterable[Said], known: Known) -> Iterable[Found]:
    for one in said:
        name = (one.record, one.act)
        en, ja = one.texts.get("en"), one.texts.get("ja")
        if not en or not ja or known.get(name) == {}:
            continue
        signs = _alone(both("the English", "英文"), en, both("the Japanese", "和文"), ja)
        if name not in known:
            known[name] = (
                {key: Best(True, 0, at, at) for key, at in (("en", _naming(en, signs)), ("ja", _naming(ja, signs)))} if signs else {}
            )
        if signs:
            where = known[name]
            yield LANGUAGES, one, one, ({"en": en[slice(*where["en"].one)]}, {"ja": ja[slice(*where["ja"].one)]}), signs


def _placed(one: Said, other: Said, p: Parameters, known: Known) -> dict[str, Best]:
    name = (one.record, one.act, other.record, other.act)
    found = known.get(name)
    if found is None:
        known[name] = found = _read(one.texts, other.texts, p)
    return found


def _signed(one: Said, other: Said, p: Parameters, known: Known) -> bool:
    """Whether sentences that are alike enough have signs between them."""
    return any(best.signed for best in _placed(one, other, p, known).values())


def compared(one: Said, other: Said, p: Parameters, known: Known) -> tuple[tuple[Words, Words], tuple[Words, ...]]:
    """The nearest sentences of two texts side by side, and the signs between them.

    Of the nearest sentences those with signs come first. Texts without a common language are shown by their first sentences, and compared
    as wholes by what they name.
    """
    a, b, read = one.texts, other.texts, _placed(one, other, p, known)
    if read:
        language = max(read, key=lambda name: read[name][:2])
        left = {name: a[name][slice(*best.one)] for name, best in read.items()}
        right = {name: b[name][slice(*best.other)] for name, best in read.items()}
        return (left, right), _signs(left[language], right[language], language)
    first, second = (next(iter(words.values()), "") for words in (a, b))
    shown = tuple({language: _first(text) for language, text in list(words.items())[:1]} for words in (a, b))
    return (shown[0], shown[1]), _alone(FIRST, first, SECOND, second)


def _read(a: Words, b: Words, p: Parameters) -> dict[str, Best]:
    """The sentences to be shown of two texts, by each language that both have."""
    found = {language: _best(a[language], b[language], language, p) for language in ("en", "ja") if a.get(language) and b.get(language)}
    return {language: best for language, best in found.items() if best is not None}


def _best(a: str, b: str, language: str, p: Parameters) -> Best | None:
    """Of the nearest sentences in one language those with signs, else the most alike."""
    best: Best | None = None
    for percent, one, other in _nearest(a, b, language, p):
        signed = percent >= p.alike_percent and bool(_signs(a[slice(*one)], b[slice(*other)], language))
        found = Best(signed, percent, one, other)
        best = found if best is None or found[:2] > best[:2] else best
    return best


def _signs(one: str, other: str, language: str) -> tuple[Words, ...]:
    return (*_alone(FIRST, one, SECOND, other), *_negated(one, other, language))


def _nearest(a: str, b: str, language: str, p: Parameters) -> list[tuple[int, Span, Span]]:
    """For each sentence of a text the one of another that shares most with it, and how much in percent."""
    left, right = ([(span, _bag(text[slice(*span)], language)) for span in sentences(text)[: p.most_sentences]] for text in (a, b))
    scored = [[(_share(bag, against), one, other) for other, against in right] for one, bag in left]
    return [max(some, key=lambda found: found[0]) for some in scored if some]


def _share(x: frozenset[str], y: frozenset[str]) -> int:
    return 200 * len(x & y) // (len(x) + len(y)) if x or y else 0


_DULL = frozenset(
    re.findall(r"\w+", "a an and as at be by for from has have in is it its of on or our that the their this to was we will with")
)
_NOT = {
    "en": re.compile(r"\b(?:not|no|never|without|neither|nor|cannot|oppos(?:e|es|ed)|reject(?:s|ed)?|den(?:y|ies|ied))\b", re.IGNORECASE),
    "ja": re.compile(r"ない|なかった|なく|せず|できず|ません|反対|拒否|否定"),
}


def _bag(sentence: str, language: str) -> frozenset[str]:
    if language == "en":
        return frozenset(re.findall(r"[a-z][a-z’'-]+", sentence.lower())) - _DULL
    plain = re.sub(r"[\s、。「」（）・]", "", sentence)
    return frozenset(plain[i : i + 2] for i in range(len(plain) - 1))


def _alone(first: Words, one: str, second: Words, other: str) -> tuple[Words, ...]:
    """What either of two texts names alone, in words."""
    a, b = named(one), named(other)
    out: list[Words] = []
    for who, whom, what in ((first, second, lacking(a, b)), (second, first, lacking(b, a))):
        out += [
            both(
                f"“{item['en']}” stands in {who['en']} and not in {whom['en']}.",
                f"「{item['ja']}」は{who['ja']}にあり、{whom['ja']}にない。",
            )
            for item in what
        ]
    return tuple(out)


def _negated(one: str, other: str, language: str) -> tuple[Words, ...]:
    a, b = (bool(_NOT[language].search(text)) for text in (one, other))
    if a == b:
        return ()
    who = FIRST if a else SECOND
    return (both(f"A negation stands in {who['en']} alone.", f"否定の表現は{who['ja']}のみにある。"),)


def _naming(text: str, signs: Sequence[Words]) -> Span:
    """Where the sentence of a text is that names what a sign is about; its first where none does."""
    wanted = named(" ".join(sign["en"] for sign in signs))
    spans = sentences(text)
    for x, y in spans:
        found = named(text[x:y])
        if found.days & wanted.days or found.numbers & wanted.numbers or found.places & wanted.places:
            return x, y
    x, y = spans[0] if spans else (0, len(text))
    return x, min(y, x + SHOWN)


def _first(text: str) -> str:
    return next((text[x:y] for x, y in sentences(text)), text)[:SHOWN]

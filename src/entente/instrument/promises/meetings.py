"""Meeting series that a text sets up or keeps: what meets, how often, on what words that rests. Pure.

A series is read where a verb of meeting ("convene", "hold", "launch", "continue", 開催する) takes something that meets ("meeting",
"dialogue", "committee", 会合, 協議); names in a list are parted where each has its own noun ("Foreign Ministers’ Strategic Dialogue,
Defence Ministers’ meeting"). A series without a rhythm is proposed without one and asks. Serves I2 to I5.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from entente.instrument.model import Span
from entente.instrument.promises.cadence import Cadence, find_cadences
from entente.instrument.promises.reading import sentences


@dataclass(frozen=True, slots=True)
class Series:
    """A meeting series as read: its name in the text's own words, where it stands, its rhythm (None: not said)."""

    name: str
    span: Span
    cadence: Cadence | None
    question: str = ""


MAX_LISTED = 100
"""Characters of a point of a list that names a meeting; what is longer says something about it."""
_NOUN = (
    r"(?:meetings?|dialogues?|consultations?|talks|conferences?|summits?|committees?|commissions?|working groups?|task forces?|forums?|"
    r"fora|councils?|seminars?|workshops?|steering groups?|2\+2)"
)
_VERB = r"(?:convene|hold|host|organi[sz]e|conduct|launch|establish|initiate|institute|continue|set up|create|meet|have)"
_EN = re.compile(
    rf"\b(?:{_VERB}(?:s|ed)?|(?:launch|establish|conven|hold|creat|organis|organiz|institut|initiat|continu)ing)\b"
    rf"(?: to (?:hold|convene|organi[sz]e|have))?(?P<object>[^.;:]*?\b{_NOUN}\b[^.;:]*)",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    rf"(?P<object>(?:^|(?<=[,;] ))[^.;:,]*?\b{_NOUN}\b[^.;:,]*?)\b(?:will|shall|should|are to|is to) (?:be )?"
    rf"(?:{_VERB}|held|convened|established|launched|met)\b",
    re.IGNORECASE,
)
_DEEPER = re.compile(
    r"\b(?:will|shall|decided? to|agreed? to|are to)\b[^.;:]{0,20}?"
    r"\b(?:strengthen|enhance|deepen|upgrade|intensify|maintain|regulari[sz]e)\b"
    rf"(?P<object>[^.;:]*?\b{_NOUN}\b[^.;:]*)",
    re.IGNORECASE,
)
_ONE = re.compile(r"\b(?:launching|establishing|creating) (?P<one>one (?:on|for|about) [^,.;]+)", re.IGNORECASE)
_MEET = re.compile(r"(?:^|(?<=[,;] ))(?P<who>[^,.;]{2,80}?) (?:will|shall|are to|is to)\b[^.;]{0,20}?\b(?:meet|convene)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"they|we|both|it", re.IGNORECASE)
_LISTED = re.compile(rf"(?P<object>[^.;:]*?\b{_NOUN}\b[^.;:]*)", re.IGNORECASE)
_SAID = re.compile(
    r"\b(?:will|shall|should|must|may|is|are|was|were|has|have|had|at|during|following|after|since|welcom\w+)\b|[をはがで]", re.I
)
_END = re.compile(
    r"\b(?:where|which|whose|that|in order|so that|with a view|aimed|to [a-z]+|including|under|on the basis|in accordance|as well as to|"
    r"at which|will|shall|through|by [a-z]+ing|is|are|until|from|whenever|when|if)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:(?:their|its|our|the|a|an|other|further|new|regular(?:ly)?|jointly|at least|also|more|and)\b"
    r"|once (?:a|every) year|[a-z]+ly\b(?! ))[\s,]*",
    re.IGNORECASE,
)
_PART = re.compile(r",\s+(?:and\s+)?|\s+and\s+|;\s+")
_OPEN = "The text gives no interval: how often does it meet?"

_JA_NOUN = r"(?:会合|会議|対話|協議|会談|委員会|作業部会|首脳会談|フォーラム|事務レベル協議)"
_JA = re.compile(
    rf"(?P<object>[^。、はがで]{{0,40}}{_JA_NOUN}(?:(?:、|及び|並びに|・|や)[^。、はが]{{0,40}}{_JA_NOUN})*)を(?:[^。]{{0,20}}?)"
    r"(?:開催|実施|行|開|設置|継続|立ち上げ|招集)"
)
_JA_PART = re.compile(r"、|及び|並びに")


def find_series(text: str) -> tuple[Series, ...]:
    """The series a clause names, in its order; nothing where a meeting is only mentioned ("at the last meeting")."""
    out: list[Series] = []
    for start, end in sentences(text):
        words = text[start:end]
        rhythms = find_cadences(words)
        found = [*_EN.finditer(words), *_PASSIVE.finditer(words)]
        if rhythms and not found:
            found = list(_DEEPER.finditer(words))  # what is made stronger "on an annual basis" meets every year
        if rhythms and not found and _lists(words, rhythms):
            found = list(_LISTED.finditer(words))
        for m in found:
            out += _names(words, m.span("object"), start, rhythms)
        out += [_one(m, words, start) for m in _ONE.finditer(words)]
        if not found and rhythms and (who := _MEET.search(words)):
            name = "Meeting" if _PRONOUN.fullmatch(who["who"]) else f"Meeting of {who['who'][:1].lower()}{who['who'][1:]}"
            out.append(Series(name, (start + who.start("who"), start + who.end()), rhythms[0], _asked(rhythms[0])))
        for m in _JA.finditer(words):
            out += _japanese(words, m.span("object"), start, rhythms)
    told: dict[Span, Series] = {}
    for series in sorted(out, key=lambda s: (s.span, -len(s.name))):
        if not any(a <= series.span[0] < b for a, b in told):
            told[series.span] = series
    return tuple(told.values())


def _lists(words: str, rhythms: tuple[Cadence, ...]) -> bool:
    """Whether the words are a point of a list that names a meeting and its rhythm and no more: "Quarterly staff talks"."""
    bare = words.rstrip(" .;,")
    beside = any(bare.find(r.words) == 0 or bare.endswith(r.words) for r in rhythms)
    return beside and len(bare) <= MAX_LISTED and not _SAID.search(bare)


def _names(words: str, span: Span, offset: int, rhythms: tuple[Cadence, ...]) -> list[Series]:
    """The names in the object of a verb of meeting; a piece without a noun of its own belongs to the piece behind it."""
    begin, end = span
    stop = _END.search(words, begin, end)
    out: list[Series] = []
    resumed = stop.end() if stop else end
    limit = stop.start() if stop else end
    at = begin
    for cut_start, cut_end in [*(m.span() for m in _PART.finditer(words, begin, limit)), (limit, limit)]:
        if re.search(rf"\b{_NOUN}\b", words[at:cut_start], re.IGNORECASE):
            made = _named(words, at, cut_start, offset, rhythms)
            out += [made] if made else []
            at = cut_end
    rest = re.search(rf", and (?P<object>[^,.;:]*?\b{_NOUN}\b[^,.;:]*)", words[resumed:end], re.IGNORECASE) if stop and out else None
    if rest:
        out += _names(words, (resumed + rest.start("object"), resumed + rest.end("object")), offset, rhythms)
    return out


def _named(words: str, start: int, end: int, offset: int, rhythms: tuple[Cadence, ...]) -> Series | None:
    """A name without articles and rhythm at its edges."""
    name = words[start:end]
    for rhythm in reversed(rhythms):
        if start <= rhythm.span[0] and rhythm.span[1] <= end:
            a, b = rhythm.span[0] - start, rhythm.span[1] - start
            name = name[:a] + "\0" * (b - a) + name[b:]
    trimmed = name.strip("\0 ,")
    while (m := _LEAD.match(trimmed)) is not None and m.end():
        trimmed = trimmed[m.end() :].lstrip("\0 ,")
    at = words.find(trimmed.split("\0")[0].strip(), start) if trimmed else -1
    plain = re.sub(r"\s+on an? basis\b", "", " ".join(trimmed.replace("\0", " ").split()))
    if at < 0 or not re.search(rf"\b{_NOUN}\b", plain, re.IGNORECASE) or len(plain) > 200:
        return None
    nearest = _nearest(rhythms, start, end)
    return Series(plain, (offset + at, offset + at + len(words[at:end].rstrip())), nearest, _asked(nearest))


def _one(m: re.Match[str], words: str, offset: int) -> Series:
    """ "launching one on South Asia": one of what the sentence named before."""
    noun = [n[0] for n in re.finditer(rf"\b[\w-]*[ -]?[\w-]*[ -]?{_NOUN}\b", words[: m.start()], re.IGNORECASE)]
    what = re.sub(r"s$", "", " ".join(noun[-1].split()[-2:])) if noun else "Meeting"
    name = f"{what[:1].upper()}{what[1:]} {m['one'].removeprefix('one ')}".strip()
    return Series(name, (offset + m.start("one"), offset + m.end("one")), None, _OPEN)


def _japanese(words: str, span: Span, offset: int, rhythms: tuple[Cadence, ...]) -> list[Series]:
    out, at = [], span[0]
    for cut_start, cut_end in [*(m.span() for m in _JA_PART.finditer(words, *span)), (span[1], span[1])]:
        piece = words[at:cut_start]
        if re.search(_JA_NOUN, piece):
            name = piece
            for rhythm in rhythms:
                name = name.replace(rhythm.words, "")
            name = re.sub(r"^(?:に|の|毎|、|定期的な)+", "", name.strip("、 "))
            nearest = _touching(words, rhythms, (at, cut_end)) or _nearest(rhythms, span[0], span[1])
            out.append(Series(name, (offset + at, offset + cut_start), nearest, _asked(nearest)))
            at = cut_end
    return out


def _touching(words: str, rhythms: tuple[Cadence, ...], span: Span) -> Cadence | None:
    """The rhythm that stands right before a Japanese name (年二回、次官級の会合) or right behind it (協議を定期的に)."""
    before = [r for r in rhythms if r.span[1] <= span[0] and words[r.span[1] : span[0]] in ("", "、", "の", "に")]
    behind = [r for r in rhythms if r.span[0] >= span[1] and words[span[1] : r.span[0]] in ("を", "は、")]
    return (before + behind)[0] if before or behind else None


def _nearest(rhythms: tuple[Cadence, ...], start: int, end: int) -> Cadence | None:
    """The rhythm inside the name; otherwise the sentence's only one."""
    inside = [r for r in rhythms if start <= r.span[0] and r.span[1] <= end]
    return inside[0] if inside else rhythms[0] if len(rhythms) == 1 else None


def _asked(rhythm: Cadence | None) -> str:
    return _OPEN if rhythm is None else rhythm.question

"""Statements that may contradict one another, as the store holds them, and what our officers judged of each pair.

Touches the database, and the act key through node.say. Pairs are found anew from what may be seen; judgements are kept at home. A pair that
was judged to differ is a national finding, "position.contradiction", which may be cleared for the joint paper like any other. Serves
every clause that takes a position, I3.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from entente.areas.positions.records import by_language
from entente.implementation.matters import Difference, Explanation
from entente.implementation.papers.paper import Sentence
from entente.implementation.papers.phrases import both, party
from entente.implementation.positions.pairs import JOINT, LANGUAGES, OWN, SIDES, Known, Pair, Said, needed, pairs
from entente.kernel.act import Act
from entente.kernel.area import Words
from entente.kernel.errors import Refusal
from entente.kernel.labels.label import Label
from entente.node import say
from entente.node.node import Node
from entente.node.officer import CLEARING, DRAFTER, Officer, require
from entente.node.oversight import stated
from entente.node.oversight.asking import MOST, Asking, Held, as_known, held
from entente.store import shown
from entente.store.intervals.standing_of import Found

TYPE, CODE = "position-judgement", "position.contradiction"
STATES: Mapping[str, str] = {SIDES: "sides", OWN: "own-words", JOINT: "joint-statement", LANGUAGES: "languages"}
WHY: Mapping[str, Words] = {
    SIDES: both("The two sides say different things on this.", "双方の発言が相違している。"),
    OWN: both("A side departs from its own earlier words without saying so.", "以前の発言と異なるが、その旨の言及がない。"),
    JOINT: both("It departs from a joint statement that stood.", "有効な共同声明と異なる。"),
    LANGUAGES: both("Its English and its Japanese do not say the same.", "英文と和文の内容が一致していない。"),
}
JUDGED = "judged"  # in the cache: judgements that were made, for a question that may not see them
REMEMBERED = 20_000
_FOUND: Known = {}
"""What this process found between texts that somebody asked about, by their acts: places and no words, so that it tells nobody anything."""

Name = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Judged:
    """The last judgement on a pair: whether it differs, on which day, in which act, under which label, by whom, on which clauses."""

    differs: bool
    day: date
    act: str
    label: Label
    officer: str
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """A pair and what was judged of it; None where nobody has yet."""

    pair: Pair
    judged: Judged | None

    @property
    def differs(self) -> bool:
        """Whether an officer has said so."""
        return self.judged is not None and self.judged.differs


def compared(asking: Asking, clause: str | None = None) -> tuple[Compared, ...]:
    """Every pair of what may be seen, each with its judgement; `clause` narrows to those on a clause."""
    key = f"compared {clause or ''}"
    if key not in asking.cache:
        made = stated.made(asking, clause)
        compared_ = (as_known(asking, made[at].row) for at in needed([one.brief for one in made]))
        own = [_said(one, asking) for one in compared_ if one is not None]
        joint = [_said(one, asking) for one in held(asking, "joint-statement", clause) if one.text.said_on <= asking.day]
        known = judgements(asking)
        if len(_FOUND) > REMEMBERED:
            _FOUND.clear()
        found = tuple(Compared(pair, known.get(pair.name)) for pair in pairs(own, joint, known=_FOUND))
        asking.cache[key] = tuple(one for one in found if clause is None or clause in one.pair.clauses)
    result: tuple[Compared, ...] = asking.cache[key]
    return result


def differing(asking: Asking) -> tuple[Compared, ...]:
    """The pairs that were judged to differ and are still found; only the statements on their clauses are compared for it."""
    judged = [one for one in judgements(asking).values() if one.differs]
    out: dict[Name, Compared] = {}
    for clause in dict.fromkeys(clause for one in judged for clause in one.clauses):
        for each in compared(asking, clause):
            held_ = out.get(each.pair.name)
            if each.differs:
                clauses = tuple(dict.fromkeys((*(held_.pair.clauses if held_ is not None else ()), *each.pair.clauses)))
                out[each.pair.name] = Compared(replace(each.pair, clauses=clauses), each.judged)
    return tuple(out.values())


def _said(one: Held, asking: Asking) -> Said:
    text = one.text
    if one.row.type == "joint-statement":
        titles = {key: value for key, value in (("en", text.title.en), ("ja", text.title.ja)) if value}
        return Said(one.row.id, one.act, "", text.said_on, titles, {"en": text.text_en, "ja": text.text_ja}, text.clauses, one.labels)
    return Said(
        one.row.id, one.act, one.row.party, text.said_on, by_language(text.title), by_language(text.text), text.clauses, one.labels,
        text.topic or "", text.in_answer_to or "",
    )  # fmt: skip


def judgements(asking: Asking) -> Mapping[Name, Judged]:
    """What was last judged of each pair, by its name; as it was known."""
    if JUDGED not in asking.cache:
        found: dict[Name, Judged] = {}
        where = {"channel": asking.node.national().id, "type": TYPE}
        for row in shown.listed(asking.node.alias, asking.allowed, where, MOST):
            one = as_known(asking, row)
            if one is not None:
                day = date.fromordinal(next(text.day for text in row.revisions if text.act == one.act))
                judged = Judged(one.text.verdict == "DIFFERS", day, one.act, one.label, one.text.officer, tuple(one.text.clauses))
                found.setdefault((one.text.kind, one.text.one, one.text.other or ""), judged)
        asking.cache[JUDGED] = found
    result: Mapping[Name, Judged] = asking.cache[JUDGED]
    return result


def judge(asking: Asking, officer: Officer, name: Name, differs: bool) -> Act:
    """Says at home whether a pair differs. Refuses (DR1) who neither drafts nor clears, and (N37) a pair that is not found any more."""
    require(officer, DRAFTER, CLEARING)
    pair = next((one.pair for one in compared(asking) if one.pair.name == name), None)
    if pair is None:
        raise Refusal("no-such-pair", "N37", "These two texts are no longer compared: one of them was changed or withdrawn meanwhile.")
    text = {
        "kind": pair.kind, "record": pair.one.record, "one": pair.one.act, "clauses": list(pair.clauses),
        "verdict": "DIFFERS" if differs else "DOES NOT DIFFER", "officer": officer.name, "post": officer.post,
    }  # fmt: skip
    if name[2]:
        text["other"] = name[2]
    node: Node = asking.node
    return say.state(node, node.national(), TYPE, text, say.Manner(post=officer.post))


def contradictions(asking: Asking) -> dict[str, list[Found]]:
    """What was judged to differ, as findings by the record they are found of; on the joint paper only those that may stand there."""
    out: dict[str, list[Found]] = {}
    for one in differing(asking):
        record = one.pair.one.record
        if one.judged is not None and may_be_told(asking, record):
            out.setdefault(record, []).append(_found(one.pair, one.judged))
    return out


def may_be_told(asking: Asking, record: str) -> bool:
    """Whether a contradiction found of a record may be told to whom the question is for."""
    return asking.joint is None or (CODE, record) in asking.joint


def _found(pair: Pair, judged: Judged) -> Found:
    acts = tuple(dict.fromkeys((pair.one.act, pair.other.act)))
    return Found("finding", CODE, STATES[pair.kind], judged.day, None, "", pair.clauses, acts, WHY[pair.kind], None, None)


def differences(asking: Asking) -> tuple[Difference, ...]:
    """What was judged to differ, as matters of a paper: each text's sentence in the words of whoever said it."""
    return tuple(difference(asking, one.pair) for one in differing(asking) if may_be_told(asking, one.pair.one.record))  # fmt: skip


def difference(asking: Asking, pair: Pair) -> Difference:
    """A pair as a matter on which there is a difference; two texts of one side stand in its column, one after the other."""
    told: dict[str, list[tuple[Said, Words]]] = {}
    texts = ((pair.one, pair.side_by_side[0]), (pair.other, pair.side_by_side[1]))
    for said, words in texts:
        told.setdefault(said.party or "", []).append((said, words))
    explained = tuple(Explanation(code, _sentence(some, joint=not code)) for code, some in told.items())
    labels = tuple(dict.fromkeys((*pair.one.labels, *pair.other.labels)))
    code = " ".join(clause.rpartition("#")[2] for clause in pair.clauses[:3])
    titles = {key: f"{pair.one.titles.get(key) or next(iter(pair.one.titles.values()), '')}" for key in ("en", "ja")}
    return Difference(code, titles, explained, tuple(dict.fromkeys((pair.one.act, pair.other.act))), labels)


def _sentence(some: Iterable[tuple[Said, Words]], joint: bool) -> Sentence:
    listed = list(some)
    words = {}
    for language, colon in (("en", ": "), ("ja", "：")):
        parts = []
        for said, quoted in listed:
            text = quoted.get(language) or next(iter(quoted.values()), "")
            parts.append(f"{said.day.isoformat()}{colon}“{text}”" if language == "en" else f"{said.day.isoformat()}{colon}「{text}」")
        words[language] = " ".join(parts) if language == "en" else "".join(parts)
    if joint:
        words = {"en": f"Joint statement, {words['en']}", "ja": f"共同声明、{words['ja']}"}
    acts = tuple(dict.fromkeys(said.act for said, _ in listed))
    return Sentence(words, acts, tuple(dict.fromkeys(label for said, _ in listed for label in said.labels)))


def who(asking: Asking, said: Said) -> Words:
    """Whose words: a side by its name, or all of them together."""
    return party(said.party, asking.names) if said.party else both("Joint statement", "共同声明")

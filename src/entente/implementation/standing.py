"""How each clause stands on a day, from a tally of what its measures say; and which commitments nothing carries (R1.1).

Pure. A tally counts the standing intervals that hold on one day by (clause, state); the store makes it by comparison of dates, nothing
here looks at a clock. The worst state of a clause's measures is the clause's. Serves S1-S17, A1-A16 and I1-I5 alike:
a measure counts for every clause it names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from entente.kernel.area import STANDINGS, Words
from entente.kernel.errors import Refusal

WEIGHTLESS = ("dropped",)
"""States that are counted and shown but press nothing: what all sides dropped is no evidence of anything."""

POSITION = "position"
"""The standing of a clause that only takes positions: no traffic light, but dated statements of each side."""

CONSIDERED = "considered"
"""How a record of consideration answers for a promise to consider."""

LIVE = frozenset(STANDINGS) - {"fulfilled"}
"""States in which a measure, or its deferral, still answers for a commitment."""

STATE_WORDS: Mapping[str, Words] = {
    "no-evidence": {"en": "no evidence", "ja": "確認できる資料なし"},
    "deferred": {"en": "deferred", "ja": "延期"},
    "fulfilled": {"en": "fulfilled", "ja": "履行済み"},
    "begun": {"en": "begun", "ja": "着手"},
    "on-time": {"en": "on time", "ja": "予定どおり"},
    "due": {"en": "due", "ja": "期日接近"},
    "overdue": {"en": "overdue", "ja": "期日超過"},
    "lapsed": {"en": "lapsed", "ja": "長期超過"},
    "dropped": {"en": "dropped", "ja": "取りやめ"},
    POSITION: {"en": "a position; no traffic light", "ja": "立場の表明（信号表示の対象外）"},
}


@dataclass(frozen=True, slots=True)
class Standing:
    """One clause on one day: the state, how many measures are in each, and why in words."""

    clause: str
    state: str
    counts: Mapping[str, int]
    words: Words


@dataclass(frozen=True, slots=True)
class Coverage:
    """R1.1 for one commitment on one day: the records of the measures that answer for it; `covered` is False when there is none."""

    commitment: str
    measures: tuple[str, ...]
    covered: bool
    words: Words


def worst(states: Iterable[str]) -> str:
    """The most pressing state; "no-evidence" of nothing. Refuses a state that the contract does not know: it might be the worst of all."""
    rank = 0
    for state in states:
        if state in WEIGHTLESS:
            continue
        if state not in STANDINGS:
            raise Refusal("standing-unknown", "R1.4", f"“{state}” is not a standing.")
        rank = max(rank, STANDINGS.index(state))
    return STANDINGS[rank]


def clause_standings(
    tally: Mapping[tuple[str, str], int], clauses: Iterable[str], positions: frozenset[str] = frozenset()
) -> tuple[Standing, ...]:
    """The standing of each of the clauses, in their order; tallied clauses that are not asked for are left out.

    `positions` are the clauses that only take positions (`position_clauses`): they keep their counts and get no traffic light.
    """
    counts: dict[str, dict[str, int]] = {}
    for (clause, state), count in tally.items():
        if count > 0:
            counts.setdefault(clause, {})[state] = count
    return tuple(_standing(clause, counts.get(clause, {}), clause in positions) for clause in clauses)


def _standing(clause: str, counts: Mapping[str, int], position: bool) -> Standing:
    state = POSITION if position else worst(counts)
    order = {s: i for i, s in enumerate((*reversed(STANDINGS), *WEIGHTLESS))}
    ordered = {s: counts[s] for s in sorted(counts, key=lambda s: order.get(s, len(order)))}
    if not ordered and position:
        reason = {
            "en": "No dated statement of any side on this clause is on record.",
            "ja": "本条項について、日付のある表明はいずれの側からも記録されていない。",
        }
    elif not ordered:
        reason = {
            "en": "No measure, meeting series, visit or order names this clause.",
            "ja": "本条項に係る措置、協議枠組み、訪問及び発注はない。",
        }
    else:
        reason = {
            "en": "Measures, meeting series, visits and orders: " + ", ".join(f"{n} {_word(s, 'en')}" for s, n in ordered.items()) + ".",
            "ja": "措置、協議枠組み、訪問及び発注：" + "、".join(f"{_word(s, 'ja')}{n}件" for s, n in ordered.items()) + "。",
        }
    return Standing(clause, state, ordered, reason)


def _word(state: str, language: str) -> str:
    return STATE_WORDS[state][language] if state in STATE_WORDS else state


def position_clauses(kinds: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The clauses all of whose commitments are positions, from (clause, kind of commitment); a clause without commitments is none."""
    seen: dict[str, bool] = {}
    for clause, kind in kinds:
        seen[clause] = seen.get(clause, True) and kind == POSITION
    return frozenset(clause for clause, only in seen.items() if only)


def coverage(commitments: Iterable[tuple[str, str]], measures: Iterable[tuple[str, str, Iterable[str]]]) -> tuple[Coverage, ...]:
    """R1.1: for each (commitment, kind), the records that answer for it, from (record, state on the day, its commitments).

    A measure answers while it is live or jointly deferred; a deferral of the commitment itself, and a record of consideration, as well.
    Positions need no measure and are left out. A measure that names a clause but no commitment answers for none: which promise it keeps
    has to be said.
    """
    answering: dict[str, list[str]] = {}
    for record, state, codes in measures:
        if state in LIVE or state == CONSIDERED:
            for code in codes:
                answering.setdefault(code, []).append(record)
    out: list[Coverage] = []
    for code, kind in commitments:
        if kind == POSITION:
            continue
        found = tuple(sorted(answering.get(code, ())))
        if found:
            one = len(found) == 1
            words = {
                "en": f"{'One record answers' if one else f'{len(found)} records answer'} for this commitment.",
                "ja": f"{len(found)}件の記録が対応している。",
            }
        else:
            words = {
                "en": "No active measure, live deferral or record of consideration names this commitment.",
                "ja": "この約束事項を掲げる有効な措置、合意された延期及び検討の記録のいずれもない。",
            }
        out.append(Coverage(code, found, bool(found), words))
    return tuple(out)

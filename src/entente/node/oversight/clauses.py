"""Clauses as matters of a paper: standing now and at the last paper, why, and what each side says of it. Touches the database (reads).

Serves every clause.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from entente.areas.instruments import AnyInstrument
from entente.areas.positions.records import by_language
from entente.implementation.matters import Clause, Count, Event
from entente.implementation.papers.paper import Sentence
from entente.implementation.papers.phrases import both, day, party, series
from entente.implementation.standing import POSITION
from entente.kernel.area import STANDINGS, Words
from entente.node.oversight import plan
from entente.node.oversight.asking import Asking, Held, found, held, on_days, standings
from entente.node.oversight.explained import explanations
from entente.node.oversight.stated import newest
from entente.store.intervals.standing_of import Found

COUNTING = ("measure", "meeting-series", "visit")
"""Record types that count for the standing of a clause."""

REASONS = 3
"""Reasons that stand beside a clause in a table: the most pressing; all are on the clause's own page and brief."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """What a clause's standing rests on: a measure, a series or a visit, and the interval by which it stands."""

    one: Held
    stands: Found


def carriers(asking: Asking) -> dict[str, list[Carrier]]:
    """By clause, the measures, series and visits that count for it on the day, the most pressing first."""
    items = tuple(one for type_ in COUNTING for one in held(asking, type_))
    spans = found(asking, items, sorts=("standing",))
    out: dict[str, list[Carrier]] = {}
    for one in items:
        stands = plan.standing_of(spans[one.row.id])
        for clause in stands.clauses if stands is not None else ():
            assert stands is not None
            out.setdefault(clause, []).append(Carrier(one, stands))
    for each in out.values():
        each.sort(key=lambda c: (-(STANDINGS.index(c.stands.state) if c.stands.state in STANDINGS else -1), c.one.row.code))
    return out


def titles(asking: Asking, clause: str) -> Words:
    """What a clause promises in a few words; its own first words where nobody gave a title."""
    if clause in asking.titles:
        return asking.titles[clause]
    local = clause.rpartition("#")[2]
    said = wordings(asking.instrument).get(local) or wordings(asking.instrument).get(clause) or {"en": local}
    longest = {"en": 90, "ja": 45}
    return {key: f"{text[: longest[key]]}…" if len(text) > longest[key] else text for key, text in said.items() if key in longest}


def wordings(text: AnyInstrument) -> Mapping[str, Words]:
    """The words of every clause by its id, in each language of the instrument; a courtesy translation says that it is one."""
    own, out = getattr(text, "language", "en"), dict[str, dict[str, str]]()
    for section in text.sections:
        out |= {paragraph.id: {own: paragraph.text} for paragraph in section.chapeau}
    out |= {one.id: {own: one.text} for one in text.clauses}
    for version in getattr(text, "versions", ()):
        mark = "" if version.status == "authentic" else {"ja": "（仮訳）"}.get(version.language, "(courtesy translation) ")
        for part in version.texts:
            if part.text:
                out.setdefault(part.id, {})[version.language] = f"{mark}{part.text}"
    return out


def clauses(asking: Asking, previous: date | None) -> tuple[Clause, ...]:
    """Every clause with its standing, and its standing at the last paper."""
    known = carriers(asking)
    stated = newest(asking, REASONS)
    before = {one.clause: one.state for one in standings(asking, previous)} if previous is not None else {}
    said = explanations(asking)
    out = []
    for one in standings(asking):
        carrying = known.get(one.clause, [])
        positions = stated.get(one.clause, []) if one.state == POSITION else []
        sentences = reasons(asking, one.words if not carrying and not positions else None, carrying, positions)
        base = tuple(text.act for text in asking.row.revisions[-1:])
        acts = tuple(dict.fromkeys((*base, *(act for each in carrying[:REASONS] for act in each.stands.acts))))
        labels = tuple(dict.fromkeys(each.one.label for each in carrying))
        code, told = one.clause.rpartition("#")[2], tuple(said.get(one.clause, ()))
        out.append(Clause(code, titles(asking, one.clause), one.state, before.get(one.clause, ""), sentences, told, acts, labels))
    return tuple(out)


def reasons(asking: Asking, words: Words | None, carrying: Sequence[Carrier], stated: Sequence[Held]) -> tuple[Sentence, ...]:
    """Why: what the most pressing measures and series say; for a position, who has stated what on which day."""
    if words is not None:
        return (Sentence(words),)
    if stated:
        return tuple(Sentence(statement(asking, one), (one.act,), one.labels) for one in stated[-REASONS:])
    alike: dict[tuple[tuple[str, str], ...], list[Carrier]] = {}
    for each in carrying:
        alike.setdefault(tuple(sorted(each.stands.reason.items())), []).append(each)
    return tuple(_said_of(those) for those in list(alike.values())[:REASONS])


def _said_of(those: Sequence[Carrier]) -> Sentence:
    """The reason that several share, said once, with the name of each."""
    called = [each.one.called for each in those]
    before = {"en": f"{series([one['en'] for one in called], 'en')}: ", "ja": f"{series([one['ja'] for one in called], 'ja')}："}
    return Sentence(
        {language: f"{before.get(language, before['en'])}{text}" for language, text in those[0].stands.reason.items()},
        tuple(dict.fromkeys(act for each in those for act in each.stands.acts)),
        tuple(dict.fromkeys(label for each in those for label in each.one.labels)),
    )


def statements(asking: Asking) -> dict[str, list[Held]]:
    """Dated statements that had been made by the day, by clause, oldest first."""
    out: dict[str, list[Held]] = {}
    items = [one for one in held(asking, "statement") if one.text.said_on <= asking.day]
    for one in sorted(items, key=lambda one: (one.text.said_on, one.row.number)):
        for clause in one.text.clauses:
            out.setdefault(clause, []).append(one)
    return out


def statement(asking: Asking, one: Held) -> Words:
    """Who stated what, when."""
    when, name = day(one.text.said_on), party(one.row.party, asking.names)
    title = by_language(one.text.title)
    en, ja = title.get("en") or title.get("ja", ""), title.get("ja") or title.get("en", "")
    return both(f"{name['en']}, {when['en']}: {en}.", f"{name.get('ja') or name['en']}、{when['ja']}：{ja}。")


def events(asking: Asking, clause: str) -> tuple[Event, ...]:
    """The clause's statements as dated lines."""
    out = []
    for one in statements(asking).get(clause, ()):
        name, title = asking.names.get(one.row.party, {"en": one.row.party}), by_language(one.text.title)
        words = {}
        for language, colon in (("en", ": "), ("ja", "：")):
            said = title.get(language) or title.get("en", "")
            words[language] = f"{name.get(language) or name.get('en')}{colon}{said}"
        out.append(Event(one.text.said_on, words, (one.act,), one.labels))
    return tuple(out)


def trend(asking: Asking, days: Sequence[date], cited: bool = True) -> tuple[Count, ...]:
    """How many clauses stood in each state on each of the days since the instrument, and the acts and labels by which, if they are cited.

    Recitals and positions are no traffic lights.
    """
    out = []
    days = [one for one in days if one.toordinal() >= (asking.row.start_on or 0)] or days[-1:]
    base = tuple(text.act for text in asking.row.revisions[-1:])
    if not cited:
        return tuple(Count(on, _counted(asking, on), base, ()) for on in days)
    labels = tuple(dict.fromkeys(one.label for type_ in COUNTING for one in held(asking, type_)))
    for on, at in zip(days, on_days(asking, days, COUNTING), strict=True):
        behind = (act for some in carriers(at).values() for each in some for act in each.stands.acts)
        out.append(Count(on, _counted(asking, on), tuple(dict.fromkeys((*base, *behind))), labels))
    return tuple(out)


def _counted(asking: Asking, on: date) -> dict[str, int]:
    counted: dict[str, int] = {}
    for one in standings(asking, on):
        if one.state != POSITION:
            counted[one.state] = counted.get(one.state, 0) + 1
    return counted

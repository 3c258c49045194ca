"""Labels, policies, tables and readers for the tests of disclosure: a small world in which every rule can bite."""

from __future__ import annotations

from datetime import date
from itertools import permutations

from hypothesis import strategies as st

from entente.kernel.charter import Ceiling
from entente.kernel.labels.disclose import (
    ADMINISTRATOR,
    READER,
    RELEASING_OFFICER,
    Context,
    Reader,
)
from entente.kernel.labels.equivalence import Equivalence
from entente.kernel.labels.label import Category, Label
from entente.kernel.labels.policy import CategoryTag, Classification, Policy
from entente.kernel.labels.verdict import Text

DAY = date(2018, 4, 1)
PARTIES = ("AUS", "GBR", "JPN")
ORGANISATIONS = ("AUS:DFAT", "GBR:FCDO", "GBR:MOD", "JPN:MOD", "JPN:MOFA")
PURPOSES = ("ASSESSMENT", "POLICY")
WORDS = Text("words", "言葉")
TAGS = (
    CategoryTag("administrative", "informative", None, frozenset(), WORDS),
    CategoryTag("originator-control", "restrictive", None, frozenset(), WORDS),
    CategoryTag("purpose", "restrictive", frozenset(PURPOSES), frozenset(), WORDS),
    CategoryTag("releasable-to", "permissive", None, frozenset(), WORDS),
    CategoryTag("topic", "permissive", frozenset({"SEA", "SKY"}), frozenset(), WORDS),
)


def policy(identifier: str, authority: str, *names: str) -> Policy:
    tiers = tuple(Classification(name, place, WORDS, False) for place, name in enumerate(names))
    return Policy(identifier, authority, 1, True, WORDS, WORDS, tiers, TAGS)


WORLD = {
    item.identifier: item
    for item in (
        policy("test:gbr", "GBR", "G0", "G1", "G2"),
        policy("test:jpn:a", "JPN", "A0", "A1", "A2"),
        policy("test:jpn:b", "JPN", "B0", "B1"),
    )
}
NAMES = {identifier: tuple(tier.name for tier in item.classifications) for identifier, item in WORLD.items()}


def table(source: str, target: str, *rows: tuple[str, str], since: date = DAY, until: date | None = None) -> Equivalence:
    return Equivalence(source, target, since, until, True, WORDS, rows)


def subsets(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    """Some of the values, often all: a world in which everything is refused would prove no law."""
    some = st.sets(st.sampled_from(values), min_size=1).map(lambda found: tuple(sorted(found)))
    return st.sampled_from((values, values, values, None)).flatmap(lambda found: st.just(found) if found else some)


@st.composite
def labels(draw: st.DrawFn) -> Label:
    identifier = draw(st.sampled_from(("test:gbr", "test:gbr", "test:jpn:a", "test:jpn:b")))
    found = set()
    if draw(st.sampled_from((True, True, True, True, False))):
        found.add(Category("releasable-to", "permissive", draw(subsets(PARTIES))))
    for _ in range(draw(st.sampled_from((0, 0, 0, 0, 1, 2)))):
        found.add(Category("originator-control", "restrictive", draw(subsets(ORGANISATIONS))))
    if draw(st.sampled_from((False, False, True))):
        found.add(Category("purpose", "restrictive", draw(subsets(PURPOSES))))
    if draw(st.sampled_from((False, False, False, True))):
        found.add(Category("administrative", "informative", draw(subsets(("LEAVE", "STAFF")))))
    ordered = tuple(sorted(found, key=lambda item: (item.tag, item.type, item.values)))
    return Label(identifier, draw(st.sampled_from(NAMES[identifier])), ordered)


@st.composite
def tables(draw: st.DrawFn) -> tuple[Equivalence, ...]:
    """Partial tables, rising or not, at times with a name that no policy has, at times not in force or contradicting."""
    found = []
    for source, target in draw(st.lists(st.sampled_from(list(permutations(sorted(WORLD), 2))), max_size=7)):
        names = draw(subsets(NAMES[source]))
        rows = [(name, draw(st.sampled_from((*NAMES[target] * 4, "GONE")))) for name in names]
        found.append(table(source, target, *rows, since=draw(st.sampled_from((DAY, DAY, DAY, date(2019, 1, 1))))))
    return tuple(found)


@st.composite
def readers(draw: st.DrawFn) -> Reader:
    party = draw(st.sampled_from(("GBR", "JPN", "JPN", "AUS")))
    cleared = sorted(draw(st.sets(st.sampled_from(sorted(WORLD)), min_size=1)))
    return Reader(
        party,
        draw(st.sampled_from([name for name in ORGANISATIONS if name.startswith(party)])),
        draw(st.sampled_from((party, party, party, "AUS"))),
        {identifier: draw(st.sampled_from((*NAMES[identifier][-1:] * 3, *NAMES[identifier]))) for identifier in cleared},
        frozenset(draw(subsets(PURPOSES))),
        frozenset(draw(subsets((READER, RELEASING_OFFICER))) + draw(st.sampled_from(((), (), (), (ADMINISTRATOR,))))),
    )


@st.composite
def contexts(draw: st.DrawFn) -> Context:
    identifier = draw(st.sampled_from(sorted(WORLD)))
    ceiling = Ceiling(identifier, draw(st.sampled_from((*NAMES[identifier][-1:] * 3, *NAMES[identifier]))))
    return Context(draw(st.sampled_from(("GBR", "JPN"))), DAY, ceiling, WORLD, draw(tables()))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@st.composite
def near_misses(draw: st.DrawFn, whole: object) -> object:
    """The value with one thing in it put otherwise: an arbitrary value in its place, a member dropped, added or repeated."""
    if isinstance(whole, dict) and whole and draw(st.integers(0, 3)):
        name = draw(st.sampled_from(sorted(whole)))
        rest = {key: value for key, value in whole.items() if key != name}
        kind = draw(st.integers(0, 5))
        if kind == 0:
            return rest
        if kind == 1:
            return {**whole, draw(st.text(max_size=5)): draw(json_values)}
        return {**rest, name: draw(near_misses(whole[name]))}
    if isinstance(whole, list) and whole and draw(st.integers(0, 3)):
        at = draw(st.integers(0, len(whole) - 1))
        kind = draw(st.integers(0, 3))
        middle = [[], [whole[at]] * 2][kind] if kind < 2 else [draw(near_misses(whole[at]))]
        return [*whole[:at], *middle, *whole[at + 1 :]]
    return draw(json_values)


def render_label(label: Label) -> dict[str, object]:
    """The JSON value of a label, as it stands in a header; `parse_label` gives the same label back."""
    return {
        "policy": label.policy,
        "classification": label.classification,
        "categories": [{"tag": item.tag, "type": item.type, "values": list(item.values)} for item in label.categories],
    }

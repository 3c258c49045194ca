"""Labels of papers: what the whole is marked, who is the cause, and that a partner's version can go and tells of nothing withheld."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.papers import BRIEF, CONTEXT, JOINT, NATIONAL, PAPER

from entente.implementation.papers import release
from entente.implementation.papers.briefing import briefing
from entente.implementation.papers.paper import Chart, Column, Heading, Lines, Paper, Para, Part, Sentence, Table, pieces
from entente.implementation.papers.quarterly import quarterly
from entente.kernel.errors import Refusal
from entente.kernel.labels.label import label_of

BOTH = ("GBR", "JPN")
WHOM = {"en": "both"}
HELD_BACK = label_of("entente:sample:gbr:1", "OFFICIAL", releasable_to=BOTH, originator_control=("GBR:FCDO",))
ELSEWHERE = label_of("entente:sample:gbr:1", "OFFICIAL", releasable_to=BOTH, originator_control=("JPN:MOFA",))


def made(*parts: Part) -> Paper:
    return replace(quarterly(PAPER), parts=parts, sources=())


def say(words: str, *labels: object) -> Sentence:
    return Sentence({"en": words}, (), labels)  # type: ignore[arg-type]


def test_the_whole_is_marked_by_its_highest_part() -> None:
    assert release.marking(made(Para((say("a"),))), CONTEXT) == {"en": "OFFICIAL · REL GBR JPN", "ja": "OFFICIAL（公用）　提供先 GBR JPN"}
    national = replace(made(), label=NATIONAL)
    assert release.marking(national, CONTEXT)["en"] == "OFFICIAL-SENSITIVE · GBR only"
    assert "OFFICIAL-SENSITIVE" in release.marking(made(Para((say("a", NATIONAL),))), CONTEXT)["ja"]


def test_what_nobody_may_have_is_not_marked() -> None:
    ours, theirs = NATIONAL, label_of("entente:sample:jpn:1", "GENERAL")
    with pytest.raises(Refusal) as caught:
        release.marking(made(Para((say("a", ours), say("b", theirs)))), CONTEXT)
    assert caught.value.code == "paper-unmarked"


def test_the_cause_is_named_by_section_words_and_reason() -> None:
    found = release.releasable(briefing(BRIEF), BOTH, CONTEXT)
    assert not found.allowed and {cause.party for cause in found.causes} == {"JPN"}
    assert {cause.piece.section["en"] for cause in found.causes} == {"Open", "Lines to take"}
    assert all(cause.reasons and cause.reasons[0].ja for cause in found.causes)


def test_lists_with_nobody_in_common_are_a_cause_though_each_part_could_go() -> None:
    paper = made(
        Para((say("a", label_of(JOINT.policy, "OFFICIAL", releasable_to=BOTH, originator_control=("JPN:MOD",))), say("b", ELSEWHERE)))
    )
    found = release.releasable(paper, ("JPN",), CONTEXT)
    assert not found.allowed and {cause.piece.words["en"] for cause in found.causes} <= {"a", "b", paper.title["en"]}
    with pytest.raises(Refusal) as caught:
        release.for_partner(paper, ("JPN",), CONTEXT, WHOM)
    assert caught.value.code == "paper-not-releasable"


def test_a_partner_gets_neither_the_rows_nor_the_columns_nor_the_charts_nor_the_empty_headings() -> None:
    head = Column({"en": "Code"})
    table = Table(
        {"en": "t"}, (head, Column({"en": "Ours"}, labels=(NATIONAL,))), ((say("kept"), say("x")), (say("gone", NATIONAL), say("y")))
    )
    chart = Chart({"en": "c"}, {"en": "alt"}, {"en": "<svg/>"}, Table({}, (head,), ((say("1"),), (say("2", NATIONAL),))))
    paper = made(
        Heading({"en": "One"}),
        table,
        Heading({"en": "Two"}),
        chart,
        Heading({"en": "Three"}, labels=(NATIONAL,)),
        Heading({"en": "Under three"}, 2),
        Para((say("below"),)),
        Heading({"en": "Four"}),
        Lines((say("stays"), say("goes", NATIONAL))),
    )
    left = release.for_partner(paper, ("JPN",), CONTEXT, WHOM)
    assert left.parts == (
        Heading({"en": "One"}),
        Table({"en": "t"}, (head,), ((say("kept"),),)),
        Heading({"en": "Four"}),
        Lines((say("stays"),)),
    )
    assert left.for_whom == WHOM


def test_a_national_frame_is_not_given() -> None:
    with pytest.raises(Refusal) as caught:
        release.for_partner(replace(made(), label=NATIONAL), BOTH, CONTEXT, WHOM)
    assert caught.value.code == "paper-frame-withheld"


LABELS = st.sampled_from([(), (), (JOINT,), (NATIONAL,), (JOINT, NATIONAL), (HELD_BACK,)])
SENTENCES = st.builds(lambda labels: Sentence({"en": "s"}, (), labels), LABELS)
PARTS = st.one_of(
    st.builds(lambda level, labels: Heading({"en": "h"}, level, labels), st.integers(1, 3), LABELS),
    st.builds(lambda items: Para(tuple(items)), st.lists(SENTENCES, min_size=1, max_size=3)),
    st.builds(lambda items: Table({}, (Column({}),), tuple((item,) for item in items)), st.lists(SENTENCES, max_size=3)),
)


@settings(max_examples=60)
@given(st.lists(PARTS, max_size=8))
def test_what_is_left_for_a_partner_is_releasable_and_was_all_there_before(parts: list[Part]) -> None:
    paper = made(*parts)
    left = release.for_partner(paper, ("JPN",), CONTEXT, WHOM)
    assert release.releasable(left, ("JPN",), CONTEXT).allowed
    assert "JPN" in release.compound(left, CONTEXT).parties
    before = list(pieces(paper))
    assert all(piece in before for piece in pieces(replace(left, for_whom=paper.for_whom)))
    assert release.for_partner(left, ("JPN",), CONTEXT, WHOM) == left

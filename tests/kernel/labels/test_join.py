"""The label of a compound: the laws of the join, who falls out of it and because of which part."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kernel.labels.label_material import DAY, PARTIES, WORLD, contexts, labels, readers, table, tables

from entente.kernel.errors import Refusal
from entente.kernel.labels.disclose import Context, Reader, may_read, may_read_whole
from entente.kernel.labels.equivalence import Equivalence
from entente.kernel.labels.join import Joined, audience, join, may_receive
from entente.kernel.labels.label import Category, Label, label_of, releasable_to
from entente.kernel.labels.policy import level

SOME = st.lists(labels(), min_size=1, max_size=4)
BOTH_WAYS = (
    table("test:gbr", "test:jpn:a", ("G0", "A0"), ("G1", "A1"), ("G2", "A2")),
    table("test:jpn:a", "test:gbr", ("A0", "G0"), ("A1", "G1")),
)


def whole(parts: Sequence[Label], known: tuple[Equivalence, ...] = BOTH_WAYS) -> Joined:
    return join(parts, WORLD, known, DAY)


def gist(joined: Joined) -> tuple[object, ...]:
    return joined.labels, joined.verdict.allowed, joined.parties


@given(SOME, st.randoms(), tables())
def test_the_join_is_commutative(parts: list[Label], random: object, known: tuple[Equivalence, ...]) -> None:
    shuffled = random.sample(parts, len(parts))
    assert gist(whole(parts, known)) == gist(whole(shuffled, known))


@given(SOME)
def test_the_join_is_idempotent(parts: list[Label]) -> None:
    once = whole(parts)
    assert gist(whole(parts + parts)) == gist(once)
    if once.verdict.allowed:
        assert whole(once.labels).labels == once.labels
        assert whole([*once.labels, *parts]).labels == once.labels


@given(labels())
def test_the_join_of_one_part_is_that_part(part: Label) -> None:
    alone = whole([part])
    assert alone.labels == ((part,) if alone.verdict.allowed else ())


@given(SOME, SOME)
def test_the_join_is_associative_and_an_error_stays_one(first: list[Label], second: list[Label]) -> None:
    flat, left = whole(first + second), whole(first)
    if left.verdict.allowed:
        assert gist(whole([*left.labels, *second]))[:2] == gist(flat)[:2]
    else:
        assert not flat.verdict.allowed and flat.labels == () and flat.parties == frozenset()


@settings(max_examples=600)
@given(st.lists(labels(), min_size=1, max_size=3), readers(), contexts())
def test_whoever_may_read_the_whole_may_read_each_part(parts: list[Label], reader: Reader, context: Context) -> None:
    joined = join(parts, context.policies, context.equivalences, context.on)
    if may_read_whole(reader, joined, context).allowed:
        assert all(may_read(reader, part, context).allowed for part in parts)


@given(SOME, tables(), labels())
def test_whoever_may_have_the_whole_may_have_each_part_and_more_parts_admit_nobody(
    parts: list[Label], known: tuple[Equivalence, ...], more: Label
) -> None:
    joined = whole(parts, known)
    for party in joined.parties:
        assert all(may_receive(part, party, WORLD, known, DAY).allowed for part in parts)
    assert whole([*parts, more], known).parties <= joined.parties


@given(SOME, tables())
def test_every_party_that_a_part_names_remains_or_falls_out_with_a_cause(parts: list[Label], known: tuple[Equivalence, ...]) -> None:
    joined = whole(parts, known)
    authority = {identifier: {item.authority} for identifier, item in WORLD.items()}
    named = set().union(*(releasable_to(part) or authority[part.policy] for part in parts))
    lost = {item.party for item in joined.lost}
    assert not lost & joined.parties
    if joined.verdict.allowed:
        assert lost | joined.parties == named <= set(PARTIES)
    for item in joined.lost:
        assert item.members and item.reasons
        assert {reason.party for reason in item.reasons} == {item.party}


@given(SOME)
def test_per_policy_the_level_is_the_highest_of_the_parts(parts: list[Label]) -> None:
    for label in whole(parts).labels:
        tiers = [level(WORLD[part.policy], part.classification) for part in parts if part.policy == label.policy]
        assert level(WORLD[label.policy], label.classification) == max(tiers)


def codes(joined: Joined) -> list[str]:
    return [item.code for item in joined.verdict.reasons]


def test_level_audience_and_caveats_of_a_compound() -> None:
    low = label_of("test:gbr", "G0", releasable_to=["AUS", "GBR", "JPN"], purpose=["POLICY"])
    high = label_of("test:gbr", "G1", releasable_to=["GBR", "JPN"], purpose=["ASSESSMENT"])
    joined = whole([low, high])
    expected = label_of("test:gbr", "G1", releasable_to=["GBR", "JPN"], purpose=["ASSESSMENT", "POLICY"])
    assert joined.labels == (expected,) and codes(joined) == ["joined"]
    assert joined.parties == {"GBR", "JPN"}


def test_the_part_that_puts_a_partner_out_is_named() -> None:
    shared = label_of("test:gbr", "G0", releasable_to=["GBR", "JPN"])
    national = label_of("test:gbr", "G0")
    joined = whole([shared, national, shared, national])
    assert joined.labels == (label_of("test:gbr", "G0", releasable_to=["GBR"]),)
    assert joined.parties == {"GBR"}
    assert [(item.party, item.members, [why.code for why in item.reasons]) for item in joined.lost] == [
        ("JPN", (1, 3), ["party-not-listed"])
    ]


def test_a_part_without_a_place_in_the_partners_policy_puts_it_out() -> None:
    known = (table("test:gbr", "test:jpn:a", ("G1", "A1")),)
    parts = [label_of("test:gbr", name, releasable_to=["GBR", "JPN"]) for name in ("G1", "G0")]
    joined = whole(parts, known)
    assert [(item.party, item.members, item.reasons[0].code) for item in joined.lost] == [("JPN", (1,), "no-mapping")]


def test_labels_of_different_policies_are_kept_side_by_side() -> None:
    british = label_of("test:gbr", "G1", releasable_to=["GBR", "JPN"])
    japanese = label_of("test:jpn:a", "A1", releasable_to=["GBR", "JPN"])
    joined = whole([japanese, british])
    assert joined.labels == (british, japanese)
    assert joined.parties == {"GBR", "JPN"}


def test_nothing_in_common_is_an_error_and_never_no_restriction() -> None:
    apart = whole([label_of("test:gbr", "G0", releasable_to=[party]) for party in ("GBR", "JPN")])
    assert (codes(apart), apart.labels, apart.parties) == (["nobody-left"], (), frozenset())
    across = whole([label_of("test:gbr", "G0"), label_of("test:jpn:a", "A0")])
    assert (codes(across), across.labels) == (["nobody-left"], ())
    topics = [Label("test:gbr", "G0", (Category("topic", "permissive", (value,)),)) for value in ("SEA", "SKY")]
    assert codes(whole(topics)) == ["nobody-left"]
    assert whole([topics[0], label_of("test:gbr", "G0")]).labels == (topics[0],)


def test_lists_of_the_originator_narrow_the_whole() -> None:
    lists = (["GBR:FCDO", "JPN:MOFA"], ["GBR:FCDO", "JPN:MOD"], ["GBR:MOD"])
    parts = [label_of("test:gbr", "G0", releasable_to=["GBR", "JPN"], originator_control=names) for names in lists]
    joined = whole(parts[:2])
    assert [category.values for category in joined.labels[0].categories if category.tag == "originator-control"] == [
        ("GBR:FCDO", "JPN:MOD"),
        ("GBR:FCDO", "JPN:MOFA"),
    ]
    assert joined.parties == {"GBR"}
    assert [(item.party, item.members) for item in joined.lost] == [("JPN", (0, 1))]
    assert codes(whole(parts)) == ["nobody-left"]


def test_a_part_that_is_sealed_here_seals_the_whole() -> None:
    good = label_of("test:gbr", "G0")
    assert codes(whole([good, label_of("test:other", "X")])) == ["policy-unknown"]
    assert codes(whole([good, label_of("test:gbr", "G9")])) == ["classification-unknown"]
    with pytest.raises(Refusal) as refused:
        whole([])
    assert refused.value.code == "join-empty"


def test_a_recipient_without_a_policy_here_is_sent_nothing() -> None:
    answer = may_receive(label_of("test:gbr", "G0", releasable_to=["AUS", "GBR"]), "AUS", WORLD, BOTH_WAYS, DAY)
    assert [(item.code, item.party) for item in answer.reasons] == [("recipient-policy-unknown", "AUS")]


def test_a_national_label_of_a_policy_not_known_here_is_for_nobody() -> None:
    assert audience(label_of("test:unknown", "U0"), WORLD) == frozenset()
    assert audience(label_of("test:gbr", "G0"), WORLD) == {"GBR"}


def test_a_whole_that_is_refused_goes_to_nobody() -> None:
    parts = [
        Label("test:gbr", "G0", (Category("releasable-to", "permissive", ("GBR", "JPN")), Category("topic", "permissive", (topic,))))
        for topic in ("SEA", "SKY")
    ]
    joined = whole(parts)
    assert not joined.verdict.allowed and joined.labels == () and joined.parties == frozenset()
    assert whole(parts[:1]).parties == {"GBR", "JPN"}


def test_an_organisation_is_its_own_partys_and_no_neighbours() -> None:
    label = label_of("test:gbr", "G0", releasable_to=["GBX", "GBR"], originator_control=["GBX:MOD"])
    assert "no-organisation-addressed" in {item.code for item in may_receive(label, "GBR", WORLD, BOTH_WAYS, DAY).reasons}

"""The three decisions: their truth tables, whole; then the laws that hold between them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kernel.labels.label_material import DAY, PARTIES, WORLD, contexts, labels, policy, readers, table

from entente.kernel.charter import Ceiling
from entente.kernel.errors import Refusal
from entente.kernel.labels.disclose import Context, Reader, may_assign, may_read, may_read_whole, may_release
from entente.kernel.labels.join import join, may_receive
from entente.kernel.labels.label import Category, Label, label_of
from entente.kernel.labels.policy import Policy
from entente.kernel.labels.verdict import Verdict
from entente.node.samples import load_samples

TABLES = (table("test:gbr", "test:jpn:a", ("G0", "A0"), ("G1", "A1")),)
CONTEXT = Context("GBR", DAY, Ceiling("test:gbr", "G2"), WORLD, TABLES)
OFFICER = Reader("GBR", "GBR:FCDO", "GBR", {"test:gbr": "G1"}, frozenset({"POLICY"}), frozenset({"assigning-officer", "releasing-officer"}))
G1 = label_of("test:gbr", "G1", releasable_to=["GBR", "JPN"])


def codes(verdict: Verdict) -> set[str]:
    return {item.code for item in verdict.reasons}


READ = ("listed", "national", "addressed", "purpose", "cleared", "ceiling", "role", "valid")
READ_REASONS = {
    "listed": "party-not-listed",
    "national": "nationality-not-listed",
    "addressed": "organisation-not-addressed",
    "purpose": "purpose-not-held",
    "cleared": "clearance-below",
    "ceiling": "ceiling-above",
    "role": "role-administrator-alone",
    "valid": "category-unknown",
}


@pytest.mark.parametrize("row", list(product((True, False), repeat=len(READ))))
def test_truth_table_of_may_read(row: tuple[bool, ...]) -> None:
    holds = dict(zip(READ, row, strict=True))
    listed = ("AUS", "GBR") if holds["listed"] else ("AUS", "JPN")
    found = [
        Category("originator-control", "restrictive", ("GBR:FCDO",) if holds["addressed"] else ("GBR:MOD",)),
        Category("purpose", "restrictive", ("POLICY",)),
        Category("releasable-to", "permissive", listed),
        Category("unheard-of", "informative", ("X",)),
    ]
    label = Label("test:gbr", "G1", tuple(found[:3] if holds["valid"] else found))
    reader = Reader(
        "GBR",
        "GBR:FCDO",
        "AUS" if holds["national"] else "CHN",
        {"test:gbr": "G1" if holds["cleared"] else "G0"},
        frozenset({"POLICY"} if holds["purpose"] else ()),
        frozenset({"administrator", "reader"} if holds["role"] else {"administrator"}),
    )
    context = replace(CONTEXT, ceiling=Ceiling("test:gbr", "G1" if holds["ceiling"] else "G0"))
    verdict = may_read(reader, label, context)
    assert verdict.allowed is all(row)
    assert codes(verdict) == ({READ_REASONS[name] for name in READ if not holds[name]} or {"read-allowed"})


ASSIGN = ("role", "acting", "own-policy", "audience", "current", "ceiling", "cleared")
ASSIGN_REASONS = {
    "role": "role-assigning-missing",
    "acting": "party-not-own",
    "own-policy": "policy-not-own",
    "audience": "originator-not-listed",
    "current": "classification-obsolete",
    "ceiling": "ceiling-above",
    "cleared": "clearance-below",
}


def assignable(authority: str, *, obsolete: bool) -> Policy:
    found = policy("test:gbr", authority, "G0", "G1", "G2")
    return replace(found, classifications=tuple(replace(item, obsolete=obsolete) for item in found.classifications))


@pytest.mark.parametrize("row", list(product((True, False), repeat=len(ASSIGN))))
def test_truth_table_of_may_assign(row: tuple[bool, ...]) -> None:
    holds = dict(zip(ASSIGN, row, strict=True))
    known = assignable("GBR" if holds["own-policy"] else "AUS", obsolete=not holds["current"])
    ceiling = Ceiling("test:gbr", "G1" if holds["ceiling"] else "G0")
    context = replace(CONTEXT, ceiling=ceiling, policies={**WORLD, "test:gbr": known})
    officer = Reader(
        "GBR" if holds["acting"] else "JPN",
        "GBR:FCDO" if holds["acting"] else "JPN:MOFA",
        "GBR",
        {"test:gbr": "G1" if holds["cleared"] else "G0"},
        roles=frozenset({"assigning-officer"} if holds["role"] else {"reader", "releasing-officer", "administrator"}),
    )
    label = label_of("test:gbr", "G1", releasable_to=["GBR", "JPN"] if holds["audience"] else ["JPN"])
    verdict = may_assign(officer, label, context)
    assert verdict.allowed is all(row)
    assert codes(verdict) == ({ASSIGN_REASONS[name] for name in ASSIGN if not holds[name]} or {"assign-allowed"})


RELEASE = ("role", "not-administrator", "recipients", "reads", "listed", "addressed", "mapped")
RELEASE_REASONS = {
    "role": "role-releasing-missing",
    "not-administrator": "role-administrator-releases",
    "recipients": "no-recipient",
    "reads": "clearance-below",
    "listed": "party-not-listed",
    "addressed": "no-organisation-addressed",
    "mapped": "no-mapping",
}


@pytest.mark.parametrize("row", list(product((True, False), repeat=len(RELEASE))))
def test_truth_table_of_may_release(row: tuple[bool, ...]) -> None:
    holds = dict(zip(RELEASE, row, strict=True))
    roles = {"reader"} | ({"releasing-officer"} if holds["role"] else set())
    officer = replace(
        OFFICER,
        roles=frozenset(roles | (set() if holds["not-administrator"] else {"administrator"})),
        clearances={"test:gbr": "G1" if holds["reads"] else "G0"},
    )
    label = label_of(
        "test:gbr",
        "G1",
        releasable_to=["GBR", "JPN"] if holds["listed"] else ["GBR"],
        originator_control=["GBR:FCDO", "JPN:MOFA"] if holds["addressed"] else ["GBR:FCDO"],
    )
    context = replace(CONTEXT, equivalences=TABLES if holds["mapped"] else ())
    verdict = may_release(officer, label, ["GBR", "JPN"] if holds["recipients"] else [], context)
    asked = [name for name in RELEASE if holds["recipients"] or name not in ("listed", "addressed", "mapped")]
    expected = {RELEASE_REASONS[name] for name in asked if not holds[name]}
    assert verdict.allowed is (not expected)
    assert codes(verdict) == (expected or {"receive-allowed"})
    about = {item.code: item.party for item in verdict.reasons}
    assert all(about.get(RELEASE_REASONS[name], "JPN") == "JPN" for name in ("listed", "addressed", "mapped"))


@settings(max_examples=600)
@given(readers(), labels(), contexts(), st.sets(st.sampled_from(PARTIES)))
def test_nobody_releases_what_he_may_not_read_nor_to_whom_may_not_receive(
    reader: Reader, label: Label, context: Context, parties: set[str]
) -> None:
    verdict = may_release(reader, label, parties, context)
    if verdict.allowed:
        assert may_read(reader, label, context).allowed and parties and "administrator" not in reader.roles
        assert {item.party for item in verdict.reasons} == parties
    each = [may_receive(label, party, context.policies, context.equivalences, context.on).allowed for party in parties]
    assert not verdict.allowed or all(each)


@given(readers(), labels(), contexts())
def test_reading_needs_audience_clearance_and_role_whatever_else(reader: Reader, label: Label, context: Context) -> None:
    verdict = may_read(reader, label, context)
    sender = WORLD[label.policy].authority
    if verdict.allowed:
        assert reader.roles - {"administrator"}
        for category in label.categories:
            assert category.tag != "originator-control" or reader.organisation in category.values
            assert category.tag != "releasable-to" or {reader.party, reader.nationality} <= set(category.values)
        if all(category.tag != "releasable-to" for category in label.categories):
            assert reader.party == reader.nationality == sender
    assert not may_read(replace(reader, roles=frozenset({"administrator"})), label, context).allowed


@given(readers(), labels(), contexts())
def test_equal_askers_get_equal_answers_however_often(reader: Reader, label: Label, context: Context) -> None:
    twin = Label(label.policy, label.classification, label.categories)
    again = may_read(replace(reader), twin, replace(context))
    assert again == may_read(reader, label, context)
    assert all(item.en and item.ja and item.rule for item in again.reasons)


def test_a_remembered_decision_does_not_outlive_what_it_rested_on() -> None:
    clearances, policies = {"test:gbr": "G1"}, dict(WORLD)
    reader = replace(OFFICER, clearances=clearances)
    context = replace(CONTEXT, policies=policies)
    assert may_read(reader, G1, context).allowed
    clearances["test:gbr"] = "G0"
    policies.clear()
    assert may_read(reader, G1, context).allowed
    assert not may_read(replace(reader, clearances=clearances), G1, context).allowed
    assert codes(may_read(reader, G1, replace(context, policies=policies))) == {"policy-unknown"}
    assert codes(may_read(reader, G1, replace(context, equivalences=(), ceiling=Ceiling("test:gbr", "G0")))) == {"ceiling-above"}


@pytest.mark.parametrize(
    ("clearances", "expected"),
    [
        ({"test:gbr": "G1"}, {"read-allowed"}),
        ({"test:jpn:a": "A1"}, {"read-allowed"}),
        ({"test:jpn:a": "A2", "test:jpn:b": "B0"}, {"read-allowed"}),
        ({"test:jpn:a": "A0"}, {"clearance-below"}),
        ({"test:jpn:b": "B1"}, {"clearance-none"}),
        ({"test:gbr": "G0", "test:jpn:a": "A2"}, {"clearance-below"}),
        ({"test:gbr": "GONE"}, {"clearance-below"}),
        ({"test:other": "X"}, {"clearance-none"}),
        ({}, {"clearance-none"}),
    ],
)
def test_a_clearance_in_the_labels_policy_decides_alone_and_else_a_table(clearances: dict[str, str], expected: set[str]) -> None:
    reader = Reader("JPN", "JPN:MOFA", "JPN", clearances, roles=frozenset({"reader"}))
    assert codes(may_read(reader, G1, CONTEXT)) == expected


def test_a_table_no_longer_in_force_clears_nobody() -> None:
    reader = Reader("JPN", "JPN:MOFA", "JPN", {"test:jpn:a": "A2"}, roles=frozenset({"reader"}))
    assert may_read(reader, G1, CONTEXT).allowed
    assert codes(may_read(reader, G1, replace(CONTEXT, on=date(2018, 3, 31)))) == {"clearance-none"}


def test_a_category_that_no_reader_can_hold_seals_unless_it_is_informative() -> None:
    topic = Label("test:gbr", "G0", (Category("topic", "permissive", ("SEA",)),))
    assert codes(may_read(OFFICER, topic, CONTEXT)) == {"category-undecidable"}
    note = Label("test:gbr", "G0", (Category("administrative", "informative", ("STAFF",)),))
    assert may_read(OFFICER, note, CONTEXT).allowed


def test_no_role_reads_nothing_and_a_foreign_organisation_is_no_reader() -> None:
    assert codes(may_read(replace(OFFICER, roles=frozenset()), G1, CONTEXT)) == {"role-none"}
    with pytest.raises(Refusal) as refused:
        Reader("JPN", "GBR:FCDO", "JPN", {})
    assert refused.value.code == "reader-malformed"


def test_an_unknown_policy_is_sealed_for_all_three_decisions() -> None:
    strange = label_of("test:other", "X", releasable_to=["GBR", "JPN"])
    assert codes(may_read(OFFICER, strange, CONTEXT)) == {"policy-unknown"}
    assert codes(may_assign(OFFICER, strange, CONTEXT)) == {"policy-unknown"}
    assert codes(may_release(OFFICER, strange, ["JPN"], CONTEXT)) == {"policy-unknown"}


def test_a_compound_says_why_it_may_not_be_read() -> None:
    british, japanese = G1, label_of("test:jpn:a", "A1", releasable_to=["GBR", "JPN"])
    joined = join([british, japanese], WORLD, TABLES, DAY)
    verdict = may_read_whole(OFFICER, joined, replace(CONTEXT, ceiling=Ceiling("test:jpn:a", "A2")))
    assert codes(verdict) == {"clearance-none"}
    apart = join([label_of("test:gbr", "G0"), label_of("test:jpn:a", "A0")], WORLD, TABLES, DAY)
    assert may_read_whole(OFFICER, apart, CONTEXT) == apart.verdict


def test_with_the_sample_policies_a_partner_reads_what_was_released_to_it() -> None:
    samples = load_samples()
    label = label_of("entente:sample:gbr:1", "OFFICIAL-SENSITIVE", releasable_to=["GBR", "JPN"])
    top = Ceiling("entente:sample:jpn:1", "HANDLE WITH CARE")
    tokyo = Context("JPN", DAY, top, samples.policies, samples.equivalences)
    desk = Reader("JPN", "JPN:MOFA", "JPN", {"entente:sample:jpn:1": "HANDLE WITH CARE"}, roles=frozenset({"reader"}))
    verdict = may_read(desk, label, tokyo)
    assert verdict.allowed
    assert verdict.reasons[0].en == (
        "The reader's clearance, HANDLE WITH CARE, party, nationality, organisation and purposes meet OFFICIAL-SENSITIVE."
    )
    lower = replace(tokyo, ceiling=Ceiling("entente:sample:jpn:1", "GENERAL"))
    assert codes(may_read(desk, label, lower)) == {"ceiling-above"}


def test_a_refused_release_names_each_reason_once() -> None:
    answer = may_release(replace(OFFICER, purposes=frozenset()), replace(G1, policy="test:unknown"), ["JPN", "AUS"], CONTEXT)
    assert not answer.allowed and len(set(answer.reasons)) == len(answer.reasons) >= 3
